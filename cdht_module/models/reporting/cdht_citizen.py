from odoo import models


class CdhtCitizen(models.Model):
    """Who was anonymised is commended by no decision to come."""

    _inherit = "cdht.citizen"

    def _forget_elsewhere(self):
        self.env["cdht.commendation"].search(
            [
                ("recognition_id.citizen_id", "in", self.ids),
                ("decision_id", "=", False),
            ]
        ).unlink()
        return super()._forget_elsewhere()
