from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.people.res_users import asks_who
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.locking import lock
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.redirection import redirection

from .cdht_assessment import OPEN_STATES

_lt = LazyTranslate(__name__)


class CdhtAssessment(models.Model):
    """The moves of a dossier: on recordsets, all or nothing, each traced."""

    _inherit = "cdht.assessment"
    _moves = (
        Move("submit", "action_submit", ("registered",), "self_assessed",
             "citizen, chapter, commune", _lt("Submitted"), drag=True),
        Move("return", "action_return", ("self_assessed",), "registered",
             "chapter, commune", _lt("Returned"), reason=True, drag=True),
        Move("fill", "action_fill_appraised", ("self_assessed",), None,
             "chapter, commune", _lt("Appraised score")),
        Move("appraise", "action_appraise", ("self_assessed",), "appraised",
             "chapter, commune", _lt("Appraised"), drag=True),
        Move("reopen", "action_reopen", ("appraised",), "self_assessed",
             "chapter, commune", _lt("Reopened"), reason=True, drag=True),
        Move("refuse", "action_refuse", ("proposed",), "rejected",
             "authority", _lt("Refused"), reason=True, drag=True),
        Move("restore", "action_restore", ("rejected", "withdrawn"), None,
             "chapter, commune, authority", _lt("Restored"), reason=True),
        Move("withdraw", "action_withdraw", (*OPEN_STATES, "proposed"), "withdrawn",
             "citizen, chapter, commune", _lt("Withdrawn"), reason=True, drag=True),
        Move("transfer", "action_transfer", OPEN_STATES, None,
             "commune", _lt("Moved to another unit")),
    )  # fmt: skip

    asks_who = fields.Boolean(compute=asks_who, export_string_translation=False)

    def action_submit(self):
        """registered → self_assessed, by the citizen or on their behalf."""
        own = self._check_who_submits()
        self._check_move("submit")
        self._check_all_scored()
        # One query whatever the number of dossiers: prefetching goes by 1000 lines.
        self.line_ids.fetch(["assessment_id", "indicator_id", "self_score"])
        now = fields.Datetime.now()
        for dossiers, behalf in ((own, None), (self - own, "citizen")):
            dossiers._make_move(
                "submit",
                dossiers._receipts(now),
                behalf,
                return_reason=False,
                submitted_on=now,
            )

    def _check_who_submits(self):
        """The person, in time, or an officer on their behalf; return one's own."""
        self._check_open("read")
        own = self._own_dossiers(self)
        (self - own)._check_officer()
        own._by_person_alone()._check_self_deadline()
        return own

    def _check_all_scored(self):
        incomplete = self.filtered(lambda dossier: not dossier.self_complete)
        if incomplete:
            raise UserError(
                self.env._("Not all ten scores stand: %s.", incomplete._names())
            )

    def action_return(self, reason):
        """self_assessed → registered, for correction."""
        reason = self._check_reason(reason)
        self._check_open()
        self._check_officer()
        self._check_not_own()
        self._check_move("return")
        self._move_as_chapter("return", reason, return_reason=reason)

    def action_fill_appraised(self):
        """Appraise as self-scored: a blank appraised score becomes the person's."""
        self._check_open()
        self._check_officer()
        self._check_not_own()
        self._check_move("fill")
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
        self._check_identified()
        own = self._own_dossiers(self)
        others = self - own
        if not others:
            self._check_not_own()
        others._check_move("appraise")
        blank = others.filtered(lambda dossier: not dossier.appraised_complete)
        if blank:
            raise others._ask_as_self_scored(blank)
        unexplained = others.filtered("needs_reason")
        if unexplained:
            raise UserError(
                self.env._(
                    "A score that differs from the person's own needs its reason: %s.",
                    unexplained._names(),
                )
            )
        others._move_as_chapter("appraise")
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

    def _appraise_unsent(self):
        """Their ten own scores stand on the list, and nothing of the meeting's."""
        self._check_open()
        self._check_officer()
        self._check_identified()
        raise self._ask_as_self_scored(self)

    def _ask_as_self_scored(self, blank):
        """As a blank in a list that is read in: it means the person's own score."""
        action = self.env["ir.actions.server"]._for_xml_id(
            "cdht_module.action_cdht_assessment_appraise_as_self_scored"
        )
        chosen = {"active_model": self._name, "active_ids": self.ids}
        return redirection(
            self.env._(
                "Appraised scores are missing: %s.\n\nType them, or let a blank mean"
                " “as self-scored”, as in a list from Excel.",
                blank._names(),
            ),
            {**action, "context": {**chosen, "active_id": self[:1].id}},
            self.env._("As self-scored: appraise"),
        )

    def _still_waiting(self):
        """Who is not appraised, and why; nothing where that is nobody."""
        if not self:
            return ""
        return self.env._(
            "Still to be appraised: %s. Their ten own scores do not stand yet, or it is"
            " your own dossier, which another officer appraises.",
            self._names(),
        )

    def action_reopen(self, reason):
        """appraised → self_assessed, while the list is not submitted."""
        reason = self._check_reason(reason)
        self._check_open()
        self._check_officer()
        self._check_not_own()
        self._check_move("reopen")
        self._move_as_chapter("reopen", reason)

    def action_refuse(self, reason):
        """proposed → rejected, by the authority."""
        reason = self._check_reason(reason)
        self._check_open("read")
        self._check_authority()
        self._check_not_own()
        self._check_move("refuse")
        self._leave_papers()
        self._make_move("refuse", reason, outcome="refused")

    def action_restore(self, reason):
        """rejected, withdrawn → the state before: an objection upheld, a mistake.

        The chapter until the lists' deadline, the authority until it decided.
        """
        reason = self._check_reason(reason)
        self._check_open("read")
        self._check_not_own()
        self._check_move("restore")
        late = self.campaign_id.filtered(
            lambda campaign: (
                campaign.proposal_deadline
                and campaign.proposal_deadline < clock.today()
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
            dossiers._make_move("restore", reason, state=state, outcome=False)
        self.filtered(lambda dossier: dossier.state in OPEN_STATES)._join_open_list()

    def action_withdraw(self, reason):
        """Any state before recognised → withdrawn."""
        reason = self._check_reason(reason)
        self._check_open("read")
        own = self._own_dossiers(self)
        (self - own)._check_officer()
        self._check_move("withdraw")
        self._leave_papers()
        own._make_move("withdraw", reason)
        (self - own)._make_move("withdraw", reason, on_behalf_of="citizen")

    def action_transfer(self, unit_id):
        """Move open dossiers to another unit of the campaign; scores stay."""
        self._check_open()
        self._check_officer("commune")
        self._check_move("transfer")
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
        # sudo: move: the commune's officer reaches both units, checked above; the
        # person now belongs to the unit in which they are assessed
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

    def _write_move(self, vals):
        """The dossier stands in a stage of its state, and knows where it was."""
        for state, dossiers in self.grouped("state").items():
            super(CdhtAssessment, dossiers)._write_move(
                {**vals, **self._standing_in(vals["state"], state)}
            )
        return True

    @api.model
    def _standing_in(self, state, previous):
        stage = self.env["cdht.stage"]._first_of(state)
        return {"state": state, "stage_id": stage.id, "previous_state": previous}

    def _move_as_chapter(self, name, reason=None, **vals):
        """Make a move, telling where the commune's officer acts in its place."""
        units = self.unit_id
        own_chapter = units if self.env.su else units._in_reach("chapter")
        by_chapter = self.filtered(lambda dossier: dossier.unit_id in own_chapter)
        by_chapter._make_move(name, reason, **vals)
        (self - by_chapter)._make_move(name, reason, "chapter", **vals)

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
                # sudo: move: the list follows from the unit, which the move checked
                moving.sudo().write({"proposal_id": lists.get(unit.id, Proposal).id})

    def _leave_papers(self):
        """Take the dossiers off papers that are still drafts."""
        # sudo: move: a list's own people leave it; whoever may move them may do this
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

    # -- What every move of a dossier checks before it is carried out.

    def _check_open(self, operation="write"):
        """The dossiers are reachable and their year is not closed."""
        self.check_access(operation)
        closed = self.campaign_id.filtered(lambda campaign: campaign.state != "open")
        if closed:
            raise UserError(
                self.env._("%s is not open.", ", ".join(closed.mapped("name")))
            )

    def _unfit_message(self, **told):
        return self.env._(
            "This is for dossiers in “%(states)s” only. Not so: %(names)s.", **told
        )

    def _name_in_refusal(self):
        return self._names()

    def _check_not_decided(self):
        """What a decision names stays as it was when the decision was made."""
        # sudo: name: chapters read no decisions; only its number and date are told
        for dossier in self.sudo():
            if dossier.decision_id.state in ("issued", "revoked"):
                raise AccessError(dossier.decision_id._frozen_message())
            if dossier.decision_id or dossier.state == "recognised":
                raise AccessError(
                    self.env._("%s: decided about already.", dossier._names())
                )

    def _check_undecided(self):
        """No other paper decides about them."""
        # sudo: compare: whether there is such a paper, whoever reads it
        taken = self.filtered(lambda dossier: dossier.sudo().decision_id)
        if taken:
            raise UserError(
                self.env._("Named in another decision already: %s.", taken._names())
            )

    def _check_officer(self, *roles):
        """The chapter of the unit, or the commune's officer in its place."""
        reached = self.unit_id._in_reach(*(roles or ("chapter", "commune")))
        if self.unit_id - reached:
            raise AccessError(self._outside_reach())

    def _check_authority(self):
        """The body that decides about these people (that it was asked)."""
        bodies = (
            self.authority_id
            | self.filtered(lambda dossier: not dossier.authority_id).commune_id
        )
        if bodies - bodies._in_reach("commune", "district"):
            raise AccessError(
                self.env._("Only the authority that decides about them can do this.")
            )

    def _check_not_own(self):
        self._check_identified()
        self._check_none_own()

    def _check_none_own(self):
        own = self._own_dossiers(self)
        if own and not self.env.su:
            raise AccessError(own._own_dossier_message())

    def _check_identified(self):
        """Officers who decide about dossiers have declared which citizen they are, if
        any: otherwise nothing keeps them from deciding about their own."""
        user = self.env.user
        if self.env.su or user._cdht_is_identified():
            return
        if user._cdht_may_be_recorded():
            action = self.env["ir.actions.act_window"]._for_xml_id(
                "cdht_module.action_cdht_own_person"
            )
            raise redirection(
                self.env._(
                    "It is not known yet which person of the commune you are, so that"
                    " your own dossier could be left to another officer. Say it first,"
                    " then press the button here again."
                ),
                {**action, "context": {"cdht_on_the_way": True}},
                self.env._("Say who you are"),
            )

    def _own_dossier_message(self):
        """Refusal that names who can do it instead."""
        others = self._other_appraisers()
        # sudo: name: names of colleagues, so that one can ask them
        return self.env._(
            "Nobody appraises their own dossier (%(name)s). It is done by %(other)s.",
            name=self._names(),
            other=", ".join(others.sudo().mapped("name"))
            or self.env._("another officer, whom the manager names"),
        )

    def _own_scores_message(self):
        """How an officer's own scores come in."""
        others = self._other_appraisers()
        # sudo: name: names of colleagues, so that one can ask them
        return self.env._(
            "These are your own scores: give them on your own page (/cdht/toi), or hand"
            " your sheet to another officer, who types it: %s.",
            ", ".join(others.sudo().mapped("name"))
            or self.env._("another officer, whom the manager names"),
        )

    def _other_appraisers(self):
        """Who else may appraise these dossiers: officers of the unit, the commune's
        and its association's."""
        # sudo: name: who is an officer there, to be named to a colleague
        dossiers = self.sudo()
        communes = dossiers.commune_id
        offices = communes | communes.child_ids.filtered(
            lambda unit: unit.unit_type == "association"
        )
        by_role = {"chapter": dossiers.unit_id, "commune": dossiers.unit_id | offices}
        others = self.env["res.users"]
        for role, units in by_role.items():
            others |= units.user_ids.filtered(
                lambda user, role=role: user.has_group(f"cdht_module.group_cdht_{role}")
            ).sudo(False)
        return others - self.env.user

    # -- A card dropped in another column of the kanban asks for a move.

    def _drag_to_stage(self, stage):
        self._check_open()
        if not stage:
            raise UserError(self.env._("A dossier stands in a stage."))
        self._drag_to(stage.state)
        arrived = self.filtered(lambda dossier: dossier.state == stage.state)
        # sudo: move: a stage of the state that the dossiers have by now
        return arrived.sudo().write({"stage_id": stage.id})

    def _dragged(self, state, target):
        restore = self._all_moves()["restore"]
        if state in restore.sources and {d._state_before() for d in self} == {target}:
            return restore
        return super()._dragged(state, target)

    def _no_move(self, state, target):
        """What a paper does is done there."""
        if (state, target) == ("appraised", "proposed"):
            return redirection(
                self.env._("People are proposed by their unit's list."),
                self.env.ref("cdht_module.action_cdht_proposal").id,
                self.env._("Open the lists"),
            )
        if (state, target) == ("proposed", "recognised"):
            return redirection(
                self.env._("People are recognised by a decision."),
                self.env.ref("cdht_module.action_cdht_decision").id,
                self.env._("Open the decisions"),
            )
        return super()._no_move(state, target)
