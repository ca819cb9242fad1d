from odoo import api, fields, models

from odoo.addons.cdht_module.models.foundation.cdht_turn import Turn


class CdhtDecision(models.Model):
    """Who must act on a decision: who signs, then who enters the number."""

    _inherit = "cdht.decision"

    days_left = fields.Integer(compute="_compute_time_left")
    deadline_text = fields.Char(string="Time left", compute="_compute_time_left")

    @api.depends("state", "campaign_id.report_due")
    def _compute_time_left(self):
        """A decision that does not stand yet, against the day of the report."""
        today = self.env["cdht.campaign"]._today()
        for decision in self:
            due = decision.campaign_id.report_due
            waits = due and decision.state in ("draft", "submitted")
            decision.days_left = (due - today).days if waits else 0
            decision.deadline_text = waits and decision._time_left_text(
                decision.days_left
            )

    def _turn(self):
        if self.state != "submitted":
            return None
        body, day = self.issuing_unit_id, self.campaign_id.report_due
        day = self._not_before_today(day)
        officers = [(body, "commune"), (body, "district")]
        if body._helpers("signer") and not self.signed_date:
            return Turn("sign", day, [(body, "signer"), *officers])
        return Turn("enter_number", day, [(body, "clerk"), *officers])
