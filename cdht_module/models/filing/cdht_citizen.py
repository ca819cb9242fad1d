from odoo import models


class CdhtCitizen(models.Model):
    """Who is forgotten stands in no archive that was made before."""

    _inherit = "cdht.citizen"

    def _forget_elsewhere(self):
        # Those who moved stand in the papers of the commune that they left.
        communes = (
            self.commune_id
            | self.assessment_ids.commune_id
            | self.recognition_ids.commune_id
        )
        # sudo: move: the move checked the caller; a file is made again in a minute
        self.env["cdht.year.file"].sudo().search(
            [("campaign_id.unit_id", "in", communes.ids)]
        ).unlink()
        return super()._forget_elsewhere()
