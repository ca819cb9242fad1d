from itertools import count

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key
from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.paper_table import blank_rows, column, in_pages
from odoo.addons.cdht_module.tools.paper_text import (
    figure_and_words,
    hour_and_date,
    letterhead_lines,
    roman,
    table_date,
    text_lines,
    whole,
)

PASSED = ("passed", "passed_five")

_GRADES = {"passed": "Đạt", "passed_five": "Đạt 5 năm liền", "failed": "Không đạt"}

# Why somebody has no grade.
_OUTCOMES = {"refused": "Không được công nhận", "not_assessed": "Không đánh giá"}
_STATES = {"registered": "Chưa tự đánh giá", "self_assessed": "Chưa thẩm định"}


_RULE = ("score_min", "score_max", "pass_total", "pass_min", "outstanding_years")

_INTEREST = {"household": "cùng hộ hoặc người thân", "other": "có lợi ích liên quan"}

SCORE_ROWS = 20  # a page

# The columns of the list on paper, in their order.
_LIST_CELLS = (
    "number", "name", "birth_year", "group", "total", "lowest", "streak", "result",
)  # fmt: skip
# What is counted at a meeting.
_COUNTED = ("meeting_present", "meeting_total", "votes_for", "votes_against")
# {ballots a sheet: people that each has room for}
_BALLOT_ROWS = {1: 30, 2: 11, 3: 4}


class CdhtProposal(models.Model):
    """What the minutes and the list of a unit say (Nghị định 30/2020, Phụ lục III,
    mẫu 1.9). What was not typed is left to write in by hand."""

    _inherit = "cdht.proposal"

    counting_fault = fields.Char(
        string="What cannot be", compute="_compute_counting_fault"
    )
    votes_for = fields.Integer(string="In favour", aggregator=None, copy=False)
    votes_against = fields.Integer(string="Against", aggregator=None, copy=False)
    _paper_kind = "Biên bản"
    _standing = frozenset({"submitted", "received", "accepted"})
    _issued_papers = ("_minutes_values", "_list_values")
    # Everybody of the list is named in it, whether proposed or not.
    _list_title = "DANH SÁCH KẾT QUẢ THẨM ĐỊNH, ĐỀ NGHỊ CÔNG NHẬN"

    def _file_facts(self):
        return [self.unit_id.name, self.year]

    def _filed_on(self):
        return self.meeting_date

    def _sheets_to_file(self):
        return {"registration_paper"}

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
            "chair": self.meeting_chair or "",
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
            # A meeting that is still to come decides nothing beforehand.
            "to_fill": "" if self.minutes_complete else "to_fill",
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
            "is_secret": self.vote_by == "secret",
            "votes_for": self.votes_for or "",
            # Nobody against is a result; no vote typed at all is not.
            "votes_against": self.votes_against if self.votes_for else "",
            "trace_head": self._paper_trace_head(),
        }

    def _paper_recusals(self):
        """[“Ông A không biểu quyết về hồ sơ của …”]."""
        address = self._forms_of_address(self.recusal_ids.mapped("name"))
        return [
            f"{address[line.name]} {line.name} không biểu quyết đối với hồ sơ của "
            + (
                "mình"
                if line.reason == "own"
                else f"{line.assessment_id.citizen_id.name} ({_INTEREST[line.reason]})"
            )
            for line in self.recusal_ids
        ]

    def _forms_of_address(self, names):
        """{name: “Ông” or “Bà”}, of namesakes of both sexes and of strangers both."""
        keys = {name_key(name) for name in names}
        # sudo: name: how people of the unit are addressed, nothing else of them
        people = self.env["cdht.citizen"].sudo()
        if keys:
            units = (self.unit_id | self.assessment_ids.unit_id).ids
            people = people.search_fetch([("unit_id", "in", units)], ["name", "gender"])
        found = {}
        for person in people:
            if name_key(person.name) in keys:
                form = person._form_of_address()
                found.setdefault(name_key(person.name), set()).add(form)
        one = {key: forms.pop() for key, forms in found.items() if len(forms) == 1}
        return {name: one.get(name_key(name), "ông/bà").capitalize() for name in names}

    def _list_values(self):
        """The list that goes to the commune with the minutes."""
        people = self._paper_people()
        failed = people.filtered(lambda dossier: dossier.grade == "failed")
        reasons = failed._failure_reasons()
        groups = []
        for heading, rows in self._list_rows(people, reasons):
            title = f"{roman(len(groups) + 1)}. {heading} ({len(rows)} người)"
            cells = [[row[name] for name in _LIST_CELLS] for row in rows]
            groups.append({"heading": title, "rows": cells})
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
                column("Xếp loại, lý do", 44),
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

    # -- What the list says of a person: the rows of the page and of the workbook.

    def _list_rows(self, people, reasons):
        """[(heading, [what it says of each])], numbered through; ``reasons``:
        ``_failure_reasons`` of those who failed. Empty cells are “”."""
        parts = [
            ("ĐẠT, ĐỀ NGHỊ CÔNG NHẬN", people.filtered(lambda d: d.grade in PASSED)),
            ("KHÔNG ĐẠT", people.filtered(lambda d: d.grade == "failed")),
            ("CHƯA ĐÁNH GIÁ", people.filtered(lambda d: not d.grade)),
        ]
        numbers = count(1)
        return [
            (
                heading,
                [self._list_row(next(numbers), dossier, reasons) for dossier in own],
            )
            for heading, own in parts
            if own
        ]

    def _list_row(self, number, dossier, reasons):
        person, done = dossier.citizen_id, dossier.appraised_complete
        grade = _GRADES.get(dossier.grade, "")
        reason = self._list_reason(dossier, reasons)
        return {
            "number": number,
            "dossier": dossier,
            "name": person.name,
            "birth_year": person.birth_year or "",
            "group": dossier.labour_group_id.code or "",
            "total": dossier.appraised_total if done else "",
            "lowest": dossier.min_score if done else "",
            "streak": dossier.earlier_streak + 1 if dossier.grade in PASSED else "",
            "grade": grade,
            "reason": reason,
            "result": reason or grade,
        }

    def _list_reason(self, dossier, reasons):
        """Why somebody is not proposed; “” for those who are."""
        if dossier.outcome in _OUTCOMES:
            return _OUTCOMES[dossier.outcome]
        if dossier.state in _STATES:
            return _STATES[dossier.state]
        reason = reasons.get(dossier, "")
        return reason[:1].upper() + reason[1:]

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

    # -- What is checked before a list is sent, of its minutes; other papers are
    #    compared with what list and minutes said then.

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_impossible_votes()
        yield from self._find_earlier_than(
            {
                one: [(one.meeting_date, self.env._("The day of the meeting"))]
                for one in self
            }
        )

    def _find_impossible_votes(self):
        """Nobody votes who is not there, nor is named as having come."""
        source = self.env._("The minutes")
        for one in self:
            text = one._too_many_votes()
            if text:
                place = "meeting_present"
                yield one, Finding("votes", "error", text, source, place=place)

    def _too_many_votes(self):
        present = self.meeting_present
        found = []
        if (votes := self.votes_for + self.votes_against) > present:
            found.append(self.env._("%s votes", votes))
        if (voters := len(self._voters())) > present:
            found.append(self.env._("%s voters named", voters))
        if not (present and found):
            return ""
        return self.env._(
            "%(found)s, and %(present)s people were present.",
            found=", ".join(found),
            present=present,
        )

    @api.depends(*_COUNTED, "meeting_chair", "meeting_secretary", "attendant_ids.votes")
    def _compute_counting_fault(self):
        for one in self:
            faults = [one._too_many_votes()]
            if one.meeting_total and one.meeting_present > one.meeting_total:
                text = self.env._("More members present than the chapter has.")
                faults.insert(0, text)
            one.counting_fault = " ".join(filter(None, faults)) or False

    @api.onchange(*_COUNTED)
    def _onchange_counted(self):
        """Said while it is typed, in a table of minutes too."""
        if self.counting_fault:
            return {
                "warning": {
                    "title": self.env._("The meeting"),
                    "message": self.counting_fault,
                    "type": "notification",
                }
            }

    def _known_counts(self):
        """The figures of the minutes, who came and who voted."""
        figures = _figures(self._paper_people())
        return {*figures.values(), *(self[name] for name in _COUNTED)}

    def _named_people(self):
        return self._kept_people(lambda: named(self._paper_people()))

    def _values_to_keep(self):
        """Whom it names, beside the papers: petitions are compared with it."""
        return {**super()._values_to_keep(), "people": named(self._paper_people())}

    def _source_name(self):
        return self.env._("Minutes and list of %s", self.display_name)

    def _days_before_petition(self):
        """[(day, what happened on it)]"""
        received = self.env._(
            "Day of receipt of the list of %s; it is changed on that list",
            self.display_name,
        )
        return [
            (self.meeting_date, self._source_name()),
            (self.received_date, received),
        ]

    def _passed_by_minutes(self):
        """How many passed as the minutes said when the list was sent, or None."""
        kept = self._issued("_minutes_values")
        return kept and kept["figures"]["passed"]

    def _passed_now(self):
        """The same by its dossiers; who withdrew since then had passed."""
        return len(self.assessment_ids.filtered(lambda d: d.grade in PASSED))

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

    def _evening_guide_values(self):
        """What a chapter brings and does on the evening of its meeting; two pages,
        nobody's name but that of the commune's contact."""
        campaign = self.campaign_id
        rule = campaign.set_id
        return {
            **self._form_head(),
            "rule": {name: rule[name] for name in _RULE},
            "until": table_date(campaign.proposal_deadline),
            "contact": campaign.intake_user_id.name or "",
        }

    def _notices_values(self):
        """``notices``: what each of its people who was turned down gets."""
        people = self.env["cdht.unit"]._in_paper_order(
            self.assessment_ids._turned_down()
        )
        return {
            "notices": [
                one._with_sentences("_notice_values", one._notice_values())
                for one in people
            ]
        }

    # -- A vote in secret: the ballots, which tell nobody's from another's, and the
    #    minutes of the tellers.

    def _voted_about(self):
        """Whom the meeting votes about: all but those who did not pass."""
        return self._paper_people().filtered(lambda dossier: dossier.grade != "failed")

    def _ballot_values(self):
        """``parts``: what is cut apart; many people take several sheets each."""
        rows = [
            [number, dossier.citizen_id.name, dossier.citizen_id.birth_year or "",
             "", ""]
            for number, dossier in enumerate(self._voted_about(), 1)
        ]  # fmt: skip
        columns = _vote_columns()
        each = next((n for n in (3, 2) if len(rows) <= _BALLOT_ROWS[n]), 1)
        if each > 1:
            sheets = [rows] * each
        else:
            sheets = in_pages(rows or blank_rows(columns, 10), _BALLOT_ROWS[1])
        return {
            **self._form_head(),
            "columns": columns,
            "height": 285 // each,
            "parts": [
                {
                    "cut": each > 1 and number < each,
                    "rows": sheet,
                    "sheet": f"Tờ {number}/{len(sheets)}"
                    if each == 1 and len(sheets) > 1
                    else "",
                }
                for number, sheet in enumerate(sheets, 1)
            ],
        }

    def _counting_values(self):
        votes = {line.assessment_id: line for line in self.vote_ids}
        columns = _vote_columns()
        rows = []
        for number, dossier in enumerate(self._voted_about(), 1):
            person, line = dossier.citizen_id, votes.get(dossier)
            # Nobody against is a result; no vote entered at all is not.
            counted = line and (line.votes_for or line.votes_against)
            found = [line.votes_for, line.votes_against] if counted else ["", ""]
            rows.append([number, person.name, person.birth_year or "", *found])
        counted = bool(self.ballots_collected)
        return {
            **self._paper_values(),
            "begin": hour_and_date(None, self.meeting_date),
            "meeting_place": self.meeting_place or "",
            "present": self.meeting_present or "",
            "total": self.meeting_total or "",
            "issued": self.ballots_issued or "",
            "collected": self.ballots_collected or "",
            "valid": self.ballots_collected - self.ballots_invalid if counted else "",
            "invalid": self.ballots_invalid if counted else "",
            "tellers": text_lines(self.tellers),
            "table": {
                "columns": columns,
                "groups": [{"heading": "", "rows": rows or blank_rows(columns, 10)}],
            },
            # It goes with the minutes of the meeting, under their number.
            "reference": "",
            "chair": self.meeting_chair or "",
        }

    def _form_head(self):
        head = self._head()
        return {
            "superior_lines": head["superior_lines"],
            "body_lines": head["body_lines"],
            "chapter": head["body"],
            "year": self.year,
        }


def named(dossiers):
    """Return [[dossier id, name, year of birth]], as papers keep whom they name."""
    dossiers.citizen_id.fetch(["name", "birth_year"])
    return [
        [dossier.id, dossier.citizen_id.name, dossier.citizen_id.birth_year or ""]
        for dossier in dossiers
    ]


def _vote_columns():
    return [
        column("TT", 11, centre=True),
        column("Họ và tên"),
        column("Năm sinh", 20, centre=True),
        column("Đồng ý", 26, centre=True),
        column("Không đồng ý", 30, centre=True),
    ]


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
