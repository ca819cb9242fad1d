from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of minutes, of the list that goes with them, and of petitions."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("minutes", "Minutes of the appraisal meeting"),
            ("registration", "Registration sheet"),
            ("score_sheet", "Score sheet"),
            ("evening_guide", "Guide of the evening"),
            ("ballot", "Ballot of a secret vote"),
            ("counting", "Minutes of the counting"),
            ("proposal_list", "List of a unit"),
            ("petition", "Petition"),
        ],
        ondelete={
            "minutes": "cascade",
            "registration": "cascade",
            "score_sheet": "cascade",
            "evening_guide": "cascade",
            "ballot": "cascade",
            "counting": "cascade",
            "proposal_list": "cascade",
            "petition": "cascade",
        },
    )
    variant = fields.Selection(
        selection_add=[
            ("to_fill", "To be filled in by hand"),
            ("to_committee", "To the committee"),
            ("to_level_above", "To the level above"),
        ],
        ondelete={
            "to_fill": "cascade",
            "to_committee": "cascade",
            "to_level_above": "cascade",
        },
    )
