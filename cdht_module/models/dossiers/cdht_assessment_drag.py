from odoo import models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools.redirection import redirection

# A card dropped in a column of another state: the move that leads there.
_DRAGGED = {
    ("registered", "self_assessed"): "action_submit",
    ("self_assessed", "appraised"): "action_appraise",
}
_DRAGGED_WITH_REASON = {
    ("self_assessed", "registered"): "action_return",
    ("appraised", "self_assessed"): "action_reopen",
    ("proposed", "rejected"): "action_refuse",
}


class CdhtAssessment(models.Model):
    """A card dropped in another column of the kanban asks for a move."""

    _inherit = "cdht.assessment"

    def _drag_to(self, stage):
        """A drag is a request: the move that leads there, or what it needs."""
        self._check_open()
        if not stage:
            raise UserError(self.env._("A dossier stands in a stage."))
        moved = self.filtered(lambda dossier: dossier.state != stage.state)
        for state, dossiers in moved.grouped("state").items():
            dossiers._request_move(state, stage.state)
        arrived = self.filtered(lambda dossier: dossier.state == stage.state)
        # sudo: a stage of the state that the dossiers have by now
        return arrived.sudo().write({"stage_id": stage.id})

    def _request_move(self, state, target):
        method = _DRAGGED.get((state, target))
        if method:
            return getattr(self, method)()
        method = _DRAGGED_WITH_REASON.get((state, target))
        if not method and target == "withdrawn":
            method = "action_withdraw"
        beside = state in ("rejected", "withdrawn")
        if beside and {dossier._state_before() for dossier in self} == {target}:
            method = "action_restore"
        if method:
            raise redirection(
                self.env._("This move needs a reason."),
                self.env["cdht.reason"]._action_for(self, method),
                self.env._("Give the reason"),
            )
        if (state, target) == ("appraised", "proposed"):
            raise redirection(
                self.env._("People are proposed by their unit's list."),
                self.env.ref("cdht_module.action_cdht_proposal").id,
                self.env._("Open the lists"),
            )
        if (state, target) == ("proposed", "recognised"):
            raise redirection(
                self.env._("People are recognised by a decision."),
                self.env.ref("cdht_module.action_cdht_decision").id,
                self.env._("Open the decisions"),
            )
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "No move leads from “%(state)s” to “%(target)s”.",
                state=labels[state],
                target=labels[target],
            )
        )
