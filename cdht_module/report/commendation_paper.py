from odoo import models


class CommendDecisionPaper(models.AbstractModel):
    """Names, years of birth, units, achievements and bonus; no scores."""

    _name = "report.cdht_module.commend_decision_paper"
    _description = "Paper of a decision that commends"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.decision"
    _paper_people = "commendation_ids"


class CommendationPaper(models.AbstractModel):
    """Giấy khen: name, unit and achievement of one person or collective."""

    _name = "report.cdht_module.commendation_paper"
    _description = "Giấy khen"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.commendation"
    _paper_method = "_certificate_values"


class ReviewPaper(models.AbstractModel):
    """Text and figures of several years; nobody's name."""

    _name = "report.cdht_module.review_paper"
    _description = "Paper of a review"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.review"
