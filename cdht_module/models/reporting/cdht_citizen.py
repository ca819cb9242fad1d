from odoo import models


class CdhtCitizen(models.Model):
    """Anonymised people are taken off commendations that are not decided yet; who is
    being commended is not anonymised meanwhile."""

    _inherit = "cdht.citizen"

    def _forget_elsewhere(self):
        self.env["cdht.commendation"].search(
            [
                ("recognition_id.citizen_id", "in", self.ids),
                ("decision_id", "=", False),
            ]
        ).unlink()
        return super()._forget_elsewhere()

    def _named_elsewhere(self):
        being_made = self.env["cdht.commendation"].search(
            [
                ("recognition_id.citizen_id", "in", self.ids),
                ("decision_id.state", "in", ("draft", "submitted")),
            ]
        )
        return super()._named_elsewhere() | being_made.recognition_id.citizen_id
