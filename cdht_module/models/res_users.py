from odoo import api, fields, models
from odoo.exceptions import AccessError


class ResUsers(models.Model):
    _inherit = "res.users"

    cdht_unit_ids = fields.Many2many(
        "cdht.unit",
        "cdht_unit_user_rel",
        "user_id",
        "unit_id",
        string="Units of the Learning Citizen programme",
        groups="cdht_module.group_cdht_manager",
        help="The units for which this user acts, in the roles that they hold.",
    )

    def _cdht_units(self):
        """The units that a manager gave to this user."""
        self.ensure_one()
        # sudo: the field is the managers'; one's own units are no secret to oneself
        return self.sudo().cdht_unit_ids.sudo(False)

    @api.model
    def _get_invalidation_fields(self):
        # Record rules hold the ids of the user's units and are cached per user.
        return super()._get_invalidation_fields() | {"cdht_unit_ids"}

    def write(self, vals):
        if "cdht_unit_ids" in vals and self.env.user in self and not self.env.su:
            raise AccessError(
                self.env._("Nobody can give a unit to oneself; ask another manager.")
            )
        return super().write(vals)
