from odoo import api, fields, models

from odoo.addons.cdht_module.wizard.papers.cdht_public_address import proposed_address


class CdhtOfficerSetup(models.TransientModel):
    """The slips of new officers name the address of the system: it is asked for before
    the first ones are printed."""

    _inherit = "cdht.officer.setup"

    asks_address = fields.Boolean(
        compute="_compute_asks_address", export_string_translation=False
    )
    address = fields.Char(
        string="Address of this system",
        default=lambda self: proposed_address(),
        help="What officers type to open it; printed on their slips. Blank: the slips"
        " name where you work now, or have dots to write it on.",
    )

    @api.depends("unit_id")
    def _compute_asks_address(self):
        self.asks_address = not self.env["cdht.verified"]._verify_address()

    def action_confirm(self):
        """Keep the address, then make the officers and their slips."""
        self._cdht_one()
        if self.asks_address and (self.address or "").strip():
            self.env["cdht.public.address"].create(
                {"address": self.address}
            ).action_confirm()
        return super().action_confirm()
