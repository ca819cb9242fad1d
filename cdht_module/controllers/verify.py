from odoo import http
from odoo.http import request

# Nothing is fetched, sent or framed: the file that is compared stays on the phone.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self';"
    " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


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
        page = request.env["ir.qweb"]._render(
            "cdht_module.verify_page", {"paper": paper, "status": status}
        )
        response = request.make_response(page, status=status)
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response
