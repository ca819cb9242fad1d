from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL, drop_view_if_exists

from odoo.addons.cdht_module.models.dossiers.cdht_stage import ASSESSMENT_STATES
from odoo.addons.cdht_module.models.people.cdht_citizen import GENDERS
from odoo.addons.cdht_module.models.units.cdht_unit import UNIT_TYPES

_READS_PEOPLE = "cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune"

# Counted: 1 for a row that has it.
MEASURES = (
    "registered", "self_assessed", "appraised", "passed", "proposed", "recognised",
    "not_eligible", "refused", "not_assessed", "first_time", "outstanding",
    "recognised_in_learning", "recognised_in_family", "recognised_in_clan",
    "recognised_in_community", "recognised_in_units", "recognised_digital",
    "recognised_fluent",
)  # fmt: skip

# Cells below this are hidden outside the office: they would point at people.
SMALLEST_CELL = 5


class CdhtStatistic(models.Model):
    """The figures of all years: a row a person and year, read from the dossiers and
    from the titles that have none (read from lists of earlier years).

    Dossiers that were withdrawn and titles that were revoked do not count. A title
    without a dossier belongs to the learning community or unit that its unit was.
    """

    _name = "cdht.statistic"
    _description = "Statistics"
    _inherit = ["cdht.record"]
    _auto = False
    _order = "year desc, unit_id, id"
    _rec_name = "unit_id"
    _depends = {
        "cdht.assessment": [
            "citizen_id", "campaign_id", "year", "commune_id", "unit_id", "state",
            "labour_group_id", "outcome", "grade", "self_total", "appraised_total",
            "in_learning_family", "in_learning_clan", "in_learning_community",
            "in_learning_unit", "has_digital_skill", "is_digitally_fluent",
        ],
        "cdht.recognition": [
            "assessment_id", "citizen_id", "year", "commune_id", "unit_id", "state",
            "streak", "labour_group_id", "is_outstanding",
        ],
        "cdht.citizen": ["gender", "birth_year", "ethnicity_id"],
        "cdht.campaign": ["adult_age", "unit_id", "year"],
        "cdht.population": [
            "unit_id", "year", "is_learning_community", "is_learning_unit",
        ],
        "cdht.unit": ["unit_type"],
    }  # fmt: skip
    # Of people, not figures: for those who work with the people's dossiers.
    assessment_id = fields.Many2one(
        "cdht.assessment", string="Dossier", readonly=True, groups=_READS_PEOPLE
    )
    recognition_id = fields.Many2one(
        "cdht.recognition", string="Title", readonly=True, groups=_READS_PEOPLE
    )
    citizen_id = fields.Many2one("cdht.citizen", readonly=True, groups=_READS_PEOPLE)
    ethnicity_id = fields.Many2one(
        "cdht.ethnicity", readonly=True, groups="cdht_module.group_cdht_ethnicity"
    )
    year = fields.Integer(readonly=True, aggregator=None)
    campaign_id = fields.Many2one("cdht.campaign", readonly=True)
    commune_id = fields.Many2one("cdht.unit", readonly=True)
    unit_id = fields.Many2one("cdht.unit", readonly=True)
    unit_type = fields.Selection(UNIT_TYPES, readonly=True)
    labour_group_id = fields.Many2one("cdht.labour.group", readonly=True)
    gender = fields.Selection(GENDERS, readonly=True)
    age_band = fields.Selection(
        [
            ("a", "Below 18"),
            ("b", "18–29"),
            ("c", "30–44"),
            ("d", "45–59"),
            ("e", "60 and older"),
        ],
        readonly=True,
    )
    state = fields.Selection(ASSESSMENT_STATES, readonly=True)
    outcome = fields.Selection(
        [
            ("not_eligible", "Not eligible"),
            ("refused", "Refused by the authority"),
            ("not_assessed", "Not assessed"),
        ],
        readonly=True,
    )
    streak = fields.Integer(string="Years running", readonly=True, aggregator="max")
    registered = fields.Integer(readonly=True)
    self_assessed = fields.Integer(readonly=True)
    appraised = fields.Integer(readonly=True)
    passed = fields.Integer(readonly=True)
    proposed = fields.Integer(readonly=True)
    recognised = fields.Integer(readonly=True)
    not_eligible = fields.Integer(readonly=True)
    refused = fields.Integer(string="Refused by the authority", readonly=True)
    not_assessed = fields.Integer(readonly=True)
    first_time = fields.Integer(string="For the first time", readonly=True)
    outstanding = fields.Integer(readonly=True)
    recognised_in_learning = fields.Integer(
        string="Recognised adults in learning models", readonly=True
    )
    recognised_in_family = fields.Integer(
        string="Recognised, in learning families", readonly=True
    )
    recognised_in_clan = fields.Integer(
        string="Recognised, in learning clans", readonly=True
    )
    recognised_in_community = fields.Integer(
        string="Recognised, in learning communities", readonly=True
    )
    recognised_in_units = fields.Integer(
        string="Recognised, in learning units", readonly=True
    )
    recognised_digital = fields.Integer(
        string="Recognised, with digital skill", readonly=True
    )
    recognised_fluent = fields.Integer(
        string="Recognised, digitally fluent", readonly=True
    )
    appraised_total = fields.Integer(
        string="Appraised total",
        readonly=True,
        aggregator="avg",
        groups=_READS_PEOPLE,
    )

    def init(self):
        # Raw SQL: the view itself; nothing in it comes from a user.
        drop_view_if_exists(self.env.cr, self._table)
        self.env.cr.execute(
            SQL("CREATE VIEW %s AS %s", SQL.identifier(self._table), self._query())
        )

    @api.model
    def _query(self):
        return SQL(
            """
            SELECT a.id * 2 AS id, a.id AS assessment_id, t.id AS recognition_id,
                   a.citizen_id, a.year, a.campaign_id, a.commune_id, a.unit_id,
                   u.unit_type, a.labour_group_id, c.gender, c.ethnicity_id,
                   %(age_a)s AS age_band, a.state, a.outcome, t.streak,
                   1 AS registered,
                   (a.state <> 'registered' AND NOT %(not_assessed)s)::int
                       AS self_assessed,
                   %(appraised)s::int AS appraised,
                   (%(appraised)s AND a.grade IN ('passed', 'passed_five'))::int
                       AS passed,
                   (a.state IN ('proposed', 'recognised') OR %(refused)s)::int
                       AS proposed,
                   (t.id IS NOT NULL)::int AS recognised,
                   (a.state = 'rejected' AND a.outcome = 'not_eligible')::int
                       AS not_eligible,
                   %(refused)s::int AS refused,
                   %(not_assessed)s::int AS not_assessed,
                   %(first)s AS first_time,
                   (t.is_outstanding IS TRUE)::int AS outstanding,
                   (t.id IS NOT NULL AND (a.in_learning_family OR a.in_learning_clan
                       OR a.in_learning_community) AND (c.birth_year IS NULL
                       OR c.birth_year = 0 OR a.year - c.birth_year >= k.adult_age)
                   )::int AS recognised_in_learning,
                   (t.id IS NOT NULL AND a.in_learning_family IS TRUE)::int
                       AS recognised_in_family,
                   (t.id IS NOT NULL AND a.in_learning_clan IS TRUE)::int
                       AS recognised_in_clan,
                   (t.id IS NOT NULL AND a.in_learning_community IS TRUE)::int
                       AS recognised_in_community,
                   (t.id IS NOT NULL AND a.in_learning_unit IS TRUE)::int
                       AS recognised_in_units,
                   (t.id IS NOT NULL AND a.has_digital_skill IS TRUE)::int
                       AS recognised_digital,
                   (t.id IS NOT NULL AND a.is_digitally_fluent IS TRUE)::int
                       AS recognised_fluent,
                   CASE WHEN a.appraised_complete THEN a.appraised_total END
                       AS appraised_total
              FROM cdht_assessment a
              JOIN cdht_campaign k ON k.id = a.campaign_id
              JOIN cdht_citizen c ON c.id = a.citizen_id
              JOIN cdht_unit u ON u.id = a.unit_id
              LEFT JOIN cdht_recognition t ON t.assessment_id = a.id
                   AND t.state <> 'revoked'
             WHERE a.state <> 'withdrawn'
            UNION ALL
            SELECT t.id * 2 + 1, NULL, t.id, t.citizen_id, t.year, NULL, t.commune_id,
                   t.unit_id, u.unit_type, t.labour_group_id, c.gender, c.ethnicity_id,
                   %(age_t)s, 'recognised', NULL, t.streak,
                   0, 0, 0, 0, 0, 1, 0, 0, 0, %(first)s,
                   (t.is_outstanding IS TRUE)::int,
                   (p.is_learning_community IS TRUE AND (c.birth_year IS NULL
                       OR c.birth_year = 0
                       OR t.year - c.birth_year >= COALESCE(k.adult_age, 18)))::int,
                   0, 0, (p.is_learning_community IS TRUE)::int,
                   (p.is_learning_unit IS TRUE)::int, 0, 0, NULL
              FROM cdht_recognition t
              JOIN cdht_citizen c ON c.id = t.citizen_id
              LEFT JOIN cdht_unit u ON u.id = t.unit_id
              LEFT JOIN cdht_population p ON p.unit_id = t.unit_id AND p.year = t.year
              LEFT JOIN cdht_campaign k ON k.unit_id = t.commune_id AND k.year = t.year
             WHERE t.state <> 'revoked'
               AND NOT EXISTS (SELECT 1 FROM cdht_assessment a
                                WHERE a.id = t.assessment_id
                                  AND a.state <> 'withdrawn')
            """,
            age_a=_age_band("a"),
            age_t=_age_band("t"),
            appraised=SQL(
                "(a.state IN ('appraised', 'proposed', 'recognised')"
                " OR (a.state = 'rejected' AND a.outcome <> 'not_assessed'))"
            ),
            refused=SQL("(a.state = 'rejected' AND a.outcome = 'refused')"),
            not_assessed=SQL("(a.state = 'rejected' AND a.outcome = 'not_assessed')"),
            first=SQL(
                "(t.id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cdht_recognition e"
                " WHERE e.citizen_id = t.citizen_id AND e.year < t.year"
                " AND e.state <> 'revoked'))::int"
            ),
        )

    def _has_field_access(self, field, operation):
        """Single people's ethnicity stays in the office: the level above gets sums, in
        which small cells are hidden."""
        allowed = super()._has_field_access(field, operation)
        if field.name != "ethnicity_id" or self.env.su or not allowed:
            return allowed
        user = self.env.user
        return any(
            user.has_group(f"cdht_module.group_cdht_{role}")
            for role in ("chapter", "commune")
        )

    def action_open_dossiers(self):
        """The dossiers behind these rows; the titles where none of them has one."""
        self.check_access("read")
        # sudo: part: which records stand behind rows that were read; the list that
        # opens shows those that the user may read
        rows = self.sudo()
        if rows.assessment_id:
            return self.env["cdht.assessment"]._action_list(rows.assessment_id.ids)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_recognition"
        )
        domain = [("id", "in", rows.recognition_id.ids)]
        return {**action, "domain": domain, "context": {}}

    # -- Who the recognised are: women, ethnic minorities, labour groups, ages.

    @api.model
    def _breakdown(self, units, years):
        """{(unit id, year): {"women": n, "minority": n, "groups": {code: n},
        "ages": {band: n}, "ethnicities": {name: n}}} of the recognised in each unit
        and all below it.

        ``groups`` has “” for people without a group, as titles read from lists. What
        is said of ethnicity is kept and shown through ``hide_small`` only.
        """
        recognised = (
            self._below(units)
            & Domain("year", "in", list(years))
            & Domain("recognised", "=", 1)
        )
        kinh = self.env.ref("cdht_module.ethnicity_01", raise_if_not_found=False)
        majority = {False, kinh and kinh.name}
        result = defaultdict(
            lambda: {
                "women": 0,
                "minority": 0,
                "groups": {},
                "ages": {},
                "ethnicities": {},
            }
        )

        def add(unit, year, name, number, key=None):
            for above in units:
                if unit.parent_path.startswith(above.parent_path):
                    cells = result[above.id, year]
                    if key is None:
                        cells[name] += number
                    else:
                        cells[name][key] = cells[name].get(key, 0) + number

        by_unit = ["unit_id", "year"]
        women = recognised & Domain("gender", "=", "female")
        for unit, year, number in self._read_group(women, by_unit, ["__count"]):
            add(unit, year, "women", number)
        rows = self._read_group(
            recognised, [*by_unit, "labour_group_id", "age_band"], ["__count"]
        )
        for unit, year, group, age, number in rows:
            add(unit, year, "groups", number, group.code or "")
            add(unit, year, "ages", number, age or "")
        rows = self._read_group(recognised, [*by_unit, "ethnicity_id"], ["__count"])
        for unit, year, ethnicity, number in rows:
            add(unit, year, "ethnicities", number, ethnicity.name or "")
            if ethnicity.name not in majority:
                add(unit, year, "minority", number)
        return {
            (unit.id, year): result[unit.id, year] for unit in units for year in years
        }

    # -- Sums of a unit with all that lies below it, with the bases for shares.

    @api.model
    def _below(self, units):
        """Rows of these units and of all below. By their ids: joined with the tree of
        units, PostgreSQL would make the rows of the whole province first."""
        below = units.search(Domain("id", "child_of", units.ids))
        return Domain("unit_id", "in", below.ids)

    @api.model
    def _figures(self, units, years):
        """{(unit id, year): {measure or base: number, "missing": units without base,
        "parts": [(unit below with people, its own figures)]}}.

        One query of sums and one of bases, whatever the number of units; only what the
        caller may read is summed.
        """
        years = list(years)
        unit_figures = {}
        parts = defaultdict(list)
        sums = defaultdict(lambda: dict.fromkeys(MEASURES, 0))
        rows = self._read_group(
            self._below(units) & Domain("year", "in", years),
            ["unit_id", "year"],
            [f"{name}:sum" for name in MEASURES],
        )
        for unit, year, *numbers in rows:
            unit_figures[unit.id, year] = dict(zip(MEASURES, numbers, strict=True))
            for above in units:
                if unit.parent_path.startswith(above.parent_path):
                    figures = sums[above.id, year]
                    for name, number in zip(MEASURES, numbers, strict=True):
                        figures[name] += number or 0
                    if unit != above:
                        parts[above.id, year].append(unit)
        everything = units.union(*(unit for unit, *_rest in rows))
        bases = self.env["cdht.population"]._bases(everything, years)

        def of_parts(key):
            year = key[1]
            return [
                (unit, unit_figures[unit.id, year] | bases[unit.id, year])
                for unit in parts[key]
            ]

        keys = [(unit.id, year) for unit in units for year in years]
        return {key: sums[key] | bases[key] | {"parts": of_parts(key)} for key in keys}


def _age_band(table):
    """The age in the year, in bands; NULL where the year of birth is not known."""
    age = SQL("%s.year - NULLIF(c.birth_year, 0)", SQL.identifier(table))
    return SQL(
        "CASE WHEN %(age)s < 18 THEN 'a' WHEN %(age)s < 30 THEN 'b'"
        " WHEN %(age)s < 45 THEN 'c' WHEN %(age)s < 60 THEN 'd'"
        " WHEN %(age)s >= 60 THEN 'e' END",
        age=age,
    )


def is_small(number):
    """Whether a number would point at people: from 1 to 4."""
    return 0 < number < SMALLEST_CELL


def hide_small(cells, telling=()):
    """Return the numbers of ``cells`` as they may be kept and shown: those from 1 to 4
    are None, and those at ``telling`` (whose rest is small). So is the smallest of the
    others (a 0 where there is none), or the sum would tell what is hidden."""
    hidden = {i for i, number in enumerate(cells) if is_small(number)} | set(telling)
    others = [i for i in range(len(cells)) if i not in hidden]
    if hidden and others:
        hidden.add(min(others, key=lambda i: (not cells[i], cells[i])))
    return [None if i in hidden else number for i, number in enumerate(cells)]
