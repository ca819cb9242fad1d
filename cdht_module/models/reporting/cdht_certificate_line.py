from odoo import fields, models


class CdhtCertificateLine(models.Model):
    """What a giấy khen says besides."""

    _inherit = "cdht.certificate.line"

    part = fields.Selection(
        selection_add=[
            ("who", "Year of birth and unit"),
            ("achievement", "Achievement"),
        ],
        ondelete={"who": "cascade", "achievement": "cascade"},
    )
