from odoo import models


class InspectionPaper(models.AbstractModel):
    """Minutes of an inspection: names and totals of the dossiers drawn."""

    _name = "report.cdht_module.inspection_paper"
    _description = "Minutes of an inspection"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.inspection"
    _paper_people = "sample_ids"
