from odoo import fields, models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    decimal,
    in_full,
    percent_of,
    signed,
)
from odoo.addons.cdht_module.tools.rounding import RATE_PLACES, difference, places_of


class CdhtReportPart(models.Model):
    """A part of a report: heading, table of the figures taken, text."""

    _name = "cdht.report.part"
    _description = "Part of a report's text"
    _inherit = ["cdht.reporting.part"]
    _order = "report_id, sequence, id"

    report_id = fields.Many2one(
        "cdht.report", required=True, index=True, ondelete="cascade"
    )
    table = fields.Selection(
        [("targets", "Results against the targets")], help="Printed under the heading."
    )

    def _tables(self):
        is_draft = self.report_id.state == "draft"
        targets = (self.report_id.figures or {}).get("targets", ())
        places = places_of(target["value"] for target in targets)
        rows = [
            [
                in_full(target["name"]),
                f"{decimal(target['value'], places)}%"
                + " (*)" * bool(is_draft and target["to_confirm"]),
                _rate(target, "share", "part", "whole"),
                _gap(target["share"], target["value"]),
                _rate(target, "earlier", "earlier_part", "earlier_whole"),
            ]
            for target in targets
        ]
        if self.table != "targets" or not rows:
            return []
        year = self.report_id.year
        table = {
            "kind": "table",
            "columns": [
                column("Chỉ tiêu"),
                column(f"Kế hoạch năm {year}", 24, centre=True),
                column(f"Kết quả năm {year} (số đạt/tổng số)", 28, centre=True),
                column("Tăng, giảm so với kế hoạch (điểm %)", 26, centre=True),
                column(f"Kết quả năm {year - 1} (số đạt/tổng số)", 28, centre=True),
            ],
            "groups": [{"heading": "", "rows": rows}],
        }
        unclear = any(row[1].endswith("(*)") for row in rows)
        note = {"kind": "note", "text": "(*) Mức đề xuất, chưa có văn bản."}
        return [table, *([note] * unclear)]


def _rate(figures, share, part, whole):
    """A rate with what it is of; reports of before kept last year's rate alone."""
    if figures[share] is None:
        return "–"
    if figures.get(whole):
        return percent_of(figures[part], figures[whole])
    return f"{decimal(figures[share], RATE_PLACES)}%"


def _gap(share, value):
    return "–" if share is None else signed(difference(share, value))
