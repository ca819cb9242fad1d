from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import request

from odoo.addons.cdht_module.controllers.foundation.page_route import (
    form_page,
    is_post,
    page_route,
    text,
)

from .visit import Visit, home, not_yours


class CitizenController(http.Controller):
    """One's own page: register, follow the dossier, consent, withdraw."""

    @page_route("/cdht/toi", methods=("GET",))
    def own_page(self, **_others):
        """The citizen's page; visitors who are not identified get the ways to log
        in."""
        visit = Visit()
        if not visit:
            known = not request.env.user._is_public()
            return form_page("cdht_module.ways_in_page", {"known": known})
        dossier, citizen, campaign = visit.dossier, visit.citizen, visit.campaign
        last = campaign.registration_deadline
        values = {
            "dossier": dossier and dossier._own_page(),
            "titles": citizen and citizen._own_titles(),
            "others": citizen and citizen._own_other_years(dossier),
            "may_register": visit.may_register,
            "is_late": campaign and dossier.campaign_id != campaign,
            "decided": campaign._decided_unit(citizen).name,
            "register_until": last and last.strftime("%d/%m/%Y"),
            "year": campaign.year,
        }
        return visit.page("cdht_module.own_page", values)

    @page_route("/cdht/toi/dang-ky")
    def register(self, group="", consent="", **form):
        """One's data to be confirmed, the group, the consent (not ticked)."""
        visit = Visit()
        if not visit.may_register:
            return home()
        campaign, citizen = visit.campaign, visit.citizen
        values = {
            **citizen._own_data(),
            "year": campaign.year,
            "groups": _groups(),
            "consent_text": campaign.consent_text or "",
        }
        if is_post():
            values["group_id"] = _chosen(group)
        return self._form(
            visit,
            form,
            "register_page",
            values,
            lambda: campaign._register_person(citizen, _chosen(group), consent == "1"),
        )

    @page_route("/cdht/toi/nhom")
    def group(self, group="", **form):
        """The indicators in the words of another group; scores stay."""
        visit = Visit()
        dossier = visit.dossier
        if not dossier or not dossier._may_enter():
            return home()
        chosen = _chosen(group) if is_post() else dossier.labour_group_id.id
        return self._form(
            visit,
            form,
            "group_page",
            {"groups": _groups(), "group_id": chosen},
            lambda: dossier.action_save({"labour_group_id": chosen}),
        )

    @page_route("/cdht/toi/dong-y")
    def consent(self, consent="", reason="", **form):
        """Give one's consent, or take it back at any time."""
        visit = Visit()
        dossier = visit.dossier
        if not visit.citizen or not dossier:
            return home()

        def act():
            if consent == "1":
                dossier.action_record_consent("portal")
            else:
                dossier.action_withdraw_consent(text(reason, 500))

        values = {"dossier": dossier._own_page()}
        return self._form(visit, form, "consent_page", values, act)

    @page_route("/cdht/toi/rut")
    def withdraw(self, reason="", **form):
        """Withdraw from this year, with a reason; not by a form's code, since somebody
        else may have found the form."""
        visit = Visit()
        dossier = visit.dossier
        if not visit.citizen or not dossier or not dossier._may_withdraw():
            return home()
        values = {"year": dossier.year}
        return self._form(
            visit,
            form,
            "withdraw_page",
            values,
            lambda: dossier.action_withdraw(text(reason, 500)),
        )

    def _form(self, visit, form, template, values, act):
        """The page, or what its form does: done it leads home, refused it says why."""
        template = f"cdht_module.{template}"
        if not is_post():
            return visit.page(template, values)
        if not visit.is_of(form):
            return not_yours()
        try:
            with request.env.cr.savepoint():
                act()
        except UserError as error:
            return visit.page(template, {**values, "answer": str(error)}, 422)
        return home()

    @page_route("/cdht/toi/giay-chung-nhan/<int:year>", methods=("GET",))
    def certificate(self, year, **_others):
        """The kept print of one's own certificate."""
        visit = Visit()
        kept = visit.citizen and visit.citizen._own_certificate(year)
        if not kept:
            return home()
        stream = request.env["ir.binary"]._get_stream_from(kept, "file", kept.filename)
        response = stream.get_response()
        response.headers["Cache-Control"] = "private, no-store"
        return response


def _groups():
    # sudo: public: their names stand on the programme's page; a form's code opens no
    # model
    return request.env["cdht.labour.group"].sudo().search(Domain.TRUE)


def _chosen(group):
    return int(group) if text(group, 9).isdecimal() else 0
