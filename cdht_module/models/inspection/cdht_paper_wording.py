from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of the decision on the team and of the minutes of an inspection."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("inspection_team", "Decision on an inspection team"),
            ("inspection", "Minutes of the inspection"),
        ],
        ondelete={"inspection_team": "cascade", "inspection": "cascade"},
    )
