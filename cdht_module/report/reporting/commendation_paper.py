from odoo import models


class CommendationOnBlankPaper(models.AbstractModel):
    """A giấy khen at its places on a bought form."""

    _name = "report.cdht_module.commendation_on_blank_paper"
    _description = "Giấy khen on a bought form"
    _inherit = ["report.cdht_module.certificate_on_blank_paper"]

    _paper_model = "cdht.commendation"
    _kind = "commendation"
