"""What stands in a Word file that somebody sends: its paragraphs, as text.

    for one in paragraphs(content):
        one["text"], one["in_table"]

It is read in a child process (`limited_child`): archives and XML can be made to burst.
Nothing of the file is kept, run or shown but its letters. Changes that Word keeps track
of count as made.
"""

import io
import json
import re
import unicodedata
import zipfile

from . import limited_child
from .limited_child import MEGABYTE, Refused

MAX_BYTES = 10 * MEGABYTE
_MAX_UNPACKED, _MAX_PARTS = 60 * MEGABYTE, 2_000
_MAX_PARAGRAPHS = 100_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TYPES, _BODY = "[Content_Types].xml", "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# What was taken out, or says the same again for older programs.
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_UNSEEN = {f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_MC}Fallback"}
_SIGNS = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_BLANKS = re.compile(r"[^\S\n]+")


class NotWord(ValueError):
    """A file whose text is not read; ``reason`` is one of

    - ``unreadable``: no .docx, or a broken one;
    - ``old_or_locked``: a .doc, or a .docx with a password;
    - ``macros``: a file with programs in it;
    - ``too_large``: more than is given;
    - ``busy``: nothing is wrong with it; too many are being read right now.
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def paragraphs(content):
    """Return [{text, in_table}] of all paragraphs that say something, in their order.

    :raise NotWord: for everything else
    """
    if len(content) > MAX_BYTES:
        raise NotWord("too_large")
    try:
        found = limited_child.run(
            "word_file:read", content, memory=700 * MEGABYTE, seconds=20, at_once=2
        )
    except limited_child.ChildError as error:
        raise NotWord(error.code) from error
    return json.loads(found)


def read(content):
    """In the child: the paragraphs as JSON."""
    if content.startswith(_OLE):
        raise Refused("old_or_locked")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
            body = _unpacked(archive, _BODY)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, EOFError) as error:
        raise Refused("unreadable") from error
    except RuntimeError as error:  # a part with a password
        raise Refused("old_or_locked") from error
    return json.dumps(_texts(body)).encode()


def of_ours(content):
    """The same of a file that was written here, without a child."""
    return json.loads(read(content))


def _check(archive):
    parts = archive.infolist()
    if len(parts) > _MAX_PARTS or sum(p.file_size for p in parts) > _MAX_UNPACKED:
        raise Refused("too_large")
    names = [part.filename for part in parts]
    if len(set(names)) < len(names):
        raise Refused("unreadable")
    kinds = _unpacked(archive, _TYPES)
    if any("vbaproject" in name.lower() for name in names) or b"macroEnabled" in kinds:
        raise Refused("macros")


def _unpacked(archive, name):
    """A part's bytes; how long it says that it is, is not believed."""
    with archive.open(name) as part:
        content = part.read(_MAX_UNPACKED + 1)
    if len(content) > _MAX_UNPACKED:
        raise Refused("too_large")
    return content


def _texts(body):
    from lxml import etree

    # Nothing is looked up, no entity grows: a document that declares any is none.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("unreadable") from error
    if root.getroottree().docinfo.doctype or root.tag != f"{_W}document":
        raise Refused("unreadable")
    found = []
    _walk(root, False, found)
    texts = [({**one, "text": _clean("".join(one["text"]))}) for one in found]
    return [one for one in texts if one["text"]]


def _walk(element, in_table, found):
    """Paragraphs in their order; one in a text frame of another stands before it."""
    for child in element:
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{_W}p":
            if len(found) >= _MAX_PARAGRAPHS:
                raise Refused("too_large")
            letters = []
            _letters(child, in_table, letters, found)
            found.append({"text": letters, "in_table": in_table})
        else:
            _walk(child, in_table or child.tag == f"{_W}tbl", found)


def _letters(element, in_table, letters, found):
    for child in element:
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{_W}t":
            letters.append(child.text or "")
        elif child.tag in _SIGNS:
            letters.append(_SIGNS[child.tag])
        elif child.tag == f"{_W}p":
            inner = []
            _letters(child, in_table, inner, found)
            found.append({"text": inner, "in_table": in_table})
        else:
            _letters(child, in_table, letters, found)


def _clean(text):
    """Blanks of all kinds as one; letters as they are typed everywhere else."""
    text = unicodedata.normalize("NFC", text).replace("\u2011", "-").replace("\xad", "")
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
