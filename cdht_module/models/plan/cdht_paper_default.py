from odoo import fields, models


class CdhtPaperDefault(models.Model):
    """What plans carry by default."""

    _inherit = "cdht.paper.default"

    paper = fields.Selection(
        selection_add=[("plan", "Plan")],
        ondelete={"plan": "cascade"},
    )
