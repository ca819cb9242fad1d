from odoo import api, models

from odoo.addons.cdht_module.models.foundation.rpc_input import check_are_values

# What gives or takes a group: its members, and its links with other groups.
_MEMBERS = {"user_ids", "all_user_ids"}
_LINKS = {"implied_ids", "implied_by_ids"}


class ResGroups(models.Model):
    """Roles of the programme that are given or taken by way of groups: traced, and
    told to whom it concerns, whoever did it."""

    _inherit = "res.groups"

    @api.model_create_multi
    def create(self, vals_list):
        check_are_values(self, vals_list)
        # A group that implies none is no role, whoever its members are.
        linked = set().union(*vals_list) & _LINKS
        before = linked and self._cdht_roles_before()
        groups = super().create(vals_list)
        if before:
            self._cdht_roles_after(before)
        return groups

    def write(self, vals):
        check_are_values(self, vals)
        gives = vals.keys() & _LINKS or (
            vals.keys() & _MEMBERS and self._cdht_is_role()
        )
        before = gives and self._cdht_roles_before()
        result = super().write(vals)
        if before:
            self._cdht_roles_after(before)
        return result

    def unlink(self):
        before = self._cdht_is_role() and self._cdht_roles_before()
        result = super().unlink()
        if before:
            self._cdht_roles_after(before)
        return result

    def _cdht_is_role(self):
        """Whether one of these groups is, or implies, a role of an officer."""
        # sudo: host: what groups imply, to know whether they are ours
        implied = self.sudo().all_implied_ids
        return bool(implied & self.env["res.users"]._cdht_roles())

    def _cdht_roles_before(self):
        """[{officer: roles}] in a list; empty while modules are being loaded."""
        users = self.env["res.users"]
        if not self.env.registry.ready or not users._cdht_roles():
            return []
        return [users._cdht_officers_now()._cdht_roles_held()]

    def _cdht_roles_after(self, before):
        users = self.env["res.users"]
        (held,) = before
        officers = users.browse([user.id for user in held])
        (users._cdht_officers_now() | officers)._cdht_note_roles(held)
