"""Whether a PDF is plain: pages, and nothing that a reader would do or open.

Looked for in the parsed objects, so it does not matter how a name is written, or in
which compressed stream it stands. Readers differ in what they make of a broken table of
objects, so every object is looked at: those of the table, and all that stand anywhere
in the file. For use in a child process: see `limited_child`.
"""

import io
import re

from .limited_child import Refused

# Keys of what runs, opens or brings something else.
_KEYS = {
    "/AA",
    "/Collection",
    "/EF",
    "/EmbeddedFiles",
    "/JS",
    "/JavaScript",
    "/Renditions",
    "/RichMediaContent",
    "/RichMediaSettings",
    "/XFA",
    "/URI",
}
_ACTIONS = {
    "/GoTo3DView",
    "/GoToDp",
    "/GoToE",
    "/GoToR",
    "/Hide",
    "/ImportData",
    "/JavaScript",
    "/Launch",
    "/Movie",
    "/Named",
    "/Rendition",
    "/ResetForm",
    "/RichMediaExecute",
    "/SetOCGState",
    "/Sound",
    "/SubmitForm",
    "/Thread",
    "/Trans",
    "/URI",
}
_TYPES = {
    "/3D",
    "/EmbeddedFile",
    "/FileAttachment",
    "/Filespec",
    "/Movie",
    "/PS",
    "/RichMedia",
    "/Screen",
    "/Sound",
}
# Where an action stands; other dictionaries have an entry /S of other meaning.
_DOORS = ("/A", "/Next", "/OpenAction", "/PA")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})[\s\0]+(\d{1,5})[\s\0]+obj(?![a-zA-Z])")
_TRAILER = re.compile(rb"trailer[\s\0]*(?=<<)")
# Where a JPEG tells its camera and place, as it lies in a PDF.
_TOLD = re.compile(rb"\xff\xe1(..)(?:Exif\0\0|http://ns\.adobe\.com/xap/)", re.DOTALL)


def without_places(content):
    """The PDF with what its photos tell of camera and place made zeros; everything
    stays where its table of objects says."""
    blanked = bytearray(content)
    for told in _TOLD.finditer(content):
        start = told.start() + 4
        end = min(start + int.from_bytes(told[1], "big") - 2, len(content))
        blanked[start:end] = bytes(max(0, end - start))
    return bytes(blanked)


def check(content):
    """:raise Refused: `active`, `locked` or `unreadable`"""
    import pypdf

    if b"%%EOF" not in content[-2048:]:
        raise Refused("unreadable")  # cut short
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        locked = reader.is_encrypted or "/Encrypt" in reader.trailer
        pages = 0 if locked else len(reader.pages)
        found = () if locked else list(_objects(reader, content))
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # whatever a parser makes of broken files
        raise Refused("unreadable") from error
    if locked:
        raise Refused("locked")
    if not pages:
        raise Refused("unreadable")
    for one in found:
        if not _is_plain(one):
            raise Refused("active")


def _objects(reader, content):
    """Every object of the file, once for each place where a reader may find it."""
    from pypdf.generic import IndirectObject, StreamObject, read_object

    yield reader.trailer
    for generation, places in list(reader.xref.items()):
        for number in list(places):
            yield reader.get_object(IndirectObject(number, generation, reader))
    for number in list(reader.xref_objStm):
        yield reader.get_object(IndirectObject(number, 0, reader))
    stream = io.BytesIO(content)
    for place in (*_OBJECT.finditer(content), *_TRAILER.finditer(content)):
        stream.seek(place.end())
        _skip_blanks(stream)
        one = read_object(stream, reader)
        yield one
        if isinstance(one, StreamObject) and one.get("/Type") == "/ObjStm":
            yield from _inside(one, reader)


def _inside(container, reader):
    """The objects of a compressed container, named in a table or not."""
    from pypdf.generic import read_object

    data = container.get_data()
    first = int(container["/First"])
    for offset in map(int, data[:first].split()[1::2]):
        stream = io.BytesIO(data)
        stream.seek(first + offset)
        _skip_blanks(stream)
        yield read_object(stream, reader)


def _skip_blanks(stream):
    while (one := stream.read(1)) and one in b" \t\r\n\f\0":
        pass
    if one:
        stream.seek(-1, 1)


def _is_plain(one):
    """Whether nothing in this object does anything; references are not followed."""
    todo = [one]
    while todo:
        one = todo.pop()
        if isinstance(one, dict):
            if _KEYS & one.keys() or one.get("/S") in _ACTIONS or _names_file(one):
                return False
            if {one.raw_get(k) for k in ("/Type", "/Subtype") if k in one} & _TYPES:
                return False
            if not all(_is_view(one[door]) for door in _DOORS if door in one):
                return False
            todo += [one.raw_get(key) for key in one]
        elif isinstance(one, list):
            todo += one
    return True


def _names_file(one):
    """An entry /F that is no flags and no filter names a file elsewhere."""
    from pypdf.generic import NumberObject, StreamObject

    if "/UF" in one:
        return True
    return "/F" in one and (
        isinstance(one, StreamObject) or not isinstance(one["/F"], NumberObject)
    )


def _is_view(action):
    """A place in this file; structure elements have other entries /A."""
    if not isinstance(action, dict) or "/S" not in action:
        return True
    return action["/S"] == "/GoTo"
