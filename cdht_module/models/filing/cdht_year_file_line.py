import base64
import hashlib
import io

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.tools import clock

from .cdht_year_file import OWN_FILES, slug


class CdhtYearFileLine(models.Model):
    """A file in a year's archive, or what is missing in it and what to do then.

    It points to what is kept of its paper; a file of its own it has only where nothing
    of that sheet is kept.
    """

    _name = "cdht.year.file.line"
    _description = "Paper in a year's file"
    _inherit = ["cdht.record"]
    _order = "part_number, number, id"

    file_id = fields.Many2one(
        "cdht.year.file", required=True, index=True, ondelete="cascade"
    )
    part_id = fields.Many2one(
        "cdht.filing.part", string="Part of the file", ondelete="restrict"
    )
    part_number = fields.Integer(aggregator=None)
    number = fields.Integer(aggregator=None)
    name = fields.Char(string="Kind and subject", required=True)
    reference = fields.Char(string="Number and symbol")
    date = fields.Date()
    author = fields.Char(string="Body that issued it")
    state = fields.Selection(
        [("waiting", "Not made yet"), ("ready", "Ready"), ("missing", "Missing")],
        required=True,
        index=True,
    )
    is_in_file = fields.Boolean(compute="_compute_is_in_file")
    remedy = fields.Char(string="What to do")
    lacks_signed = fields.Boolean(string="Without a signed copy")
    is_named = fields.Boolean(export_string_translation=False)
    res_model = fields.Char(string="Record type")
    res_id = fields.Many2oneReference(string="Record", model_field="res_model")
    template = fields.Char()
    # What is kept may go (a person is forgotten): the archive then says so.
    print_id = fields.Many2one("cdht.print", string="Kept print", ondelete="set null")
    copy_id = fields.Many2one(
        "cdht.signed.copy", string="Signed copy", ondelete="set null"
    )
    file = fields.Binary(
        string="Printed for it", attachment=True, groups=fields.NO_ACCESS
    )
    page_count = fields.Integer(string="Pages", aggregator=None)
    path = fields.Char(string="File name")
    sha256 = fields.Char(string="Check sum (SHA-256)")
    entry_corrected = fields.Char(
        string="Number or date corrected",
        help="What was entered before, and on which day that was corrected.",
    )

    @api.depends("state")
    def _compute_is_in_file(self):
        for line in self:
            line.is_in_file = line.state != "missing"

    def _trace_unit(self):
        return self.file_id._trace_unit()

    def action_open_paper(self):
        """What the line is about: to issue it, or to attach what was signed."""
        self._cdht_one()
        self.check_access("read")
        paper = self._paper()
        if not paper:
            raise UserError(self.env._("There is no such paper yet."))
        paper.check_access("read")
        return paper._cdht_action_form()

    def _paper(self):
        """The record that it is about, if it is there (still)."""
        if not self.res_id or self.res_model not in self.env:
            return self.browse()
        return self.env[self.res_model].browse(self.res_id).exists()

    def _check_readers(self):
        """The archive is given to who may print each of its papers: another officer of
        the commune may have made it, who reads more (of the level above, for example).
        """
        for (model, template), lines in self.grouped(
            lambda line: (line.res_model, line.template)
        ).items():
            papers = self.env[model].browse(lines.mapped("res_id")).exists()
            try:
                papers.check_access("read")
                if template:
                    self.env[f"report.cdht_module.{template}"]._check_reader(papers)
            except AccessError as error:
                raise UserError(
                    self.env._(
                        "Another officer made this file, who reads papers that are not"
                        " yours to read: make the file anew, then take it."
                    )
                ) from error

    # -- Making it, as the user who gets the file.

    def _made(self):
        """What comes of the line: where its bytes are kept, its pages, its name."""
        if self.copy_id:
            return self._made_of_copy()
        record = self.env[self.res_model].browse(self.res_id)
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        report = reports._get_report(f"cdht_module.{self.template}")
        streams = reports._render_qweb_pdf_prepare_streams(report, {}, record.ids)
        content = streams[record.id]["stream"].getvalue()
        digest = hashlib.sha256(content).hexdigest()
        kept = self.env["cdht.print"]
        if report.cdht_kept:
            kept = kept._of(record, report_name=report.report_name).filtered(
                lambda one: one.sha256 == digest
            )
        title, pages = _title_and_pages(content)
        return {
            "print_id": kept[:1].id,
            "file": not kept and base64.b64encode(content),
            "sha256": digest,
            "page_count": pages,
            "name": self.name if self.is_named or not title else title,
            "path": self._path(title, ".pdf"),
            "entry_corrected": self._entry_corrected(),
        }

    def _entry_corrected(self):
        """What number and date were before they were corrected; why is in the trace."""
        # sudo: part: of the paper that its user has just printed
        traces = self.env["cdht.trace"].sudo().search(
            [
                ("res_model", "=", self.res_model),
                ("res_id", "=", self.res_id),
                ("move", "=", "correct_entry"),
            ],
            order="id",
        )  # fmt: skip
        return "; ".join(
            f"{trace.value_from} (sửa {_day_of(trace):%d/%m/%Y})" for trace in traces
        )

    def _made_of_copy(self):
        # sudo: part: of a copy whose paper the user reads
        copy = self.copy_id.sudo()
        ending = copy.filename.rpartition(".")[2].lower() or "pdf"
        title = self.env[self.res_model].browse(self.res_id)._paper_filename()
        return {
            "sha256": copy.sha256,
            "page_count": copy.page_count,
            "path": self._path(title, f"-ban-ky.{ending}"),
            "entry_corrected": self._entry_corrected(),
        }

    def _path(self, title, ending):
        """Short and ASCII, for every machine; no name of a person is in it."""
        if self.template in OWN_FILES:
            return f"{OWN_FILES[self.template]}.pdf"
        folder = f"{self.part_number:02}-{slug(self.part_id.name, 30)}"
        what = title or self.name
        if not self.reference:
            what = f"{what} {self.author or ''}"
        return f"{folder}/{self.part_number:02}-{self.number:03}-{slug(what)}{ending}"

    def _remark(self):
        """What the index says beside it."""
        said = [] if not self.lacks_signed else ["Chưa có bản ký"]
        if self.entry_corrected:
            said.append(f"Số, ngày đã ghi trước khi sửa: {self.entry_corrected}")
        if self.path:
            said.append(f"Tệp {self.path.rpartition('/')[2][:6]}")
        return ". ".join(said)

    def _content(self):
        """The bytes, read past the cache: one file at a time is in the memory."""
        # sudo: part: of a file that the caller may take
        line = self.sudo()
        owner = line.print_id or line.copy_id or line
        kept = self.env["ir.attachment"].sudo().search(
            [
                ("res_model", "=", owner._name),
                ("res_id", "=", owner.id),
                ("res_field", "=", "file"),
            ]
        )  # fmt: skip
        content = kept.raw or b""
        kept.invalidate_recordset()
        return content


def _day_of(trace):
    """In Vietnam."""
    return fields.Datetime.context_timestamp(
        trace.with_context(tz=clock.TIME_ZONE.zone), trace.create_date
    )


def _title_and_pages(content):
    """Of a PDF that was printed here."""
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    return (reader.metadata and reader.metadata.title or ""), len(reader.pages)
