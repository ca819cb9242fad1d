from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of decisions, by what the decision does, and of the cover note."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[("decision", "Decision"), ("cover", "Cover note")],
        ondelete={"decision": "cascade", "cover": "cascade"},
    )
    variant = fields.Selection(
        selection_add=[
            ("recognise", "Recognises"),
            ("supplement", "Supplements"),
            ("amend", "Amends"),
            ("revoke", "Revokes"),
        ],
        ondelete={
            "recognise": "cascade",
            "supplement": "cascade",
            "amend": "cascade",
            "revoke": "cascade",
        },
    )
