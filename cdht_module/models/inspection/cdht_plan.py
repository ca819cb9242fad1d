from odoo import models


class CdhtPlan(models.Model):
    """What inspections gave to do is followed up with the plan, and in the plan that
    replaces it; it is not of its paper."""

    _inherit = "cdht.plan"

    def _carry_links(self, new, kept):
        later = self.env["cdht.inspection"].search(
            [("task_id", "in", self.task_ids.ids)]
        )
        for inspection in later:
            inspection.task_id = kept.get(inspection.task_id, inspection.task_id)
        # What inspections gave to do in the meantime.
        moved = later.task_id.filtered_domain([("plan_id", "=", self.id)])
        moved.plan_id = new
        return super()._carry_links(new, kept)

    def _own_tasks(self):
        tasks = super()._own_tasks()
        # sudo: compare: which tasks follow an inspection, for whoever prints the plan;
        # in a draft that replaces it they are copies
        origins = tasks.sudo().origin_id
        given = self.env["cdht.inspection"].sudo().search(
            [("task_id", "in", [*tasks.ids, *origins.ids])]
        ).task_id  # fmt: skip
        return tasks.filtered(lambda task: not (task | task.sudo().origin_id) & given)
