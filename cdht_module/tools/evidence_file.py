"""Evidence files as they are kept: photos without hidden data, or PDF."""

import io
import re
import warnings

# Plug-ins are named: Odoo keeps the others from being loaded.
from PIL import Image, WebPImagePlugin  # noqa: F401

# Enough to read a certificate photographed by hand; a few hundred kilobytes.
_LONGEST_SIDE = 1600
# JPEG is read at a fraction of its size, the others whole.
_MOST_PIXELS = {"JPEG": 120_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
_ORIENTATION = 0x0112
_TURNED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What makes a reader of PDF do something.
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile|XFA)\b")


class NotEvidence(ValueError):
    """Neither a photo nor a PDF, or one that cannot be read."""


def as_kept(content):
    """Return (content, mimetype, extension) of a file as it is kept.

    The kind goes by the content, never by the name. Photos become JPEG: turned
    upright, shrunk, without place, camera or anything else that hides in them. PDF
    stays as it is; one that does something when it is opened is refused. The same
    content gives the same result.

    :raise NotEvidence: for everything else
    """
    if content[:5] == b"%PDF-":
        if b"%%EOF" not in content[-2048:] or _ACTIVE_PDF.search(content):
            raise NotEvidence("a PDF cut short, or one that runs something")
        return content, "application/pdf", "pdf"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of broken EXIF, which is not read
            return _photo(content), "image/jpeg", "jpg"
    except NotEvidence:
        raise
    except Exception as error:  # whatever a decoder makes of broken files
        raise NotEvidence("no photo that can be read") from error


def _photo(content):
    with Image.open(io.BytesIO(content), formats=tuple(_MOST_PIXELS)) as image:
        if image.width * image.height > _MOST_PIXELS[image.format]:
            raise NotEvidence("too many pixels")
        turned = image.getexif().get(_ORIENTATION)
        image.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
        image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        small = _without_alpha(image)
        if turned in _TURNED:
            small = small.transpose(_TURNED[turned])
        kept = io.BytesIO()
        small.save(kept, "JPEG", quality=80)
        return kept.getvalue()


def _without_alpha(image):
    """On white, as it is seen."""
    if image.mode not in ("RGBA", "LA", "P"):
        return image.convert("RGB")
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


# What a file of that kind begins with, and how it ends.
_KINDS = {
    "pdf": (b"%PDF-", re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z")),
    "jpg": (b"\xff\xd8\xff", re.compile(rb"\xff\xd9\s*\Z")),
    "png": (b"\x89PNG\r\n\x1a\n", re.compile(rb"IEND\xae\x42\x60\x82\s*\Z")),
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
