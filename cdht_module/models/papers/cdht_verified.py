import logging
import re
import secrets
from hmac import compare_digest

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError

ADDRESS = "cdht_module.public_url"

PAGE = "/cdht/xac-minh/"

_TOKEN = re.compile(r"[\w-]{32,64}", re.ASCII)

_logger = logging.getLogger(__name__)


class CdhtVerified(models.AbstractModel):
    """A paper that anybody who holds it can check by the code printed on it.

    The code leads to a public page at the address of our own setting (never
    ``web.base.url``); while that is empty no code is printed and no token made.
    """

    _name = "cdht.verified"
    _description = "Paper that can be verified"
    _inherit = ["cdht.record"]

    # Whether papers of the model carry a code; such a model tells which of them do
    # (``_to_be_verified``) and what the public page says (``_verify_values``).
    _carries_code = False
    # {state: stage of `cdht.print` in which prints are kept}
    _print_stages = {}

    print_ids = fields.Many2many(
        "cdht.print", string="Prints", compute="_compute_print_ids"
    )

    @api.model
    def _verify_address(self):
        # sudo: system: the address is printed on papers; nobody else reads parameters
        return self.env["ir.config_parameter"].sudo().get_param(ADDRESS) or ""

    def _printed_in_bulk(self):
        """What is printed of records that were chosen to be printed in bulk."""
        return self

    def _before_printing(self):
        """What to know before these are printed; nothing where all is well."""
        return ""

    def _to_be_verified(self):
        """The papers that carry a code: none but where a model says so."""
        return self.browse()

    def _make_verify_tokens(self):
        """Give their secret to the papers that carry a code and have none yet."""
        if not self._verify_address():
            return
        # sudo: move: tokens are seen by nobody but on the paper
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
        # sudo: part: printed for whoever may print the paper
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
        for papers in self._kinds():
            if not papers._carries_code:
                continue
            # sudo: own: whoever has the token holds the paper; the page says what is on
            # it
            paper = papers.sudo().search([("verify_token", "=", token)])
            if paper and compare_digest(paper.verify_token, token):
                values = paper._verify_values()
                prints = self.env["cdht.print"]._of(paper, stage="issued")
                copies = self.env["cdht.signed.copy"]
                if values["status"] != "pending":
                    copies = copies._of(paper, is_current=True)
                return {
                    **values,
                    "hashes": " ".join(prints.mapped("sha256")),
                    "signed_hashes": " ".join(copies.mapped("sha256")),
                }
        return None

    def _verify_values(self):
        """{kind, status (pending, valid, corrected, revoked), reference, date, body,
        later} and what stands on that kind of paper."""
        raise NotImplementedError

    # -- Prints that are kept from signature on: the same bytes ever after.

    @api.depends("state")
    def _compute_print_ids(self):
        """Those that the user may read, superseded ones last."""
        Print = self.env["cdht.print"]
        # sudo: compare: who may read which is asked below
        found = Print.sudo().search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)],
            order="superseded NULLS FIRST, id DESC",
        )
        of_record = found.with_env(self.env)._filtered_access("read").grouped("res_id")
        for record in self:
            record.print_ids = of_record.get(record._origin.id, Print)

    def _print_stage(self, report):
        """The stage in which that report's print is kept now; False: in none."""
        self.ensure_one()
        return report.cdht_kept and self._print_stages.get(self.state, False)

    def _supersede_prints(self, **values):
        """What is printed from now on is printed anew."""
        # sudo: move: prints are changed by moves only, and so do these
        self.env["cdht.print"]._of(self, **values).write({"superseded": True})

    def _keep_issued_prints(self):
        """Print and keep what was just issued: its data may change afterwards.

        A server that cannot print does not stop the issue; the first print that
        succeeds is kept then.
        """
        if not self.env["ir.actions.report"]._cdht_really_prints():
            return
        # sudo: public: which papers the office keeps is no secret
        reports = (
            self.env["ir.actions.report"]
            .sudo()
            .search([("model", "=", self._name), ("cdht_kept", "=", True)])
        )
        for report in reports.sudo(False):
            # Of decisions, one report prints some kinds and another one the rest.
            records = report._cdht_offered(self)
            try:
                if records:
                    report._render_qweb_pdf_prepare_streams(report, {}, records.ids)
            except UserError:
                _logger.warning("Issued, but not printed yet: %s", self, exc_info=True)


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
