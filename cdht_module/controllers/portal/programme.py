from odoo import http
from odoo.http import request

from odoo.addons.cdht_module.controllers.foundation.bare_page import bare_page
from odoo.addons.cdht_module.controllers.foundation.fault_page import fault_page
from odoo.addons.cdht_module.controllers.foundation.page_route import page_route

# Read by everybody: no session is made for it, a replica may answer.
_READ = {"methods": ("GET",), "readonly": True, "save_session": False}
_FIVE_MINUTES = "public, max-age=300"


class ProgrammeController(http.Controller):
    """What the programme is, for everybody; names only of lists that hang."""

    @page_route("/cdht", **_READ)
    def communes(self, **_others):
        return bare_page(
            "cdht_module.programme_page",
            {"communes": request.env["cdht.campaign"]._public_communes()},
            cache=_FIVE_MINUTES,
            index=True,
        )

    @page_route("/cdht/<path:unknown>", **{**_READ, "methods": None})
    def unknown(self, **_others):
        """Whatever is no page of ours, in whatever way it is asked for."""
        return fault_page(404)

    def _missing(self):
        """One answer for all that is not there, and the way on."""
        communes = request.env["cdht.campaign"]._public_communes()
        values = {"communes": communes, "missing": True}
        return bare_page("cdht_module.programme_page", values, 404)

    @page_route("/cdht/xa/<int:commune_id>", **_READ)
    def commune(self, commune_id, **_others):
        page = request.env["cdht.campaign"]._public_page(commune_id)
        if not page:
            return self._missing()
        return bare_page(
            "cdht_module.commune_page", page, cache=_FIVE_MINUTES, index=True
        )

    @page_route("/cdht/xa/<int:commune_id>/niem-yet", **_READ)
    def posted(self, commune_id, **_others):
        """Names: found by no search engine, kept by no browser, gone afterwards."""
        page = request.env["cdht.posting"]._public_page(commune_id)
        if not page:
            return self._missing()
        return bare_page("cdht_module.posted_page", page)
