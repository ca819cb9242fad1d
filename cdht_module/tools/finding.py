"""What a paper says, as “Soát thể thức” reads it, and what is found."""

import re
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

# A place left open: dots that no word carries (“thư viện…” is a sentence's own).
_OPEN = re.compile(r"(?<![\w.…])(?:…|\.{3})|……|\.{4,}|_{3,}")
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


class Reading(NamedTuple):
    """A paper as it is read."""

    lines: list  # its sentences, headings, paragraphs
    cells: list  # of its tables and annexes
    bases: list
    recipients: list
    annexes: list  # their names: “Phụ lục I”
    addressees: list | None  # after “Kính gửi”; None: its kind has none
    articles: int

    def open_places(self):
        """The lines and cells in which something is still to be written."""
        said = [*self.lines, *self.bases, *self.recipients, *self.cells]
        return list(dict.fromkeys(text for text in said if _OPEN.search(text)))

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
    return {
        found: int(found.replace(".", ""))
        for line in lines
        for found in counted.findall(line)
    }


def uncited(said):
    """Return what stands with each numbered paper that is cited first, from one number
    to the next; the petition that a decision goes by stands without it."""
    known, found = set(), []
    for line in [*said.bases, *said.lines]:
        if line.startswith("Theo đề nghị"):
            known.update(_NUMBERED.findall(line))
            continue
        places = [*_NUMBERED.finditer(line)]
        ends = [*(place.start() for place in places[1:]), len(line)]
        for place, end in zip(places, ends, strict=False):
            if place[1] not in known:
                known.add(place[1])
                found.append(line[place.start() : end])
    return found
