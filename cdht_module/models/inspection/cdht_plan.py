from odoo import models


class CdhtPlan(models.Model):
    """What inspections gave to do stays in the plan that replaces another."""

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
