from odoo import models
from odoo.exceptions import AccessError, RedirectWarning, UserError

from .cdht_assessment import OPEN_STATES

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
    """The moves of a dossier: on recordsets, all or nothing, each traced."""

    _inherit = "cdht.assessment"

    # What the wizard `cdht.reason` may call.
    _reason_methods = {
        "action_return",
        "action_reopen",
        "action_refuse",
        "action_restore",
        "action_withdraw",
    }

    def action_submit(self):
        """registered → self_assessed, by the citizen or on their behalf."""
        self._check_open("read")
        own = self._own_dossiers(self)
        (self - own)._check_officer()
        self._check_state("registered")
        incomplete = self.filtered(lambda dossier: not dossier.self_complete)
        if incomplete:
            raise UserError(
                self.env._("Not all ten scores stand: %s.", incomplete._names())
            )
        own._apply("submit", {"state": "self_assessed", "return_reason": False})
        (self - own)._apply(
            "submit",
            {"state": "self_assessed", "return_reason": False},
            on_behalf_of="citizen",
        )

    def action_return(self, reason):
        """self_assessed → registered, for correction."""
        reason = self._check_reason(reason)
        self._check_open()
        self._check_officer()
        self._check_not_own()
        self._check_state("self_assessed")
        self._apply_as_chapter(
            "return", {"state": "registered", "return_reason": reason}, reason
        )

    def action_fill_appraised(self):
        """Appraise as self-scored: a blank appraised score becomes the person's."""
        self._check_open()
        self._check_officer()
        self._check_not_own()
        self._check_state("self_assessed")
        for line in self.line_ids.filtered(lambda line: not line.appraised_score):
            line.appraised_score = line.self_score

    def action_appraise(self):
        """self_assessed → appraised, as the chapter's meeting found.

        Of a whole list the caller's own dossier stays open: the message names
        it; named directly it is refused.
        """
        self._check_open()
        self._check_officer()
        own = self._own_dossiers(self)
        others = self - own
        if not others:
            self._check_not_own()
        others._check_state("self_assessed")
        blank = others.filtered(lambda dossier: not dossier.appraised_complete)
        if blank:
            raise UserError(
                self.env._("Appraised scores are missing: %s.", blank._names())
            )
        unexplained = others.filtered("needs_reason")
        if unexplained:
            raise UserError(
                self.env._(
                    "A score that differs from the person's own needs its reason: %s.",
                    unexplained._names(),
                )
            )
        others._apply_as_chapter("appraise", {"state": "appraised"})
        if own:
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "warning",
                    "sticky": True,
                    "message": own._own_dossier_message(),
                },
            }

    def action_reopen(self, reason):
        """appraised → self_assessed, while the list is not submitted."""
        reason = self._check_reason(reason)
        self._check_open()
        self._check_officer()
        self._check_not_own()
        self._check_state("appraised")
        self._apply_as_chapter("reopen", {"state": "self_assessed"}, reason)

    def action_refuse(self, reason):
        """proposed → rejected, by the authority."""
        reason = self._check_reason(reason)
        self._check_open("read")
        self._check_authority()
        self._check_not_own()
        self._check_state("proposed")
        self._leave_papers()
        self._apply("refuse", {"state": "rejected", "outcome": "refused"}, reason)

    def action_restore(self, reason):
        """rejected, withdrawn → the state before: an objection upheld, a mistake.

        The chapter until the lists' deadline, the authority until it decided.
        """
        reason = self._check_reason(reason)
        self._check_open("read")
        self._check_not_own()
        self._check_state("rejected", "withdrawn")
        late = self.campaign_id.filtered(
            lambda campaign: (
                campaign.proposal_deadline
                and campaign.proposal_deadline < campaign._today()
            )
        )
        # The authority has the last word after the deadline and on what it refused.
        by_authority = self.filtered(
            lambda dossier: (
                dossier.outcome == "refused" or dossier.campaign_id in late
            )
        )
        by_authority._check_authority()
        (self - by_authority)._check_officer()
        for state, dossiers in self.grouped("previous_state").items():
            dossiers._apply(
                "restore", {"state": state or "registered", "outcome": False}, reason
            )

    def action_withdraw(self, reason):
        """Any state before recognised → withdrawn."""
        reason = self._check_reason(reason)
        self._check_open("read")
        own = self._own_dossiers(self)
        (self - own)._check_officer()
        self._check_state(*OPEN_STATES, "proposed")
        self._leave_papers()
        own._apply("withdraw", {"state": "withdrawn"}, reason)
        (self - own)._apply(
            "withdraw", {"state": "withdrawn"}, reason, on_behalf_of="citizen"
        )

    def action_transfer(self, unit_id):
        """Move open dossiers to another unit of the campaign; scores stay."""
        self._check_open()
        self._check_officer("commune")
        self._check_state(*OPEN_STATES)
        unit = self.env["cdht.unit"].browse(
            unit_id.id if isinstance(unit_id, models.Model) else unit_id
        )
        for campaign, dossiers in self.grouped("campaign_id").items():
            if unit.commune_id != campaign.unit_id or not unit.has_people:
                raise UserError(
                    self.env._(
                        "%(unit)s is no unit of %(commune)s in which people are"
                        " assessed.",
                        unit=unit.name,
                        commune=campaign.unit_id.name,
                    )
                )
            proposal = self.env["cdht.proposal"]._ensure_open(campaign, unit)
            dossiers._trace_values("transfer", "unit_id", unit.name)
            # sudo: the commune's officer reaches both units, checked above
            dossiers.sudo().write(
                {"unit_id": unit.id, "proposal_id": proposal.get(unit.id)}
            )
            # sudo: the person now belongs to the unit in which they are assessed
            dossiers.sudo().citizen_id.unit_id = unit

    # -- what every move checks ------------------------------------------------

    def _check_open(self, operation="write"):
        """The dossiers are reachable and their year is not closed."""
        self.check_access(operation)
        closed = self.campaign_id.filtered(lambda campaign: campaign.state != "open")
        if closed:
            raise UserError(
                self.env._("%s is not open.", ", ".join(closed.mapped("name")))
            )

    def _check_state(self, *states):
        unfit = self.filtered(lambda dossier: dossier.state not in states)
        if unfit:
            labels = dict(self._fields["state"]._description_selection(self.env))
            wrong = [
                f"{dossier._names()} ({labels[dossier.state]})" for dossier in unfit
            ]
            raise UserError(
                self.env._(
                    "This is for dossiers in “%(states)s” only. Not so: %(names)s.",
                    states=", ".join(labels[state] for state in states),
                    names=", ".join(wrong),
                )
            )

    def _check_officer(self, *roles):
        """The chapter of the unit, or the commune's officer in its place."""
        reached = self.unit_id._in_reach(*(roles or ("chapter", "commune")))
        if self.unit_id - reached:
            raise AccessError(self._outside_reach())

    def _check_authority(self):
        """The body that decides about these people (that it was asked)."""
        bodies = self.authority_id | self.filtered(
            lambda dossier: not dossier.authority_id
        ).commune_id
        if bodies - bodies._in_reach("commune", "district"):
            raise AccessError(
                self.env._("Only the authority that decides about them can do this.")
            )

    def _check_not_own(self):
        own = self._own_dossiers(self)
        if own and not self.env.su:
            raise AccessError(own._own_dossier_message())

    def _own_dossier_message(self):
        """Refusal that names who can do it instead."""
        # sudo: officers of the same unit and commune, named so that one can ask
        units = self.sudo().unit_id | self.sudo().commune_id
        others = units.user_ids - self.env.user
        return self.env._(
            "Nobody appraises their own dossier (%(name)s). It is done by %(other)s.",
            name=self._names(),
            other=", ".join(others.mapped("name"))
            or self.env._("another officer, whom the manager names"),
        )

    def _check_reason(self, reason):
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason."))
        return reason

    # -- how a move is carried out ---------------------------------------------

    def _apply(self, move, vals, reason=None, on_behalf_of=None):
        """Carry out a move whose role, reach, state and rule were checked."""
        if not self:
            return
        state = vals["state"]
        self.env["cdht.trace"]._record(
            self,
            move,
            [{"value_from": dossier.state} for dossier in self],
            value_to=state,
            reason=reason,
            on_behalf_of=on_behalf_of,
        )
        stage = self.env["cdht.stage"]._first_of(state)
        for previous, dossiers in self.grouped("state").items():
            # sudo: state belongs to moves; the move checked role, reach and state
            dossiers.sudo().write(
                {**vals, "stage_id": stage.id, "previous_state": previous}
            )

    def _apply_as_chapter(self, move, vals, reason=None):
        """The same, telling where the commune's officer acts in its place."""
        units = self.unit_id
        own_chapter = units if self.env.su else units._in_reach("chapter")
        by_chapter = self.filtered(lambda dossier: dossier.unit_id in own_chapter)
        by_chapter._apply(move, vals, reason)
        (self - by_chapter)._apply(move, vals, reason, on_behalf_of="chapter")

    def _trace_values(self, move, field, value_to, reason=None):
        self.env["cdht.trace"]._record(
            self,
            move,
            [{"value_from": dossier[field].display_name} for dossier in self],
            value_to=value_to,
            reason=reason,
        )

    def _leave_papers(self):
        """Take the dossiers off papers that are still drafts."""
        # sudo: a list's own people leave it; whoever may move them may do this
        decisions = self.env["cdht.decision"].sudo().search(
            [
                ("assessment_ids", "in", self.ids),
                ("state", "in", ("draft", "submitted")),
            ]
        )
        submitted = decisions.filtered(lambda paper: paper.state == "submitted")
        if submitted:
            raise UserError(
                self.env._(
                    "%(names)s: a decision about them has been submitted for"
                    " signature. Return it first.",
                    names=(self & submitted.assessment_ids)._names(),
                )
            )
        for decision in decisions:
            decision.assessment_ids -= self

    # -- the kanban ------------------------------------------------------------

    def _drag_to(self, stage):
        """A drag is a request: the move that leads there, or what it needs."""
        moved = self.filtered(lambda dossier: dossier.state != stage.state)
        self._check_open()
        for state, dossiers in moved.grouped("state").items():
            dossiers._request_move(state, stage.state)
        # sudo: a stage of the state that the dossiers now have
        return self.sudo().write({"stage_id": stage.id})

    def _request_move(self, state, target):
        method = _DRAGGED.get((state, target))
        if method:
            return getattr(self, method)()
        method = _DRAGGED_WITH_REASON.get((state, target))
        if not method and target == "withdrawn":
            method = "action_withdraw"
        if not method and set(self.mapped("previous_state")) == {target}:
            method = "action_restore"
        if method:
            raise RedirectWarning(
                self.env._("This move needs a reason."),
                self.env["cdht.reason"]._action_for(self, method),
                self.env._("Give the reason"),
            )
        papers = {
            ("appraised", "proposed"): (
                "cdht_module.action_cdht_proposal",
                self.env._("People are proposed by their unit's list."),
                self.env._("Open the lists"),
            ),
            ("proposed", "recognised"): (
                "cdht_module.action_cdht_decision",
                self.env._("People are recognised by a decision."),
                self.env._("Open the decisions"),
            ),
        }
        if (state, target) in papers:
            action, message, button = papers[state, target]
            raise RedirectWarning(message, self.env.ref(action).id, button)
        labels = dict(self._fields["state"]._description_selection(self.env))
        raise UserError(
            self.env._(
                "No move leads from “%(state)s” to “%(target)s”.",
                state=labels[state],
                target=labels[target],
            )
        )
