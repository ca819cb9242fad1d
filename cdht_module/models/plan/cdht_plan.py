import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.finding import (
    names_ended_level,
)
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.number_words import amount_in_words
from odoo.addons.cdht_module.tools.paper_text import in_sentence, text_lines

from .cdht_plan_cost import SOURCES

_lt = LazyTranslate(__name__)

# Lines that say for themselves what may still be written once the plan is issued.
_AFTER_ISSUE = {"task_ids", "cost_ids", "contribution_ids"}

# “Các cơ quan có tên trong kế hoạch”: a plan of a year names them.
_NAMED_IN_IT = re.compile(r"có tên trong kế hoạch$", re.I)


class CdhtPlan(models.Model):
    """Kế hoạch: targets by year and metric, tasks; of the whole programme, with
    chapters of its own, or of one year: who does what until when, in the words of its
    office.

    A plan without issuing body is a model for all communes: the bundled ones hold the
    seed's plan of 2022, and the tasks of a year.
    """

    _name = "cdht.plan"
    _description = "Plan"
    _inherit = ["cdht.document"]
    _order = "year_from desc, year_to, id desc"
    _paper_kind = "Kế hoạch"
    _text_field = "part_ids"
    _print_stages = {"issued": "issued", "replaced": "issued"}
    _by_moves = {"state", "replaces_id"}
    _moves = (
        Move("issue", "action_issue", ("draft",), "issued", "commune", _lt("Issued")),
        Move("replace", "action_make_replacement", ("issued",), "replaced",
             "commune", _lt("Replaced by another")),
    )  # fmt: skip

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
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    signatory_id = fields.Many2one(
        compute="_compute_signatory_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )
    place = fields.Char(copy=False)
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
    years_text = fields.Char(string="Years", compute="_compute_years_text")
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

    replaces_id = fields.Many2one(
        "cdht.plan",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

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

    _standing = frozenset({"issued", "replaced"})

    @api.depends("programme_id", "year_from", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    def _subject_facts(self):
        return {"chương trình": self.programme_id.subject, "năm": self.year_from or ""}

    @api.model
    def _of_year(self, year):
        return Domain("year_from", "<=", year) & Domain("year_to", ">=", year)

    def _said_later(self):
        later = self.search([("replaces_id", "in", self.ids), ("state", "!=", "draft")])
        return {
            plan.replaces_id: [f"Được thay thế bởi {plan._paper_named()}"]
            for plan in later
        }

    @api.constrains("year_from", "year_to")
    def _check_years(self):
        for plan in self:
            if not 2021 <= plan.year_from <= plan.year_to <= 2100:
                raise ValidationError(
                    self.env._("The programme began in 2021; check the years.")
                )

    @api.depends("year_from", "year_to", "is_model")
    @api.depends_context("lang")
    def _compute_years_text(self):
        for plan in self:
            years = dict.fromkeys(filter(None, (plan.year_from, plan.year_to)))
            plan.years_text = "–".join(map(str, years))
            if plan.is_model and len(years) == 1:
                plan.years_text = self.env._("Of one year")

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
        "part_ids.to_confirm", "target_ids.to_confirm", "task_ids.body_warning",
        "year_from", "year_to",
    )  # fmt: skip
    def _compute_to_confirm(self):
        for plan in self:
            notes = plan.part_ids.mapped("to_confirm")
            targets = plan.target_ids._printed()
            notes += targets.mapped("to_confirm")
            notes += targets.metric_id.mapped("to_confirm")
            notes += plan.task_ids.mapped("body_warning")
            plan.to_confirm = "\n".join(dict.fromkeys(filter(None, notes)))

    @api.depends("year_from", "year_to")
    def _compute_display_name(self):
        result = super()._compute_display_name()
        for plan in self:
            years = {plan.year_from, plan.year_to}
            plan.display_name += f" ({'-'.join(map(str, sorted(years)))})"
        return result

    def _check_by_hand(self, vals):
        if "state" in vals:
            raise AccessError(self.env._("Use the buttons to issue a plan."))
        if self._written_by_hand(vals) - _AFTER_ISSUE:
            self._check_draft()

    def _standing_message(self):
        """An issued plan is changed by another plan only (Điều 18 khoản 3)."""
        return self.env._(
            "“%s” is issued and not changed any more. Make the plan that replaces it;"
            " the progress of its tasks is still written here.",
            self.display_name,
        )

    def action_issue(self):
        """Issue with the registry's number and date."""
        self._check_issuing_officer()
        if self.filtered("is_model"):
            raise UserError(
                self.env._("A model is not issued: make the commune's plan from it.")
            )
        self._lock()
        self._check_move("issue")
        self._check_ready()
        # If two officers do this at once, the later request is repeated.
        self.issuing_unit_id._lock_register()
        self._check_none_in_force()
        self._enter_in_register()
        self._make_move("issue")
        self._replace_previous()

    def _lacking(self):
        yield from super()._lacking()
        if not self.signatory_id:
            yield self.env._("Choose who signs.")
        if not (self.target_ids and (self.part_ids or self.task_ids)):
            yield self.env._("A plan needs its targets and its text or its tasks.")
        texts = [*self.part_ids.mapped("text"), *self.task_ids.mapped("name")]
        if not self.contact and any("{contact}" in (text or "") for text in texts):
            yield self.env._(
                "The text names a contact point: say who it is, in “%s”.",
                self._fields["contact"]._description_string(self.env),
            )

    def _checks_at_issue(self):
        return [*super()._checks_at_issue(), self._check_none_in_force]

    def action_make_plan(self):
        """The caller's commune gets its own draft of this plan, all years; of the
        model of a year, the next one of its plan of many years."""
        self._cdht_one()
        body = self.issuing_unit_id or self.env["cdht.letter"]._default_issuing_unit()
        if not body:
            raise UserError(
                self.env._("Plans are made by an officer of a commune; you have none.")
            )
        if self == self._model_of_years():
            programme = self.search(
                [
                    ("issuing_unit_id", "=", body.id),
                    ("programme_id", "=", False),
                    ("state", "=", "issued"),
                ],
                limit=1,
            )
            if not programme:
                raise UserError(
                    self.env._(
                        "The plan of a year carries out the plan of several years, and"
                        " there is none of your office here yet. Make that first, from"
                        " the model of several years; if it was issued on paper, give"
                        " it the number and day of the paper. Then press “Make the plan"
                        " of a year” in it."
                    )
                )
            return programme.action_make_yearly()
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
        this_year = clock.today().year
        first, last = max(this_year, self.year_from), self.year_to
        years = [year] if year else range(first, last + 1)
        taken = set(self.yearly_ids.mapped("year_from"))
        year = next((year for year in years if year not in taken), None)
        if not year or not self.year_from <= year <= last:
            raise UserError(self.env._("Every year up to %s has its plan.", last))
        plan = self.create(self._yearly_vals(year))
        self.target_ids.filtered(lambda target: target.year == year)._copy_to(plan)
        self._tasks_of_year(year)._copy_to(plan, {})
        self._copy_estimate(plan, year, year)
        plan.recipients = plan._recipients_by_name()
        return plan._cdht_action_form()

    def _yearly_vals(self, year):
        bases = self._bases_on(fields.Date.to_date(f"{year}-01-01"))
        if self.state == "issued":
            bases.append(f"Căn cứ {self._cited()}")
        return {
            "year_from": year,
            "year_to": year,
            "issuing_unit_id": self.issuing_unit_id.id,
            "programme_id": self.id,
            "symbol": self.symbol,
            "contact": self.contact,
            "bases": "\n".join(bases),
        }

    @api.model
    def _model_of_years(self):
        return self.env.ref("cdht_module.plan_yearly", raise_if_not_found=False) or (
            self.browse()
        )

    def _tasks_of_year(self, year):
        """A year begins with what the year before did, the first one with the model's
        tasks; and with what this plan has for that year alone."""
        before = self.yearly_ids.filtered(
            lambda plan: (
                plan.year_from < year and plan.state != "replaced" and not plan.part_ids
            )
        ).sorted("year_from")[-1:]
        once = self._own_tasks().filtered(
            lambda task: (
                not task.is_yearly and task.date_to and task.date_to.year == year
            )
        )
        earlier = before._own_tasks().filtered("is_yearly")
        return (earlier or self._model_of_years().task_ids) + once

    def _recipients_by_name(self):
        """“Nơi nhận”, with the bodies that have a task by their names."""
        lines = text_lines(self.recipients)
        if not lines:
            return False
        *first, last = [line for line in lines if not _NAMED_IN_IT.search(line)]
        bodies = self.task_ids.lead_body_id | self.task_ids.body_ids
        issuer = self.issuing_unit_id.body_name or ""
        named = [
            name
            for name in bodies.sorted().mapped("name")
            if not issuer.startswith(name) and not any(name in line for line in first)
        ]
        return "\n".join([*first, *named, last])

    def _bases_on(self, day):
        """Its bases but those of a level of government that is none on ``day``; the
        standard ones where nothing is left."""
        bases = text_lines(self.bases)
        standing = [line for line in bases if not names_ended_level(line, day)]
        if not bases or standing:
            return standing
        rows = self.env["cdht.paper.default"].search([("paper", "=", "plan")])
        return text_lines(rows._fitting(self.issuing_unit_id, day).bases)

    def _cited(self):
        """The plan as another one cites it first (Phụ lục I, II.6.b)."""
        subject = in_sentence(self.subject or "")
        return f"{self._paper_named()} của {self._paper_body()} về việc {subject}"

    def _made_from(self, vals, first, last):
        """A draft with this plan's text, the targets of these years, and the tasks;
        bodies that ended before are replaced by those that followed them."""
        plan = self.copy({"year_from": first, "year_to": last, **vals})
        plan._propose_subjects()
        parts = self.part_ids._copy_to(plan)
        self.target_ids.filtered(lambda target: first <= target.year <= last)._copy_to(
            plan
        )
        self._own_tasks()._copy_to(plan, parts)
        self._copy_estimate(plan, first, last)
        return plan

    def _trace_unit(self):
        return self.issuing_unit_id

    # -- One plan of a kind is in force in a year: another one takes its place (Nghị
    #    định 30/2020, Điều 18 khoản 3).

    def _said_at_issue(self):
        return self.env._("An issued plan is changed only by another plan.")

    def _way_of_law(self):
        return self.env._("Press “Make the plan that replaces it”.")

    def action_make_replacement(self):
        """A draft with everything that this plan has; once issued, it takes its
        place."""
        self._cdht_one()
        self._check_issuing_officer()
        self._check_move("replace")
        draft = self.search([("replaces_id", "=", self.id)], limit=1)
        return (draft or self._make_replacement())._cdht_action_form()

    def _make_replacement(self):
        plan = self.copy({"bases": "\n".join(self._bases_on(clock.today()))})
        # sudo: move: links set by the move; the estimate goes on as its accountant left
        # it
        draft = plan.sudo()
        draft.write(
            {
                "replaces_id": self.id,
                "programme_id": self.programme_id.id,
                # sudo: part: what the plan alone said goes on in its replacement
                "own_words": self.sudo().own_words,
            }
        )
        parts = self.part_ids.sudo()
        copies = parts.create(_copied(parts, plan))
        by_part = dict(zip(parts, copies, strict=True))
        # sudo: move: they are copied whole, by the officer whose plan it is
        tasks = self.task_ids.sudo()
        lines = [
            {**line, "part_id": task.part_id in by_part and by_part[task.part_id].id}
            for task, line in zip(tasks, _copied_with_origin(tasks, plan), strict=True)
        ]
        tasks.create(lines)
        # sudo: move: levels are settled by the issue of a plan; its officer was checked
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
        # sudo: compare: what was spent of the plan that the officer replaces
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

    def _carry_links(self, new, kept):
        """What points at tasks of this plan points at those of ``new`` from now on;
        ``kept``: {task: the task that took its place}. Superuser."""
        linked = self.env["cdht.activity"]
        for activity in linked.search([("task_id", "in", self.task_ids.ids)]):
            activity.task_id = kept.get(activity.task_id, activity.task_id)

    def _replace_previous(self):
        """Of the plan that this one replaces: how far its work is goes on here."""
        for plan in self.filtered("replaces_id"):
            # sudo: move: progress, money and links are carried over unchanged
            old, new = plan.replaces_id.sudo(), plan.sudo()
            for task in new.task_ids.filtered("origin_id"):
                earlier = task.origin_id
                task.write({"state": earlier.state, "result": earlier.result})
            for cost in new.cost_ids.filtered("origin_id"):
                cost.spent = cost.origin_id.spent
            kept = {task.origin_id: task for task in new.task_ids}
            old._carry_links(new, kept)
            old.contribution_ids.plan_id = new
            old.yearly_ids.programme_id = new
            old.with_env(self.env)._make_move("replace")

    # -- The year's estimate and what was given; sums by source.

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
            # sudo: move: an estimate to begin with, for the accountant to change
            costs = (self.cost_ids or before.cost_ids).sudo()
            lines = [{**line, "plan_id": plan.id} for line in costs.copy_data()]
            costs.create(lines)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_its_money(self):
        """Money goes with the plan: where the office has an accountant, by them."""
        # sudo: compare: whether there is any
        money = self.sudo().filtered(
            lambda plan: (
                # A draft that replaces another holds but copies.
                not plan.replaces_id and (plan.cost_ids or plan.contribution_ids)
            )
        )
        money.with_env(self.env).issuing_unit_id._check_duty("accountant")


def _copied(lines, plan):
    return [{**line, "plan_id": plan.id} for line in lines.copy_data()]


def _copied_with_origin(lines, plan):
    return [
        {**copy, "origin_id": line.id}
        for line, copy in zip(lines, _copied(lines, plan), strict=True)
    ]
