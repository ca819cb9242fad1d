from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.cdht_module.models.dossiers.cdht_assessment import OPEN_STATES
from odoo.addons.cdht_module.models.papers.cdht_checked import told_when_held
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.locking import lock


class CdhtProposal(models.Model):
    """The way of a list: appraised, sent, received, accepted, or given back; then its
    petition."""

    _inherit = "cdht.proposal"

    # Whether somebody waits whose result the reader may record.
    can_appraise = fields.Boolean(
        compute="_compute_can_appraise", export_string_translation=False
    )

    @api.depends_context("uid")
    @api.depends("assessment_ids.state", "assessment_ids.self_complete")
    def _compute_can_appraise(self):
        # The level above reads lists, and no people.
        is_reader = self.env["cdht.assessment"].has_access("read")
        for proposal in self:
            proposal.can_appraise = is_reader and bool(proposal._ready_to_appraise()[0])

    @told_when_held
    def action_submit(self):
        """Send the list: the eligible are proposed, the others did not pass."""
        self._check_ticked()
        self.check_access("write")
        self._check_officer("chapter", "commune")
        self.env["cdht.assessment"]._check_identified()
        if self.env.context.get("asks_who_stays") and (asked := self._ask_who_stays()):
            return asked
        # Nobody joins the list, or assesses oneself, while it is being sent.
        lock(self, allow_referencing=False)
        self._check_move("submit")
        dossiers = self.assessment_ids
        lock(dossiers)
        dossiers._check_open()
        obstacles = self._before_sending()
        if obstacles:
            raise UserError("\n\n".join(obstacles))
        eligible, failed = self._propose_people()
        left = self.assessment_ids.filtered(lambda one: one.state == "registered")
        self._move_as_chapter("submit", return_reason=False)
        sent = self.env._(
            "Sent: %(names)s. %(passed)s proposed, %(failed)s not eligible."
            " Until the commune receives it, “Take the list back” undoes this.",
            names=self._unit_names(),
            passed=len(eligible),
            failed=len(failed),
        )
        told = " ".join(filter(None, [sent, left._still_waiting()]))
        return self._told_of_lists(told)

    def _ask_who_stays(self):
        """A question where people stay behind whose result could be recorded: they do
        not hold the list, but nobody forgets them."""
        ready, left = self._ready_to_appraise()
        staying = ready.filtered(lambda dossier: dossier.state == "registered")
        # Who has ten scores, and may not be appraised by the caller: their own.
        own = left.filtered(
            lambda dossier: dossier.state == "registered" and dossier.self_complete
        )
        if not staying | own or ready - staying or self._before_sending():
            return None
        asked = []
        if staying:
            asked.append(
                self.env._(
                    "%(count)s people with ten scores of their own are not appraised,"
                    " and would not be on the list: %(names)s. To take them along, go"
                    " back and press “Appraise all waiting” first.",
                    count=len(staying),
                    names=staying._names(),
                )
            )
        if own:
            asked.append(
                self.env._(
                    "Your own dossier is not appraised, and would not be on the list:"
                    " %s. To take it along, let another officer appraise it first.",
                    own._names(),
                )
            )
        rest = left.filtered(lambda dossier: dossier.state == "registered") - own
        return self._cdht_ask(
            self.env._("Send without them?"),
            [*asked, rest._still_waiting()],
            self.env._("Send without them"),
            "action_submit",
        )

    def _before_sending(self):
        """All that keeps these lists back, a sentence each."""
        waiting = self.assessment_ids.filtered(
            lambda dossier: dossier.state == "self_assessed"
        )
        found = [*self._minutes_faults()]
        if waiting:
            found.append(
                self.env._(
                    "Not yet appraised: %s. Press “Appraise all waiting” first, or"
                    " appraise each in their dossiers.",
                    waiting._names(),
                )
            )
        return found

    def _propose_people(self):
        """(who of the lists is proposed, who did not pass)"""
        appraised = self.assessment_ids.filtered(
            lambda dossier: dossier.state == "appraised"
        )
        empty = self - appraised.proposal_id
        if empty:
            raise UserError(
                self.env._(
                    "Nobody on the list has been appraised: %s. Type the ten scores in"
                    " “Enter scores” of the list, then press “Appraise all waiting”.",
                    empty._unit_names(),
                )
            )
        eligible = appraised.filtered("eligible")
        failed = appraised - eligible
        eligible._move_as_chapter("propose", state="proposed")
        failed._move_as_chapter("propose", state="rejected", outcome="not_eligible")
        return eligible, failed

    def action_take_back(self, reason):
        """The unit takes back what it has just sent, while the commune has not
        received it: nobody has worked with it yet."""
        reason = self._check_reason(reason)
        self._check_officer("chapter", "commune")
        self.env["cdht.assessment"]._check_identified()
        lock(self, allow_referencing=False)
        self._check_move("take_back")
        self._back_to_unit("take_back", reason)
        return self._told_of_lists(
            self.env._(
                "Taken back: %s. Correct what is wrong and send it again.",
                self._unit_names(),
            )
        )

    def action_declare_nobody(self):
        """The unit has nobody this year: no list is awaited from it. Who registers
        there later opens the list again."""
        self._check_ticked()
        self._check_officer("chapter", "commune")
        lock(self, allow_referencing=False)
        self._check_move("declare_nobody")
        self._check_year_open()
        peopled = self.filtered("people_count")
        if peopled:
            raise UserError(
                self.env._("There are people on the list: %s.", peopled._unit_names())
            )
        self._move_as_chapter("declare_nobody")
        return self._told_of_lists(
            self.env._(
                "Nobody this year: %s. Who registers there after all opens the list"
                " again; so does “Open again”.",
                self._unit_names(),
            )
        )

    def action_reopen(self):
        """Somebody of the unit is expected after all."""
        self._check_ticked()
        self._check_officer("chapter", "commune")
        self._check_move("reopen")
        self._check_year_open()
        self._move_as_chapter("reopen")

    def _check_year_open(self):
        if self.campaign_id.filtered(lambda one: one.state != "open"):
            raise UserError(self.env._("The figures of this year are closed."))

    def _move_as_chapter(self, name, **vals):
        """Make a move of the unit, telling where the commune does it in its place."""
        own_units = self.unit_id._in_reach("chapter")
        own = self.filtered(lambda one: one.unit_id in own_units)
        own._make_move(name, **vals)
        (self - own)._make_move(name, on_behalf_of="chapter", **vals)

    def _told_of_lists(self, message):
        """Said to who pressed a button; moves call one another in silence."""
        return None if self.env.su else self._cdht_told(message)

    def action_receive(self):
        """The commune has the list in hand; day and person are kept."""
        self._check_officer("commune")
        self._check_move("receive")
        today = clock.today()
        for day, proposals in self.grouped("received_date").items():
            proposals._make_move(
                "receive",
                received_date=day or today,
                received_by_id=self.env.uid,
            )
        return self._told_of_lists(
            self.env._(
                "Received: %(lists)s lists with %(people)s people proposed. Next: post"
                " them, if your commune does; then “Make the petition”.",
                lists=len(self),
                people=sum(self.mapped("eligible_count")),
            )
        )

    def action_accept(self):
        """The list is in order; late people of the unit get a further one."""
        self._check_officer("commune")
        self.env["cdht.assessment"]._check_identified()
        self._check_move("accept")
        self._make_move("accept")
        self._place_late_people()

    def _place_late_people(self):
        """Who could not join while the list was away gets a place on the open one."""
        # sudo: move: people of units whose reach was checked, who came too late for the
        # list
        late = (
            self.env["cdht.assessment"]
            .sudo()
            .search(
                [
                    ("campaign_id", "in", self.campaign_id.ids),
                    ("unit_id", "in", self.unit_id.ids),
                    ("proposal_id", "in", [False, *self.ids]),
                    ("state", "in", OPEN_STATES),
                ]
            )
        )
        late.with_env(self.env)._join_open_list()

    def action_return(self, reason):
        """Back to the unit: its people are appraised again, nobody is proposed."""
        reason = self._check_reason(reason)
        self._check_officer("commune")
        self.env["cdht.assessment"]._check_identified()
        self._check_move("return")
        for proposal in self:
            # sudo: move: where the list stood, to undo the return
            proposal.sudo().before_return = {
                "state": proposal.state,
                "received_date": proposal._fields["received_date"].to_string(
                    proposal.received_date
                ),
                "received_by_id": proposal.received_by_id.id,
            }
        self._back_to_unit("return", reason, return_reason=reason)
        return self._told_of_lists(
            self.env._(
                "Returned: %s. Its officer reads the reason above the list. By mistake?"
                " “Undo the return”, while the unit has changed nothing.",
                self._unit_names(),
            )
        )

    def action_undo_return(self, reason):
        """The list was returned by mistake: it stands where it stood, while its unit
        has changed nothing in its dossiers."""
        reason = self._check_reason(reason)
        self._check_officer("commune")
        self.env["cdht.assessment"]._check_identified()
        lock(self, allow_referencing=False)
        self._check_move("undo_return")
        lock(self.assessment_ids)
        changed = self._changed_since_return()
        if changed:
            raise UserError(
                self.env._(
                    "The unit has begun to correct it, so let it send the list again:"
                    " %s.",
                    changed._names(),
                )
            )
        self._propose_people()
        for proposal in self:
            # sudo: move: where it stood before
            before = dict(proposal.sudo().before_return or {"state": "submitted"})
            proposal._make_move(
                "undo_return",
                reason,
                return_reason=False,
                before_return=False,
                **before,
            )
        return self._told_of_lists(
            self.env._(
                "The list stands where it stood: %s. Where a draft petition or decision"
                " held its people, choose them there again.",
                self._unit_names(),
            )
        )

    def _changed_since_return(self):
        """Dossiers of the lists in which something was done after the return."""
        # sudo: compare: what was done since; told is only in whose dossier
        Trace = self.env["cdht.trace"].sudo()
        returned = Trace.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "in", self.ids),
                ("move", "=", "return"),
            ],
            order="id desc",
            limit=1,
        )
        dossiers = self.assessment_ids
        named = {
            dossiers._name: {dossier.id: dossier for dossier in dossiers},
            dossiers.line_ids._name: {
                line.id: line.assessment_id for line in dossiers.line_ids
            },
        }
        since = Trace.search(
            [
                ("id", ">", returned.id or 0),
                "|",
                "&",
                ("res_model", "=", dossiers._name),
                ("res_id", "in", dossiers.ids),
                "&",
                ("res_model", "=", dossiers.line_ids._name),
                ("res_id", "in", dossiers.line_ids.ids),
            ]
        )
        found = (named[one.res_model][one.res_id] for one in since)
        return dossiers.browse().union(*found)

    def _back_to_unit(self, move, reason, **vals):
        """Its people are appraised as before it was sent, nobody is proposed."""
        dossiers = self.assessment_ids.filtered(
            lambda dossier: (
                dossier.state == "proposed" or dossier.outcome == "not_eligible"
            )
        )
        dossiers._leave_papers()
        dossiers._make_move("return_list", reason, state="appraised", outcome=False)
        self._make_move(move, reason, received_date=False, received_by_id=False, **vals)
        self._place_late_people()

    def action_make_petition(self):
        """The petition about these received lists: a new draft, or the one of their
        year that is being made, with these lists besides."""
        self._check_officer("commune")
        self._check_state("received", "accepted")
        campaign = self.campaign_id
        if len(campaign) != 1:
            raise UserError(self.env._("Choose lists of one year and commune."))
        # sudo: move: of two clicks the later one finds what the first made
        lock(self.sudo())
        petitions = self.env["cdht.petition"]
        asked = [
            ("campaign_id", "=", campaign.id),
            ("addressee_unit_id", "=", campaign.unit_id.id),
        ]
        named = petitions.search([*asked, ("proposal_ids", "in", self.ids)])
        petition = named.filtered(lambda paper: paper.state == "draft")[:1]
        others = self - named.proposal_ids
        if named and not petition and not others:
            return named[0]._cdht_action_form()
        petition = petition or petitions.search([*asked, ("state", "=", "draft")])[:1]
        if petition:
            petition.proposal_ids |= others
        else:
            body = self._associations()[:1]
            if not body:
                raise UserError(
                    self.env._(
                        "The association petitions the committee: enter the commune's"
                        " association under “Units” first."
                    )
                )
            first = self.env["cdht.signatory"]._first_of(body).get(body.id)
            petition = petitions.create(
                {
                    "campaign_id": campaign.id,
                    "issuing_unit_id": body.id,
                    "signatory_id": first and first.id,
                    "proposal_ids": [Command.set(others.ids)],
                }
            )
        return petition._cdht_action_form()

    def action_ask_appraise(self):
        """Say what “Appraise all waiting” would record, and ask before it is done."""
        self._check_ticked()
        self._check_officer("chapter", "commune")
        self.env["cdht.assessment"]._check_identified()
        ready, left = self._ready_to_appraise()
        if not ready:
            return self._nobody_to_appraise(left)
        taken = self._as_self_scored(ready)
        question = self.env._(
            "The meeting's result is recorded for %(all)s people: %(taken)s with their"
            " own scores, %(changed)s with other scores of the meeting.",
            all=len(ready),
            taken=len(taken),
            changed=len(ready - taken),
        )
        way_back = self.env._("A mistake is corrected by “Reopen” in the dossier.")
        return self._cdht_ask(
            self.env._("Appraise all waiting"),
            [question, left._still_waiting(), way_back],
            self.env._("Appraise"),
            "action_appraise",
            as_self_scored=True,
        )

    def _ready_to_appraise(self):
        """(who of the lists can be appraised, who still waits)"""
        people = self.assessment_ids.filtered(
            lambda dossier: dossier.state in ("registered", "self_assessed")
        )
        ready = people.filtered("self_complete") - people._own_dossiers(people)
        return ready, people - ready

    def _as_self_scored(self, dossiers):
        """Those of them whom the meeting gives their own scores: none differs."""
        return dossiers.filtered(
            lambda dossier: all(
                line.appraised_score in (0, line.self_score)  # 0: blank
                for line in dossier.line_ids
            )
        )

    def _nobody_to_appraise(self, left):
        message = self.env._(
            "There is nobody whose result could be recorded: they are appraised"
            " already, or their ten own scores are still to be typed in “Enter scores”"
            " of the list."
        )
        told = " ".join(filter(None, [message, left._still_waiting()]))
        return self._cdht_told(told, "warning")

    def _appraise_all(self):
        """As a list that is read in: a blank means the person's own score."""
        ready, left = self._ready_to_appraise()
        if not ready:
            return self._nobody_to_appraise(left)
        taken = self._as_self_scored(ready)
        ready.filtered(lambda dossier: dossier.state == "registered").action_submit()
        ready.action_fill_appraised()
        ready.action_appraise()
        done = self.env._(
            "Recorded: %(all)s people, of whom %(taken)s by their own scores. A mistake"
            " is corrected by “Reopen” in the dossier.",
            all=len(ready),
            taken=len(taken),
        )
        told = " ".join(filter(None, [done, left._still_waiting()]))
        return self._told_of_lists(told)

    def action_appraise(self, as_self_scored=False):
        """Record the meeting's result for all of the list that wait for it.

        ``as_self_scored``: a blank appraised score becomes the person's own;
        otherwise it is asked about.
        """
        if as_self_scored:
            self._check_officer("chapter", "commune")
            return self._appraise_all()
        people = self.assessment_ids
        waiting = people.filtered(lambda dossier: dossier.state == "self_assessed")
        if waiting:
            return waiting.action_appraise()
        scored = people.filtered(
            lambda dossier: dossier.state == "registered" and dossier.self_complete
        )
        if scored:
            return scored._appraise_unsent()
        return self._nobody_to_appraise(self.env["cdht.assessment"])

    def _check_ticked(self):
        """Above a table, which sends its domain, the button is there before anything is
        ticked; the others appear then."""
        if not self and "active_domain" in self.env.context:
            raise UserError(
                self.env._(
                    "Tick the lists in the first column of the table, then press the"
                    " button again; the box in its title ticks all."
                )
            )

    def _check_officer(self, *roles):
        self.check_access("read")
        if self.unit_id - self.unit_id._in_reach(*roles):
            raise AccessError(self._outside_reach())

    def _minutes_faults(self):
        """What the minutes lack or cannot be, a sentence each."""
        incomplete = self.filtered(lambda proposal: not proposal.minutes_complete)
        if incomplete:
            yield self.env._(
                "The minutes of %s are incomplete: day, place, chair,"
                " secretary, present and total of the meeting.",
                incomplete._unit_names(),
            )
        too_many = self.filtered(
            lambda proposal: proposal.meeting_present > proposal.meeting_total
        )
        if too_many:
            yield self.env._(
                "%s: more members present than the chapter has.",
                too_many._unit_names(),
            )

    def _unit_names(self):
        """The lists, by their units, for a message."""
        return ", ".join(self.unit_id.mapped("name"))

    def _no_move(self, state, target):
        if target == "draft":
            return UserError(
                self.env._("A list goes back to its unit by “Return”, with a reason.")
            )
        return super()._no_move(state, target)
