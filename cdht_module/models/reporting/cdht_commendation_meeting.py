from odoo import api, fields, models

from odoo.addons.cdht_module.models.lists.cdht_proposal_text import LINE, or_dots
from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    hour_and_date,
    in_sentence,
    letterhead_lines,
    percent,
    text_lines,
)
from odoo.addons.cdht_module.tools.wording import Words


class CdhtCommendationMeeting(models.Model):
    """Biên bản họp xét khen thưởng: who was there, what each proposed got of votes."""

    _name = "cdht.commendation.meeting"
    _description = "Minutes of the meeting on commendation"
    _inherit = ["cdht.commendation.dossier"]
    _paper_kind = "Biên bản"
    _wordings = (
        Words(
            "commendation_meeting",
            "cdht.commendation.meeting",
            "_paper_values",
            "commendation_meeting_paper",
            {
                "hội đồng": "council",
                "cơ quan khen thưởng": "giver",
                "giờ bắt đầu": "begins",
                "giờ kết thúc": "ends",
                "địa điểm": or_dots("where", LINE),
                "có mặt": or_dots("present"),
                "tổng số": or_dots("total"),
                "chủ trì": or_dots("chair", LINE),
                "thư ký": or_dots("secretary", LINE),
                "tờ trình": "petitions",
                "tập thể, cá nhân": "counted",
                "giai đoạn": "period",
            },
            {
                "thành phần tham dự": "members",
                "ý kiến": lambda paper: "\n".join(paper["notes"]) or 2,
                "bảng biểu quyết": lambda paper: {
                    "columns": paper["vote_columns"],
                    "groups": paper["votes"],
                },
            },
            subject=("giai đoạn",),
        ),
    )

    commendation_ids = fields.One2many(
        "cdht.commendation", "meeting_id", string="Considered"
    )
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    council = fields.Char(
        string="Body that met",
        compute="_compute_council",
        store=True,
        readonly=False,
        precompute=True,
    )
    hour_from = fields.Float(string="From", aggregator=None, copy=False)
    hour_to = fields.Float(string="Until", aggregator=None, copy=False)
    meeting_place = fields.Char(string="Place of the meeting", copy=False)
    chair = fields.Char(copy=False)
    secretary = fields.Char(copy=False)
    members = fields.Text(
        string="Who came", copy=False, help="Name and post, a line each."
    )
    present = fields.Integer(string="Members present", aggregator=None, copy=False)
    total = fields.Integer(string="Members in all", aggregator=None, copy=False)
    notes = fields.Text(string="Opinions", copy=False)
    _members = models.Constraint(
        "CHECK (present >= 0 AND total >= 0 AND (total = 0 OR present <= total))",
        "No more members can be present than there are.",
    )

    @api.depends("review_id", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    @api.depends("review_id")
    def _compute_council(self):
        for meeting in self:
            place = in_sentence(meeting.area_id.name or "")
            standard = f"Hội đồng Thi đua - Khen thưởng {place}"
            meeting.council = meeting.council or standard

    # -- What is checked before they are issued.

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_votes()

    def _find_votes(self):
        """Nobody has more votes than there were members, nor fewer than half."""
        source = self.env._("The votes of the meeting")
        for meeting in self.filtered("present"):
            for line in meeting.commendation_ids:
                votes = {"name": line.name, "votes": line.votes_for,
                         "present": meeting.present}  # fmt: skip
                if line.votes_for > meeting.present:
                    text = self.env._(
                        "%(name)s has %(votes)s votes of %(present)s members.", **votes
                    )
                    yield meeting, Finding("votes", "error", text, source, line.name)
                elif line.votes_for * 2 <= meeting.present:
                    text = self.env._(
                        "%(name)s has no majority: %(votes)s votes of %(present)s.",
                        **votes,
                    )
                    yield meeting, Finding("votes", "error", text, source, line.name)

    # -- What the minutes say (Nghị định 30/2020, Phụ lục III, mẫu 1.9).

    def _head_now(self):
        """The council met; over it stands the committee."""
        head = super()._head_now()
        name = (self.council or "").upper()
        before, dash, after = name.partition(" - ")
        return {
            **head,
            "superior_lines": [" ".join(head["body_lines"])],
            "body_lines": [f"{before} -", after] if dash else letterhead_lines(name),
        }

    def _body_now(self):
        return self.council or ""

    def _paper_has_number(self):
        return True

    def _paper_values(self):
        lines = self.commendation_ids._in_order()
        petitions = lines.petition_id.filtered(lambda paper: paper.state == "issued")
        return {
            **super()._paper_values(),
            "is_draft": False,
            # Minutes carry no place and date at their head.
            "long_date": "",
            "giver": f"Chủ tịch {self.area_id.body_name or ''}",
            "council": self.council or "",
            "begins": hour_and_date(self.hour_from, self.date),
            "ends": hour_and_date(self.hour_to, self.date),
            "where": self.meeting_place or "",
            "chair": self.chair or "",
            "secretary": self.secretary or "",
            "members": text_lines(self.members),
            "present": self.present or "",
            "total": self.total or "",
            "notes": text_lines(self.notes),
            "petitions": "; ".join(
                f"{paper._paper_named()} của {paper._paper_body()}"
                f" {in_sentence(paper.subject or '')}"
                for paper in petitions
            ),
            "vote_columns": [
                column("TT", 11, centre=True),
                column("Họ và tên, tên tập thể"),
                column("Thôn, đơn vị", 42),
                column("Số phiếu đồng ý", 22, centre=True),
                column("Tỷ lệ", 20, centre=True),
            ],
            "votes": [
                {
                    "heading": "",
                    "rows": [
                        [
                            number,
                            line.name,
                            line.unit_id.name or "",
                            f"{line.votes_for}/{self.present}" if self.present else "",
                            percent(line.votes_for, self.present)
                            if self.present
                            else "",
                        ]
                        for number, line in enumerate(lines, 1)
                    ],
                }
            ],
        }
