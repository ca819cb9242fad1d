"""What makes one doubt that a sheet was understood, though its rows may all look right.

Row numbers in messages are those that Excel shows.
"""

import re

from .. import identity_number as identity_rules
from ..identity_number import parse_identity_number
from ..vietnamese_text import fold
from .formulas import is_without_result
from .records import Finding, column_letter
from .values import parse_birth

# About columns: who looked at them once need not again, where the titles are the same.
OF_COLUMNS = ("two_columns", "two_blocks_of_scores", "columns_unread_needed")
# All but these are seen by a person before anything of the sheet is imported.
ONLY_TOLD = ("columns_unread", "groups_missing")
_ENOUGH = 3  # of fewer rows nothing can be said
_TOLD = 5
# As `fold` leaves them; also K’Brêu, Y-Ñan, Vi Lan (B).
_LETTERS = re.compile(r"[a-zđ '.,()\d-]*")
_BIRTHS = ("birth", "birth_year", "year_part", "male", "female", "male_date",
           "female_date")  # fmt: skip


def alarms_of(sheet, passed_over, hidden) -> list[Finding]:
    """Of a sheet whose rows and columns are read; ``passed_over``: [(row, text)] that
    stand between people and name a unit; ``hidden``: what the file does not show."""
    return [
        Finding("warning", code, column, {"sheet": sheet.name, **params})
        for code, column, params in (
            *_numbers_of_others(sheet),
            *_doubtful_names(sheet),
            *_no_births(sheet),
            *_doubtful_columns(sheet),
            *(
                ("row_of_unit", "", {"row": r, "value": text})
                for r, text in passed_over
            ),
            *_hidden(sheet, hidden),
        )
    ]


def _numbers_of_others(sheet):
    """Numbers of the householder, a parent, a school agree with nobody on the list."""
    letter = _letter(sheet, "identity")
    numbered = [row for row in sheet.rows if row.identity.number]
    born = [row for row in numbered if row.birth_year]
    sexes = [row for row in numbered if row.sex]
    wrong = [
        row
        for row in born
        if row.birth_year != identity_rules.birth_year_of(row.identity.number)
    ]
    other = [
        row for row in sexes if row.sex != identity_rules.sex_of(row.identity.number)
    ]
    for code, found, among in (
        ("numbers_against_births", wrong, born),
        ("numbers_against_sexes", other, sexes),
    ):
        if len(among) >= _ENOUGH and len(found) * 2 > len(among):
            yield code, letter, {"n": len(found), "of": len(among)}


def _doubtful_names(sheet):
    letter = _letter(sheet, "name")
    named = [r for r in sheet.rows if r.name and not is_without_result(r.name)]
    short = [row for row in named if len(row.name.split()) == 1]
    if short:
        yield "names_of_one_word", letter, {"rows": _rows(short), "n": len(short)}
    foreign = [row for row in named if not _LETTERS.fullmatch(fold(row.name))]
    if foreign:
        yield (
            "names_of_other_letters",
            letter,
            {"rows": _rows(foreign), "n": len(foreign), "value": foreign[0].name},
        )


def _no_births(sheet):
    key = next((k for k in _BIRTHS if k in sheet.layout.columns), None)
    people = sheet.rows
    if key and len(people) >= _ENOUGH and not any(row.birth_year for row in people):
        yield "no_births", _letter(sheet, key), {}


def _doubtful_columns(sheet):
    for key, columns in sheet.layout.doubts.items():
        others = ", ".join(column_letter(c) for c in columns[1:])
        code = "two_blocks_of_scores" if key == "scores" else "two_columns"
        letter = column_letter(columns[0])
        yield code, letter, {"letter": letter, "others": others, "meaning": key}
    unread = [
        column
        for column in sheet.columns
        if not column.meaning and column.filled * 2 > len(sheet.rows)
    ]
    needed = [column for column in unread if _looks_needed(column.samples)]
    for code, columns in (
        ("columns_unread_needed", needed),
        ("columns_unread", [column for column in unread if column not in needed]),
    ):
        if columns:
            told = ", ".join(f"{c.letter} “{c.title}”" for c in columns)
            yield code, columns[0].letter, {"columns": told}


def _looks_needed(samples):
    """Whether these could be scores, identity numbers or births."""
    scores = all(sample.isdigit() and 0 < int(sample) <= 10 for sample in samples)
    counts = [*map(str, range(1, len(samples) + 1))]
    numbers = all(parse_identity_number(sample).number for sample in samples)
    births = all(parse_birth(sample).date for sample in samples)
    return (scores and samples != counts) or numbers or births


def _hidden(sheet, hidden):
    rows = [row for row in sheet.rows if row.row - 1 in hidden.rows]
    if rows:
        yield "rows_hidden", "", {"rows": _rows(rows), "n": len(rows)}
    read = [
        column
        for column in sheet.columns
        if column.index in hidden.columns
        and column.meaning not in ("", "ignored", "number", "note", "row_key")
    ]
    if read:
        told = ", ".join(f"{c.letter} “{c.title}”" for c in read)
        yield "columns_hidden", read[0].letter, {"columns": told}


def _letter(sheet, key):
    index = sheet.layout.index(key)
    return "" if index is None else column_letter(index)


def _rows(rows):
    told = ", ".join(str(row.row) for row in rows[:_TOLD])
    return told + ("…" if len(rows) > _TOLD else "")
