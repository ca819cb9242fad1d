from odoo import api, models

# A second's work.
_STEP = 1000


class CdhtCampaign(models.Model):
    """Who objected is forgotten with the evidence of the year."""

    _inherit = "cdht.campaign"

    @api.model
    def _cron_delete_old_evidence(self):
        self._evidence_is_over()._forget_objectors()
        return super()._cron_delete_old_evidence()

    def _forget_objectors(self):
        """In steps: what is left is taken away by the next run."""
        self.env["cdht.objection"].search(
            [
                ("posting_id.campaign_id", "in", self.ids),
                "|",
                ("sender_name", "!=", False),
                ("sender_contact", "!=", False),
            ],
            limit=_STEP,
        )._forget_senders()
