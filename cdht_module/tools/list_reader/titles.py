"""Column titles of the lists: the one table of synonyms, and what a title means.

Titles are compared as `match_key` gives them: lower case, no accents, only letters and
digits. Remarks in brackets are left out, unless nothing else stands in the title.
"""

import functools
import re

from ..vietnamese_text import match_key
from .values import text_of

ASSESSMENT, RECOGNITION = "assessment", "recognition"
MAX_TITLE_WORDS = 14  # a longer text is prose, not a title

# Whether a person belongs to a learning family, clan, community, unit.
LEARNING_MODELS = (
    "in_learning_family",
    "in_learning_clan",
    "in_learning_community",
    "in_learning_unit",
)

_ID = r"dinh danh|giay to tuy than|cccd|can cuoc|ddcn|cmnd|cmt|chung minh"
_WHOSE = (
    r"( (khai sinh|day du|cong dan|ca nhan|nguoi|hoi vien|hoc (vien|sinh)|can bo"
    r"|doan vien|dang vien|giao vien)( .*)?)?"
)
_IN = r"((thuoc|trong|dat|la) )?(cong dan )?"
_UNIT = (
    r"(thon|xom|ban|ap|khom|buon|lang|khu( pho)?|to( dan pho)?|tdp|chi hoi|truong"
    r"|(co quan )?don vi( tap the)?|tap the|co quan)"
)
# A unit by its name: “Thôn Một”, “Trường Tiểu học …”.
UNIT_NAME = re.compile(rf"(?:\w{{1,3}} )?{_UNIT}(?: \w+){{1,8}}")
# Somebody else's name, number or birth, or what is said about a number.
_OTHERS = (
    r".*\b(chu ho|ho gia dinh|dinh danh ho|cha|me|vo|chong|nguoi than|giam ho"
    r"|phu huynh|bo (gd|giao duc)|bhxh|bhyt|bao hiem)\b.*"
    r"|(ho (va )?ten )?(bo|con)( .*)?"
    rf"|.*({_ID}).* ((cua )?(bo|con|ong|ba)|cua (bo|ong|ba) .*|truong|lop"
    r"|(bo|ong|ba) (me|de|noi|ngoai)( .*)?)"
    r"|(muc|loai|trang thai|tinh trang|han|nguoi (cap|lap|nhap)|(don vi|co quan) cap)"
    r"\b.*"
)

# (column, pattern of the whole title); the first that fits wins.
COMMON_TITLES = (
    ("row_key", r"ma dong"),
    ("number", r"(so )?(stt|tt)|so thu tu|thu tu"),
    ("ignored", rf".*\b(ngay|noi) cap .*({_ID}).*|.*({_ID}).*\b(ngay|noi) cap.*"),
    ("ignored", _OTHERS),
    ("in_learning_family", rf"{_IN}(gia dinh hoc tap|gdht)"),
    ("in_learning_clan", rf"{_IN}(dong ho hoc tap|dhht)"),
    ("in_learning_community", rf"{_IN}(cong dong hoc tap|cdht)"),
    ("in_learning_unit", rf"{_IN}(don vi hoc tap|dvht)"),
    ("ignored", r"(diem )?(tong|binh quan|trung binh|thap nhat)( .*)?|cong( diem)?"),
    ("ignored", r"xep loai.*|ket qua|(khong )?dat|tuoi|ky (ten|nhan)|chu ky"),
    ("phone", r".*(dien thoai|\bsdt\b|so dt\b|dtdd|di dong|zalo).*"),
    ("identity", rf".*({_ID}).*"),
    ("name", rf"(ho va ten|ho ten|hoten|ten|ho){_WHOSE}|cong dan|hoc va ten"),
    (
        "name",
        r"ho va|ho chu dem va ten( khai sinh| day du)?|ho dem va ten|ho ten dem va ten",
    ),
    ("name", r"ho (va )?((ten|chu) )?(dem|lot)|((ten|chu) )?(dem|lot)( va ten)?"),
    (
        "birth",
        r".*(ngay|thang)( .*)? sinh\b.*|sinh ngay.*|ntn ?s(inh)?|nt ns"
        r"|ngay ?sinh.*",
    ),
    ("birth_year", r"(.* )?(nam sinh|sinh nam)( .*)?|ns"),
    ("sex", r"(gioi( ?tinh)?|gt|phai)( nam( hay| hoac)? nu)?|nam nu"),
    ("ethnicity", r"(thanh phan )?dan toc"),
)
ASSESSMENT_TITLES = (
    ("ignored", r"(ngay|noi) cap.*"),
    ("group", r"((thuoc|phan|ma) )?nhom( (doi tuong|lao dong|nguoi|nghe|dt|ld).*)?"),
    ("group", r"nhom( \d)( \d)+|nhom (cong dan|cdht)( .*)?|(thuoc )?doi tuong"),
    ("group", r"doi tuong (nhom|lao dong|cong dan|danh gia|xet|nguoi)( .*)?"),
    ("occupation", r"nghe( nghiep)?( .*)?|cong viec.*|viec lam.*"),
    ("position", r"(.* )?chuc (vu|danh)( .*)?"),
    ("unit", rf"(ten )?{_UNIT}( .*)?|ban|thuoc {_UNIT}.*|noi (cong tac|xet)"),
    ("note", r"ghi chu.*|chu thich"),
)
RECOGNITION_TITLES = (
    ("year", r"nam( (cong nhan|dat|duoc|danh hieu|danh gia|xet|hoc tap)( .*)?)?"),
    ("year", r"(duoc |da )?(cong nhan|dat)( danh hieu)? nam"),
    ("decision_number", r"(so|quyet dinh|qd|van ban|so van ban|so hieu)"),
    ("decision_number", r"(so )?(quyet dinh|qd)( so)?( cong nhan)?"),
    ("decision_number", r"so (va )?(qd|quyet dinh|ky hieu|hieu)( .*)?"),
    ("symbol", r"ky hieu.*"),
    ("date", r"ngay( thang)?( nam)?( (quyet dinh|qd|ky|ban hanh|cong nhan|cap|ra).*)?"),
    ("date", r"(quyet dinh|qd) ngay|thoi gian( .*)?"),
    ("body", r"(co quan|cap|don vi|noi|chu the)( .*)? (quyet dinh|qd|cong nhan).*"),
    ("body", r"(co quan|cap|don vi|noi)( .*)? (ban hanh|cap|ky|ra)( .*)?"),
    ("body", r"(co quan|cap) (co )?tham quyen.*|co quan|noi (cap|ky)|ubnd( .*)?"),
    ("occupation", r"nghe( nghiep)?( .*)?"),
    ("unit", rf"(ten )?{_UNIT}( .*)?|ban|thuoc {_UNIT}.*|noi (cong tac|xet)"),
    ("unit", r"(dia chi|noi (o|cu tru|thuong tru)|cho o|thuong tru)( .*)?"),
    ("note", r"ghi chu.*|chu thich"),
)
TITLES = {
    kind: tuple((key, re.compile(pattern)) for key, pattern in COMMON_TITLES + own)
    for kind, own in (
        (ASSESSMENT, ASSESSMENT_TITLES),
        (RECOGNITION, RECOGNITION_TITLES),
    )
}

# Who gave the scores of a block. The weak words count only among score columns.
_SELF = re.compile(
    r"\btu (cham|danh gia|cho diem|dg|nhan|xet|khai|cd)\b|\bban than\b"
    r"|\b(ca nhan|cong dan)\b.*\b(cham|diem|danh gia)|\b(cham|diem|cua)\b.* ca nhan\b"
)
_APPRAISED = re.compile(
    r"\btham dinh\b|\bhoi (nghi|dong)\b|\bchinh thuc\b|\bthong nhat\b|\bket luan\b"
    r"|\bchi hoi\b.*\b(cham|danh gia|cho diem|diem|xet)\b|\bbinh xet\b|\btap the\b"
    r"|\b(diem|cham|danh gia)\b.*\bchi hoi\b|\bto (cham|danh gia)\b|\bxet duyet\b"
)
_WEAK_SELF = re.compile(r"tc ?\d*|ca nhan|cong dan|nguoi dan|tu")
_WEAK_APPRAISED = re.compile(r"td ?\d*|(chi )?hoi|thon|tham|to")
_SCORES = re.compile(r"(so |cho )?diem( .*)?|(cac )?chi so|ket qua (cham|danh gia).*")

_INDICATOR = (
    re.compile(r"\b(?:cs|chi so)(?: so)? ?0*(\d{1,2})\b"),
    re.compile(r"0*(\d{1,2})(?: [a-z].*)?"),
    re.compile(r"(?:tc|td|tieu chi|noi dung|nd|diem|muc|cau) ?0*(\d{1,2})(?: .*)?"),
)
_LAST_NUMBER = re.compile(r" (?:tc|td)?0*(\d{1,2})$")
# A column of one year's titles: “2024”, “Năm 2024 (…)”, “Số QĐ năm 2024”.
_TITLE_YEAR = re.compile(
    r"(?:(?:so )?(?:qd|quyet dinh)(?: cong nhan)? |(?:duoc )?(?:cong nhan|dat) "
    r"|(?:dat )?danh hieu )?(?:nam )?(20\d\d)(?: (?:so )?(?:qd|quyet dinh)\b.*)?"
)
_WHOLE_NAME = re.compile(
    r"(ho va ten|ho ten|hoten)(?! ((ten|chu) )?(dem|lot)\b)( .*)?|ho .*va ten( .*)?"
)
_GROUP_MARK = re.compile(r"(?:nhom|n) ?(\d)")

# What a message calls a column that is not there.
LABELS = {
    "name": "“Họ và tên”",
    "birth": "“Ngày, tháng, năm sinh”",
    "identity": "“Số định danh cá nhân”",
    "group": "“Nhóm”",
    "scores": "“Điểm tự chấm” (chỉ số 1 đến {n})",
    "score": "“Điểm tự chấm” chỉ số {n}",
    "year": "“Năm công nhận”",
    "decision_number": "“Số quyết định”",
    "unit": "“Thôn, đơn vị”",
}


@functools.lru_cache(maxsize=1_000, typed=True)
def title_key(cell) -> str:
    """The title for comparison, without its remarks in brackets."""
    text = text_of(cell)
    return match_key(re.sub(r"\([^)]*\)?", " ", text)) or match_key(text)


def column_of(cell, kind: str) -> str | None:
    """The column that a title names, or None."""
    key = title_key(cell)
    if not key or len(key.split()) > MAX_TITLE_WORDS:
        return None
    if key.endswith(" cu") and not re.search(r"c[ưứử]$", text_of(cell).lower()):
        return "ignored"  # “Số CCCD cũ”
    found = next((col for col, pattern in TITLES[kind] if pattern.fullmatch(key)), None)
    # Without its accent “CĐHT” (a community) reads as “CDHT” (the title itself).
    if found == "in_learning_community" and key.endswith("cdht"):
        return found if "đ" in text_of(cell).lower() else "ignored"
    return found


def is_year_word(cell) -> bool:
    """“Năm” (a year), which loses its difference from “Nam” (male) with its accent."""
    return text_of(cell).lower() == "năm"


def score_owner(cell, weak: bool = False) -> str | None:
    """`self`, `appraised` or None: whose scores a title announces."""
    key = match_key(text_of(cell))
    if not key:
        return None
    if weak:
        if _WEAK_SELF.fullmatch(key):
            return "self"
        return "appraised" if _WEAK_APPRAISED.fullmatch(key) else None
    found = [
        (match.start(), owner)
        for owner, pattern in (("self", _SELF), ("appraised", _APPRAISED))
        if (match := pattern.search(key))
    ]
    return min(found)[1] if found else None


def is_score_title(cell) -> bool:
    """Whether a title announces scores, of whomever."""
    return bool(score_owner(cell) or _SCORES.fullmatch(title_key(cell)))


def indicator_number(cell, highest: int) -> int | None:
    """The indicator that a title numbers: 1, “CS01”, “Chỉ số 1 (…)”, “Tự chấm 1”."""
    key = title_key(cell)
    match = _INDICATOR[0].search(key) or next(
        (m for pattern in _INDICATOR[1:] if (m := pattern.fullmatch(key))), None
    )
    if not match and score_owner(cell):
        match = _LAST_NUMBER.search(key)
    number = int(match[1]) if match else 0
    return number if 1 <= number <= highest else None


def title_year(cell) -> int | None:
    """The year whose titles a column of a list of several years tells, or None."""
    match = _TITLE_YEAR.fullmatch(title_key(cell))
    return int(match[1]) if match else None


def is_whole_name(cell) -> bool:
    """Whether a title of names says that a whole one stands below, and no part."""
    return bool(_WHOLE_NAME.fullmatch(title_key(cell)))


def group_mark(cell) -> int | None:
    """The group of a tick column titled “Nhóm 1”, or None."""
    match = _GROUP_MARK.fullmatch(title_key(cell))
    return int(match[1]) if match else None
