from odoo import fields, models


class CdhtPaperDefault(models.Model):
    """What lists and petitions carry by default."""

    _inherit = "cdht.paper.default"

    paper = fields.Selection(
        selection_add=[("proposal", "List and minutes"), ("petition", "Petition")],
        ondelete={"proposal": "cascade", "petition": "cascade"},
    )
