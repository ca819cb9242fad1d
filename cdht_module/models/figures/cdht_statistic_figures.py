from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from .cdht_statistic import MEASURES


class CdhtStatistic(models.Model):
    """Sums of a unit with all that lies below it, with the bases for shares."""

    _inherit = "cdht.statistic"

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
        own = {}
        parts = defaultdict(list)
        sums = defaultdict(lambda: dict.fromkeys(MEASURES, 0))
        rows = self._read_group(
            self._below(units) & Domain("year", "in", years),
            ["unit_id", "year"],
            [f"{name}:sum" for name in MEASURES],
        )
        for unit, year, *numbers in rows:
            own[unit.id, year] = dict(zip(MEASURES, numbers, strict=True))
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
                (unit, own[unit.id, year] | bases[unit.id, year]) for unit in parts[key]
            ]

        keys = [(unit.id, year) for unit in units for year in years]
        return {key: sums[key] | bases[key] | {"parts": of_parts(key)} for key in keys}
