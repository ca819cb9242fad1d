from odoo import models

from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import whole


class CdhtPlan(models.Model):
    """What a plan says (Nghị định 30/2020, Phụ lục III, mẫu 1.4)."""

    _inherit = "cdht.plan"
    _standing = frozenset({"issued", "replaced"})

    def _paper_values(self):
        return {
            **super()._paper_values(),
            "opening": whole(self._filled_in(self.opening or "")),
            "blocks": self.part_ids._paper_blocks(self._filled_in),
            "annexes": self._numbered_annexes(self._paper_annexes()),
            "closing": whole(self._filled_in(self.closing or "").rstrip(" ./;")),
        }

    def _filled_in(self, text):
        return super()._filled_in(text).replace("{contact}", self.contact or "……")

    def _paper_annexes(self):
        """[{heading, columns, groups, notes}]: a year's plan says who does what, and
        what it costs."""
        annexes = []
        if self.programme_id and self.task_ids:
            annexes.append(self._tasks_annex())
        if self.cost_ids:
            annexes.append(self._estimate_annex())
        return annexes

    def _tasks_annex(self):
        rows = [
            [
                number,
                whole(" ".join(self._filled_in(task.name).split()).rstrip(" ;.")),
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
                column("Thời gian", 25, centre=True),
            ],
            "groups": [{"heading": "", "rows": rows}],
            "notes": [],
        }
