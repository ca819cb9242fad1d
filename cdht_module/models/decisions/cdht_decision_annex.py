from odoo import models
from odoo.tools import groupby

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import Markup, figure_and_words, roman

from .cdht_decision_guards import GRANTS

_OUTSTANDING = "“Công dân học tập” tiêu biểu xuất sắc"


class CdhtDecision(models.Model):
    """The lists annexed to a decision (Nghị định 30/2020, Phụ lục III, mẫu 2.1)."""

    _inherit = "cdht.decision"

    def _paper_rows(self):
        """One dict a person, in the order of the paper: {person, unit, unit_name,
        name, birth_year, streak, is_outstanding, was, now}; as issued, once it is.

        Before issue they are the dossiers to be recognised, afterwards the titles
        given. A decision that changes another one lists the titles that it changes;
        an amending one says what the list said (``was``) and what is right (``now``).
        """
        self.ensure_one()
        kept = self._issued("rows")
        if kept is not None:
            return kept
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
        amends = self.kind == "amend"
        return [
            {
                "person": person.id,
                "unit": person.unit_id.id,
                "unit_name": person.unit_id.name or "",
                **(person if is_title else person.citizen_id)._printed_in(self),
                "streak": person[streak] + (not is_title),
                "is_outstanding": person[flag] in (True, "passed_five"),
                **(person._corrections() if amends else {}),
            }
            for person in self.env["cdht.unit"]._in_paper_order(people)
        ]

    def _paper_annexes(self, rows, chosen=None):
        """The annexes that list ``rows``, as plain values for the page template.

        ``chosen``: ids of the people whom an extract names; their rows keep the
        numbers of the list, what is left out shows as “…”.
        """
        kind = self.kind if self.kind in ("amend", "revoke") else "grant"
        outstanding = [row for row in rows if row["is_outstanding"]]
        lists = [rows, outstanding] if kind == "grant" and outstanding else [rows]
        annexes = []
        for i, people in enumerate(lists, 1):
            layout = _Layout(kind, people, notes=i == 1)
            groups = layout.groups(people, chosen)
            if not groups:
                continue
            annexes.append(
                {
                    # One annex stands without a number (Phụ lục I, III.1.a).
                    "name": f"Phụ lục {roman(i)}" if len(lists) > 1 else "Phụ lục",
                    "columns": layout.columns,
                    "groups": groups,
                    "people": figure_and_words(len(people)),
                    "of_outstanding": i == 2,
                }
            )
        return annexes


class _Layout:
    """Columns and rows of one list; units are headings where there are several."""

    def __init__(self, kind, people, notes):
        self.names = {row["unit"]: row["unit_name"] for row in people}
        units = list(self.names)
        self.numerals = {unit: roman(i) for i, unit in enumerate(units, 1)}
        self.sizes = {unit: 0 for unit in units}
        for row in people:
            self.sizes[row["unit"]] += 1
        self.kind, self.notes = kind, notes
        self.grouped = len(units) > 1
        self.changes = kind == "amend" and any(row.get("now") for row in people)

    @property
    def columns(self):
        unit = [] if self.grouped else [column("Thôn/đơn vị", 37)]
        return [
            column("TT", 11.5, centre=True),
            column("Họ và tên"),
            column("Năm sinh", 13.5, centre=True),
            *unit,
            *self._last_columns(),
        ]

    def _last_columns(self):
        if self.changes:
            wide = 42 if self.grouped else 33
            return [column("Nội dung đã ghi", wide), column("Nay sửa thành", wide)]
        if self.kind != "grant":
            return [column("Ghi chú", 36)]
        return [
            column("Số năm liên tục", 19, centre=True),
            column("Ghi chú", 50 if self.grouped else 40),
        ]

    def groups(self, people, chosen):
        """The rows unit by unit, numbered through the whole list; of ``chosen`` ids
        alone if they are given, with “…” for those between."""
        dots = ["…"] * len(self.columns)
        groups, left_out = [], False
        numbered = groupby(enumerate(people, 1), lambda line: line[1]["unit"])
        for unit, lines in numbered:
            rows = []
            for number, row in lines:
                if chosen is None or row["person"] in chosen:
                    rows.append(self._cells(number, row))
                elif rows[-1:] != [dots]:
                    rows.append(dots)
            if rows == [dots]:
                left_out = True
                continue
            if left_out:
                groups.append({"heading": "", "rows": [dots]})
                left_out = False
            groups.append({"heading": self._heading(unit), "rows": rows})
        if left_out and groups:
            groups.append({"heading": "", "rows": [dots]})
        return groups

    def _heading(self, unit):
        if not self.grouped:
            return ""
        return Markup('%s. %s <span class="whole">(%s người)</span>') % (
            self.numerals[unit], self.names[unit], self.sizes[unit],
        )  # fmt: skip

    def _cells(self, number, row):
        unit = [] if self.grouped else [row["unit_name"]]
        cells = [number, row["name"], row["birth_year"], *unit]
        if self.changes:
            return [*cells, row.get("was", ""), row.get("now", "")]
        if self.kind != "grant":
            return [*cells, ""]
        # Where everybody is outstanding the heading says so.
        note = _OUTSTANDING if row["is_outstanding"] and self.notes else ""
        return [*cells, row["streak"], note]
