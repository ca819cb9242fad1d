from odoo import fields, models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    decimal,
    dotted,
    in_full,
    signed,
)
from odoo.addons.cdht_module.tools.rounding import RATE_PLACES, difference, places_of

# Tables with a column a year.
_BY_COLUMNS = ("years", "money")
_TOGETHER = 5


class CdhtReviewPart(models.Model):
    """A part of a review: heading, table of the figures taken, text."""

    _name = "cdht.review.part"
    _description = "Part of a review's text"
    _inherit = ["cdht.reporting.part"]
    _order = "review_id, sequence, id"
    _paper_field = "review_id"

    review_id = fields.Many2one(
        "cdht.review", required=True, index=True, ondelete="cascade"
    )
    table = fields.Selection(
        [
            ("years", "Year by year"),
            ("targets", "Results against the targets"),
            ("times", "How often the title was held"),
            ("money", "Money"),
        ],
        help="Printed under the heading.",
    )

    def _tables(self):
        if not (self.table and self.review_id.figures):
            return []
        table = getattr(self, f"_table_{self.table}")
        years = self.review_id._years()
        # As many years as fit beside each other; the rest below.
        spans = [years[i : i + _TOGETHER] for i in range(0, len(years), _TOGETHER)]
        found = [
            table(self.review_id.figures, span)
            for span in (spans if self.table in _BY_COLUMNS else [years])
        ]
        return [
            {"kind": "table", "columns": columns, "groups": groups}
            for columns, groups in found
            if groups
        ]

    def _table_years(self, figures, years):
        lines = [
            # Not known of years of which there are titles only, read from lists.
            ("Đăng ký", lambda year: year["registered"] or None),
            ("Được thẩm định", lambda year: year["appraised"] or None),
            ("Được công nhận", lambda year: year["recognised"]),
            ("Trong đó nữ", lambda year: year["women"]),
            ("Đạt lần đầu", lambda year: year["first_time"]),
            ("Đạt 5 năm liền", lambda year: year["outstanding"]),
        ]
        rows = [
            [label, *(_count(of(figures["years"][str(y)])) for y in years)]
            for label, of in lines
        ]
        return [
            column("Nội dung (người)"),
            *(column(f"Năm {year}", 20, centre=True) for year in years),
        ], _one_group(rows)

    def _table_targets(self, figures, years):
        """A row a year, below the name of what is measured: each rate with what it is
        of."""
        aims = [
            target["value"]
            for metric in filter(is_measured, figures["targets"])
            for target in metric["years"].values()
        ]
        places, groups = places_of(aims), []
        for metric in filter(is_measured, figures["targets"]):
            rows = []
            for year in years:
                if target := metric["years"].get(str(year)):
                    share = target["share"]
                    known = share is not None
                    rows.append(
                        [
                            year,
                            decimal(target["value"], places),
                            _count(target.get("part") if known else None),
                            _count(target.get("whole") if known else None),
                            decimal(share, RATE_PLACES) if known else "–",
                            signed(difference(share, target["value"]))
                            if known
                            else "–",
                        ]
                    )
            if rows:
                groups.append({"heading": in_full(metric["name"]), "rows": rows})
        return [
            column("Năm", centre=True),
            column("Kế hoạch (%)", 26, centre=True),
            column("Số đạt", 22, centre=True),
            column("Trên tổng số", 24, centre=True),
            column("Kết quả (%)", 26, centre=True),
            column("Tăng, giảm so với kế hoạch (điểm %)", 34, centre=True),
        ], groups

    def _table_times(self, figures, _years):
        rows = [
            [f"{times} lần", _count(number)]
            for times, number in sorted(
                figures["times"].items(), key=lambda r: int(r[0])
            )
        ]
        return [
            column("Số lần đạt danh hiệu trong thời kỳ"),
            column("Số người", 40, centre=True),
        ], _one_group(rows)

    def _table_money(self, figures, years):
        years = [y for y in years if figures["money"].get(str(y))]
        rows = [
            [label, *(dotted(figures["money"][str(y)][name]) or "–" for y in years)]
            for label, name in (
                ("Dự toán", "planned"),
                ("Đã chi", "spent"),
                ("Đóng góp bằng tiền", "given"),
            )
        ]
        return [
            column("Nội dung (đồng)"),
            *(column(f"Năm {year}", 28, centre=True) for year in years),
        ], _one_group(rows if years else [])


def is_measured(target):
    """Whether any year of it has a result."""
    return any(year["share"] is not None for year in target["years"].values())


def _one_group(rows):
    return [{"heading": "", "rows": rows}] if rows else []


def _count(number):
    return "–" if number is None else dotted(number) or "0"
