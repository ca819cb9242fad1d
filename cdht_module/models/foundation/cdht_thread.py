from odoo import models


class CdhtThread(models.AbstractModel):
    """A record with messages, told only to who reads it."""

    _name = "cdht.thread"
    _description = "Record with messages"
    _inherit = ["cdht.record", "mail.thread"]

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Followers of our papers hear of them while they read them: who lost the
        unit stays in the list of followers and is told nothing more."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        return [
            recipient
            for recipient in recipients
            if not recipient["uid"]
            or self.with_user(recipient["uid"]).has_access("read")
        ]
