from odoo import models

from odoo.addons.cdht_module.models.plan.cdht_plan_money import PRINTED_SOURCES
from odoo.addons.cdht_module.tools.paper_text import dotted

# As a report counts them.
KINDS = {
    "propaganda": "buổi tuyên truyền",
    "mobile": "buổi tuyên truyền lưu động",
    "launch": "lần phát động thi đua",
    "training": "lớp tập huấn",
    "workshop": "hội thảo",
    "class": "lớp học tại trung tâm học tập cộng đồng",
    "conference": "hội nghị",
}
_UNKNOWN = "…"


class CdhtReport(models.Model):
    """What the year's activities and money give to the report's text."""

    _inherit = "cdht.report"

    def _activities(self, *years):
        """The activities held in the area, whoever of it organised them."""
        # sudo: counted for the area that the body reports on
        return self.env["cdht.activity"].sudo().search(
            [
                ("commune_id", "=", self.area_id.id),
                ("year", "in", years),
                ("state", "=", "held"),
            ],
            order="date",
        )  # fmt: skip

    def _text_activities(self):
        held = self._activities(self.year)
        if self.period == "half":
            held = held.filtered(lambda activity: activity.date.month <= 6)
        counted = []
        for kind, label in KINDS.items():
            own = held.filtered(lambda activity, kind=kind: activity.kind == kind)
            if own:
                people = sum(own.mapped("attended_count"))
                came = f" ({people} lượt người)" if people else ""
                counted.append(f"{len(own)} {label}{came}")
        if not counted:
            return _UNKNOWN
        lines = [f"Đã tổ chức {'; '.join(counted)}."]
        highland = held.filtered("in_highland")
        if highland:
            lines.append(f"Trong đó {len(highland)} cuộc ở thôn vùng cao.")
        lines += [
            f"- {activity.result.strip()}" for activity in held if activity.result
        ]
        return "\n".join(lines)

    def _year_plan(self):
        # sudo: sums of the commune's own plan, for the report of its bodies
        return self.env["cdht.plan"].sudo().search(
            [
                ("issuing_unit_id", "=", self.area_id.id),
                ("state", "=", "issued"),
                ("year_from", "=", self.year),
                ("year_to", "=", self.year),
            ]
        )  # fmt: skip

    def _text_money(self):
        plans = self._year_plan()
        lines = [
            f"- {PRINTED_SOURCES[source]}: dự toán {dotted(planned) or 0} đồng, đã chi"
            f" {dotted(spent) or 0} đồng;"
            for plan in plans
            for source, planned, spent in plan._money_by_source()
        ]
        if lines:
            planned = sum(plans.mapped("planned_total"))
            spent = sum(plans.mapped("spent_total"))
            lines.insert(
                0,
                f"Dự toán kinh phí năm {self.year}: {dotted(planned)} đồng; đã chi"
                f" {dotted(spent) or 0} đồng, gồm:",
            )
            lines[-1] = lines[-1].rstrip(";") + "."
        gifts = plans.contribution_ids
        if gifts:
            total = sum(gifts.mapped("amount"))
            lines.append(
                f"Các tổ chức, cá nhân đóng góp {len(gifts)} lượt, số tiền"
                f" {dotted(total) or 0} đồng."
            )
        return "\n".join(lines) or _UNKNOWN
