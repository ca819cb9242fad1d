from odoo import fields, models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import decimal


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
        rows = [
            [
                target["name"],
                f"{decimal(target['value'])}%"
                + " (*)" * bool(is_draft and target["to_confirm"]),
                _share(target["share"]),
                _gap(target["share"], target["value"]),
                _share(target["earlier"]),
            ]
            for target in (self.report_id.figures or {}).get("targets", ())
        ]
        if self.table != "targets" or not rows:
            return []
        year = self.report_id.year
        table = {
            "kind": "table",
            "columns": [
                column("Chỉ tiêu"),
                column(f"Kế hoạch năm {year}", 24, centre=True),
                column(f"Kết quả năm {year}", 24, centre=True),
                column("Tăng, giảm so với kế hoạch (điểm %)", 30, centre=True),
                column(f"Kết quả năm {year - 1}", 24, centre=True),
            ],
            "groups": [{"heading": "", "rows": rows}],
        }
        unclear = any(row[1].endswith("(*)") for row in rows)
        note = {"kind": "note", "text": "(*) Mức đề xuất, chưa có văn bản."}
        return [table, *([note] * unclear)]


def _share(share):
    return "–" if share is None else f"{decimal(share)}%"


def _gap(share, value):
    if share is None:
        return "–"
    gap = decimal(share - value)
    return gap if gap.startswith("-") or gap == "0" else f"+{gap}"
