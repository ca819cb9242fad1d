from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from .slip import password_fault
from .visit import (
    HOME,
    OWN_PAGE,
    forget,
    form_page,
    home,
    remember,
    speak_vietnamese,
    text,
)

_MISSING = (
    "Mã không đúng, đã dùng, hoặc đã hết hạn. Ông/bà hỏi chi hội để có phiếu mới."
)
_TOO_MANY = "Đã thử quá nhiều lần. Ông/bà đợi ít phút rồi thử lại."
_TAKEN = "Tài khoản đang đăng nhập đã gắn với một người. Ông/bà đăng xuất rồi thử lại."


class EntryController(http.Controller):
    """The ways in: an invitation slip, the code of a printed form."""

    @http.route("/cdht/moi", **OWN_PAGE)
    def invitation(self, ma="", step="", password="", again="", **_others):
        """Type or scan the code; then choose a password, or keep one's login."""
        speak_vietnamese()
        code, slip = text(ma, 40), None
        values = {"code": code, "user": None, "slip": None}
        if code:
            slip = request.env["cdht.invitation"]._by_code(code)
            if not slip:
                return self._refused("cdht_module.invitation_page", values)
            values["slip"] = {
                "login": slip.login,
                "name": slip.citizen_id.name,
                "unit": slip.citizen_id.unit_id.name,
            }
        user = request.env.user
        if not user._is_public():
            values["user"] = user.name
        if not slip or not step or request.httprequest.method != "POST":
            return form_page("cdht_module.invitation_page", values)
        if values["user"]:
            if slip._attach_to(user):
                return home()
            return form_page(
                "cdht_module.invitation_page", {**values, "answer": _TAKEN}, 422
            )
        return self._choose(slip, values, password, again)

    def _choose(self, slip, values, password, again):
        fault = password_fault(values["slip"]["login"], password, again)
        if not fault:
            try:
                with request.env.cr.savepoint():
                    user = slip._redeem(password)
            except UserError as error:  # the host's own rule of passwords
                fault = str(error)
            else:
                fault = "" if user else _MISSING
        if fault:
            values = {**values, "answer": fault}
            return form_page("cdht_module.invitation_page", values, 422)
        credential = {"login": user.login, "password": password, "type": "password"}
        request.session.authenticate(request.env, credential)
        return home()

    @http.route("/cdht/phieu-cua-toi/<string:token>", **OWN_PAGE)
    def form_key(self, token, ngay_sinh="", **_others):
        """The form's code; the date of birth opens its dossier on this device."""
        key = request.env["cdht.form.key"]._by_token(token)
        if not key:
            return self._refused("cdht_module.form_key_page", {"only_year": False})
        values = {"only_year": not key.assessment_id.citizen_id.birth_date}
        if request.httprequest.method != "POST":
            return form_page("cdht_module.form_key_page", values)
        if key._accepts(text(ngay_sinh, 20)):
            remember(key)
            return home()
        answer = "Không đúng. Sai năm lần thì mã bị khóa, ông/bà phải xin phiếu mới."
        if key.state == "locked":
            answer = "Mã đã bị khóa vì sai năm lần. Ông/bà xin chi hội phiếu mới."
        return form_page("cdht_module.form_key_page", {**values, "answer": answer}, 422)

    @http.route("/cdht/toi/thoat", **OWN_PAGE)
    def leave(self, **_others):
        """Close the form, or log out: others use this phone as well."""
        if request.httprequest.method != "POST":
            return form_page("cdht_module.leave_page", {})
        forget()
        if not request.env.user._is_public():
            request.session.logout(keep_db=True)
        return request.redirect(HOME, code=303)

    def _refused(self, template, values):
        """One answer to all unknown codes, fewer the more one tries."""
        misses = request.env["cdht.verify.miss"]
        too_many = misses._is_too_many(request.httprequest.remote_addr or "")
        answer, status = (_TOO_MANY, 429) if too_many else (_MISSING, 404)
        return form_page(template, {**values, "answer": answer, "gone": True}, status)
