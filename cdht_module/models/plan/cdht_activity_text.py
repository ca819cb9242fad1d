from odoo import api, fields, models

from odoo.addons.cdht_module.tools.paper_table import blank_rows, column
from odoo.addons.cdht_module.tools.paper_text import (
    hour_and_date,
    letterhead_lines,
    whole,
)

_NAMES = {
    "propaganda": "buổi tuyên truyền",
    "mobile": "buổi tuyên truyền lưu động",
    "launch": "lễ phát động thi đua",
    "training": "lớp tập huấn",
    "workshop": "hội thảo",
    "class": "lớp học của trung tâm học tập cộng đồng",
    "conference": "hội nghị",
}
_ROWS = 25


class CdhtActivity(models.Model):
    """Texts made from the data: for the loudspeaker, Zalo, the invitation; the sheet
    on which people sign that they came."""

    _inherit = "cdht.activity"

    loudspeaker_text = fields.Text(compute="_compute_texts")
    zalo_text = fields.Text(string="Text for Zalo", compute="_compute_texts")

    @api.depends(
        "name", "kind", "organiser_id", "date", "hour", "place", "content", "speaker",
        "invited",
    )  # fmt: skip
    def _compute_texts(self):
        for activity in self:
            activity.loudspeaker_text = activity._loudspeaker()
            activity.zalo_text = activity._zalo()

    def _in_sentence(self):
        """“hội nghị Sơ kết 5 năm …”; a name that begins with the kind stays alone."""
        kind, name = _NAMES[self.kind], (self.name or "…").strip()
        if name.lower().startswith(kind.split(" ")[0]):
            return name[:1].lower() + name[1:]
        return f"{kind} “{name}”"

    def _when(self):
        return str(hour_and_date(self.hour or None, self.date)).replace("\xa0", " ")

    def _points(self):
        return [line.strip(" -;.") for line in (self.content or "").splitlines()]

    def _guests(self):
        """“trưởng các thôn, hội viên”, or everybody."""
        lines = [line.strip(" -;.") for line in (self.invited or "").splitlines()]
        return ", ".join(filter(None, lines)) or "toàn thể bà con nhân dân"

    def _loudspeaker(self):
        """Read twice over the loudspeaker: whole sentences, nothing abbreviated."""
        lines = [
            "Kính thưa toàn thể bà con nhân dân!",
            f"{self.organiser_id.body_name or ''} xin thông báo: tổ chức"
            f" {self._in_sentence()}.",
            f"Thời gian: {self._when()}.",
            f"Địa điểm: {self.place or '…'}.",
        ]
        points = [point for point in self._points() if point]
        if points:
            lines.append(f"Nội dung: {'; '.join(points)}.")
        lines += [
            f"Kính mời {self._guests()} đến dự đông đủ, đúng giờ.",
            "Xin trân trọng cảm ơn!",
        ]
        return "\n".join(lines)

    def _zalo(self):
        lines = [
            f"THÔNG BÁO: {self._in_sentence()}",
            f"- Thời gian: {self._when()}",
            f"- Địa điểm: {self.place or '…'}",
            f"- Kính mời: {self._guests()}",
        ]
        lines += [f"- Nội dung: {point}" for point in self._points() if point]
        lines.append(f"{self.organiser_id.body_name or ''} trân trọng kính mời.")
        return "\n".join(lines)

    def _invitation_body(self):
        lines = [f"Tới dự: {self._in_sentence()}."]
        if self.speaker:
            lines.append(f"Trình bày: {self.speaker}.")
        lines += [
            f"Thời gian: {self._when()}.",
            f"Địa điểm: {self.place or '…'}.",
            "Đề nghị các ông/bà sắp xếp công việc, tới dự đúng thành phần, thời gian.",
        ]
        return "\n".join(lines)

    def _sheet_values(self):
        """The attendance sheet: who is known, then blank lines."""
        columns = [
            column("TT", 11, centre=True),
            column("Họ và tên"),
            column("Chức vụ, đơn vị", 55),
            column("Ký tên", 35),
        ]
        rows = [
            [number, person.name, person.post or "", ""]
            for number, person in enumerate(self.attendant_ids, 1)
        ]
        blanks = blank_rows(columns, max(_ROWS, self.invited_count) - len(rows))
        for number, row in enumerate(blanks, len(rows) + 1):
            row[0] = number
        return {
            "superior_lines": letterhead_lines(self.organiser_id.superior_letterhead),
            "body_lines": letterhead_lines(self.organiser_id.letterhead),
            "name": whole(self._in_sentence()),
            "when": hour_and_date(self.hour or None, self.date),
            "place": self.place or "………………………………………",
            "columns": columns,
            "groups": [{"heading": "", "rows": rows + blanks}],
        }
