from functools import partial

from odoo import api, fields, models
from odoo.api import Environment
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

from odoo.addons.cdht_module.tools import clock

# How many people's identity numbers somebody may be shown in a day without a trace;
# an office sets its own number in the system parameter.
BULK_PARAMETER = "cdht_module.identity_bulk"
BULK = 20
_TRIES = 5


class CdhtIdentityReading(models.Model):
    """Whose identity number a user was shown today and no trace tells of yet.

    Each person counts once until the day's sum passes the limit: then the trace tells
    how many of which unit, these rows go, and the count begins anew. Rows are only
    added, so that requests at the same time do not wait for each other.
    """

    _name = "cdht.identity.reading"
    _description = "Identity number read"
    _inherit = ["cdht.record"]
    _log_access = False

    user_id = fields.Many2one("res.users", required=True, ondelete="cascade")
    day = fields.Date(required=True)
    citizen_id = fields.Many2one(
        "cdht.citizen", required=True, index=True, ondelete="cascade"
    )

    _user_day_idx = models.Index("(user_id, day)")

    @api.model
    def _limit(self):
        # sudo: system: a number of no secrecy, which only administrators may set
        limit = self.env["ir.config_parameter"].sudo().get_param(BULK_PARAMETER)
        return int(limit) if (limit or "").isdecimal() else BULK

    @api.model
    def _count(self, people):
        """The acting user was shown the numbers of ``people``, in whatever request.

        A whole list at once is traced at once.
        """
        people = people._origin
        if self.env.su or not people:
            return
        if len(people) > self._limit():
            self._trace(people, self._label())
        elif self.env.cr.readonly:
            # As traces do: on a cursor of its own, before the answer leaves.
            self.env.cr.postcommit.add(self._later(people))
        else:
            # sudo: move: nobody makes or reads these rows by hand
            self.sudo()._add(people)

    @api.model
    def _count_refused(self, people):
        """The same in a request that will end with a refusal."""
        if not self.env.su and people:
            self.env.cr.postrollback.add(self._later(people))

    def _later(self, people):
        env = self.env
        context = {"lang": env.lang}
        return partial(_add_later, env.registry, env.uid, context, people.ids)

    def _add(self, people):
        today = clock.today()
        of_today = [("user_id", "=", self.env.uid), ("day", "=", today)]
        untraced = self.search_fetch(of_today, ["citizen_id"])
        # sudo: compare: as the rows are; compared only
        new = people.sudo() - untraced.citizen_id
        untraced += self.create(
            [
                {"user_id": self.env.uid, "day": today, "citizen_id": person.id}
                for person in new
            ]
        )
        if len(untraced.citizen_id) > self._limit():
            # Rows locked by another request of this user are traced by that request.
            untraced = untraced.try_lock_for_update()
            self._trace(
                untraced.citizen_id,
                self.env._("%s, one after another in a day", self._label()),
            )
            untraced.unlink()

    def _label(self):
        field = self.env["cdht.citizen"]._fields["identity_number"]
        return field._description_string(self.env)

    def _trace(self, people, what):
        self.env["cdht.trace"]._record_people(people, "read_identity", what)

    @api.autovacuum
    def _gc_earlier_days(self):
        """Delete the rows of earlier days: readings are counted by day."""
        today = clock.today()
        self.search([("day", "<", today)]).unlink()


def _add_later(registry, uid, context, ids):
    for left in reversed(range(_TRIES)):
        try:
            with registry.cursor() as cr:
                # sudo: move: nobody makes or reads these rows by hand
                readings = Environment(cr, uid, context)["cdht.identity.reading"].sudo()
                readings._add(readings.env["cdht.citizen"].browse(ids).exists())
            return
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            if not left:
                raise
