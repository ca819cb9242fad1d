import base64
from collections import Counter
from itertools import chain

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from odoo.addons.cdht_module.tools import list_reader

from .cdht_import_messages import Refused

# So many people are imported at once, while who asked for it waits: some seconds.
_AT_ONCE = 1000


class CdhtImport(models.Model):
    """A long list is imported in steps, by the cron, each committed for itself.

    The file is read and judged once; what its rows say is kept beside it until the end,
    in parts, one for each step. A step takes its part, judges it as the database stands
    then and imports what is still new. Stopped, broken off or begun twice, each row
    comes in once: who could be one person stands in one part.
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
        return len(rows) > _AT_ONCE and self.kind != "population"

    def _begin_steps(self, rows, new, values):
        """``new``: the rows that are to come in. The caller checked the user."""
        # sudo: move: state and progress belong to the import's own methods
        self.sudo().write({**values, "user_id": self.env.uid})
        self._keep_read_rows(rows, new)
        self._move_to("running", message=False)
        # sudo: system: any user's work is done by the cron
        self.env.ref("cdht_module.cron_print_batch").sudo()._trigger()

    def _keep_read_rows(self, rows, new):
        """Keep the new rows in parts, named by how many rows stand before; beside them
        who is meant by the rows of all parts and of none."""
        alike = {}
        for row in new:
            alike.setdefault(self._likeness(row), []).append(row)
        parts, before = {}, 0
        for groups in split_every(_AT_ONCE, alike.values()):
            part = [*chain.from_iterable(groups)]
            parts[str(before)] = [(row, [row.unit.id, row.citizen.id]) for row in part]
            before += len(part)
        met = {row.citizen.id for row in rows if row.citizen}
        # sudo: move: progress belongs to the import's own methods; read by nobody
        self.sudo().write(
            {
                "read_rows": base64.b64encode(list_reader.packed(parts, sorted(met))),
                "total_count": len(new),
                "done_count": 0,
            }
        )

    def action_start(self):
        """Go on with what was stopped, as who says so."""
        self.check_access("write")
        stopped = self.filtered(lambda record: record.state == "stopped")
        # sudo: move: whoever goes on with it imports the rest
        stopped.sudo().user_id = self.env.uid
        shown = super(CdhtImport, stopped).action_start()
        return {**shown, "res_id": self[:1].id}  # also for whoever comes second

    def _next_work(self):
        """The rows of the next part, with what was known of them."""
        self._check_user_known()
        record = self._as_user()
        record._check_may_run()
        if not record._read_rows():
            record._read_again()
        return list_reader.unpacked(record._read_rows(), str(self.done_count)) or []

    def _read_rows(self):
        # sudo: move: what the import itself keeps; read by nobody
        kept = self.sudo().with_context(bin_size=False).read_rows
        return base64.b64decode(kept or b"")

    def _read_again(self):
        """Begun by an earlier version: what is still new is read from the file."""
        try:
            _sheets, rows = self._read_and_judge()
        except Refused as refusal:
            raise self._in_the_middle(refusal) from refusal
        new = [row for row in rows if not row.errors and self._is_new(row)]
        self._keep_read_rows(rows, new)

    def _check_user_known(self):
        """Nobody's rights are no rights."""
        if not self.user_id:
            raise UserError(
                self.env._("Who imported it is gone. Press “Import the rest”.")
            )

    def _do_work(self, work):
        mine, rows = self._units_in_reach(), []
        taken = dict.fromkeys(list_reader.unpacked_beside(self._read_rows()), "")
        for row, (unit_id, citizen_id) in work:
            row.unit = mine.browse(unit_id)
            if row.unit in mine:
                rows.append(row)
                if citizen_id:
                    taken[citizen_id] = self._person_key(row)
        self._match_people(rows, taken)
        self._tell_refused([row for row in rows if row.errors])
        self._import_rows([row for row in rows if not row.errors and self._is_new(row)])

    def _tell_refused(self, rows):
        """Rows that were good when the file was read."""
        self._tell_findings(self.sheet_ids.mapped("name"), rows)
        # sudo: move: counts belong to the import's own methods
        record, refused = self.sudo(), Counter(row.sheet for row in rows)
        record.imported_count -= len(rows)
        for line in record.sheet_ids:
            line.imported_count -= refused[line.name]

    def _keep_work(self, work, done):
        # sudo: move: progress belongs to the import's own methods
        self.sudo().done_count += len(work)

    def _finish(self):
        self._check_user_known()
        self._as_user()._look_back()
        self._move_to("done", read_rows=False)

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
