from odoo import fields, models


class CdhtPaperWording(models.Model):
    """Sentences of letters, by what the letter is for."""

    _inherit = "cdht.paper.wording"

    paper = fields.Selection(
        selection_add=[("letter", "Letter or invitation")],
        ondelete={"letter": "cascade"},
    )
    variant = fields.Selection(
        selection_add=[
            ("free", "Letter"),
            ("reminder", "Reminder"),
            ("correction", "Correction"),
            ("invitation", "Invitation"),
            ("praise", "Letter of praise"),
        ],
        ondelete={
            "free": "cascade",
            "reminder": "cascade",
            "correction": "cascade",
            "invitation": "cascade",
            "praise": "cascade",
        },
    )
