from odoo import fields, models


class CdhtCampaign(models.Model):
    """Whom to ask for the year to come: it goes by the titles of the years before."""

    _inherit = "cdht.campaign"

    asking_count = fields.Integer(
        string="People to ask",
        compute="_compute_asking_count",
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune",
    )

    def _compute_asking_count(self):
        counts = dict(
            self.env["cdht.asking"]._read_group(
                [("campaign_id", "in", self.ids)], ["campaign_id"], ["__count"]
            )
        )
        for campaign in self:
            campaign.asking_count = counts.get(campaign, 0)

    def _signed_sentence(self):
        """What people say with their signature on the sheet of those to ask."""
        return (
            f"Tôi tự nguyện đăng ký phấn đấu đạt danh hiệu “Công dân học tập” năm"
            f" {self.year}."
        )
