import io
from base64 import b64decode as _decoded
from base64 import b64encode as _encoded

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.foundation.rpc_input import is_id

# Pages printed in one step of the cron: well under 10 seconds.
_PAGES_A_STEP = 40


class CdhtPrintBatch(models.Model):
    """Many papers in one file: a step prints the next few people, and at the end the
    parts become one PDF. Nobody but its user sees it."""

    _name = "cdht.print.batch"
    _description = "Printing of many papers"
    _inherit = ["cdht.stepwise"]
    _order = "id desc"
    _rec_name = "report_id"

    _by_moves = {"state", "done_count", "file", "filename", "message"}

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
        selection_add=[
            ("running", "Printing"),
            ("failed", "Could not be printed"),
        ]
    )
    total_count = fields.Integer(string="Copies", store=True)
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
    notice = fields.Text(string="Before printing", compute="_compute_notice")
    done_count = fields.Integer(string="Printed so far")
    part_ids = fields.One2many("cdht.print.part", "batch_id", groups=fields.NO_ACCESS)
    file = fields.Binary(string="The papers", attachment=True, copy=False)
    filename = fields.Char()

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

    @api.depends("res_ids", "res_model")
    def _compute_notice(self):
        for batch in self:
            ids = batch.res_ids if isinstance(batch.res_ids, list) else ()
            papers = self.env.get(batch.res_model, self).browse(filter(is_id, ids))
            is_paper = isinstance(papers, self.env.registry["cdht.verified"])
            papers = papers._filtered_access("read")
            batch.notice = papers._before_printing() if is_paper else ""

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

    @api.model_create_multi
    def create(self, vals_list):
        batches = super().create(vals_list)
        batches._check_may_run()
        return batches

    def write(self, vals):
        if not self.env.su and set(self.mapped("state")) - {"draft"}:
            raise UserError(
                self.env._("What is being printed is not changed any more.")
            )
        result = super().write(vals)
        if not self.env.su:
            self._check_may_run()
        return result

    @api.model
    def _prepare(self, report, records):
        """A batch, not started, of that report for those records."""
        return self.create(
            {"report_id": report.id, "res_model": records._name, "res_ids": records.ids}
        )

    def _check_may_run(self):
        for batch in self:
            batch._check_records()

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

    def _next_work(self):
        ids = self.res_ids[self.done_count :]
        return ids[: max(1, _PAGES_A_STEP // (self.pages_each or 1))]

    def _do_work(self, work):
        return self._pdf_of(work)

    def _keep_work(self, work, done):
        self.env["ir.actions.report"]._cdht_note_print(self.report_id, work)
        # sudo: move: parts are nobody's to read. The batch itself is not written: its
        # user may have stopped it meanwhile.
        self.env["cdht.print.part"].sudo().create(
            {"batch_id": self.id, "paper_count": len(work), "file": _encoded(done)}
        )

    def _failed_on(self, work, error):
        """Which paper could not be printed, and why."""
        for record in self._records().browse(work):
            try:
                with self.env.cr.savepoint():
                    self._pdf_of(record.ids)
            except Exception as own:  # named here, logged by the step
                name = record.display_name if record._filtered_access("read") else ""
                return f"{name}: {self._in_words(own)}"
        return self._in_words(error)

    def _finish(self):
        """All parts as one file, under the report's name."""
        title = self._as_user().report_id.name
        name = self._as_user().report_id._cdht_file_name(self._records())
        content = _joined([_decoded(part.file) for part in self.part_ids], title)
        self.part_ids.unlink()
        self._move_to("done", file=_encoded(content), filename=f"{name}.pdf")

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
