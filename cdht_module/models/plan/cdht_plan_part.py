from odoo import api, fields, models

from odoo.addons.cdht_module.tools.finding import names_ended_level
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import decimal

# Where the plan sets no target.
_NONE = "–"


class CdhtPlanPart(models.Model):
    """A part of a plan: heading, table of targets, text; then its tasks."""

    _name = "cdht.plan.part"
    _description = "Part of a plan's text"
    _inherit = ["cdht.paper.part", "cdht.doubtful"]
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one(
        "cdht.plan", required=True, index=True, ondelete="cascade"
    )
    table_from = fields.Integer(
        string="Targets from year", aggregator=None, help="0: no table of targets."
    )
    table_to = fields.Integer(string="Targets to year", aggregator=None)
    task_ids = fields.One2many("cdht.plan.task", "part_id", string="Tasks")

    def _trace_unit(self):
        return self.plan_id.issuing_unit_id

    @api.depends("name", "text", "task_ids.name")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for part in self.filtered(lambda part: not (part.name or part.text)):
            part.display_name = part.task_ids[:1].display_name
        return result

    def _points(self):
        return self.task_ids.mapped("name")

    def _tables(self):
        """The targets of these years, a row a year, a column a metric."""
        targets = self.plan_id.target_ids._printed().filtered(
            lambda target: self.table_from <= target.year <= self.table_to
        )
        if not (self.table_from and targets):
            return []
        metrics = targets.metric_id.sorted()
        by_key = {(target.year, target.metric_id): target for target in targets}
        rows = [
            [year, *(_target(by_key.get((year, metric))) for metric in metrics)]
            for year in sorted(set(targets.mapped("year")))
        ]
        return [
            {
                "kind": "table",
                "columns": [
                    column("Năm", 18, centre=True),
                    *(
                        column(metric.paper_name or metric.name, centre=True)
                        for metric in metrics
                    ),
                ],
                "groups": [{"heading": "", "rows": rows}],
            }
        ]

    def _copy_to(self, plan):
        """{part: its copy}; tables of other years than the plan's are left out."""
        first_day = fields.Date.to_date(f"{plan.year_from}-01-01")
        reworded = self.env["cdht.plan.body"]._wording_on(first_day)
        kept, vals_list = [], []
        for part, vals in zip(self, self.copy_data(), strict=True):
            first = max(part.table_from, plan.year_from)
            last = min(part.table_to, plan.year_to)
            if part.table_from and first > last:
                continue
            vals |= {
                "plan_id": plan.id,
                "name": reworded(part.name),
                "text": _without_ended_levels(reworded(part.text), first_day),
            }
            if part.table_from:
                vals |= {"table_from": first, "table_to": last}
            kept.append(part)
            vals_list.append(vals)
        return dict(zip(kept, self.create(vals_list), strict=True))


def _without_ended_levels(text, day):
    """The lines that name no level of government that is none on ``day``."""
    lines = (text or "").splitlines()
    return "\n".join(line for line in lines if not names_ended_level(line, day))


def _target(target):
    return f"{decimal(target.value)}%" if target else _NONE
