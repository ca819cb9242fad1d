from odoo import models


class ReceiptPaper(models.AbstractModel):
    """Who signs for a bonus may be commended: the reader reaches them as well."""

    _inherit = "report.cdht_module.receipt_paper"

    _paper_people = "commendation_ids"
