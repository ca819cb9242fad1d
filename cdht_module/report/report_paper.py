from odoo import models


class ReportPaper(models.AbstractModel):
    """Text and figures of a report; nobody's name."""

    _name = "report.cdht_module.report_paper"
    _description = "Paper of a report"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.report"
