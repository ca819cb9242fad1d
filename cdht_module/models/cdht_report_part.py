from odoo import api, fields, models

from ..tools.paper_table import column
from ..tools.paper_text import decimal


class CdhtReportPart(models.Model):
    """A part of a report: heading, table of the figures taken, text.

    The text that the figures give is renewed with them until somebody changes it.
    """

    _name = "cdht.report.part"
    _description = "Part of a report's text"
    _inherit = ["cdht.paper.part"]
    _order = "report_id, sequence, id"

    report_id = fields.Many2one(
        "cdht.report", required=True, index=True, ondelete="cascade"
    )
    code = fields.Char(
        help="Which text the figures give; empty for parts of one's own."
    )
    proposed_text = fields.Text(
        readonly=True,
        export_string_translation=False,
        help="What the figures gave when they were taken.",
    )
    table = fields.Selection(
        [("targets", "Results against the targets")], help="Printed under the heading."
    )

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.report_id._check_draft()
        return parts

    def write(self, vals):
        self.report_id._check_draft()
        result = super().write(vals)
        self.report_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self.report_id._check_draft()

    def _propose(self, texts):
        """Renew the text of parts that nobody changed; ``texts``: {code: text}."""
        for part in self.filtered(lambda part: part.code in texts):
            text = texts[part.code]
            vals = {"proposed_text": text}
            if (part.text or "") == (part.proposed_text or ""):
                vals["text"] = text
            part.write(vals)

    def _tables(self):
        rows = [
            [
                target["name"],
                f"{decimal(target['value'])}%{' (*)' if target['to_confirm'] else ''}",
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
