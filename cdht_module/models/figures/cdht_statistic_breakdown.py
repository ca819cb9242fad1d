from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

# Cells below this are hidden outside the office: they would point at people.
SMALLEST_CELL = 5


class CdhtStatistic(models.Model):
    """Who the recognised are: women, ethnic minorities, labour groups, ages."""

    _inherit = "cdht.statistic"

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
