from odoo import models


class MailComposeMessage(models.TransientModel):
    """An answer takes over what it answers: of our papers only for who reads that."""

    _inherit = "mail.compose.message"

    def _compute_field_value(self, field):
        # sudo: compare: which document it is about, for the check of who may read it
        answered = self.sudo().parent_id._origin.filtered(
            lambda message: (message.model or "").startswith("cdht.")
        )
        answered.sudo(False).check_access("read")
        return super()._compute_field_value(field)
