"""What one cell of a list says: texts, dates, scores, groups, sexes.

Pure functions on the values that python-calamine gives (str, float, int, bool, date,
datetime, time, timedelta; "" for blank). None of them raises on odd input.
"""

import datetime
import re
from functools import lru_cache
from typing import NamedTuple

from ..vietnamese_text import match_key, normalise

# A two-digit year up to this one is of the 2000s, the others of the 1900s.
_PIVOT = 20
_EXCEL_EPOCH = datetime.date(1899, 12, 30)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[/.\- ]\s*(\d{1,2})\s*[/.\- ]\s*(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(
    r"(\d{4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})(?:[ T].*)?"
)
_IN_WORDS = re.compile(r"(\d{1,2}) (?:thang|thg|th|t) (\d{1,2}) (?:nam )?(\d{4})")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH_NAMED = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)})[a-z]* (\d{{2,4}})")
# “ngày”, an apostrophe before; a full stop after; an O for a zero.
_AROUND_DATE = re.compile(r"^['’`]?\s*(?:(?:sinh )?ngày\s+)?|\.$", re.IGNORECASE)
_O_FOR_ZERO = re.compile(r"(?<=[\d/.\- ])[oO](?=\d)|(?<=\d)[oO](?=[\d/.\- ]|$)")
_TYPED_SEPARATORS = str.maketrans("\\,", "//")
_TIME = re.compile(r"\s+\d{1,2}:\d{2}(:\d{2})?$")
_YEAR = re.compile(r"(?<!\d)(19\d\d|20\d\d)(?!\d)")
_WHOLE = re.compile(r"[+-]?\d+(?:[.,]0+)?")
_POINTS = re.compile(r"(\d{1,3})\s*(?:đ|điểm|d|diem|/\s*(\d+)|\.)", re.IGNORECASE)
_WITHOUT_ZERO = re.compile(r"[2-9]\d{8,9}")
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "mot": 1, "nhat": 1} | {
    "hai": 2, "ba": 3, "bon": 4, "tu": 4, "nam": 5
}  # fmt: skip
_GROUP = re.compile(r"(?:(?:doi tuong )?nhom(?: doi tuong| lao dong)?|nh|n|g)?"
                    r" ?(?:so |thu )?(\d+|[ivx]+|mot|nhat|hai|ba|bon|tu|nam)"
                    r"(?: [a-z ]*)?")  # fmt: skip
_key = lru_cache(maxsize=2048)(match_key)  # the same few words in every row
_SEXES = {
    "male": {"nam", "m", "male", "trai", "ong"},
    "female": {"nu", "f", "female", "gai", "ba"},
}


class Birth(NamedTuple):
    """A birth as written: `date` where a whole one stands, else only `year`.

    `clear` is False when a year was merely seen somewhere in a text; `no_day`: the
    whole date that stands there is in no calendar (31/02).
    """

    date: datetime.date | None = None
    year: int | None = None
    clear: bool = False
    no_day: bool = False


def text_of(cell) -> str:
    """The cell as one tidy text, as a Vietnamese reader would see it."""
    if isinstance(cell, str):
        return normalise(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}".replace(".", ",")
    if isinstance(cell, datetime.date):
        return cell.strftime("%d/%m/%Y")
    return str(cell)


def whole_number(cell) -> int | None:
    """The whole number in the cell, written as a number or as text, or None."""
    if cell == "" or isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return int(cell) if float(cell).is_integer() else None
    if isinstance(cell, str):
        text = normalise(cell)
        if _WHOLE.fullmatch(text):
            return int(re.split("[.,]", text)[0])
    return None


def parse_score(cell, lowest: int, highest: int) -> tuple[int | None, str | None]:
    """(score, None), (None, error code) or (None, None) for a blank cell."""
    score = whole_number(cell)
    if score is None and (match := _POINTS.fullmatch(text_of(cell))):
        # “8đ”, “8 điểm”, “8/10”
        score = int(match[1]) if match[2] in (None, str(highest)) else None
    if score is None:
        return None, "score_not_integer" if text_of(cell) else None
    if not lowest <= score <= highest:
        return None, "score_out_of_range"
    return score, None


def parse_phone(cell) -> str:
    """A telephone number as it is dialled: a spreadsheet drops the 0 in front."""
    text = text_of(cell)
    digits = re.sub(r"[\s.-]", "", text)
    return f"0{digits}" if _WITHOUT_ZERO.fullmatch(digits) else text


def _day(year, month, day) -> datetime.date | None:
    year, month, day = int(year), int(month), int(day)
    if year < 100:
        year += 2000 if year <= _PIVOT else 1900
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def parse_date(cell) -> datetime.date | None:
    """A whole date: a real one, dd/mm/yyyy (also with . - or blanks), ISO, in words."""
    if isinstance(cell, datetime.datetime):
        return cell.date()
    if isinstance(cell, datetime.date):
        return cell
    number = whole_number(cell)
    if number is not None:
        if 3_653 < number < 73_051:  # Excel's day count of 1910 to 2099
            return _EXCEL_EPOCH + datetime.timedelta(number)
        digits = f"{number:08d}"
        if 7 <= len(str(number)) <= 8 and _YEAR.fullmatch(digits[4:]):
            return _day(digits[4:], digits[2:4], digits[:2])
        return None
    parts = _parts_of_date(text_of(cell))
    return _day(*parts) if parts else None


def _parts_of_date(text):
    """(year, month, day) where a whole date stands, whether the calendar has it or
    not."""
    text = _AROUND_DATE.sub("", _TIME.sub("", text))
    text = _O_FOR_ZERO.sub("0", text).translate(_TYPED_SEPARATORS)
    if match := _DAY_FIRST.fullmatch(text):
        return match[3], match[2], match[1]
    if match := _YEAR_FIRST.fullmatch(text):
        return match.groups()
    key = match_key(text)
    if match := _IN_WORDS.fullmatch(key):
        return match[3], match[2], match[1]
    if match := _MONTH_NAMED.fullmatch(key):
        return match[3], _MONTHS.index(match[2]) + 1, match[1]
    return None


def parse_year(cell) -> int | None:
    """A year of four digits that stands alone or is the only one in the text."""
    if isinstance(cell, datetime.date):
        return cell.year
    years = set(_YEAR.findall(text_of(cell)))
    return int(years.pop()) if len(years) == 1 else None


def parse_birth(cell) -> Birth:
    """A birth date, or the year where that is all one can trust."""
    number = whole_number(cell)
    if number is not None:
        if 1900 <= number < 2100:
            return Birth(None, number, True)
        if isinstance(cell, str) and len(normalise(cell)) == 6:
            day = _day(number % 100, number // 100 % 100, number // 10_000)
            if day:
                return Birth(day, day.year, True)  # “180290”
        if 0 <= number < 100:
            return Birth(None, number + (2000 if number <= _PIVOT else 1900), False)
    date = parse_date(cell)
    if date is None:
        no_day = number is None and bool(_parts_of_date(text_of(cell)))
        return Birth(None, parse_year(cell), False, no_day)
    if date.year == 1905 and not isinstance(cell, str):
        # A year typed into a cell formatted as a date: 1994 became 16/06/1905.
        typed = (date - _EXCEL_EPOCH).days
        if 1910 <= typed < 2100:
            return Birth(None, typed, True)
    if not 1900 <= date.year < 2100:
        return Birth()  # a slip of the keys, and nobody's birth
    return Birth(date, date.year, True)


def parse_sex(cell) -> str | None:
    """`male`, `female`, or None when the cell says neither."""
    key = _key(text_of(cell))
    return next((sex for sex, words in _SEXES.items() if key in words), None)


def is_mark(cell) -> bool:
    """Whether a tick column is ticked: “x”, “1”, “v”, “✓”; a 0 is no tick."""
    return text_of(cell).lower() not in ("", "0", "-", "false", "không")


def _in_full(key):
    return re.sub(r"\bld\b", "lao dong", key)


def _groups_of_words(cell, groups):
    """Groups whose name has all that the cell lists: of “Cán bộ quản lý, công chức,
    viên chức…” also “công chức”, or “cán bộ, viên chức”."""
    said = _listed(text_of(cell))
    return [
        code
        for code, name in groups.items()
        if said
        and all(
            any(f"{word} ".startswith(f"{one} ") for word in _listed(name or ""))
            for one in said
        )
    ]


def _listed(text):
    parts = re.split(r"[,;/]| và | hoặc ", text)
    return [key for part in parts if (key := _in_full(_key(part)))]


def parse_group(cell, groups: dict[str, str]) -> str | None:
    """The group's code (`N1`…), from “Nhóm 1”, 1, “N1”, “nhom I” or its full name.

    `groups` maps the known codes to their names. None for an unknown group.
    """
    key = _key(text_of(cell))
    if not key:
        return None
    for code, name in groups.items():
        if key in (_key(code), _key(name or "")):
            return code
    named = [
        code
        for code, name in groups.items()
        if len(key) > 8 and _in_full(_key(name or "")).startswith(_in_full(key))
    ] or _groups_of_words(cell, groups)
    if len(named) == 1:
        return named[0]
    number = whole_number(cell)
    match = _GROUP.fullmatch(key)
    if number is None and match:
        word = match[1]
        number = int(word) if word.isdigit() else _ORDINALS.get(word)
    code = f"N{number}"
    return code if code in groups else None
