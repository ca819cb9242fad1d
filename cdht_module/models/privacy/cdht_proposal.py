from odoo import api, fields, models


class CdhtProposal(models.Model):
    """Who signs the registration sheet reads to what they consent; who has not is
    counted."""

    _inherit = "cdht.proposal"

    without_consent_count = fields.Integer(
        compute="_compute_without_consent_count", export_string_translation=False
    )

    @api.depends("assessment_ids.consent_state", "assessment_ids.state")
    @api.depends_context("uid")
    def _compute_without_consent_count(self):
        """Told where the signed sheet is at hand, before the lists are posted."""
        counts = {}
        # The level above reads lists, and no people.
        if self.env["cdht.assessment"].has_access("read"):
            counts = dict(
                self.env["cdht.assessment"]._read_group(
                    [
                        ("proposal_id", "in", self._origin.ids),
                        ("state", "!=", "withdrawn"),
                        ("consent_state", "!=", "recorded"),
                    ],
                    ["proposal_id"],
                    ["__count"],
                )
            )
        for proposal in self:
            proposal.without_consent_count = counts.get(proposal._origin, 0)

    def _registration_values(self):
        values = super()._registration_values()
        return {**values, "consent": self.campaign_id.consent_text or ""}
