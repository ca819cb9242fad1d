"""Wording of Vietnamese official papers: numbers, dates, what stays on one line.

Parts that belong together stay on one line: dates (“ngày 05”) by no-break blanks,
references (“số 12/QĐ-UBND”), which have hyphens, in spans of the class ``whole``.
"""

import re

from markupsafe import Markup, escape

from .number_words import number_in_words
from .rounding import RATE_PLACES, half_up

# A place to write into by hand.
BLANK = Markup('<span class="blank"></span>')
# Dots to write on: at least this many are as long as the rest of their line.
_DOTS = re.compile("…{2,}")
_LONG = 12
_REFERENCE = re.compile(r"(?:[Ss]ố )?\d+/[\d/]*[A-ZĐ][\w-]*|\d{4} - \d{4}")
_TOGETHER = re.compile(
    r"ngày \d+|tháng \d+|(?:năm|NĂM) \d{4}|Điều \d+\.?|Phụ lục [IVX]+"
    r"|[Cc]ông dân học tập"
)


def whole(text):
    """Return a text as markup in which references and dates do not break."""
    # Not spans for all: a no-break blank is stretched with the others of its line.
    joined = _TOGETHER.sub(lambda found: found[0].replace(" ", "\xa0"), escape(text))
    return Markup(
        _REFERENCE.sub(lambda found: f'<span class="whole">{found[0]}</span>', joined)
    )


def with_dots(text):
    """Return the text with its dotted places (“……”) marked as such: they are never
    torn, nor from the word before them, and do not stretch."""
    if "……" not in text:
        return text
    marked = _DOTS.sub(lambda found: _dots(found[0]), escape(text))
    return Markup(marked.replace(' <span class="dots', '\xa0<span class="dots'))  # noqa: S704


def _dots(dots):
    rest = " rest" if len(dots) >= _LONG else ""
    return f'<span class="dots{rest}">{dots}</span>'


def title(text):
    """Return the text of a heading: “Công dân học tập” and its year do not break."""
    name = re.compile(r"“Công dân học tập”( năm \d{4})?")
    return whole(name.sub(lambda found: found[0].replace(" ", "\xa0"), text))


def in_sentence(name):
    """Return a name inside a sentence: “xã Châu Sơn”; “UBND xã” stays."""
    first = name.split(" ")[0]
    return name if first.isupper() else name[:1].lower() + name[1:]


def counted(number):
    """Return “03”, “338”, “1.324”, “0”: how many, in a sentence."""
    return f"{number:02}" if 0 < number < 10 else dotted(number) or "0"


def figure_and_words(number):
    """Return “03 (ba)”, “338 (ba trăm ba mươi tám)”, “2.000 (hai nghìn)”."""
    return f"{counted(number)} ({number_in_words(number)})"


def table_date(date):
    """Return “05/02/2026”, “31/3/2026”, as a table or a note has it."""
    month = f"{date.month:02}" if date.month < 3 else str(date.month)
    return f"{date.day:02}/{month}/{date.year}"


# What names of measures shorten, in the words of a sentence.
_IN_FULL = {
    "CDHT": "“Công dân học tập”",
    "GĐ": "gia đình",
    "DH": "dòng họ",
    "Cộng đồng học tập": "cộng đồng học tập",
}
_SHORTENED = re.compile(rf"\b({'|'.join(_IN_FULL)})\b")
MINUS = "−"
_VIETNAMESE = str.maketrans(",.-", f".,{MINUS}")


def in_full(name):
    """Return the name of a measure without what only its own table shortens."""
    return _SHORTENED.sub(lambda found: _IN_FULL[found[0]], name)


def decimal(number, places=None):
    """Return “48,75”, “60”, a comma as in Vietnamese: at most two decimals, or as many
    as a column has."""
    text = f"{half_up(number, 2 if places is None else places):,f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(_VIETNAMESE)


def signed(number, places=RATE_PLACES):
    """Return “+9,5”, “−1,7”, “0,0”: how far something lies above or below."""
    plus = "+" if half_up(number, places) > 0 else ""
    text = decimal(number, places)
    return plus + (text if half_up(number, places) else text.lstrip(MINUS))


def dotted(number):
    """Return “1.200.000” or “2,5”, as amounts are written; nothing for 0."""
    if not number:
        return ""
    text = f"{half_up(number, 2):,f}".rstrip("0").rstrip(".")
    return text.translate(_VIETNAMESE)


def percent(part, whole):
    """Return “50,9%”, one decimal; “–” where there is no whole."""
    return f"{decimal(100 * part / whole, RATE_PLACES)}%" if whole else "–"


def percent_of(part, whole):
    """Return “50,9% (338/664)”: a rate with what it is of."""
    return f"{percent(part, whole)} ({dotted(part) or 0}/{dotted(whole)})"


def long_date(date):
    """Return “ngày 05 tháng 02 năm 2026”.

    Days below 10 and the months 1 and 2 get a zero (Nghị định 30/2020, Phụ lục I,
    phần I, II.4.b).
    """
    month = f"{date.month:02}" if date.month < 3 else str(date.month)
    return f"ngày {date.day:02} tháng {month} năm {date.year}"


def blank_date(year):
    """Return the date of a paper that has none yet: day and month to write in."""
    return Markup("ngày %s tháng %s năm %s") % (BLANK, BLANK, year)


def hour_and_date(hour, date):
    """Return “08 giờ 00, ngày 15 tháng 11 năm 2026”; dots for what is not known.

    ``hour``: hours as a float, 0 where it was not typed; None leaves it out.
    """
    day = long_date(date) if date else "ngày …… tháng …… năm ………"
    if hour is None:
        return whole(day)
    minutes = int(half_up((hour or 0) * 60))
    clock = f"{minutes // 60:02} giờ {minutes % 60:02}" if hour else "…… giờ ……"
    return whole(f"{clock}, {day}")


def roman(number):
    """Return a number from 1 to 399 as a Roman one, for annexes and groups."""
    hundreds, rest = divmod(number, 100)
    digits = ("", "{0}", "{0}{0}", "{0}{0}{0}", "{0}{1}", "{1}", "{1}{0}",
              "{1}{0}{0}", "{1}{0}{0}{0}", "{0}{2}")  # fmt: skip
    tens = digits[rest // 10].format("X", "L", "C")
    return "C" * hundreds + tens + digits[rest % 10].format("I", "V", "X")


def letter(number):
    """Return the mark of a point, in the order of the Vietnamese letters: 5 is “đ”."""
    return "abcdđeghiklmnopqrstuvxy"[number - 1]


def text_lines(text):
    """Return the lines of a text, without blanks, dashes before or “;” after."""
    cleaned = (line.strip(" \t-–;.") for line in (text or "").splitlines())
    return [line for line in cleaned if line]


_MARKUP = "markup"


def frozen(value):
    """Return the plain values of a paper as JSON keeps them, markup marked as such.

    :raise TypeError: for what is not plain, a record above all: it would change
    """
    if isinstance(value, Markup):
        return {_MARKUP: str(value)}
    if isinstance(value, dict):
        return {name: frozen(part) for name, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [frozen(part) for part in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise TypeError(f"not a plain value of a paper: {value!r}")


def thawed(value):
    """Return what ``frozen`` was given; nobody but it makes such values."""
    if isinstance(value, dict):
        if value.keys() == {_MARKUP}:
            return Markup(value[_MARKUP])  # noqa: S704
        return {name: thawed(part) for name, part in value.items()}
    if isinstance(value, list):
        return [thawed(part) for part in value]
    return value


# Capitals of 12 points that fit beside the national title.
_LETTERHEAD = 28


def letterhead_lines(text):
    """Return the lines of a letterhead; a long one is parted into even lines."""
    return [part for line in text_lines(text) for part in _even_parts(line)]


def _even_parts(line):
    parts = -(-len(line) // _LETTERHEAD)
    found, words = [], line.split(" ")
    while parts > 1 and len(words) > 1:
        goal = len(" ".join(words)) / parts
        # As many words as come nearest to an even share.
        size = min(
            range(1, len(words)),
            key=lambda count: abs(len(" ".join(words[:count])) - goal),
        )
        found.append(" ".join(words[:size]))
        words, parts = words[size:], parts - 1
    return [*found, " ".join(words)]
