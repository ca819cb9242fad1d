from odoo import fields, models

from odoo.addons.cdht_module.tools.paper_text import decimal


class CdhtCampaign(models.Model):
    """Averages per indicator: what to teach next."""

    _inherit = "cdht.campaign"

    weak_indicators = fields.Text(
        string="Lowest averages",
        compute="_compute_weak_indicators",
        # Whoever reads scores.
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune",
        help="The three indicators with the lowest average appraised score.",
    )

    def _indicator_averages(self):
        """[(indicator, average of its appraised scores)], the lowest first."""
        rows = self.env["cdht.assessment.line"]._read_group(
            [
                ("assessment_id.campaign_id", "in", self.ids),
                ("assessment_id.state", "!=", "withdrawn"),
                ("appraised_score", ">", 0),
            ],
            ["indicator_id"],
            ["appraised_score:avg"],
        )
        return sorted(rows, key=lambda row: row[1])

    def _compute_weak_indicators(self):
        for campaign in self:
            campaign.weak_indicators = "\n".join(
                f"{indicator.display_name}: {decimal(average)}"
                for indicator, average in campaign._indicator_averages()[:3]
            )
