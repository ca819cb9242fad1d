from odoo import http
from odoo.http import request

from odoo.addons.cdht_module.controllers.foundation.page_route import (
    address,
    form_page,
    is_post,
    page_route,
    text,
)

from .visit import Visit, home

_NOT_SO = (
    "Không khớp. Ông/bà xem lại số và mã; nếu đã gõ đúng như trên biên nhận thì mười"
    " điểm đã thay đổi sau khi nộp: ông/bà hỏi chi hội hoặc xã."
)
_TOO_MANY = "Đã thử quá nhiều lần. Ông/bà đợi ít phút rồi thử lại."
_FURTHEST = 10_000


class OwnTracesController(http.Controller):
    """What was done with one's data; whether one's ten scores still stand."""

    @page_route("/cdht/toi/ai-da-xem", methods=("GET",))
    def seen(self, trang="1", **_others):
        """From the trace, page by page; only for who has an account."""
        visit = Visit()
        if not visit.citizen:
            return home()
        page = int(text(trang, 5)) if text(trang, 5).isdecimal() else 1
        seen = visit.citizen._own_seen(min(max(page, 1), _FURTHEST))
        return visit.page("cdht_module.seen_page", seen)

    @page_route("/cdht/bien-nhan")
    def receipt(self, so="", ma="", **_others):
        """Number and code of a receipt, also of one that was printed on paper."""
        values = {"number": text(so, 20), "code": text(ma, 20), "right": ""}
        if not is_post():
            return form_page("cdht_module.receipt_page", values)
        dossier = request.env["cdht.assessment"]._by_receipt(
            values["number"], values["code"]
        )
        if dossier:
            values["right"] = dossier._submitted_text()
            return form_page("cdht_module.receipt_page", values)
        too_many = request.env["cdht.verify.miss"]._count_failed_attempt(address())
        values["answer"], status = (_TOO_MANY, 429) if too_many else (_NOT_SO, 404)
        return form_page("cdht_module.receipt_page", values, status)
