from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key
from odoo.addons.cdht_module.models.papers.cdht_document import _short_date
from odoo.addons.cdht_module.models.people.res_users import asks_who
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move, Turn

_lt = LazyTranslate(__name__)

BEFORE_SENDING = ("draft", "returned")
RECEIVED = ("received", "accepted")

# The commune's contact point, or whoever works there.
_OFFICE = ("campaign_id.intake_user_id", ("campaign_id.unit_id", "commune"))

_MINUTES = (
    "meeting_date",
    "meeting_place",
    "meeting_chair",
    "meeting_secretary",
    "meeting_present",
    "meeting_total",
)


class CdhtProposal(models.Model):
    """A unit's list of the year with the minutes of its appraisal meeting.

    The inherited number and date are those of the minutes.
    """

    _name = "cdht.proposal"
    _description = "Proposal list"
    _inherit = ["cdht.document"]
    _order = "campaign_id desc, unit_sequence, unit_id, id"
    _print_stages = dict.fromkeys(("submitted", "received", "accepted"), "signature")
    _rec_name = "unit_id"
    _moves = (
        Move("submit", "action_submit", BEFORE_SENDING, "submitted",
             "chapter, commune", _lt("Submitted"), drag=True),
        Move("receive", "action_receive", ("submitted",), "received",
             "commune", _lt("Received"), drag=True),
        Move("accept", "action_accept", ("received",), "accepted",
             "commune", _lt("Accepted"), drag=True),
        Move("return", "action_return", ("submitted", "received"), "returned",
             "commune", _lt("Returned"), reason=True, drag=True),
        Move("take_back", "action_take_back", ("submitted",), "draft",
             "chapter, commune", _lt("Taken back by its unit"), reason=True),
        Move("undo_return", "action_undo_return", ("returned",), None,
             "commune", _lt("Return undone"), reason=True),
        Move("declare_nobody", "action_declare_nobody", ("draft",), "nobody",
             "chapter, commune", _lt("Nobody this year")),
        Move("reopen", "action_reopen", ("nobody",), "draft",
             "chapter, commune", _lt("Opened again")),
    )  # fmt: skip
    _turns = (
        # A unit without a login: the commune types its list.
        Turn("make_list", BEFORE_SENDING, (("unit_id", "chapter"), *_OFFICE),
             ("campaign_id.proposal_deadline", "campaign_id.report_due"),
             only="_is_year_open", late=True),
        Turn("receive_list", ("submitted",), _OFFICE,
             ("campaign_id.proposal_deadline",), only="_is_year_open"),
        Turn("petition_list", ("received",), (("_associations", "commune"), *_OFFICE),
             ("campaign_id.report_due",), only="_is_year_open"),
    )  # fmt: skip
    _by_moves = {
        "state",
        "campaign_id",
        "unit_id",
        "issuing_unit_id",
        "assessment_ids",
        "received_by_id",
        "return_reason",
        "before_return",
    }
    _checked_moves = frozenset({"submit"})
    _is_filled_by_hand = True
    # Minutes are the chapter's own; no registry enters them.
    _by_clerk = frozenset()

    campaign_id = fields.Many2one(
        "cdht.campaign", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "cdht.unit", required=True, index=True, ondelete="restrict"
    )
    unit_sequence = fields.Integer(related="unit_id.sequence", store=True)
    commune_id = fields.Many2one(related="campaign_id.unit_id")
    year = fields.Integer(
        related="campaign_id.year", store=True, precompute=True, aggregator=None
    )
    state = fields.Selection(
        [
            ("draft", "Being made"),
            ("submitted", "Submitted"),
            ("received", "Received, to be petitioned"),
            ("returned", "Returned"),
            ("accepted", "Accepted"),
            ("nobody", "Nobody this year"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
        group_expand="_expand_states",
    )
    assessment_ids = fields.One2many("cdht.assessment", "proposal_id")
    meeting_date = fields.Date(string="Meeting on", copy=False)
    meeting_place = fields.Char(copy=False)
    meeting_chair = fields.Char(string="Chair", copy=False)
    meeting_secretary = fields.Char(string="Secretary", copy=False)
    meeting_present = fields.Integer(string="Present", aggregator=None, copy=False)
    meeting_total = fields.Integer(string="Of", aggregator=None, copy=False)
    meeting_notes = fields.Text(
        string="Course of the meeting", copy=False,
        help="Others present, who did not vote on whom, objections.",
    )  # fmt: skip

    minutes_complete = fields.Boolean(compute="_compute_minutes_complete", store=True)
    received_date = fields.Date(copy=False)
    received_by_id = fields.Many2one("res.users", string="Received by", copy=False)
    return_reason = fields.Text(copy=False)
    before_return = fields.Json(
        string="Where it stood before the return",
        copy=False,
        groups=fields.NO_ACCESS,
        help="In which state it was, received when and by whom: to undo the return.",
    )
    people_count = fields.Integer(compute="_compute_counts", string="Number of people")
    waiting_count = fields.Integer(compute="_compute_counts", string="To appraise")
    eligible_count = fields.Integer(compute="_compute_counts", string="Eligible")
    failed_count = fields.Integer(compute="_compute_counts", string="Not eligible")
    five_year_count = fields.Integer(compute="_compute_counts", string="Five years")
    same_device_count = fields.Integer(
        compute="_compute_counts",
        string="Scored and appraised on the same device",
        help="A hint, no proof: often a village has one computer.",
    )
    asks_who = fields.Boolean(compute=asks_who, export_string_translation=False)
    days_left = fields.Integer(
        compute="_compute_days_left",
        help="Until the lists' deadline; negative when it is over.",
    )
    deadline_text = fields.Char(string="Time left", compute="_compute_deadline_text")
    missing_text = fields.Char(
        string="What is missing", compute="_compute_missing_text"
    )
    _one_open_list = models.UniqueIndex(
        "(unit_id, campaign_id) WHERE state <> 'accepted'",
        "This unit has an open list already.",
    )
    _present_of_total = models.Constraint(
        "CHECK (meeting_present >= 0 AND meeting_total >= 0)",
        "A meeting counts its members from 0.",
    )

    _ballots = models.Constraint(
        "CHECK (ballots_invalid >= 0"
        " AND COALESCE(ballots_collected, 0) >= COALESCE(ballots_invalid, 0)"
        " AND COALESCE(ballots_issued, 0) >= COALESCE(ballots_collected, 0))",
        "No more ballots are collected than were handed out, nor more invalid ones than"
        " were collected.",
    )

    meeting_start = fields.Float(
        string="From (hour)", copy=False, help="Hours and minutes: 19:30."
    )
    meeting_end = fields.Float(string="To (hour)", copy=False)
    attendant_ids = fields.One2many("cdht.meeting.attendant", "proposal_id")
    recusal_ids = fields.One2many("cdht.meeting.recusal", "proposal_id")
    vote_by = fields.Selection(
        [("hands", "Show of hands"), ("secret", "Secret ballot")],
        string="Vote by",
        default="hands",
        required=True,
        copy=False,
    )
    tellers = fields.Text(copy=False, help="A line each, with the post: they count.")
    ballots_issued = fields.Integer(
        string="Ballots handed out", aggregator=None, copy=False
    )
    ballots_collected = fields.Integer(
        string="Ballots handed in", aggregator=None, copy=False
    )
    ballots_invalid = fields.Integer(
        string="Invalid ballots", aggregator=None, copy=False
    )
    vote_ids = fields.One2many(
        "cdht.meeting.vote", "proposal_id", string="Votes about each person"
    )
    own_names_text = fields.Char(
        string="Voters on the list",
        compute="_compute_own_names_text",
        help="Voters of the meeting who stand on the list, by name, and are not entered"
        " as not voting about themselves.",
    )

    @api.model
    def _expand_states(self, states, _domain):
        """The board's columns: those of a list's way, and what else there is."""
        way = self._fields["state"].get_values(self.env)
        return [one for one in way if one != "nobody" or one in states]

    @api.depends("unit_id", "campaign_id")
    def _compute_display_name(self):
        for proposal in self:
            unit = proposal.unit_id
            proposal.display_name = f"{unit.name or ''} – {proposal.year or ''}"

    @api.depends(*_MINUTES)
    def _compute_minutes_complete(self):
        for proposal in self:
            proposal.minutes_complete = all(proposal[name] for name in _MINUTES)

    @api.depends(
        "assessment_ids.state", "assessment_ids.grade", "assessment_ids.same_device"
    )
    def _compute_counts(self):
        # sudo: figures: only figures of lists that the reader has; the level above
        # reads these, not the people
        rows = (
            self.env["cdht.assessment"]
            .sudo()
            ._read_group(
                [("proposal_id", "in", self._origin.ids), ("state", "!=", "withdrawn")],
                ["proposal_id", "state", "grade", "same_device"],
                ["__count"],
            )
        )
        for proposal in self:
            groups = [row[1:] for row in rows if row[0] == proposal._origin]
            proposal.people_count = sum(n for *_kind, n in groups)
            proposal.same_device_count = sum(n for _s, _g, same, n in groups if same)
            proposal.waiting_count = sum(
                n for s, _g, _same, n in groups if s in ("registered", "self_assessed")
            )
            passed = [
                (g, n) for _s, g, _same, n in groups if g in ("passed", "passed_five")
            ]
            proposal.eligible_count = sum(n for _g, n in passed)
            proposal.five_year_count = sum(n for g, n in passed if g == "passed_five")
            proposal.failed_count = sum(
                n for _s, g, _same, n in groups if g == "failed"
            )

    @api.depends("campaign_id.proposal_deadline")
    def _compute_days_left(self):
        today = clock.today()
        for proposal in self:
            deadline = proposal.campaign_id.proposal_deadline
            proposal.days_left = (deadline - today).days if deadline else 0

    @api.depends("state", "days_left", "campaign_id.proposal_deadline")
    def _compute_deadline_text(self):
        """What the board shows while the commune does not have the list."""
        for proposal in self:
            waits = proposal.state in (*BEFORE_SENDING, "submitted")
            waits = waits and proposal.campaign_id.proposal_deadline
            proposal.deadline_text = (
                proposal._time_left_text(proposal.days_left) if waits else False
            )

    @api.depends("state", "people_count", "waiting_count", "minutes_complete")
    @api.depends_context("lang")
    def _compute_missing_text(self):
        """What its unit has still to do before the list is sent, and that."""
        for proposal in self:
            missing = []
            if not proposal.people_count:
                missing.append(self.env._("Nobody registered yet"))
            elif proposal.waiting_count:
                missing.append(self.env._("%s to appraise", proposal.waiting_count))
            if not proposal.minutes_complete:
                missing.append(self.env._("Minutes missing"))
            told = " · ".join(missing) or self.env._("Complete: to be sent")
            proposal.missing_text = told if proposal.state in BEFORE_SENDING else False

    @api.model
    def _ensure_open(self, campaign, units):
        """Return {unit id: the list that takes new people}, making what lacks.

        A list on its way to the commune takes nobody: until it is accepted, late
        people wait without a list; then the unit gets a further one.
        """
        # sudo: register: every unit of a campaign has a list, whoever registers its
        # people
        lists = self.sudo().search(
            [("campaign_id", "=", campaign.id), ("unit_id", "in", units.ids),
             ("state", "!=", "accepted")]
        )  # fmt: skip
        # Somebody came after all.
        lists.filtered(lambda one: one.state == "nobody")._make_move("reopen")
        # sudo: move: a unit gets its list when people are registered
        created = self.sudo().create(
            [
                {
                    "campaign_id": campaign.id,
                    "unit_id": unit.id,
                    "issuing_unit_id": unit.id,
                }
                for unit in units - lists.unit_id
            ]
        )
        return {
            record.unit_id.id: record.with_env(self.env)
            for record in lists | created
            if record.state in BEFORE_SENDING
        }

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(
                self.env._("Lists are made when a campaign opens or people register.")
            )
        proposals = super().create(vals_list)
        proposals._give_turn()
        return proposals

    def write(self, vals):
        if not self.env.su:
            if set(vals) == {"state"}:
                self._drag_to(vals["state"])
                return True
        result = super().write(vals)
        self._recuse_leaders(vals)
        return result

    def _check_by_hand(self, vals):
        """What officers write by hand, by whom and until when."""
        written = self._written_by_hand(vals)
        if "signed_file" in vals and self.filtered(
            lambda proposal: proposal.state in ("received", "accepted")
        ):
            # The minutes that the commune has received are in its keeping.
            self._check_officer("commune")
        if "received_date" in written:
            # A list handed in on paper: the day on which the commune got it.
            self._check_officer("commune")
            self._check_state("submitted", "received")
        if written - {"received_date"}:
            self._check_draft()

    def _check_draft(self):
        """Minutes go with their list: frozen once it is sent."""
        if not self.env.su:
            self._check_state(*BEFORE_SENDING)
            self._check_officer("chapter", "commune")

    @api.ondelete(at_uninstall=False)
    def _unlink_only_empty(self):
        if self.assessment_ids:
            raise UserError(self.env._("Only an empty list in the making is deleted."))

    # -- The minutes of the appraisal meeting: who was there, who did not vote on
    #    whom. The appraiser is the chapter's meeting, not the login. Who leads it
    #    and stands on the list is found by name and entered as not voting about
    #    oneself; the officer looks at it before the list is sent.

    @api.constrains("meeting_start", "meeting_end")
    def _check_hours(self):
        for proposal in self:
            hours = (proposal.meeting_start, proposal.meeting_end)
            backwards = all(hours) and hours[0] >= hours[1]
            if backwards or not all(0 <= hour < 24 for hour in hours):
                raise ValidationError(
                    self.env._("The meeting begins before it ends, on one day.")
                )

    @api.depends(
        "meeting_chair", "meeting_secretary", "assessment_ids.citizen_id.name",
        "attendant_ids.name", "attendant_ids.votes", "recusal_ids.assessment_id",
        "recusal_ids.name",
    )  # fmt: skip
    def _compute_own_names_text(self):
        for proposal in self:
            found = proposal._missing_recusals(proposal._voters())
            names = dict.fromkeys(name for name, _dossier in found)
            proposal.own_names_text = ", ".join(names) or False

    def _recuse_leaders(self, vals):
        """Who leads the meeting does not vote about themselves."""
        leaders = [
            vals[name] for name in ("meeting_chair", "meeting_secretary")
            if vals.get(name)
        ]  # fmt: skip
        if leaders:
            self._propose_recusals(leaders)

    def action_find_recusals(self):
        """Enter as not voting about themselves all voters found on the list."""
        self.check_access("write")
        self._check_officer("chapter", "commune")
        self._check_state(*BEFORE_SENDING)
        for proposal in self:
            proposal._propose_recusals(proposal._voters())

    def action_list_votes(self):
        """A line for each person of the list whose votes are not entered yet."""
        self.check_access("write")
        self._check_officer("chapter", "commune")
        self._check_state(*BEFORE_SENDING)
        # sudo: move: the list's officer was checked
        self.env["cdht.meeting.vote"].sudo().create(
            [
                {"proposal_id": proposal.id, "assessment_id": dossier.id}
                for proposal in self
                for dossier in proposal._voted_about() - proposal.vote_ids.assessment_id
            ]
        )

    def _propose_recusals(self, names):
        """``names``: voters; those found on the list do not vote about themselves."""
        # sudo: move: written by hand before or by the officer whose write brought the
        # names
        self.env["cdht.meeting.recusal"].sudo().create(
            [
                {
                    "proposal_id": proposal.id,
                    "name": name,
                    "assessment_id": dossier.id,
                    "reason": "own",
                }
                for proposal in self
                for name, dossier in proposal._missing_recusals(names)
            ]
        )

    def _voters(self):
        """Names of all who vote, as written in the minutes."""
        self.ensure_one()
        voters = self.attendant_ids.filtered("votes").mapped("name")
        names = [self.meeting_chair, self.meeting_secretary, *voters]
        return [name for name in dict.fromkeys(names) if name]

    def _missing_recusals(self, names):
        """[(name, dossier)]: who of ``names`` stands on the list (blanks and case
        aside) and is not yet entered as not voting about that dossier."""
        self.ensure_one()
        keys = {name_key(name): name for name in names if name}
        if not keys:
            return []
        entered = {
            (name_key(line.name), line.assessment_id) for line in self.recusal_ids
        }
        people = [
            (name_key(dossier.citizen_id.name), dossier)
            for dossier in self.assessment_ids
            if dossier.state != "withdrawn"
        ]
        return [
            (keys[key], dossier)
            for key, dossier in people
            if key in keys and (key, dossier) not in entered
        ]

    def _minutes_reference(self):
        """“Minutes of 15/11/2026 at …”: by what a dossier was appraised."""
        if not self.meeting_date:
            return False
        if not self.meeting_place:
            return self.env._("Minutes of %s", _short_date(self.meeting_date))
        return self.env._(
            "Minutes of %(date)s, %(place)s",
            date=_short_date(self.meeting_date),
            place=self.meeting_place,
        )

    # -- What it depends on who must act on a list.

    def _is_year_open(self):
        return self.campaign_id.state == "open"

    def _associations(self):
        return self.campaign_id.unit_id.child_ids.filtered(
            lambda unit: unit.unit_type == "association"
        )

    def _turn_summary(self):
        return self.display_name
