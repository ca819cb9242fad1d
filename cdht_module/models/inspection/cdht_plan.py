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
        origins = {task: task.sudo().origin_id for task in tasks}
        known = tasks.union(*origins.values())
        # sudo: compare: as above
        inspections = self.env["cdht.inspection"].sudo()
        given = inspections.search([("task_id", "in", known.ids)]).task_id
        return tasks.filtered(lambda task: not (task | origins[task]) & given)
