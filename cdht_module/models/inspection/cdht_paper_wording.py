from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of the minutes of an inspection."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("inspection", "Minutes of the inspection"),
        ],
        ondelete={"inspection": "cascade"},
    )
