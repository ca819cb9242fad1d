from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.identity_number import parse_identity_number
from odoo.addons.cdht_module.tools.redirection import redirection


class CdhtCitizen(models.Model):
    """Số định danh cá nhân: one person a number, wherever they are registered."""

    _inherit = "cdht.citizen"

    def _check_numbers_free(self, vals_list, operation):
        """Refuse numbers of other people; only who may type a number learns it."""
        numbers = [v["identity_number"] for v in vals_list if v.get("identity_number")]
        if not numbers:
            return
        self.check_access(operation)
        self._check_field_access(self._fields["identity_number"], operation)
        holder = self._holders_of(numbers)[:1]
        if not holder:
            return
        if holder not in holder._at_home():
            raise UserError(self._registered_elsewhere())
        self.env["cdht.identity.reading"]._count_refused(holder)
        raise redirection(
            self._registered_here(holder),
            {
                "type": "ir.actions.act_window",
                "res_model": self._name,
                "res_id": holder.id,
                "views": [(False, "form")],
            },
            self.env._("Open this person"),
        )

    @api.onchange("identity_number")
    def _onchange_identity_number(self):
        """Tell at once, before the rest is typed in vain."""
        number = self.identity_number
        holder = self._origin._holders_of([number])[:1] if number else self.browse()
        if holder:
            here = holder in holder._at_home()
            if here:
                self.env["cdht.identity.reading"]._count(holder)
            told = (
                self._registered_here(holder) if here else self._registered_elsewhere()
            )
            return {"warning": {"message": told}}

    def _holders_of(self, numbers):
        """Other people with one of these numbers, wherever they are."""
        # sudo: a number is one person's in the whole register; who holds it is told
        # only to those who reach that person
        everybody = self.sudo().with_context(active_test=False)
        return everybody.search(
            [("identity_number", "in", numbers), ("id", "not in", self.ids)]
        ).sudo(False)

    def _at_home(self):
        """Those of ``self`` whom the acting user reads."""
        return self._filtered_access("read")

    def _registered_here(self, holder):
        return self.env._(
            "This identity number is registered already: %(name)s, %(unit)s.",
            name=holder.name,
            unit=holder.unit_id.name,
        )

    def _registered_elsewhere(self):
        return self.env._("Already registered in another unit; ask the commune.")

    @api.model
    def _search_display_name(self, operator, value):
        """A whole number, typed with or without blanks, finds its person."""
        domain = super()._search_display_name(operator, value)
        if operator != "ilike" or not isinstance(value, str):
            return domain
        identity = parse_identity_number(value)
        if not identity.valid or identity.padded:
            return domain
        if not self._has_field_access(self._fields["identity_number"], "read"):
            return domain
        return Domain.OR([domain, [("identity_number", "=", identity.number)]])
