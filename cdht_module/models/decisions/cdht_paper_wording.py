from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of decisions, by what the decision does, of the cover note and of the
    sheet that those to ask sign."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[
            ("decision", "Decision"),
            ("cover", "Cover note"),
            ("asking", "Sheet of those to ask"),
        ],
        ondelete={"decision": "cascade", "cover": "cascade", "asking": "cascade"},
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
