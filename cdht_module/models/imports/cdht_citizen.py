from odoo import models


class CdhtCitizen(models.Model):
    """Workbooks do not name who was anonymised."""

    _inherit = "cdht.citizen"

    def _forget_elsewhere(self):
        self.env["cdht.import"]._forget_people(self)
        return super()._forget_elsewhere()
