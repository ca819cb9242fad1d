from odoo import fields, models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import decimal, dotted

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
            for span in (spans if self.table != "times" else [years])
        ]
        return [
            {
                "kind": "table",
                "columns": columns,
                "groups": [{"heading": "", "rows": rows}],
            }
            for columns, rows in found
            if rows
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
        ], rows

    def _table_targets(self, figures, years):
        rows = []
        for metric in figures["targets"]:
            cells = []
            for year in years:
                target = metric["years"].get(str(year))
                aim = f"{decimal(target['value'])}%" if target else "–"
                share = target and target["share"]
                cells.append(f"{aim} / {_share(share)}")
            rows.append([metric["name"], *cells])
        return [
            column("Chỉ tiêu (kế hoạch / kết quả)"),
            *(column(f"Năm {year}", 24, centre=True) for year in years),
        ], rows

    def _table_times(self, figures, _years):
        rows = [
            [f"{times} lần", dotted(number)]
            for times, number in sorted(
                figures["times"].items(), key=lambda r: int(r[0])
            )
        ]
        return [
            column("Số lần đạt danh hiệu trong thời kỳ"),
            column("Số người", 40, centre=True),
        ], rows

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
        ], rows if years else []


def _count(number):
    return "–" if number is None else dotted(number) or "0"


def _share(share):
    return "–" if share is None else f"{decimal(share)}%"
