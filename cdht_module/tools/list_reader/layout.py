"""Where the columns of one list stand."""

import re
from dataclasses import dataclass, field

from ..identity_number import parse_identity_number
from ..vietnamese_text import match_key
from .values import parse_birth, parse_group, parse_sex, text_of

# Rows that are looked at to judge a column by what stands in it.
_SAMPLE = 60
# Of two columns with one meaning the better one is sure, if the other is so much worse.
_SURE, _FITS = 0.9, 0.6
_ONE_CELL = 1.2  # with what it adds for a value that does not come again
# What may stand beside a name and is none: a sex, an ethnicity, a tick.
_ENDS = re.compile(r"^(nam|nữ|kinh|tày|nùng|dao|x)$", re.IGNORECASE)


@dataclass
class Layout:
    """Where things stand in one sheet. Rows and columns count from 0.

    `columns` maps a column's key to its indices; `self_scores`, `appraised_scores` map
    the number of an indicator, `group_marks` that of a group, to an index. `doubts`:
    of a meaning the column that was taken for it, and those that might be as well.
    """

    first: int
    last: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    self_scores: dict[int, int] = field(default_factory=dict)
    appraised_scores: dict[int, int] = field(default_factory=dict)
    group_marks: dict[int, int] = field(default_factory=dict)
    doubts: dict[str, list[int]] = field(default_factory=dict)

    def scores_of(self, owner: str) -> dict[int, int]:
        return self.self_scores if owner == "self" else self.appraised_scores

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

    def settle_names(self, rows):
        """A name may lie in neighbouring columns, the later ones without a title."""
        if columns := self.columns.get("name"):
            parts = [c for n, c in enumerate(columns) if c - n == columns[0]]
            taken = {c for found in self.columns.values() for c in found}
            after = parts[-1] + 1
            if after not in taken and _holds_given_names(rows, parts[-1], after):
                parts.append(after)
            self.columns["name"] = parts

    def settle_by_values(self, rows, groups):
        """Of several columns with one meaning the one whose values fit comes first."""
        fitting = {
            "identity": lambda cell: parse_identity_number(cell).number,
            "group": lambda cell: parse_group(cell, groups),
            "birth": lambda cell: parse_birth(cell).year,
            "sex": parse_sex,
        }
        for key, read in fitting.items():
            columns = self.columns.get(key, ())
            if len(columns) > 1:
                fits = {column: _fit(rows, column, read) for column in columns}
                self.columns[key] = sorted(columns, key=lambda c, f=fits: -f[c])
                self._doubt(key, fits, rows)

    def _doubt(self, key, fits, rows):
        best = self.columns[key][0]
        filled = sum(row[best] != "" for row in rows[:_SAMPLE])
        # In a short list one slip of the keys does not decide.
        least = fits[best] - _ONE_CELL / max(filled, 1)
        as_good = [
            column
            for column in self.columns[key][1:]
            if fits[column] > max(_FITS, min(_SURE * fits[best], least))
        ]
        if as_good:
            self.doubts[key] = [best, *as_good]

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


def _fit(rows, column, read):
    """The share of what stands in a column that reads as it should, each value once."""
    cells = [row[column] for row in rows[:_SAMPLE] if row[column] != ""]
    found = {value for cell in cells if (value := read(cell)) is not None}
    good = sum(read(cell) is not None for cell in cells)
    # A household's number comes again and again, a person's does not.
    repeats = len(found) / good if good else 0
    return (good / len(cells) if cells else 0) + repeats / 10


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
