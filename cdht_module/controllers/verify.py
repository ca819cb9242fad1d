from odoo import http
from odoo.http import request

from .bare_page import bare_page


class VerifyController(http.Controller):
    """Where whoever holds a paper checks it by its code."""

    @http.route(
        "/cdht/xac-minh/<string:token>",
        type="http",
        auth="public",
        methods=["GET"],
        readonly=True,
        save_session=False,
        sitemap=False,
    )
    def verify(self, token, **_others):
        paper = request.env["cdht.verified"]._verified_by(token)
        status = 200
        if not paper:
            misses = request.env["cdht.verify.miss"]
            too_many = misses._is_too_many(request.httprequest.remote_addr or "")
            status = 429 if too_many else 404
        values = {"paper": paper, "status": status}
        return bare_page("cdht_module.verify_page", values, status)
