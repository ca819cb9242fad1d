from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of decisions that commend and of their dossiers, of reports and
    reviews."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("commendation", "Decision of commendation"),
            ("commendation_petition", "Petition for commendation"),
            ("achievement", "Report on achievements"),
            ("commendation_meeting", "Minutes on commendation"),
            ("report", "Report"),
            ("review", "Review of several years"),
        ],
        ondelete={
            "commendation": "cascade",
            "commendation_petition": "cascade",
            "achievement": "cascade",
            "commendation_meeting": "cascade",
            "report": "cascade",
            "review": "cascade",
        },
    )
