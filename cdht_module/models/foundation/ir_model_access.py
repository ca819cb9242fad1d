from odoo import models
from odoo.exceptions import AccessError


class IrModelAccess(models.Model):
    _inherit = "ir.model.access"

    def _make_access_error(self, model, mode):
        """Say who does it instead, for the models of this add-on."""
        if not model.startswith("cdht."):
            return super()._make_access_error(model, mode)
        kind = self.env["ir.model"]._get(model).name
        roles = self._roles_with_access(model, mode)
        if not roles:
            return AccessError(
                self.env._(
                    "%s: nobody enters, changes or deletes this by hand; it comes from"
                    " the moves.",
                    kind,
                )
            )
        return AccessError(
            self.env._(
                "%(kind)s: this is not part of your work here. It is done by:"
                " %(roles)s.",
                kind=kind,
                roles=roles,
            )
        )

    def _roles_with_access(self, model, mode):
        """Who does it, in words: “Role/What the role does” → “Role”."""
        who = self.group_names_with_access(model, mode)
        return ", ".join(sorted({name.split("/")[0] for name in who}))
