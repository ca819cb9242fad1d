from odoo import http
from odoo.http import request

from odoo.addons.cdht_module.controllers.foundation.bare_page import bare_page
from odoo.addons.cdht_module.controllers.foundation.page_route import (
    address,
    is_post,
    page_route,
)

_FIELDS = ("list_id", "sender_name", "sender_contact", "text")
_STATUS = {"": 200, "done": 200, "too_many": 429}


class ObjectionController(http.Controller):
    """Where anybody objects to a list that hangs, without logging in."""

    @page_route("/cdht/xa/<int:commune_id>/y-kien")
    def objection(self, commune_id, **form):
        objections = request.env["cdht.objection"]
        page = objections._public_page(commune_id)
        if not page:
            communes = request.env["cdht.campaign"]._public_communes()
            values = {"communes": communes, "missing": True}
            return bare_page("cdht_module.programme_page", values, 404)
        if is_post():
            page |= objections._receive_public(
                page,
                # A file sent as a field is no text.
                {n: v if isinstance(v := form.get(n), str) else "" for n in _FIELDS},
                address(),
            )
        status = _STATUS.get(page["answer"], 422)
        return bare_page("cdht_module.objection_page", page, status, form=True)
