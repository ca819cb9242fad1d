from odoo import api, fields, models

from odoo.addons.cdht_module.tools.number_words import amount_in_words
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import dotted, roman

from .cdht_plan_cost import SOURCES

# As the seed plan III (Kinh phí thực hiện) calls them.
PRINTED_SOURCES = {
    "budget": "Ngân sách xã",
    "merged": "Lồng ghép từ các chương trình, đề án",
    "social": "Xã hội hóa",
    "other": "Huy động hợp pháp khác",
}


class CdhtPlan(models.Model):
    """The year's estimate and what was given; sums by source."""

    _inherit = "cdht.plan"

    cost_ids = fields.One2many(
        "cdht.plan.cost",
        "plan_id",
        string="Estimate",
        groups="cdht_module.group_cdht_commune",
    )
    contribution_ids = fields.One2many(
        "cdht.plan.contribution",
        "plan_id",
        string="Contributions",
        groups="cdht_module.group_cdht_commune",
    )
    planned_total = fields.Float(
        string="Estimate (đồng)",
        digits=(16, 0),
        compute="_compute_money",
        groups="cdht_module.group_cdht_commune",
    )
    spent_total = fields.Float(
        string="Spent so far (đồng)",
        digits=(16, 0),
        compute="_compute_money",
        groups="cdht_module.group_cdht_commune",
    )
    contributed_total = fields.Float(
        string="Given (đồng)",
        digits=(16, 0),
        compute="_compute_money",
        groups="cdht_module.group_cdht_commune",
    )
    planned_words = fields.Char(
        string="In words",
        compute="_compute_money",
        groups="cdht_module.group_cdht_commune",
    )

    @api.depends("cost_ids.planned", "cost_ids.spent", "contribution_ids.amount")
    def _compute_money(self):
        for plan in self:
            plan.planned_total = sum(plan.cost_ids.mapped("planned"))
            plan.spent_total = sum(plan.cost_ids.mapped("spent"))
            plan.contributed_total = sum(plan.contribution_ids.mapped("amount"))
            plan.planned_words = amount_in_words(plan.planned_total)

    def _money_by_source(self):
        """[(source, planned, spent)] of those that have anything."""
        rows = []
        for source, _label in SOURCES:
            costs = self.cost_ids.filtered(
                lambda cost, source=source: cost.source == source
            )
            if costs:
                rows.append(
                    (source, sum(costs.mapped("planned")), sum(costs.mapped("spent")))
                )
        return rows

    def _copy_estimate(self, plan, first, last):
        """A year's plan begins with the estimate of the year before."""
        before = self.yearly_ids.filtered(
            lambda other: other.year_to == first - 1 and other.state != "replaced"
        )[:1]
        if first == last:
            # sudo: an estimate to begin with, for the accountant to change
            costs = (self.cost_ids or before.cost_ids).sudo()
            lines = [{**line, "plan_id": plan.id} for line in costs.copy_data()]
            costs.create(lines)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_its_money(self):
        """Money goes with the plan: where the office has an accountant, by them."""
        # sudo: whether there is any
        money = self.sudo().filtered(
            lambda plan: (
                # A draft that replaces another holds but copies.
                not plan.replaces_id and (plan.cost_ids or plan.contribution_ids)
            )
        )
        money.with_env(self.env).issuing_unit_id._check_helper("accountant")

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
                column("Đơn giá (đồng)", 27, centre=True),
                column("Thành tiền (đồng)", 30, centre=True),
            ],
            "groups": groups,
            "notes": [f"Bằng chữ: {self.planned_words}."],
        }
