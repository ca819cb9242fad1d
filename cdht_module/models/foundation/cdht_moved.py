from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.tools.redirection import redirection


class CdhtMoved(models.AbstractModel):
    """A record that goes from state to state by moves, never by hand.

    It begins in its first state, whatever a caller sends as a value or as a default
    in the context. A move is a row of ``_moves`` and the method that it names: this
    checks who may do what, ``_check_move`` the state, and ``_make_move`` does it.
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

    # -- A move: from where, how it is carried out.

    def _check_move(self, name):
        """The records are in a state from which that move leads."""
        self._check_state(*self._all_moves()[name].sources)

    def _check_state(self, *states):
        unfit = self.filtered(lambda record: record.state not in states)
        if unfit:
            labels = self._labels_of_states()
            names = [f"{one._name_in_refusal()} ({labels[one.state]})" for one in unfit]
            raise UserError(
                self._unfit_message(
                    states=", ".join(labels[state] for state in states),
                    names=", ".join(names),
                )
            )

    def _unfit_message(self, **told):
        return self.env._(
            "This is done in the state “%(states)s” only. Not so: %(names)s.", **told
        )

    def _name_in_refusal(self):
        return self.display_name

    def _labels_of_states(self):
        return dict(self._fields["state"]._description_selection(self.env))

    def _make_move(self, name, reason=None, on_behalf_of=None, state=None, **vals):
        """Carry out a move whose role, reach, state and rule were checked: its trace,
        then the state to which its row leads (or ``state``), with ``vals``.

        ``reason``: one of all, or a list of one for each.
        """
        if not self:
            return
        state = state or self._all_moves()[name].target
        reasons = reason if isinstance(reason, list) else [reason] * len(self)
        self.env["cdht.trace"]._record(
            self,
            name,
            [
                {"value_from": record.state, "reason": said}
                for record, said in zip(self, reasons, strict=True)
            ],
            value_to=state,
            on_behalf_of=on_behalf_of,
        )
        self._write_move({**vals, "state": state})

    def _write_move(self, vals):
        # sudo: move: state belongs to moves; the move checked role, reach and state
        return self.sudo().write(vals)

    # -- A card dropped in another column of a board is a request: the move that leads
    #    there, or what it needs.

    def _drag_to(self, target):
        for state, records in self.grouped("state").items():
            if state != target:
                records._ask_for_move(state, target)

    def _ask_for_move(self, state, target):
        move = self._dragged(state, target)
        if move is None:
            raise self._no_move(state, target)
        if move.reason:
            raise redirection(
                self.env._("This move needs a reason."),
                self.env["cdht.reason"]._action_for(self, move.method),
                self.env._("Give the reason"),
            )
        getattr(self, move.method)()

    def _dragged(self, state, target):
        """The move that such a card asks for, or None."""
        for move in self._all_moves().values():
            if move.drag and move.target == target and state in move.sources:
                return move
        return None

    def _no_move(self, state, target):
        """The refusal of a drag that no move answers."""
        labels = self._labels_of_states()
        return UserError(
            self.env._(
                "No move leads from “%(state)s” to “%(target)s”.",
                state=labels[state],
                target=labels.get(str(target), target),
            )
        )
