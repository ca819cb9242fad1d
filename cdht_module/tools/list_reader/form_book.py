"""The .xlsx form of another office: what stands in it, and its cells filled in.

Only the cells that are named change. Formats, formulas, merged cells, drawn lines and
pictures stay as they came: what a library for workbooks does not know it would lose.
"""

import bisect
import io
import json
import posixpath
import re
import zipfile

from .. import limited_child
from . import archive
from .records import column_index, column_letter
from .used_area import FileTooLarge, NotXlsx, WorkbookError, WrongFile
from .workbook import in_child

MAX_BYTES = 5_000_000
_MAX_CELLS, _MAX_NAMES = 20_000, 500
# Pictures, print settings: all that is no XML.
_MAX_OTHERS = 20_000_000
_ZIP, _MAIN = b"PK\x03\x04", b"spreadsheetml.sheet.main+xml"
_PLACE = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
# A name of one cell, or of cells that are merged: “'Biểu 1'!$B$7:$D$7”.
_NAMED = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!([$A-Za-z0-9]+)(?::[$A-Za-z0-9]+)?")
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COMPUTES = ("=", "+", "-", "@", "\t", "\r")
_LONGEST, _SHOWN = 32_767, 80
_PERCENTS = {"9", "10"}  # of Excel's own formats
_BEFORE_CALCULATION = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews",
    "sheets", "functionGroups", "externalReferences", "definedNames",
)  # fmt: skip


def place(address: str) -> tuple[int, int] | None:
    """(row, column) of “B7”, both counted from 1; None for what is no cell."""
    found = _PLACE.fullmatch((address or "").strip())
    if not found:
        return None
    row, column = int(found[2]), column_index(found[1]) + 1
    return (row, column) if row <= 1_048_576 and column <= 16_384 else None


def address(row: int, column: int) -> str:
    return f"{column_letter(column - 1)}{row}"


def look(data: bytes) -> dict:
    """What stands in a form, read in a child process. Raises WorkbookError.

    {"sheets": [{"name", "texts": {"B7": text}, "formulas": ["C9"], "merges":
    [[top, left, bottom, right]]}], "names": [[name, sheet, "B7"]]}
    """
    return json.loads(in_child("form_book:looked_at", _bounded(data), {}))


def fill(data: bytes, cells: list) -> bytes:
    """The form with these cells filled in, made in a child process.

    `cells`: [[sheet, row, column, value, row whose format counts where it has none]];
    a value is a text, a number or {"percent": number}. Raises WorkbookError.
    """
    return in_child("form_book:filled", _bounded(data), {"cells": cells})


def _bounded(data):
    if len(data) > MAX_BYTES:
        raise FileTooLarge()
    return data


def looked_at(data: bytes) -> bytes:
    """In the child."""
    return _answer(lambda: json.dumps(_Form(data).seen()).encode())


def filled(data: bytes, cells: list) -> bytes:
    """In the child."""
    return _answer(lambda: _Form(data).filled(cells))


def _answer(made):
    try:
        return made()
    except WorkbookError as error:
        raise limited_child.Refused(error.code) from error
    except (KeyError, IndexError, ValueError, SyntaxError, AttributeError) as error:
        raise limited_child.Refused(WrongFile.code) from error  # a broken file


class _Form:
    """The parts of a workbook, those that change as trees."""

    def __init__(self, data):
        if not data.startswith(_ZIP):
            raise NotXlsx()
        archive.bounded(data)  # for what it refuses
        self.parts, self.changed, self.quoted = _parts(data), {}, {}
        types = self.parts.get("[Content_Types].xml", b"")
        if _MAIN not in types or b"vbaProject" in types:
            raise NotXlsx()
        self.main = self._related("").of_kind("officeDocument")
        self.book = self._tree(self.main)
        self.ns = _space(self.book)
        self.related = self._related(self.main)
        self.sheets = {
            sheet.get("name"): self.related.by_id[_of_kind(sheet, "id")]
            for sheet in self._all(self.book, "sheet")
            if "worksheets/" in self.related.by_id[_of_kind(sheet, "id")]
        }

    def _tree(self, part):
        if part not in self.changed:
            from lxml import etree  # heavy: only where it is used

            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            content = self.parts[part]
            if not _is_xml(content):
                raise WrongFile()
            self.changed[part] = etree.fromstring(content, parser)
        return self.changed[part]

    def _related(self, part):
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        return _Related(self._tree(rels), folder)

    def _all(self, root, *names):
        return root.iter(*(f"{self.ns}{name}" for name in names))

    # -- What stands in it.

    def seen(self):
        strings = self.related.of_kind("sharedStrings")
        texts = [self._text(one) for one in self._items(strings)] if strings else []
        left, sheets = _MAX_CELLS, []
        for name, part in self.sheets.items():
            sheet = self._seen_sheet(name, self._tree(part), texts)
            left -= len(sheet["texts"]) + len(sheet["formulas"])
            if left < 0:
                raise FileTooLarge()
            sheets.append(sheet)
        return {"sheets": sheets, "names": self._names()}

    def _items(self, strings):
        return self._tree(strings).iterchildren(f"{self.ns}si")

    def _seen_sheet(self, name, root, strings):
        texts, formulas, merges = {}, [], []
        for row, column, cell in self._cells(root):
            where = address(row, column)
            if cell.find(f"{self.ns}f") is not None:
                formulas.append(where)
            if text := self._cell_text(cell, strings).strip():
                texts[where] = text[:_SHOWN]
        for merge in self._all(root, "mergeCell"):
            first, _to, last = merge.get("ref").partition(":")
            merges.append([*place(first), *place(last or first)])
        return {"name": name, "texts": texts, "formulas": formulas, "merges": merges}

    def _cells(self, root):
        """(row, column, cell) of each; places that are not written follow on."""
        row = 0
        for line in self._all(root, "row"):
            row, column = int(line.get("r") or row + 1), 0
            for cell in line.iterchildren(f"{self.ns}c"):
                column = place(cell.get("r"))[1] if cell.get("r") else column + 1
                yield row, column, cell

    def _cell_text(self, cell, strings):
        if cell.get("t") == "inlineStr":
            return self._text(cell)
        value = cell.findtext(f"{self.ns}v") or ""
        return strings[int(value)] if cell.get("t") == "s" and value else value

    def _text(self, one):
        """Its letters; not those that say how to read it aloud."""
        aloud = f"{self.ns}rPh"
        return "".join(
            text.text or ""
            for text in self._all(one, "t")
            if text.getparent().tag != aloud
        )

    def _names(self):
        names = []
        for one in self._all(self.book, "definedName"):
            found = _NAMED.fullmatch((one.text or "").strip())
            if found and place(found[3]):
                sheet = (found[1] or found[2]).replace("''", "'")
                names.append([one.get("name"), sheet, address(*place(found[3]))])
        return names[:_MAX_NAMES]

    # -- Filled in.

    def filled(self, cells):
        by_sheet = {}
        for sheet, row, column, value, like in cells:
            by_sheet.setdefault(sheet, []).append((row, column, value, like))
        for sheet, own in by_sheet.items():
            self._fill(self._tree(self.sheets[sheet]), own)
        self._reckon_anew()
        return self._packed()

    def _fill(self, root, cells):
        table = root.find(f"{self.ns}sheetData")
        rows = _Ordered(table, f"{self.ns}row", int, str)
        lines = {}

        def line(row):
            if row not in lines:
                element = rows.at(row)
                element.attrib.pop("spans", None)  # a hint, no longer right
                lines[row] = _Ordered(
                    element, f"{self.ns}c", _column, lambda one: address(row, one)
                )
            return lines[row]

        for row, column, value, like in cells:
            cell = line(row).at(column)
            if cell.get("s", "0") == "0":
                cell.set("s", self._style(root, rows, line, row, column, like))
            self._write(cell, value)

    def _style(self, root, rows, line, row, column, like):
        """The format of a cell that has none: of the table's first row, of its row, of
        its column."""
        model = line(like).known.get(column)
        if model is not None and model.get("s", "0") != "0":
            return model.get("s")
        if own := rows.known[row].get("s"):
            return own
        for one in self._all(root, "col"):
            if int(one.get("min")) <= column <= int(one.get("max")):
                return one.get("style", "0")
        return "0"

    def _write(self, cell, value):
        """A number as a number, all else as text: nothing becomes a formula, nor when
        somebody types in the cell later."""
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if isinstance(value, dict):
            percent = value["percent"]
            is_share = self._shows_percent(cell.get("s", "0"))
            value = percent / 100 if is_share else round(percent, 1)
        if isinstance(value, (int, float)):
            _child(cell, f"{self.ns}v").text = repr(value)
            return
        text = _NO_XML.sub("", value)[:_LONGEST]
        if text.startswith(_COMPUTES):
            cell.set("s", self._quoted(cell.get("s", "0")))
        cell.set("t", "inlineStr")
        inner = _child(_child(cell, f"{self.ns}is"), f"{self.ns}t")
        inner.text = text
        inner.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _formats(self):
        styles = self._tree(self.related.of_kind("styles"))
        return styles, styles.find(f"{self.ns}cellXfs")

    def _shows_percent(self, style):
        styles, formats = self._formats()
        number = formats[int(style)].get("numFmtId", "0")
        own = {one.get("numFmtId"): one for one in self._all(styles, "numFmt")}
        return number in _PERCENTS or (
            number in own and "%" in own[number].get("formatCode", "")
        )

    def _quoted(self, style):
        """The same format, of a cell whose text is never reckoned."""
        if style not in self.quoted:
            _styles, formats = self._formats()
            copy = _child(formats, f"{self.ns}xf")
            like = formats[int(style)]
            copy.attrib.update(like.attrib)
            for child in like:
                copy.append(_copied(child))
            copy.set("quotePrefix", "1")
            formats.set("count", str(len(formats)))
            self.quoted[style] = str(len(formats) - 1)
        return self.quoted[style]

    def _reckon_anew(self):
        """Results of formulas are of the blank form: whoever opens it reckons them."""
        for part in self.sheets.values():
            for _row, _column, cell in self._cells(self._tree(part)):
                value = cell.find(f"{self.ns}v")
                if value is not None and cell.find(f"{self.ns}f") is not None:
                    cell.remove(value)
                    cell.attrib.pop("t", None)
        reckoning = self.book.find(f"{self.ns}calcPr")
        if reckoning is None:
            reckoning = _child(self.book, f"{self.ns}calcPr")
            before = [f"{self.ns}{name}" for name in _BEFORE_CALCULATION]
            last = [one for one in self.book if one.tag in before][-1]
            last.addnext(reckoning)
        reckoning.set("fullCalcOnLoad", "1")

    def _packed(self):
        from lxml import etree

        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, content in self.parts.items():
                if name in self.changed:
                    content = etree.tostring(
                        self.changed[name], xml_declaration=True, encoding="UTF-8",
                        standalone=True,
                    )  # fmt: skip
                packed.writestr(name, content)
        return made.getvalue()


class _Related:
    """The parts to which another one points: by id, or the one of a kind."""

    def __init__(self, tree, folder):
        self.by_id, self.by_kind = {}, {}
        for one in tree:
            if one.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, one.get("Target")))
            self.by_id[one.get("Id")] = target.lstrip("/")
            self.by_kind[one.get("Type").rpartition("/")[2]] = target.lstrip("/")

    def of_kind(self, kind):
        return self.by_kind.get(kind)


class _Ordered:
    """Rows of a sheet or cells of a row, in their order; a new one stands in its place.

    Each gets its place written: what only follows another would move with a new one.
    """

    def __init__(self, parent, tag, number_of, name_of):
        self.parent, self.tag, self.name_of = parent, tag, name_of
        self.known, last = {}, 0
        for one in parent.iterchildren(tag):
            last = number_of(one.get("r")) if one.get("r") else last + 1
            one.set("r", name_of(last))
            self.known[last] = one
        self.numbers = sorted(self.known)

    def at(self, number):
        if number not in self.known:
            element = _child(self.parent, self.tag)
            element.set("r", self.name_of(number))
            spot = bisect.bisect(self.numbers, number)
            if spot < len(self.numbers):
                self.known[self.numbers[spot]].addprevious(element)
            elif spot:
                self.known[self.numbers[-1]].addnext(element)
            self.numbers.insert(spot, number)
            self.known[number] = element
        return self.known[number]


def _parts(data):
    """{name: content} of an archive whose XML was looked at."""
    parts, room = {}, _MAX_OTHERS
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for part in packed.infolist():
            with packed.open(part) as stream:
                content = stream.read(200)
                content += stream.read() if _is_xml(content) else stream.read(room + 1)
            room -= 0 if _is_xml(content) else len(content)
            if room < 0:
                raise FileTooLarge()
            parts[part.filename] = content
    return parts


def _is_xml(content):
    """What `archive` knows as XML, and has looked at."""
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def _space(element):
    return element.tag[: element.tag.index("}") + 1]


def _of_kind(element, local):
    """An attribute by its name without the prefix."""
    return next(v for k, v in element.attrib.items() if k.endswith(f"}}{local}"))


def _column(name):
    return place(name)[1]


def _child(parent, tag):
    from lxml import etree

    return etree.SubElement(parent, tag)


def _copied(element):
    import copy

    return copy.deepcopy(element)
