from odoo import models


class CdhtCitizen(models.Model):
    """Anonymised people are taken off commendations that are not decided yet."""

    _inherit = "cdht.citizen"

    def _forget_elsewhere(self):
        self.env["cdht.commendation"].search(
            [
                ("recognition_id.citizen_id", "in", self.ids),
                ("decision_id", "=", False),
            ]
        ).unlink()
        return super()._forget_elsewhere()
