import re

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS

_ADDRESS = re.compile(r"https://[a-z0-9][a-z0-9.-]*[a-z0-9](:\d{1,5})?")


class CdhtPublicAddress(models.TransientModel):
    """Where people reach the page that verifies papers; given by managers."""

    _name = "cdht.public.address"
    _description = "Public address"
    _inherit = ["cdht.guarded"]

    address = fields.Char(
        default=lambda self: self.env["cdht.verified"]._verify_address(),
        help="For example https://congdanhoctap.xa-mau.gov.vn, without anything"
        " behind it. While it is empty no code is printed.",
    )

    def action_confirm(self):
        """Keep the address: https, a host, nothing behind it."""
        self._cdht_one()
        if not (
            self.env.su or self.env.user.has_group("cdht_module.group_cdht_manager")
        ):
            raise AccessError(self.env._("Settings are for managers."))
        address = (self.address or "").strip().rstrip("/").lower()
        if address and not _ADDRESS.fullmatch(address):
            raise UserError(
                self.env._(
                    "Type the address as https://name, without anything behind it: it"
                    " is printed on papers and must work for years."
                )
            )
        # sudo: system: this parameter only; managers of the programme set it
        self.env["ir.config_parameter"].sudo().set_param(ADDRESS, address)
        return {"type": "ir.actions.act_window_close"}
