from odoo import models


class PlanPaper(models.AbstractModel):
    """Chapters, targets and tasks of a plan as an office issues it."""

    _name = "report.cdht_module.plan_paper"
    _description = "Paper of a plan"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.plan"
