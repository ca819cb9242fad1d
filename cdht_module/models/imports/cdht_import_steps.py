from odoo import fields, models
from odoo.exceptions import UserError

from .cdht_import_messages import Refused

# So many rows are imported at once, while who asked for it waits: some seconds.
_AT_ONCE = 1000
# Each step reads the file again, so that very long ones take larger steps.
_STEPS = 20


class CdhtImport(models.Model):
    """A long list is imported in steps, by the cron, each committed for itself.

    A step reads and judges the whole file as the database stands then, and imports the
    next of the rows that say something new. What was imported is known to it, so that
    stopped, broken off or begun twice each row comes in once; the last step is the
    import of an ordinary list, which finds little left.
    """

    _inherit = "cdht.import"
    _days_kept = None
    _state_of_failure = "stopped"

    user_id = fields.Many2one(
        string="Imported by",
        required=False,
        default=False,
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )
    total_count = fields.Integer(string="Rows to import", compute=None, copy=False)
    done_count = fields.Integer(string="Imported so far", compute=None, copy=False)
    message = fields.Text(copy=False)

    def _is_long(self, rows):
        return len(rows) > _AT_ONCE

    def _begin_steps(self, number, values):
        """``number``: of the rows that are to come in. The caller checked the user."""
        # sudo: move: state and progress belong to the import's own methods
        self.sudo().write(
            {**values, "user_id": self.env.uid, "total_count": number, "done_count": 0}
        )
        self._move_to("running", message=False)
        # sudo: system: any user's work is done by the cron
        self.env.ref("cdht_module.cron_print_batch").sudo()._trigger()

    def action_start(self):
        """Go on with what was stopped, as who says so."""
        self.check_access("write")
        stopped = self.filtered(lambda record: record.state == "stopped")
        # sudo: move: whoever goes on with it imports the rest
        stopped.sudo().user_id = self.env.uid
        shown = super(CdhtImport, stopped).action_start()
        return {**shown, "res_id": self[:1].id}  # also for whoever comes second

    def _next_work(self):
        """Rows that say something new, those about one person together."""
        self._check_user_known()
        if self.done_count >= self.total_count:
            return []  # whatever is left now comes in with the last step
        record = self._as_user()
        record._check_may_run()
        try:
            _sheets, rows = record._read_and_judge()
        except Refused as refusal:
            raise record._in_the_middle(refusal) from refusal
        new = [row for row in rows if not row.errors and record._is_new(row)]
        if not record._is_long(new):
            return []
        size = max(_AT_ONCE, self.total_count // _STEPS)
        whose = {record._whose_row(row) for row in new[:size]}
        return [row for row in new if record._whose_row(row) in whose]

    def _check_user_known(self):
        """Nobody's rights are no rights."""
        if not self.user_id:
            raise UserError(
                self.env._("Who imported it is gone. Press “Import the rest”.")
            )

    def _whose_row(self, row):
        if self.kind == "population":
            return row.sheet, row.row
        return row.citizen.id or self._new_person_key(row)

    def _do_work(self, work):
        self._import_rows(work)

    def _keep_work(self, work, done):
        # sudo: move: progress belongs to the import's own methods
        self.sudo().done_count += len(work)

    def _finish(self):
        self._check_user_known()
        self._as_user()._run(apply=True, finish=True)

    def _done_in_words(self):
        return self._imported_in_words()

    def _in_the_middle(self, refusal):
        """What cannot be read any more, as its user reads it."""
        return UserError(self._message(refusal.code, refusal.params))

    def _in_words(self, error):
        if isinstance(error, UserError):
            return str(error)
        return self.env._(
            "The next rows could not be imported; the server's log says why. Tell your"
            " administrator, then press “Import the rest”."
        )
