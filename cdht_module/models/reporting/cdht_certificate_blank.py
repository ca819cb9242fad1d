from odoo import fields, models


class CdhtCertificateBlank(models.Model):
    """Bought forms of giấy khen."""

    _inherit = "cdht.certificate.blank"

    kind = fields.Selection(
        selection_add=[("commendation", "Giấy khen")],
        ondelete={"commendation": "cascade"},
    )
