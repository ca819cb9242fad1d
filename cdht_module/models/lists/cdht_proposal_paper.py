from odoo import fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.paper_table import blank_rows, column, in_pages
from odoo.addons.cdht_module.tools.paper_text import (
    figure_and_words,
    hour_and_date,
    letterhead_lines,
    roman,
    text_lines,
    whole,
)
from odoo.addons.cdht_module.tools.wording import Words

PASSED = ("passed", "passed_five")

_GRADES = {"passed": "Đạt", "passed_five": "Đạt 5 năm liền", "failed": "Không đạt"}

# Why somebody has no grade.
_OUTCOMES = {"refused": "Không được công nhận", "not_assessed": "Không đánh giá"}
_STATES = {"registered": "Chưa tự đánh giá", "self_assessed": "Chưa thẩm định"}


_RULE = ("score_min", "score_max", "pass_total", "pass_min", "outstanding_years")

_INTEREST = {"household": "cùng hộ hoặc người thân", "other": "có lợi ích liên quan"}

SCORE_ROWS = 20  # a page

_DOTS = "……"


def or_dots(name, dots=2):
    """What was not typed is left to write in by hand."""

    def value(paper):
        return _DOTS[:1] * dots if paper[name] == "" else paper[name]

    return value


def _figure(name, known_by=None):
    """A figure, or dots while there is none (``known_by``: which must not be 0)."""

    def value(paper):
        figures = paper["figures"]
        return figures[name] if figures[known_by or name] else _DOTS

    return value


class CdhtProposal(models.Model):
    """What the minutes and the list of a unit say (Nghị định 30/2020, Phụ lục III,
    mẫu 1.9). What was not typed is left to write in by hand."""

    _inherit = "cdht.proposal"

    votes_for = fields.Integer(string="In favour", aggregator=None, copy=False)
    votes_against = fields.Integer(string="Against", aggregator=None, copy=False)
    _paper_kind = "Biên bản"
    _standing = frozenset({"submitted", "received", "accepted"})
    _issued_papers = ("_minutes_values", "_list_values")
    # Everybody of the list is named in it, whether proposed or not.
    _list_title = "DANH SÁCH KẾT QUẢ THẨM ĐỊNH, ĐỀ NGHỊ CÔNG NHẬN"
    _wordings = (
        Words(
            "minutes",
            "cdht.proposal",
            "_minutes_values",
            "minutes_paper",
            {
                "năm": "year",
                "chi hội": "body",
                "giờ bắt đầu": "begin",
                "giờ kết thúc": "end",
                "địa điểm": or_dots("meeting_place", 36),
                "có mặt": or_dots("present"),
                "tổng số": or_dots("total"),
                "trong đó có": lambda paper: (
                    "trong đó có:" if paper["attendants"] else ""
                ),
                "chủ tọa": or_dots("chair", 36),
                "thư ký": or_dots("secretary", 24),
                "căn cứ": "basis",
                "điểm thấp nhất": lambda paper: paper["rule"]["score_min"],
                "điểm cao nhất": lambda paper: paper["rule"]["score_max"],
                "tổng điểm đạt": lambda paper: paper["rule"]["pass_total"],
                "chỉ số thấp nhất": lambda paper: paper["rule"]["pass_min"],
                "số năm liền": lambda paper: paper["rule"]["outstanding_years"],
                "số đăng ký": _figure("registered"),
                "số tự đánh giá": _figure("assessed"),
                "số được thẩm định": _figure("appraised"),
                "số đạt": _figure("passed", "appraised"),
                "số đạt nhiều năm liền": lambda paper: paper["figures"]["five"] or "",
                "số không đạt": _figure("failed", "appraised"),
                "số khác điểm": _figure("changed", "appraised"),
                "không có người": lambda paper: "" if paper["recusals"] else "không có",
                "tán thành": or_dots("votes_for"),
                "không tán thành": or_dots("votes_against"),
                "số người đề nghị": lambda paper: (
                    paper["passed"] if paper["figures"]["appraised"] else _DOTS
                ),
            },
            {
                "thành phần tham dự": "attendants",
                "người không biểu quyết": lambda paper: [
                    f"Ông/bà {line}" for line in paper["recusals"]
                ],
                # Two lines to write on.
                "ý kiến": lambda paper: "\n".join(paper["notes"]) or 2,
            },
        ),
        Words(
            "proposal_list",
            "cdht.proposal",
            "_list_values",
            "proposal_list_paper",
            {
                "năm": "year",
                # Lists that stood before were called by what they ask for alone.
                "tên danh sách": lambda paper: paper.get(
                    "title", "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN"
                ),
                "số đăng ký": lambda paper: paper["figures"]["registered"],
                "số đạt": lambda paper: paper["figures"]["passed"],
                "số không đạt": lambda paper: paper["figures"]["failed"],
            },
        ),
    )

    def _head_now(self):
        """The chapter issues; over it stands the commune's association."""
        unit = self.issuing_unit_id
        above = unit.superior_letterhead or self._association().name or ""
        chapter = self._body_now().upper()
        first = "CHI HỘI KHUYẾN HỌC "
        return {
            **super()._head_now(),
            "superior_lines": letterhead_lines(above.upper()),
            "body_lines": letterhead_lines(chapter.replace(first, f"{first}\n", 1)),
        }

    def _body_now(self):
        unit = self.issuing_unit_id
        return unit.chapter_name or unit.name or ""

    def _paper_values(self):
        return {
            **super()._paper_values(),
            "is_draft": False,
            # Minutes carry no place and date at their head (mẫu 1.9).
            "long_date": "",
            "year": self.year,
        }

    def _paper_has_number(self):
        return True

    def _association(self):
        """The learning promotion association of the commune."""
        return self.env["cdht.unit"].search(
            [
                ("commune_id", "=", self.campaign_id.unit_id.id),
                ("unit_type", "=", "association"),
                ("date_to", "=", False),
            ],
            limit=1,
        )

    def _minutes_values(self):
        people = self._paper_people()
        figures = _figures(people)
        rule = self.campaign_id.set_id
        return {
            **self._paper_values(),
            "subject": "Họp thẩm định, đánh giá, xếp loại “Công dân học tập”"
            f" năm {self.year}",
            "begin": hour_and_date(self.meeting_start, self.meeting_date),
            "end": hour_and_date(self.meeting_end, self.meeting_date),
            "meeting_place": self.meeting_place or "",
            "present": self.meeting_present or "",
            "total": self.meeting_total or "",
            "chair": self.meeting_chair or "",
            "secretary": self.meeting_secretary or "",
            "attendants": [
                ", ".join(
                    filter(None, [one.name, one.post, not one.votes and "khách mời"])
                )
                for one in self.attendant_ids
            ],
            "rule": {name: rule[name] for name in _RULE},
            "basis": whole(rule.legal_basis or rule.name or ""),
            "figures": figures,
            "passed": figure_and_words(figures["passed"]),
            "recusals": self._paper_recusals(),
            "notes": text_lines(self.meeting_notes),
            "votes_for": self.votes_for or "",
            # Nobody against is a result; no vote typed at all is not.
            "votes_against": self.votes_against if self.votes_for else "",
            "trace_head": self._paper_trace_head(),
        }

    def _paper_recusals(self):
        """[“Ông/bà A không biểu quyết về hồ sơ của …”]."""
        return [
            f"{line.name} không biểu quyết đối với hồ sơ của "
            + (
                "mình"
                if line.reason == "own"
                else f"{line.assessment_id.citizen_id.name} ({_INTEREST[line.reason]})"
            )
            for line in self.recusal_ids
        ]

    def _list_values(self):
        """The list that goes to the commune with the minutes."""
        people = self._paper_people()
        failed = people.filtered(lambda dossier: dossier.grade == "failed")
        reasons = failed._failure_reasons()
        groups, number = [], 0
        for heading, own in self._list_parts(people):
            rows = [
                self._list_cells(place, dossier, reasons)
                for place, dossier in enumerate(own, number + 1)
            ]
            number += len(own)
            title = f"{roman(len(groups) + 1)}. {heading} ({len(own)} người)"
            groups.append({"heading": title, "rows": rows})
        return {
            **self._paper_values(),
            "columns": [
                column("TT", 10, centre=True),
                column("Họ và tên"),
                column("Năm sinh", 13, centre=True),
                column("Nhóm", 14, centre=True),
                column("Tổng điểm", 13, centre=True),
                column("Thấp nhất", 13, centre=True),
                column("Số năm liên tục", 14, centre=True),
                column("Xếp loại", 40),
            ],
            "groups": groups,
            "title": self._list_title,
            "figures": _figures(people),
            # The list goes with the minutes, under their number.
            "reference": "",
            "minutes": self._paper_reference(),
            "minutes_date": hour_and_date(None, self.meeting_date),
            "chair": self.meeting_chair or "",
            "secretary": self.meeting_secretary or "",
        }

    # -- What the list says of a person, on paper and in Excel.

    def _list_parts(self, people):
        """[(heading, people)], in the order in which the list numbers them."""
        parts = [
            ("ĐẠT, ĐỀ NGHỊ CÔNG NHẬN", people.filtered(lambda d: d.grade in PASSED)),
            ("KHÔNG ĐẠT", people.filtered(lambda d: d.grade == "failed")),
            ("CHƯA ĐÁNH GIÁ", people.filtered(lambda d: not d.grade)),
        ]
        return [(heading, own) for heading, own in parts if own]

    def _list_grade(self, dossier):
        return _GRADES.get(dossier.grade, "")

    def _list_reason(self, dossier, reasons):
        """Why somebody is not proposed; “” for those who are. ``reasons``:
        ``_failure_reasons`` of those who failed."""
        if dossier.outcome in _OUTCOMES:
            return _OUTCOMES[dossier.outcome]
        if dossier.state in _STATES:
            return _STATES[dossier.state]
        reason = reasons.get(dossier, "")
        return reason[:1].upper() + reason[1:]

    def _list_cells(self, number, dossier, reasons):
        person, done = dossier.citizen_id, dossier.appraised_complete
        return [
            number,
            person.name,
            person.birth_year or "",
            dossier.labour_group_id.code or "",
            dossier.appraised_total if done else "",
            dossier.min_score if done else "",
            dossier.earlier_streak + 1 if dossier.grade in PASSED else "",
            self._list_reason(dossier, reasons) or self._list_grade(dossier),
        ]

    def _paper_people(self):
        """The dossiers of the list, in the order of papers."""
        people = self.assessment_ids.filtered(lambda d: d.state != "withdrawn")
        # One query each, whatever their number: prefetching goes by 1000.
        people.fetch(
            ["citizen_id", "unit_id", "sort_name", "labour_group_id", "grade",
             "appraised_total", "min_score", "appraised_complete", "self_complete",
             "self_total", "earlier_streak", "state", "outcome"]
        )  # fmt: skip
        people.citizen_id.fetch(["name", "birth_year"])
        return self.env["cdht.unit"]._in_paper_order(people)

    # -- The sheets that go round in a unit: registration and scores.

    def _registration_values(self):
        """Names to sign, and empty lines for who comes later."""
        columns = [
            column("TT", 11, centre=True),
            column("Họ và tên", 62),
            column("Năm sinh", 20, centre=True),
            column("Nhóm", 20, centre=True),
            column("Ký tên hoặc điểm chỉ"),
        ]
        rows = [
            [number, dossier.citizen_id.name, dossier.citizen_id.birth_year or "",
             dossier.labour_group_id.code or "", ""]
            for number, dossier in enumerate(self._paper_people(), 1)
        ]  # fmt: skip
        spare = max(5, 12 - len(rows))
        return {
            **self._form_head(),
            "consent": "",  # its words are a later room's
            "groups": self.env["cdht.labour.group"].search(Domain.TRUE),
            "columns": columns,
            "rows": [{"heading": "", "rows": rows + blank_rows(columns, spare)}],
        }

    def _score_sheet_values(self):
        """20 people a page, each indicator with its own score and the meeting's."""
        people = self._paper_people()
        lines = people.line_ids
        lines.fetch(
            ["assessment_id", "sequence", "self_score", "appraised_score",
             "paper_evidence", "evidence"]
        )  # fmt: skip
        by_dossier = lines.grouped("assessment_id")
        rows = [
            [number, *_score_cells(dossier, by_dossier.get(dossier, lines.browse()))]
            for number, dossier in enumerate(people, 1)
        ]
        return self._score_sheet(rows)

    def _blank_score_sheet_values(self):
        """The same sheet with the names only, to be filled in at the meeting."""
        blanks = [""] * (2 * len(self.campaign_id.set_id.indicator_ids) + 4)
        rows = [
            [number, dossier.citizen_id.name, dossier.citizen_id.birth_year or "",
             *blanks]
            for number, dossier in enumerate(self._paper_people(), 1)
        ]  # fmt: skip
        return self._score_sheet(rows)

    def _score_sheet(self, rows):
        """Whole pages: empty lines at the end take who comes late."""
        indicators = self.campaign_id.set_id.indicator_ids
        width = 2 * len(indicators) + 7
        pages = in_pages(rows, SCORE_ROWS) or [[]]
        missing = SCORE_ROWS - len(pages[-1])
        pages[-1] = pages[-1] + [[""] * width for _row in range(missing)]
        rule = self.campaign_id.set_id
        return {
            **self._form_head(),
            "indicators": [(one._number(), one.name) for one in indicators],
            "pages": pages,
            "rule": rule,
            "chair": self.meeting_chair or "",
            "secretary": self.meeting_secretary or "",
        }

    def _form_head(self):
        head = self._head()
        return {
            "superior_lines": head["superior_lines"],
            "body_lines": head["body_lines"],
            "chapter": head["body"],
            "year": self.year,
        }


def _figures(people):
    """How many of the dossiers registered, were assessed, appraised, passed …"""
    return {
        "registered": len(people),
        "assessed": len(people.filtered("self_complete")),
        "appraised": len(people.filtered("appraised_complete")),
        "passed": len(people.filtered(lambda d: d.grade in PASSED)),
        "failed": len(people.filtered(lambda d: d.grade == "failed")),
        "five": len(people.filtered(lambda d: d.grade == "passed_five")),
        "changed": len(
            people.filtered(
                lambda d: d.appraised_complete and d.appraised_total != d.self_total
            )
        ),
    }


def _score_cells(dossier, lines):
    person = dossier.citizen_id
    scores = []
    for line in lines.sorted("sequence"):
        scores += [line.self_score or "", line.appraised_score or ""]
    seen = any(line.paper_evidence for line in lines)
    return [
        person.name,
        person.birth_year or "",
        *scores,
        "×" if seen else "",
        dossier.self_total or "",
        dossier.appraised_total or "",
        "",
    ]
