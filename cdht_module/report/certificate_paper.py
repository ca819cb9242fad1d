from odoo import models
from odoo.exceptions import UserError


class CertificatePaper(models.AbstractModel):
    """Name, year of birth, unit and title of one person."""

    _name = "report.cdht_module.certificate_paper"
    _description = "Certificate"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.recognition"
    _paper_method = "_certificate_values"


class OutstandingPaper(models.AbstractModel):
    """The certificate of five years running; of others there is none."""

    _name = "report.cdht_module.outstanding_certificate_paper"
    _description = "Certificate of five years running"
    _inherit = ["report.cdht_module.certificate_paper"]

    def _get_report_values(self, docids, data=None):
        titles = self.env["cdht.recognition"].browse(docids)
        titles.check_access("read")
        outstanding = titles.filtered("is_outstanding")
        if not outstanding:
            raise UserError(
                self.env._(
                    "Nobody among those chosen holds the title five years running."
                )
            )
        return super()._get_report_values(outstanding.ids, data)


class CertificateOnBlankPaper(models.AbstractModel):
    """The same texts, at their places on a bought form."""

    _name = "report.cdht_module.certificate_on_blank_paper"
    _description = "Certificate on a bought form"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.recognition"
    _kind = "title"

    def _values_of(self, record):
        return record._on_blank_values(self._kind)


class OutstandingOnBlankPaper(models.AbstractModel):
    """The same for five years running."""

    _name = "report.cdht_module.outstanding_on_blank_paper"
    _description = "Certificate of five years running on a bought form"
    _inherit = ["report.cdht_module.certificate_on_blank_paper"]

    _kind = "outstanding"


class BlankTestPaper(models.AbstractModel):
    """Crosses every 10 mm and the texts' places; nobody's data."""

    _name = "report.cdht_module.blank_test_paper"
    _description = "Test page of a certificate form"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.certificate.blank"
    _paper_method = "_test_values"


class ReceiptPaper(models.AbstractModel):
    """Names, years of birth, certificate numbers and bonus of a decision's people."""

    _name = "report.cdht_module.receipt_paper"
    _description = "List for signing"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.decision"
    _paper_method = "_receipt_values"
    _paper_people = "commendation_ids"
