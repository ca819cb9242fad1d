from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools.paper_text import (
    figure_and_words,
    in_sentence,
    long_date,
    text_lines,
    whole,
)
from odoo.addons.cdht_module.tools.wording import Words

# What a team usually does; the office writes its own.
TASKS = (
    "Kiểm tra việc tổ chức đăng ký, tự đánh giá, họp thẩm định, lập danh sách đề nghị\n"
    "Chọn ngẫu nhiên hồ sơ, đối chiếu điểm với minh chứng\n"
    "Lập biên bản, kiến nghị xử lý; báo cáo kết quả với Ủy ban nhân dân xã"
)


class CdhtDecision(models.Model):
    """A decision that sets up a team of inspection (kind ``inspect``): it changes no
    title and names no dossier, but who inspects what, and when."""

    _inherit = "cdht.decision"
    _wordings = (
        Words(
            "inspection_team",
            "cdht.decision",
            "_paper_values",
            "inspection_decision_paper",
            {
                "năm": "year",
                "cơ quan": "body",
                "số thành viên": "members",
                "đơn vị được kiểm tra": "inspected",
                "thời gian": "period",
                "trưởng đoàn": "leader",
            },
            {
                "thành viên": "team",
                "nhiệm vụ": "tasks",
            },
            subject=("năm",),
        ),
    )

    kind = fields.Selection(
        selection_add=[("inspect", "Set up an inspection team")],
        ondelete={"inspect": "cascade"},
    )
    inspection_ids = fields.One2many(
        "cdht.inspection", "team_decision_id", string="Inspections"
    )
    inspection_team = fields.Text(
        string="Team",
        help="Name, post and role, a line each: “Hoàng Thị Mẫu, Phó Chủ tịch Hội Khuyến"
        " học xã - Trưởng đoàn”; the first leads the team.",
    )
    inspection_tasks = fields.Text(string="Tasks of the team", help="A line each.")
    inspection_from = fields.Date(string="Inspects from")
    inspection_to = fields.Date(string="Inspects until")
    _inspection_dates = models.Constraint(
        "CHECK (inspection_to >= inspection_from)",
        "The inspection ends before it begins.",
    )

    def _worded_as(self, method):
        if method == "_paper_values" and self.kind == "inspect":
            return "inspection_team"
        return super()._worded_as(method)

    def _paper(self):
        return "inspection_team" if self.kind == "inspect" else super()._paper()

    def _filed_as(self):
        return "inspection" if self.kind == "inspect" else super()._filed_as()

    def _check_people(self):
        self.ensure_one()
        if self.kind != "inspect":
            return super()._check_people()
        if self.origin_id or self.assessment_ids or self.changed_recognition_ids:
            raise UserError(
                self.env._("This decision names no dossiers and changes no titles.")
            )
        needed = [self.inspection_team, self.inspection_tasks, self.inspection_from]
        if not (all(needed) and self.inspection_to and self.inspection_ids):
            raise UserError(
                self.env._(
                    "Enter the team, its tasks, from when until when it inspects, and"
                    " choose the inspections."
                )
            )
        return None

    def _check_grants(self):
        if any(decision.kind == "inspect" for decision in self):
            raise UserError(
                self.env._(
                    "A decision on an inspection team gives no title: it is not changed"
                    " here."
                )
            )
        return super()._check_grants()

    def _paper_values(self):
        values = super()._paper_values()
        if self.kind != "inspect":
            return values
        # sudo: name: units are no secret
        units = self.sudo().inspection_ids.unit_id.sorted(
            lambda unit: (unit.sequence, unit.name)
        )
        team = text_lines(self.inspection_team)
        days = [self.inspection_from, self.inspection_to]
        return {
            **values,
            "annexes": [],
            "team": team,
            "members": figure_and_words(len(team)),
            "leader": _name_of(team[0]) if team else "",
            "tasks": text_lines(self.inspection_tasks),
            "inspected": ", ".join(in_sentence(unit.name) for unit in units),
            "period": whole("từ {} đến {}".format(*map(long_date, days)))
            if all(days)
            else "từ ngày …… đến ngày ……",
        }


def _name_of(line):
    """The name at the beginning of “Name, post - role”."""
    return line.split(",")[0].split(" - ")[0].split(" – ")[0].strip()
