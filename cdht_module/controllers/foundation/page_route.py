"""The decorator of all routes under /cdht/: answers in Vietnamese, bounded requests,
our own pages for faults."""

import functools

from werkzeug.exceptions import abort

from odoo import http
from odoo.http import request

from .fault_page import by_script, fault_page, form_page, json_answer, text

__all__ = ["by_script", "form_page", "json_answer", "text"]

# For forms without files; routes that take files allow more.
SMALL_BODY = 64 * 1024
_LARGEST_ID = 2**31 - 1  # of a number in a path that the database can look for


def page_route(path, methods=("GET", "POST"), longest=SMALL_BODY, **routing):
    """A route under /cdht/ with pages of ours for what goes wrong before it.

    Odoo's own checks of the method and of a form's token answer in English and lose
    what was typed, so the same checks are made here: of the method, and of the token
    for every POST. Without ``methods`` it takes whatever comes.
    """

    def decorate(endpoint):
        @http.route(
            path,
            type="http",
            auth="public",
            sitemap=False,
            csrf=False,
            max_content_length=_checked(longest),
            **routing,
        )
        @functools.wraps(endpoint)
        def answer(controller, /, *parts, csrf_token="", **form):
            speak_vietnamese()
            refused = methods and _refused(methods, csrf_token, form)
            return refused or endpoint(controller, *parts, **form)

        return answer

    return decorate


def _refused(methods, csrf_token, form):
    """The page of what is wrong with this request before anything is done."""
    method = request.httprequest.method
    if method not in (*methods, "HEAD"):
        response = fault_page(405)
        response.headers["Allow"] = ", ".join(methods)
        return response
    numbers = [value for value in form.values() if isinstance(value, int)]
    if not all(0 <= number <= _LARGEST_ID for number in numbers):
        return fault_page(404)
    if is_post() and not request.validate_csrf(text(csrf_token)):
        return fault_page(400, form)
    return None


def _checked(longest):
    """Before Odoo calls the page: refuse what is too long before it is read, and the
    one parameter by whose name Odoo's own call fails."""

    def check(_controller):
        sent = request.httprequest
        if (sent.content_length or 0) > longest:
            abort(fault_page(413))
        sent.max_content_length = longest
        if "self" in request.get_http_params():
            abort(fault_page(404))
        return longest

    return check


def speak_vietnamese():
    """Messages are in the language of the pages, whatever the visitor's is."""
    if dict(request.env["res.lang"].get_installed()).get("vi_VN"):
        request.update_context(lang="vi_VN")


def is_post():
    return request.httprequest.method == "POST"


def address():
    """Where the request comes from: the network's address, of many people maybe."""
    return request.httprequest.remote_addr or ""
