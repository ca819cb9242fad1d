from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .visit import OWN_PAGE, Visit, form_page, home, text


class CitizenController(http.Controller):
    """One's own page: register, follow the dossier, consent, withdraw."""

    @http.route("/cdht/toi", **OWN_PAGE | {"methods": ["GET"]})
    def own_page(self, **_others):
        """Where one stands; for who is nobody yet, the ways in."""
        visit = Visit()
        if not visit:
            known = not request.env.user._is_public()
            return form_page("cdht_module.ways_in_page", {"known": known})
        dossier, citizen = visit.dossier, visit.citizen
        values = {
            "dossier": dossier and dossier._own_page(),
            "titles": citizen and citizen._own_titles(),
            "others": citizen and citizen._own_other_years(dossier),
            "may_register": visit.may_register,
            "year": visit.campaign.year,
        }
        return visit.page("cdht_module.own_page", values)

    @http.route("/cdht/toi/dang-ky", **OWN_PAGE)
    def register(self, group="", consent="", **_others):
        """One's data to be confirmed, the group, the consent (not ticked)."""
        visit = Visit()
        if not visit.may_register:
            return home()
        values = {
            **visit.citizen._own_data(),
            "year": visit.campaign.year,
            "groups": request.env["cdht.labour.group"].search([]),
            "consent_text": visit.campaign.consent_text or "",
        }
        if request.httprequest.method == "POST":
            chosen = _chosen(group)
            try:
                with request.env.cr.savepoint():
                    visit.campaign._register_person(
                        visit.citizen, chosen, consent == "1"
                    )
                return home()
            except UserError as error:
                values |= {"answer": str(error), "group_id": chosen}
                return visit.page("cdht_module.register_page", values, 422)
        return visit.page("cdht_module.register_page", values)

    @http.route("/cdht/toi/nhom", **OWN_PAGE)
    def group(self, group="", **_others):
        """The indicators in the words of another group; scores stay."""
        visit = Visit()
        if not visit.dossier or not visit.dossier._own_page()["may_enter"]:
            return home()
        answer, chosen = "", visit.dossier.labour_group_id.id
        if request.httprequest.method == "POST":
            chosen = _chosen(group)
            try:
                with request.env.cr.savepoint():
                    visit.dossier.action_save({"labour_group_id": chosen})
                return home()
            except UserError as error:
                answer = str(error)
        # sudo: their names stand on the programme's page
        groups = request.env["cdht.labour.group"].sudo().search([])
        values = {"groups": groups, "group_id": chosen, "answer": answer}
        return visit.page("cdht_module.group_page", values, 422 if answer else 200)

    @http.route("/cdht/toi/dong-y", **OWN_PAGE)
    def consent(self, consent="", reason="", **_others):
        """Give one's consent, or take it back at any time."""
        visit = Visit()
        if not visit.citizen or not visit.dossier:
            return home()
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    if consent == "1":
                        visit.dossier.action_record_consent("portal")
                    else:
                        visit.dossier.action_withdraw_consent(text(reason, 500))
                return home()
            except UserError as error:
                return self._dossier_page(visit, "consent_page", str(error))
        return self._dossier_page(visit, "consent_page")

    @http.route("/cdht/toi/rut", **OWN_PAGE)
    def withdraw(self, reason="", **_others):
        """Leave this year, with the reason."""
        visit = Visit()
        if not visit.dossier:
            return home()
        if request.httprequest.method == "POST":
            try:
                with request.env.cr.savepoint():
                    visit.dossier._withdraw_by_person(text(reason, 500))
                return home()
            except UserError as error:
                return self._dossier_page(visit, "withdraw_page", str(error))
        return self._dossier_page(visit, "withdraw_page")

    def _dossier_page(self, visit, template, answer=""):
        values = {"dossier": visit.dossier._own_page(), "answer": answer}
        status = 422 if answer else 200
        return visit.page(f"cdht_module.{template}", values, status)

    @http.route(
        "/cdht/toi/giay-chung-nhan/<int:year>", **OWN_PAGE | {"methods": ["GET"]}
    )
    def certificate(self, year, **_others):
        """The kept print of one's own certificate."""
        visit = Visit()
        kept = visit.citizen and visit.citizen._own_certificate(year)
        if not kept:
            return home()
        stream = request.env["ir.binary"]._get_stream_from(kept, "file", kept.filename)
        response = stream.get_response(as_attachment=True)
        response.headers["Cache-Control"] = "private, no-store"
        return response


def _chosen(group):
    return int(group) if text(group, 9).isdecimal() else 0
