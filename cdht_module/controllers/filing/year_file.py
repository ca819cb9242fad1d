import tempfile

from werkzeug.wsgi import wrap_file

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import content_disposition, request

from odoo.addons.cdht_module.controllers.foundation.fault_page import fault_page
from odoo.addons.cdht_module.controllers.foundation.page_route import page_route


class YearFileController(http.Controller):
    """The archive of a year, written to a file that no name leads to while it goes
    out: the memory holds one paper at a time."""

    @page_route("/cdht/ho-so-nam/<int:year_file_id>", methods=("GET",), readonly=False)
    def year_file(self, year_file_id, **_others):
        if request.env.user._is_public():
            back = {"redirect": request.httprequest.path}
            return request.redirect_query("/web/login", back)
        file = request.env["cdht.year.file"].browse(year_file_id)
        if not file.exists():
            return fault_page(404)
        stream = tempfile.TemporaryFile()
        try:
            file._write_archive(stream)
        except AccessError:
            stream.close()
            return request.redirect("/odoo")
        except UserError as error:
            # A file was changed after the archive was made: it says which.
            stream.close()
            plain = [("Content-Type", "text/plain; charset=utf-8")]
            return request.make_response(str(error), headers=plain, status=409)
        except Exception:
            stream.close()
            raise
        size = stream.tell()
        stream.seek(0)
        response = request.make_response(
            wrap_file(request.httprequest.environ, stream),
            headers=[
                ("Content-Type", "application/zip"),
                ("Content-Length", size),
                ("Content-Disposition", content_disposition(file._filename())),
            ],
        )
        response.direct_passthrough = True
        response.call_on_close(stream.close)
        return response
