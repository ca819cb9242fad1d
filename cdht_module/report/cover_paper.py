from odoo import api, models
from odoo.exceptions import AccessError


class CoverPaper(models.AbstractModel):
    """Figures by unit; by name the signatory on the list, and of the dossiers that the
    reader has those that were not recognised, with total and lowest score, and those
    scored and appraised on one device."""

    _name = "report.cdht_module.cover_paper"
    _description = "Paper of a cover note"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.decision"
    _paper_method = "_paper_cover_values"

    @api.model
    def _check_reader(self, records):
        result = super()._check_reader(records)
        if records - records._of_own_office():
            raise AccessError(
                self.env._("The cover note is for the officers of the deciding body.")
            )
        return result
