from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.models.dossiers.cdht_assessment import OPEN_STATES
from odoo.addons.cdht_module.models.lists.cdht_proposal import BEFORE_SENDING
from odoo.addons.cdht_module.tools.locking import lock


class CdhtObjection(models.Model):
    """An objection becomes a restore or a return, or is dismissed: on recordsets, all
    or nothing, each traced."""

    _inherit = "cdht.objection"

    # What the wizard `cdht.reason` may call.
    _reason_methods = {"action_uphold", "action_dismiss"}

    effect = fields.Char(string="If it is upheld", compute="_compute_effect")

    @api.depends("assessment_id", "state")
    def _compute_effect(self):
        effects = self._effects()
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        for objection in self:
            effect = effects[objection]
            objection.effect = labels[effect] if effect else objection._hint()

    def action_uphold(self, reason):
        """received → upheld: the dossier is restored, or its list goes back."""
        reason = self._check_move(reason)
        effects = self._effects()
        unfit = self.filtered(lambda objection: not effects[objection])
        if unfit:
            raise UserError(
                "\n".join(f"{one.display_name}: {one._hint()}" for one in unfit)
            )
        by_outcome = self.grouped(effects.get)
        restored = by_outcome.get("restored", self.browse())
        if restored:
            restored.assessment_id.action_restore(restored._named(reason))
        returned = by_outcome.get("list_returned", self.browse())
        lists = returned.assessment_id.proposal_id.filtered(
            lambda one: one.state not in BEFORE_SENDING
        )
        if lists:
            lists.action_return(returned._named(reason))
        for outcome, objections in by_outcome.items():
            objections._answer("upheld", "uphold", reason, outcome=outcome)

    def action_dismiss(self, reason):
        """received → dismissed: nothing moves, the answer says why."""
        self._answer("dismissed", "dismiss", self._check_move(reason))

    def _check_move(self, reason):
        reason = self.env["cdht.assessment"]._check_reason(reason)
        self.check_access("write")
        self._check_officer()
        lock(self)
        self._check_received()
        if self.filtered(lambda one: one._without_sender(reason) != reason):
            raise UserError(
                self.env._(
                    "Others read the reason: leave out the name and the telephone of"
                    " who objected."
                )
            )
        return reason

    def _named(self, reason):
        """The reason with the objections that it answers, not with who objected."""
        return f"{', '.join(self.mapped('display_name'))}: {reason}"

    def _answer(self, state, move, reason, **vals):
        self.env["cdht.trace"]._record(
            self, move, value_from="received", value_to=state, reason=reason
        )
        # sudo: state belongs to moves; the move checked role, reach and state
        self.sudo().write({**vals, "state": state, "answer": reason})

    def _effects(self):
        """{objection: the outcome if it is upheld, or False}."""
        gone_back = self.search(
            [
                ("posting_list_id", "in", self.posting_list_id._origin.ids),
                ("outcome", "=", "list_returned"),
            ]
        ).posting_list_id
        return {
            objection: objection._effect(objection.posting_list_id in gone_back)
            for objection in self
        }

    def _effect(self, went_back):
        dossier = self.assessment_id
        proposal = dossier.proposal_id
        if dossier.state in ("rejected", "withdrawn"):
            return "restored"
        if dossier.state == "proposed" and proposal.state in ("submitted", "received"):
            return "list_returned"
        # Another objection brought the list back already.
        if (
            went_back
            and dossier.state in OPEN_STATES
            and proposal.state in BEFORE_SENDING
        ):
            return "list_returned"
        return False

    def _hint(self):
        """What to do where upholding moves nothing."""
        state = self.assessment_id.state
        if not state:
            return self.env._(
                "Choose the dossier that it is about. Where the person has none, or it"
                " is about no person, dismiss it and say what was done."
            )
        if state == "recognised":
            return self.env._(
                "A decision has recognised this person: make a decision that amends or"
                " revokes it, then dismiss the objection and say so."
            )
        if state == "proposed":
            return self.env._(
                "A petition has taken up the list: the authority decides about this"
                " person. Tell it, then dismiss the objection and say so."
            )
        return self.env._(
            "The unit is still assessing this person: tell the chapter, then dismiss"
            " the objection and say so."
        )
