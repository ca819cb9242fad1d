"""Where the columns of one list stand."""

import re
from dataclasses import dataclass, field

from ..identity_number import birth_year_of, parse_identity_number, sex_of
from ..vietnamese_text import match_key
from .titles import is_whole_name
from .values import (
    parse_birth,
    parse_date,
    parse_group,
    parse_sex,
    parse_year,
    text_of,
)

# Rows that are looked at to judge a column by what stands in it.
_SAMPLE = 60
# Of two columns with one meaning the better one is sure, if the other is so much worse;
# in a short list a few slips of the keys do not decide.
_SURE, _FITS = 0.9, 0.6
_SLIPS = 3.2
# What may stand beside a name and is none: a sex, an ethnicity, a tick.
_ENDS = re.compile(r"^(nam|nữ|kinh|tày|nùng|dao|x)$", re.IGNORECASE)


@dataclass
class Layout:
    """Where things stand in one sheet. Rows and columns count from 0.

    `columns` maps a column's key to its indices; `self_scores`, `appraised_scores` map
    the number of an indicator, `group_marks` that of a group, `title_years` a year, to
    an index (`title_texts`: what stands above that one). `doubts`: of a meaning the
    column that was taken for it, and those that might be as well.
    """

    first: int
    last: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    self_scores: dict[int, int] = field(default_factory=dict)
    appraised_scores: dict[int, int] = field(default_factory=dict)
    group_marks: dict[int, int] = field(default_factory=dict)
    title_years: dict[int, int] = field(default_factory=dict)
    title_texts: dict[int, str] = field(default_factory=dict)
    doubts: dict[str, list[int]] = field(default_factory=dict)

    def numbered(self, meaning: str) -> dict[int, int]:
        """The columns of a meaning that several columns have, by their numbers."""
        return {
            "self": self.self_scores,
            "appraised": self.appraised_scores,
            "group_mark": self.group_marks,
            "title_year": self.title_years,
        }[meaning]

    @property
    def tells_groups(self) -> bool:
        """Whether anything tells people's labour groups, if only whose row it is."""
        return bool(self.group_marks) or not {"group", "row_key"}.isdisjoint(
            self.columns
        )

    def index(self, key: str) -> int | None:
        """The first column of that key, or None."""
        return self.columns[key][0] if key in self.columns else None

    def prefer(self, chosen):
        """A meaning that was chosen for a column is that of no other one."""
        keys = {key for key, _number in chosen.values()}
        for key in keys & self.columns.keys() - {"ignored"}:
            others = [column for column in self.columns[key] if column not in chosen]
            self.columns[key] = [c for c in self.columns[key] if c in chosen]
            if others:
                self.columns.setdefault("ignored", []).extend(others)
        if "group_mark" in keys:
            self.columns.pop("group", None)

    def settle_sexes(self, header):
        """“Năm sinh (Nam/Nữ)” over two columns: the first is for men."""
        years = self.columns.get("birth_year", [])
        if len(years) == 2 and match_key(text_of(header[years[0]])).endswith("nam nu"):
            del self.columns["birth_year"]
            self.columns["male"], self.columns["female"] = years[:1], years[1:]

    def settle_names(self, rows, paths):
        """A name may lie in neighbouring columns, the later ones without a title; two
        whole names are those of two persons."""
        if columns := self.columns.get("name"):
            whole = [c for c in columns if _holds_whole_names(rows, c, paths[c])]
            beside = [c for n, c in enumerate(columns) if c - n == columns[0]]
            shared = [c for c in beside if paths[c] == paths[columns[0]]]
            others = [c for c in whole if c not in shared]
            if columns[0] in whole and (
                others := self._differing(rows, "name", others)
            ):
                self.doubts["name"] = [columns[0], *others]
                columns = [c for c in columns if c not in others]
            parts = [c for n, c in enumerate(columns) if c - n == columns[0]]
            taken = {c for found in self.columns.values() for c in found}
            after = parts[-1] + 1
            if after not in taken and _holds_given_names(rows, parts[-1], after):
                parts.append(after)
            self.columns["name"] = parts

    def settle_by_values(self, rows, groups):
        """Of several columns with one meaning the one whose values fit comes first."""
        fitting = {
            "birth": lambda cell: parse_birth(cell).year,
            "birth_year": lambda cell: parse_birth(cell).year,
            "sex": parse_sex,
            "group": lambda cell: parse_group(cell, groups),
            "identity": lambda cell: parse_identity_number(cell).number,
            "unit": None,
            "year": parse_year,
            "decision_number": None,
            "date": parse_date,
        }
        rows = rows[:_SAMPLE]
        for key, read in fitting.items():
            columns = self.columns.get(key, ())
            if len(columns) > 1:
                fits = {column: _fit(rows, column, read) for column in columns}
                if key == "identity":
                    fits = {c: fit * self._agreeing(rows, c) for c, fit in fits.items()}
                self.columns[key] = sorted(columns, key=lambda c, f=fits: -f[c])
                self._doubt(key, fits, rows)

    def _doubt(self, key, fits, rows):
        best, *others = self.columns[key]
        filled = sum(row[best] != "" for row in rows)
        least = fits[best] - _SLIPS / max(filled, 1)
        enough = min(fits[best], max(_FITS, min(_SURE * fits[best], least)))
        as_good = [column for column in others if fits[column] >= enough > 0]
        if as_good := self._differing(rows, key, as_good):
            self.doubts[key] = [best, *as_good]

    def _differing(self, rows, key, others):
        """Those of which it matters whether they are read or the first one."""
        best = self.columns[key][0]
        return [
            column
            for column in others
            if any(
                row[column] != "" and match_key(text_of(row[column])) != first
                for row in rows[:_SAMPLE]
                for first in (match_key(text_of(row[best])),)
            )
        ]

    def _agreeing(self, rows, column):
        """From a half, where the numbers fit nobody's birth and sex, to one."""
        births = [*self.columns.get("birth", ()), *self.columns.get("birth_year", ())]
        sexes, agree = self.columns.get("sex", ()), []
        for row in rows:
            if number := parse_identity_number(row[column]).number:
                born = next((parse_birth(row[c]).year for c in births), None)
                gender = next((parse_sex(row[c]) for c in sexes), None)
                agree.append(
                    born in (None, birth_year_of(number))
                    and gender in (None, sex_of(number))
                )
        return (1 + sum(agree) / len(agree)) / 2 if agree else 1

    def settle_groups(self):
        """Tick columns of groups are several, and stand for the group column."""
        if len(self.group_marks) < 2 or "group" in self.columns:
            self.group_marks = {}

    def settle_scores(self, scores, count: int):
        """Numbered columns first; `count` columns without numbers go by position.

        `scores` maps “self”, “appraised” or “scores” (nobody said whose) to pairs of
        an indicator's number, or None, and an index.
        """
        targets = {"self": self.self_scores, "appraised": self.appraised_scores}
        for owner, pairs in scores.items():
            if begin_anew([number for number, _column in pairs], count):
                scores[owner] = [
                    (place % count + 1, column)
                    for place, (_number, column) in enumerate(pairs)
                ]
        told = bool(scores["self"] or scores["appraised"])
        for owner, target in targets.items():
            for number, column in scores[owner]:
                if number:
                    target.setdefault(number, column)
            bare = [column for number, column in scores[owner] if not number]
            if not target and len(bare) == count:
                target.update(enumerate(bare, 1))
        bare = [column for number, column in scores["scores"] if not number]
        if len(bare) == count and not any(n for n, _c in scores["scores"]):
            scores["scores"] = list(enumerate(bare, 1))
        # Blocks that do not say whose they are: the first is the people's own.
        for number, column in scores["scores"]:
            if not number:
                continue
            for target in targets.values():
                if number not in target:
                    target[number] = column
                    break
        if not told and self.appraised_scores:
            firsts = (min(target.values()) for target in targets.values())
            self.doubts["scores"] = list(firsts)


def begin_anew(numbers, count):
    """Whether numbers begin anew under each criterion (1–4, 1–4, 1–2), `count` in all
    or twice so many."""
    if not numbers or len(numbers) % count:
        return False
    starts = [place for place, number in enumerate(numbers) if number == 1]
    runs = zip(starts, [*starts[1:], len(numbers)], strict=True)
    return (
        len(starts) > len(numbers) // count
        and {*range(0, len(numbers), count)} <= {*starts}
        and [n for start, end in runs for n in range(1, end - start + 1)] == numbers
    )


def _fit(rows, column, read):
    """The share of what stands in a column that reads as it should, each value once;
    with no way to read it, whether anything stands there."""
    cells = [row[column] for row in rows if row[column] != ""]
    if read is None:
        return float(bool(cells))
    found = {value for cell in cells if (value := read(cell)) is not None}
    good = sum(read(cell) is not None for cell in cells)
    # A household's number comes again and again, a person's does not.
    repeats = len(found) / good if good else 0
    return (good / len(cells) if cells else 0) + repeats / 10


def _holds_whole_names(rows, column, path):
    """Whether a column is of whole names, by its title and by what stands in it."""
    cells = [text_of(row[column]) for row in rows[:_SAMPLE] if row[column] != ""]
    long = [cell for cell in cells if len(cell.split()) > 1]
    return is_whole_name(path[-1] if path else "") and len(long) * 2 > len(cells)


def _holds_given_names(rows, before, column):
    """Whether words stand in a column wherever something stands before it."""
    pairs = [
        (text_of(row[before]), text_of(row[column]))
        for row in rows[:_SAMPLE]
        if column < len(row) and row[before] != ""
    ]
    words = [after for name, after in pairs if after and len(after.split()) < 3]
    return (
        len(words) > 0.6 * len(pairs)
        and all(word.replace(" ", "").isalpha() for word in words)
        and any(not _ENDS.search(word) for word in words)
        and len({*words}) > len(words) / 3
    )
