from odoo import models


class CdhtCitizen(models.Model):
    """Inspections under way keep no remarks about who was anonymised."""

    _inherit = "cdht.citizen"

    def _forget_elsewhere(self):
        self.env["cdht.inspection.sample"].search(
            [
                ("assessment_id.citizen_id", "in", self.ids),
                ("inspection_id.state", "!=", "issued"),
            ]
        ).write({"hint": False, "note": False})
        return super()._forget_elsewhere()
