from odoo import models


class CdhtCitizen(models.Model):
    """Who is forgotten stands in no archive that was made before."""

    _inherit = "cdht.citizen"

    def _forget_elsewhere(self):
        # sudo: move: the move checked the caller; a file is made again in a minute
        self.env["cdht.year.file"].sudo().search(
            [("campaign_id.unit_id", "in", self.commune_id.ids)]
        ).unlink()
        return super()._forget_elsewhere()
