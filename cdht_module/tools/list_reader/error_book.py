"""A list handed back with what was found in it: the officer's own workbook with one
more column, and the cells in question marked."""

import io

from .. import limited_child
from . import archive
from .records import column_index
from .workbook import WorkbookError, in_child, open_tables

_COLOURS = {"error": "FFF4B6B6", "warning": "FFFFF2B3"}
_WIDTH = 60


def with_findings(data: bytes, findings: dict, headers: dict, title: str) -> bytes:
    """An xlsx of the same file, made in a child process. Raises WorkbookError.

    `findings`: {sheet: [[row, column, severity, message]]}, as Excel names them;
    `headers`: the last row of each sheet's header; `title`: of the new column.
    """
    options = {"findings": findings, "headers": headers, "title": title}
    return in_child("error_book:made", data, options)


def made(data: bytes, findings: dict, headers: dict, title: str) -> bytes:
    """In the child."""
    try:
        book = _own(data) or _of_values(data)
    except WorkbookError as error:
        raise limited_child.Refused(error.code) from error
    for page in book.worksheets:
        _mark(page, findings.get(page.title, ()), headers.get(page.title) or 1, title)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _own(data):
    """The workbook as it came, or None where it is none that can be written again."""
    import openpyxl  # heavy: only where it is used

    if not data.startswith(b"PK\x03\x04"):
        return None
    try:
        return openpyxl.load_workbook(io.BytesIO(archive.bounded(data)))
    except WorkbookError:
        raise
    except Exception:
        # Pictures that were left out, parts that only Excel knows: its values, then.
        return None


def _of_values(data):
    """A workbook with the values of all sheets or tables."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, _visible, rows, _merges, _hidden in open_tables(data):
        page = book.create_sheet()
        page.title = _sheet_name(name)
        for number, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                if value != "":
                    _write(page.cell(number, column), value)
    return book


def _sheet_name(name):
    return "".join("-" if letter in "[]:*?/\\" else letter for letter in name)[:31]


def _mark(page, findings, header, title):
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    if not findings:
        return
    last = page.max_column + 1
    _write(page.cell(header, last), title)
    page.column_dimensions[get_column_letter(last)].width = _WIDTH
    texts = {}
    for row, column, severity, message in findings:
        texts.setdefault(row, []).append(message)
        index = column_index(column)
        if index >= 0:
            colour = _COLOURS[severity]
            cell = page.cell(row, index + 1)
            if type(cell).__name__ != "MergedCell":
                cell.fill = PatternFill("solid", start_color=colour, end_color=colour)
    for row, said in texts.items():
        cell = page.cell(row, last)
        _write(cell, "\n".join(said))
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _write(cell, value):
    """A value, and nothing that a spreadsheet would compute."""
    if not isinstance(value, str):
        cell.value = value
        return
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    cell.quotePrefix = True
