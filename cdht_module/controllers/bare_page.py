from odoo.http import request

# Nothing is fetched from elsewhere, sent or framed.
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def bare_page(template, values, status=200, cache="no-store", index=False):
    """Answer with a page of our own, outside the host's layout and assets."""
    page = request.env["ir.qweb"]._render(template, values)
    response = request.make_response(page, status=status)
    response.headers.update(_HEADERS)
    response.headers["Cache-Control"] = cache
    if not index:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
