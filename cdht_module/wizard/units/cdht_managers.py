from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

_MANAGER = "cdht_module.group_cdht_manager"


class CdhtManagers(models.TransientModel):
    """The host's administrator says who sets the programme up.

    Roles are nobody's by themselves: after installation this is all that the
    administrator sees of the programme, and it says why.
    """

    _name = "cdht.managers"
    _description = "Who manages the programme"
    _inherit = ["cdht.guarded"]

    user_ids = fields.Many2many(
        "res.users",
        string="Managers",
        domain="[('share', '=', False)]",
        default=lambda self: self._managers(),
    )
    has_none = fields.Boolean(
        compute="_compute_has_none", export_string_translation=False
    )

    @api.model
    def _managers(self):
        return self.env["res.users"].search(
            [("group_ids", "in", self.env.ref(_MANAGER).ids)]
        )

    @api.depends("user_ids")
    def _compute_has_none(self):
        self.has_none = not self._managers()

    @api.depends_context("lang")
    def _compute_display_name(self):
        """What stands over the window."""
        self.display_name = self.env["ir.model"]._get(self._name).name

    def action_confirm(self):
        """Give the role to those named, take it from who is not named any more; the
        trace keeps both."""
        self._cdht_one()
        if not self.env.su and not self.env.user.has_group("base.group_erp_manager"):
            raise AccessError(
                self.env._("The host's administrator says who manages the programme.")
            )
        had, role = self._managers(), self.env.ref(_MANAGER)
        (self.user_ids - had).write({"group_ids": [Command.link(role.id)]})
        (had - self.user_ids).write({"group_ids": [Command.unlink(role.id)]})
        if self.env.user in self.user_ids - had:
            return self._begin()
        return {"type": "ir.actions.client", "tag": "reload"}

    def _begin(self):
        """Where a manager begins, with the menus of the role just taken; a later room
        has the set-up."""
        return {"type": "ir.actions.client", "tag": "reload"}
