"""A workbook whole: its sheets as they stand, opened here or in a child process."""

import datetime
import io
import json
import re
from dataclasses import dataclass, field

from .. import limited_child, old_encodings
from ..identity_number import IdentityNumber
from ..limited_child import MEGABYTE
from . import archive, binary, hidden, opendocument, plain_tables
from .alarms import alarms_of
from .columns import Column, choices, columns_of
from .figures import find_figures, read_figures
from .header import HeaderFinder
from .layout import Layout
from .records import (
    NEEDS,
    FigureRow,
    Finding,
    HistoryRow,
    ListRow,
    PersonRow,
    Rules,
    column_index,
)
from .rows import RowReader
from .titles import ASSESSMENT, LABELS, RECOGNITION
from .used_area import FileTooLarge, NotXlsx, ProtectedFile, WorkbookError, WrongFile
from .values import parse_date, parse_year, text_of

MAX_BYTES = 30 * MEGABYTE
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
# For the largest list that is taken; an ordinary one needs a second and 60 MB.
_MEMORY, _SECONDS = 900 * MEGABYTE, 60
_KEPT_WITH = re.compile(
    r"quyết định số:?\s*(?P<number>\d+[a-zđ]?)\s*/\s*(?P<symbol>[\w-]+)"
    r"\s+ngày\s+(?P<day>\d{1,2}(?:/\d{1,2}/| tháng \d{1,2} năm )\d{4})"
    r"(?:\s+của\s+(?P<body>[^)]+))?",
    re.IGNORECASE,
)
# The hidden sheet of a workbook made here: what it is for.
STEP_SHEET = "_cdht"
# What JSON cannot say of a layout: keys that are numbers.
_BY_NUMBER = (
    "self_scores", "appraised_scores", "group_marks", "title_years", "title_texts",
)  # fmt: skip
# Of a sheet without a list so many titles are told.
_TITLES_TOLD = 8
_ANY_GROUP = {"N1": "", "N2": "", "N3": ""}


class EmptyFile(WorkbookError):
    """No row of data in any sheet."""

    code = "empty_file"


class TooMuchWork(WorkbookError):
    """Reading it took more memory or time than is given."""

    code = "file_too_much_work"


class ReaderBusy(WorkbookError):
    """Nothing is wrong with it; too many are being read at this moment."""

    code = "reader_busy"


@dataclass
class Sheet:
    """One sheet. Without a list in it (a guide, a summary) `layout` is None.

    `heading`: the texts above the header. `missing`: labels of required columns that
    are not there; `seen`: where no list stands, the titles of the row that is most like
    a header, and `seen_in` which that is. `unit_by_row`: a column names each row's
    unit. `columns`: what each was taken for; `key`: the same for sheets with the same
    titles; `remembered`: whether choices of an earlier file counted. `alarms`: what
    makes one doubt all that.
    """

    name: str
    visible: bool
    layout: Layout | None = None
    heading: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    seen_in: int = 0
    rows: list[ListRow] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    key: str = ""
    remembered: bool = False
    alarms: list[Finding] = field(default_factory=list)

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
    year: int | None = None,
    needs: tuple[str, ...] = NEEDS,
    titles: dict[str, str] | None = None,
    ticks: tuple[str, ...] = (),
    told: dict | None = None,
) -> list[Sheet]:
    """All sheets in file order, with their people and what is wrong with them.

    `data` is an xlsx, xls or ods file; `kind` is `assessment` or `recognition`;
    `groups` maps codes of known groups to names; `needs`: what is told beside names.
    With `titles` (name → title) it is a table of figures of units (`figures`), of them
    `ticks` marks. `told`: what people say of it, of sheets by name: `cells` ({row:
    {column: text}}, as Excel names them) instead of what stands there, `columns` what
    these are (`columns`); and `remembered`, the same by titles (`header_key`). Raises
    WorkbookError.
    """
    told = {"cells": {}, "columns": {}, "remembered": {}} | (told or {})
    rules = Rules(
        groups or _ANY_GROUP, score_min, score_max, indicator_count, year, tuple(needs)
    )
    sheets, blank = [], True
    for name, visible, rows, merges, unseen in open_tables(data):
        blank = blank and not rows
        _correct(rows, told["cells"].get(name) or {})
        if titles:
            sheets.append(_read_figures(name, visible, rows, titles, ticks))
        else:
            sheets.append(
                _read_sheet(name, visible, rows, merges, kind, rules, told, unseen)
            )
    lists = [sheet for sheet in sheets if sheet.is_list]
    no_people = lists and not any(sheet.rows or sheet.missing for sheet in lists)
    if blank or no_people:
        raise EmptyFile()
    return sheets


def read_apart(data: bytes, **options) -> list[Sheet]:
    """The same, in a child process: whatever the file does, it ends there.

    Takes what `read_workbook` takes. Raises WorkbookError.
    """
    answer = io.BytesIO(in_child("workbook:sheets_of", data, options))
    sheets, letters = [], {}
    while line := answer.readline():
        values = json.loads(line)
        lines = (answer.readline() for _row in range(values["rows"]))
        rows = [_alike(row_of(json.loads(row)), letters) for row in lines]
        sheets.append(_sheet(values, rows))
    return sheets


def in_child(call: str, data: bytes, options: dict) -> bytes:
    """What a function of this package makes of the file, in a process of its own.

    Raises WorkbookError, also for what the function refuses by ``limited_child``.
    """
    try:
        return limited_child.run(
            f"list_reader.{call}", data, options, memory=_MEMORY, seconds=_SECONDS
        )
    except limited_child.Refused as refusal:
        raise _ERRORS[refusal.code]() from refusal
    except limited_child.Overrun as error:
        raise TooMuchWork() from error
    except limited_child.Crashed as error:
        raise WrongFile() from error
    except limited_child.Busy as error:
        raise ReaderBusy() from error


def sheets_of(data: bytes, **options) -> bytes:
    """In the child: what `read_workbook` returns, as lines of JSON: one of a sheet,
    then one of each of its rows; whoever reads it holds one at a time."""
    try:
        sheets = read_workbook(data, **options)
    except WorkbookError as error:
        raise limited_child.Refused(error.code) from error
    lines = []
    for sheet in sheets:
        lines.append({**vars(sheet), "rows": len(sheet.rows)})
        lines += sheet.rows
    return "\n".join(json.dumps(one, default=jsonable) for one in lines).encode()


def jsonable(one):
    """What JSON cannot say by itself."""
    return one.isoformat() if isinstance(one, datetime.date) else vars(one)


def _alike(row, letters):
    """The row, with the letters that others have as well."""
    row.letters = letters.setdefault(tuple(row.letters.items()), row.letters)
    return row


def _sheet(values, rows) -> Sheet:
    layout = values["layout"]
    if layout:
        for name in _BY_NUMBER:
            layout[name] = {int(n): column for n, column in layout[name].items()}
        layout = Layout(**layout)
    made = {
        "layout": layout,
        "rows": rows,
        "columns": [Column(**one) for one in values["columns"]],
        "alarms": [Finding(**one) for one in values["alarms"]],
    }
    return Sheet(**values | made)


def row_of(values) -> ListRow:
    """A row from what JSON says of it."""
    kept = dict(values, identity=IdentityNumber(*values["identity"]))
    kept["findings"] = [Finding(**one) for one in values["findings"]]
    for name in ("birth_date", "date"):
        if kept.get(name):
            kept[name] = datetime.date.fromisoformat(kept[name])
    if "figures" in kept:
        return FigureRow(**kept)
    return (HistoryRow if "number_text" in kept else PersonRow)(**kept)


def incomplete(sheets: list[Sheet]) -> Sheet | None:
    """The first sheet that lacks a required column, or None when all is there.

    Of a workbook without any list it is the first visible sheet.
    """
    if any(sheet.is_list for sheet in sheets):
        return next((one for one in sheets if one.is_list and one.missing), None)
    return next((sheet for sheet in sheets if sheet.visible), sheets[0])


def open_tables(data):
    """Yield (name, visible, rows, merges, hidden) of each sheet or table, rows of equal
    length."""
    if len(data) > MAX_BYTES:
        raise FileTooLarge()
    if data.startswith(_ZIP):
        data = archive.bounded(data)
        parts = archive.parts(data)
        if "word/document.xml" in parts:
            yield from _plain(plain_tables.word_tables(data))
            return
        yield from _sheets(
            data,
            opendocument.merges if "content.xml" in parts else None,
            hidden.of_sheets,
        )
    elif data.startswith(_OLE):
        yield from _sheets(binary.bounded(data))
    else:
        yield from _plain(plain_tables.tables(data))


def _plain(tables):
    for name, rows, merges in tables:
        yield name, True, rows, merges, hidden.Hidden()


def _sheets(data, merges_of=None, hidden_of=None):
    """Those of a workbook; ``merges_of`` and ``hidden_of`` tell what its reader cannot:
    merged cells, hidden rows and columns."""
    import python_calamine as calamine  # heavy and native: only where it is used

    visible = calamine.SheetVisibleEnum.Visible
    try:
        merged = merges_of(data) if merges_of else {}
        unseen = hidden_of(data) if hidden_of else {}
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for info in book.sheets_metadata:
            if info.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(info.name)
            rows = sheet.to_python(skip_empty_area=False)
            merges = merged.get(info.name) or sheet.merged_cell_ranges or []
            shown = info.visible == visible
            apart = unseen.get(info.name, hidden.Hidden())
            yield info.name, shown, rows, _within(merges, rows), apart
    except calamine.PasswordError as error:
        raise ProtectedFile() from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise WrongFile() from error


def _within(merges, rows):
    """Merged cells that begin within the rows; others may lie anywhere."""
    width = len(rows[0]) if rows else 0
    return [
        merge for merge in merges if merge[0][0] < len(rows) and merge[0][1] < width
    ]


def _correct(rows, cells):
    """Put what somebody wrote instead of what stands there, where there is such a cell.

    ``cells``: {row: {column: text}}, as Excel names them.
    """
    for number, texts in cells.items():
        row = int(number) - 1
        if not 0 <= row < len(rows):
            continue
        for letters, text in texts.items():
            column = column_index(letters)
            if 0 <= column < len(rows[row]):
                rows[row][column] = text


def _read_sheet(name, visible, rows, merges, kind, rules, told, unseen) -> Sheet:
    sheet = Sheet(name, visible)
    old_encodings.repair_sheet(rows)
    finder = HeaderFinder(
        rows,
        merges,
        kind,
        rules.indicator_count,
        rules.groups,
        choices(told["columns"].get(name)),
        {key: choices(choice) for key, choice in told["remembered"].items()},
    )
    layout = finder.find()
    if layout is None:
        return _with_step(_without_list(sheet, finder, rules), rows)
    sheet.layout = layout
    above = rows[: layout.first]
    sheet.heading = [t for cells in above for cell in cells if (t := text_of(cell))]
    _fill_down(rows, merges, layout, kind)
    reader = RowReader(sheet.name, layout, kind, rules)
    for index in range(layout.last + 1, len(rows)):
        if row := reader.read_row(index + 1, rows[index]):
            sheet.rows.extend(reader.titles_by_year(row, rows[index]))
    people = [rows[n - 1] for n in dict.fromkeys(row.row for row in sheet.rows)]
    sheet.columns = columns_of(layout, finder.paths, people)
    sheet.key = finder.key
    sheet.remembered = finder.key in finder.remembered
    last = sheet.rows[-1].row if sheet.rows else 0
    between = [(row, text) for row, text in reader.passed_over if row < last]
    sheet.alarms = alarms_of(sheet, between, unseen)
    if kind == RECOGNITION:
        _complete_titles(sheet)
    elif {"male", "female"} & set(layout.columns) == {"female"}:
        _unmarked_are_men(sheet)
    sheet.missing = _missing(layout, kind, rules, sheet)
    if "group" in rules.needs and kind != RECOGNITION and not layout.tells_groups:
        sheet.alarms.append(
            Finding("warning", "groups_missing", "", {"sheet": sheet.name})
        )
    return sheet


def _without_list(sheet, finder, rules):
    """What was looked for in vain, and what stands there instead."""
    closest = finder.closest()
    sheet.missing = _missing(closest, finder.kind, rules, sheet) or [
        LABELS["birth"], LABELS["identity"],
    ]  # fmt: skip
    if closest.columns:
        texts = map(text_of, finder.rows[closest.first])
        sheet.seen = [text for text in texts if text][:_TITLES_TOLD]
        sheet.seen_in = closest.first + 1
    return sheet


def _read_figures(name, visible, rows, titles, ticks) -> Sheet:
    sheet = Sheet(name, visible)
    old_encodings.repair_sheet(rows)
    sheet.layout = find_figures(rows, titles)
    if sheet.layout is None:
        sheet.missing = [LABELS["unit"]]
        return _with_step(sheet, rows)
    sheet.rows = read_figures(name, rows, sheet.layout, ticks)
    return sheet


def _with_step(sheet, rows):
    if sheet.name == STEP_SHEET and rows:
        sheet.heading = [text_of(cell) for cell in rows[0]]
    return sheet


def _fill_down(rows, merges, layout, kind):
    """Repeat what is merged over several rows, such as a group or a unit.

    In lists of titles names are merged too, over the years of one person.
    """
    personal = {"name", "identity"} if kind == ASSESSMENT else set()
    shared = {
        c for k, cols in layout.columns.items() if k not in personal for c in cols
    }
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
    decision = next(filter(None, map(_KEPT_WITH.search, sheet.heading)), None)
    for row in sheet.rows:
        if "unit" not in columns:
            row.unit_text = row.section or text_of(sheet.name)
        if decision and not (row.number or sheet.layout.title_years):
            # “(Kèm theo Quyết định số … ngày … của …)” above the annex of one
            row.number, row.symbol = decision["number"], decision["symbol"]
            row.number_text = decision[0]
            row.date = row.date or parse_date(decision["day"])
            row.body_text = row.body_text or decision["body"] or ""
        if "year" not in columns:
            row.year = row.year or year or (row.date and row.date.year)
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
        if layout.title_years:
            return missing + [LABELS["decision_number"]] * (
                bool(sheet.rows) and not any(row.number for row in sheet.rows)
            )
        if "year" not in columns and not any(row.year for row in sheet.rows):
            missing.append(LABELS["year"])
        if "decision_number" not in columns and not all(r.number for r in sheet.rows):
            missing.append(LABELS["decision_number"])
        return missing
    needs = set(rules.needs)
    if "row_key" in columns:  # whoever is known has these already
        needs -= {"birth", "identity"}
        if not layout.self_scores and not layout.appraised_scores:
            needs -= {"scores"}
    births = {"birth", "birth_year", "year_part", "male", "male_date", "female_date"}
    if "birth" in needs and not births & columns:
        missing.append(LABELS["birth"])
    if "identity" in needs - columns:
        missing.append(LABELS["identity"])
    if "scores" not in needs:
        return missing
    if not layout.self_scores:
        return [*missing, LABELS["scores"].format(n=rules.indicator_count)]
    for n in range(1, rules.indicator_count + 1):
        if n not in layout.self_scores:
            missing.append(LABELS["score"].format(n=n))
    return missing


_ERRORS = {
    error.code: error
    for error in (EmptyFile, FileTooLarge, NotXlsx, ProtectedFile, WrongFile)
}
