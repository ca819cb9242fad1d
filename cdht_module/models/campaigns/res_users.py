from odoo import models


class ResUsers(models.Model):
    """The reception of a year's lists is handed over with an officer's other work."""

    _inherit = "res.users"

    def _cdht_pass_work(self, successor):
        # sudo: move: the manager who hands over the officer's work was checked
        self.env["cdht.campaign"].sudo().search(
            [("intake_user_id", "=", self.id), ("state", "!=", "closed")]
        ).write({"intake_user_id": successor.id})
        return super()._cdht_pass_work(successor)
