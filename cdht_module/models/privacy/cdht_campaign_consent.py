from odoo import api, fields, models

_CONSENT = (
    "Tôi tự nguyện đăng ký phấn đấu đạt danh hiệu “Công dân học tập” năm {year}; đồng"
    " ý để chi hội khuyến học và {body} xử lý dữ liệu cá nhân của tôi (họ tên, năm"
    " sinh, nơi ở hoặc nơi làm việc, nhóm đối tượng, minh chứng, điểm đánh giá) vào"
    " việc đánh giá, niêm yết, công nhận và thống kê. Tôi có thể rút lại sự đồng ý này"
    " với chi hội hoặc với {body}."
)


class CdhtCampaign(models.Model):
    """The consent sentence over which people sign (Luật 91/2025/QH15)."""

    _inherit = "cdht.campaign"

    consent_text = fields.Text(
        string="Consent sentence",
        compute="_compute_consent_text",
        store=True,
        readonly=False,
        precompute=True,
        help="Printed over the signatures of those who register.",
    )

    @api.depends("unit_id", "year")
    def _compute_consent_text(self):
        for campaign in self:
            campaign.consent_text = campaign.consent_text or (
                campaign.unit_id
                and _CONSENT.format(
                    year=campaign.year, body=campaign.unit_id.body_name or ""
                )
            )
