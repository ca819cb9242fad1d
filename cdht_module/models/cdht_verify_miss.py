from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.api import Environment
from odoo.tools.misc import hmac

_MINUTES = 10
_MOST = 20


class CdhtVerifyMiss(models.Model):
    """Tries of unknown codes, so that nobody can go on guessing; and objections sent
    by the page of a posting, so that nobody floods the office.

    Only misses are counted: who holds a paper is always answered, also behind an
    address that many share. Of the address nothing but a keyed digest is kept, for
    an hour.
    """

    _name = "cdht.verify.miss"
    _description = "Unknown code tried"

    address = fields.Char(required=True, index=True, groups=fields.NO_ACCESS)

    @api.model
    def _is_too_many(self, address):
        """Count one more miss of an address; True when it has had enough.

        The page reads only: the miss is written on a cursor of its own, as the request
        ends.
        """
        digest = self._digest("cdht_verify_miss", address)
        if self._has_enough(digest, _MOST, _MINUTES):
            return True
        later = partial(_write_later, self.env.registry, digest)
        self.env.cr.postcommit.add(later)
        return False

    @api.model
    def _take_turn(self, scope, address, most, minutes):
        """Count one act of an address in this transaction; False when it has done
        ``most`` of them in the last ``minutes`` (an hour at most)."""
        digest = self._digest(scope, address)
        if self._has_enough(digest, most, minutes):
            return False
        # sudo: nobody enters these by hand
        self.sudo().create({"address": digest})
        return True

    @api.model
    def _digest(self, scope, address):
        if address.count(":") > 3:
            # Of IPv6 one household has as many as it likes: its network counts.
            address = ":".join(address.split(":")[:4])
        # sudo: the key of the database, of which nothing is told
        return hmac(self.sudo().env, scope, address)

    @api.model
    def _has_enough(self, digest, most, minutes):
        since = fields.Datetime.now() - timedelta(minutes=minutes)
        domain = [("address", "=", digest), ("create_date", ">=", since)]
        # sudo: nobody reads this table; only whether one may go on is told
        return self.sudo().search_count(domain, limit=most) >= most

    @api.autovacuum
    def _forget(self):
        before = fields.Datetime.now() - timedelta(hours=1)
        # sudo: as above
        self.sudo().search([("create_date", "<", before)], limit=10000).unlink()


def _write_later(registry, digest):
    with registry.cursor() as cr:
        Environment(cr, 1, {})["cdht.verify.miss"].create({"address": digest})
