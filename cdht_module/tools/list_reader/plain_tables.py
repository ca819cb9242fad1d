"""Lists that are no workbooks: CSV, the HTML and XML that Vietnamese systems export as
.xls, tables of a Word file.

Each gives what a workbook gives: (name, rows of equal length, merged cells). All cells
are texts.
"""

import contextlib
import csv
import io
import unicodedata
import zipfile
from collections import Counter

from ..old_encodings import has_old_signs
from .used_area import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, FileTooLarge, WrongFile

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_EXCEL = "{urn:schemas-microsoft-com:office:spreadsheet}"
_DELIMITERS = ";\t,|"
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LONGEST_LINE = 1_000_000


def tables(data: bytes):
    """The tables of a text file. Raises WorkbookError."""
    text = _decoded(data)
    begin = text.lstrip()[:500].lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in text[:5000]:
        return _excel_xml(data)
    if begin.startswith("<") and ("<table" in text.lower() or "<html" in begin):
        return _html(text)
    if begin.startswith("<") or "\0" in text:
        raise WrongFile()
    return [("CSV", _csv(text), [])]


def _decoded(data):
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    with contextlib.suppress(UnicodeDecodeError):
        return data.decode(encoding or "utf-8").lstrip("\ufeff")
    text = unicodedata.normalize("NFC", data.decode("cp1258", errors="replace"))
    # What was typed with a font of before Unicode stands in the western code page.
    return data.decode("cp1252", errors="replace") if has_old_signs(text) else text


def _csv(text):
    lines = text.splitlines()
    delimiter = None
    if lines and lines[0].lower().startswith("sep="):
        delimiter = lines[0][4:5]
        text = text.split("\n", 1)[-1]
        lines = lines[1:]
    if max(map(len, lines), default=0) > _LONGEST_LINE:
        raise FileTooLarge()
    if not delimiter:
        counts = Counter()
        for line in lines[:50]:
            counts.update(sign for sign in line if sign in _DELIMITERS)
        delimiter = max(_DELIMITERS, key=lambda sign: counts[sign])
        if not counts[delimiter]:
            raise WrongFile()
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise WrongFile() from error
    return _even(rows)


def _even(rows):
    """The rows, all as wide as the widest. Raises FileTooLarge."""
    while rows and not any(rows[-1]):
        rows.pop()
    width = max(map(len, rows), default=0)
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS or len(rows) * width > MAX_CELLS:
        raise FileTooLarge()
    return [[*row, *[""] * (width - len(row))] for row in rows]


class _Grid:
    """Cells put one after the other, around those that reach down from above."""

    def __init__(self):
        self.rows, self.merges, self.taken = [], [], {}
        self.column = 0

    def begin_row(self):
        self.rows.append([])
        self.column = 0
        if len(self.rows) > MAX_ROWS:
            raise FileTooLarge()

    def put(self, text, rows=1, columns=1):
        top = len(self.rows) - 1
        while (top, self.column) in self.taken:
            self._write("")
        rows, columns = min(max(rows, 1), 1000), min(max(columns, 1), MAX_COLUMNS)
        if rows > 1 or columns > 1:
            end = (top + rows - 1, self.column + columns - 1)
            self.merges.append(((top, self.column), end))
        for below in range(1, rows):
            for beside in range(columns):
                self.taken[top + below, self.column + beside] = True
        for beside in range(columns):
            self._write(text if not beside else "")
        if len(self.taken) > MAX_CELLS:
            raise FileTooLarge()

    def _write(self, text):
        if self.column >= MAX_COLUMNS:
            raise FileTooLarge()
        self.rows[-1].append(text)
        self.column += 1


def _number(text):
    return int(text) if text and text.strip().isdigit() and len(text) < 5 else 1


def _html(text):
    from lxml import etree, html  # heavy and native: only where it is used

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True)
    try:
        page = html.fromstring(text.encode(), parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise WrongFile() from error
    found = []
    for table in page.iter("table"):
        if next(table.iterancestors("table"), None) is not None:
            continue
        grid = _Grid()
        for row in table.iter("tr"):
            grid.begin_row()
            for cell in row.iterchildren("td", "th"):
                grid.put(
                    " ".join("".join(cell.itertext()).split()),
                    _number(cell.get("rowspan")),
                    _number(cell.get("colspan")),
                )
        found.append((f"Bảng {len(found) + 1}", _even(grid.rows), grid.merges))
    if not found:
        raise WrongFile()
    return found


def _parsed(data):
    from lxml import etree  # heavy and native: only where it is used

    try:
        return etree.fromstring(
            data, etree.XMLParser(resolve_entities=False, no_network=True)
        )
    except etree.XMLSyntaxError as error:
        raise WrongFile() from error


def _excel_xml(data):
    found = []
    for sheet in _parsed(data).iter(f"{_EXCEL}Worksheet"):
        grid = _Grid()
        for row in sheet.iter(f"{_EXCEL}Row"):
            number = _number(row.get(f"{_EXCEL}Index"))
            while len(grid.rows) < number - 1:
                grid.begin_row()
            grid.begin_row()
            for cell in row.iterchildren(f"{_EXCEL}Cell"):
                while grid.column < _number(cell.get(f"{_EXCEL}Index")) - 1:
                    grid.put("")
                value = cell.find(f"{_EXCEL}Data")
                text = "" if value is None else "".join(value.itertext())
                if value is not None and value.get(f"{_EXCEL}Type") == "DateTime":
                    text = text.partition("T")[0]
                down = cell.get(f"{_EXCEL}MergeDown") or "0"
                across = cell.get(f"{_EXCEL}MergeAcross") or "0"
                grid.put(text, _merged(down), _merged(across))
        name = sheet.get(f"{_EXCEL}Name") or ""
        found.append((name, _even(grid.rows), grid.merges))
    return found


def _merged(more):
    return 1 + (int(more) if more.isdigit() and len(more) < 5 else 0)


def word_tables(data: bytes):
    """The tables of a Word file that ``archive.bounded`` has seen; the texts above each
    come as its first rows. Raises WorkbookError."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = _parsed(archive.read("word/document.xml")).find(f"{_WORD}body")
    if body is None:
        raise WrongFile()
    found, above = [], []
    for part in body:
        if part.tag == f"{_WORD}p":
            above.append(_text(part))
        elif part.tag == f"{_WORD}tbl":
            rows, merges = _word_table(part, [text for text in above if text])
            found.append((f"Bảng {len(found) + 1}", rows, merges))
            above = []
    return found


def _word_table(table, above):
    grid, open_down = _Grid(), {}
    for text in above:
        grid.begin_row()
        grid.put(text)
    for row in table.iterchildren(f"{_WORD}tr"):
        grid.begin_row()
        for cell in row.iterchildren(f"{_WORD}tc"):
            left, number = grid.column, len(grid.rows) - 1
            span = cell.find(f"{_WORD}tcPr/{_WORD}gridSpan")
            columns = 1 if span is None else _number(span.get(f"{_WORD}val"))
            merge = cell.find(f"{_WORD}tcPr/{_WORD}vMerge")
            goes_on = merge is not None and merge.get(f"{_WORD}val") != "restart"
            text = "" if goes_on else " ".join(
                filter(None, map(_text, cell.iterchildren(f"{_WORD}p")))
            )  # fmt: skip
            grid.put(text, 1, columns)
            if merge is None:
                open_down.pop(left, None)
            elif not goes_on:
                open_down[left] = number
            elif left in open_down:
                _reach_down(grid.merges, open_down[left], left, number, columns)
    return _even(grid.rows), grid.merges


def _reach_down(merges, top, left, bottom, columns):
    """Let the merge that begins there end further down."""
    merges[:] = [merge for merge in merges if merge[0] != (top, left)]
    merges.append(((top, left), (bottom, left + columns - 1)))


def _text(paragraph):
    parts = (
        part.text or "" if part.tag == f"{_WORD}t" else " "
        for part in paragraph.iter(f"{_WORD}t", f"{_WORD}tab", f"{_WORD}br")
    )
    return " ".join("".join(parts).split())
