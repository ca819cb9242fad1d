import base64
import io
from ast import literal_eval

from odoo import api, fields, models, modules, tools
from odoo.exceptions import UserError
from odoo.tools import safe_eval

from odoo.addons.cdht_module.models.foundation.rpc_input import (
    checked_input,
    is_id,
    is_text,
)
from odoo.addons.cdht_module.report import (
    blocks,
    paper_engine,
    paper_html,
    word_paper,
)
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.file_name import file_name

# Such a report has the name of the paper that it writes, with this ending.
WORD, _ENDING = "cdht-docx", ".docx"

# What a paper takes from a request's context.
_FOR_PAPERS = {"lang", "tz", "uid", "allowed_company_ids", "force_report_rendering"}


class IrActionsReport(models.Model):
    """PDF by our own engine for the papers, and their twins for Word; all other reports
    keep theirs."""

    _inherit = "ir.actions.report"

    report_type = fields.Selection(
        selection_add=[(WORD, "Word file (.docx)")], ondelete={WORD: "cascade"}
    )
    cdht_paper = fields.Boolean(
        string="Is a paper",
        help="The template is made of the parts of papers, which are printed by the"
        " add-on itself; wkhtmltopdf is not needed.",
    )
    cdht_kept = fields.Boolean(
        string="Prints are kept",
        help="What is printed for signature or issued is kept and printed again"
        " byte for byte.",
    )
    cdht_together = fields.Boolean(
        string="Printed in one go",
        help="Each paper counts its own pages or none, so that many records are printed"
        " as one text, which is much quicker.",
    )

    def _get_readable_fields(self):
        # The web client chooses its handler by this field.
        return super()._get_readable_fields() | {"cdht_paper"}

    @api.model
    @checked_input
    def cdht_before_printing(self, report_name, ids):
        """What to know before records are printed from the menu “Print”; nothing where
        all is well."""
        report = is_text(report_name) and self._get_report_from_name(report_name)
        papers = self.env.get(report and report.model, self)
        if not isinstance(papers, self.env.registry["cdht.verified"]):
            return ""
        ids = ids if isinstance(ids, list) else ()
        papers = papers.browse(filter(is_id, ids)).exists()
        papers.check_access("read")
        return papers._before_printing()

    def report_action(self, docids, data=None, config=True):
        if not self.cdht_paper and self.report_type != WORD:
            return super().report_action(docids, data=data, config=config)
        # No company layout to be chosen first: our papers bring their own.
        action = super().report_action(docids, data=data, config=False)
        return {**action, "cdht_paper": self.cdht_paper}

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        report = self._get_report(report_ref)
        if not report.cdht_paper:
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        data = {**(data or {}), "report_type": "pdf"}
        self._cdht_note_print(report, res_ids or ())
        return self._cdht_streams(report, res_ids, data)

    def _cdht_file_name(self, records):
        """What the file is called, without its ending: of one record as of many."""
        # sudo: name: kind, number and year of what the user prints
        said = {"object": records.sudo(), "time": safe_eval.time}
        return safe_eval.safe_eval(self.sudo().print_report_name or "''", said) or (
            file_name(self.name)
        )

    def _cdht_note_print(self, report, res_ids):
        """Certificates know that they were printed: somebody may hold them."""
        records = self.env[report.model].browse(res_ids)
        if not (records and "certificate_printed" in records._fields):
            return
        # sudo: move: noted by printing alone, of what the user may read
        readable = records._filtered_access("read").sudo()
        new = readable.filtered(lambda record: not record.certificate_printed)
        if new:
            self.env["cdht.print"]._need_writing()
            new.certificate_printed = True

    def _cdht_streams(self, report, res_ids, data):
        if not res_ids or report.cdht_together and len(res_ids) > 1:
            stream = self._cdht_pdf_stream(report, res_ids, data)
            return {False: {"stream": stream, "attachment": None}}
        if len(res_ids) != len(set(res_ids)):
            # As core does: a record chosen twice is printed twice, and nothing is
            # stored.
            streams = [self._cdht_pdf_stream(report, [i], data) for i in res_ids]
            merged = self._merge_pdfs(streams)
            return {False: {"stream": merged, "attachment": None}}
        return {
            record.id: self._cdht_stored_or_printed(report, record, data)
            for record in self.env[report.model].browse(res_ids)
        }

    def _get_rendering_context(self, report, docids, data):
        """A paper of ours says what its record holds: of what a request sends beside
        it (address, context) nothing comes on it, nor into a print that is kept."""
        if report.model.startswith("cdht."):
            context = {k: v for k, v in self.env.context.items() if k in _FOR_PAPERS}
            self = self.with_env(self.env(context=context))
            data = {"report_type": (data or {}).get("report_type")}
        return super()._get_rendering_context(report, docids, data)

    def _cdht_stored_or_printed(self, report, record, data):
        """One record's stream: the print that is kept, or the stored one where the
        report asks for it."""
        if report.cdht_kept and "print_ids" in record._fields:
            record.check_access("read")
            # sudo: part: state of a record that the user reads
            stage = record.sudo()._print_stage(report)
            if stage:
                return self._cdht_kept_or_printed(report, record, stage, data)
        attachment = None
        if report.attachment and not self.env.context.get("report_pdf_no_attachment"):
            attachment = report.retrieve_attachment(record)
        if attachment and report.attachment_use:
            stream = io.BytesIO(attachment.raw)
        else:
            stream = self._cdht_pdf_stream(report, record.ids, data)
        return {"stream": stream, "attachment": attachment}

    def _cdht_kept_or_printed(self, report, record, stage, data):
        """One record's stream: as it was printed first, from signature on."""
        prints = self.env["cdht.print"]
        kept = prints._of(record, report_name=report.report_name, stage=stage)
        if kept:
            self.env[f"report.{report.report_name}"]._check_reader(record)
            self._cdht_trace_print(report, record)
            content = base64.b64decode(kept.file)
        else:
            prints._need_writing()
            content = self._cdht_pdf_stream(report, record.ids, data).getvalue()
            prints._keep(report, record, stage, content)
        return {"stream": io.BytesIO(content), "attachment": None}

    def _cdht_really_prints(self):
        """As core decides: tests print only where they ask for it."""
        testing = modules.module.current_test or tools.config["test_enable"]
        return not testing or self.env.context.get("force_report_rendering")

    def _cdht_pdf_stream(self, report, res_ids, data):
        """Print one HTML as one PDF: nothing is to be cut apart afterwards."""
        html, _type = self._render_qweb_html(report, res_ids, data=dict(data))
        return io.BytesIO(self._cdht_html_to_pdf(html.decode()))

    def _render_word(self, report_ref, docids):
        """(Word file, “docx”) of the same page as the PDF's: fed, refused and traced as
        that is. It is made anew each time, of issued papers from what is kept."""
        report = self._get_report(report_ref)
        paper = report.report_name.removesuffix(_ENDING)
        html, _type = self._render_qweb_html(paper, docids)
        return word_paper.to_docx(blocks.read(html.decode())), "docx"

    def _cdht_html_to_pdf(self, html):
        """The PDF of a text of ours; what the server lacks for it is said plainly."""
        try:
            return paper_engine.html_to_pdf(html, clock.today())
        except paper_engine.EngineMissing as error:
            raise UserError(
                self.env._(
                    "Papers cannot be printed yet: the server lacks the Python package"
                    " “typst”. Install it. The server says: %s",
                    error,
                )
            ) from error
        except paper_engine.FontMissing as error:
            raise UserError(
                self.env._(
                    "Papers cannot be printed yet: the server has no font “Times New"
                    " Roman” or “Liberation Serif” (version 2) with all Vietnamese"
                    " letters. Install it (Debian 13: fonts-liberation, Debian 12:"
                    " fonts-liberation2). Found instead: %s",
                    error,
                )
            ) from error
        except paper_html.UnknownPart as error:
            raise UserError(
                self.env._(
                    "This paper cannot be printed: its template has what is no part of"
                    " a paper. Whoever changed it corrects it: %s",
                    error,
                )
            ) from error

    # -- Printed lists of many people leave a trace, whatever engine prints them.

    def _render_qweb_html(self, report_ref, docids, data=None):
        report = self._get_report(report_ref)
        self._cdht_check_offered(report, docids)
        result = super()._render_qweb_html(report_ref, docids, data=data)
        if report.model.startswith("cdht.") and docids:
            self._cdht_trace_print(report, self.env[report.model].browse(docids))
        return result

    def _cdht_check_offered(self, report, docids):
        """A paper whose prints are kept is made of the records of whose menu it is, by
        address too: a decision that recognises is not printed as one that commends."""
        if not (docids and report.cdht_kept and report.domain):
            return
        # sudo: compare: by kind and state; who reads them, their values are asked for
        records = self.env[report.model].sudo().browse(docids).exists()
        if records - report._cdht_offered(records):
            raise UserError(
                self.env._("“%s” is not a paper of what is chosen.", report.name)
            )

    def _cdht_offered(self, records):
        """Those of ``records`` that have the report in their menu."""
        return records.filtered_domain(literal_eval(self.domain or "[]"))

    def _cdht_trace_print(self, report, records):
        """A line for each paper that names several people, or for each unit."""
        Trace = self.env["cdht.trace"]
        if "assessment_ids" not in records._fields:
            if len(records) > 1 and hasattr(records, "_trace_unit"):
                Trace._record_people(records, "print", report.name)
            return
        Trace._append(
            [
                {
                    "res_model": paper._name,
                    "res_id": paper.id,
                    "unit_id": paper._trace_unit().id,
                    "user_id": self.env.uid,
                    "move": "print",
                    "value_to": str(people),
                    "reason": report.name,
                }
                for paper in records
                # sudo: figures: how many stand on a paper that the user prints
                if (people := len(paper.sudo().assessment_ids)) > 1
            ]
        )
