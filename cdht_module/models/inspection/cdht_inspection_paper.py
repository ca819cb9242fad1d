from odoo import models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    hour_and_date,
    in_sentence,
    text_lines,
    whole,
)

_VERDICTS = {
    "right": "Đúng quy định",
    "evidence": "Thiếu minh chứng",
    "high": "Điểm cao hơn minh chứng",
    "low": "Điểm thấp hơn minh chứng",
    "other": "Khác",
}


class CdhtInspection(models.Model):
    """Minutes of the inspection (Nghị định 30/2020, Phụ lục III, mẫu 1.9)."""

    _inherit = "cdht.inspection"

    def _paper_values(self):
        columns = [
            column("TT", 11, centre=True),
            column("Họ và tên"),
            column("Điểm tự chấm", 20, centre=True),
            column("Điểm thẩm định", 20, centre=True),
            column("Kết quả kiểm tra", 60),
        ]
        rows = [
            [
                number,
                line.assessment_id.citizen_id.name,
                line.self_total or "",
                line.appraised_total or "",
                ". ".join(filter(None, [_VERDICTS.get(line.verdict), line.note])),
            ]
            for number, line in enumerate(self.sample_ids, 1)
        ]
        team, hosts = text_lines(self.team), text_lines(self.hosts)
        return {
            **super()._paper_values(),
            "reference": "",
            "long_date": "",
            "is_draft": self.state == "draft",
            "begins": hour_and_date(self.hour_from or None, self.date),
            "ends": hour_and_date(self.hour_to or None, self.date),
            "where": self.meeting_place or "………………………",
            "unit": in_sentence(self.unit_id.name),
            "team": team,
            "hosts": hosts,
            "columns": columns,
            "groups": [{"heading": "", "rows": rows}] if rows else [],
            "drawn": len(rows),
            "draws": self.draw_count > 1 and f" (chọn {self.draw_count} lần)" or "",
            "findings": [whole(line) for line in text_lines(self.findings)],
            "conclusion": [whole(line) for line in text_lines(self.conclusion)],
            "leader": team[0].split("-")[0].split("–")[0].strip() if team else "",
            "host": hosts[0].split("-")[0].split("–")[0].strip() if hosts else "",
        }
