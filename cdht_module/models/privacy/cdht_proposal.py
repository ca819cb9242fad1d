from odoo import models


class CdhtProposal(models.Model):
    """Who signs the registration sheet reads to what they consent."""

    _inherit = "cdht.proposal"

    def _registration_values(self):
        values = super()._registration_values()
        return {**values, "consent": self.campaign_id.consent_text or ""}
