from odoo import fields, models


class CdhtPaperDefault(models.Model):
    """What decisions carry by default."""

    _inherit = "cdht.paper.default"

    paper = fields.Selection(
        selection_add=[("decision", "Decision")],
        ondelete={"decision": "cascade"},
    )
