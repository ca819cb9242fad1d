from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

_SHORTEST, _LONGEST = 8, 128


def password_fault(login, password, again):
    """What is wrong with a password that somebody chose twice, or nothing."""
    if not isinstance(password, str) or password != again:
        return "Hai lần nhập mật khẩu không giống nhau."
    if not _SHORTEST <= len(password) <= _LONGEST or password.lower() == login:
        return (
            f"Mật khẩu cần từ {_SHORTEST} đến {_LONGEST} ký tự và khác tên đăng nhập."
        )
    return ""


class SlipController(http.Controller):
    """Where an officer types the code of a printed slip and chooses a password."""

    @http.route(
        "/cdht/phieu",
        type="http",
        auth="public",
        methods=["GET", "POST"],
        sitemap=False,
    )
    def slip(self, login="", code="", password="", again="", **_others):
        if not all(isinstance(v, str) for v in (login, code, password, again)):
            login = code = password = again = ""  # a file sent as a field
        login = login.strip().lower()[:_LONGEST]
        values = {"login": login, "answer": ""}
        if request.httprequest.method == "POST":
            values |= self._answer(login, code, password, again)
        response = request.render("cdht_module.slip_page", values)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Frame-Options"] = "DENY"
        return response

    def _answer(self, login, code, password, again):
        """What the page says; the password's form is looked at before the code."""
        fault = password_fault(login, password, again)
        if fault:
            return {"answer": "fault", "fault": fault}
        try:
            with request.env.cr.savepoint():
                done = request.env["cdht.slip"]._redeem(login, code, password)
        except UserError as error:  # the host's own rule of passwords
            return {"answer": "fault", "fault": str(error)}
        return {"answer": "done" if done else "wrong"}
