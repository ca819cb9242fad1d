"""How every page of people answers: in Vietnamese, short bodies, forms of ours."""

import functools

from werkzeug.exceptions import abort

from odoo import http
from odoo.http import request

from .bare_page import bare_page

# Texts and choices of a form; files have their own room.
SMALL_BODY = 64 * 1024


def own_route(path, longest=SMALL_BODY):
    """A route under /cdht/ with pages of ours for what goes wrong before it.

    Odoo's own check of the token of a form answers in English and loses what was
    typed, so the same check is made here, for every POST.
    """

    def decorate(endpoint):
        @http.route(
            path,
            type="http",
            auth="public",
            methods=["GET", "POST"],
            sitemap=False,
            csrf=False,
            max_content_length=body_up_to(longest),
        )
        @functools.wraps(endpoint)
        def answer(controller, /, *parts, csrf_token="", **form):
            form.pop("self", None)  # a parameter that somebody made up
            speak_vietnamese()
            if is_post() and not request.validate_csrf(text(csrf_token)):
                return _stale(form)
            return endpoint(controller, *parts, **form)

        return answer

    return decorate


def body_up_to(longest):
    """Refuse a longer body with a page of ours, before it is read."""

    def check(_controller):
        if (request.httprequest.content_length or 0) > longest:
            abort(bare_page("cdht_module.too_long_page", _NOBODY, 413))
        return longest

    return check


def form_page(template, values, status=200):
    """A page with a form, for somebody who is nobody yet."""
    values = {**_NOBODY, "csrf": request.csrf_token(), "answer": "", **values}
    return bare_page(template, values, status, form=True)


def speak_vietnamese():
    """Messages are in the language of the pages, whatever the visitor's is."""
    if dict(request.env["res.lang"].get_installed()).get("vi_VN"):
        request.update_context(lang="vi_VN")


def is_post():
    return request.httprequest.method == "POST"


def by_script():
    """Asked by the page's script, which wants no page."""
    return request.httprequest.headers.get("Accept") == "application/json"


def json_answer(status, **values):
    return request.make_json_response(
        values, headers={"Cache-Control": "no-store"}, status=status
    )


def text(value, longest=200):
    """A field of a form as text; a file sent in its place is none."""
    # NUL is no text for the database.
    return value.replace("\0", "").strip()[:longest] if isinstance(value, str) else ""


_NOBODY = {"who": "", "by_key": False, "answer": "", "whose": ""}


def _stale(form):
    """The page was open too long, or is not ours; nothing typed is lost."""
    if by_script():
        return json_answer(400, message="")
    typed = form.get("evidence") or form.get("text")
    values = {"typed": text(typed, 10_000), "again": request.httprequest.path}
    return form_page("cdht_module.stale_page", values, 400)
