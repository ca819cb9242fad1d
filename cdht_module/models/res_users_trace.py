from odoo import api, models

from .res_users import _GIVEN


class ResUsers(models.Model):
    """Reach and helpers' marks are settings: who gave them is traced."""

    _inherit = "res.users"

    def _trace_unit(self):
        return self.env["cdht.unit"]

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        given = [
            user.id
            for user, vals in zip(users, vals_list, strict=True)
            if any(vals.get(name) for name in _GIVEN)
        ]
        if given:
            # sudo: the fields are the managers', who gave them just now
            users = self.sudo().browse(given)
            nothing = [dict.fromkeys(_GIVEN, "") for _user in users]
            self.env["cdht.trace"]._record_changes(users, nothing, is_setting=True)
        return users

    def write(self, vals):
        if not _GIVEN & vals.keys():
            return super().write(vals)
        # sudo: as above
        Trace, users = self.env["cdht.trace"], self.sudo()
        before = Trace._texts_of(users, _GIVEN & vals.keys())
        result = super().write(vals)
        Trace._record_changes(users, before, is_setting=True)
        return result
