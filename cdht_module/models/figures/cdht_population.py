from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from odoo.addons.cdht_module.tools import clock

MODELS = ("family", "clan", "community", "unit")
# What is added up over the units below.
BASES = (
    "households", "people", "adults", "adults_in_learning", "staff",
    "staff_in_learning_units", "chapters", "members", "members_new",
    "members_trained", "fund",
    *(f"{model}_{what}" for model in MODELS for what in ("registered", "recognised")),
)  # fmt: skip
# Of last year's figures, what this year begins with; the rest is a year's own result.
STOCKS = (
    "households", "people", "adults", "adults_in_learning", "staff",
    "staff_in_learning_units", "chapters", "members",
)  # fmt: skip
TICKS = ("is_learning_community", "is_learning_unit")


class CdhtPopulation(models.Model):
    """Số liệu nền: the base figures of a unit in a year, by which shares are taken.

    A village or an agency has its own row; a commune is the sum of what lies below,
    unless a figure stands in its own row (members of the commune's association).
    """

    _name = "cdht.population"
    _description = "Population figures"
    _inherit = ["cdht.traced.setting"]
    _order = "year desc, unit_id"
    _rec_name = "unit_id"

    unit_id = fields.Many2one(
        "cdht.unit", required=True, index=True, ondelete="restrict"
    )
    unit_type = fields.Selection(related="unit_id.unit_type")
    commune_id = fields.Many2one(related="unit_id.commune_id", store=True, index=True)
    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: clock.today().year,
    )
    households = fields.Integer()
    people = fields.Integer()
    adults = fields.Integer(help="From the age at which the commune counts adults.")
    adults_in_learning = fields.Integer(
        string="Adults in learning models",
        help="Adults of learning families, clans and communities, each once.",
    )
    staff = fields.Integer(help="Officials, public employees and workers.")
    staff_in_learning_units = fields.Integer(
        string="Staff of learning units",
        help="Officials, public employees and workers of recognised learning units.",
    )
    chapters = fields.Integer(string="Chapters of the association")
    members = fields.Integer(string="Members of the association")
    members_new = fields.Integer(string="New members")
    members_trained = fields.Integer(
        string="Members trained",
        help="Staff and members who learnt the criteria of the title (QĐ 677).",
    )
    fund = fields.Float(
        string="Learning promotion fund", digits=(16, 0), help="In đồng."
    )
    family_registered = fields.Integer(string="Learning families registered")
    family_recognised = fields.Integer(string="Learning families recognised")
    clan_registered = fields.Integer(string="Learning clans registered")
    clan_recognised = fields.Integer(string="Learning clans recognised")
    community_registered = fields.Integer(string="Learning communities registered")
    community_recognised = fields.Integer(string="Learning communities recognised")
    unit_registered = fields.Integer(string="Learning units registered")
    unit_recognised = fields.Integer(string="Learning units recognised")
    is_learning_community = fields.Boolean(
        string="Is a learning community",
        help="Its people count as living in a learning community in this year.",
    )
    is_learning_unit = fields.Boolean(
        string="Is a learning unit",
        help="Its staff count as working in a learning unit in this year.",
    )
    source = fields.Char(help="Where the figures come from.")
    is_checked = fields.Boolean(
        string="Figures checked",
        default=True,
        help="Figures taken over from the year before count once they are checked.",
    )
    finding = fields.Char(string="To be checked", compute="_compute_finding")

    _unit_year_uniq = models.Constraint(
        "UNIQUE (unit_id, year)", "This unit has figures of that year already."
    )

    @api.constrains(*BASES)
    def _check_figures(self):
        for row in self:
            if not all(0 <= row[name] < 10**15 for name in BASES):
                raise ValidationError(
                    self.env._(
                        "A figure of %s lies below 0 or is too large.",
                        row.unit_id.name,
                    )
                )

    @api.constrains("year")
    def _check_year(self):
        if any(not 2021 <= row.year <= 2100 for row in self):
            raise ValidationError(
                self.env._("The programme began in 2021; check the year.")
            )

    @api.depends("unit_id", "year")
    def _compute_display_name(self):
        for row in self:
            row.display_name = f"{row.unit_id.name or ''} ({row.year})"

    @api.depends("is_checked", *BASES)
    def _compute_finding(self):
        """Figures that cannot be together; said, not refused: both may be typed yet."""
        pairs = [
            ("people", "adults"),
            ("adults", "adults_in_learning"),
            ("staff", "staff_in_learning_units"),
            ("members", "members_trained"),
            *((f"{model}_registered", f"{model}_recognised") for model in MODELS),
        ]
        labels = self.fields_get(BASES, ["string"])
        for row in self:
            odd = [
                f"{labels[part]['string']} ({row[part]}) >"
                f" {labels[whole]['string']} ({row[whole]})"
                for whole, part in pairs
                if row[part] > row[whole]
            ]
            if not row.is_checked:
                odd.append(self.env._("of the year before, not checked yet"))
            row.finding = "; ".join(odd)

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._check_year_open()
        rows.filtered(
            lambda row: any(row[name] for name in TICKS)
        )._dossiers()._compute_from_population()
        return rows

    def write(self, vals):
        """Whoever types a figure has looked at it."""
        self._check_year_open()
        if {*BASES, *TICKS} & vals.keys():
            vals = {"is_checked": True, **vals}
        told = {"unit_id", "year", "is_checked", *TICKS} & vals.keys()
        dossiers = self._dossiers() if told else None
        result = super().write(vals)
        if {"unit_id", "year"} & vals.keys():
            self._check_year_open()
        if told:
            (dossiers | self._dossiers())._compute_from_population()
        return result

    def unlink(self):
        self._check_year_open()
        dossiers = self._dossiers()
        result = super().unlink()
        dossiers._compute_from_population()
        return result

    def action_check(self):
        """The figures are this year's too."""
        self.write({"is_checked": True})

    def _check_year_open(self):
        """The base of a closed year stands with its figures."""
        # sudo: compare: whether the commune's year is closed, for whoever types its
        # figures
        closed = self.env["cdht.campaign"].sudo().search(
            [
                ("state", "=", "closed"),
                ("unit_id", "in", self.commune_id.ids),
                ("year", "in", self.mapped("year")),
            ]
        )  # fmt: skip
        keys = {(campaign.unit_id.id, campaign.year) for campaign in closed}
        if any((row.commune_id.id, row.year) in keys for row in self):
            raise UserError(self.env._("The figures of this year are closed."))

    def _dossiers(self):
        """The year's dossiers of these units: they follow the row into the learning
        model or out of it, whatever their state, as it is a fact about the unit."""
        # sudo: part: the officer writes the unit's figures
        dossiers = self.env["cdht.assessment"].sudo().search(
            [("unit_id", "in", self.unit_id.ids), ("year", "in", self.mapped("year"))]
        )  # fmt: skip
        keys = {(row.unit_id.id, row.year) for row in self}
        return dossiers.filtered(lambda d: (d.unit_id.id, d.year) in keys)

    @api.model
    def _bases(self, units, years):
        """{(unit id, year): {figure: number, "missing": units without a checked row}}.

        A figure is None where neither the unit's own row nor all below have it.
        """
        below = units.search(Domain("id", "child_of", units.ids))
        found = self.search(
            [("unit_id", "in", below.ids), ("year", "in", list(years))]
        ).grouped(lambda row: (row.unit_id.id, row.year))
        children = below.grouped("parent_id")
        return {
            (unit.id, year): self._sum(unit, year, found, children)
            for unit in units
            for year in years
        }

    def _sum(self, unit, year, found, children):
        unit_row = found.get((unit.id, year), self).filtered("is_checked")
        last_day = fields.Date.to_date(f"{year}-12-31")
        parts = [
            self._sum(child, year, found, children)
            for child in children.get(unit, unit.browse())._in_force(last_day)
            if child.has_people or child in children
        ]
        missing = sum((part["missing"] for part in parts), [])
        if not parts and not unit_row:
            missing = [unit]
        result = {"missing": missing}
        for name in BASES:
            values = [part[name] for part in parts]
            result[name] = (
                None if None in values or not (unit_row or parts) else sum(values)
            )
            if unit_row and (unit_row[name] or not parts):
                result[name] = unit_row[name]
        return result
