"""What is read from a list: a row of it, and what is wrong with that row."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from ..identity_number import IdentityNumber

NO_NUMBER = IdentityNumber(None, False, "")
# What a list of people and scores tells beside their names.
NEEDS = ("birth", "identity", "group", "scores")
# Mistakes that keep no row out: mended in one go with the errors of their row.
_MISTAKES = {"birth_impossible", "birth_young"}


@dataclass
class Finding:
    """Something wrong (`error`) or worth a look (`warning`) in one row.

    `column` is the letter of the column; `params` fills the message of that code.
    """

    severity: str
    code: str
    column: str
    params: dict[str, Any]


@dataclass
class ListRow:
    """What both kinds of lists have. `row` is the number that Excel shows."""

    sheet: str
    row: int
    name: str = ""
    birth_date: datetime.date | None = None
    birth_year: int | None = None
    year_only: bool = False  # a column for full dates holds a year
    sex: str | None = None
    ethnicity: str = ""
    identity: IdentityNumber = NO_NUMBER
    occupation: str = ""
    position: str = ""
    phone: str = ""
    row_key: str = ""  # of a workbook made here: whose row it is, however mended
    unit_text: str = ""
    section: str = ""  # the title among the rows under which this one stands
    note: str = ""
    findings: list[Finding] = field(default_factory=list)
    letters: dict[str, str] = field(default_factory=dict, repr=False)

    @property
    def errors(self) -> list[Finding]:
        """Why this row cannot be imported; empty for a good row."""
        return [f for f in self.findings if f.severity == "error"]

    @property
    def reported(self) -> list[Finding]:
        """What is told of this row: of one that stays out all that is to be mended in
        it, otherwise its warnings."""
        if not self.errors:
            return self.findings
        return [
            one
            for one in self.findings
            if one.severity == "error" or one.code in _MISTAKES
        ]

    def add(self, severity: str, code: str, column: str = "", **params):
        """Note a finding; `column` is the key of the column it stands in."""
        letter = self.letters.get(column, "" if column.islower() else column)
        self.findings.append(
            Finding(severity, code, letter, {"row": self.row} | params)
        )


@dataclass
class PersonRow(ListRow):
    """A person with scores. None in a list of scores is a blank."""

    group_text: str = ""
    group_code: str | None = None
    self_scores: list[int | None] = field(default_factory=list)
    appraised_scores: list[int | None] = field(default_factory=list)
    # Learning models of the year (`in_learning_family`…), where the list tells them.
    learning_models: dict[str, bool] = field(default_factory=dict)
    # Of a workbook made here, or of a list that tells no scores: nothing is said of
    # them (`unscored`), or of those that the meeting gave (`unappraised`).
    unscored: bool = False
    unappraised: bool = False


@dataclass
class HistoryRow(ListRow):
    """A title that someone has held for `year`."""

    year: int | None = None
    number_text: str = ""
    number: str = ""
    symbol: str = ""
    date: datetime.date | None = None
    body_text: str = ""


@dataclass
class FigureRow(ListRow):
    """A unit's figures of a year; what is blank is not in them."""

    figures: dict[str, int | bool] = field(default_factory=dict)


@dataclass
class Rules:
    """What the rows are measured by: known groups (code → name), score bounds, and the
    year of the list where it is known; what it must tell beside names."""

    groups: dict[str, str]
    score_min: int
    score_max: int
    indicator_count: int
    year: int | None = None
    needs: tuple[str, ...] = NEEDS


def column_letter(index: int) -> str:
    """Excel's name of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """The column that Excel names so, counted from 0; -1 for no such name."""
    index = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            return -1
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


def mark_duplicates(rows: list[ListRow], list_of=None) -> None:
    """Add `identity_number_duplicate` to later mentions of a number.

    `rows` in file order. Numbers are compared after repair. A row with another error
    is neither a duplicate nor an earlier mention. `list_of` tells of which list a row
    is, where the caller knows better than the file.
    """
    list_of = list_of or _place
    earlier = {}
    for row in rows:
        number = row.identity.number
        if not number or row.errors:
            continue
        first = earlier.setdefault(number, row)
        if first is not row:
            row.add(
                "error",
                "identity_number_duplicate",
                "identity",
                value=number,
                unit=first.sheet,
                other=first.row,
                repeats=list_of(first) == list_of(row),
                on_another_sheet=first.sheet != row.sheet,
            )


def _place(row):
    """What tells of which unit a row is."""
    return row.sheet, row.section, row.unit_text
