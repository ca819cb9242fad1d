from odoo import models


class PetitionPaper(models.AbstractModel):
    """The petition with its annexed list: names, years of birth, groups, totals."""

    _name = "report.cdht_module.petition_paper"
    _description = "Paper of a petition"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.petition"
    _paper_people = "assessment_ids"
