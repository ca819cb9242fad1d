from odoo import fields, models


class CdhtPaperDefault(models.Model):
    """What reports and the papers of commendations carry by default."""

    _inherit = "cdht.paper.default"

    paper = fields.Selection(
        selection_add=[
            ("commendation", "Decision of commendation"),
            ("commendation.petition", "Petition for commendation"),
            ("commendation.meeting", "Minutes on commendation"),
            ("report", "Report"),
        ],
        ondelete={
            "commendation": "cascade",
            "commendation.petition": "cascade",
            "commendation.meeting": "cascade",
            "report": "cascade",
        },
    )
