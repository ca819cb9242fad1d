import re
import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import request
from odoo.tools.misc import hmac

# What a browser is known by, for two years: a number drawn at random, of nobody.
_COOKIE = "cdht_may"
_COOKIE_LASTS = 2 * 365 * 24 * 3600
_NUMBER = re.compile(r"[\w-]{22}", re.ASCII)


class CdhtTrace(models.Model):
    """Who did what, on whose behalf, from what to what, why and when.

    Append-only: the add-on's moves write here, nobody changes or deletes. Each line is
    sealed behind the line before (``cdht.trace.chain``).
    """

    _name = "cdht.trace"
    _description = "Trace"
    _order = "id desc"
    _rec_name = "move"

    res_model = fields.Char(string="Record type", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )
    unit_id = fields.Many2one("cdht.unit", index=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, index=True, ondelete="restrict"
    )
    on_behalf_of = fields.Selection(
        [("citizen", "The citizen"), ("chapter", "The chapter")]
    )
    move = fields.Char(string="What", required=True)
    value_from = fields.Char(string="From")
    value_to = fields.Char(string="To")
    reason = fields.Text()
    chain_id = fields.Many2one(
        "cdht.trace.chain",
        readonly=True,
        ondelete="restrict",
        export_string_translation=False,
    )
    position = fields.Integer(string="Place in its chain", aggregator=None)
    hash = fields.Char(help="SHA-256 of this line and the line before, hexadecimal.")
    # Which lines came from one browser; nobody reads by which.
    browser_mark = fields.Char(groups=fields.NO_ACCESS, export_string_translation=False)

    # A line is in a chain whole, or not yet.
    _sealed_whole = models.Constraint(
        "CHECK (num_nulls(chain_id, position, hash) = 3"
        " OR num_nulls(chain_id, position, hash) = 0 AND position > 0)"
    )
    _record_idx = models.Index("(res_model, res_id)")
    _chain_idx = models.UniqueIndex("(chain_id, position) WHERE position IS NOT NULL")
    _unsealed_idx = models.Index("(id) WHERE position IS NULL")
    _browser_idx = models.Index(
        "(browser_mark, user_id) WHERE browser_mark IS NOT NULL"
    )

    @api.model_create_multi
    def create(self, vals_list):
        mark = self._browser_mark()
        if mark:
            vals_list = [{"browser_mark": mark, **vals} for vals in vals_list]
        lines = super().create(vals_list)
        if lines:
            has_no_unit = not all(vals.get("unit_id") for vals in vals_list)
            self.env["cdht.trace.chain"]._seal_soon(lines.unit_id, has_no_unit)
        return lines

    @api.model
    def _browser_mark(self):
        """A keyed digest of the browser that acts; none where no browser does.

        A browser without a number gets one, in a cookie that no script reads.
        """
        if not request or request.db != self.env.cr.dbname:
            return False
        number = request.cookies.get(_COOKIE) or ""
        if not _NUMBER.fullmatch(number):
            number = _given_now()
        if not number:
            number = secrets.token_urlsafe(16)
            request.future_response.set_cookie(
                _COOKIE,
                number,
                max_age=_COOKIE_LASTS,
                httponly=True,
                samesite="Lax",
                secure=request.httprequest.scheme == "https",
            )
        # sudo: the database's secret, as the digest's key only
        return hmac(self.env(su=True), "cdht_browser", number)[:32]

    @api.model
    def _record(self, records, move, entries=None, **common):
        """Append a line a record.

        ``entries``: values of its own for each record, in order; ``common``:
        values of all (``reason``, ``on_behalf_of``, ``value_to`` …).
        """
        entries = entries or [{}] * len(records)
        # sudo: nobody may create traces by hand, so only moves come here
        return self.sudo().create(
            [
                {
                    "res_model": records._name,
                    "res_id": record.id,
                    "unit_id": record._trace_unit().id,
                    "user_id": self.env.uid,
                    "move": move,
                    **common,
                    **entry,
                }
                for record, entry in zip(records, entries, strict=True)
            ]
        )

    def _trace_unit(self):
        return self.unit_id

    def write(self, vals):
        if self:
            raise UserError(self.env._("Traces are never changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Traces are never deleted."))


def _given_now():
    """The number that this very request has just given to its browser."""
    for cookie in request.future_response.headers.getlist("Set-Cookie"):
        name, _equals, rest = cookie.partition("=")
        if name == _COOKIE:
            return rest.partition(";")[0]
    return ""
