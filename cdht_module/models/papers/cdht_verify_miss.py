from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.api import Environment
from odoo.tools.misc import hmac

_MINUTES = 10
_MOST = 20


class CdhtVerifyMiss(models.Model):
    """A failed attempt with a code, or an act, of a network address: rate limits count
    them, against guessing and floods.

    Long codes that nobody can guess (papers, invitations, forms) are looked up first
    and only failed attempts are counted: whoever holds a code is always answered, even
    at an address that many share. Where checking is expensive or guessing could
    succeed, the limit is checked first; attempts are then counted by address and login
    or form, so that nobody locks out somebody at another address. Of the address
    nothing but a keyed digest is kept, for an hour.
    """

    _name = "cdht.verify.miss"
    _description = "Unknown code tried"
    _inherit = ["cdht.record"]

    address = fields.Char(required=True, index=True, groups=fields.NO_ACCESS)

    @api.model
    def _count_failed_attempt(self, address):
        """Count one failed attempt of an address; True when it had too many before.

        The request is read-only: the attempt is written on a cursor of its own, as the
        request ends.
        """
        if not self._attempts_left("cdht_verify_miss", address, _MOST, _MINUTES):
            return True
        digest = self._digest("cdht_verify_miss", address)
        later = partial(_write_later, self.env.registry, digest)
        self.env.cr.postcommit.add(later)
        return False

    @api.model
    def _pass_rate_limit(self, scope, address, most, minutes):
        """Count one act of an address in this transaction; False when it has done
        ``most`` of them in the last ``minutes`` (an hour at most)."""
        if not self._attempts_left(scope, address, most, minutes):
            return False
        self._count(scope, address)
        return True

    @api.model
    def _attempts_left(self, scope, address, most, minutes, about=""):
        """How many of ``most`` acts an address has left in these ``minutes``;
        ``about``: of those about this login, this form … alone."""
        since = fields.Datetime.now() - timedelta(minutes=minutes)
        digest = self._digest(scope, address, about)
        domain = [("address", "=", digest), ("create_date", ">=", since)]
        # sudo: compare: nobody reads this table; only whether one may go on is told
        return most - self.sudo().search_count(domain, limit=most)

    @api.model
    def _count(self, scope, address, *abouts):
        """Count one act of an address, for each of ``abouts`` where there are any."""
        digests = [self._digest(scope, address, about) for about in abouts or ("",)]
        # sudo: system: nobody enters these by hand
        self.sudo().create([{"address": digest} for digest in digests])

    @api.model
    def _digest(self, scope, address, about=""):
        if address.count(":") > 3:
            # Of IPv6 one household has as many as it likes: its network counts.
            address = ":".join(address.split(":")[:4])
        # sudo: system: the key of the database, of which nothing is told
        return hmac(self.sudo().env, scope, (address, about) if about else address)

    @api.autovacuum
    def _forget(self):
        before = fields.Datetime.now() - timedelta(hours=1)
        # sudo: system: nobody reads this table; its old rows go
        self.sudo().search([("create_date", "<", before)], limit=10000).unlink()


def _write_later(registry, digest):
    with registry.cursor() as cr:
        Environment(cr, 1, {})["cdht.verify.miss"].create({"address": digest})
