from odoo import models


class CdhtUnit(models.Model):
    _inherit = "cdht.unit"

    def _officers_changed(self):
        """What waits goes to whoever acts for these units now: an account is often made
        after the paper, or ends before it."""
        result = super()._officers_changed()
        if self:
            for papers in self.env["cdht.document"]._kinds():
                papers._waiting_for(self)._renew_turn()
        return result
