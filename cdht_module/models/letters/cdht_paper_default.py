from odoo import fields, models


class CdhtPaperDefault(models.Model):
    """What letters and invitations carry by default."""

    _inherit = "cdht.paper.default"

    paper = fields.Selection(
        selection_add=[("letter", "Letter"), ("invitation", "Invitation")],
        ondelete={"letter": "cascade", "invitation": "cascade"},
    )
