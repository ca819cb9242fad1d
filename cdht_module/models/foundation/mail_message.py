from odoo import api, models

from .mail_activity import hide_names


class MailMessage(models.Model):
    """What records of ours are called is told to who reads them."""

    _inherit = "mail.message"

    @api.depends("model", "res_id")
    @api.depends_context("uid")
    def _compute_record_name(self):
        result = super()._compute_record_name()
        hide_names(self, "model", "record_name")
        return result
