import re
import secrets
from hmac import compare_digest

from markupsafe import Markup

from odoo import api, models

ADDRESS = "cdht_module.public_url"
PAGE = "/cdht/xac-minh/"
_TOKEN = re.compile(r"[\w-]{32,64}", re.ASCII)


class CdhtVerified(models.AbstractModel):
    """A paper that anybody who holds it can check by the code printed on it.

    The code leads to a public page at the address of our own setting (never
    ``web.base.url``); while that is empty no code is printed and no token made.
    """

    _name = "cdht.verified"
    _description = "Paper that can be verified"

    @api.model
    def _verify_address(self):
        # sudo: the address is printed on papers; nobody else reads parameters
        return self.env["ir.config_parameter"].sudo().get_param(ADDRESS) or ""

    def _to_be_verified(self):
        """The papers that carry a code: none but where a model says so."""
        return self.browse()

    def _make_verify_tokens(self):
        """Give their secret to the papers that carry a code and have none yet."""
        if not self._verify_address():
            return
        # sudo: tokens are seen by nobody but on the paper
        missing = self.sudo()._to_be_verified().filtered(lambda p: not p.verify_token)
        if missing:
            self.env["cdht.print"]._need_writing()
        for paper in missing:
            paper.verify_token = secrets.token_urlsafe(24)

    def _verify_mark(self):
        """The QR code (inline SVG) for the paper; nothing while there is no public
        address or the paper carries no code."""
        self.ensure_one()
        address = self._verify_address()
        # sudo: printed for whoever may print the paper
        paper = self.sudo()._to_be_verified()
        if not (address and paper.verify_token):
            return ""
        return draw_code(f"{address}{PAGE}{paper.verify_token}")

    @api.model
    def _verified_by(self, token):
        """What the public page says of the paper with that token; None of unknown
        ones: {kind, status, …}, see ``_verify_values``."""
        if not _TOKEN.fullmatch(token or ""):
            return None
        for model in ("cdht.recognition", "cdht.decision"):
            # sudo: whoever has the token holds the paper; the page says what is on it
            paper = self.env[model].sudo().search([("verify_token", "=", token)])
            if paper and compare_digest(paper.verify_token, token):
                values = paper._verify_values()
                hashes = self.env["cdht.print"]._of(paper, stage="issued")
                return {**values, "hashes": " ".join(hashes.mapped("sha256"))}
        return None

    def _verify_values(self):
        """{kind, status (pending, valid, corrected, revoked), reference, date, body,
        later} and what stands on that kind of paper."""
        raise NotImplementedError


def draw_code(text):
    """A QR code as inline SVG, with its quiet zone."""
    # Imported where it is used: a host without it starts all the same.
    import segno

    # One mask for all instead of the best of eight: a random token has no patterns
    # that would need another, and a thousand certificates are drawn in a third of the
    # time.
    code = segno.make_qr(text, error="m", boost_error=False, mask=3)
    drawing = code.svg_inline(omitsize=True, svgclass=None, lineclass=None)
    return Markup(drawing)  # noqa: S704
