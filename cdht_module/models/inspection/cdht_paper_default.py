from odoo import fields, models


class CdhtPaperDefault(models.Model):
    """What decisions on inspection teams carry by default."""

    _inherit = "cdht.paper.default"

    paper = fields.Selection(
        selection_add=[("inspection_team", "Decision on an inspection team")],
        ondelete={"inspection_team": "cascade"},
    )
