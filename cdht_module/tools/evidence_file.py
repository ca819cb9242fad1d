"""Files that people and officers send, as they are kept: photos without hidden data,
PDF that does nothing when it is opened.

    content, mimetype, extension = as_kept(content)

They are read in a child process (`limited_child`): decoders break on hostile files.
"""

import io
import os
import re
import warnings

from . import limited_child, plain_pdf
from .limited_child import MEGABYTE, Refused

_PDF, _JPEG = b"%PDF-", b"\xff\xd8\xff"
# Enough to read a certificate photographed by hand; a few hundred kilobytes.
_LONGEST = 1600
# Larger than any file that is kept: photos of a camera come before they are shrunk.
_MOST_BYTES = 60 * MEGABYTE
# What a decoder may fill; the child has room for it and for what comes after.
_MOST_DECODED = 200 * MEGABYTE
# JPEG is read at a fraction of its size; the others whole.
_MOST_PIXELS = {"JPEG": 200_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
_ORIENTATION = 0x0112


class NotEvidence(ValueError):
    """A file that is not kept; ``reason`` is one of

    - ``unreadable``: neither a photo nor a PDF, or a broken one;
    - ``active``: a PDF that does or contains more than pages;
    - ``locked``: a PDF with a password;
    - ``too_large``: more pixels, or more work, than is given;
    - ``busy``: nothing is wrong with it; too many are being read right now.
    """

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def as_kept(content):
    """Return (content, mimetype, extension) of a file as it is kept.

    The kind goes by the content, never by the name. Photos become JPEG: turned
    upright, shrunk, without place, camera or anything else that hides in them. PDF
    stays as it is but for the places that photos in it tell; one that does something
    when it is opened is refused. The same content gives the same result.

    :raise NotEvidence: for everything else
    """
    if len(content) > _MOST_BYTES:
        raise NotEvidence("too_large")
    try:
        kept = limited_child.run(
            "evidence_file:kept",
            content,
            memory=512 * MEGABYTE,
            seconds=15,
            at_once=min(4, max(2, os.cpu_count() or 2)),
        )
    except limited_child.ChildError as error:
        raise NotEvidence(error.code) from error
    if kept.startswith(_PDF):
        return kept, "application/pdf", "pdf"
    if kept.startswith(_JPEG):
        return kept, "image/jpeg", "jpg"
    raise NotEvidence("unreadable")


def kept(content):
    """In the child: the file as it is kept."""
    if content.startswith(_PDF):
        # What stands behind its last end, but for an end of line, is no part of it.
        end = content.rfind(b"%%EOF") + 5
        if end > 5:
            content = content[:end] + re.match(rb"\r?\n?", content[end:])[0]
        plain_pdf.check(content)
        return plain_pdf.without_places(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of broken EXIF, which is not read
        try:
            return _photo(content)
        except (Refused, MemoryError):
            raise
        except Exception as error:  # whatever a decoder makes of broken files
            raise Refused("unreadable") from error


def _photo(content):
    # Only in the child. Plug-ins are named: no other format's is ever loaded.
    from PIL import Image, WebPImagePlugin  # noqa: F401

    Image.MAX_IMAGE_PIXELS = None  # bound below, by what is decoded
    with Image.open(io.BytesIO(content), formats=tuple(_MOST_PIXELS)) as image:
        # A photo with a second one behind it (depth, brightness) calls itself MPO.
        kind = "JPEG" if image.format == "MPO" else image.format
        if image.width * image.height > _MOST_PIXELS[kind]:
            raise Refused("too_large")
        if _decoded_size(image, kind) > _MOST_DECODED:
            raise Refused("too_large")
        turned = image.getexif().get(_ORIENTATION)
        image.draft("RGB", (_LONGEST, _LONGEST))
        image.thumbnail((_LONGEST, _LONGEST))
        small = _without_alpha(image)
        if turned in _turns():
            small = small.transpose(_turns()[turned])
        kept = io.BytesIO()
        small.save(kept, "JPEG", quality=80)
        return kept.getvalue()


def _decoded_size(image, kind):
    """About how many bytes its decoder fills before anything is shrunk."""
    pixels = image.width * image.height
    if kind != "JPEG":
        return pixels * 4 * (2 if kind == "WEBP" else 1)
    if "progressive" in image.info:
        return pixels * 2 * len(image.getbands())  # every coefficient is held
    return 0  # line by line


def _turns():
    from PIL.Image import Transpose

    return {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }


def _without_alpha(image):
    """On white, as it is seen."""
    from PIL import Image

    if image.mode not in ("RGBA", "LA", "P"):
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


# What a file of that kind begins with, and how it ends. Scanners fill up with noughts;
# telephones put notes of their own behind a photo, between these marks.
_KINDS = {
    "pdf": (b"%PDF-", re.compile(rb"startxref\s+\d+\s+%%EOF[\s\0]*\Z")),
    "jpg": (b"\xff\xd8\xff", re.compile(rb"(\xff\xd9[\s\0]*|SEFT)\Z")),
    "png": (b"\x89PNG\r\n\x1a\n", re.compile(rb"IEND\xae\x42\x60\x82[\s\0]*\Z")),
}


def kind_of(content):
    """Return “pdf”, “jpg” or “png” by what is in a file, or None: of no such kind, cut
    short, or with something else behind it.

    Nothing is decoded: a signed paper is kept byte for byte, its digital signature too.
    """
    for kind, (start, end) in _KINDS.items():
        if content.startswith(start) and end.search(content[-2048:]):
            return kind
    return None
