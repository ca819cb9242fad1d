from odoo import models
from odoo.exceptions import AccessError


class IrRule(models.Model):
    _inherit = "ir.rule"

    def _make_access_error(self, operation, records):
        """Refuse in an officer's words; never name what lies outside the reach.

        Odoo's own message names the records to whoever switches debug mode on.
        """
        if not records._name.startswith("cdht."):
            return super()._make_access_error(operation, records)
        kind = self.env["ir.model"]._get(records._name).name
        if operation == "read":
            return AccessError(
                self.env._(
                    "%s: this does not belong to a unit of yours. Ask the commune's"
                    " officer.",
                    kind,
                )
            )
        return AccessError(
            self.env._(
                "%s: this is not yours to change. It is done by an officer of the unit"
                " or body to which it belongs; ask the commune's officer.",
                kind,
            )
        )
