from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools.vietnamese_text import normalise, proper_name


class CdhtHandover(models.TransientModel):
    """One officer leaves, another takes over: units, marks and open work."""

    _name = "cdht.handover"
    _description = "Hand over an office"
    _inherit = ["cdht.guarded"]

    user_id = fields.Many2one(
        "res.users",
        string="Who hands over",
        required=True,
        ondelete="cascade",
        default=lambda self: self._cdht_active_id(),
    )
    successor_id = fields.Many2one(
        "res.users",
        string="To an existing user",
        ondelete="cascade",
        domain="[('share', '=', False), ('id', 'not in', (user_id, uid))]",
    )
    name = fields.Char(string="Or to a new officer")

    @api.onchange("name")
    def _onchange_name(self):
        """As of people: what is typed all in capitals is shown as papers write it."""
        self.name = proper_name(normalise(self.name)) or False

    def action_confirm(self):
        """Hand over; a new officer gets what lets them in."""
        self._cdht_one()
        name = (self.name or "").strip()
        if bool(name) == bool(self.successor_id):
            raise UserError(
                self.env._("Choose a user, or type the name of a new officer.")
            )
        if self.successor_id:
            self.user_id._cdht_hand_over(self.successor_id)
            return {"type": "ir.actions.act_window_close"}
        successor = self.user_id._cdht_hand_over_to_new(name)
        return successor._cdht_welcome()
