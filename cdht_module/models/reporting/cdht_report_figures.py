from odoo import fields, models
from odoo.fields import Command, Domain

from odoo.addons.cdht_module.models.figures.cdht_population import BASES
from odoo.addons.cdht_module.models.figures.cdht_statistic import MEASURES
from odoo.addons.cdht_module.models.figures.cdht_statistic_breakdown import (
    hide_small,
    is_small,
)

# (level, code, heading, table) of a report's parts, in the order of the paper.
PARTS = [
    ("1", "", "KẾT QUẢ THỰC HIỆN", False),
    ("2", "leading", "Công tác chỉ đạo, triển khai", False),
    ("2", "activities", "Tuyên truyền, tập huấn, hội thảo", False),
    ("2", "results", "Kết quả đăng ký, đánh giá, công nhận", False),
    ("2", "targets", "Kết quả so với chỉ tiêu của kế hoạch", "targets"),
    ("2", "models", "Các mô hình học tập và tổ chức Hội Khuyến học", False),
    ("2", "money", "Kinh phí thực hiện", False),
    ("1", "weak", "TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN", False),
    ("1", "next", "PHƯƠNG HƯỚNG, NHIỆM VỤ", False),
    ("1", "requests", "KIẾN NGHỊ", False),
]

# Not known of a year of which there are titles only, read from lists.
KNOWN_FROM_DOSSIERS = (
    "registered", "self_assessed", "appraised", "passed", "proposed", "not_eligible",
    "refused", "not_assessed", "recognised_in_family", "recognised_in_clan",
    "recognised_digital", "recognised_fluent",
)  # fmt: skip


class CdhtReport(models.Model):
    """Taking the figures: unit by unit, last year's beside them, the targets."""

    _inherit = "cdht.report"

    def _figures_now(self):
        """Of the whole area, and a line of each unit."""
        year, area = self.year, self.area_id.sudo()  # sudo: sums of the area reported
        Statistic = self.env["cdht.statistic"].sudo()
        years = (year, year - 1)
        last_day = fields.Date.to_date(f"{year}-12-31")
        counted = Statistic._read_group(
            Statistic._below(area) & Domain("year", "in", years), ["unit_id"]
        )
        units = area._people_units(last_day).union(*(unit for (unit,) in counted))
        units = (units - area).sorted()
        everything = units | area
        sums = Statistic._figures(everything, years)
        people = Statistic._breakdown(everything, years)
        in_force = self.env["cdht.plan.target"]._in_force(area, years)
        targets = in_force[area.id, year]

        def of(unit, of_year):
            key = (unit.id, of_year)
            figures = {name: sums[key][name] for name in (*MEASURES, *BASES)}
            if not sums[area.id, of_year]["registered"]:
                figures |= dict.fromkeys(KNOWN_FROM_DOSSIERS)
            gap = _gap(in_force[area.id, of_year], sums[key])
            return figures | people[key] | {"gap": gap}

        lines = [
            {
                "unit_id": unit.id,
                "name": unit.name,
                "sequence": sequence,
                "figures": of(unit, year),
                "earlier_figures": of(unit, year - 1),
            }
            for sequence, unit in enumerate(units, 1)
        ]
        if (area,) in counted:
            lines.append(self._line_of_the_rest(of, lines))
        for name in ("figures", "earlier_figures"):
            _hide_minorities([line[name] for line in lines])
        areas = {"this": of(area, year), "earlier": of(area, year - 1)}
        for figures in areas.values():
            cells = figures["ethnicities"]
            hidden = dict(zip(cells, hide_small(list(cells.values())), strict=True))
            _hide_minorities([figures])
            figures["ethnicities"] = hidden
        whole = {
            **areas,
            "targets": self._target_figures(targets, sums),
        }
        return {
            "figures": whole,
            "line_ids": [Command.clear(), *map(Command.create, lines)],
        }

    def _proposed_parts(self):
        return PARTS

    def _line_of_the_rest(self, of, lines):
        """Who belongs to the area, but to no unit of it."""
        area = self.area_id.sudo()  # sudo: as above
        rest = {
            name: _minus(of(area, year), [line[name] for line in lines])
            for name, year in (
                ("figures", self.year),
                ("earlier_figures", self.year - 1),
            )
        }
        return {
            "unit_id": area.id,
            "name": "Chưa rõ thôn, đơn vị",
            "sequence": len(lines) + 1,
            **rest,
        }

    def _target_figures(self, targets, sums):
        area = self.area_id.sudo()  # sudo: its name, in a finding
        rows = []
        for target in targets:
            now, before = (
                target.metric_id._share(area, year, sums[area.id, year])
                for year in (self.year, self.year - 1)
            )
            rows.append(
                {
                    "name": target.metric_id.name,
                    "value": target.value,
                    "to_confirm": bool(target.to_confirm),
                    "part": now["part"],
                    "whole": now["whole"],
                    "share": now["share"],
                    "earlier": before["share"],
                    "finding": now["finding"],
                }
            )
        return rows


def _hide_minorities(rows):
    """Every reader of a report reads its figures: they keep no small cell, and of a
    unit no single ethnicities."""
    telling = []
    for place, row in enumerate(rows):
        others = row["recognised"] - row["minority"]
        majority = others - row["ethnicities"].get("", 0)
        if is_small(others) or is_small(majority):
            telling.append(place)
    few = hide_small([row["minority"] for row in rows], telling)
    for row, number in zip(rows, few, strict=True):
        row["minority"] = number
        del row["ethnicities"]


def _gap(targets, figures):
    """How far a unit is above or below its target, in points; None where that is not
    known, or its base figures cannot be right."""
    measured = targets._of_unit(figures)
    if not measured:
        return None
    target, part, whole = measured
    if part > whole:
        return None
    return round(100 * part / whole - target.value, 2)


def _minus(whole, parts):
    """The figures of ``whole`` that are in none of ``parts``; bases are not shared."""
    rest = {}
    for name, value in whole.items():
        if isinstance(value, dict):
            rest[name] = {
                key: number - sum(part[name].get(key, 0) for part in parts)
                for key, number in value.items()
            }
        elif value is None or name in BASES or name == "gap":
            rest[name] = None
        else:
            rest[name] = value - sum(part[name] for part in parts)
    return rest
