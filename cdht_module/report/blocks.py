"""A paper as a tree of blocks, read from the HTML that QWeb makes of its template.

The HTML is the one source of a paper: the preview shows it, and each translator (PDF,
Word) works from the blocks below. All are plain dicts and lists, ready for JSON.

    {"title": …, "papers": [{"sections": [{"page": …, "blocks": [block, …]}, …]}, …]}

A section begins on a new page and counts its pages from 1. ``page`` is the class of
its element: ``normal`` (no class), ``annex``, ``landscape`` (A4 across), ``posted``
(A3 on a board), ``loud`` (read aloud), ``form``, ``guide``, ``wide`` (form across),
``own-form`` (one person's), ``cover``, ``certificate``; ``blank``, a bought form with
``width`` and ``height`` in mm; ``slips``, ``parts``, cut apart. ``name``, from the
``title`` of the paper's element, stands beside the numbers of a form's pages.

``runs`` are what stands on lines, one after the other: ``{"text": …}`` with any of
``bold``, ``italic``, ``plain`` (not bold whatever is around), ``whole`` (never broken
over lines), ``role`` (``group-name``, ``code``); ``{"break": true}``; ``{"blank": mm}``
to write into; ``{"text", "dots": mm}``, a dotted place that is never torn, as long as
the rest of its line where ``dots`` is 0. A ``line`` is ``{"runs"}`` with any of
``strong``, ``role``, ``size`` (pt). A drawing is the text of an SVG.

===========  ===============================  ==========================================
``block``    HTML                             beside ``block``
===========  ===============================  ==========================================
letterhead   ``table.letterhead``             left (lines, the last ``ruled``), right
                                              (lines; roles ``motto``, ``copy-form``),
                                              number, about, date, draft (runs)
title        ``div.title``                    lines, ruled; of_list with the class
                                              ``annex-head`` beside it
annex-head   ``div.annex-head``               lines (role ``of``), ruled
paragraph    ``p``                            runs, role; strong, note, keep_next, size
                                              (pt)
write-on     ``p.to-write-on``                a ruled line for handwriting
addressees   ``table.addressees``             words (runs), lines
table        ``table.list``, ``.person``      role (``list``, ``scores``,
                                              ``own-scores``, ``guide-list``,
                                              ``person``), columns, head, rows, size;
                                              ``around`` it ``in-text``, ``between``,
                                              ``columns`` (two beside each other);
                                              ``room`` to ``sign``, ``write``
ending       ``div.ending``                   blocks that end a paper together
signature    ``table.signature``              cells; three with the class ``three``
recipients   ``div.recipients``               head, lines, trace (runs)
copy         ``div.copy``                     blocks, under a line across the page
certificate  inside ``div.certificate``       frame (drawing), text, book, sign (lines),
                                              signed_by (runs), mark (drawing)
placed       ``div.blank-page > div``         lines, x, y, width (mm), size, align,
                                              bold, ruler
form-head    ``table.form-head``              lines
form-nation  ``div.form-nation``              lines (role ``motto``)
form-title   ``div.form-title``               runs
part         ``div.part``                     blocks, height (mm); cut off below with
                                              the class ``cut`` beside it
form-code    ``div.form-code``                mark (drawing), lines
form-end     ``div.form-end``                 blocks, typed (runs in the margin)
form-signs   ``table.form-signs``             cells: runs, name
slip         ``div.slip``                     mark, heading, rows (two runs each), how
page-break   before a ``div.score-page``      same section, new page
picture      ``img``                          src, alt, width (mm)
===========  ===============================  ==========================================

Roles of a paragraph: ``text``, ``base``, ``list-end``, ``body-name``, ``addressee``,
``decides``, ``consent``, ``legend``, ``status``, ``posted-days``, ``centre``, or none.
Columns are ``{"mm"}``, ``{"percent"}`` or ``{}``, which shares the rest; rows
``{"cells"}``, with ``role`` ``unit`` (the heading of the next), ``total``,
``own-score`` (to write in), ``own-given``; cells ``{"lines"}`` with ``align`` (``c``,
``r``), ``colspan``, ``rowspan``.
Cells of a signature have the role ``recipients`` (recipients, mark), ``signer`` (lines,
signed, name; ``half``) or ``opinion`` (lines).

``div.bases``, ``div.figures`` hold blocks and are none. What is not in this table is a
mistake of a template, never left out: ``UnknownPart`` names it.
"""

import re

from lxml import etree
from lxml import html as parser

PAGES = ("annex", "landscape", "posted", "loud", "guide", "form", "wide", "own-form",
         "parts",
         "cover", "certificate")  # fmt: skip
ROLES = ("base", "list-end", "body-name", "addressee", "decides", "consent", "legend",
         "status", "posted-days", "centre", "text")  # fmt: skip
BLANK_WIDTH = 8
_DOT_WIDTH = 5  # of “…” at 14 points
_TABLES = ("scores", "own-scores", "guide-list", "person", "list")
_ROWS = ("unit", "total", "own-score", "own-given")
_AROUND = {
    "table-in-text": ("around", "in-text"),
    "table-between": ("around", "between"),
    "table-in-columns": ("around", "columns"),
    "table-to-sign": ("around", "between"),
    "to-sign": ("room", "sign"),
    "to-write": ("room", "write"),
}
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LENGTH = re.compile(r"(-?[\d.]+)(mm|pt|%)")
# What HTML's parser, for which names have no capitals, makes of SVG's.
_SVG_NAMES = {
    "viewbox": "viewBox",
    "preserveaspectratio": "preserveAspectRatio",
}


class UnknownPart(ValueError):
    """A template has an element or class that is no part of a paper."""


def read(html):
    """Return the tree of blocks of a paper's HTML.

    :raise UnknownPart: for what no translator would know
    """
    root = parser.document_fromstring(html)
    papers = []
    for element in _parts(root.find("body")):
        classes = _Classes(element)
        if classes.take("paper"):
            papers.append({"sections": _Sections(element, classes).all()})
        elif classes.take("blank-page"):
            papers.append({"sections": [_blank_section(element)]})
        elif classes.take("slip"):
            # All on the same sheets.
            if not papers:
                papers.append({"sections": [{"page": "slips", "blocks": []}]})
            papers[-1]["sections"][0]["blocks"].append(_slip(element))
        else:
            raise _unknown(element)
        classes.done()
    return {"title": " ".join((root.findtext("head/title") or "").split()),
            "papers": papers}  # fmt: skip


class _Sections:
    """A paper's sections, in the order of its text."""

    def __init__(self, element, classes):
        self.element = element
        self.found = []
        self._begin(_page(classes))
        if element.get("title"):
            self.found[0]["name"] = element.get("title")

    def all(self):
        for element in _parts(self.element):
            self._add(element)
        return self.found

    def _begin(self, page):
        self.found.append({"page": page, "blocks": []})

    def _add(self, element):
        classes = _Classes(element)
        blocks = self.found[-1]["blocks"]
        if element.tag == "div" and classes.has("annex", "posted"):
            self._begin(_page(classes))
            classes.done()
            for part in _parts(element):
                self._add(part)
        elif classes.take("score-page"):
            classes.done()
            if blocks:
                blocks.append({"block": "page-break"})
            for part in _parts(element):
                self._add(part)
        elif self.found[-1]["page"] == "certificate":
            if not blocks:
                blocks.append(
                    {"block": "certificate", "frame": None, "text": [], "book": [],
                     "sign": [], "signed_by": [], "mark": None}
                )  # fmt: skip
            _certificate_part(blocks[0], element)
        else:
            blocks += _blocks(element)


def _page(classes):
    found = [page for page in PAGES if classes.take(page)]
    if not found:
        return "normal"
    # “annex landscape”, “form guide”: the more special of the two.
    special = [page for page in found if page not in ("annex", "form")]
    return (special or found)[0]


# -- blocks ----------------------------------------------------------------------------


def _blocks(element):
    """The blocks of one element: none, one, or those of a container."""
    classes = _Classes(element)
    if element.tag == "p":
        found = [_paragraph(element, classes)]
    elif element.tag == "table":
        found = [_any_table(element, classes)]
    elif element.tag == "img":
        found = [_picture(element)]
    elif element.tag == "div":
        found = _div(element, classes)
    else:
        raise _unknown(element)
    classes.done()
    return found


def _div(element, classes):
    for name, reader in _DIVS.items():
        if classes.take(name):
            return [{"block": name, **reader(element, classes)}]
    around = [value for name, value in _AROUND.items() if classes.take(name)]
    if around:
        return [
            {**block, **dict(around)} if block["block"] == "table" else block
            for block in _inside(element)
        ]
    styles = _styles(element, "font-size")
    if classes.take("bases") or classes.take("figures") or styles:
        size = {"size": styles["font-size"]} if styles else {}
        return [{**block, **size} for block in _inside(element)]
    raise _unknown(element)


def _inside(element):
    """The blocks of all that is in a container."""
    return [block for part in _parts(element) for block in _blocks(part)]


def _paragraph(element, classes):
    if classes.take("to-write-on"):
        return {"block": "write-on"}
    block = {"block": "paragraph", "runs": _runs(element)}
    for mark, name in (("strong", "strong"), ("note", "note"),
                       ("keep-next", "keep_next")):  # fmt: skip
        if classes.take(mark):
            block[name] = True
    role = [role for role in ROLES if classes.take(role)][:1]
    if role:
        block["role"] = role[0]
    classes.take("small")  # the date of a cover note, without a rule of its own
    styles = _styles(element, "font-size")
    if styles:
        block["size"] = styles["font-size"]
    return block


def _any_table(element, classes):
    for name, reader in _LAYOUT_TABLES.items():
        if classes.take(name):
            return {"block": name, **reader(element, classes)}
    roles = [name for name in _TABLES if classes.take(name)]
    if roles:
        return {"block": "table", "role": roles[0], **_table(element)}
    raise _unknown(element)


def _title(element, classes):
    """`annex-head` beside it: the head of a list, with room below."""
    of_list = classes.take("annex-head")
    return {**_lines_and_rule(element), "of_list": of_list}


def _annex_head(element, _classes):
    return _lines_and_rule(element)


def _lines_and_rule(element):
    lines, ruled = [], False
    for part in _parts(element):
        classes = _Classes(part)
        if part.tag == "div" and classes.take("lined"):
            inner, ruled = _lined(part)
            lines += inner
        elif part.tag == "p":
            lines.append(_line(part, classes))
        else:
            raise _unknown(part)
        classes.done()
    return {"lines": lines, "ruled": ruled}


def _lined(element):
    """The lines of a `.lined`, and whether a rule stands under them."""
    lines, ruled = [], False
    for part in _parts(element):
        classes = _Classes(part)
        if classes.take("rule"):
            ruled = True
        elif part.tag == "p":
            lines.append(_line(part, classes))
        else:
            raise _unknown(part)
        classes.done()
    return lines, ruled


def _line(element, classes, roles=("of", "motto", "copy-form")):
    line = {"runs": _runs(element)}
    if classes.take("strong"):
        line["strong"] = True
    if classes.take("plain"):
        line["plain"] = True
    role = [role for role in roles if classes.take(role)][:1]
    if role:
        line["role"] = role[0]
    styles = _styles(element, "font-size")
    if styles:
        line["size"] = styles["font-size"]
    return line


def _lines(elements, **options):
    found = []
    for element in elements:
        classes = _Classes(element)
        if element.tag != "p":
            raise _unknown(element)
        found.append(_line(element, classes, **options))
        classes.done()
    return found


def _letterhead(element, _classes):
    block = {"left": [], "right": [], "number": None, "about": None, "date": None,
             "draft": None}  # fmt: skip
    for row in element.iter("tr"):
        row_classes = _Classes(row)
        numbers = row_classes.take("numbers")
        row_classes.done()
        for cell, side in zip(row, ("left", "right"), strict=False):
            classes = _Classes(cell)
            if classes.take("draft"):
                block["draft"] = _runs(cell)
            elif classes.take(side):
                block[side] = _side(cell)
            elif numbers and side == "left":
                block["number"] = _runs(cell, without="p")
                for about in cell.iter("p"):
                    block["about"] = _runs(about)
            elif numbers:
                block["date"] = _runs(cell)
            elif _runs(cell):
                raise _unknown(cell)
            classes.done()
    return block


def _side(cell):
    found = []
    for part in _parts(cell):
        classes = _Classes(part)
        if part.tag == "div" and classes.take("lined"):
            strong = classes.take("strong")
            lines, ruled = _lined(part)
            for line in lines:
                found.append({**line, "strong": strong})
            found[-1]["ruled"] = ruled
        elif part.tag == "p":
            found.append(_line(part, classes))
        else:
            raise _unknown(part)
        classes.done()
    return found


def _addressees(element, _classes):
    words, cell = element.iter("td")
    return {"words": _runs(words), "lines": _lines(cell)}


def _recipients(element, _classes=None):
    block = {"head": [], "lines": [], "trace": None}
    for number, part in enumerate(element.iterchildren("p")):
        if part.get("class") == "trace-head":
            block["trace"] = _runs(part)
        elif number:
            block["lines"] += _lines([part])
        else:
            block["head"] = _runs(part)
    return block


def _signature(element, classes):
    cells = [_signature_cell(cell) for cell in element.iter("td")]
    return {"three": classes.take("three"), "cells": cells}


def _signature_cell(cell):
    classes = _Classes(cell)
    if classes.take("recipients"):
        found = {"role": "recipients", "recipients": None, "mark": None}
        for part in _parts(cell):
            if part.get("class") == "recipients":
                found["recipients"] = _recipients(part)
            elif part.get("class") == "verify-mark":
                found["mark"] = _drawing(part)
            else:
                raise _unknown(part)
    elif classes.take("signer"):
        found = {"role": "signer", "half": classes.take("half"), "lines": [],
                 "signed": None, "name": None}  # fmt: skip
        for part in _parts(cell):
            kind = part.get("class")
            if kind in ("name", "signed"):
                found[kind] = _runs(part)
            else:
                found["lines"] += _lines([part])
    elif classes.take("opinion"):
        found = {"role": "opinion", "lines": [{"runs": _runs(cell)}]}
    else:
        raise _unknown(cell)
    classes.done()
    return found


def _ending(element, _classes):
    return {"blocks": _inside(element)}


# -- tables of lists -------------------------------------------------------------------


def _table(element):
    """Columns, rows of the head, rows; a row's cells in their order."""
    head = element.find("thead")
    bodies = element.findall("tbody") or [element]
    block = {
        "columns": [_column(column) for column in element.iter("col")],
        "head": [_row(row) for row in (() if head is None else head.iter("tr"))],
        "rows": [_row(row) for body in bodies for row in body.iterchildren("tr")],
    }
    styles = _styles(element, "font-size")
    if styles:
        block["size"] = styles["font-size"]
    if not block["columns"]:
        raise UnknownPart(f"a table without columns: {_named(element)}")
    return block


def _column(element):
    width = (element.get("style") or "").partition("width:")[2].strip(" ;")
    if not width:
        return {}
    found = _LENGTH.fullmatch(width)
    if not found or found[2] == "pt":
        raise UnknownPart(f"a width that is none: {_named(element)}")
    return {"mm" if found[2] == "mm" else "percent": float(found[1])}


def _row(element):
    row = {"cells": [_cell(cell) for cell in element]}
    given = element.get("class")
    if given:
        if given not in _ROWS:
            raise _unknown(element)
        row["role"] = given
    return row


def _cell(element):
    cell = {}
    for name, value in element.items():
        if name in ("colspan", "rowspan"):
            cell[name] = int(value)
        elif name == "class" and value in ("c", "r"):
            cell["align"] = value
        elif name != "class" or value:
            raise _unknown(element)
    if not len(element):
        # Most cells of long lists.
        text = _BLANKS.sub(" ", element.text or "").strip(" ")
        cell["lines"] = [{"runs": [{"text": text}]}] if text else []
        return cell
    text = _runs(element, without="p")
    cell["lines"] = [{"runs": text}] if text else []
    cell["lines"] += _lines(element.iterchildren("p"), roles=("hint",))
    return cell


# -- forms, certificates, slips --------------------------------------------------------


def _form_head(element, _classes):
    return {"lines": _lines(element.iter("p"))}


def _form_nation(element, _classes):
    return {"lines": _lines(element)}


def _form_title(element, _classes):
    return {"runs": _runs(element)}


def _form_code(element, _classes):
    return {"mark": _drawing(element), "lines": _lines(element.iterchildren("p"))}


def _form_end(element, _classes):
    block = {"blocks": [], "typed": None}
    for part in _parts(element):
        if part.get("class") == "form-typed":
            block["typed"] = _runs(part)
        else:
            block["blocks"] += _blocks(part)
    return block


def _part(element, classes):
    cut = {"cut": True} if classes.take("cut") else {}
    return {"blocks": _inside(element), **_styles(element, "height"), **cut}


def _form_signs(element, _classes):
    cells = []
    for cell in element.iter("td"):
        runs = _runs(cell, without="p")
        # Dates in italics are not bold, unlike the words around them.
        runs = [{**run, "plain": True} if run.get("italic") else run for run in runs]
        name = cell.find("p")
        cells.append({"runs": runs, "name": [] if name is None else _runs(name)})
    return {"cells": cells}


_CERTIFICATE_LINES = ("nation", "motto", "by", "kind", "whom", "holder", "who", "what",
                      "title-given", "achievement")  # fmt: skip


def _certificate_part(block, element):
    kind = element.get("class")
    if element.tag == "svg" and kind == "frame":
        block["frame"] = _svg(element)
    elif kind == "certificate-text":
        for part in _parts(element):
            classes = _Classes(part)
            line = _line(part, classes, roles=())
            # “what achievement”: the more special of the two.
            role = [role for role in _CERTIFICATE_LINES if classes.take(role)]
            classes.done()
            block["text"].append({**line, "role": role[-1] if role else "what"})
    elif kind == "certificate-book":
        for part in _parts(element):
            if part.get("class") == "mark":
                block["mark"] = _drawing(part)
            else:
                block["book"] += _lines([part])
    elif kind == "certificate-sign":
        for part in _parts(element):
            if part.get("class") == "strong signed-by":
                block["signed_by"] = _runs(part)
            else:
                block["sign"] += _lines([part])
    else:
        raise _unknown(element)


def _blank_section(element):
    styles = _styles(element, "width", "height")
    if len(styles) < 2:
        raise UnknownPart(f"a form without width and height: {_named(element)}")
    return {"page": "blank", **styles,
            "blocks": [_placed(part) for part in _parts(element)]}  # fmt: skip


def _placed(element):
    classes = _Classes(element)
    block = {"block": "placed", "ruler": classes.take("ruler"), "x": 0, "y": 0}
    classes.done()
    styles = _styles(element, "left", "top", "width", "font-size", "text-align",
                     "font-weight")  # fmt: skip
    names = {"left": "x", "top": "y", "width": "width", "font-size": "size",
             "text-align": "align"}  # fmt: skip
    block |= {name: styles[style] for style, name in names.items() if style in styles}
    block["bold"] = styles.get("font-weight") == "bold"
    text = _runs(element, without="p")
    block["lines"] = [{"runs": text}] if text else []
    block["lines"] += _lines(element.iterchildren("p"))
    return block


def _slip(element):
    block = {"block": "slip", "mark": None, "heading": [], "rows": [], "how": []}
    for part in _parts(element):
        if part.get("class") == "mark":
            block["mark"] = _drawing(part)
        elif part.tag == "h1":
            block["heading"] = _runs(part)
        elif part.tag == "table":
            for row in part.iter("tr"):
                label, value = row
                role = {"role": "code"} if value.get("class") == "code" else {}
                runs = [{**run, **role} for run in _runs(value)]
                block["rows"].append([_runs(label), runs])
        elif part.get("class") == "how":
            block["how"] = _runs(part)
        else:
            raise _unknown(part)
    return block


def _picture(element):
    styles = _styles(element, "width")
    return {"block": "picture", "src": element.get("src"),
            "alt": element.get("alt") or "", **styles}  # fmt: skip


_DIVS = {
    "title": _title,
    "annex-head": _annex_head,
    "recipients": _recipients,
    "ending": _ending,
    "copy": _ending,
    "form-nation": _form_nation,
    "form-title": _form_title,
    "form-code": _form_code,
    "form-end": _form_end,
    "part": _part,
}
_LAYOUT_TABLES = {
    "letterhead": _letterhead,
    "addressees": _addressees,
    "signature": _signature,
    "form-head": _form_head,
    "form-signs": _form_signs,
}


# -- what stands on a line -------------------------------------------------------------


def _runs(element, without=None):
    """The runs of an element; of its children all but those of the tag ``without``."""
    found = []
    _gather(element, {}, found, without)
    return _cleaned(found)


def _gather(element, marks, found, without=None):
    if element.text:
        found.append({"text": element.text, **marks})
    for child in element:
        if isinstance(child.tag, str) and child.tag != without:
            _inline(child, marks, found)
        if child.tail:
            found.append({"text": child.tail, **marks})


def _inline(element, marks, found):
    if element.tag == "br":
        found.append({"break": True})
        return
    classes = _Classes(element)
    own = dict(marks)
    if element.tag in ("b", "strong"):
        own["bold"] = True
    elif element.tag in ("i", "em"):
        own["italic"] = True
    elif element.tag != "span":
        raise _unknown(element)
    if classes.take("blank"):
        found.append({"blank": BLANK_WIDTH})
        classes.done()
        return
    if classes.take("whole"):
        own["whole"] = True
    if classes.take("dots"):
        letters = len(element.text or "")
        own["dots"] = 0 if classes.take("rest") else _DOT_WIDTH * letters
    if classes.take("plain"):
        own["plain"] = True
    for role in ("group-name", "code"):
        if classes.take(role):
            own["role"] = role
    classes.done()
    _gather(element, own, found)


def _cleaned(runs):
    """Blanks as HTML shows them: one, and none at the ends of lines."""
    found, after_blank = [], True
    for run in runs:
        if "text" not in run:
            if "break" in run:
                _strip_end(found)
            found.append(run)
            after_blank = "break" in run
            continue
        text = _BLANKS.sub(" ", run["text"])
        if after_blank:
            text = text.lstrip(" ")
        if not text:
            continue
        after_blank = text.endswith(" ")
        last = found[-1] if found else {}
        if "text" in last and _marks(last) == _marks(run):
            last["text"] += text
        else:
            found.append({**run, "text": text})
    _strip_end(found)
    return found


def _strip_end(runs):
    if runs and "text" in runs[-1]:
        runs[-1]["text"] = runs[-1]["text"].rstrip(" ")
        if not runs[-1]["text"]:
            runs.pop()


def _marks(run):
    return {name: value for name, value in run.items() if name != "text"}


# -- elements --------------------------------------------------------------------------


def _parts(element):
    """The child elements; text beside them belongs to no block."""
    if (element.text or "").strip():
        raise UnknownPart(f"text outside of a paragraph: {element.text.strip()[:60]}")
    for child in element:
        if (child.tail or "").strip():
            raise UnknownPart(f"text outside of a paragraph: {child.tail.strip()[:60]}")
        if isinstance(child.tag, str):
            yield child


class _Classes:
    """The classes of an element; each is taken by whoever knows it."""

    def __init__(self, element):
        self.element = element
        self.left = (element.get("class") or "").split()

    def has(self, *names):
        return any(name in self.left for name in names)

    def take(self, name):
        if name not in self.left:
            return False
        self.left.remove(name)
        return True

    def done(self):
        if self.left:
            raise _unknown(self.element)


def _styles(element, *known):
    """The values of a ``style`` attribute: lengths as numbers, in mm or pt."""
    found = {}
    for part in (element.get("style") or "").split(";"):
        name, _colon, value = (side.strip() for side in part.partition(":"))
        if not name:
            continue
        if name not in known:
            raise UnknownPart(f"a style that papers do not have: {_named(element)}")
        length = _LENGTH.fullmatch(value)
        found[name] = float(length[1]) if length else value
    return found


def _drawing(element):
    """The SVG in an element, or None."""
    drawing = element.find(".//svg")
    return None if drawing is None else _svg(drawing)


def _svg(element):
    for part in element.iter():
        for name, right in _SVG_NAMES.items():
            if name in part.attrib:
                part.set(right, part.attrib.pop(name))
    element.attrib.pop("class", None)
    element.set("xmlns", "http://www.w3.org/2000/svg")
    return etree.tostring(element, encoding="unicode", with_tail=False)


def _unknown(element):
    return UnknownPart(f"no part of a paper: {_named(element)}")


def _named(element):
    attributes = "".join(f' {name}="{value}"' for name, value in element.items())
    return f"<{element.tag}{attributes}>"
