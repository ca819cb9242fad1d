from odoo import models

from odoo.addons.cdht_module.tools.finding import (
    Finding,
    numbers_before,
)
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    decimal,
    dotted,
    in_full,
    in_sentence,
    percent_of,
    roman,
    whole,
)
from odoo.addons.cdht_module.tools.wording import Words

# As the seed plan III (Kinh phí thực hiện) calls them.
PRINTED_SOURCES = {
    "budget": "Ngân sách xã",
    "merged": "Lồng ghép từ các chương trình, đề án",
    "social": "Xã hội hóa",
    "other": "Huy động hợp pháp khác",
}

_FIELDS = {
    "cơ quan": "body",
    "xã": "commune",
    "đầu mối": "contact",
    "phụ lục": "annex_names",
    "kế hoạch bị thay thế": "replaced",
}


class CdhtPlan(models.Model):
    """What a plan says, with its tables and annexes (Nghị định 30/2020, Phụ lục III,
    mẫu 1.4), and what is checked of it."""

    _inherit = "cdht.plan"
    _wordings = (
        Words(
            "plan",
            "cdht.plan",
            "_paper_values",
            "plan_paper",
            _FIELDS,
            {"nội dung": "contents"},
            subject=(),
        ),
        Words(
            "yearly_plan",
            "cdht.plan",
            "_paper_values",
            "plan_paper",
            {
                **_FIELDS,
                "năm": "year",
                "dự toán": "planned",
                "bằng chữ": "planned_words",
                "nguồn kinh phí": "sources",
                "chưa có dự toán": lambda paper: (
                    "" if paper["planned"] else "Kinh phí thực hiện"
                ),
            },
            {"bảng chỉ tiêu": "targets", "bảng nhiệm vụ": "tasks"},
            subject=("chương trình", "năm"),
        ),
    )

    # -- What is checked before it is issued.

    def _doubtful(self):
        """Its text, its levels and what they measure, who carries it out."""
        used = super()._doubtful()
        for plan in self:
            tasks, targets = plan.task_ids, plan.target_ids._printed()
            used[plan] += [
                plan.part_ids,
                targets,
                targets.metric_id,
                tasks.lead_body_id | tasks.body_ids,
            ]
        return used

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_vague_tasks()
        yield from self._find_other_amounts(read)

    def _find_vague_tasks(self):
        """A plan of a year says of each task who does it, until when, and by what one
        sees it."""
        yearly = self.filtered(
            lambda plan: plan._worded_as("_paper_values") == "yearly_plan"
        )
        for plan in yearly:
            for number, task in enumerate(plan._own_tasks(), 1):
                if task.lead_body_id and task.date_to and task.product:
                    continue
                text = self.env._(
                    "Task %(number)s does not say who does it, until when or by what"
                    " one sees it: “%(task)s”",
                    number=number,
                    task=self._shortened(task.name),
                )
                source = self.env._("The tasks of the plan")
                yield plan, Finding("task", "warning", text, source, str(task.id))

    def _find_other_amounts(self, read):
        """The money of its text is that of its estimate."""
        for plan, said in read.items():
            sums = plan._money_by_source()
            known = {round(planned) for _source, planned, _spent in sums}
            known |= {round(plan.planned_total)}
            known |= {round(cost.planned) for cost in plan.cost_ids}
            for written, amount in numbers_before(said.lines, "đồng").items():
                if amount not in known:
                    text = self.env._("%s đồng do not stand in the estimate.", written)
                    source = self.env._("The estimate of the plan")
                    yield plan, Finding("amount", "warning", text, source, written)

    # -- What a plan says (Nghị định 30/2020, Phụ lục III, mẫu 1.4).

    def _worded_as(self, method):
        """A plan of a year says by itself what is to be done, unless it has chapters
        of its own."""
        one_year = self.programme_id or self == self._model_of_years()
        return "yearly_plan" if one_year and not self.part_ids else "plan"

    def _paper_values(self):
        annexes = self._numbered_annexes(self._paper_annexes())
        is_yearly = self._worded_as("_paper_values") == "yearly_plan"
        commune = self.issuing_unit_id.commune_id or self.issuing_unit_id
        replaced = self.replaces_id
        return {
            **super()._paper_values(),
            "commune": in_sentence(commune.name or "Xã …"),
            "contact": self.contact or "",
            "annexes": annexes,
            "annex_names": self._annex_names(annexes),
            "replaced": replaced._cited() if replaced else "",
            "contents": self.part_ids._paper_blocks(self._filled_in),
            **(self._values_of_year() if is_yearly else {}),
        }

    def _file_facts(self):
        """Drafts are told apart by their years."""
        number, year = super()._file_facts()
        years = dict.fromkeys((self.year_from, self.year_to))
        return [number, "-".join(map(str, years)) if self.state == "draft" else year]

    def _typed_texts(self):
        yield from super()._typed_texts()
        yield from self.part_ids._typed_texts()

    def _filled_in(self, text):
        return super()._filled_in(text).replace("{contact}", self.contact or "……")

    def _values_of_year(self):
        """What a year wants: its targets, who does what, its money."""
        money = self._money_by_source()
        return {
            "year": self.year_from,
            "planned": dotted(sum(planned for _source, planned, _spent in money)),
            "planned_words": self.planned_words if money else "",
            "sources": "; ".join(
                f"{in_sentence(PRINTED_SOURCES[source])} {dotted(planned)} đồng"
                for source, planned, _spent in money
                if planned
            ),
            "targets": self._targets_table(),
            "tasks": self._tasks_table(),
        }

    def _targets_table(self):
        """The year's targets beside what the year before came to; under it what the
        “(*)” of a draft mean."""
        year, area = self.year_from, self.issuing_unit_id
        # sudo: figures: sums of the plan's own commune
        figures = self.env["cdht.statistic"].sudo()._figures(area, {year - 1})
        known = figures.get((area.id, year - 1))
        notes, rows = [], []
        for target in self.target_ids.filtered(lambda one: one.year == year):
            # Without a single title the year before is not in this database.
            before = (
                known
                and known["recognised"]
                and target.metric_id._share(area, year - 1, known)
            )
            measured = before and before["share"] is not None
            star = ""
            if self.state == "draft" and target.to_confirm:
                if target.to_confirm not in notes:
                    notes.append(target.to_confirm)
                star = f" ({'*' * (notes.index(target.to_confirm) + 1)})"
            rows.append(
                [
                    len(rows) + 1,
                    in_full(target.metric_id.name),
                    percent_of(before["part"], before["whole"]) if measured else "–",
                    f"{decimal(target.value)}%{star}",
                ]
            )
        if not rows:
            return []
        heads = [
            column("TT", 10, centre=True),
            column("Chỉ tiêu"),
            column(f"Kết quả năm {year - 1} (số đạt/tổng số)", 42, centre=True),
            column(f"Chỉ tiêu năm {year}", 34, centre=True),
        ]
        if all(row[2] == "–" for row in rows):
            heads.pop(2)
            rows = [[*row[:2], row[3]] for row in rows]
        table = {
            "kind": "table",
            "columns": heads,
            "groups": [{"heading": "", "rows": rows}],
        }
        return [
            table,
            *(
                {"kind": "note", "text": whole(f"({'*' * number}) {note}")}
                for number, note in enumerate(notes, 1)
            ),
        ]

    def _tasks_table(self):
        rows = [
            [
                number,
                whole(" ".join(self._filled_in(task.name).split()).rstrip(" ;.")),
                task._paper_bodies(),
                task._paper_deadline(),
                task.product or "",
            ]
            for number, task in enumerate(self._own_tasks(), 1)
        ]
        return rows and {
            "columns": [
                column("TT", 9, centre=True),
                column("Nhiệm vụ"),
                column("Cơ quan, người thực hiện", 48),
                column("Thời hạn", 24, centre=True),
                column("Sản phẩm", 32),
            ],
            "groups": [{"heading": "", "rows": rows}],
        }

    def _paper_annexes(self):
        """[{heading, columns, groups, notes}]: what a year costs; of a year's plan
        with chapters of its own, who does what."""
        annexes = []
        if self.programme_id and self.part_ids and self._own_tasks():
            annexes.append(self._tasks_annex())
        if self.cost_ids:
            annexes.append(self._estimate_annex())
        return annexes

    def _own_tasks(self):
        """The tasks of the paper; not those that were given to somebody later on."""
        return self.task_ids

    def _tasks_annex(self):
        rows = [
            [
                number,
                whole(" ".join(self._filled_in(task.name).split()).rstrip(" ;.")),
                task.lead_body_id.name or "",
                ", ".join(task.body_ids.mapped("name")),
                task._paper_time(),
            ]
            for number, task in enumerate(self._own_tasks(), 1)
        ]
        return {
            "heading": f"PHÂN CÔNG NHIỆM VỤ NĂM {self.year_from}",
            "columns": [
                column("TT", 10, centre=True),
                column("Nhiệm vụ"),
                column("Cơ quan chủ trì", 30),
                column("Cơ quan phối hợp", 34),
                column("Thời gian", 25, centre=True),
            ],
            "groups": [{"heading": "", "rows": rows}],
            "notes": [],
        }

    def _estimate_annex(self):
        groups, number = [], 0
        for index, (source, planned, _spent) in enumerate(self._money_by_source(), 1):
            rows = []
            for cost in self.cost_ids.filtered(lambda c, s=source: c.source == s):
                number += 1
                rows.append(
                    [number, cost.name, cost.uom or "", dotted(cost.quantity),
                     dotted(cost.price), dotted(cost.planned)]
                )  # fmt: skip
            heading = (
                f"{roman(index)}. {PRINTED_SOURCES[source]}: {dotted(planned)} đồng"
            )
            groups.append({"heading": heading, "rows": rows})
        total = ["", "Tổng cộng", "", "", "", dotted(self.planned_total)]
        groups.append({"heading": "", "rows": [total], "class": "total"})
        return {
            "heading": f"DỰ TOÁN KINH PHÍ NĂM {self.year_from}",
            "columns": [
                column("TT", 10, centre=True),
                column("Nội dung chi"),
                column("Đơn vị tính", 20, centre=True),
                column("Số lượng", 20, centre=True),
                column("Đơn giá (đồng)", 27, right=True),
                column("Thành tiền (đồng)", 30, right=True),
            ],
            "groups": groups,
            "notes": [f"Bằng chữ: {self.planned_words}."],
        }
