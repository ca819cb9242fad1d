from odoo import models


class ExtractPaper(models.AbstractModel):
    """What the decision says, of its list the chosen people alone."""

    _name = "report.cdht_module.extract_paper"
    _description = "Paper of an extract"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.extract"
