import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)


class CdhtStepwise(models.AbstractModel):
    """Work of several steps, done by the cron as the user who asked for it.

    A step does what comes next and commits; the work can be stopped and resumed on
    any node.
    """

    _name = "cdht.stepwise"
    _description = "Work in steps"
    _inherit = ["cdht.moved"]

    _by_moves = {"state", "message"}
    # What it made is deleted then: it is full of personal data. None: it stays.
    _days_kept = 7
    # Where a step leads that could not be done.
    _state_of_failure = "failed"

    user_id = fields.Many2one(
        "res.users", string="For", required=True, index=True, ondelete="cascade",
        default=lambda self: self.env.uid,
    )  # fmt: skip
    state = fields.Selection(
        [
            ("draft", "Not started"),
            ("running", "Under way"),
            ("stopped", "Stopped"),
            ("failed", "Could not be done"),
            ("done", "Done"),
        ],
        default="draft",
        required=True,
        index=True,
    )
    total_count = fields.Integer(compute="_compute_total_count", aggregator=None)
    done_count = fields.Integer(compute="_compute_done_count", aggregator=None)
    progress = fields.Integer(compute="_compute_progress", aggregator=None)
    message = fields.Text()

    def _compute_total_count(self):
        """How much there is to do."""
        raise NotImplementedError

    def _compute_done_count(self):
        """How much of it is done."""
        raise NotImplementedError

    def _check_may_run(self):
        """Refuse what its user may not have done."""
        raise NotImplementedError

    def _next_work(self):
        """What one step does next, as a list or records; nothing at the end."""
        raise NotImplementedError

    def _do_work(self, work):
        """Return what comes of it; called as the user."""
        raise NotImplementedError

    def _keep_work(self, work, done):
        """Keep what ``_do_work`` returned."""
        raise NotImplementedError

    def _finish(self):
        """Nothing is left to do: put together what was kept, and be done."""
        raise NotImplementedError

    def _failed_on(self, work, error):
        """What its user reads of a failure."""
        return self._in_words(error)

    @api.depends("done_count", "total_count")
    def _compute_progress(self):
        for record in self:
            record.progress = 100 * record.done_count // (record.total_count or 1)

    def action_start(self):
        """Begin, or go on where it was stopped or failed; return its form."""
        self.check_access("write")
        for record in self:
            if record.state in ("running", "done"):
                continue  # a second click
            record._check_may_run()
            record._move_to("running", message=False)
        # sudo: system: any user's work is done by the cron
        self.env.ref("cdht_module.cron_print_batch").sudo()._trigger()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self[:1].id,
            "view_mode": "form",
            "target": "current",
        }

    def action_stop(self):
        """Stop after the step that is under way; nothing done is lost."""
        self.check_access("write")
        self.filtered(lambda record: record.state == "running")._move_to("stopped")

    def _move_to(self, state, **values):
        # sudo: move: state, file and progress are written by moves only
        self.sudo().write({**values, "state": state})

    @api.model
    def _cron_print(self):
        """Go on step by step, one after the other, until the cron's time is over."""
        waiting = [
            record
            for kind in self.env["cdht.stepwise"]._kinds()
            for record in kind.search([("state", "=", "running")], order="id")
        ]
        left = sum(record.total_count - record.done_count + 1 for record in waiting)
        self.env["ir.cron"]._commit_progress(remaining=left)
        for record in waiting:
            while record._is_running():
                time_left = self.env["ir.cron"]._commit_progress(record._step())
                if not time_left:
                    return

    def _is_running(self):
        """Still to be done. The cron's own lock keeps other workers away: one on the
        record would keep its user from stopping it while a step is done. Of earlier
        steps nothing stays in memory."""
        self.env.invalidate_all()
        return bool(self.exists()) and self.state == "running"

    def _step(self):
        """Do what comes next, or finish; return how much came."""
        as_user, work = self._as_user(), ()
        try:
            with self.env.cr.savepoint():
                work = self._next_work()
                if work:
                    self._keep_work(work, as_user._do_work(work))
                else:
                    self._finish()
            if not work:
                self._tell_user("success", as_user._done_in_words())
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            # Somebody wrote the same rows meanwhile: the step is begun anew.
            self.env.cr.rollback()
            return 0
        except Exception as error:
            # One bad paper must not come back for ever, before everybody else's.
            if not isinstance(error, UserError):
                _logger.exception("A step of %s failed", self)
            message = as_user._failed_on(work, error)
            self._move_to(self._state_of_failure, message=message)
            self._tell_user("danger", f"{as_user.display_name}: {message}")
            return 0
        return len(work) or 1

    def _tell_user(self, kind, message):
        """Say it to who asked for it, wherever they are at that moment; the record says
        it to who comes later."""
        self.user_id._bus_send(
            "simple_notification", {"type": kind, "sticky": True, "message": message}
        )

    def _done_in_words(self):
        """What its user reads when it is done."""
        return self.env._("Done: %s.", self.display_name)

    def _as_user(self):
        return self.with_user(self.user_id).with_context(lang=self.user_id.lang)

    def _in_words(self, error):
        if isinstance(error, UserError):
            return str(error)
        return self.env._(
            "The paper could not be made; the server's log says why. Tell your"
            " administrator, then go on with “Start”."
        )

    @api.autovacuum
    def _gc_batches(self):
        """Files full of personal data do not lie about."""
        if self._abstract or not self._days_kept:
            return
        limit = fields.Datetime.now() - timedelta(days=self._days_kept)
        self.search([("write_date", "<", limit)]).unlink()
