from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.models.people.res_users import asks_who
from odoo.addons.cdht_module.tools.paper_text import decimal

from .cdht_population import STOCKS, TICKS

# Nobody else reads the sums of a unit: see security/ir.model.access.csv.
OFFICERS = (
    "cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune,"
    "cdht_module.group_cdht_district"
)


class CdhtCampaign(models.Model):
    """The year at a glance: results against the plan, units, who is close."""

    _inherit = "cdht.campaign"

    progress_ids = fields.One2many(
        "cdht.progress", "campaign_id", string="Units", groups=OFFICERS
    )
    asks_who = fields.Boolean(compute=asks_who, export_string_translation=False)
    scored_count = fields.Integer(
        string="Scored by themselves",
        compute="_compute_progress_counts",
        groups=OFFICERS,
    )
    appraised_count = fields.Integer(
        compute="_compute_progress_counts", groups=OFFICERS
    )
    passed_count = fields.Integer(
        string="Passed", compute="_compute_progress_counts", groups=OFFICERS
    )
    near_count = fields.Integer(
        string="Close to passing", compute="_compute_progress_counts", groups=OFFICERS
    )
    fifth_year_count = fields.Integer(
        string="Fifth year if recognised",
        compute="_compute_progress_counts",
        groups=OFFICERS,
    )
    same_device_count = fields.Integer(
        string="Scored and appraised on the same device",
        compute="_compute_progress_counts",
        groups=OFFICERS,
        help="A hint, no proof: often a village has one computer.",
    )
    fifth_year_absent_count = fields.Integer(
        string="Four years, not registered yet",
        compute="_compute_absent_count",
        groups=OFFICERS,
    )

    unit_chart = fields.Json(
        string="People, unit by unit",
        compute="_compute_unit_chart",
        groups=OFFICERS,
        export_string_translation=False,
    )
    weak_indicators = fields.Text(
        string="Lowest averages",
        compute="_compute_weak_indicators",
        # Whoever reads scores.
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune",
        help="The three indicators with the lowest average appraised score.",
    )

    def _compute_progress_counts(self):
        names = (
            "scored", "appraised", "passed", "near", "fifth_year", "same_device",
        )  # fmt: skip
        rows = self.env["cdht.progress"]._read_group(
            [("campaign_id", "in", self.ids)],
            ["campaign_id"],
            [f"{name}:sum" for name in names],
        )
        sums = {campaign: numbers for campaign, *numbers in rows}
        for campaign in self:
            numbers = sums.get(campaign) or [0] * len(names)
            for name, number in zip(names, numbers, strict=True):
                campaign[f"{name}_count"] = number

    @api.depends_context("uid", "lang")
    def _compute_unit_chart(self):
        """How far each unit's people are, as stacked bars; see ``year_chart.js``."""
        for campaign in self:
            rows = campaign.progress_ids.filtered("registered")
            series = [
                (self.env._("Recognised"), "good", rows.mapped("recognised")),
                (
                    self.env._("Appraised, not recognised"),
                    "some",
                    [row.appraised - row.recognised for row in rows],
                ),
                (
                    self.env._("Not appraised yet"),
                    "open",
                    [row.registered - row.appraised for row in rows],
                ),
            ]
            campaign.unit_chart = bool(rows) and {
                "kind": "bars",
                "model": rows._name,
                "ids": rows.ids,
                "labels": rows.unit_id.mapped("name"),
                "series": [
                    {"name": name, "colour": colour, "values": values}
                    for name, colour, values in series
                ],
            }

    def _fifth_year_absent(self):
        """Titles of those who have held it for one year less than it takes to be
        outstanding, and have no dossier of this year."""
        self.ensure_one()
        needed = self.set_id.outstanding_years
        titles = self.env["cdht.recognition"].search(
            [
                ("commune_id", "=", self.unit_id.id),
                ("year", "=", self.year - 1),
                ("streak", "=", needed - 1),
                ("state", "!=", "revoked"),
            ]
        )
        # sudo: compare: whether they registered, wherever it was
        registered = self.env["cdht.assessment"].sudo()._read_group(
            [
                ("citizen_id", "in", titles.sudo().citizen_id.ids),
                ("year", "=", self.year),
                ("state", "!=", "withdrawn"),
            ],
            ["citizen_id"],
        )  # fmt: skip
        ids = {citizen.id for (citizen,) in registered}
        # sudo: compare: whether they registered, wherever it was
        return titles.filtered(lambda title: title.sudo().citizen_id.id not in ids)

    def _compute_absent_count(self):
        for campaign in self:
            campaign.fifth_year_absent_count = len(campaign._fifth_year_absent())

    @api.model
    def action_open_dashboard(self):
        """The year that is going on, of the caller's commune (the first that is not
        closed); who works for several, or above them, gets the list of their years,
        and a fresh office the set-up."""
        # The id is that of the menu's action, by which the client finds its app also
        # where the day begins with it.
        menu = self.env.ref("cdht_module.action_open_cdht_dashboard")
        return {**self._first_screen(), "id": menu.id}

    def action_open_other_years(self):
        """The years that the caller reads; each opens as this one, at a glance."""
        self.check_access("read")
        action = self._window("action_cdht_campaign")
        page = self.env.ref("cdht_module.cdht_campaign_view_dashboard")
        return {**action, "views": [(False, "list"), (page.id, "form")]}

    @api.model
    def _first_screen(self):
        user = self.env.user
        communes = user._cdht_communes()
        mine = Domain("unit_id", "in", communes.ids)
        if not communes:
            mine = Domain("unit_id", "child_of", user._cdht_units().ids)
        campaigns = self.search(mine & Domain("state", "!=", "draft"))
        if len(campaigns.unit_id) == 1:
            is_open = campaigns.filtered(lambda campaign: campaign.state == "open")
            return (is_open[-1:] or campaigns[:1])._action_dashboard()
        actions = self.env["ir.actions.act_window"]
        if not campaigns and self.env["cdht.setup"].has_access("create"):
            return actions._for_xml_id("cdht_module.action_cdht_setup")
        action = actions._for_xml_id("cdht_module.action_cdht_campaign")
        return {**action, "domain": list(mine)} if campaigns else action

    def _action_dashboard(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_dashboard"
        )
        return {**action, "res_id": self.id}

    def action_view_dashboard(self):
        """This year at a glance."""
        self._cdht_one()
        self.check_access("read")
        return self._action_dashboard()

    def action_open_close_to_passing(self):
        """Who is close to passing in this year."""
        return self._readable_progress().action_open_close_to_passing()

    def action_open_fifth_year(self):
        """For whom this year would be the fifth."""
        return self._readable_progress().action_open_fifth_year()

    def action_open_same_device(self):
        """Who was scored and appraised on the same device in this year."""
        return self._readable_progress().action_open_same_device()

    def _readable_progress(self):
        self.env["cdht.progress"].check_access("read")
        return self.progress_ids

    def action_open_fifth_year_absent(self):
        """Last year's titles of those who would reach the fifth, and are not here."""
        self._cdht_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_recognition"
        )
        titles = self._fifth_year_absent()
        return {**action, "domain": [("id", "in", titles.ids)], "context": {}}

    def action_open_indicators(self):
        """Averages per indicator, as a graph."""
        self._cdht_one()
        self.check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_indicator_average"
        )
        domain = [
            ("assessment_id.campaign_id", "=", self.id), ("appraised_score", ">", 0)
        ]  # fmt: skip
        return {**action, "domain": domain}

    # -- Averages per indicator: what to teach next.

    def _indicator_averages(self):
        """[(indicator, average of its appraised scores)], the lowest first."""
        rows = self.env["cdht.assessment.line"]._read_group(
            [
                ("assessment_id.campaign_id", "in", self.ids),
                ("assessment_id.state", "!=", "withdrawn"),
                ("appraised_score", ">", 0),
            ],
            ["indicator_id"],
            ["appraised_score:avg"],
        )
        return sorted(rows, key=lambda row: row[1])

    def _compute_weak_indicators(self):
        for campaign in self:
            campaign.weak_indicators = "\n".join(
                f"{indicator.display_name}: {decimal(average)}"
                for indicator, average in campaign._indicator_averages()[:3]
            )

    # -- The base figures of the year, unit by unit.

    def action_prepare_population(self):
        """Give each unit its row of base figures and show them: what it begins with is
        taken over from the year before, and counts once it is checked."""
        self._cdht_one()
        self._check_commune_officer()
        if self.state != "closed":
            self._prepare_population()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_population"
        )
        domain = [("commune_id", "=", self.unit_id.id), ("year", "=", self.year)]
        return {**action, "domain": domain, "context": {"default_year": self.year}}

    def _prepare_population(self):
        last_day = fields.Date.to_date(f"{self.year}-12-31")
        units = self.unit_id | self.unit_id._people_units(last_day)
        Population = self.env["cdht.population"]
        known = Population.search(
            [
                ("unit_id", "in", units.ids),
                ("year", "in", (self.year - 1, self.year)),
            ]
        )
        rows = known.filtered(lambda row: row.year == self.year)
        before = (known - rows).grouped("unit_id")
        names = [*STOCKS, *TICKS]
        Population.create(
            [
                {
                    "unit_id": unit.id,
                    "year": self.year,
                    "is_checked": False,
                    **{name: before[unit][name] for name in names if unit in before},
                }
                for unit in units - rows.unit_id
            ]
        )
