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
