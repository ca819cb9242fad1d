from odoo import models

from ..tools.paper_table import column
from ..tools.paper_text import decimal, in_sentence, roman, whole

_OPEN = "…"


class CdhtPlan(models.Model):
    """What a plan says (Nghị định 30/2020, Phụ lục III, mẫu 1.4)."""

    _inherit = "cdht.plan"

    def _paper_values(self):
        return {
            **super()._paper_values(),
            "opening": whole(self._filled_in(self.opening or "")),
            "blocks": self._paper_blocks(),
            "annexes": self._numbered(self._paper_annexes()),
            "closing": whole(self._filled_in(self.closing or "").rstrip(" ./;")),
        }

    def _filled_in(self, text):
        """The text with the names of this commune in the place of {…}."""
        body = self.issuing_unit_id
        commune = body.commune_id or body
        names = {
            "{body}": self._paper_body() or "Ủy ban nhân dân xã …",
            "{commune}": in_sentence(commune.name or "Xã …"),
            "{contact}": self.contact or "……",
        }
        for name, value in names.items():
            text = text.replace(name, value)
        return text

    def _paper_annexes(self):
        """[{heading, columns, groups, notes}]: a year's plan says who does what."""
        return [self._tasks_annex()] if self.programme_id and self.task_ids else []

    def _numbered(self, annexes):
        """One annex stands without a number (Phụ lục I, III.1.a)."""
        for i, annex in enumerate(annexes, 1):
            annex["name"] = f"Phụ lục {roman(i)}" if len(annexes) > 1 else "Phụ lục"
        return annexes

    def _tasks_annex(self):
        rows = [
            [
                number,
                whole(" ".join(_lines(self._filled_in(task.name))).rstrip(" ;.")),
                task.lead_body_id.name or "",
                ", ".join(task.body_ids.mapped("name")),
                task._paper_time(),
            ]
            for number, task in enumerate(self.task_ids, 1)
        ]
        return {
            "heading": f"PHÂN CÔNG NHIỆM VỤ NĂM {self.year_from}",
            "columns": [
                column("TT", 10, centre=True),
                column("Nhiệm vụ"),
                column("Cơ quan chủ trì", 30),
                column("Cơ quan phối hợp", 34),
                column("Thời gian", 22, centre=True),
            ],
            "groups": [{"heading": "", "rows": rows}],
            "notes": [],
        }

    def _paper_blocks(self):
        """[{kind: heading | text | table | note, …}] in the order of the paper."""
        blocks, numbers = [], {"1": 0, "2": 0, "3": 0}
        for part in self.part_ids:
            numbers[part.level] += 1
            for level in "123"[int(part.level) :]:
                numbers[level] = 0
            blocks += self._part_blocks(part, numbers[part.level])
        return blocks

    def _part_blocks(self, part, number):
        mark = {
            "1": f"{roman(number)}.",
            "2": f"{number}.",
            "3": f"{_letter(number)})",
        }[part.level]
        lines = _lines(self._filled_in(part.text or ""))
        tasks = [_lines(self._filled_in(task.name)) for task in part.task_ids]
        if not part.name:
            # A point without heading is the number with its first sentence.
            first = lines or (tasks.pop(0) if tasks else [""])
            first[0] = f"{mark} {first[0]}"
            if not lines:
                lines = first
        blocks = []
        if part.name:
            heading = self._filled_in(part.name)
            blocks.append({"kind": "heading", "text": whole(f"{mark} {heading}")})
        if part.table_from:
            blocks += self._targets_table(part.table_from, part.table_to)
        for i, task in enumerate(tasks):
            if len(tasks) > 1:
                task[0] = f"{_letter(i + 1)}) {task[0]}"
            lines += task
        return blocks + [{"kind": "text", "text": whole(line)} for line in lines]

    def _targets_table(self, first, last):
        """The targets of these years, a row a year, a column a metric; under it what
        its “(*)” mean."""
        targets = self.target_ids.filtered(lambda t: first <= t.year <= last)
        metrics = targets.metric_id.sorted()
        by_key = {(t.year, t.metric_id): t for t in targets}
        notes = list(dict.fromkeys(filter(None, targets.mapped("to_confirm"))))
        rows = [
            [year, *(_target(by_key.get((year, metric)), notes) for metric in metrics)]
            for year in sorted(set(targets.mapped("year")))
        ]
        table = {
            "kind": "table",
            "columns": [
                column("Năm", 18, centre=True),
                *(column(metric.name, centre=True) for metric in metrics),
            ],
            "groups": [{"heading": "", "rows": rows}],
        }
        return [
            table,
            *(
                {"kind": "note", "text": whole(f"{_mark(i)} {note}")}
                for i, note in enumerate(notes)
            ),
        ]


def _target(target, notes):
    if not target:
        return _OPEN
    mark = f" {_mark(notes.index(target.to_confirm))}" if target.to_confirm else ""
    return f"{decimal(target.value)}%{mark}"


def _mark(number):
    return f"({'*' * (number + 1)})"


def _letter(number):
    """The mark of a point, in the order of the Vietnamese letters."""
    return "abcdđeghiklmnopqrstuvxy"[number - 1]


def _lines(text):
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
