from odoo import fields, models


class CdhtPaperDefault(models.Model):
    """What notices of posting carry by default."""

    _inherit = "cdht.paper.default"

    paper = fields.Selection(
        selection_add=[("posting", "Notice of posting")],
        ondelete={"posting": "cascade"},
    )
