from odoo import fields, models


class CdhtPaperDefault(models.Model):
    """What reports and decisions that commend carry by default."""

    _inherit = "cdht.paper.default"

    paper = fields.Selection(
        selection_add=[
            ("commendation", "Decision of commendation"),
            ("report", "Report"),
        ],
        ondelete={"commendation": "cascade", "report": "cascade"},
    )
