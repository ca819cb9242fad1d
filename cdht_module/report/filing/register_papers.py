from odoo import api, models
from odoo.exceptions import UserError


class OutgoingRegisterPaper(models.AbstractModel):
    """Numbers, subjects and recipients of what a body issued; for its officers."""

    _name = "report.cdht_module.outgoing_register_paper"
    _description = "Register of outgoing papers"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.campaign"
    _paper_method = "_register_values"

    @api.model
    def _check_reader(self, records):
        result = super()._check_reader(records)
        records._check_registers_in_reach()
        return result

    def _values_of(self, record):
        # Which bodies come in, the reader's own reach says.
        values = record.sudo(self.env.su)._register_values()
        if not values["registers"]:
            raise UserError(self.env._("No paper of that year is in the register yet."))
        return values


class CertificateBookPaper(models.AbstractModel):
    """Names, years of birth and units of who got a certificate; to be signed."""

    _name = "report.cdht_module.certificate_book_paper"
    _description = "Register of certificates"
    _inherit = ["cdht.paper.feed"]

    _paper_model = "cdht.campaign"
    _paper_method = "_book_values"

    @api.model
    def _check_reader(self, records):
        result = super()._check_reader(records)
        if not self.env.su:
            records._check_commune_officer()
        return result


class GoldenBookPaper(models.AbstractModel):
    """Names, years of birth and units of who holds the title, year after year."""

    _name = "report.cdht_module.golden_book_paper"
    _description = "Golden book"
    _inherit = ["report.cdht_module.certificate_book_paper"]

    _paper_method = "_golden_values"
