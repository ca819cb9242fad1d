from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .cdht_identity_reading import BULK, BULK_PARAMETER


class ResConfigSettings(models.TransientModel):
    """What the host's administrator sets; all else are lists of the programme."""

    _inherit = "res.config.settings"

    cdht_identity_bulk = fields.Integer(
        string="Identity numbers read in a day without a trace",
        config_parameter=BULK_PARAMETER,
        default=BULK,
    )

    @api.constrains("cdht_identity_bulk")
    def _check_cdht_identity_bulk(self):
        if any(settings.cdht_identity_bulk < 1 for settings in self):
            raise ValidationError(
                self.env._("Identity numbers: at least 1 may be read without a trace.")
            )
