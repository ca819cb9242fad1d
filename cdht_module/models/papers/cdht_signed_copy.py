from odoo import api, fields, models
from odoo.fields import Domain


class CdhtSignedCopy(models.Model):
    """A signed paper or a scan that was attached, the earlier ones too; who reads the
    record reads them."""

    _name = "cdht.signed.copy"
    _description = "Attached signed copy"
    _inherit = "cdht.kept.file"

    is_current = fields.Boolean(string="In force", default=True)

    _one_in_force = models.UniqueIndex("(res_model, res_id) WHERE is_current")

    @api.model
    def _readable_domain(self, files=None):
        domains = []
        for model in self.env.registry.descendants(["cdht.signed"], "_inherit"):
            records = self.env[model]
            if not records._abstract and records.has_access("read"):
                # The search is the user's own: its rules are part of it.
                domains.append(
                    Domain("res_model", "=", model)
                    & Domain("res_id", "in", records._search(Domain.TRUE))
                )
        return Domain.OR(domains)
