from odoo import api, fields, models

from odoo.addons.cdht_module.models.figures.cdht_campaign import OFFICERS


class CdhtCampaign(models.Model):
    """The targets of the plan in force, beside the year's results."""

    _inherit = "cdht.campaign"

    plan_target_ids = fields.Many2many(
        "cdht.plan.target",
        string="Targets of the year",
        compute="_compute_plan_target_ids",
        groups=OFFICERS,
    )

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
        return [
            *steps,
            self._paper_step(
                10,
                "plan",
                self.env._("Plan"),
                plans,
                issued,
                act=self.env._("Make the plan"),
                begin=lambda: self._show_plans(plans),
            ),
        ]

    def _show_plans(self, plans):
        if plans:
            return self._one_or_window(plans, "action_cdht_plan")
        return self._window("action_cdht_plan")  # the models, and how to begin
