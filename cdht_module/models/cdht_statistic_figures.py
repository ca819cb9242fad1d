from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from .cdht_statistic import MEASURES


class CdhtStatistic(models.Model):
    """Sums of a unit with all that lies below it, with the bases for shares."""

    _inherit = "cdht.statistic"

    @api.model
    def _figures(self, units, years):
        """{(unit id, year): {measure or base: number, "missing": units without base}}.

        One query of sums and one of bases, whatever the number of units; only what the
        caller may read is summed.
        """
        years = list(years)
        sums = defaultdict(lambda: dict.fromkeys(MEASURES, 0))
        rows = self._read_group(
            Domain("unit_id", "child_of", units.ids) & Domain("year", "in", years),
            ["unit_id", "year"],
            [f"{name}:sum" for name in MEASURES],
        )
        for unit, year, *numbers in rows:
            for above in units:
                if unit.parent_path.startswith(above.parent_path):
                    figures = sums[above.id, year]
                    for name, number in zip(MEASURES, numbers, strict=True):
                        figures[name] += number or 0
        bases = self.env["cdht.population"]._bases(units, years)
        return {key: {**sums[key], **base} for key, base in bases.items()}
