from odoo import models


class DecisionPaper(models.AbstractModel):
    """Names, years of birth and units, petitions and signatory; no numbers and no
    scores."""

    _name = "report.cdht_module.decision_paper"
    _description = "Paper of a decision"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.decision"
