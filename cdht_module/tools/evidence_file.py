"""Evidence files as they are kept: photos without hidden data, or PDF."""

import io

# Plug-ins are named: Odoo keeps the others from being loaded.
from PIL import Image, ImageOps, UnidentifiedImageError, WebPImagePlugin  # noqa: F401

# Enough to read a certificate photographed by hand; a few hundred kilobytes.
_LONGEST_SIDE = 1600
_MOST_PIXELS = 50_000_000
_PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")


class NotEvidence(ValueError):
    """Neither a photo nor a PDF, or one that cannot be read."""


def as_kept(content):
    """Return (content, mimetype, extension) of a file as it is kept.

    The kind goes by the content, never by the name. Photos become JPEG: turned
    upright, shrunk, without place, camera or anything else that hides in them. The
    same content gives the same result.

    :raise NotEvidence: for everything else
    """
    if content[:5] == b"%PDF-":
        if b"%%EOF" not in content[-2048:]:
            raise NotEvidence("a PDF cut short")
        return content, "application/pdf", "pdf"
    return _photo(content), "image/jpeg", "jpg"


def _photo(content):
    try:
        with Image.open(io.BytesIO(content), formats=_PHOTO_FORMATS) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise NotEvidence("too many pixels")
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
            if upright.mode in ("RGBA", "LA", "P"):
                layer = upright.convert("RGBA")
                upright = Image.new("RGB", layer.size, "white")
                upright.paste(layer, mask=layer.getchannel("A"))
            kept = io.BytesIO()
            upright.convert("RGB").save(kept, "JPEG", quality=80)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError,
            SyntaxError) as error:  # fmt: skip
        raise NotEvidence("no photo that can be read") from error
    return kept.getvalue()
