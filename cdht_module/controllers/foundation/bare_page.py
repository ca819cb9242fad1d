from odoo.http import request

# Nothing is fetched from elsewhere or sent.
_POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self';"
    " base-uri 'none'"
)
_HEADERS = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}
# What pages with forms need beside: their own address, photos chosen on the device.
_FORM = "; form-action 'self'; connect-src 'self'; img-src 'self' blob:"
_NO_FORM = "; form-action 'none'"
_UNFRAMED = "; frame-ancestors 'none'"
# A page with pictures that the app shows in a frame.
_FRAMED = "; frame-ancestors 'self'; img-src 'self'"


def bare_page(
    template,
    values,
    status=200,
    cache="no-store",
    index=False,
    form=False,
    framed=False,
):
    """Answer with a page of our own, outside the host's layout and assets."""
    page = request.env["ir.qweb"]._render(template, values)
    response = request.make_response(page, status=status)
    response.headers.update(_HEADERS)
    policy = _POLICY + (_FORM if form else _NO_FORM)
    policy += _FRAMED if framed else _UNFRAMED
    response.headers["Content-Security-Policy"] = policy
    response.headers["Cache-Control"] = cache
    if not index:
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
