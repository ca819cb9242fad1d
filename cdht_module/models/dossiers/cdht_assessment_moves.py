from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.tools.locking import lock

from .cdht_assessment import OPEN_STATES


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
        "action_withdraw_consent",
    }

    def action_submit(self):
        """registered → self_assessed, by the citizen or on their behalf."""
        self._check_open("read")
        own = self._own_dossiers(self)
        (self - own)._check_officer()
        own._by_person_alone()._check_self_deadline()
        self._check_state("registered")
        incomplete = self.filtered(lambda dossier: not dossier.self_complete)
        if incomplete:
            raise UserError(
                self.env._("Not all ten scores stand: %s.", incomplete._names())
            )
        # One query whatever the number of dossiers: prefetching goes by 1000 lines.
        self.line_ids.fetch(["assessment_id", "indicator_id", "self_score"])
        now = fields.Datetime.now()
        done = {
            "state": "self_assessed",
            "return_reason": False,
            "submitted_on": now,
        }
        for dossiers, behalf in ((own, None), (self - own, "citizen")):
            codes = [f"Mã biên nhận {one._receipt_code(now)}" for one in dossiers]
            dossiers._apply("submit", done, codes, on_behalf_of=behalf)

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
        # One query whatever the number of dossiers: prefetching goes by 1000 lines.
        self.line_ids.fetch(
            ["assessment_id", "indicator_id", "self_score", "appraised_score", "note"]
        )
        blank = self.line_ids.filtered(lambda line: not line.appraised_score)
        for score, lines in blank.grouped("self_score").items():
            lines.write({"appraised_score": score})

    def action_appraise(self):
        """self_assessed → appraised, as the chapter's meeting found.

        Of a whole list the caller's own dossier stays open: the message names
        it; named directly it is refused.
        """
        self._check_open()
        self._check_officer()
        self._check_known()
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
        others._note_device()
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
        # So it has once it decided about people of the unit.
        decided = {
            (campaign, unit)
            for campaign in self.campaign_id
            for unit in campaign._decided_units(self.unit_id)
        }
        by_authority = self.filtered(
            lambda dossier: (
                dossier.outcome == "refused"
                or dossier.campaign_id in late
                or (dossier.campaign_id, dossier.unit_id) in decided
            )
        )
        by_authority._check_authority()
        (self - by_authority)._check_officer()
        # Nobody comes back into a year that closes at this moment.
        lock(self.campaign_id)
        self._check_one_dossier_a_year(
            [
                (dossier.citizen_id.id, dossier.year)
                for dossier in self
                if dossier.state == "withdrawn"
            ]
        )
        for state, dossiers in self.grouped(lambda d: d._state_before()).items():
            dossiers._apply("restore", {"state": state, "outcome": False}, reason)
        self.filtered(lambda dossier: dossier.state in OPEN_STATES)._join_open_list()

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
        if not unit._in_reach("commune"):
            raise AccessError(self._outside_reach())
        for campaign in self.campaign_id:
            if unit.commune_id != campaign.unit_id or not unit.has_people:
                raise UserError(
                    self.env._(
                        "%(unit)s is no unit of %(commune)s in which people are"
                        " assessed.",
                        unit=unit.name,
                        commune=campaign.unit_id.name,
                    )
                )
        self._trace_values("transfer", "unit_id", unit.name)
        # sudo: the commune's officer reaches both units, checked above; the person
        # now belongs to the unit in which they are assessed
        dossiers = self.sudo()
        dossiers.write({"unit_id": unit.id})
        dossiers.citizen_id.write({"unit_id": unit.id})
        self._join_open_list()

    def _state_before(self):
        """Where “Restore” leads: a list that came back proposes nobody."""
        state = self.previous_state or "registered"
        if state == "proposed" and self.proposal_id.state in ("draft", "returned"):
            return "appraised"
        return state

    # -- how a move is carried out ---------------------------------------------

    def _apply(self, move, vals, reason=None, on_behalf_of=None):
        """Carry out a move whose role, reach, state and rule were checked.

        ``reason``: one of all, or a list of one for each.
        """
        if not self:
            return
        state = vals["state"]
        reasons = reason if isinstance(reason, list) else [reason] * len(self)
        self.env["cdht.trace"]._record(
            self,
            move,
            [
                {"value_from": dossier.state, "reason": said}
                for dossier, said in zip(self, reasons, strict=True)
            ],
            value_to=state,
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

    def _join_open_list(self):
        """Put people on the list of their unit that is still being made.

        Who stands on a list that is away stays there until it comes back or a
        further list is made.
        """
        Proposal = self.env["cdht.proposal"]
        for campaign, dossiers in self.grouped("campaign_id").items():
            lists = Proposal._ensure_open(campaign, dossiers.unit_id)
            for unit, people in dossiers.grouped("unit_id").items():
                moving = people.filtered(
                    lambda dossier, unit=unit: (
                        dossier.proposal_id.unit_id != unit
                        or dossier.proposal_id.state not in ("submitted", "received")
                    )
                )
                # sudo: the list follows from the unit, which the move checked
                moving.sudo().write({"proposal_id": lists.get(unit.id, Proposal).id})

    def _leave_papers(self):
        """Take the dossiers off papers that are still drafts."""
        # sudo: a list's own people leave it; whoever may move them may do this
        decisions = (
            self.env["cdht.decision"]
            .sudo()
            .search(
                [
                    ("assessment_ids", "in", self.ids),
                    ("state", "in", ("draft", "submitted")),
                ]
            )
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
