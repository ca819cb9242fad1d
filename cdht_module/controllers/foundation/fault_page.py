"""What is said, in Vietnamese, of a request that cannot be answered."""

from odoo.http import request

from .bare_page import bare_page

# {status: (title, what to do)}
_FAULTS = {
    400: (
        "Trang đã mở quá lâu",
        "Trang ông/bà vừa gửi đã hết phiên nên chưa được nhận. Ông/bà mở lại trang rồi"
        " gửi lại.",
    ),
    403: (
        "Không mở được trang này",
        "Trang này không dành cho tài khoản đang dùng. Ông/bà mở lại trang của mình.",
    ),
    404: (
        "Không có trang này",
        "Địa chỉ vừa mở không có trang nào. Ông/bà xem lại địa chỉ in trên giấy, hoặc"
        " quét lại ô vuông.",
    ),
    405: (
        "Không mở được theo cách này",
        "Trang này không nhận điều vừa gửi. Ông/bà mở lại trang rồi làm từ đầu.",
    ),
    413: (
        "Gửi quá lớn",
        "Điều ông/bà gửi lớn quá nên chưa được nhận. Bấm nút quay lại của điện thoại,"
        " bớt ảnh hoặc rút ngắn lời rồi gửi lại.",
    ),
    422: (
        "Chưa nhận được",
        "Điều vừa gửi chưa đúng nên chưa được nhận. Ông/bà mở lại trang rồi gửi lại.",
    ),
    500: (
        "Hệ thống đang có lỗi",
        "Điều vừa gửi chưa được nhận. Ông/bà đợi ít phút rồi thử lại; vẫn vậy thì báo"
        " cán bộ xã.",
    ),
    503: (
        "Đang có nhiều người gửi",
        "Điều vừa gửi chưa được nhận. Ông/bà đợi một phút rồi gửi lại.",
    ),
}
# What people write themselves, to be copied where it was not taken.
_WRITTEN = ("evidence", "text", "reason", "helped_by", "sender_name", "sender_contact")
_NOBODY = {"who": "", "by_form_key": False, "answer": "", "whose": ""}


def fault_page(status, form=None, answer=""):
    """The page of what went wrong, with what was typed in ``form``; nothing is lost.

    ``answer``: what the rules say of it, where they do.
    """
    if by_script():
        return json_answer(status, message=answer)
    title, what_to_do = _FAULTS.get(status) or _FAULTS[500 if status >= 500 else 422]
    typed = [text((form or {}).get(name), 10_000) for name in _WRITTEN]
    values = {
        **_NOBODY,
        "title": title,
        "what_to_do": answer or what_to_do,
        "typed": "\n".join(filter(None, typed)),
        # Offer the same address again, unless it was forbidden or not found.
        "again": "" if status in (403, 404) else request.httprequest.path,
    }
    return bare_page("cdht_module.fault_page", values, status)


def form_page(template, values, status=200):
    """A page with a form, for a visitor who is not identified yet."""
    values = {**_NOBODY, "csrf": request.csrf_token(), **values}
    return bare_page(template, values, status, form=True)


def by_script():
    """Whether the page's script asks, which takes JSON instead of a page."""
    return request.httprequest.headers.get("Accept") == "application/json"


def json_answer(status, **values):
    return request.make_json_response(
        values, headers={"Cache-Control": "no-store"}, status=status
    )


def text(value, longest=200):
    """A field of a form as text; a file sent in its place is none."""
    # NUL is no text for the database.
    return value.replace("\0", "").strip()[:longest] if isinstance(value, str) else ""
