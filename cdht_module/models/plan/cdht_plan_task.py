from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_text import in_sentence, table_date

# Bodies common to all communes, of the commune, or of a unit above it.
_BODIES = (
    "['|', '|', ('unit_id', '=', False), ('unit_id.commune_id', '=', commune_id),"
    " ('unit_id', 'parent_of', commune_id)]"
)


class CdhtPlanTask(models.Model):
    """Nhiệm vụ: what, by whom, with whom, until when, and how far it is."""

    _name = "cdht.plan.task"
    _description = "Task of a plan"
    _inherit = ["cdht.paper.line"]
    _order = "plan_id, part_sequence, sequence, id"
    # How far a task is may be written for an issued plan too; its days are printed.
    _free_fields = frozenset({"state", "result"})

    plan_id = fields.Many2one(
        "cdht.plan", required=True, index=True, ondelete="cascade"
    )
    issuing_unit_id = fields.Many2one(
        related="plan_id.issuing_unit_id", store=True, index=True
    )
    plan_state = fields.Selection(related="plan_id.state", string="State of the plan")
    part_id = fields.Many2one(
        "cdht.plan.part",
        string="In the text under",
        ondelete="cascade",
        index=True,
        domain="[('plan_id', '=', plan_id)]",
    )
    part_sequence = fields.Integer(
        related="part_id.sequence",
        store=True,
        string="Place in the text",
        export_string_translation=False,
    )
    sequence = fields.Integer(default=10)
    name = fields.Text(string="Task", required=True)
    commune_id = fields.Many2one(related="plan_id.issuing_unit_id.commune_id")
    lead_body_id = fields.Many2one(
        "cdht.plan.body",
        string="Lead body",
        ondelete="restrict",
        index=True,
        domain=_BODIES,
    )
    body_ids = fields.Many2many(
        "cdht.plan.body", string="Co-operating bodies", domain=_BODIES
    )
    product = fields.Char(
        help="The paper, the list, the meeting by which one sees that it is done.",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="Until")
    is_yearly = fields.Boolean(string="Every year")
    state = fields.Selection(
        [("todo", "Not begun"), ("doing", "In progress"), ("done", "Done")],
        default="todo",
        required=True,
        copy=False,
        group_expand=True,
    )
    result = fields.Text(help="What was done, as the report will say it.")
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    origin_id = fields.Many2one(
        "cdht.plan.task",
        string="Copied from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )
    body_warning = fields.Char(compute="_compute_body_warning")

    def write(self, vals):
        self.plan_id._check_not_replaced()
        return super().write(vals)

    @api.constrains("plan_id", "part_id")
    def _check_part_id(self):
        """A task is printed in its own plan only."""
        if any(task.part_id and task.part_id.plan_id != task.plan_id for task in self):
            raise ValidationError(self.env._("Choose a heading of the same plan."))

    @api.depends("name")
    def _compute_display_name(self):
        for task in self:
            words = " ".join((task.name or "").split())
            task.display_name = words if len(words) < 90 else f"{words[:90]}…"

    @api.depends("state", "date_to")
    def _compute_is_overdue(self):
        today = clock.today()
        for task in self:
            late = task.date_to and task.date_to < today
            task.is_overdue = bool(late and task.state != "done")

    def _search_is_overdue(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        today = clock.today()
        return [("state", "!=", "done"), ("date_to", "<", today)]

    @api.depends(
        "lead_body_id.date_to", "body_ids.date_to", "lead_body_id.to_confirm",
        "plan_id.year_to",
    )  # fmt: skip
    def _compute_body_warning(self):
        """Bodies that will not exist any more when the plan ends."""
        for task in self:
            notes = []
            bodies = task.lead_body_id | task.body_ids
            if task.plan_id.year_to:
                last_day = fields.Date.to_date(f"{task.plan_id.year_to}-12-31")
                for body in bodies._has_ended(last_day):
                    notes.append(
                        self.env._(
                            "%(body)s ended on %(date)s.",
                            body=body.name,
                            date=body.date_to.strftime("%d/%m/%Y"),
                        )
                    )
            notes += filter(None, bodies.mapped("to_confirm"))
            task.body_warning = " ".join(notes)

    def _paper_time(self):
        """“Cả năm”, “đến 30/11/2026”, as a table says it."""
        both = (self.date_from, self.date_to)
        days = [day and day.strftime("%d/%m/%Y") for day in both]
        if all(days):
            return " - ".join(days)
        year_end = self.date_to and (self.date_to.month, self.date_to.day) == (12, 31)
        if not any(days) or (self.is_yearly and year_end):
            return "Cả năm" if self.is_yearly else ""
        return f"Từ {days[0]}" if days[0] else f"Đến {days[1]}"

    def _paper_bodies(self):
        """“Hội Khuyến học xã; phối hợp: Đài truyền thanh xã, các trường học”"""
        names = self.body_ids.mapped("name")
        others = ", ".join(
            in_sentence(name) if name.startswith("Các ") else name for name in names
        )
        together = others and f"phối hợp: {others}"
        return "; ".join(filter(None, [self.lead_body_id.name, together]))

    def _paper_deadline(self):
        """“Trước 31/3/2026”, “Trong năm”, as the plan of a year says it."""
        year_end = self.date_to and (self.date_to.month, self.date_to.day) == (12, 31)
        if not self.date_to or (self.is_yearly and year_end):
            return "Trong năm"
        until = table_date(self.date_to)
        return f"{table_date(self.date_from)} - {until}" if self.date_from else until

    def action_start(self):
        """The task is being carried out."""
        self.write({"state": "doing"})

    def action_done(self):
        """The task is done."""
        self.write({"state": "done"})

    def _copy_to(self, plan, parts):
        """``parts``: {part: its copy in ``plan``}."""
        first_day = fields.Date.to_date(f"{plan.year_from}-01-01")
        last_day = fields.Date.to_date(f"{plan.year_to}-12-31")
        one_year = plan.year_from == plan.year_to
        reworded = self.env["cdht.plan.body"]._wording_on(first_day)
        vals_list = []
        for task in self:
            from_day, to_day = task.date_from, task.date_to
            if one_year:
                outside = (from_day and from_day > last_day) or (
                    to_day and to_day < first_day
                )
                if outside and not task.is_yearly:
                    continue
                if task.is_yearly:
                    from_day = from_day and _in_year(from_day, plan.year_from)
                    to_day = to_day and _in_year(to_day, plan.year_from)
                to_day = to_day or last_day
            lead = task.lead_body_id._on(first_day)
            vals_list.append(
                {
                    "plan_id": plan.id,
                    "part_id": task.part_id in parts and parts[task.part_id].id,
                    "sequence": task.sequence,
                    "name": reworded(task.name),
                    "product": task.product,
                    "lead_body_id": lead.id,
                    "body_ids": (task.body_ids._on(first_day) - lead).ids,
                    "date_from": from_day,
                    "date_to": min(to_day, last_day) if to_day else False,
                    "is_yearly": task.is_yearly,
                }
            )
        return self.create(vals_list)


def _in_year(day, year):
    """The same day of another year."""
    return day + relativedelta(year=year)
