from odoo import api, fields, models

from odoo.addons.cdht_module.models.foundation.cdht_turn import Turn


class CdhtPetition(models.Model):
    """Who must act on a petition: the body that decides, or who waits for it."""

    _inherit = "cdht.petition"

    days_left = fields.Integer(compute="_compute_time_left")
    deadline_text = fields.Char(string="Time left", compute="_compute_time_left")

    @api.depends("state", "campaign_id.report_due")
    def _compute_time_left(self):
        """An unanswered petition against the day on which the year is reported."""
        today = self.env["cdht.campaign"]._today()
        for petition in self:
            due = petition.campaign_id.report_due
            waits = due and petition.state != "answered"
            petition.days_left = (due - today).days if waits else 0
            petition.deadline_text = waits and petition._time_left_text(
                petition.days_left
            )

    def _turn(self):
        if self.state != "issued":
            return None
        day = self._not_before_today(self.campaign_id.report_due)
        if self.goes_above:
            # The body above may work outside this system; its answer is typed.
            issuer = [(self.issuing_unit_id, "commune")]
            return Turn("record_answer", day, issuer)
        return Turn("decide", day, [(self.addressee_unit_id, "commune")])
