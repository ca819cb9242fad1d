from odoo import api, fields, models


class CdhtPlanPart(models.Model):
    """A chapter, section or point of a plan: heading, table, text; then its tasks.

    Numbers are given by the order, so that no two chapters are “III”.
    """

    _name = "cdht.plan.part"
    _description = "Part of a plan's text"
    _order = "plan_id, sequence, id"

    plan_id = fields.Many2one(
        "cdht.plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    level = fields.Selection(
        [("1", "I."), ("2", "1."), ("3", "a)")], default="2", required=True
    )
    name = fields.Char(string="Heading")
    text = fields.Text(
        help="A paragraph a line, with its own “a)” or “-”. {body}, {commune} and"
        " {contact} stand for the issuing body, the commune and the contact point."
    )
    table_from = fields.Integer(
        string="Targets from year", aggregator=None, help="0: no table of targets."
    )
    table_to = fields.Integer(string="Targets to year", aggregator=None)
    to_confirm = fields.Char(string="To be confirmed")
    task_ids = fields.One2many("cdht.plan.task", "part_id", string="Tasks")

    @api.depends("name", "text", "task_ids.name")
    def _compute_display_name(self):
        for part in self:
            words = part.name or part.text or part.task_ids[:1].name or ""
            part.display_name = words if len(words) < 80 else f"{words[:80]}…"

    def _copy_to(self, plan):
        """{part: its copy}; tables of other years than the plan's are left out."""
        copies = {}
        for part in self:
            first = max(part.table_from, plan.year_from)
            last = min(part.table_to, plan.year_to)
            if part.table_from and first > last:
                continue
            vals = {"plan_id": plan.id}
            if part.table_from:
                vals |= {"table_from": first, "table_to": last}
                if plan.year_from == plan.year_to:
                    vals |= {"name": f"Mục tiêu năm {first}", "text": False}
            copies[part] = part.copy(vals)
        return copies

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts.plan_id._check_draft()
        return parts

    def write(self, vals):
        self.plan_id._check_draft()
        result = super().write(vals)
        self.plan_id._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self.plan_id._check_draft()
