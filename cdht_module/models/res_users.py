from odoo import api, fields, models
from odoo.exceptions import AccessError


# Reach and marks: given by a manager, never to oneself.
_GIVEN = {"cdht_unit_ids", "cdht_is_clerk", "cdht_is_signer", "cdht_is_accountant"}


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

    cdht_reach_ids = fields.Many2many(
        "cdht.unit",
        compute="_compute_cdht_reach_ids",
        compute_sudo=True,
        export_string_translation=False,
        groups="cdht_module.group_cdht_manager",
    )

    # Marks of helpers, not levels: what they do for their units beside their role.
    cdht_is_clerk = fields.Boolean(
        string="Clerk (văn thư)",
        groups="cdht_module.group_cdht_manager",
        help="Types numbers and attaches signed copies; where a unit has a clerk,"
        " nobody else does.",
    )
    cdht_is_signer = fields.Boolean(
        string="Signs (người ký)",
        groups="cdht_module.group_cdht_manager",
        help="Sees the cover note of papers for signature, approves or remarks.",
    )
    cdht_is_accountant = fields.Boolean(
        string="Accountant (kế toán)",
        groups="cdht_module.group_cdht_manager",
        help="Works on estimates and pay lists.",
    )

    @api.depends("cdht_unit_ids.unit_type", "cdht_unit_ids.parent_id.child_ids")
    def _compute_cdht_reach_ids(self):
        """The units under which a commune officer works.

        An association works for the units of its commune: it takes up their lists
        in its petition, but it is not the committee and does not decide.
        """
        for user in self:
            units = user.cdht_unit_ids
            associations = units.filtered(lambda u: u.unit_type == "association")
            user.cdht_reach_ids = units | associations.parent_id.child_ids

    def _cdht_units(self, with_subtree=False):
        """The units that a manager gave to this user, or those that stand for all
        in whose subtree a commune officer works."""
        self.ensure_one()
        # sudo: the fields are the managers'; one's own units are no secret to oneself
        user = self.sudo()
        units = user.cdht_reach_ids if with_subtree else user.cdht_unit_ids
        return units.sudo(False)

    @api.model
    def _get_invalidation_fields(self):
        # Record rules hold the ids of the user's units and are cached per user.
        return super()._get_invalidation_fields() | {"cdht_unit_ids"}

    def write(self, vals):
        given = _GIVEN & vals.keys()
        if given and self.env.user in self and not self.env.su:
            raise AccessError(
                self.env._("Nobody can give a unit to oneself; ask another manager.")
            )
        return super().write(vals)
