"""What of an xlsx or ods file is given to its reader: parts that were unpacked and
looked at here, each sheet without stray cells.

Every part that is XML by its content is treated alike, whatever its name. The file is
packed anew from these parts, so that its reader sees what was seen here, and nothing
that only another reading of the archive would find.
"""

import functools
import io
import re
import zipfile
from xml.parsers import expat

from . import formulas
from .used_area import (
    Budget,
    FileTooLarge,
    ProtectedFile,
    UsedArea,
    WrongFile,
    fits,
)

_MAX_PARTS = 3_000
_MAX_UNPACKED = 150_000_000
# Lists of the same few words are packed well, but not so well.
_MAX_RATIO, _RATIO_FROM = 250, 1_000_000
_LONGEST_TEXT = 33_000  # Excel's longest in one cell is 32,767
_MAX_TEXTS = 1_000_000
_SPACES = b"\xef\xbb\xbf \t\r\n"
_CELL = re.compile(r"([A-Za-z]{1,4})([0-9]{1,8})")
# A sheet as programs write it: every cell says where it stands, and is not blank.
_ANY_CELL = re.compile(rb"[<:]c[\s/>]")
_PLACED_CELL = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"')
_USED_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?!(?: [a-z]+="[^"]*")* ?/>)'
)
# Shared texts, and sheets of an ods, are followed one by one whatever else is there.
_NO_SHEET = re.compile(rb"[<:](?:si|table)[\s/>]")
_VALUES = (":value-type", ":value", "-value", ":formula")
_MARK = "mimetype"  # by which an ods says what it is


def bounded(data: bytes) -> bytes:
    """The same workbook, of bounded size. Raises WorkbookError."""
    made, room, budget, seen = io.BytesIO(), _MAX_UNPACKED, Budget(), set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            if len(infos) > _MAX_PARTS:
                raise FileTooLarge()
            with zipfile.ZipFile(made, "w") as kept:
                for part in infos:
                    content = _unpacked(archive, part, room)
                    if content is None or part.is_dir():
                        continue
                    if part.filename in seen:
                        raise WrongFile()
                    seen.add(part.filename)
                    room -= len(content)
                    kept.writestr(part.filename, _looked_at(part, content, budget))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError) as error:
        raise WrongFile() from error
    except (expat.ExpatError, ValueError, OverflowError) as error:
        raise WrongFile() from error
    return made.getvalue()


def parts(data: bytes) -> set[str]:
    """The names of the parts of a bounded file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return set(archive.namelist())


def _unpacked(archive, part, room):
    """The part's content, None for one that is no XML (pictures, macros, prints)."""
    if part.flag_bits & 1:
        raise ProtectedFile()
    with archive.open(part) as packed:
        content = packed.read(200)
        is_xml = content.lstrip(_SPACES).startswith(b"<")
        if not is_xml and part.filename != _MARK:
            return None
        content += packed.read(max(0, room + 1 - len(content)))
    if len(content) > room:
        raise FileTooLarge()
    if len(content) > max(_RATIO_FROM, _MAX_RATIO * part.compress_size):
        raise FileTooLarge()
    return content


def _looked_at(part, content, budget):
    if part.filename == _MARK:
        return content
    if b"encryption-data" in content and part.filename == "META-INF/manifest.xml":
        raise ProtectedFile()
    if end := _end_at_a_glance(content):
        _parse(expat.ParserCreate(), content)
        budget.take(*end)
        return formulas.show_missing(content)
    found = _Part(content)
    ends = [area.end() for area in found.areas]
    for end in ends:
        budget.take(*end)
    if ends != [area.size() for area in found.areas] or found.has_blanks:
        content = _without(content, _Part(content, ends).cuts)
    return formulas.show_missing(content) if b"<sheetData" in content else content


def _end_at_a_glance(content):
    """(rows, columns) of an xlsx's sheet that needs no cut, or None where only
    following its elements one by one tells: that costs ten times as much."""
    sheets, hiding = content.count(b"sheetData>"), b"<!" in content or b"\0" in content
    if sheets != 2 or hiding or _NO_SHEET.search(content):
        return None
    if len(_ANY_CELL.findall(content)) != len(_PLACED_CELL.findall(content)):
        return None
    used = _USED_CELL.findall(content)
    rows = max((int(row) for _letters, row in used), default=0)
    columns = {_column(letters.decode()) for letters in {one for one, _row in used}}
    columns = max(columns, default=-1) + 1
    return (rows, columns) if fits(rows, columns) else None


def _parse(parser, content):
    """Go through well-formed XML that declares nothing of its own."""
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(content, True)


def _refuse(*_declared):
    raise WrongFile()  # no office writes one; entities could grow without end


def _without(content, cuts):
    """The bytes without these stretches of them."""
    kept, position = [], 0
    for start, end in cuts:
        kept.append(content[position:start])
        position = max(position, end)
    return b"".join([*kept, content[position:]])


class _Part:
    """One XML part, read once from start to end.

    ``areas``: of each sheet in it, what is used; ``has_blanks``: whether cells are
    there by their number alone. With ``ends`` (of each sheet, up to where it is read),
    ``cuts`` are the stretches of bytes that lie beyond.
    """

    def __init__(self, content, ends=None):
        self.content, self.ends = content, ends
        self.areas, self.cuts, self.has_blanks = [], [], False
        self.name = ""  # of the present element, with its prefix
        self.row, self.column, self.rows, self.columns = -1, -1, 1, 1
        self.is_blank = True  # nothing was found in the present cell
        self.texts = self.text = 0
        self.opened = []  # the element to be cut, and where it begins
        self.kinds = {}  # of elements, by their names with prefix
        parser = self.parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        if ends is not None:
            parser.EndElementHandler = self._end
        _parse(parser, content)

    def _start(self, name, attributes):
        kind = self.kinds.get(name)
        if kind is None:
            local = name.rpartition(":")[2]
            kind = self.kinds[name] = getattr(self, f"_on_{local}".replace("-", "_"), 0)
        if kind:
            self.name = name
            kind(attributes)

    # An xlsx: <sheetData> <row r="2"> <c r="B2"> <v>

    def _on_sheetData(self, _attributes):
        self._begin_sheet()

    def _on_row(self, attributes):
        if self.areas:
            number = attributes.get("r")
            self.row = int(number) - 1 if number else self.row + 1
            self.column = -1

    def _on_c(self, attributes):
        if not self.areas:
            return
        name = attributes.get("r")
        if name:
            place = _CELL.fullmatch(name)
            if not place:
                raise WrongFile()
            self.row, self.column = int(place[2]) - 1, _column(place[1])
        else:
            self.column += 1
        self.is_blank = True
        if self.ends is not None:
            self._open_where(self.row, self.column)

    def _on_v(self, _attributes):
        self._use()

    _on_is = _on_f = _on_v

    def _on_si(self, _attributes):
        self.texts += 1
        self.text = 0
        if self.texts > _MAX_TEXTS:
            raise FileTooLarge()
        self.parser.CharacterDataHandler = self._measure

    def _measure(self, text):
        self.text += len(text)
        if self.text > _LONGEST_TEXT:
            raise FileTooLarge()

    # An ods: <table> <table-row number-rows-repeated="3"> <table-cell> <p>

    def _on_table(self, _attributes):
        self._begin_sheet()
        self.row, self.rows = 0, 0

    def _on_table_row(self, attributes):
        self.row += self.rows
        self.rows = _repeated(attributes, "number-rows-repeated")
        self.column, self.columns = 0, 0
        self._open_where(self.row, 0)

    def _on_table_cell(self, attributes):
        self.column += self.columns
        self.columns = _repeated(attributes, "number-columns-repeated")
        self.is_blank = True
        self.has_blanks = self.has_blanks or self.rows * self.columns > 1
        self._open_where(self.row, self.column)
        if any(name.endswith(_VALUES) for name in attributes):
            self._use()

    _on_covered_table_cell = _on_table_cell

    def _on_p(self, _attributes):
        self._use()

    # Both

    def _begin_sheet(self):
        self.areas.append(UsedArea())
        self.row, self.column, self.rows, self.columns = -1, -1, 1, 1

    def _use(self):
        """Something stands in the present cell."""
        if self.areas and self.is_blank:
            self.is_blank = False
            self.areas[-1].add(self.row, self.column, self.rows, self.columns)

    def _open_where(self, row, column):
        """Remember where an element begins that lies beyond the sheet's end."""
        if self.ends is None or self.opened or not self.areas:
            return
        rows, columns = self.ends[len(self.areas) - 1]
        if row >= rows or column >= columns:
            self.opened = [self.name, self.parser.CurrentByteIndex]

    def _end(self, name):
        if self.opened and name == self.opened[0]:
            end = self.parser.CurrentByteIndex
            # Of <c …/> that is behind it already, of <c> … </c> where </c> begins.
            tag = re.compile(rb"</%s\s*>" % re.escape(name.encode()))
            if closing := tag.match(self.content, end):
                end = closing.end()
            self.cuts.append((self.opened[1], end))
            self.opened = []


@functools.cache
def _column(letters):
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _repeated(attributes, local):
    for name, value in attributes.items():
        if name.rpartition(":")[2] == local:
            return max(1, int(value))
    return 1
