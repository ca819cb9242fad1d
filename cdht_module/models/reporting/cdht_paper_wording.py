from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of decisions that commend."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("commendation", "Decision of commendation"),
        ],
        ondelete={"commendation": "cascade"},
    )
