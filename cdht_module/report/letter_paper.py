from odoo import models


class LetterPaper(models.AbstractModel):
    """Body and signatory, number and date of the decision that it corrects."""

    _name = "report.cdht_module.letter_paper"
    _description = "Paper of a letter"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.letter"
