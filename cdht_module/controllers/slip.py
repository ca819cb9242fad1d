from odoo import http
from odoo.exceptions import UserError
from odoo.http import request

_SHORTEST, _LONGEST = 8, 128


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
        if password != again:
            return {"answer": "differ"}
        if not _SHORTEST <= len(password) <= _LONGEST or password.lower() == login:
            return {"answer": "weak"}
        try:
            with request.env.cr.savepoint():
                done = request.env["cdht.slip"]._redeem(login, code, password)
        except UserError as error:  # the host's own rule of passwords
            return {"answer": "rule", "rule": str(error)}
        return {"answer": "done" if done else "wrong"}
