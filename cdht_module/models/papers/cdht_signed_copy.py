from odoo import fields, models


class CdhtSignedCopy(models.Model):
    """A signed paper or a scan that was attached, the earlier ones too; who reads the
    record reads them."""

    _name = "cdht.signed.copy"
    _description = "Attached signed copy"
    _inherit = "cdht.kept.file"

    is_current = fields.Boolean(string="In force", default=True)

    _one_in_force = models.UniqueIndex("(res_model, res_id) WHERE is_current")
    _beside = "cdht.signed"
