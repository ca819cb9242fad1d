from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of the notice and of the minutes of its end."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("posting", "Notice of posting"),
            ("posting_end", "Minutes of the end of posting"),
        ],
        ondelete={"posting": "cascade", "posting_end": "cascade"},
    )
