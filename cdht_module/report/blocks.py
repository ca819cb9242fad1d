"""A paper as a tree of blocks, read from the HTML that QWeb makes of its template.

The HTML is the one source of a paper: the preview shows it, and each translator (PDF,
Word) works from the blocks below. All are plain dicts and lists, ready for JSON.

    {"title": …, "papers": [{"sections": [{"page": …, "blocks": [block, …]}, …]}, …]}

A section begins on a new page and counts its pages from 1. ``page`` is the class of
its element: ``normal`` (no class), ``annex``, ``landscape`` (A4 across), ``posted``
(A3 on a board), ``loud`` (read aloud), ``form``, ``guide``, ``wide`` (form across),
``own-form`` (one person's), ``cover``, ``full-cover``, ``certificate``; ``blank``, a
bought form with ``width`` and ``height`` in mm; ``slips``, ``parts``, cut apart.
``name``, from the ``title`` of the paper's element, stands beside the numbers of a
form's pages.

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
mistake of a template, never left out: ``paper_html.UnknownPart`` names it.
"""

from lxml import html as parser

from .paper_html import (
    BLANKS,
    LENGTH,
    Classes,
    drawing_of,
    parts_of,
    runs_of,
    styles_of,
    svg_of,
    unknown,
)

PAGES = ("annex", "landscape", "posted", "loud", "guide", "form", "wide", "own-form",
         "parts",
         "cover", "full-cover", "certificate")  # fmt: skip
ROLES = ("base", "list-end", "body-name", "addressee", "decides", "consent", "legend",
         "status", "posted-days", "centre", "text")  # fmt: skip
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


def read(html):
    """Return the tree of blocks of a paper's HTML.

    :raise UnknownPart: for what no translator would know
    """
    root = parser.document_fromstring(html)
    papers = []
    for element in parts_of(root.find("body")):
        classes = Classes(element)
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
            raise unknown(element)
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
        for element in parts_of(self.element):
            self._add(element)
        return self.found

    def _begin(self, page):
        self.found.append({"page": page, "blocks": []})

    def _add(self, element):
        classes = Classes(element)
        blocks = self.found[-1]["blocks"]
        if element.tag == "div" and classes.has("annex", "posted"):
            self._begin(_page(classes))
            classes.done()
            for part in parts_of(element):
                self._add(part)
        elif classes.take("score-page"):
            classes.done()
            if blocks:
                blocks.append({"block": "page-break"})
            for part in parts_of(element):
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
    classes = Classes(element)
    if element.tag == "p":
        found = [_paragraph(element, classes)]
    elif element.tag == "table":
        found = [_any_table(element, classes)]
    elif element.tag == "img":
        found = [_picture(element)]
    elif element.tag == "div":
        found = _div(element, classes)
    else:
        raise unknown(element)
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
    styles = styles_of(element, "font-size")
    if classes.take("bases") or classes.take("figures") or styles:
        size = {"size": styles["font-size"]} if styles else {}
        return [{**block, **size} for block in _inside(element)]
    raise unknown(element)


def _inside(element):
    """The blocks of all that is in a container."""
    return [block for part in parts_of(element) for block in _blocks(part)]


def _paragraph(element, classes):
    if classes.take("to-write-on"):
        return {"block": "write-on"}
    block = {"block": "paragraph", "runs": runs_of(element)}
    for mark, name in (("strong", "strong"), ("note", "note"),
                       ("keep-next", "keep_next")):  # fmt: skip
        if classes.take(mark):
            block[name] = True
    role = [role for role in ROLES if classes.take(role)][:1]
    if role:
        block["role"] = role[0]
    styles = styles_of(element, "font-size")
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
    raise unknown(element)


def _title(element, classes):
    """`annex-head` beside it: the head of a list, with room below."""
    of_list = classes.take("annex-head")
    return {**_lines_and_rule(element), "of_list": of_list}


def _annex_head(element, _classes):
    return _lines_and_rule(element)


def _lines_and_rule(element):
    lines, ruled = [], False
    for part in parts_of(element):
        classes = Classes(part)
        if part.tag == "div" and classes.take("lined"):
            inner, ruled = _lined(part)
            lines += inner
        elif part.tag == "p":
            lines.append(_line(part, classes))
        else:
            raise unknown(part)
        classes.done()
    return {"lines": lines, "ruled": ruled}


def _lined(element):
    """The lines of a `.lined`, and whether a rule stands under them."""
    lines, ruled = [], False
    for part in parts_of(element):
        classes = Classes(part)
        if classes.take("rule"):
            ruled = True
        elif part.tag == "p":
            lines.append(_line(part, classes))
        else:
            raise unknown(part)
        classes.done()
    return lines, ruled


def _line(element, classes, roles=("of", "motto", "copy-form")):
    line = {"runs": runs_of(element)}
    if classes.take("strong"):
        line["strong"] = True
    if classes.take("plain"):
        line["plain"] = True
    role = [role for role in roles if classes.take(role)][:1]
    if role:
        line["role"] = role[0]
    styles = styles_of(element, "font-size")
    if styles:
        line["size"] = styles["font-size"]
    return line


def _lines(elements, **options):
    found = []
    for element in elements:
        classes = Classes(element)
        if element.tag != "p":
            raise unknown(element)
        found.append(_line(element, classes, **options))
        classes.done()
    return found


def _letterhead(element, _classes):
    block = {"left": [], "right": [], "number": None, "about": None, "date": None,
             "draft": None}  # fmt: skip
    for row in element.iter("tr"):
        row_classes = Classes(row)
        numbers = row_classes.take("numbers")
        row_classes.done()
        for cell, side in zip(row, ("left", "right"), strict=False):
            classes = Classes(cell)
            if classes.take("draft"):
                block["draft"] = runs_of(cell)
            elif classes.take(side):
                block[side] = _side(cell)
            elif numbers and side == "left":
                block["number"] = runs_of(cell, without="p")
                for about in cell.iter("p"):
                    block["about"] = runs_of(about)
            elif numbers:
                block["date"] = runs_of(cell)
            elif runs_of(cell):
                raise unknown(cell)
            classes.done()
    return block


def _side(cell):
    found = []
    for part in parts_of(cell):
        classes = Classes(part)
        if part.tag == "div" and classes.take("lined"):
            strong = classes.take("strong")
            lines, ruled = _lined(part)
            for line in lines:
                found.append({**line, "strong": strong})
            found[-1]["ruled"] = ruled
        elif part.tag == "p":
            found.append(_line(part, classes))
        else:
            raise unknown(part)
        classes.done()
    return found


def _addressees(element, _classes):
    words, cell = element.iter("td")
    return {"words": runs_of(words), "lines": _lines(cell)}


def _recipients(element, _classes=None):
    block = {"head": [], "lines": [], "trace": None}
    for number, part in enumerate(element.iterchildren("p")):
        if part.get("class") == "trace-head":
            block["trace"] = runs_of(part)
        elif number:
            block["lines"] += _lines([part])
        else:
            block["head"] = runs_of(part)
    return block


def _signature(element, classes):
    cells = [_signature_cell(cell) for cell in element.iter("td")]
    return {"three": classes.take("three"), "cells": cells}


def _signature_cell(cell):
    classes = Classes(cell)
    if classes.take("recipients"):
        found = {"role": "recipients", "recipients": None, "mark": None}
        for part in parts_of(cell):
            if part.get("class") == "recipients":
                found["recipients"] = _recipients(part)
            elif part.get("class") == "verify-mark":
                found["mark"] = drawing_of(part)
            else:
                raise unknown(part)
    elif classes.take("signer"):
        found = {"role": "signer", "half": classes.take("half"), "lines": [],
                 "signed": None, "name": None}  # fmt: skip
        for part in parts_of(cell):
            kind = part.get("class")
            if kind in ("name", "signed"):
                found[kind] = runs_of(part)
            else:
                found["lines"] += _lines([part])
    elif classes.take("opinion"):
        found = {"role": "opinion", "lines": [{"runs": runs_of(cell)}]}
    else:
        raise unknown(cell)
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
    styles = styles_of(element, "font-size")
    if styles:
        block["size"] = styles["font-size"]
    if not block["columns"]:
        raise unknown(element, "a table without columns")
    return block


def _column(element):
    width = (element.get("style") or "").partition("width:")[2].strip(" ;")
    if not width:
        return {}
    found = LENGTH.fullmatch(width)
    if not found or found[2] == "pt":
        raise unknown(element, "a width that is none")
    return {"mm" if found[2] == "mm" else "percent": float(found[1])}


def _row(element):
    row = {"cells": [_cell(cell) for cell in element]}
    given = element.get("class")
    if given:
        if given not in _ROWS:
            raise unknown(element)
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
            raise unknown(element)
    if not len(element):
        # Most cells of long lists.
        text = BLANKS.sub(" ", element.text or "").strip(" ")
        cell["lines"] = [{"runs": [{"text": text}]}] if text else []
        return cell
    text = runs_of(element, without="p")
    cell["lines"] = [{"runs": text}] if text else []
    cell["lines"] += _lines(element.iterchildren("p"), roles=("hint",))
    return cell


# -- forms, certificates, slips --------------------------------------------------------


def _form_head(element, _classes):
    return {"lines": _lines(element.iter("p"))}


def _form_nation(element, _classes):
    return {"lines": _lines(element)}


def _form_title(element, _classes):
    return {"runs": runs_of(element)}


def _form_code(element, _classes):
    return {"mark": drawing_of(element), "lines": _lines(element.iterchildren("p"))}


def _form_end(element, _classes):
    block = {"blocks": [], "typed": None}
    for part in parts_of(element):
        if part.get("class") == "form-typed":
            block["typed"] = runs_of(part)
        else:
            block["blocks"] += _blocks(part)
    return block


def _part(element, classes):
    cut = {"cut": True} if classes.take("cut") else {}
    return {"blocks": _inside(element), **styles_of(element, "height"), **cut}


def _form_signs(element, _classes):
    cells = []
    for cell in element.iter("td"):
        runs = runs_of(cell, without="p")
        # Dates in italics are not bold, unlike the words around them.
        runs = [{**run, "plain": True} if run.get("italic") else run for run in runs]
        name = cell.find("p")
        cells.append({"runs": runs, "name": [] if name is None else runs_of(name)})
    return {"cells": cells}


_CERTIFICATE_LINES = ("nation", "motto", "by", "kind", "whom", "holder", "who", "what",
                      "title-given", "achievement")  # fmt: skip


def _certificate_part(block, element):
    kind = element.get("class")
    if element.tag == "svg" and kind == "frame":
        block["frame"] = svg_of(element)
    elif kind == "certificate-text":
        for part in parts_of(element):
            classes = Classes(part)
            line = _line(part, classes, roles=())
            # “what achievement”: the more special of the two.
            role = [role for role in _CERTIFICATE_LINES if classes.take(role)]
            classes.done()
            block["text"].append({**line, "role": role[-1] if role else "what"})
    elif kind == "certificate-book":
        for part in parts_of(element):
            if part.get("class") == "mark":
                block["mark"] = drawing_of(part)
            else:
                block["book"] += _lines([part])
    elif kind == "certificate-sign":
        for part in parts_of(element):
            if part.get("class") == "strong signed-by":
                block["signed_by"] = runs_of(part)
            else:
                block["sign"] += _lines([part])
    else:
        raise unknown(element)


def _blank_section(element):
    styles = styles_of(element, "width", "height")
    if len(styles) < 2:
        raise unknown(element, "a form without width and height")
    return {"page": "blank", **styles,
            "blocks": [_placed(part) for part in parts_of(element)]}  # fmt: skip


def _placed(element):
    classes = Classes(element)
    block = {"block": "placed", "ruler": classes.take("ruler"), "x": 0, "y": 0}
    classes.done()
    styles = styles_of(element, "left", "top", "width", "font-size", "text-align",
                     "font-weight")  # fmt: skip
    names = {"left": "x", "top": "y", "width": "width", "font-size": "size",
             "text-align": "align"}  # fmt: skip
    block |= {name: styles[style] for style, name in names.items() if style in styles}
    block["bold"] = styles.get("font-weight") == "bold"
    text = runs_of(element, without="p")
    block["lines"] = [{"runs": text}] if text else []
    block["lines"] += _lines(element.iterchildren("p"))
    return block


def _slip(element):
    block = {"block": "slip", "mark": None, "heading": [], "rows": [], "how": []}
    for part in parts_of(element):
        if part.get("class") == "mark":
            block["mark"] = drawing_of(part)
        elif part.tag == "h1":
            block["heading"] = runs_of(part)
        elif part.tag == "table":
            for row in part.iter("tr"):
                label, value = row
                role = {"role": "code"} if value.get("class") == "code" else {}
                runs = [{**run, **role} for run in runs_of(value)]
                block["rows"].append([runs_of(label), runs])
        elif part.get("class") == "how":
            block["how"] = runs_of(part)
        else:
            raise unknown(part)
    return block


def _picture(element):
    styles = styles_of(element, "width")
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
