from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of decisions, by what the decision does."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[("decision", "Decision")], ondelete={"decision": "cascade"}
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
