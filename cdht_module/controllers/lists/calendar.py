from odoo import http
from odoo.exceptions import AccessError
from odoo.http import content_disposition, request

from odoo.addons.cdht_module.controllers.foundation.fault_page import fault_page
from odoo.addons.cdht_module.controllers.foundation.page_route import page_route


class CalendarController(http.Controller):
    """The days of a year for an officer's own calendar."""

    @page_route("/cdht/nam/<int:campaign_id>/lich.ics", methods=("GET",))
    def calendar(self, campaign_id, **_others):
        user = request.env.user
        if user._is_public():
            back = {"redirect": request.httprequest.path}
            return request.redirect_query("/web/login", back)
        if not user._is_internal():
            return request.redirect("/cdht")  # people read the days there
        campaign = request.env["cdht.campaign"].browse(campaign_id)
        if not campaign.exists():
            return fault_page(404)
        try:
            text = campaign._calendar()
        except AccessError:
            return request.redirect("/odoo")
        name = f"han-cong-viec-{campaign.year}.ics"
        return request.make_response(
            text,
            headers=[
                ("Content-Type", "text/calendar; charset=utf-8"),
                ("Content-Disposition", content_disposition(name)),
            ],
        )
