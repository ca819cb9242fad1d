import json
import logging

from werkzeug.exceptions import InternalServerError, NotFound

from odoo import http
from odoo.http import content_disposition, request
from odoo.tools import html_escape
from odoo.tools.safe_eval import safe_eval, time

from odoo.addons.cdht_module.models.papers.ir_actions_report import WORD
from odoo.addons.web.controllers.report import ReportController

_logger = logging.getLogger(__name__)
_MIMETYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class WordController(ReportController):
    """Papers as Word files, from the same address as all that is printed."""

    @http.route()
    def report_download(self, data, context=None, token=None, readonly=True):
        url, kind = json.loads(data)[:2]
        if kind != WORD:
            return super().report_download(data, context, token, readonly)
        try:
            return self._word_file(url)
        except Exception as error:
            # In the form in which the web client shows it, as core does.
            _logger.warning("No Word file of %s", url, exc_info=True)
            says = {"code": 0, "message": "Odoo Server Error",
                    "data": http.serialize_exception(error)}  # fmt: skip
            answer = request.make_response(html_escape(json.dumps(says)))
            raise InternalServerError(response=answer) from error

    def _word_file(self, url):
        name, _slash, ids = url.removeprefix(f"/report/{WORD}/").partition("/")
        reports = request.env["ir.actions.report"]
        # sudo: host: which report is meant; its records are read as the user
        report = reports.sudo().search(
            [("report_name", "=", name), ("report_type", "=", WORD)], limit=1
        )
        if not report:
            raise NotFound()
        records = request.env[report.model].browse(
            [int(one) for one in ids.split(",") if one.isdigit()]
        )
        content, ending = reports._render_word(report, records.ids)
        title = report.name
        if len(records) == 1 and report.print_report_name:
            title = safe_eval(
                report.print_report_name, {"object": records, "time": time}
            )
        return request.make_response(
            content,
            headers=[
                ("Content-Type", _MIMETYPE),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(f"{title}.{ending}")),
            ],
        )
