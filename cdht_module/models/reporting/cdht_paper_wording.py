from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of decisions that commend, of reports and reviews."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("commendation", "Decision of commendation"),
            ("report", "Report"),
            ("review", "Review of several years"),
        ],
        ondelete={
            "commendation": "cascade",
            "report": "cascade",
            "review": "cascade",
        },
    )
