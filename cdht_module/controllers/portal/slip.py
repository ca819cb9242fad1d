from urllib.parse import urlencode

from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

from odoo.addons.cdht_module.controllers.foundation.page_route import (
    address,
    form_page,
    is_post,
    page_route,
    text,
)
from odoo.addons.cdht_module.tools.weak_password import is_weak

_SHORTEST, _LONGEST = 8, 128
_STATUS = {"done": 200, "too_many": 429}


def password_fault(login, password, again):
    """What is wrong with a password that somebody chose twice, or nothing."""
    if not isinstance(password, str) or password != again:
        return "Hai lần nhập mật khẩu không giống nhau."
    if not _SHORTEST <= len(password) <= _LONGEST or password.lower() == login.lower():
        return (
            f"Mật khẩu cần từ {_SHORTEST} đến {_LONGEST} ký tự và khác tên đăng nhập."
        )
    if is_weak(password, login):
        return (
            "Mật khẩu này quá dễ đoán. Ông/bà đừng dùng dãy số, dãy chữ liền nhau hay"
            " tên đăng nhập; nên ghép vài từ không liên quan, ví dụ tên cây, con vật và"
            " một số."
        )
    return ""


class SlipController(http.Controller):
    """Where an officer types the code of a printed slip and chooses a password."""

    @page_route("/cdht/phieu")
    def slip(self, login="", code="", password="", again="", **_others):
        # A wrong answer leaves what was typed, except the passwords.
        values = {
            "login": text(login, _LONGEST),
            "code": text(code),
            "result": "",
            "answer": "",
        }
        status = 200
        if is_post():
            values |= self._answer(values["login"], values["code"], password, again)
            status = _STATUS.get(values["result"], 422)
        values["log_in"] = "/web/login?" + urlencode({"login": values["login"]})
        return form_page("cdht_module.slip_page", values, status)

    def _answer(self, login, code, password, again):
        """What the page says; the password's form is looked at before the code."""
        fault = password_fault(login, password, again)
        if fault:
            return {"answer": fault}
        slips = request.env["cdht.slip"]
        try:
            with request.env.cr.savepoint():
                return {"result": slips._redeem(login, code, password, address())}
        except UserError as error:  # the host's own rule of passwords
            return {"answer": str(error)}
