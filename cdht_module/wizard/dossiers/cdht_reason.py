from odoo import fields, models


class CdhtReason(models.TransientModel):
    """The reason of a move that is about one of several years."""

    _inherit = "cdht.reason"

    campaign_id = fields.Many2one("cdht.campaign")

    def _more(self):
        year = {"campaign_id": self.campaign_id.id} if self.campaign_id else {}
        return {**super()._more(), **year}
