import re
from urllib.parse import urlsplit

from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS

_ADDRESS = re.compile(r"https://[a-z0-9][a-z0-9.-]*[a-z0-9](:\d{1,5})?")


def address_here():
    """Where the officer has the programme open, if others have it there too."""
    place = urlsplit(request.httprequest.url_root if request else "")
    alone = place.hostname in (None, "localhost", "127.0.0.1", "::1")
    return "" if alone else place.geturl().rstrip("/")


def proposed_address():
    """The same, if it may stand on papers for years."""
    here = address_here()
    return here if _ADDRESS.fullmatch(here) else ""


class CdhtPublicAddress(models.TransientModel):
    """Where people reach the page that verifies papers; given by managers."""

    _name = "cdht.public.address"
    _description = "Address of this system"
    _inherit = ["cdht.guarded"]

    address = fields.Char(
        default=lambda self: (
            self.env["cdht.verified"]._verify_address() or proposed_address()
        ),
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
                    "The address begins with https:// and has nothing behind the name:"
                    " it is printed on papers and must work for years. You have none"
                    " yet? Leave it empty: slips then carry the address at which you"
                    " have the system open, and papers carry no code."
                )
            )
        # sudo: system: this parameter only; managers of the programme set it
        self.env["ir.config_parameter"].sudo().set_param(ADDRESS, address)
        return {"type": "ir.actions.act_window_close"}
