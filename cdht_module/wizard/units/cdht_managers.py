from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
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
        if not self.user_ids:
            raise UserError(
                self.env._(
                    "Choose who manages the programme: at least one person. Only people"
                    " who have an account are found."
                )
            )
        had, role = self._managers(), self.env.ref(_MANAGER)
        (self.user_ids - had).write({"group_ids": [Command.link(role.id)]})
        (had - self.user_ids).write({"group_ids": [Command.unlink(role.id)]})
        if self.env.user in self.user_ids - had:
            return self._begin()
        if self.env.user in had - self.user_ids:
            return {"type": "ir.actions.client", "tag": "reload"}
        return self._said(self.user_ids - self.env.user)

    def _said(self, others):
        """Who manages now, and what they do next; the window is as new again."""
        names = ", ".join((others or self.user_ids).mapped("name"))
        window = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_managers"
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "sticky": True,
                "title": self.env._("Saved"),
                "message": self.env._(
                    "%s: next, log in and open “Learning Citizen”; the set-up begins"
                    " there.",
                    names,
                ),
                "next": {**window, "target": "main"},
            },
        }

    def _begin(self):
        """Where a manager begins, with the menus of the role just taken; a later room
        has the set-up."""
        return {"type": "ir.actions.client", "tag": "reload"}
