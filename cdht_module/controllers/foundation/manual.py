from odoo import http
from odoo.http import request

from odoo.addons.cdht_module.tools import manual

from .bare_page import bare_page
from .fault_page import fault_page
from .page_route import page_route

# Who works with the programme or gives its roles.
_READERS = "cdht_module.group_cdht_staff,base.group_erp_manager"


class ManualController(http.Controller):
    """The manual, as it lies beside the code; in a frame of the app, or by itself."""

    @page_route(manual.ADDRESS, methods=("GET",), readonly=True)
    def place(self, action="", model="", **_others):
        """What the manual says of a screen."""
        if not action and not model:
            return self.page(manual.PAGES[0])
        screen = action.removeprefix("cdht_module.")
        return self._elsewhere() or request.redirect(manual.address_for(screen, model))

    @page_route(f"{manual.ADDRESS}/<string:name>", methods=("GET",), readonly=True)
    def page(self, name, **_others):
        elsewhere = self._elsewhere()
        page = manual.page(name)
        if elsewhere or not page:
            return elsewhere or fault_page(404)
        values = {"page": page, "titles": manual.titles(), "address": manual.ADDRESS}
        return bare_page("cdht_module.manual_page", values, framed=True)

    def _elsewhere(self):
        """Where those go for whom it is not: to log in, to their own page."""
        user = request.env.user
        if user._is_public():
            back = {"redirect": request.httprequest.path}
            return request.redirect_query("/web/login", back)
        return None if user.has_groups(_READERS) else request.redirect("/cdht/toi")
