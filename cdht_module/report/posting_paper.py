from odoo import models


class PostingPaper(models.AbstractModel):
    """Names and years of birth of those who consented, contact, days."""

    _name = "report.cdht_module.posting_paper"
    _description = "Notice of posting"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.posting"


class PostingEndPaper(models.AbstractModel):
    """How many hung, what people objected, who was there."""

    _name = "report.cdht_module.posting_end_paper"
    _description = "Minutes of the end of posting"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.posting"
    _paper_method = "_end_values"
