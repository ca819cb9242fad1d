"""A pasted list of units: names, and of which type a unit of such a name is."""

import re

from .vietnamese_text import fold, normalise

# Read from the top, without accents; the first that fits wins.
_TYPES = (
    ("association", r"(hoi khuyen hoc|chi hoi khuyen hoc)\b"),
    ("armed_force", r"(cong an|ban chi huy quan su|ban chqs|quan su|don bien phong)\b"),
    (
        "school",
        r"(truong|diem truong|mam non|mau giao|tieu hoc|thcs|thpt|ptdtbt|ptdtnt"
        r"|trung tam (gdnn|giao duc))\b",
    ),
    ("enterprise", r"(cong ty|doanh nghiep|hop tac xa|htx|ngan hang|quy tin dung)\b"),
    (
        "organisation",
        r"(mttq|uy ban mttq|uy ban mat tran|mat tran|hoi|doan|cong doan|lien doan)\b",
    ),
    (
        "agency",
        r"(ubnd|uy ban|hdnd|hoi dong|dang uy|van phong|phong|tram|trung tam|co quan"
        r"|ban |buu dien|kho bac|hat kiem lam|toa an|thi hanh an|thue)\b",
    ),
    ("clan", r"(dong ho|ho toc)\b"),
)
# “bản” is a village, “ban” a board: accents tell.
_VILLAGE = re.compile(r"(bản|thôn|xóm|ấp|khóm|buôn|bon|làng|khu|khối|tổ|plei)\b", re.I)
_VILLAGE_KIND = re.compile(
    r"(thôn|bản|xóm|ấp|khóm|buôn|bon|làng|plei|khu phố|khu|khối phố|khối|tổ dân phố|tổ)"
    r"(?= )",
    re.I,
)
_NUMBER = re.compile(r"^[\s\-–•*+]*(\d{1,3}\s*[.)\-:/]|\d{1,3}(?=\s))?[\s\-–•*+]*")
_TITLE = re.compile(r"(danh sach|stt|tt|ten (thon|don vi|co quan)|ten$|don vi$|tong)\b")


def type_of(name):
    """The type of a unit of that name; a name alone is a village's."""
    if _VILLAGE.match(normalise(name).lower()):
        return "village"
    plain = fold(name)
    return next((kind for kind, words in _TYPES if re.match(words, plain)), "village")


def village_kind(name):
    """“khối phố” of “Khối phố 5”; a name alone is that of a “thôn”."""
    kind = _VILLAGE_KIND.match(normalise(name))
    return kind[0].lower() if kind else "thôn"


def read_names(text):
    """[(name, type)] of a pasted list, a line each, as it stands there; numbers,
    bullets and titles are passed over, of a table the first cell with words counts."""
    found, seen = [], set()
    for line in (text or "").splitlines():
        cells = [_NUMBER.sub("", cell).strip(" .;,") for cell in line.split("\t")]
        name = normalise(next((cell for cell in cells if _has_words(cell)), ""))
        # Two villages may differ by their accents alone.
        if not name or _TITLE.match(fold(name)) or name.casefold() in seen:
            continue
        seen.add(name.casefold())
        found.append((name[:1].upper() + name[1:], type_of(name)))
    return found


def _has_words(cell):
    return any(sign.isalpha() for sign in cell)
