from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.people.res_users_person import asks_who

BEFORE_SENDING = ("draft", "returned")
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

    # What the wizard `cdht.reason` may call.
    _reason_methods = {"action_return"}
    _by_moves = {
        "state",
        "campaign_id",
        "unit_id",
        "issuing_unit_id",
        "assessment_ids",
        "received_by_id",
        "return_reason",
    }
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
            ("received", "Received"),
            ("returned", "Returned"),
            ("accepted", "Accepted"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
        group_expand=True,
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

    _one_open_list = models.UniqueIndex(
        "(unit_id, campaign_id) WHERE state <> 'accepted'",
        "This unit has an open list already.",
    )
    _present_of_total = models.Constraint(
        "CHECK (meeting_present >= 0 AND meeting_total >= 0)",
        "A meeting counts its members from 0.",
    )

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
        # sudo: only figures of lists that the reader has; the level above reads
        # these, not the people
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
            own = [row[1:] for row in rows if row[0] == proposal._origin]
            proposal.people_count = sum(n for *_kind, n in own)
            proposal.same_device_count = sum(n for _s, _g, same, n in own if same)
            proposal.waiting_count = sum(
                n for s, _g, _same, n in own if s in ("registered", "self_assessed")
            )
            passed = [
                (g, n) for _s, g, _same, n in own if g in ("passed", "passed_five")
            ]
            proposal.eligible_count = sum(n for _g, n in passed)
            proposal.five_year_count = sum(n for g, n in passed if g == "passed_five")
            proposal.failed_count = sum(n for _s, g, _same, n in own if g == "failed")

    @api.depends("campaign_id.proposal_deadline")
    def _compute_days_left(self):
        today = self.env["cdht.campaign"]._today()
        for proposal in self:
            deadline = proposal.campaign_id.proposal_deadline
            proposal.days_left = (deadline - today).days if deadline else 0

    @api.depends("state", "days_left", "campaign_id.proposal_deadline")
    def _compute_deadline_text(self):
        """What the board shows while the commune does not have the list."""
        for proposal in self:
            waits = proposal.state in (*BEFORE_SENDING, "submitted")
            waits = waits and proposal.campaign_id.proposal_deadline
            proposal.deadline_text = waits and proposal._time_left_text(
                proposal.days_left
            )

    @api.model
    def _ensure_open(self, campaign, units):
        """Return {unit id: the list that takes new people}, making what lacks.

        A list on its way to the commune takes nobody: until it is accepted, late
        people wait without a list; then the unit gets a further one.
        """
        # sudo: every unit of a campaign has a list, whoever registers its people
        lists = self.sudo().search(
            [("campaign_id", "=", campaign.id), ("unit_id", "in", units.ids),
             ("state", "!=", "accepted")]
        )  # fmt: skip
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
                return self._drag_to(vals["state"])
            self._check_minutes_written(vals)
        result = super().write(vals)
        self._recuse_leaders(vals)
        return result

    def _check_minutes_written(self, vals):
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
        if self.assessment_ids or set(self.mapped("state")) - {"draft"}:
            raise UserError(self.env._("Only an empty list in the making is deleted."))
