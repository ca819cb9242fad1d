"""Reading the workbooks of the year: lists of people with scores, and earlier titles.

    sheets = read_workbook(data, groups={"N1": "…", "N2": "…", "N3": "…"})
    if gap := missing_column(sheets): …            # nothing is imported
    rows = [row for sheet in sheets for row in sheet.rows]
    mark_duplicates(rows)                          # after all other row errors

Columns are found by their titles (`list_titles`), wherever they stand. Nothing here
knows the database: units, earlier dossiers and messages are the caller's.
"""

import io
import re
import zipfile
from dataclasses import dataclass, field

from .list_header import HeaderFinder
from .list_layout import Layout
from .list_records import (
    HistoryRow,
    ListRow,
    PersonRow,
    Rules,
    column_letter,
    mark_duplicates,
)
from .list_rows import RowReader
from .list_titles import ASSESSMENT, LABELS, RECOGNITION
from .list_values import parse_year, text_of

__all__ = [
    "ASSESSMENT",
    "LABELS",
    "RECOGNITION",
    "EmptyFile",
    "FileTooLarge",
    "HistoryRow",
    "PersonRow",
    "ProtectedFile",
    "Sheet",
    "WorkbookError",
    "WrongFile",
    "column_letter",
    "mark_duplicates",
    "missing_column",
    "read_workbook",
]

MAX_ROWS = 100_000
MAX_SHEET_BYTES = 400_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_ROW = re.compile(rb'<(?:\w+:)?row [^>]*?\br="(\d+)"')
_ANY_GROUP = {"N1": "", "N2": "", "N3": ""}


class WorkbookError(Exception):
    """The file as a whole cannot be read; `code` names the message."""

    code = "wrong_file"


class WrongFile(WorkbookError):
    """Not a spreadsheet, or a broken one."""


class ProtectedFile(WorkbookError):
    """A password is needed to open it."""

    code = "protected_file"


class EmptyFile(WorkbookError):
    """No row of data in any sheet."""

    code = "empty_file"


class FileTooLarge(WorkbookError):
    """More rows than a commune has people: mostly a stray cell far below the list."""

    code = "file_too_large"


@dataclass
class Sheet:
    """One sheet. Without a list in it (a guide, a summary) `layout` is None.

    `heading`: the texts above the header. `missing`: labels of required columns that
    are not there. `unit_by_row`: a column names each row's unit.
    """

    name: str
    visible: bool
    layout: Layout | None = None
    heading: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    rows: list[ListRow] = field(default_factory=list)

    @property
    def is_list(self) -> bool:
        return self.layout is not None

    @property
    def unit_by_row(self) -> bool:
        return self.is_list and "unit" in self.layout.columns


def read_workbook(
    data: bytes,
    kind: str = ASSESSMENT,
    groups: dict[str, str] | None = None,
    score_min: int = 1,
    score_max: int = 10,
    indicator_count: int = 10,
) -> list[Sheet]:
    """All sheets in file order, with their people and what is wrong with them.

    `data` is an xlsx, xls or ods file; `kind` is `assessment` or `recognition`;
    `groups` maps codes of known groups to names. Raises WorkbookError.
    """
    rules = Rules(groups or _ANY_GROUP, score_min, score_max, indicator_count)
    sheets, blank = [], True
    for name, visible, rows, merges in _open(data):
        blank = blank and not rows
        sheets.append(_read_sheet(name, visible, rows, merges, kind, rules))
    lists = [sheet for sheet in sheets if sheet.is_list]
    no_people = lists and not any(sheet.rows or sheet.missing for sheet in lists)
    if blank or no_people:
        raise EmptyFile()
    return sheets


def missing_column(sheets: list[Sheet]) -> tuple[str, str] | None:
    """(sheet, label of the first missing column), or None when all is there.

    A workbook without any list lacks the name column of its first visible sheet.
    """
    for sheet in sheets:
        if sheet.is_list and sheet.missing:
            return sheet.name, sheet.missing[0]
    if not any(sheet.is_list for sheet in sheets):
        first = next((sheet for sheet in sheets if sheet.visible), sheets[0])
        return first.name, LABELS["name"]
    return None


def _open(data):
    """Yield (name, visible, rows, merges) of each worksheet, rows of equal length."""
    import python_calamine as calamine  # heavy and native: only where it is used

    _refuse_too_large(data)
    visible = calamine.SheetVisibleEnum.Visible
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for info in book.sheets_metadata:
            if info.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(info.name)
            rows = sheet.to_python(skip_empty_area=False)
            merges = sheet.merged_cell_ranges or []
            yield info.name, info.visible == visible, rows, merges
    except calamine.PasswordError as error:
        raise ProtectedFile() from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        # Office encrypts a workbook into a container that calamine does not know.
        if data.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in data:
            raise ProtectedFile() from error
        raise WrongFile() from error


def _refuse_too_large(data):
    """Stop before a stray cell in Excel's last row makes millions of blank cells."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if not info.filename.startswith("xl/worksheets/sheet"):
                    continue
                if info.file_size > MAX_SHEET_BYTES:
                    raise FileTooLarge()
                content = archive.read(info)
                last = content.rfind(b"<row ")
                match = _LAST_ROW.match(content, last) if last >= 0 else None
                if match and int(match[1]) > MAX_ROWS:
                    raise FileTooLarge()
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise WrongFile() from error


def _read_sheet(name, visible, rows, merges, kind, rules) -> Sheet:
    sheet = Sheet(name, visible)
    layout = HeaderFinder(rows, merges, kind, rules.indicator_count).find()
    if layout is None:
        return sheet
    sheet.layout = layout
    above = rows[: layout.first]
    sheet.heading = [t for cells in above for cell in cells if (t := text_of(cell))]
    _fill_down(rows, merges, layout, kind)
    reader = RowReader(sheet.name, layout, kind, rules)
    for index in range(layout.last + 1, len(rows)):
        if row := reader.read_row(index + 1, rows[index]):
            sheet.rows.append(row)
    if kind == RECOGNITION:
        _complete_titles(sheet)
    elif {"male", "female"} & set(layout.columns) == {"female"}:
        _unmarked_are_men(sheet)
    sheet.missing = _missing(layout, kind, rules, sheet)
    return sheet


def _fill_down(rows, merges, layout, kind):
    """Repeat what is merged over several rows, such as a group or a unit.

    In lists of titles names are merged too, over the years of one person.
    """
    own = {"name", "identity"} if kind == ASSESSMENT else set()
    shared = {c for k, cols in layout.columns.items() if k not in own for c in cols}
    for (top, left), (bottom, _right) in merges:
        if top > layout.last and bottom > top and left in shared:
            for index in range(top + 1, min(bottom + 1, len(rows))):
                rows[index][left] = rows[top][left]


def _unmarked_are_men(sheet):
    """With a column “Nữ” alone, where at least one is ticked, the others are men."""
    if any(row.sex for row in sheet.rows):
        for row in sheet.rows:
            row.sex = row.sex or "male"


def _complete_titles(sheet):
    """Without columns for unit or year, the sheet's name says them."""
    columns = sheet.layout.columns
    year = None
    if "year" not in columns:
        texts = [sheet.name, *sheet.heading]
        year = next((y for text in texts if (y := parse_year(text))), None)
    for row in sheet.rows:
        if "unit" not in columns:
            row.unit_text = text_of(sheet.name)
        row.year = row.year or year
        if not row.year:
            row.add("error", "year_missing", "year")
        if not row.number:
            value = row.number_text
            row.add("error", "decision_missing", "decision_number", value=value)


def _missing(layout, kind, rules, sheet) -> list[str]:
    """Labels of the required columns that are not there, the names first."""
    columns = set(layout.columns)
    missing = [LABELS["name"]] * ("name" not in columns)
    if kind == RECOGNITION:
        if "year" not in columns and not any(row.year for row in sheet.rows):
            missing.append(LABELS["year"])
        if "decision_number" not in columns:
            missing.append(LABELS["decision_number"])
        return missing
    births = {"birth", "birth_year", "year_part", "male", "male_date", "female_date"}
    if not births & columns:
        missing.append(LABELS["birth"])
    if "identity" not in columns:
        missing.append(LABELS["identity"])
    if "group" not in columns and not layout.group_marks:
        missing.append(LABELS["group"])
    if not layout.self_scores:
        return [*missing, LABELS["scores"].format(n=rules.indicator_count)]
    for n in range(1, rules.indicator_count + 1):
        if n not in layout.self_scores:
            missing.append(LABELS["score"].format(n=n))
    return missing
