from odoo.http import request

# Nothing is fetched from elsewhere or framed; a form is sent to ourselves, if any.
_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'self';"
    " base-uri 'none'; form-action '{}'; frame-ancestors 'none'"
)
_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def bare_page(template, values, status=200, cache="no-store", index=False, form=False):
    """Answer with a page of our own, outside the host's layout and assets."""
    page = request.env["ir.qweb"]._render(template, values)
    response = request.make_response(page, status=status)
    response.headers.update(_HEADERS)
    policy = _POLICY.format("self" if form else "none")
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cache-Control"] = cache
    if not index:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
