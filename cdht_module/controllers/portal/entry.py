from urllib.parse import quote

from odoo import http
from odoo.exceptions import AccessDenied, UserError
from odoo.http import request

from odoo.addons.cdht_module.controllers.foundation.page_route import (
    address,
    form_page,
    is_post,
    page_route,
    text,
)

from .slip import password_fault
from .visit import HOME, Visit, forget, home, remember

_MISSING = (
    "Mã không đúng, đã dùng, hoặc đã hết hạn. Ông/bà hỏi chi hội để có phiếu mới."
    " Nếu vừa mở tài khoản xong, ông/bà đăng nhập ở trang của mình."
)
_TOO_MANY = "Đã thử quá nhiều lần. Ông/bà đợi ít phút rồi thử lại."
_WRONG = "Không đúng. Ông/bà nhập theo ví dụ; còn {} lần thì phải đợi."
_NO_LOGIN = (
    "Tên đăng nhập hoặc mật khẩu không đúng. Ông/bà xem lại tên trên phiếu; quên mật"
    " khẩu thì hỏi cán bộ xã. Sai nhiều lần thì đợi một phút rồi thử lại."
)
_LOCKED = "Mã đã bị khóa vì sai nhiều lần. Ông/bà xin chi hội phiếu mới."
_WAIT = "Đã nhập sai nhiều lần. Ông/bà đợi một giờ rồi thử lại."


class EntryController(http.Controller):
    """The ways in: an invitation slip, the code of a printed form."""

    @page_route("/cdht/moi")
    def invitation(self, ma="", step="", password="", again="", **_others):
        """Type or scan the code; then choose a password, or keep one's login.

        A scanned code comes behind “#”, which no server writes into its log; so it
        does to who logs out here, for whom the account in use is not.
        """
        code = text(ma, 40) if is_post() else ""
        user = request.env.user
        values = {
            "code": code,
            "user": "" if user._is_public() else user.name,
            "slip": None,
        }
        if not code:
            return form_page("cdht_module.invitation_page", values)
        slip = request.env["cdht.invitation"]._by_code(code)
        if not slip:
            if step and self._was_just_used(code, user, password):
                return home()
            return self._refused("cdht_module.invitation_page", values)
        values["slip"] = {
            "login": slip.login,
            "name": slip.citizen_id.name,
            "unit": slip.citizen_id.unit_id.name,
            "renews": slip.citizen_id.has_account,
            "not_yours": "" if user._is_public() else slip._attach_refusal(user),
        }
        if step == "leave":
            forget()
            request.session.logout(keep_db=True)
            return request.redirect(f"/cdht/moi#{quote(code)}", code=303)
        if not step:
            return form_page("cdht_module.invitation_page", values)
        fault = self._use(slip, user, password, again)
        if fault:
            values = {**values, "answer": fault}
            return form_page("cdht_module.invitation_page", values, 422)
        return home()

    def _was_just_used(self, code, user, password):
        """A second tap on the same button finds what the first one did."""
        slip = request.env["cdht.invitation"]._of_code(code)
        if slip.state != "used":
            return False
        if not user._is_public():
            return slip.citizen_id.partner_id == user.partner_id
        return self._log_in(slip.login, password)

    def _log_in(self, login, password):
        """Log in, by the host's own rules; whether it worked."""
        password = password if isinstance(password, str) else ""
        credential = {"login": login, "password": password, "type": "password"}
        try:
            request.session.authenticate(request.env, credential)
        except AccessDenied:
            return False
        forget()
        return True

    def _use(self, slip, user, password, again):
        """Open the account, or tie the one that is logged in; what is wrong."""
        try:
            with request.env.cr.savepoint():
                if not user._is_public():
                    slip._attach_to(user)
                    forget()
                    return ""
                fault = password_fault(slip.login, password, again)
                account = not fault and slip._redeem(password)
        except UserError as error:  # among them the host's own rule of passwords
            return str(error)
        if fault:
            return fault
        self._log_in(account.login, password)
        return ""

    @page_route("/cdht/phieu-cua-toi")
    def form_key(self, ma="", ngay_sinh=None, **_others):
        """The form's code, scanned or typed; the date of birth opens its dossier on
        this device.

        As with invitations the code comes behind “#” or in a form, never in a path.
        """
        code = text(ma, 60) if is_post() else ""
        if not code:
            return self._form_key_page("code")
        return self._form_key(code, ngay_sinh)

    @page_route("/cdht/phieu-cua-toi/<string:token>")
    def printed_form_key(self, token, ngay_sinh=None, **_others):
        """Forms printed formerly have their code in the path; the page that it opens
        goes on without it."""
        return self._form_key(token, ngay_sinh if is_post() else None)

    def _form_key(self, code, birth):
        form_key = request.env["cdht.form.key"]._by_token(code)
        if not form_key:
            return self._refused("cdht_module.form_key_page", {"asks": ""})
        person = form_key.assessment_id.citizen_id
        values = {"code": code, "only_year": not person.birth_date}
        if birth is None:
            return self._form_key_page("birth", **values)
        if not form_key._tries_left(address()):
            return self._form_key_page("", 429, answer=_WAIT)
        if form_key._accepts(text(birth, 20), address()):
            remember(form_key)
            return home()
        if form_key.state == "locked":
            return self._form_key_page("", 422, answer=_LOCKED)
        left = form_key._tries_left(address())
        answer = _WRONG.format(left) if left else _WAIT
        return self._form_key_page("birth", 422, answer=answer, **values)

    def _form_key_page(self, asks, status=200, **values):
        values = {"asks": asks, **values}
        return form_page("cdht_module.form_key_page", values, status)

    @page_route("/cdht/toi/vao")
    def login(self, login="", password="", **_others):
        """Log in without the host's page: light, by the login on the slip."""
        user = request.env.user
        login = text(login, 128)
        # Logins of slips are in small letters, whatever a phone makes of them.
        login = login if "@" in login else login.lower()
        values = {"user": "" if user._is_public() else user.name, "login": login}
        if not is_post() or values["user"]:
            return form_page("cdht_module.login_page", values)
        if not self._log_in(login, password):
            values["answer"] = _NO_LOGIN
            return form_page("cdht_module.login_page", values, 422)
        if not request.session.uid:  # the host asks for a second factor
            return request.redirect(f"/web/login/totp?redirect={HOME}", code=303)
        return home()

    @page_route("/cdht/toi/thoat")
    def leave(self, **_others):
        """Close the form, or log out: others use this phone as well."""
        if not is_post():
            return Visit().page("cdht_module.leave_page", {})
        forget()
        if not request.env.user._is_public():
            request.session.logout(keep_db=True)
        return request.redirect(HOME, code=303)

    def _refused(self, template, values):
        """One answer to all unknown codes, fewer the more one tries."""
        too_many = request.env["cdht.verify.miss"]._count_failed_attempt(address())
        answer, status = (_TOO_MANY, 429) if too_many else (_MISSING, 404)
        return form_page(template, {**values, "answer": answer}, status)
