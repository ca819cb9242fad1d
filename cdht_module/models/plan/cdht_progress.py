from odoo import api, fields, models

from odoo.addons.cdht_module.tools.paper_text import decimal, percent


class CdhtProgress(models.Model):
    """A unit against the target of the plan in force."""

    _inherit = "cdht.progress"

    target_text = fields.Char(string="Against the target", compute="_compute_target")
    lacking = fields.Integer(
        string="People lacking",
        compute="_compute_target",
        aggregator=None,
        help="How many more recognised people would reach the plan's target here.",
    )

    @api.depends("unit_id", "campaign_id")
    def _compute_target(self):
        """Villages by adults in learning models, agencies by staff (see the report)."""
        # sudo: figures: sums of the reader's own units, and the plan of their commune
        figures = (
            self.env["cdht.statistic"]
            .sudo()
            ._figures(self.unit_id.sudo(), set(self.mapped("year")))
        )
        targets = self.env["cdht.plan.target"]._in_force(
            self.campaign_id.unit_id, set(self.mapped("year"))
        )
        for row in self:
            row.lacking, row.target_text = 0, False
            unit_figures = figures[row.unit_id.id, row.year]
            measured = targets[row.campaign_id.unit_id.id, row.year]._of_unit(
                unit_figures
            )
            if measured:
                target, part, whole = measured
                row.lacking = target._lacking_of(part, whole)
                row.target_text = f"{percent(part, whole)} / {decimal(target.value)}%"
