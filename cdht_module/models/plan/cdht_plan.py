from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

_SUBJECT = (
    "Thực hiện Chương trình “Xây dựng mô hình Công dân học tập giai đoạn 2021-2030”"
)
# Lines that say for themselves what may still be written once the plan is issued.
_AFTER_ISSUE = {"task_ids", "cost_ids", "contribution_ids"}


class CdhtPlan(models.Model):
    """Kế hoạch: chapters, targets by year and metric, tasks; of the whole programme
    or of one year, copied from it.

    A plan without issuing body is a model for all communes; the bundled one holds the
    seed's plan of 2022.
    """

    _name = "cdht.plan"
    _description = "Plan"
    _inherit = ["cdht.document"]
    _order = "year_from desc, year_to, id desc"
    _print_stages = {"issued": "issued", "replaced": "issued"}
    _by_moves = {"state", "replaces_id"}

    year_from = fields.Integer(string="From year", required=True, aggregator=None)
    year_to = fields.Integer(string="To year", required=True, aggregator=None)
    programme_id = fields.Many2one(
        "cdht.plan",
        string="Plan of the programme",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        domain="[('issuing_unit_id', '=', issuing_unit_id), ('id', '!=', id)]",
        help="The plan from which this one was copied.",
    )
    subject = fields.Char(default=_SUBJECT)
    signatory_id = fields.Many2one(
        compute="_compute_signatory_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )
    place = fields.Char(copy=False)
    opening = fields.Text(
        default="{body} xây dựng kế hoạch thực hiện Chương trình như sau:",
        help="The paragraph before the first chapter. {body} is the issuing body.",
    )
    closing = fields.Text(help="The last paragraph; “./.” is added at its end.")
    contact = fields.Char(
        string="Contact point for results",
        help="Name; printed where a text says {contact}.",
    )
    part_ids = fields.One2many("cdht.plan.part", "plan_id", string="Text", copy=False)
    target_ids = fields.One2many(
        "cdht.plan.target", "plan_id", string="Targets", copy=False
    )
    task_ids = fields.One2many("cdht.plan.task", "plan_id", string="Tasks", copy=False)
    yearly_ids = fields.One2many("cdht.plan", "programme_id", string="Yearly plans")
    is_model = fields.Boolean(compute="_compute_is_model", search="_search_is_model")
    done_count = fields.Integer(compute="_compute_progress")
    task_count = fields.Integer(compute="_compute_progress")
    overdue_count = fields.Integer(compute="_compute_progress")
    progress = fields.Integer(compute="_compute_progress", help="Tasks done, per cent.")
    to_confirm = fields.Text(string="To be confirmed", compute="_compute_to_confirm")
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued"), ("replaced", "Replaced")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )

    _number_uniq = models.UniqueIndex(
        "(issuing_unit_id, symbol, number_year, number_key)"
        " WHERE number_key IS NOT NULL AND number_year <> 0",
        "This number is used by another paper of the year.",
    )

    @api.constrains("year_from", "year_to")
    def _check_years(self):
        for plan in self:
            if not 2021 <= plan.year_from <= plan.year_to <= 2100:
                raise ValidationError(
                    self.env._("The programme began in 2021; check the years.")
                )

    @api.depends("issuing_unit_id")
    def _compute_is_model(self):
        for plan in self:
            plan.is_model = not plan.issuing_unit_id

    def _search_is_model(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("issuing_unit_id", "=" if True in value else "!=", False)]

    @api.depends("task_ids.state", "task_ids.date_to")
    def _compute_progress(self):
        for plan in self:
            tasks = plan.task_ids
            plan.task_count = len(tasks)
            plan.done_count = len(tasks.filtered(lambda task: task.state == "done"))
            plan.overdue_count = len(tasks.filtered("is_overdue"))
            plan.progress = 100 * plan.done_count // (len(tasks) or 1)

    @api.depends(
        "part_ids.to_confirm", "target_ids.to_confirm", "task_ids.body_warning"
    )
    def _compute_to_confirm(self):
        for plan in self:
            notes = plan.part_ids.mapped("to_confirm")
            notes += plan.target_ids.mapped("to_confirm")
            notes += plan.target_ids.metric_id.mapped("to_confirm")
            notes += plan.task_ids.mapped("body_warning")
            plan.to_confirm = "\n".join(dict.fromkeys(filter(None, notes)))

    @api.depends("year_from", "year_to")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for plan in self:
            years = {plan.year_from, plan.year_to}
            plan.display_name += f" ({'-'.join(map(str, sorted(years)))})"
        return result

    def write(self, vals):
        if not self.env.su:
            if "state" in vals:
                raise AccessError(self.env._("Use the buttons to issue a plan."))
            if self._written_by_hand(vals) - _AFTER_ISSUE:
                self._check_draft()
        return super().write(vals)

    def _standing_message(self):
        """An issued plan is changed by another plan only (Điều 18 khoản 3)."""
        return self.env._(
            "“%s” is issued and not changed any more. Make the plan that replaces it;"
            " the progress of its tasks is still written here.",
            self.display_name,
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_state("draft")

    def action_issue(self):
        """Issue with the registry's number and date."""
        self._check_issuing_officer()
        if self.filtered("is_model"):
            raise UserError(
                self.env._("A model is not issued: make the commune's plan from it.")
            )
        self._lock()
        self._check_state("draft")
        for plan in self:
            if not plan.signatory_id:
                raise UserError(self.env._("Choose who signs."))
            if not (plan.part_ids and plan.target_ids):
                raise UserError(self.env._("A plan needs its text and its targets."))
            texts = [*plan.part_ids.mapped("text"), *plan.task_ids.mapped("name")]
            if not plan.contact and any("{contact}" in (text or "") for text in texts):
                raise UserError(
                    self.env._("The text names a contact point: say who it is.")
                )
        self._check_none_in_force()
        self._enter_in_register()
        # sudo: who issues a year's plan settles its levels
        self.filtered("programme_id").target_ids.sudo().to_confirm = False
        self._move_to("issued", "issue")
        self._take_the_place()

    def action_make_plan(self):
        """The caller's commune gets its own draft of this plan, all years."""
        self._cdht_one()
        body = self.issuing_unit_id or self.env["cdht.letter"]._default_issuing_unit()
        if not body:
            raise UserError(
                self.env._("Plans are made by an officer of a commune; you have none.")
            )
        return self._made_from(
            {"issuing_unit_id": body.id}, self.year_from, self.year_to
        )._cdht_action_form()

    def action_make_yearly(self, year=None):
        """A draft for ``year``, or the next one that has none yet: its targets, all
        tasks."""
        self._cdht_one()
        if self.is_model or self.year_from == self.year_to:
            raise UserError(
                self.env._("A yearly plan is made from a commune's plan of many years.")
            )
        this_year = self.env["cdht.campaign"]._today().year
        first, last = max(this_year, self.year_from), self.year_to
        years = [year] if year else range(first, last + 1)
        taken = set(self.yearly_ids.mapped("year_from"))
        year = next((year for year in years if year not in taken), None)
        if not year or not self.year_from <= year <= last:
            raise UserError(self.env._("Every year up to %s has its plan.", last))
        base = self._paper_named() if self.state == "issued" else ""
        body = self._paper_body()
        vals = {
            "issuing_unit_id": self.issuing_unit_id.id,
            "programme_id": self.id,
            "subject": f"{self.subject} năm {year}",
            "bases": "\n".join(
                filter(None, [self.bases, base and f"Căn cứ {base} của {body}"])
            ),
        }
        return self._made_from(vals, year, year)._cdht_action_form()

    def _made_from(self, vals, first, last):
        """A draft with this plan's text, the targets of these years, and the tasks;
        bodies that ended before are replaced by those that followed them."""
        plan = self.copy({"year_from": first, "year_to": last, **vals})
        parts = self.part_ids._copy_to(plan)
        self.target_ids.filtered(lambda target: first <= target.year <= last)._copy_to(
            plan
        )
        self.task_ids._copy_to(plan, parts)
        self._copy_estimate(plan, first, last)
        return plan

    def _trace_unit(self):
        return self.issuing_unit_id
