"""Rows and columns that a workbook hides from who looks at it, and its reader does not
tell. Of an xls nothing is known."""

import io
import re
import zipfile
from typing import NamedTuple
from xml.parsers import expat

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN = re.compile(rb"\bhidden=[\"'](?:1|true)[\"']")
_ATTRIBUTE = re.compile(rb"\b(r|min|max)=[\"'](\d+)[\"']")
_MOST = 1_000  # a style for all columns up to the last possible one


class Hidden(NamedTuple):
    """Rows and columns, counted from 0."""

    rows: frozenset = frozenset()
    columns: frozenset = frozenset()


def of_sheets(data: bytes) -> dict[str, Hidden]:
    """Of each sheet by name; ``data`` is a file that ``archive.bounded`` has seen."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "content.xml" in names:
            return _Tables(archive.read("content.xml")).found
        if "xl/workbook.xml" not in names:
            return {}
        targets = _attributes(
            archive.read("xl/_rels/workbook.xml.rels")
            if "xl/_rels/workbook.xml.rels" in names
            else b"<none/>",
            "Relationship",
        )
        parts = {one.get("Id"): one.get("Target", "") for one in targets}
        found = {}
        for sheet in _attributes(archive.read("xl/workbook.xml"), "sheet"):
            target = parts.get(sheet.get("id"), "").lstrip("/")
            part = target if target.startswith("xl/") else f"xl/{target}"
            if part in names:
                found[sheet.get("name", "")] = _of_part(archive.read(part))
        return found


def _attributes(content, element):
    """The attributes of each such element, by their names without prefix."""
    found = []

    def start(name, attributes):
        if name.rpartition(":")[2] == element:
            found.append({k.rpartition(":")[2]: v for k, v in attributes.items()})

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(content, True)
    return found


def _of_part(content):
    if b"hidden" not in content:
        return Hidden()
    rows, columns, row = set(), set(), -1
    for tag in _ROW.findall(content):
        given = dict(_ATTRIBUTE.findall(tag))
        row = int(given[b"r"]) - 1 if b"r" in given else row + 1
        if _HIDDEN.search(tag):
            rows.add(row)
    for tag in _COLUMN.findall(content):
        given = dict(_ATTRIBUTE.findall(tag))
        if _HIDDEN.search(tag) and {b"min", b"max"} <= given.keys():
            first, last = int(given[b"min"]) - 1, int(given[b"max"])
            columns.update(range(first, min(last, first + _MOST)))
    return Hidden(frozenset(rows), frozenset(columns))


class _Tables:
    """Follows the rows and columns of each table of an ods."""

    def __init__(self, content):
        self.found = {}
        self.name, self.rows, self.columns = "", set(), set()
        self.row = self.column = 0
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(content, True)

    def _start(self, name, attributes):
        local = name.rpartition(":")[2]
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        hidden = given.get("visibility") in ("collapse", "filter")
        if local == "table":
            self.name = given.get("name", "")
            self.rows, self.columns = set(), set()
            self.row = self.column = 0
        elif local == "table-row":
            count = int(given.get("number-rows-repeated", 1))
            if hidden:
                self.rows.update(range(self.row, self.row + min(count, _MOST)))
            self.row += count
        elif local == "table-column":
            count = int(given.get("number-columns-repeated", 1))
            if hidden:
                self.columns.update(range(self.column, self.column + min(count, _MOST)))
            self.column += count

    def _end(self, name):
        if name.rpartition(":")[2] == "table":
            kept = Hidden(frozenset(self.rows), frozenset(self.columns))
            self.found.setdefault(self.name, kept)
