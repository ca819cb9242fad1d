from odoo import api, models
from odoo.exceptions import AccessError


class CdhtMoved(models.AbstractModel):
    """A record that goes from state to state by moves, never by hand.

    It begins in its first state, whatever a caller sends as a value or as a default
    in the context.
    """

    _name = "cdht.moved"
    _description = "Record that goes by moves"
    _inherit = ["cdht.guarded"]

    # Written by moves, never by hand.
    _by_moves = {"state"}

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        first = self._fields["state"].default(self)
        given = self._by_moves & set().union(*vals_list) - {"state"}
        if any(vals.get("state", first) != first for vals in vals_list):
            given |= {"state"}
        self._refuse_by_hand(given)
        # An explicit value beats a default in the context.
        beginning = {**dict.fromkeys(self._by_moves, False), "state": first}
        return super().create([{**vals, **beginning} for vals in vals_list])

    def write(self, vals):
        if not self.env.su:
            self._refuse_by_hand(self._by_moves & vals.keys())
        return super().write(vals)

    def _refuse_by_hand(self, names):
        if names:
            raise AccessError(
                self.env._(
                    "These fields change through the buttons only: %s.",
                    ", ".join(sorted(names)),
                )
            )
