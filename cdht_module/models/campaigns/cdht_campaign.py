from datetime import date, timedelta

import pytz
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.locking import lock
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

# The programme began in 2021.
_FIRST_YEAR, _LAST_YEAR = 2021, 2100

# The days of a year that its office sets.
_DEADLINES = (
    "registration_deadline", "self_deadline", "proposal_deadline", "report_due",
)  # fmt: skip
# Seed plan IV.7: lists reach the commune before 30 November.
_SEED_DAYS = ((3, 31), (10, 31), (11, 29), (12, 15))
_A_WEEK = timedelta(days=7)

TIME_ZONE = pytz.timezone("Asia/Ho_Chi_Minh")


class CdhtCampaign(models.Model):
    """One commune's year: when people register, assess, propose and report."""

    _name = "cdht.campaign"
    _description = "Campaign"
    _inherit = ["cdht.turn", "cdht.traced.setting", "cdht.moved", "cdht.thread"]
    _order = "year desc, unit_id"
    _moves = (
        Move("open", "action_open", ("draft",), "open", "commune", _lt("Year opened")),
    )  # fmt: skip

    name = fields.Char(compute="_compute_name", store=True)
    year = fields.Integer(
        required=True, aggregator=None, default=lambda self: clock.today().year
    )
    unit_id = fields.Many2one(
        "cdht.unit",
        string="Commune",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('unit_type', '=', 'commune')]",
    )
    set_id = fields.Many2one(
        "cdht.indicator.set",
        string="Criteria set",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_set_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    state = fields.Selection(
        [("draft", "Preparing"), ("open", "Open"), ("closed", "Closed")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    registration_deadline = fields.Date(
        compute="_compute_deadlines", store=True, readonly=False, precompute=True
    )
    self_deadline = fields.Date(
        string="Self-assessment until",
        compute="_compute_deadlines",
        store=True,
        readonly=False,
        precompute=True,
    )
    proposal_deadline = fields.Date(
        string="Lists until",
        compute="_compute_deadlines",
        store=True,
        readonly=False,
        precompute=True,
        help="Last day in time: lists reach the commune before 30 November.",
    )
    report_due = fields.Date(
        compute="_compute_deadlines", store=True, readonly=False, precompute=True
    )
    adult_age = fields.Integer(
        string="Adults from the age of",
        default=18,
        aggregator=None,
        help="Who counts as “người lớn” in the plan's shares; no text fixes it, so the"
        " office confirms it.",
    )
    intake_user_id = fields.Many2one(
        "res.users",
        string="Contact point",
        help="Who receives the units' lists (seed plan IV.7).",
    )
    _unit_year_uniq = models.Constraint(
        "UNIQUE (unit_id, year)", "This commune has a campaign of that year already."
    )

    @api.depends("year", "unit_id")
    def _compute_name(self):
        for campaign in self:
            campaign.name = f"{campaign.unit_id.name or ''} – {campaign.year}"

    @api.depends("year")
    def _compute_set_id(self):
        for campaign in self:
            campaign.set_id = campaign.set_id or self.env[
                "cdht.indicator.set"
            ]._in_force_in(campaign.year or clock.today().year)

    @api.depends("year")
    def _compute_deadlines(self):
        """Defaults of the seed plan IV.7; an office sets its own days."""
        for campaign in self:
            if _FIRST_YEAR <= campaign.year <= _LAST_YEAR:
                campaign.update(_proposed_days(campaign.year, clock.today()))

    def _days_moved(self):
        """{field: the plan's day} of those for which a later one is proposed."""
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            return {}
        plan = dict(zip(_DEADLINES, _SEED_DAYS, strict=True))
        days = {name: date(self.year, *day) for name, day in plan.items()}
        return {name: day for name, day in days.items() if self[name] != day}

    @api.constrains("unit_id")
    def _check_unit_id(self):
        if self.unit_id.filtered(lambda unit: unit.unit_type != "commune"):
            raise ValidationError(self.env._("A campaign belongs to a commune."))

    @api.constrains("year")
    def _check_year(self):
        if any(not _FIRST_YEAR <= year <= _LAST_YEAR for year in self.mapped("year")):
            raise ValidationError(
                self.env._("The programme began in 2021; check the year.")
            )

    def write(self, vals):
        if not self.env.su:
            if "state" in vals:
                raise AccessError(
                    self.env._("Use the buttons to open or close a campaign.")
                )
            if {"year", "unit_id", "set_id"} & vals.keys() and self.filtered(
                lambda campaign: campaign.state != "draft"
            ):
                raise UserError(
                    self.env._(
                        "Year, commune and criteria set are fixed once a campaign is"
                        " open."
                    )
                )
            if self.filtered(lambda campaign: campaign.state == "closed"):
                raise UserError(self.env._("The figures of this year are closed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        if self.filtered(lambda campaign: campaign.state != "draft"):
            raise UserError(self.env._("Only a campaign in preparation is deleted."))

    def _trace_unit(self):
        return self.unit_id

    def _check_commune_officer(self):
        if self.unit_id - self.unit_id._in_reach("commune"):
            raise AccessError(self.env._("This is for the commune's officer."))

    def action_open(self):
        """Open the year: the criteria set is locked, every unit gets its list."""
        self._check_commune_officer()
        self._check_move("open")
        for campaign in self:
            if not campaign.set_id.indicator_ids:
                raise UserError(
                    self.env._(
                        "The criteria set “%s” has no indicators.", campaign.set_id.name
                    )
                )
        self._make_move("open")
        self._begin()

    def _begin(self):
        """What an opened year begins with; the room of lists fills it."""

    def action_prepare_next_year(self):
        """Make (or show) the next year's campaign: as this one was set up, its
        deadlines a year later."""
        self._cdht_one()
        # sudo: move: of two clicks the later one finds what the first made
        lock(self.sudo())
        following = self.search(
            [("unit_id", "=", self.unit_id.id), ("year", "=", self.year + 1)]
        ) or self.create(self.copy_data(self._next_year_values()))
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": following.id,
            "view_mode": "form",
        }

    def _next_year_values(self):
        """What of this year is another in the next one."""
        criteria = self.env["cdht.indicator.set"]._in_force_in(self.year + 1)
        contact = self.intake_user_id
        return {
            "year": self.year + 1,
            "set_id": criteria.id or self.set_id.id,
            "intake_user_id": contact.id if contact.active else False,
            **self._days_of_next_year(),
        }

    def _days_of_next_year(self):
        """The office's own days a year later (of the 29th of February the 28th); the
        plan's, where this year's are later because it was set up late."""
        own = {name: _a_year_on(self[name]) for name in _DEADLINES}
        moved = [name for name in self._days_moved() if self[name]]
        if not moved:
            return own
        set_up_on = min(self[name] for name in moved) - _A_WEEK
        late = _proposed_days(self.year, set_up_on)
        moved = [name for name in moved if self[name] == late[name]]
        # One such day may as well be the office's own.
        if len(moved) < 2:
            return own
        plan = _proposed_days(self.year + 1, clock.today())
        return {**own, **{name: plan[name] for name in moved}}

    # -- The year's figures, and who prints its lists and figures.

    def _below_district(self):
        """Those in communes below a body for which the user acts as the level above."""
        user = self.env.user
        if not user.has_group("cdht_module.group_cdht_district"):
            return self.browse()
        paths = tuple(user._cdht_units().mapped("parent_path"))
        return self.filtered(
            lambda campaign: paths and campaign.unit_id.parent_path.startswith(paths)
        )

    def _check_lists_in_reach(self):
        """Lists and figures of a year are for who works in its commune, or above."""
        if self.env.su:
            return
        user = self.env.user
        units = user._cdht_units("chapter") | user._cdht_units("commune")
        outside = self.filtered(lambda c: c.unit_id not in units.commune_id)
        if user.has_group("cdht_module.group_cdht_district"):
            paths = tuple(user._cdht_units().mapped("parent_path"))
            outside = outside.filtered(
                lambda c: not (paths and c.unit_id.parent_path.startswith(paths))
            )
        if outside:
            raise AccessError(
                self.env._(
                    "%s: lists and figures are printed by the officers of that commune"
                    " and of the level above it.",
                    ", ".join(outside.mapped("name")),
                )
            )


def _proposed_days(year, today):
    """{field: day} of a year that is set up today: those of the seed plan (IV.7). What
    is over in the running year gets a week, and what follows at least a week more."""
    days, earliest = {}, None
    for name, (month, number) in zip(_DEADLINES, _SEED_DAYS, strict=True):
        day = date(year, month, number)
        if earliest or (year == today.year and day < today):
            day = max(day, (earliest or today) + _A_WEEK)
            earliest = day
        days[name] = day
    return days


def _a_year_on(day):
    return day and day + relativedelta(years=1)
