from odoo import models


class CdhtCitizen(models.Model):
    """Notices do not name who was anonymised."""

    _inherit = "cdht.citizen"

    def _forget_elsewhere(self):
        super()._forget_elsewhere()
        self.env["cdht.posting"]._forget_people(self)
