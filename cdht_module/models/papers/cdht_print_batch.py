import io
import logging
from base64 import b64decode as _decoded
from base64 import b64encode as _encoded
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY

_logger = logging.getLogger(__name__)

# Pages printed in one step of the cron: well under 10 seconds.
_PAGES_A_STEP = 40
_DAYS_KEPT = 7


class CdhtPrintBatch(models.Model):
    """Many papers in one file: printed in steps, as the user who asked for them.

    A step prints the next few people and commits; it can be stopped and resumed on
    any node. At the end the parts become one PDF. Nobody but its user sees it, and
    it is deleted after a week: it is full of personal data.
    """

    _name = "cdht.print.batch"
    _description = "Printing of many papers"
    _inherit = ["cdht.moved"]
    _order = "id desc"
    _rec_name = "report_id"

    _by_moves = {"state", "done_count", "file", "filename", "message"}

    user_id = fields.Many2one(
        "res.users", string="For", required=True, index=True, ondelete="cascade",
        default=lambda self: self.env.uid,
    )  # fmt: skip

    res_model = fields.Char(required=True)
    res_ids = fields.Json(string="Records")
    report_id = fields.Many2one(
        "ir.actions.report",
        string="Paper",
        required=True,
        ondelete="cascade",
        domain="[('model', '=', res_model), ('cdht_paper', '=', True)]",
    )
    two_sided = fields.Boolean(string="Print on both sides", default=True)
    state = fields.Selection(
        [
            ("draft", "Not started"),
            ("running", "Printing"),
            ("stopped", "Stopped"),
            ("failed", "Could not be printed"),
            ("done", "Done"),
        ],
        default="draft",
        required=True,
        index=True,
    )
    total_count = fields.Integer(
        string="Copies", compute="_compute_total_count", store=True, aggregator=None
    )
    pages_each = fields.Integer(
        string="Pages of one",
        compute="_compute_pages_each",
        store=True,
        aggregator=None,
        help="Counted on the first of them.",
    )
    sheet_count = fields.Integer(
        string="Sheets of paper", compute="_compute_sheet_count", aggregator=None
    )
    done_count = fields.Integer(
        string="Printed so far", compute="_compute_done_count", aggregator=None
    )
    progress = fields.Integer(compute="_compute_progress", aggregator=None)
    part_ids = fields.One2many("cdht.print.part", "batch_id", groups=fields.NO_ACCESS)
    file = fields.Binary(string="The papers", attachment=True, copy=False)
    filename = fields.Char()
    message = fields.Text()

    @api.model
    def default_get(self, fields):
        """What is chosen in a list is printed, or what belongs to it."""
        values = super().default_get(fields)
        model, ids = self.env.context.get("active_model"), self._cdht_active_ids()
        known = isinstance(model, str) and model in self.env
        if not (known and ids) or values.get("res_ids"):
            return values
        records = self.env[model].browse(ids)
        if isinstance(records, self.env.registry["cdht.verified"]):
            records = records._printed_in_bulk()
        model, ids = records._name, records.ids
        # The oldest, which is the one that all get; others are chosen.
        report = self.env["ir.actions.report"].search(
            [("model", "=", model), ("cdht_together", "=", True)], order="id", limit=1
        )
        return {**values, "res_model": model, "res_ids": ids, "report_id": report.id}

    @api.depends("res_ids")
    def _compute_total_count(self):
        for batch in self:
            batch.total_count = len(batch.res_ids or ())

    @api.depends("report_id", "res_ids", "res_model")
    def _compute_pages_each(self):
        for batch in self:
            batch.pages_each = batch._pages_of_first()

    @api.depends("pages_each", "total_count", "two_sided")
    def _compute_sheet_count(self):
        for batch in self:
            pages = batch.pages_each
            sheets = -(-pages // 2) if batch.two_sided else pages
            batch.sheet_count = sheets * batch.total_count

    @api.depends("part_ids.paper_count", "state", "total_count")
    def _compute_done_count(self):
        """What the parts hold; of a finished batch, whose parts are gone, all."""
        # sudo: figures: parts are nobody's to read; their number is no secret
        parts = self.env["cdht.print.part"].sudo()
        counts = dict(
            parts._read_group(
                [("batch_id", "in", self.ids)], ["batch_id"], ["paper_count:sum"]
            )
        )
        for batch in self:
            done = batch.total_count if batch.state == "done" else 0
            batch.done_count = done or counts.get(batch, 0)

    @api.depends("done_count", "total_count")
    def _compute_progress(self):
        for batch in self:
            batch.progress = 100 * batch.done_count // (batch.total_count or 1)

    @api.model_create_multi
    def create(self, vals_list):
        batches = super().create(vals_list)
        for batch in batches:
            batch._check_records()
        return batches

    def write(self, vals):
        if not self.env.su and set(self.mapped("state")) - {"draft"}:
            raise UserError(
                self.env._("What is being printed is not changed any more.")
            )
        result = super().write(vals)
        if not self.env.su:
            for batch in self:
                batch._check_records()
        return result

    @api.model
    def _prepare(self, report, records):
        """A batch, not started, of that report for those records."""
        return self.create(
            {"report_id": report.id, "res_model": records._name, "res_ids": records.ids}
        )

    def action_start(self):
        """Begin, or go on where it was stopped or failed; return its form."""
        self.check_access("write")
        for batch in self:
            if batch.state in ("running", "done"):
                continue  # a second click
            batch._check_records()
            batch._move_to("running", message=False)
        # sudo: system: any user's printing is the cron's work
        self.env.ref("cdht_module.cron_print_batch").sudo()._trigger()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self[:1].id,
            "view_mode": "form",
            "target": "current",
        }

    def action_stop(self):
        """Stop after the step that is under way; nothing printed is lost."""
        self.check_access("write")
        self.filtered(lambda batch: batch.state == "running")._move_to("stopped")

    def _move_to(self, state, **values):
        # sudo: move: state, file and progress are written by moves only
        self.sudo().write({**values, "state": state})

    def _check_records(self):
        """The user reads all that is printed, by a report made for it."""
        self.ensure_one()
        report = self.report_id
        if self.res_model not in self.env or not self.res_model.startswith("cdht."):
            raise AccessError(self.env._("Nothing of this kind is printed in bulk."))
        if not report.cdht_paper or report.model != self.res_model:
            raise UserError(self.env._("Choose a paper that belongs to these records."))
        if not self.res_ids:
            raise UserError(self.env._("Nothing is chosen: choose what to print."))
        self._records().check_access("read")

    def _records(self):
        return self.env[self.res_model].browse(self.res_ids or ()).exists()

    def _pages_of_first(self):
        first = (self.res_ids or ())[:1]
        if not (self.report_id and first):
            return 0
        return _page_count(self._pdf_of(first))

    def _pdf_of(self, ids):
        """The PDF (bytes) of some of the records, as the batch's user gets it."""
        # As core's Print menu does it; in a test too, since a batch is a PDF.
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        if self.report_id.cdht_together:
            return reports._cdht_pdf_stream(self.report_id, ids, {}).getvalue()
        return reports._render_qweb_pdf(self.report_id, ids)[0]

    @api.model
    def _cron_print(self):
        """Print step by step, batch by batch, until the cron's time is over."""
        waiting = self.search([("state", "=", "running")], order="id")
        left = sum(batch.total_count - batch.done_count + 1 for batch in waiting)
        self.env["ir.cron"]._commit_progress(remaining=left)
        for batch in waiting:
            while batch._is_running():
                time_left = self.env["ir.cron"]._commit_progress(batch._step())
                if not time_left:
                    return

    def _is_running(self):
        """Still to be printed. The cron's own lock keeps other workers away: one on
        the batch would keep its user from stopping it while a step prints."""
        self.invalidate_recordset()
        return bool(self.exists()) and self.state == "running"

    def _step(self):
        """Print the next part, or join the parts; return how many papers came."""
        as_user = self._as_user()
        ids = self.res_ids[self.done_count :]
        ids = ids[: max(1, _PAGES_A_STEP // (self.pages_each or 1))]
        if not ids:
            self._join()
            return 1
        try:
            with self.env.cr.savepoint():
                content = as_user._pdf_of(ids)
        except PG_CONCURRENCY_EXCEPTIONS_TO_RETRY:
            raise  # the cron comes again
        except Exception as error:  # one bad paper must not come back for ever
            if not isinstance(error, UserError):
                _logger.exception("Printing of batch %s failed", self.id)
            self._move_to("failed", message=as_user._failed_on(ids, error))
            return 0
        # sudo: move: parts are nobody's to read. The batch itself is not written: its
        # user may have stopped it meanwhile.
        self.env["cdht.print.part"].sudo().create(
            {"batch_id": self.id, "paper_count": len(ids), "file": _encoded(content)}
        )
        return len(ids)

    def _as_user(self):
        return self.with_user(self.user_id).with_context(lang=self.user_id.lang)

    def _failed_on(self, ids, error):
        """Which paper could not be printed, and why."""
        for record in self._records().browse(ids):
            try:
                with self.env.cr.savepoint():
                    self._pdf_of(record.ids)
            except Exception as own:  # named here, logged by the step
                name = record.display_name if record._filtered_access("read") else ""
                return f"{name}: {self._in_words(own)}"
        return self._in_words(error)

    def _in_words(self, error):
        if isinstance(error, UserError):
            return str(error)
        return self.env._(
            "The paper could not be made; the server's log says why. Tell your"
            " administrator, then go on with “Start”."
        )

    def _join(self):
        """All parts as one file, under the report's name."""
        title = self._as_user().report_id.name
        content = _joined([_decoded(part.file) for part in self.part_ids], title)
        self.part_ids.unlink()
        self._move_to("done", file=_encoded(content), filename=f"{title}.pdf")

    def _naming_people(self, people):
        """Those of ``self`` that print something about these people."""

        def names(batch):
            records = batch._records()
            if "citizen_id" in records._fields:
                return records.citizen_id & people
            return "assessment_ids" in records._fields and (
                records.assessment_ids.citizen_id & people
            )

        return self.filtered(names)

    @api.autovacuum
    def _gc_batches(self):
        """Files full of personal data do not lie about."""
        limit = fields.Datetime.now() - timedelta(days=_DAYS_KEPT)
        self.search([("create_date", "<", limit)]).unlink()


def _page_count(pdf):
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)


def _joined(parts, title):
    """One PDF of several, Vietnamese by its mark, fonts and frames kept once."""
    from pypdf import PdfWriter
    from pypdf.generic import NameObject, TextStringObject

    writer = PdfWriter()
    for part in parts:
        writer.append(io.BytesIO(part), import_outline=False)
    writer.add_metadata({"/Title": title})
    writer.root_object[NameObject("/Lang")] = TextStringObject("vi")
    writer.compress_identical_objects()
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
