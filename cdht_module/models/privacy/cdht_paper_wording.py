from odoo import fields, models


class CdhtPaperWording(models.Model):
    """What people sign who consent as well."""

    _inherit = "cdht.paper.wording"

    variant = fields.Selection(
        selection_add=[("consent", "With the consent")],
        ondelete={"consent": "cascade"},
    )
