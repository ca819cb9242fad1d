from datetime import timedelta

from dateutil.tz import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.cdht_module.models.campaigns.cdht_campaign_steps import YearStep
from odoo.addons.cdht_module.tools import clock

from .cdht_proposal import BEFORE_SENDING, RECEIVED

# The dates of a year of which its contact point is reminded: fields, and the names
# of their activity types (`activity_report_due` …).
_DATES = ("registration_deadline", "self_deadline", "proposal_deadline", "report_due")

_AT_A_TIME = 50


class CdhtCampaign(models.Model):
    """Reminders before the dates of the year; lists that are still missing."""

    _inherit = "cdht.campaign"

    proposal_ids = fields.One2many("cdht.proposal", "campaign_id")
    proposal_count = fields.Integer(compute="_compute_proposal_count")
    remind_days = fields.Integer(
        string="Remind before",
        default=7,
        help="Days before each date on which its contact point is reminded.",
    )
    unsent_count = fields.Integer(
        string="Lists not yet sent", compute="_compute_unsent"
    )
    days_left = fields.Integer(compute="_compute_unsent")
    deadline_text = fields.Char(string="Time left", compute="_compute_unsent")
    late_list_ids = fields.Many2many(
        "cdht.proposal",
        string="Late units",
        compute="_compute_late_list_ids",
        # Whoever reads lists that are being made.
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune",
        help="Their day is over, and their lists are not sent.",
    )
    elsewhere_count = fields.Integer(
        string="Other authority", compute="_compute_elsewhere_count"
    )

    _remind_days_positive = models.Constraint(
        "CHECK (remind_days >= 0)", "Days before a date are counted from 0."
    )

    def _compute_proposal_count(self):
        lists = {}
        # Managers and citizens see campaigns, but no lists.
        if self.env["cdht.proposal"].has_access("read"):
            lists = dict(
                self.env["cdht.proposal"]._read_group(
                    [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
                )
            )
        for campaign in self:
            campaign.proposal_count = lists.get(campaign, 0)

    def _begin(self):
        """Every unit gets its list."""
        for campaign in self:
            units = campaign.unit_id._people_units(
                fields.Date.to_date(f"{campaign.year}-12-31")
            )
            self.env["cdht.proposal"]._ensure_open(campaign, units)
        return super()._begin()

    @api.depends("state", "proposal_deadline", "proposal_ids.state")
    def _compute_unsent(self):
        today = clock.today()
        lists = self.env["cdht.proposal"]
        counts = {}
        # Managers and citizens see campaigns, but no lists.
        if lists.has_access("read"):
            counts = dict(
                lists._read_group(
                    [
                        ("campaign_id", "in", self.ids),
                        ("state", "in", BEFORE_SENDING),
                    ],
                    ["campaign_id"],
                    ["__count"],
                )
            )
        for campaign in self:
            count = counts.get(campaign, 0) if campaign.state == "open" else 0
            waits = count and campaign.proposal_deadline
            campaign.unsent_count = count
            campaign.days_left = (
                (campaign.proposal_deadline - today).days if waits else 0
            )
            campaign.deadline_text = (
                self.env._("Lists: %s", lists._time_left_text(campaign.days_left))
                if waits
                else False
            )

    @api.depends_context("uid")
    @api.depends("state", "proposal_deadline", "proposal_ids.state")
    def _compute_late_list_ids(self):
        today = clock.today()
        late = self.filtered(
            lambda one: one.state == "open" and one.proposal_deadline
            and one.proposal_deadline < today
        )  # fmt: skip
        lists = self.env["cdht.proposal"].search(
            [("campaign_id", "in", late.ids), ("state", "in", BEFORE_SENDING)]
        )
        for campaign in self:
            campaign.late_list_ids = lists.filtered(
                lambda one, campaign=campaign: one.campaign_id == campaign
            )

    def _units_to_send(self):
        units = super()._units_to_send()
        if self.env["cdht.proposal"].has_access("read"):
            units |= self._awaited_lists().unit_id
        return units

    def _year_steps(self):
        steps = super()._year_steps()
        if self.env["cdht.proposal"].has_access("read"):
            steps += [self._meeting_step(), self._lists_step()]
            steps = self._own_list_steps(steps)
        if self.env["cdht.petition"].has_access("read"):
            steps.append(self._petition_step())
        return steps

    def _awaited_lists(self):
        """Those of units that have somebody this year."""
        return self.proposal_ids.filtered(lambda one: one.state != "nobody")

    def _lists_being_made(self):
        """Those of the year that the caller makes."""
        lists = self.proposal_ids.filtered(lambda one: one.state in BEFORE_SENDING)
        if self.state != "open":
            return lists.browse()
        reached = lists.unit_id._in_reach("chapter", "commune")
        return lists.filtered(lambda one: one.unit_id in reached)

    def _own_list_steps(self, steps):
        """A village's officer does each step in the one list of the village."""
        lists = self._lists_being_made()
        if len(lists) != 1 or self.unit_id._in_reach("commune"):
            return steps
        acts = {
            "registration": self.env._("Add people to the list"),
            "self_assessment": self.env._("Enter scores"),
        }
        return [
            step._replace(
                act=acts[step.key], begin=lists.action_open_entry, is_own=True
            )
            if step.key in acts
            else step
            for step in steps
        ]

    def _meeting_step(self):
        lists = self._lists_being_made()
        return self._people_step(
            self._dossiers_by_unit(),
            before=("registered", "self_assessed"),
            place=40,
            key="meeting",
            name=self.env._("Appraisal meeting"),
            due=self.proposal_deadline,
            act=self.env._("Enter scores"),
            begin=(lambda: self._enter_scores(lists)) if lists else None,
            is_own=bool(lists),
            why=self.env._("Nobody’s scores are to be entered now."),
        )

    def _enter_scores(self, lists):
        """The only list; of several, the board of all, with those just sent."""
        if len(lists) == 1:
            return lists.action_open_entry()
        return self._window("action_cdht_proposal", [("campaign_id", "=", self.id)])

    def _lists_step(self):
        mine = self._lists_being_made()
        lists = self._awaited_lists()
        unsent = lists.filtered(lambda one: one.state in BEFORE_SENDING)
        sent = lists.filtered(lambda one: one.state == "submitted")
        is_office = bool(self.unit_id._in_reach("commune"))
        told = self.env._(
            "%(n)s of %(of)s units have sent", n=len(lists - unsent), of=len(lists)
        )
        # The association's officers receive lists too.
        to_receive = sent.unit_id._in_reach("commune")
        is_back = len(mine) == 1 and mine.state == "returned" and not is_office
        act, shown = self.env._("See the lists"), lists
        if to_receive:
            act = self.env._("Receive lists")
            shown = sent.filtered(lambda one: one.unit_id in to_receive)
        elif len(mine) == 1:
            act, shown = self.env._("Minutes and sending"), mine
            if is_back:
                act = self.env._("Mend the list")
                told = self.env._("Returned: %s", mine.return_reason)
        elif mine and not mine.assessment_ids:
            act, shown = self.env._("Units without people"), mine
        elif mine:
            act, shown = self.env._("Minutes and sending"), mine
        elif self.proposal_ids and not lists:
            told = self.env._("Nobody this year")
        elif sent and sent == lists:
            told = self.env._("Sent; the commune receives it")
        return YearStep(
            50,
            "lists",
            self.env._("Lists"),
            is_done=bool(self.proposal_ids) and not (unsent or sent),
            told=told,
            due=self.proposal_deadline,
            act=act,
            begin=lambda: self._one_or_minutes(shown),
            is_own=bool(mine or to_receive),
            goes_on=lists != unsent,
            waits=bool(to_receive) or is_back,
        )

    def _one_or_minutes(self, lists):
        """The only list; several lie in one table, with their minutes; where nobody is
        on any, it is said which unit has nobody this year."""
        if len(lists) == 1 or not lists.unit_id._in_reach("chapter", "commune"):
            return self._one_or_window(lists, "action_cdht_proposal")
        if not lists.assessment_ids:
            window = self._window("action_cdht_proposal", [("id", "in", lists.ids)])
            return {**window, "views": [(False, "list"), (False, "form")]}
        return self._window(
            "action_cdht_proposal_minutes",
            [("campaign_id", "=", self.id), ("assessment_ids", "!=", False)],
        )

    def _undone(self):
        undone = super()._undone()
        unsent = self.proposal_ids.filtered(lambda one: one.state in BEFORE_SENDING)
        if unsent:
            undone.append(self.env._("Not sent their list: %s.", unsent._unit_names()))
        waiting = self.proposal_ids.filtered(
            lambda one: one.state in ("submitted", "received")
        )
        petitions = self.env["cdht.petition"].search([("campaign_id", "in", self.ids)])
        waiting -= petitions.proposal_ids
        if waiting:
            undone.append(
                self.env._("Sent, and in no petition: %s.", waiting._unit_names())
            )
        return undone

    def _petition_step(self):
        petitions = self.env["cdht.petition"].search([("campaign_id", "=", self.id)])
        issued = petitions.filtered(lambda one: one.state != "draft")
        waiting = self._unpetitioned_lists(petitions)
        goes_on = bool(waiting or petitions - issued)
        may_make = petitions.has_access("create")
        why = self.env._("No list has been received yet.") if may_make else ""
        step = self._paper_step(
            70,
            "petition",
            self.env._("Petition"),
            petitions.browse() if waiting else petitions,
            issued,
            act=self.env._("Make the petition"),
            begin=waiting.action_make_petition
            if waiting
            else lambda: self._show_petitions(petitions),
            may_make=may_make and goes_on,
            goes_on=goes_on,
            why=why,
        )
        if not (issued and waiting):
            return step
        # Of some units it is issued: the others are not forgotten.
        told = self.env._("Not in a petition yet: %s", waiting._unit_names())
        told = " – ".join(filter(None, [step.told, told]))
        return step._replace(is_done=False, waits=may_make, told=told)

    def _unpetitioned_lists(self, petitions):
        """Received or accepted lists that no petition names, of who may make one."""
        received = self.proposal_ids.filtered(lambda one: one.state in RECEIVED)
        received -= petitions.proposal_ids
        if not petitions.has_access("create"):
            return received.browse()
        reached = received.unit_id._in_reach("commune")
        return received.filtered(lambda one: one.unit_id in reached)

    def _show_petitions(self, petitions):
        return self._one_or_window(
            petitions, "action_cdht_petition", default_campaign_id=self.id
        )

    def write(self, vals):
        result = super().write(vals)
        if {"proposal_deadline", "intake_user_id"} & vals.keys():
            # sudo: move: the turns of all units of the commune whose office sets the
            # day
            waiting = self.sudo().proposal_ids.filtered(
                lambda proposal: proposal.state in (*BEFORE_SENDING, "submitted")
            )
            waiting._renew_turn()
        if vals.keys() & set(_DATES):
            self._move_reminders()
        return result

    def _write_move(self, vals):
        result = super()._write_move(vals)
        if vals["state"] == "closed":
            self._end_activities()
            # sudo: move: nothing of the year is anybody's turn any more
            self.sudo().proposal_ids._end_activities()
        return result

    def _move_reminders(self):
        """A date was set anew: what is still to be done is due then."""
        fields_of = {self._activity_type(name): name for name in _DATES}
        campaigns = {campaign.id: campaign for campaign in self}
        for activity in self._automatic_activities():
            campaign = campaigns[activity.res_id]
            day = campaign[fields_of[activity.activity_type_id]]
            if day and day != activity.date_deadline:
                activity.date_deadline = day

    @api.model
    def _cron_remind(self):
        """Daily: remind of the dates that come near, a few campaigns at a time."""
        campaigns = self.search([("state", "=", "open")])
        for start in range(0, len(campaigns), _AT_A_TIME):
            step = campaigns[start : start + _AT_A_TIME]
            step._remind()
            left = len(campaigns) - start - len(step)
            if not self.env["ir.cron"]._commit_progress(len(step), remaining=left):
                break

    def _remind(self):
        """Give an activity for each date that is near, once a campaign and date."""
        today = clock.today()
        told = {
            (activity.res_id, activity.activity_type_id, activity.date_deadline)
            for activity in self._automatic_activities(with_done=True)
        }
        officers = self.unit_id._first_officers("commune")
        given = []
        for campaign in self:
            user = campaign.intake_user_id or officers.get(campaign.unit_id)
            for name in _DATES:
                day, activity_type = campaign[name], self._activity_type(name)
                is_soon = day and 0 <= (day - today).days <= campaign.remind_days
                is_new = (campaign.id, activity_type, day) not in told
                if user and is_soon and is_new:
                    given.append((campaign, name, user, day, campaign.name))
        self._give_activities(given)

    # -- The same days in an officer's own calendar.

    def action_download_calendar(self):
        """The days of the year that its reader keeps, as a file for a calendar."""
        self._cdht_one()
        self.check_access("read")
        url = f"/cdht/nam/{self.id}/lich.ics"
        return {"type": "ir.actions.act_url", "url": url, "target": "download"}

    def _calendar(self):
        """iCalendar text of the reader's steps that have a day: of each that lies
        ahead, and of those that are late.

        Read in again, a day that was moved takes the place of the one before.
        """
        # Imported where it is used: a host without it starts all the same.
        import vobject

        self.check_access("read")
        today = clock.today()
        calendar = vobject.iCalendar()
        calendar.add("prodid").value = "-//cdht_module//VI"
        for campaign in self:
            for step in campaign._year_steps():
                is_ahead = step.due and (step.due >= today or not step.is_done)
                if is_ahead and step.begin:
                    campaign._add_day(calendar, step)
        return calendar.serialize()

    def _add_day(self, calendar, step):
        title = f"{step.name} – {self.name}"
        event = calendar.add("vevent")
        event.add("uid").value = f"cdht-{self.id}-{step.key}@{self._calendar_host()}"
        event.add("dtstamp").value = self.write_date.replace(tzinfo=UTC)
        event.add("dtstart").value = step.due
        event.add("dtend").value = step.due + timedelta(days=1)
        event.add("summary").value = title
        event.add("description").value = step.told
        event.add("transp").value = "TRANSPARENT"
        alarm = event.add("valarm")
        alarm.add("action").value = "DISPLAY"
        alarm.add("description").value = title
        alarm.add("trigger").value = timedelta(days=-self.remind_days)

    def _calendar_host(self):
        """What tells this office's days from another's."""
        # sudo: system: the database's own mark
        return self.env["ir.config_parameter"].sudo().get_param("database.uuid")

    # -- People of the year whom another body than the commune recognises.

    def _compute_elsewhere_count(self):
        for campaign in self:
            campaign.elsewhere_count = len(campaign._recognised_elsewhere())

    def action_view_elsewhere(self):
        """The proposed people whom another body recognises, by unit."""
        self._cdht_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_assessment_elsewhere"
        )
        people = self._recognised_elsewhere()
        return {**action, "domain": [("id", "in", people.ids)]}

    def action_petition_elsewhere(self):
        """Draft the committee's petitions, one to each body, with just these people.

        Of received lists only, and of nobody whom a petition above names already.
        """
        self._cdht_one()
        self._check_commune_officer()
        Petition = self.env["cdht.petition"]
        people = self._recognised_elsewhere().filtered(
            lambda dossier: dossier.proposal_id.state in RECEIVED
        )
        asked = Petition.search(
            [("campaign_id", "=", self.id), ("issuing_unit_id", "=", self.unit_id.id)]
        ).assessment_ids
        people -= asked
        if not people:
            raise UserError(
                self.env._(
                    "Nobody on a received list waits for a petition to another body."
                )
            )
        petitions = Petition.create(
            [
                {
                    "campaign_id": self.id,
                    "issuing_unit_id": self.unit_id.id,
                    "addressee_unit_id": body.id,
                    "proposal_ids": [Command.set(dossiers.proposal_id.ids)],
                    "assessment_ids": [Command.set(dossiers.ids)],
                }
                for body, dossiers in people.grouped("competent_id").items()
            ]
        )
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Petitions"),
            "res_model": Petition._name,
            "view_mode": "list,form",
            "domain": [("id", "in", petitions.ids)],
        }
        if len(petitions) == 1:
            action.update(view_mode="form", res_id=petitions.id)
        return action

    def _recognised_elsewhere(self):
        """Proposed dossiers that the reader has, under another body's authority."""
        self.ensure_one()
        Assessment = self.env["cdht.assessment"]
        proposed = [("campaign_id", "in", self.ids), ("state", "=", "proposed")]
        units = [
            unit for (unit,) in Assessment._read_group(proposed, ["unit_id"])
        ]  # few units, many people: the rows are asked by unit
        bodies = self.env["cdht.authority"]._authority_of(units, clock.today())
        elsewhere = [unit.id for unit in units if bodies[unit] != self.unit_id]
        if not elsewhere:
            return Assessment
        return Assessment.search([*proposed, ("unit_id", "in", elsewhere)])
