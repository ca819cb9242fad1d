from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.cdht_module.models.figures.cdht_statistic import MEASURES
from odoo.addons.cdht_module.tools.paper_text import percent_of
from odoo.addons.cdht_module.tools.rounding import RATE_PLACES, difference, rounded

# What a unit's own share of the target is measured by.
_OF_UNITS = ("recognised_in_learning", "recognised_in_units")


class CdhtPlanTarget(models.Model):
    """A target: this share of that metric in that year, and what became of it."""

    _name = "cdht.plan.target"
    _description = "Target"
    _inherit = ["cdht.paper.line", "cdht.doubtful"]
    _order = "plan_id, year, sequence, id"

    plan_id = fields.Many2one(
        "cdht.plan", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(related="plan_id.issuing_unit_id", store=True, index=True)
    plan_state = fields.Selection(related="plan_id.state", string="State of the plan")
    year = fields.Integer(required=True, aggregator=None)
    metric_id = fields.Many2one(
        "cdht.metric", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(related="metric_id.sequence", store=True)
    value = fields.Float(
        string="Target (%)", required=True, digits=(5, 2), aggregator=None
    )
    part = fields.Integer(compute="_compute_result", aggregator=None)
    whole = fields.Integer(compute="_compute_result", aggregator=None)
    result = fields.Float(
        string="Result (%)", compute="_compute_result", digits=(5, RATE_PLACES),
        aggregator=None,
    )  # fmt: skip
    result_text = fields.Char(string="Result", compute="_compute_result")
    gap = fields.Float(
        string="Above or below (points)",
        compute="_compute_result",
        digits=(5, RATE_PLACES),
        aggregator=None,
    )
    lacking = fields.Integer(
        string="People lacking",
        compute="_compute_result",
        aggregator=None,
        help="How many more people would reach the target.",
    )
    reached = fields.Boolean(compute="_compute_result")
    finding = fields.Char(compute="_compute_result")

    _plan_year_metric_uniq = models.Constraint(
        "UNIQUE (plan_id, year, metric_id)",
        "This plan has a target of that metric and year already.",
    )

    @api.constrains("value")
    def _check_value(self):
        if any(not 0 <= target.value <= 100 for target in self):
            raise ValidationError(self.env._("A target lies between 0 and 100 %."))

    @api.constrains("year", "plan_id")
    def _check_year(self):
        for target in self:
            plan = target.plan_id
            if not plan.year_from <= target.year <= plan.year_to:
                raise ValidationError(
                    self.env._("%s lies outside the years of the plan.", target.year)
                )

    def _trace_unit(self):
        return self.unit_id

    @api.depends("metric_id", "year")
    def _compute_display_name(self):
        for target in self:
            target.display_name = f"{target.metric_id.name or ''} ({target.year})"

    @api.depends("unit_id", "year", "metric_id", "value")
    def _compute_result(self):
        areas = self.unit_id._origin
        if not self.env.su:
            # An unsaved form may name a commune of which the user may not see figures.
            areas = self.env.user._cdht_concerned(areas)
        # sudo: figures: sums of the plan's own commune, nobody's name; a chapter reads
        # them too
        figures = (
            self.env["cdht.statistic"]
            .sudo()
            ._figures(areas.sudo(), set(self.mapped("year")))
        )
        for target in self:
            known = figures.get((target.unit_id._origin.id, target.year))
            found = {"part": 0, "whole": 0, "share": None, "finding": ""}
            if known and target.metric_id:
                unit = target.unit_id.sudo()  # sudo: name: its name, in a finding
                found = target.metric_id._share(unit, target.year, known)
            share, whole = found["share"], found["whole"] or 0
            measured = share is not None
            target.part, target.whole = found["part"] or 0, whole
            target.finding = found["finding"]
            target.result = rounded(share) if measured else 0
            target.gap = rounded(difference(share, target.value)) if measured else 0
            target.reached = measured and share >= target.value
            target.result_text = percent_of(target.part, whole) if measured else ""
            lacking = measured and target._lacking_of(target.part, whole)
            target.lacking = lacking or 0

    def _printed(self):
        """Those that their plan says: a plan of many years keeps to what it has from a
        document, a plan of one year puts to its office what is proposed for it."""
        return self.filtered(
            lambda target: (
                not target.to_confirm
                or target.plan_id.year_from == target.plan_id.year_to
            )
        )

    def _copy_to(self, plan):
        return self.create(
            [
                {
                    "plan_id": plan.id,
                    "year": target.year,
                    "metric_id": target.metric_id.id,
                    "value": target.value,
                    "to_confirm": target.to_confirm,
                }
                for target in self
            ]
        )

    @api.model
    def _in_force(self, areas, years):
        """{(area id, year): targets}: of the year's own plan that is issued, else of
        the programme's."""
        # sudo: part: the issued plan of an area is its bodies' and units' own
        found = self.sudo().search(
            [
                ("unit_id", "in", areas.ids),
                ("plan_id.state", "=", "issued"),
                ("year", "in", list(years)),
            ]
        )
        # sudo: part: an empty one, as those found
        result = {(area.id, year): self.sudo() for area in areas for year in years}
        for key, targets in found.grouped(lambda t: (t.unit_id.id, t.year)).items():
            yearly = targets.filtered("plan_id.programme_id")
            result[key] = (yearly or targets).sorted(lambda t: t.metric_id.sequence)
        return result

    def _of_unit(self, figures):
        """(target, part, whole) by which a unit with these figures is measured: a
        village by its adults in learning models, an agency by its staff; or None."""
        for target in self:
            rule = target.metric_id
            whole = figures.get(rule.denominator_figure)
            if rule.numerator_figure in _OF_UNITS and whole:
                return target, figures[rule.numerator_figure], whole
        return None

    def _lacking_of(self, part, whole):
        """How many more of ``whole`` would reach the target."""
        return max(int(-(-round(self.value * whole, 6) // 100) - part), 0)

    def action_open_dossiers(self):
        """The dossiers (or the base figures) that are counted for this target."""
        self._cdht_one()
        self.check_access("read")
        metric = self.metric_id
        figure = (metric if metric.numerator_figure else metric.measured_as_id)[
            "numerator_figure"
        ]
        of_year = Domain("year", "=", self.year)
        if figure in MEASURES:
            rows = self.env["cdht.statistic"]
            below = rows._below(self.unit_id)
            rows = rows.search(below & of_year & Domain(figure, "=", 1))
            return rows.action_open_dossiers()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_population"
        )
        below = Domain("unit_id", "child_of", self.unit_id.ids)
        return {**action, "domain": list(below & of_year)}
