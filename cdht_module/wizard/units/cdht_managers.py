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

    def action_confirm(self, gives_up=False):
        """Give the role to those named, take it from who is not named any more; the
        trace keeps both. ``gives_up``: the caller's own role too, without asking."""
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
        given, taken = self.user_ids - had, had - self.user_ids
        if self.env.user in taken and not gives_up:
            return self._ask_whether_to_give_up()
        home = self._home()
        given.write({"group_ids": [Command.link(role.id)]})
        given.filtered(lambda user: not user.action_id).action_id = home.id
        taken.write({"group_ids": [Command.unlink(role.id)]})
        # Nobody's day begins where they may not go any more.
        taken.filtered(lambda user: user.action_id.id == home.id).action_id = False
        if self.env.user in given:
            return self._begin()
        if self.env.user in taken:
            return {"type": "ir.actions.client", "tag": "reload"}
        return self._said(given, taken)

    def _ask_whether_to_give_up(self):
        question = self.env._(
            "You take the manager's role from yourself: only this page and your other"
            " roles in the programme are left to you. It will be managed by %s.",
            ", ".join(self.user_ids.mapped("name")),
        )
        return self._cdht_ask(
            self.env._("Give up the manager's role?"),
            [question],
            self.env._("Give it up"),
            "action_confirm",
            gives_up=True,
        )

    def _said(self, given, taken):
        """Who manages now, and what they do next; the window is as new again."""
        said = []
        if given:
            said.append(
                self.env._(
                    "%s: next, log in and open “Learning Citizen”; the set-up begins"
                    " there.",
                    ", ".join(given.mapped("name")),
                )
            )
        if taken:
            said.append(
                self.env._(
                    "No longer managing the programme: %s.",
                    ", ".join(taken.mapped("name")),
                )
            )
        if not said:
            said.append(
                self.env._(
                    "The managers are as before: %s.",
                    ", ".join(self.user_ids.mapped("name")),
                )
            )
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
                "message": " ".join(said),
                "next": {**window, "target": "main"},
            },
        }

    @api.model
    def _home(self):
        """The action with which a manager's day begins; a later room has it."""
        return self.env["ir.actions.actions"]

    def _begin(self):
        """Where a manager begins, with the menus of the role just taken; a later room
        has the set-up."""
        return {"type": "ir.actions.client", "tag": "reload"}
