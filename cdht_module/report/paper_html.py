"""The small parts of a paper's HTML: elements with their classes and styles, what
stands on a line (runs), drawings. `blocks.py` says what papers make of them.
"""

import re

from lxml import etree

_BLANK_WIDTH = 8
_DOT_WIDTH = 5  # of “…” at 14 points
BLANKS = re.compile(r"[ \t\n\r\f]+")
LENGTH = re.compile(r"(-?[\d.]+)(mm|pt|%)")
# What HTML's parser, for which names have no capitals, makes of SVG's.
_SVG_NAMES = {
    "viewbox": "viewBox",
    "preserveaspectratio": "preserveAspectRatio",
}


class UnknownPart(ValueError):
    """A template has an element or class that is no part of a paper."""


# -- what stands on a line -------------------------------------------------------------


def runs_of(element, without=None):
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
    classes = Classes(element)
    own = dict(marks)
    if element.tag in ("b", "strong"):
        own["bold"] = True
    elif element.tag in ("i", "em"):
        own["italic"] = True
    elif element.tag != "span":
        raise unknown(element)
    if classes.take("blank"):
        found.append({"blank": _BLANK_WIDTH})
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
        text = BLANKS.sub(" ", run["text"])
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


def parts_of(element):
    """The child elements; text beside them belongs to no block."""
    if (element.text or "").strip():
        raise UnknownPart(f"text outside of a paragraph: {element.text.strip()[:60]}")
    for child in element:
        if (child.tail or "").strip():
            raise UnknownPart(f"text outside of a paragraph: {child.tail.strip()[:60]}")
        if isinstance(child.tag, str):
            yield child


class Classes:
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
            raise unknown(self.element)


def styles_of(element, *known):
    """The values of a ``style`` attribute: lengths as numbers, in mm or pt."""
    found = {}
    for part in (element.get("style") or "").split(";"):
        name, _colon, value = (side.strip() for side in part.partition(":"))
        if not name:
            continue
        if name not in known:
            raise unknown(element, "a style that papers do not have")
        length = LENGTH.fullmatch(value)
        found[name] = float(length[1]) if length else value
    return found


def drawing_of(element):
    """The SVG in an element, or None."""
    drawing = element.find(".//svg")
    return None if drawing is None else svg_of(drawing)


def svg_of(element):
    for part in element.iter():
        for name, right in _SVG_NAMES.items():
            if name in part.attrib:
                part.set(right, part.attrib.pop(name))
    element.attrib.pop("class", None)
    element.set("xmlns", "http://www.w3.org/2000/svg")
    return etree.tostring(element, encoding="unicode", with_tail=False)


def unknown(element, what="no part of a paper"):
    """What is wrong with an element, to be raised."""
    attributes = "".join(f' {name}="{value}"' for name, value in element.items())
    return UnknownPart(f"{what}: <{element.tag}{attributes}>")
