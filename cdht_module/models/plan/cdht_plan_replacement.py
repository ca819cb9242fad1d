from odoo import api, fields, models
from odoo.exceptions import UserError


class CdhtPlan(models.Model):
    """One plan of a kind is in force in a year: another one takes its place (Nghị định
    30/2020, Điều 18 khoản 3)."""

    _inherit = "cdht.plan"

    replaces_id = fields.Many2one(
        "cdht.plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    def action_make_replacement(self):
        """A draft with everything that this plan has; once issued, it takes its
        place."""
        self._cdht_one()
        self._check_issuing_officer()
        self._check_state("issued")
        draft = self.search([("replaces_id", "=", self.id)], limit=1)
        return (draft or self._make_replacement())._cdht_action_form()

    def _make_replacement(self):
        named = f"Kế hoạch này thay thế {self._paper_named()}."
        plan = self.copy({"closing": " ".join(filter(None, [named, self.closing]))})
        # sudo: links set by the move; the estimate goes on as its accountant left it
        draft = plan.sudo()
        draft.write({"replaces_id": self.id, "programme_id": self.programme_id.id})
        parts = self.part_ids.sudo()
        copies = parts.create(_copied(parts, plan))
        by_part = dict(zip(parts, copies, strict=True))
        tasks = self.task_ids.sudo()
        lines = [
            {**line, "part_id": task.part_id in by_part and by_part[task.part_id].id}
            for task, line in zip(tasks, _copied_with_origin(tasks, plan), strict=True)
        ]
        tasks.create(lines)
        self.target_ids.sudo().create(_copied(self.target_ids.sudo(), plan))
        self.cost_ids.sudo().create(_copied_with_origin(self.cost_ids.sudo(), plan))
        return plan

    @api.model
    def _same_kind(self, plan):
        """Domain of the plans for the same years: yearly ones, or of many years."""
        return [
            ("issuing_unit_id", "=", plan.issuing_unit_id.id),
            ("programme_id", "!=" if plan.programme_id else "=", False),
            ("year_from", "<=", plan.year_to),
            ("year_to", ">=", plan.year_from),
        ]

    def _check_none_in_force(self):
        """What targets, tasks and money are counted from is one plan."""
        # Two officers at once: the later one begins anew.
        self.issuing_unit_id._hold_register()
        for plan in self:
            plan._check_replaces()
            other = self.search(
                [
                    *self._same_kind(plan),
                    ("state", "=", "issued"),
                    ("id", "!=", plan.replaces_id.id),
                ],
                limit=1,
            )
            if other:
                raise UserError(
                    self.env._(
                        "“%s” is in force in these years. Open it and make the plan"
                        " that replaces it.",
                        other.display_name,
                    )
                )

    def _check_replaces(self):
        """It is for the same body and years, and no spending is lost."""
        old = self.replaces_id
        if not old:
            return
        if self.issuing_unit_id != old.issuing_unit_id or (
            (self.year_from, self.year_to) != (old.year_from, old.year_to)
        ):
            raise UserError(
                self.env._(
                    "It replaces “%s”: the same body, the same years.", old.display_name
                )
            )
        # sudo: what was spent of the plan that the officer replaces
        lost = old.sudo().cost_ids.filtered("spent") - self.sudo().cost_ids.origin_id
        if lost:
            raise UserError(
                self.env._(
                    "Money was spent on “%s”: keep it in the estimate.", lost[0].name
                )
            )

    def _check_not_replaced(self):
        """What is done and spent is written in the plan that took its place."""
        replaced = self.filtered(lambda plan: plan.state == "replaced")
        if replaced and not self.env.su:
            raise UserError(
                self.env._(
                    "“%s” is replaced: write it in the plan that took its place.",
                    replaced[0].display_name,
                )
            )

    def _take_the_place(self):
        """Of the plan that this one replaces: how far its work is goes on here."""
        for plan in self.filtered("replaces_id"):
            # sudo: progress, money and links are carried over unchanged
            old, new = plan.replaces_id.sudo(), plan.sudo()
            for task in new.task_ids.filtered("origin_id"):
                earlier = task.origin_id
                task.write({"state": earlier.state, "result": earlier.result})
            for cost in new.cost_ids.filtered("origin_id"):
                cost.spent = cost.origin_id.spent
            kept = {task.origin_id: task for task in new.task_ids}
            linked = self.env["cdht.activity"].sudo()
            for activity in linked.search([("task_id", "in", old.task_ids.ids)]):
                activity.task_id = kept.get(activity.task_id, activity.task_id)
            # What inspections gave to do in the meantime.
            inspections = self.env["cdht.inspection"].sudo()
            later = inspections.search([("task_id", "in", old.task_ids.ids)])
            for inspection in later:
                task = inspection.task_id
                inspection.task_id = kept.get(task, task)
            moved = later.task_id.filtered_domain([("plan_id", "=", old.id)])
            moved.plan_id = new
            old.contribution_ids.plan_id = new
            old.yearly_ids.programme_id = new
            old.with_env(self.env)._move_to("replaced", "replace")


def _copied(lines, plan):
    return [{**line, "plan_id": plan.id} for line in lines.copy_data()]


def _copied_with_origin(lines, plan):
    return [
        {**copy, "origin_id": line.id}
        for line, copy in zip(lines, _copied(lines, plan), strict=True)
    ]
