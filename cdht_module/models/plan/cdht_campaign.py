from odoo import api, fields, models

from odoo.addons.cdht_module.models.figures.cdht_campaign import OFFICERS

# How many years before and after its own a year's line of targets shows.
_YEARS_BESIDE = 4


class CdhtCampaign(models.Model):
    """The targets of the plan in force, beside the year's results."""

    _inherit = "cdht.campaign"

    plan_target_ids = fields.Many2many(
        "cdht.plan.target",
        string="Targets of the year",
        compute="_compute_plan_target_ids",
        groups=OFFICERS,
    )

    target_chart = fields.Json(
        string="Results against the targets, year by year",
        compute="_compute_target_chart",
        groups=OFFICERS,
        export_string_translation=False,
    )
    target_chart_of = fields.Char(
        string="What the line shows", compute="_compute_target_chart", groups=OFFICERS
    )

    @api.depends("unit_id", "year")
    @api.depends_context("uid", "lang")
    def _compute_target_chart(self):
        """The first target that is measured, over the years of the plans in force, as
        lines; see ``year_chart.js``."""
        shown_years = {
            campaign: range(
                campaign.year - _YEARS_BESIDE, campaign.year + _YEARS_BESIDE + 1
            )
            for campaign in self
        }
        in_force = self.env["cdht.plan.target"]._in_force(
            self.unit_id, set().union(*shown_years.values())
        )
        for campaign, years in shown_years.items():
            shown = [in_force[campaign.unit_id.id, year] for year in years]
            targets = self.env["cdht.plan.target"].union(*shown).with_env(self.env)
            targets = targets._filtered_access("read")
            metric = targets.filtered("metric_id.numerator_figure").metric_id[:1]
            targets = targets.filtered(lambda one, of=metric: one.metric_id == of)
            campaign.target_chart_of = metric.name
            campaign.target_chart = bool(targets) and {
                "kind": "lines",
                "model": targets._name,
                "ids": targets.ids,
                "labels": [str(year) for year in targets.mapped("year")],
                "series": [
                    {
                        "name": self.env._("Target (%)"),
                        "colour": "target",
                        "values": targets.mapped("value"),
                    },
                    {
                        "name": self.env._("Result (%)"),
                        "colour": "good",
                        "values": [
                            target.result if target.result_text else None
                            for target in targets
                        ],
                    },
                ],
            }

    @api.depends("unit_id", "year")
    def _compute_plan_target_ids(self):
        in_force = self.env["cdht.plan.target"]._in_force(
            self.unit_id, self.mapped("year")
        )
        for campaign in self:
            targets = in_force[campaign.unit_id.id, campaign.year].with_env(self.env)
            campaign.plan_target_ids = targets._filtered_access("read")

    def _year_steps(self):
        steps = super()._year_steps()
        if not self.env["cdht.plan"].has_access("read"):
            return steps
        plans = self.env["cdht.plan"].search(
            [
                ("issuing_unit_id", "=", self.unit_id.id),
                ("year_from", "<=", self.year),
                ("year_to", ">=", self.year),
                ("state", "!=", "replaced"),
            ]
        )
        issued = plans.filtered(lambda plan: plan.state == "issued")
        step = self._paper_step(
            10,
            "plan",
            self.env._("Plan"),
            plans,
            issued,
            act=self.env._("Make the plan"),
            begin=lambda: self._show_plans(plans),
            may_make=self.env["cdht.plan"].has_access("create"),
        )
        # The year goes on without it: nobody is sent there first.
        told = step.told or self.env._("May come later")
        return [*steps, step._replace(told=told, is_own=False)]

    def _show_plans(self, plans):
        """Those of the year; where there is none, a draft from the model of these
        years."""
        if plans:
            return self._one_or_window(plans, "action_cdht_plan")
        models = plans.search(
            [
                ("is_model", "=", True),
                ("year_from", "<=", self.year),
                ("year_to", ">=", self.year),
            ]
        )
        models -= plans._model_of_years()
        if len(models) == 1 and self.unit_id._in_reach("commune"):
            return models.action_make_plan()
        return self._window("action_cdht_plan")  # the models, and how to begin
