from collections import Counter, defaultdict

from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.models.figures.cdht_statistic import MEASURES

_UNKNOWN = "…"


class CdhtReview(models.Model):
    """Taking the figures of all years of the review."""

    _inherit = "cdht.review"

    def _figures_now(self):
        years, area = self._years(), self.area_id.sudo()  # sudo: sums of the area
        Statistic = self.env["cdht.statistic"].sudo()
        counted = Statistic._read_group(
            Statistic._below(area) & Domain("year", "in", years), ["unit_id"]
        )
        last_day = fields.Date.to_date(f"{self.year_to}-12-31")
        units = area._people_units(last_day).union(*(unit for (unit,) in counted))
        units = (units - area).sorted()
        everything = units | area
        sums = Statistic._figures(everything, years)
        people = Statistic._breakdown(everything, years)

        def of(unit, year):
            figures = {name: sums[unit.id, year][name] for name in MEASURES}
            # Every reader of a review reads its figures: none of ethnicity.
            kept = ("women", "groups", "ages")
            return figures | {name: people[unit.id, year][name] for name in kept}

        return {
            "figures": {
                "years": {year: of(area, year) for year in years},
                "units": [
                    {
                        "name": unit.name,
                        "recognised": {
                            year: sums[unit.id, year]["recognised"] for year in years
                        },
                        "outstanding": sums[unit.id, self.year_to]["outstanding"],
                    }
                    for unit in units
                ],
                "targets": self._target_figures(sums, area, years),
                "times": self._times(area, years),
                "money": self._money(years),
                "work": self._work(years),
            }
        }

    def _target_figures(self, sums, area, years):
        by_metric = defaultdict(dict)
        in_force = self.env["cdht.plan.target"]._in_force(area, years)
        for year in years:
            for target in in_force[area.id, year]:
                found = target.metric_id._share(area, year, sums[area.id, year])
                by_metric[target.metric_id][year] = {
                    "value": target.value,
                    "share": found["share"],
                }
        return [
            {"name": metric.name, "years": by_metric[metric]}
            for metric in sorted(by_metric, key=lambda metric: metric.sequence)
        ]

    def _times(self, area, years):
        """{how often: how many people} held the title in the period."""
        # sudo: counted, nobody is named
        rows = self.env["cdht.recognition"].sudo()._read_group(
            [
                ("unit_id", "child_of", area.ids),
                ("year", "in", years),
                ("state", "!=", "revoked"),
            ],
            ["citizen_id"],
            ["__count"],
        )  # fmt: skip
        often = Counter(number for _citizen, number in rows)
        return {times: often[times] for times in range(1, len(years) + 1)}

    def _money(self, years):
        # sudo: sums of the commune's own plans, for the report of its bodies
        plans = self.env["cdht.plan"].sudo().search(
            [
                ("issuing_unit_id", "=", self.area_id.id),
                ("state", "=", "issued"),
                ("programme_id", "!=", False),
                ("year_from", "in", years),
            ]
        )  # fmt: skip
        return {
            plan.year_from: {
                "planned": plan.planned_total,
                "spent": plan.spent_total,
                "given": plan.contributed_total,
            }
            for plan in plans
            if plan.cost_ids or plan.contribution_ids
        }

    def _work(self, years):
        """Activities held: {kind: [how many, how many people came]}"""
        # sudo: counted for the area that the body reports on
        rows = self.env["cdht.activity"].sudo()._read_group(
            [
                ("commune_id", "=", self.area_id.id),
                ("year", "in", years),
                ("state", "=", "held"),
            ],
            ["kind"],
            ["__count", "attended_count:sum"],
        )  # fmt: skip
        return {kind: [number, people] for kind, number, people in rows}
