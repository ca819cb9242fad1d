"""A paper as a Word file (.docx), from its tree of blocks (``blocks.py``).

    content = to_docx(read(html))

The file has what an office works with: styles by name (“Căn cứ”, “Nơi nhận”, …),
headings for chapters and annexes, tables whose heads are repeated, a field for the
page's number from the second page of each section on. Sizes and distances are those of
``paper_style.xml``.

Only what leaders correct in Word is translated: texts with their lists and annexes.
Forms, certificates, posters and slips have no Word file, and a part that is not known
here raises ``NotInWord``. QR marks are left out: they verify the PDF.
"""

import copy
import io
import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from math import ceil

from lxml import etree

from .word_styles import (
    PAGES,
    POINTS,
    SMALL_PAGES,
    STYLES,
    W,
    add,
    prepare,
    set_page,
    twips,
)

# Lines that stand above a signature at least; up to so many are not parted.
_LEAST, _WHOLE = 3, 6
_MARGIN, _NARROW = 3 / POINTS, 1 / POINTS  # beside the text of a cell
_LINES = 0.6  # of a cell, both
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_NO_BREAK_SPACE = "\xa0"
# No XML has these, whatever was typed.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HYPHEN, _YEARS = re.compile("-"), re.compile(r"(?<=\d)-(?=\d)")
_THIN = {"val": "single", "sz": 4, "space": 0, "color": "auto"}
_RULE = {"val": "single", "sz": 6, "space": 0, "color": "auto"}
# By their roles, then by their marks; a role that is not here is not in Word.
_PARAGRAPHS = {
    None: "Normal",
    "text": "BodyText",
    "base": "Cancu",
    "list-end": "Hetdanhsach",
    "body-name": "Thamquyen",
    "addressee": "Kinhgui",
    "decides": "Quyetdinh",
    "centre": "Giua",
}


class NotInWord(ValueError):
    """A part of a paper that has no translation into Word."""


def to_docx(tree):
    """Return the file (bytes) of a tree of ``blocks.read``.

    :raise NotInWord: for a part that is not known here
    """
    from docx import Document  # only where something is written

    document = Document()
    prepare(document, tree["title"])
    body = document.element.body
    last = body.sectPr
    sections = [one for paper in tree["papers"] for one in paper["sections"]]
    for section in sections:
        page = _known(PAGES, section["page"], "page")
        _Writer(body, page, SMALL_PAGES.get(section["page"])).put(section["blocks"])
        # What follows a table, and carries the section, takes no room.
        end = _paragraph(body, "Cach")
        found = copy.deepcopy(last)
        set_page(found, page)
        if section is sections[-1]:
            body.replace(last, found)
            body.append(found)
        else:
            end.find(f"{W}pPr").append(found)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _Writer:
    """Appends blocks to ``parent``, the body or a cell."""

    def __init__(self, parent, page, small=None):
        self.parent, self.width, self.small = parent, page.text_width(), small

    def put(self, blocks, keep_all=False):
        """``keep_all``: each block stays with the one after it."""
        with_end = self._with_end(blocks)
        for number, (block, following) in enumerate(pairwise([*blocks, {}])):
            keep = bool(following) and (
                keep_all or number in with_end or following.get("role") == "list-end"
            )
            write = _known(_BLOCKS, block["block"], "block")
            write(self, block, keep)

    def _with_end(self, blocks):
        """The numbers of those before a signature that stay with it: no page has only
        a line or two above it."""
        found, lines = set(), _LEAST
        for number in range(len(blocks) - 1, -1, -1):
            block = blocks[number]
            if block["block"] == "ending":
                parts = block["blocks"]
                signed = any(part["block"] == "signature" for part in parts)
                lines = sum(map(self._lines, parts)) if signed else _LEAST
            elif lines < _LEAST:
                found.add(number)
                lines += self._lines(block)
        return found

    def _lines(self, block):
        """Of a text; what is no text is enough by itself, except around a signature."""
        if block["block"] in ("signature", "recipients"):
            return 0
        if block["block"] != "paragraph":
            return _LEAST
        style = STYLES["BodyText"]
        return ceil((_text_width(block["runs"], style) + style.indent) / self.width)

    # -- letterhead, title, text

    def letterhead(self, block, keep):
        left = self.width * 0.45
        widths = [left, self.width - left]
        rows = self._plain_table(widths)
        first = rows.add()
        for cell, lines, width in zip(
            first, (block["left"], block["right"]), widths, strict=True
        ):
            for line in lines:
                self._letterhead_line(cell, line, width, keep)
        if block["number"] or block["date"]:
            number, date = rows.add()
            if block["number"]:
                _runs(_paragraph(number, "Sokyhieu", keep), block["number"])
            if block["about"]:
                _runs(_paragraph(number, "Trichyeu", keep), block["about"])
            if block["date"]:
                # The style is slanted itself.
                _runs(_paragraph(date, "Diadanh", keep), block["date"])
        if block["draft"]:
            draft, _right = rows.add()
            _runs(_paragraph(draft, "Duthao", keep), block["draft"])
        rows.close()

    def _letterhead_line(self, cell, line, width, keep):
        role = line.get("role")
        if role == "copy-form":
            style = "Trichsao"
        elif role == "motto":
            style = "Tieungu"
        elif cell.getprevious() is not None and cell.getprevious().tag == f"{W}tc":
            style = "Quochieu"
        else:
            style = "Cqbanhanh" if line.get("strong") else "Cqcapuren"
        _runs(_paragraph(cell, style, keep), line["runs"])
        if role == "motto":
            _rule(cell, width, _text_width(line["runs"], STYLES[style]))
        elif line.get("ruled"):
            _rule(cell, width, 0.4 * _text_width(line["runs"], STYLES[style]))

    def title(self, block, _keep):
        self._head(block, "Title", "Subtitle", after=12 if block["of_list"] else 0)

    def annex_head(self, block, _keep):
        self._head(block, "Phuluc", "Phuluc", after=12)

    def _head(self, block, first, other, after):
        longest = 0
        for number, line in enumerate(block["lines"]):
            style = other if number else first
            style = "Kemtheo" if line.get("role") == "of" else style
            element = _paragraph(self.parent, style)
            _runs(element, line["runs"], size=line.get("size"))
            if number or first == other:
                longest = max(longest, _text_width(line["runs"], STYLES[style]))
        if block["ruled"]:
            # Longer subjects are broken before the rule's measure (140 mm).
            element = _rule(self.parent, self.width, 0.4 * min(longest, 140))
        if after and block["lines"]:
            _spacing(element, after=after)

    def paragraph(self, block, keep):
        style = _known(_PARAGRAPHS, block.get("role"), "role")
        strong, keep = block.get("strong"), keep or block.get("keep_next")
        if block.get("note"):
            style = "Ghichu"
        elif strong and block.get("keep_next") and style == "BodyText":
            style, strong = "Heading1", False
        element = _paragraph(self.parent, style, keep)
        if block.get("together"):
            element.find(f"{W}pPr").append(_new("keepLines"))
        if any(run.get("dots") == 0 for run in block["runs"]):
            # Dots to the right edge are the leader of a tab.
            tabs = add(element.find(f"{W}pPr"), "tabs")
            add(tabs, "tab", val="right", leader="dot", pos=twips(self.width))
        _runs(element, block["runs"], bold=strong, size=block.get("size"))

    def write_on(self, _block, keep):
        element = _paragraph(self.parent, "Dongke", keep)
        grey = {**_THIN, "sz": 2, "color": "999999"}
        # Without the second, lines one after the other share the last one's.
        add(_border(element, "bottom", grey), "between", **grey)

    def addressees(self, block, keep):
        self._gap(16)
        words = _text_width(block["words"], STYLES["Normal"]) + 2
        longest = max(
            _text_width(line["runs"], STYLES["Normal"]) for line in block["lines"]
        )
        widths = [words, min(longest + 3, self.width - words)]
        rows = self._plain_table(widths, align="center")
        left, _right = rows.add()
        _runs(_paragraph(left, "Kinhguidong", keep), block["words"])
        # The dashes stand under the colon.
        _left, right = rows.add()
        for line in block["lines"]:
            _runs(_paragraph(right, "Kinhguidong", keep), line["runs"])
        rows.close()
        self._gap(10)

    # -- lists

    def table(self, block, keep):
        if block["role"] != "list":
            raise NotInWord(f"role: {block['role']}")
        if block.get("around"):
            # Below it, the text that follows has room of its own.
            self._gap(6, keep=True)
        _List(self, block, keep).fill()

    # -- the end

    def ending(self, block, _keep):
        parts = [
            {**part, "together": True}
            if part["block"] == "paragraph" and self._lines(part) <= _WHOLE
            else part
            for part in block["blocks"]
        ]
        self.put(parts, keep_all=True)

    def signature(self, block, keep):
        self._gap(14, keep=True)
        parts = [0.28, 0.28, 0.44] if block["three"] else [0.45, 0.55]
        if any(cell.get("half") for cell in block["cells"]):
            parts = [0.5, 0.5]
        rows = self._plain_table([self.width * part for part in parts])
        for cell, content in zip(rows.add(), block["cells"], strict=True):
            if content["role"] == "recipients":
                self._recipients(cell, content["recipients"], keep)
            elif content["role"] == "signer":
                self._signer(cell, content, keep)
            else:
                raise NotInWord(f"role: {content['role']}")
        rows.close()

    def _signer(self, cell, block, keep):
        for line in block["lines"]:
            _runs(_paragraph(cell, "Chuky", keep), line["runs"])
        room = 30
        if block["signed"]:
            _runs(_paragraph(cell, "Daky", keep), block["signed"])
            room = 10
        if block["name"] is not None:
            name = _paragraph(cell, "Hoten", keep)
            _spacing(name, before=room * POINTS)
            _runs(name, block["name"])

    def recipients(self, block, keep):
        self._recipients(self.parent, block, keep)

    def _recipients(self, parent, block, keep):
        _runs(_paragraph(parent, "Noinhandau", keep), block["head"])
        for line in block["lines"]:
            _runs(_paragraph(parent, "Noinhan", keep), line["runs"])
        if block["trace"]:
            _runs(_paragraph(parent, "Nhatky", keep), block["trace"])

    # -- what blocks are made of

    def _gap(self, points, keep=False):
        """Room where no paragraph's style gives it: beside a table."""
        _spacing(_paragraph(self.parent, "Cach", keep), exact=points)

    def _plain_table(self, widths, align=None):
        return _Table(self.parent, widths, align=align)


_BLOCKS = {
    "letterhead": _Writer.letterhead,
    "title": _Writer.title,
    "annex-head": _Writer.annex_head,
    "paragraph": _Writer.paragraph,
    "write-on": _Writer.write_on,
    "addressees": _Writer.addressees,
    "table": _Writer.table,
    "ending": _Writer.ending,
    "signature": _Writer.signature,
    "recipients": _Writer.recipients,
}


# -- tables ----------------------------------------------------------------------------


class _Table:
    """A table of fixed widths (mm), without lines unless ``grid``."""

    def __init__(self, parent, widths, grid=False, align=None):
        self.widths = [twips(width) for width in widths]
        before = parent[-1] if len(parent) else None
        if before is not None and before.tag == f"{W}sectPr":
            before = before.getprevious()
        if before is not None and before.tag == f"{W}tbl":
            _paragraph(parent, "Cach")  # or both are one table
        self.element = _new("tbl")
        _append(parent, self.element)
        properties = add(self.element, "tblPr")
        add(properties, "tblStyle", val="TableGrid" if grid else "TableNormal")
        add(properties, "tblW", w=sum(self.widths), type="dxa")
        if align:
            add(properties, "jc", val=align)
        add(properties, "tblLayout", type="fixed")
        columns = add(self.element, "tblGrid")
        for width in self.widths:
            add(columns, "gridCol", w=width)

    def row(self, head=False, height=None):
        row = add(self.element, "tr")
        properties = add(row, "trPr")
        add(properties, "cantSplit")
        if height:
            add(properties, "trHeight", val=twips(height), hRule="atLeast")
        if head:
            add(properties, "tblHeader")
        return row

    def cell(self, row, column, span=1, merge=None, align="top"):
        cell = add(row, "tc")
        properties = add(cell, "tcPr")
        width = sum(self.widths[column : column + span])
        add(properties, "tcW", w=width, type="dxa")
        if span > 1:
            add(properties, "gridSpan", val=span)
        if merge:
            add(properties, "vMerge", val=merge)
        if align != "top":
            add(properties, "vAlign", val=align)
        return cell

    def add(self):
        """A row's cells, one a column."""
        row = self.row()
        return [self.cell(row, column) for column in range(len(self.widths))]

    def close(self):
        """A cell has a paragraph at least."""
        for cell in self.element.iter(f"{W}tc"):
            if cell[-1].tag != f"{W}p":
                _paragraph(cell, "Normal")


class _List:
    """A table of a list, with its spanning cells."""

    def __init__(self, writer, block, keep):
        self.block, self.keep = block, keep
        self.size = block.get("size") or writer.small
        self.together = block.get("around") == "in-text"
        self.height = {"sign": 10, "write": 9}.get(block.get("room"))
        widths = _column_widths(block["columns"], writer.width)
        margin = _NARROW if writer.small else _MARGIN
        widths = _with_room(widths, self._longest_words(2 * margin + _LINES))
        self.table = _Table(writer.parent, widths, grid=True)
        if writer.small:
            self._narrow()
        self.open = {}  # {column: (rows that a cell still spans, its columns)}

    def _longest_words(self, margins):
        """Millimetres that a column needs, since Word breaks a word that is longer."""
        longest = [0] * len(self.block["columns"])
        rows = [(row, True) for row in self.block["head"]]
        rows += [(row, bool(row.get("role"))) for row in self.block["rows"]]
        for row, bold in rows:
            if len(row["cells"]) < len(longest):
                continue  # cells over several columns are no measure of one
            for column, cell in enumerate(row["cells"]):
                for line in cell["lines"]:
                    for word in _letters_of(line["runs"]).split():
                        width = _width(word, bold, self.size or STYLES["Bang"].size)
                        longest[column] = max(longest[column], width + margins)
        return longest

    def _narrow(self):
        margins = add(self.table.element.find(f"{W}tblPr"), "tblCellMar")
        for side in ("top", "left", "bottom", "right"):
            room = _NARROW if side in ("left", "right") else _NARROW * 2
            add(margins, side, w=twips(room), type="dxa")

    def fill(self):
        for row in self.block["head"]:
            self._row(row, head=True, keep=True)
        last = len(self.block["rows"]) - 1
        for number, row in enumerate(self.block["rows"]):
            # Two rows: one alone is too few above a signature.
            two = self.keep and number >= last - 1
            keep = two or (self.together and number < last)
            self._row(row, keep=keep or row.get("role") == "unit")

    def _row(self, row, head=False, keep=False):
        role = row.get("role")
        if role not in (None, "unit", "total"):
            raise NotInWord(f"role: {role}")
        tall = self.height if not head and role != "unit" else None
        element = self.table.row(head, tall)
        column = 0
        for cell in row["cells"]:
            column = self._spanned(element, column)
            span, rows = cell.get("colspan", 1), cell.get("rowspan", 1)
            merge = "restart" if rows > 1 else None
            made = self.table.cell(element, column, span, merge, "center")
            if rows > 1:
                self.open[column] = (rows - 1, span)
            self._fill(made, cell, head or bool(role), head, keep)
            column += span
        self._spanned(element, column)

    def _spanned(self, element, column):
        """Go on with the cells of rows above, from ``column``."""
        while column in self.open:
            rows, span = self.open.pop(column)
            _paragraph(self.table.cell(element, column, span, "continue"), "Bang")
            if rows > 1:
                self.open[column] = (rows - 1, span)
            column += span
        return column

    def _fill(self, cell, content, bold, centre, keep):
        side = "c" if centre else content.get("align")
        for line in content["lines"] or [{"runs": []}]:
            element = _paragraph(cell, "Bang", keep)
            if side:
                add(element.find(f"{W}pPr"), "jc", val=_SIDES[side])
            _runs(
                element,
                line["runs"],
                bold=(bold or line.get("strong")) and not line.get("plain"),
                italic=line.get("role") == "hint",
                size=line.get("size") or self.size,
            )


_SIDES = {"c": "center", "r": "right"}


def _column_widths(columns, width):
    """Millimetres of each; those without share the rest, or all of them do."""
    found = [
        column.get("mm") or column.get("percent", 0) * width / 100 for column in columns
    ]
    shared = found.count(0)
    rest = max(0, width - sum(found))
    if shared:
        return [one or rest / shared for one in found]
    return [one + one / sum(found) * rest for one in found]


def _with_room(widths, needed):
    """The same sum, wide enough for each column's longest word where that is to be had
    from columns with room to spare."""
    widths = list(widths)
    for column, least in enumerate(needed):
        while widths[column] < least - 0.01:
            spare = [width - room for width, room in zip(widths, needed, strict=True)]
            giver = spare.index(max(spare))
            given = min(least - widths[column], spare[giver])
            if given <= 0.01:
                break
            widths[giver] -= given
            widths[column] += given
    return widths


# -- paragraphs and runs ---------------------------------------------------------------


def _new(tag, **attributes):
    element = etree.Element(W + tag)
    for name, value in attributes.items():
        element.set(W + name, str(value))
    return element


def _append(parent, element):
    """Before the section that closes a body."""
    if len(parent) and parent[-1].tag == f"{W}sectPr":
        parent[-1].addprevious(element)
    else:
        parent.append(element)


def _paragraph(parent, style, keep_next=False):
    element = _new("p")
    properties = add(element, "pPr")
    add(properties, "pStyle", val=style)
    if keep_next and not STYLES[style].keep_next:
        add(properties, "keepNext")
    _append(parent, element)
    return element


def _border(element, side, line):
    border = add(element.find(f"{W}pPr"), "pBdr")
    add(border, side, **line)
    return border


def _spacing(element, before=None, after=None, exact=None):
    """Other distances (pt) than the style's."""
    given = {}
    if before is not None:
        given["before"] = round(before * 20)
    if after is not None:
        given["after"] = round(after * 20)
    if exact is not None:
        given |= {"line": round(exact * 20), "lineRule": "exact"}
    found = _new("spacing", **given)
    properties = element.find(f"{W}pPr")
    following = properties.find(f"{W}ind")
    if following is None:
        properties.append(found)
    else:
        following.addprevious(found)


def _rule(parent, width, length):
    """A line of that length (mm) in the middle of ``width``."""
    element = _paragraph(parent, "Ke")
    _border(element, "bottom", _RULE)
    side = twips(max(0, (width - length) / 2))
    add(element.find(f"{W}pPr"), "ind", left=side, right=side)
    return element


def _runs(element, runs, bold=None, italic=False, size=None):
    for run in runs:
        if "break" in run:
            add(add(element, "r"), "br")
        elif "blank" in run:
            _text(element, _blanks(run["blank"]), {}, None, None, size)
        elif run.get("dots") == 0:
            add(add(element, "r"), "tab")
        else:
            role = run.get("role")
            if role:
                raise NotInWord(f"role: {role}")
            strong = False if run.get("plain") else bold or run.get("bold")
            slanted = italic or run.get("italic")
            _text(element, run["text"], run, strong, slanted, size)


def _text(element, text, run, bold, italic, size):
    made = add(element, "r")
    if bold is not None or italic or size:
        properties = add(made, "rPr")
        if bold is not None:
            add(properties, "b", **({} if bold else {"val": 0}))
        if italic:
            add(properties, "i")
        if size:
            add(properties, "sz", val=round(size * 2))
    text, hyphen = _NO_TEXT.sub("", text), _YEARS
    if run.get("whole"):
        text, hyphen = text.replace(" ", _NO_BREAK_SPACE), _HYPHEN
    for number, piece in enumerate(hyphen.split(text)):
        if number:
            add(made, "noBreakHyphen")
        if piece:
            letters = add(made, "t")
            letters.text = piece
            letters.set(_SPACE, "preserve")


def _blanks(width):
    """Room to write in, of ``width`` mm; a no-break blank has a quarter of 14 pt."""
    return _NO_BREAK_SPACE * round(width * POINTS / 3.5)


def _text_width(runs, style):
    """Millimetres of the longest line."""
    lines = _letters_of(runs).split("\n")
    return max(_width(line, style.bold, style.size or 14) for line in lines)


def _letters_of(runs):
    return "".join(run.get("text", "\n" if "break" in run else "") for run in runs)


@lru_cache(maxsize=5000)
def _width(text, bold, size):
    """Millimetres, by the widths of Times: the marks of a letter take no room."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    plain = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return stringWidth(plain, "Times-Bold" if bold else "Times-Roman", size) / POINTS


def _known(table, name, what):
    if name not in table:
        raise NotInWord(f"{what}: {name}")
    return table[name]
