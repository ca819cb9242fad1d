from odoo import api, fields, models

from .cdht_proposal import BEFORE_SENDING


class CdhtMeetingPart(models.AbstractModel):
    """A line of the minutes: kept by the list's officers until the list is sent."""

    _name = "cdht.meeting.part"
    _description = "Line of the minutes"

    proposal_id = fields.Many2one(
        "cdht.proposal", required=True, index=True, ondelete="cascade"
    )

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_minutes_open()
        return lines

    def write(self, vals):
        self._check_minutes_open()
        result = super().write(vals)
        self._check_minutes_open()  # nor are they moved to minutes that are sent
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_before_sending(self):
        self._check_minutes_open()

    def _check_minutes_open(self):
        """Minutes go with their list: frozen once it is sent."""
        if not self.env.su:
            self.proposal_id._check_state(*BEFORE_SENDING)
            self.proposal_id._check_officer("chapter", "commune")
