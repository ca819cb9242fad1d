from odoo import models

from odoo.addons.cdht_module.models.foundation.cdht_turn import Turn

from .cdht_proposal import BEFORE_SENDING


class CdhtProposal(models.Model):
    """Who must act on a list: its chapter, the contact point, the association."""

    _inherit = "cdht.proposal"

    def _turn(self):
        campaign, deadline = self.campaign_id, self.campaign_id.proposal_deadline
        office = [campaign.intake_user_id, (campaign.unit_id, "commune")]
        if campaign.state != "open":
            return None
        if self.state in BEFORE_SENDING:
            # A unit without a login: the commune types its list.
            day = deadline or self._not_before_today(campaign.report_due)
            return Turn("make_list", day, [(self.unit_id, "chapter"), *office])
        if self.state == "submitted":
            return Turn("receive_list", self._not_before_today(deadline), office)
        if self.state == "received":
            associations = campaign.unit_id.child_ids.filtered(
                lambda unit: unit.unit_type == "association"
            )
            petitioners = [(unit, "commune") for unit in associations]
            day = self._not_before_today(campaign.report_due)
            return Turn("petition_list", day, [*petitioners, *office])
        return None

    def _turn_summary(self):
        return self.display_name
