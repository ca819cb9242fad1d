import json
import logging
from urllib.parse import urlsplit

from werkzeug.exceptions import InternalServerError, NotFound

from odoo import http
from odoo.http import content_disposition, request
from odoo.tools import html_escape

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
            response = super().report_download(data, context, token, readonly)
            return self._named(response, url, kind)
        try:
            return self._word_file(url)
        except Exception as error:
            # In the form in which the web client shows it, as core does.
            _logger.warning("No Word file of %s", url, exc_info=True)
            says = {"code": 0, "message": "Odoo Server Error",
                    "data": http.serialize_exception(error)}  # fmt: skip
            answer = request.make_response(html_escape(json.dumps(says)))
            raise InternalServerError(response=answer) from error

    def _asked(self, url):
        """The report and the records of such an address; no report: not ours."""
        name, _slash, ids = urlsplit(url).path.split("/", 3)[-1].partition("/")
        # sudo: host: which report is meant; its records are read as the user
        report = request.env["ir.actions.report"].sudo()
        report = report.search(
            [("report_name", "=", name), ("model", "=like", "cdht.%")], limit=1
        )
        found = dict.fromkeys(int(one) for one in ids.split(",") if one.isdigit())
        return report, report and request.env[report.model].browse(found)

    def _named(self, response, url, kind):
        """Core names only the file of a single record."""
        report, records = self._asked(url)
        if not report or len(records) < 2 or response.status_code != 200:
            return response
        # The address may name others than those whose paper core has just made.
        if records.exists()._filtered_access("read") == records:
            ending = kind.removeprefix("qweb-")
            name = f"{report._cdht_file_name(records)}.{ending}"
            response.headers.set("Content-Disposition", content_disposition(name))
        return response

    def _word_file(self, url):
        report, records = self._asked(url)
        if not report or report.report_type != WORD:
            raise NotFound()
        reports = request.env["ir.actions.report"]
        content, ending = reports._render_word(report, records.ids)
        title = report._cdht_file_name(records)
        return request.make_response(
            content,
            headers=[
                ("Content-Type", _MIMETYPE),
                ("Content-Length", len(content)),
                ("Content-Disposition", content_disposition(f"{title}.{ending}")),
            ],
        )
