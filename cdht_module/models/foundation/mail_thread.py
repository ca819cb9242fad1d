from odoo import models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Followers of our papers hear of them while they read them: who lost the
        unit stays in the list of followers and is told nothing more."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        if not self._name.startswith("cdht."):
            return recipients
        return [
            recipient
            for recipient in recipients
            if not recipient["uid"]
            or self.with_user(recipient["uid"]).has_access("read")
        ]
