from odoo import http
from odoo.http import request

from odoo.addons.cdht_module.controllers.foundation.bare_page import bare_page
from odoo.addons.cdht_module.controllers.foundation.page_route import (
    address,
    page_route,
)


class VerifyController(http.Controller):
    """Where whoever holds a paper checks it by its code.

    The code is no secret of the path: it stands on the paper for everybody to read.
    """

    @page_route(
        "/cdht/xac-minh/<string:token>",
        methods=("GET",),
        readonly=True,
        save_session=False,
    )
    def verify(self, token, **_others):
        paper = request.env["cdht.verified"]._verified_by(token)
        status = 200
        if not paper:
            too_many = request.env["cdht.verify.miss"]._count_failed_attempt(address())
            status = 429 if too_many else 404
        values = {"paper": paper, "status": status}
        return bare_page("cdht_module.verify_page", values, status)
