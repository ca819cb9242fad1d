from odoo import models
from odoo.tools import groupby

from ..tools.paper_table import column
from ..tools.paper_text import Markup, figure_and_words, roman, text_lines, whole
from .cdht_decision_guards import GRANTS


class CdhtDecision(models.Model):
    """What the decision's paper says (Nghị định 30/2020, Phụ lục III, mẫu 1.2)."""

    _inherit = "cdht.decision"

    def _paper_values(self):
        rows = self._paper_rows()
        outstanding = [row for row in rows if row["is_outstanding"]]
        grants = self.kind in GRANTS
        lists = [rows, outstanding] if grants and outstanding else [rows]
        rule = self.env["cdht.indicator.set"]._in_force_in(self.year)
        return {
            **super()._paper_values(),
            "head": self._paper_head() if self.issued_by_head else "",
            "kind": self.kind,
            "year": self.year,
            "petitioners": self.petition_ids.issuing_unit_id.mapped("body_name"),
            "people": figure_and_words(len(rows)),
            "outstanding": outstanding and figure_and_words(len(outstanding)),
            "outstanding_years": rule.outstanding_years,
            "origin": whole(
                f"{self.origin_id._paper_named()} của {self.origin_id._paper_body()}"
            )
            if self.origin_id
            else "",
            "reason": " ".join(text_lines(self.change_reason)),
            "columns": _columns(grants),
            "annexes": [
                {
                    # One annex stands without a number (Phụ lục I, III.1.a).
                    "name": f"Phụ lục {roman(i)}" if len(lists) > 1 else "Phụ lục",
                    "groups": _groups(people, grants),
                    "people": figure_and_words(len(people)),
                    "of_outstanding": i == 2,
                }
                for i, people in enumerate(lists, 1)
                if people
            ],
        }

    def _paper_rows(self):
        """The people of the list, in the order of the paper, as plain dicts.

        Before issue they are the dossiers to be recognised, afterwards the titles
        given; a decision that changes another one lists the titles that it changes.
        """
        self.ensure_one()
        if self.kind not in GRANTS:
            people, streak = self.changed_recognition_ids, "streak"
        elif self.recognition_ids:
            people, streak = self.recognition_ids, "streak"
        else:
            people, streak = self.assessment_ids, "earlier_streak"
        # One query each, whatever their number: prefetching goes by 1000.
        is_title = streak == "streak"
        flag = "is_outstanding" if is_title else "grade"
        printed = ["printed_name", "printed_birth_year", "printed_rank", "decision_id"]
        printed *= is_title
        people.fetch(["citizen_id", "unit_id", "sort_name", streak, flag, *printed])
        people.citizen_id.fetch(["name", "birth_year", "anonymised_on", "unit_rank"])
        return [
            {
                "unit": person.unit_id,
                **(person if is_title else person.citizen_id)._printed_in(self),
                "streak": person[streak] + (not is_title),
                "is_outstanding": person[flag] in (True, "passed_five"),
            }
            for person in self.env["cdht.unit"]._in_paper_order(people)
        ]

    def _paper_has_number(self):
        """The copy for signature is blank, whatever was typed ahead: number and day
        are given after the signature (Điều 15.2)."""
        return self.state in ("issued", "revoked")

    def _paper_body(self):
        body = super()._paper_body()
        if not self.issued_by_head:
            return body
        return f"{self._paper_head_post()} {body}"

    def _paper_head(self):
        """The line over the bases where the head decides personally."""
        return self._paper_body().upper()

    def _paper_head_post(self):
        signatory = self.signatory_id
        is_head = signatory.capacity == "head" and signatory.post
        return signatory.head_post or is_head or "Chủ tịch"

    def _paper_is_collective(self):
        return not self.issued_by_head

    def _paper_bases(self):
        """Those typed, the decision that this one changes, then the petitions."""
        bases = super()._paper_bases()
        if self.origin_id:
            origin = self.origin_id
            bases.append(
                f"Căn cứ {origin._paper_named()} của"
                f" {origin._paper_body()} {_continued(origin.subject)}"
            )
        petitions = self.petition_ids.sorted(
            lambda p: (str(p.date or ""), p.number_key or "")
        )
        for unit, papers in petitions.grouped("issuing_unit_id").items():
            named = ", ".join(paper._paper_named() for paper in papers)
            bases.append(f"Theo đề nghị của {unit.body_name} tại {named}")
        return bases


def _continued(subject):
    """“Về việc …” inside a sentence."""
    subject = subject or ""
    return subject[:1].lower() + subject[1:]


def _columns(has_streak):
    columns = [
        column("TT", 11.5, centre=True),
        column("Họ và tên"),
        column("Năm sinh", 12.5, centre=True),
        column("Thôn/đơn vị", 41.5),
        column("Số năm liên tục", 17.5, centre=True),
        column("Ghi chú", 36),
    ]
    return columns if has_streak else [*columns[:4], columns[5]]


def _groups(rows, has_streak):
    """The rows unit by unit, numbered through the whole list."""
    units = groupby(enumerate(rows, 1), lambda numbered: numbered[1]["unit"])
    return [
        {
            "heading": Markup('%s. %s <span class="whole">(%s người)</span>')
            % (roman(i), unit.name, len(own)),
            "rows": [_cells(number, row, has_streak) for number, row in own],
        }
        for i, (unit, own) in enumerate(units, 1)
    ]


def _cells(number, row, has_streak):
    streak = [row["streak"]] if has_streak else []
    note = "Tiêu biểu xuất sắc" if row["is_outstanding"] else ""
    return [number, row["name"], row["birth_year"], row["unit"].name, *streak, note]
