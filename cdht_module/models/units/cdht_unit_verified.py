from odoo import fields, models


class CdhtUnit(models.Model):
    """Bodies whose decisions carry the code for verification."""

    _inherit = "cdht.unit"

    verifies_decisions = fields.Boolean(
        string="Code on decisions",
        help="Decisions of this body carry a QR code by which anybody who holds the"
        " paper can check it. Certificates always carry one.",
    )
