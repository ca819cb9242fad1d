"""What a paper says, as “Soát thể thức” reads it, and what is found."""

import re
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from .number_words import LIMIT, number_in_words

# A place left open: dots that no word carries (“thư viện…” is a sentence's own), a day
# or a number that was not filled in.
_OPEN = re.compile(
    r"(?<![\w.…])(?:…|\.{3})|……|\.{4,}|_{3,}|\bngày tháng năm \d|\bsố /", re.I
)
_ANNEX = re.compile(r"phụ lục\s+([IVXL]+)\b", re.I)
_ATTACHED = re.compile(r"phụ lục|kèm theo|danh sách", re.I)
# “số 677/QĐ-TTg”, “số 152/2025/NĐ-CP”.
_NUMBERED = re.compile(r"số\s+(\d+(?:/\d{4})?/[\w-]+)")
_DAY = re.compile(
    r"ngày\s+(\d{1,2})(?:\s+tháng\s+|/)(\d{1,2})(?:\s+năm\s+|/)(\d{4})", re.I
)
_ABOUT = re.compile(
    r"\s(?:về|phê duyệt|ban hành|quy định|hướng dẫn|thực hiện|sửa đổi|công nhận|giao)\s"
)
# “338 (ba trăm ba mươi tám) cá nhân”.
_IN_WORDS = re.compile(r"(\d[\d.]*)\s*\(([^()]+)\)")
_PEOPLE = re.compile(
    r"(?<![\d/.,-])(\d{1,3}(?:\.\d{3})+|\d+)\s*(?:\([^()]+\)\s*)?"
    r"(?:cá nhân|người|công dân)\b",
    re.I,
)
_NUMBER_WORDS = frozenset(
    "không một hai ba bốn tư năm lăm sáu bảy tám chín mười mươi mốt trăm nghìn ngàn"
    " triệu tỷ lẻ linh".split()
)
# Nghị quyết 202/2025/QH15: no district from that day on.
_NO_DISTRICT_FROM = date(2025, 7, 1)
_DISTRICT = re.compile(r"\b(?:cấp\s+)?huyện\b|\bthị xã\b", re.I)


class Finding(NamedTuple):
    """One thing that is wrong in a paper, or may be."""

    code: str  # the check that found it
    severity: str  # error: not issued with it; warning
    text: str  # in the reader's words
    source: str  # the clause of the decree, or the paper that disagrees
    about: str = ""  # which of several alike: what was allowed is known again by it
    # The record whose doubt is to be confirmed.
    doubt: object = None
    # Where it is mended: the field of the paper, or “words”, its sentences.
    place: str = ""


class Reading(NamedTuple):
    """A paper as it is read."""

    lines: list  # its sentences, headings, paragraphs
    cells: list  # of its tables and annexes
    bases: list
    recipients: list
    annexes: list  # their names: “Phụ lục I”
    addressees: list | None  # after “Kính gửi”; None: its kind has none
    articles: int
    subject: str = ""  # one of the lines

    def open_places(self):
        """The lines and cells in which something is still to be written."""
        said = [*self.lines, *self.bases, *self.recipients, *self.cells]
        return list(dict.fromkeys(text for text in said if _OPEN.search(text)))

    def place(self, text):
        """In which part of the paper a line stands: the field, or “words”."""
        if text in self.bases:
            return "bases"
        if text in self.recipients:
            return "recipients"
        return "words" if text in self.lines else ""

    def unnamed_annexes(self):
        """Those attached that no sentence names."""
        said = " ".join(self.lines)
        if len(self.annexes) == 1:
            return [] if _ATTACHED.search(said) else self.annexes
        named = {found.upper() for found in _ANNEX.findall(said)}
        return [name for name in self.annexes if name.split()[-1] not in named]

    def missing_annexes(self):
        """Those that a sentence names, and that are not attached."""
        numbers = {name.split()[-1] for name in self.annexes}
        named = (found.upper() for line in self.lines for found in _ANNEX.findall(line))
        return [
            f"Phụ lục {number}" for number in dict.fromkeys(named)
            if number not in numbers
        ]  # fmt: skip


def reading(values):
    """Return what a paper says, of the values that its page is made of."""
    blocks = [*values.get("blocks", ()), values.get("last") or {}]
    lines = [values.get("subject")]
    tables = [*values.get("annexes", ()), values]
    for block in blocks:
        if not isinstance(block, dict):
            lines.append(block)
        elif block.get("kind") == "table":
            tables.append(block)
        elif block.get("kind") == "note":
            continue  # in the margin of a draft
        elif block.get("kind") == "lines":
            lines += block["lines"]
        else:
            lines.append(block.get("text"))
    cells = [values.get("head"), *values.get("named", {}).values()]
    for table in tables:
        cells.append(table.get("heading"))
        for group in table.get("groups", ()):
            cells += [
                group["heading"],
                *(cell for row in group["rows"] for cell in row),
            ]
    return Reading(
        lines=_plain_ones(lines),
        cells=_plain_ones(cells),
        bases=_plain_ones(values.get("bases", ())),
        recipients=_plain_ones(values.get("recipients", ())),
        annexes=_plain_ones(annex.get("name") for annex in values.get("annexes", ())),
        addressees=(
            _plain_ones(values["addressees"]) if "addressees" in values else None
        ),
        articles=sum(
            "article" in block for block in blocks if isinstance(block, dict)
        ),
        subject=plain(values.get("subject")),
    )  # fmt: skip


def _plain_ones(values):
    return [text for text in map(plain, values) if text]


def plain(value):
    """Return a value of a page as text on one line."""
    if not isinstance(value, str):
        return ""
    text = value.striptags() if isinstance(value, Markup) else value
    return " ".join(text.split())


def cited_number(line):
    """Return the number and symbol of the paper that a line cites first, or nothing."""
    found = _NUMBERED.search(line)
    return found[1] if found else ""


def cited_day(line):
    """Return the day of the paper that a line cites first, or None."""
    found = _DAY.search(line)
    try:
        return found and date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def cited_after(said, day):
    """Return what stands with the numbered papers that are dated after ``day``."""
    found = []
    for line in [*said.bases, *said.lines]:
        for _number, place in _citations(line):
            cited = cited_day(place)
            if cited and cited > day:
                found.append(place)
    return found


def _citations(line):
    """[(number, text from there to the next number)] of the papers that it cites."""
    places = [*_NUMBERED.finditer(line)]
    ends = [*(place.start() for place in places[1:]), len(line)]
    return [
        (place[1], line[place.start() : end])
        for place, end in zip(places, ends, strict=False)
    ]


def counted_people(line):
    """Return the numbers of people that a line says."""
    return [_number(found) for found in _PEOPLE.findall(line)]


def _number(figure):
    """The number that a figure says; one that is too long for any says the limit."""
    digits = figure.replace(".", "")
    return int(digits) if len(digits) < len(str(LIMIT)) else LIMIT


def wrong_words(line):
    """Return the figures of a line whose words in brackets say another number."""
    return [
        f"{figure} ({words})"
        for figure, words in _IN_WORDS.findall(line)
        if _NUMBER_WORDS.issuperset(words.lower().split())
        and (number := _number(figure)) < LIMIT
        and _spoken(words) != _spoken(number_in_words(number))
    ]


def _spoken(words):
    alike = {"linh": "lẻ", "ngàn": "nghìn", "tư": "bốn"}
    return [alike.get(word, word) for word in words.lower().split()]


def differing_names(own, other):
    """Return [(as one paper says, as the other says)] of the people in both; each
    paper is {person: (name, year of birth)}."""
    return [
        (_person(own[key]), _person(other[key]))
        for key in own
        if key in other and _person(own[key]) != _person(other[key])
    ]


def _person(named):
    name, born = named
    return f"{plain(name)} ({born})" if born else plain(name)


def is_cited_in_full(line):
    """Whether a numbered paper is cited with its day, its body and what it is about."""
    end = _NUMBERED.search(line)
    rest = line[end.end() :] if end else line
    return bool(_DAY.search(rest) and " của " in rest and _ABOUT.search(rest))


def names_ended_level(line, day):
    """Whether a line names a level of government that is none on ``day``."""
    return day >= _NO_DISTRICT_FROM and bool(_DISTRICT.search(line))


def numbers_before(lines, unit):
    """Return {number as written: it} of what stands before ``unit`` in these lines:
    “1.324 người”."""
    counted = re.compile(
        rf"(?<![\d/.,])(\d{{1,3}}(?:\.\d{{3}})+|\d+) (?:lượt )?{unit}\b"
    )
    return {found: _number(found) for line in lines for found in counted.findall(line)}


def uncited(said):
    """Return what stands with each numbered paper that is cited first, from one number
    to the next; the petition that a decision goes by stands without it, and so does
    the heading of the paper."""
    known, found = set(), []
    for line in [*said.bases, *said.lines]:
        if line.startswith("Theo đề nghị"):
            known.update(_NUMBERED.findall(line))
            continue
        for number, place in () if line == said.subject else _citations(line):
            if number not in known:
                known.add(number)
                found.append(place)
    return found
