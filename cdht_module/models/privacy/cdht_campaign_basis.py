from odoo import fields, models


class CdhtCampaign(models.Model):
    """On what ground people's data are processed where they gave no consent."""

    _inherit = "cdht.campaign"

    processing_basis = fields.Char(
        string="Legal basis without consent",
        default="Nhiệm vụ của cơ quan nhà nước",
        help="Shown on the dossiers of people whose consent is not recorded.",
    )
    processing_basis_to_confirm = fields.Boolean(
        string="Legal basis to be confirmed",
        default=True,
        help="No text that names the ground is known yet; the office confirms it.",
    )
