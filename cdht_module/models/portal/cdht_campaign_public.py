from odoo import api, fields, models

from odoo.addons.cdht_module.models.figures.cdht_statistic_breakdown import is_small
from odoo.addons.cdht_module.tools.paper_text import dotted, text_lines


class CdhtCampaign(models.Model):
    """What everybody may read of a commune's year, without logging in: dates, where to
    ask, the indicators, how many were recognised. Nobody's name, nobody's dossier."""

    _inherit = "cdht.campaign"

    public_contact = fields.Text(
        string="Where people ask",
        help="Shown to everybody on the page of the programme: place, telephone, hours."
        " Names only of those who agreed.",
    )

    @api.model
    def _public_communes(self):
        """[{id, name}] of the communes that take part."""
        # sudo: which communes take part is known to everybody
        campaigns = self.sudo().search([("state", "!=", "draft")])
        return [{"id": u.id, "name": u.name} for u in campaigns.unit_id.sorted()]

    @api.model
    def _public_page(self, commune_id):
        """The page of a commune, or None: of the year that is going on, else of the
        last one."""
        # sudo: only what the page of the programme says, see the class
        campaigns = self.sudo().search(
            [("unit_id", "=", commune_id), ("state", "!=", "draft")]
        )
        is_open = campaigns.filtered(lambda campaign: campaign.state == "open")
        campaign = is_open[:1] or campaigns[:1]
        if not campaign:
            return None
        return {
            **campaign.set_id._guide_values(),
            "commune": campaign.unit_id.name,
            "year": campaign.year,
            "is_open": campaign.state == "open",
            # Of each year that is going on, the last one first.
            "dates": [(one.year, one._public_dates()) for one in is_open],
            "contact": text_lines(campaign.public_contact),
            "years": campaign._public_years(),
            "posted": self.env["cdht.posting"]._public_postings(commune_id)
            and f"/cdht/xa/{commune_id}/niem-yet",
        }

    def _public_dates(self):
        """[(what until, day)] of one year."""
        return [
            (label, day.strftime("%d/%m/%Y"))
            for label, day in (
                ("Đăng ký đến hết ngày", self.registration_deadline),
                ("Tự đánh giá đến hết ngày", self.self_deadline),
                ("Thôn, đơn vị gửi danh sách đến hết ngày", self.proposal_deadline),
            )
            if day
        ]

    def _public_years(self):
        """[(year, recognised, outstanding)] as texts, the last first."""
        rows = self.env["cdht.statistic"]._read_group(
            [("commune_id", "=", self.unit_id.id), ("recognised", "=", 1)],
            ["year"],
            ["__count", "outstanding:sum"],
            order="year desc",
        )
        return [(year, *map(_shown, numbers)) for year, *numbers in rows]


def _shown(number):
    return "dưới 5" if is_small(number) else dotted(number) or "0"
