"""Small files as people and offices send them, honest and not."""

import io

from PIL import Image
from pypdf import PdfWriter


def blank_page(*changes):
    """The smallest PDF; ``changes`` are done to its writer."""
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    for change in changes:
        change(writer)
    writer.write(stream)
    return stream.getvalue()


def picture(colour="teal", size=(800, 600), kind="JPEG", mode="RGB", **options):
    """A picture of one colour."""
    kept = io.BytesIO()
    Image.new(mode, size, colour).save(kept, kind, **options)
    return kept.getvalue()


def with_place(**options):
    """A photo that tells where it was taken, and by which camera."""
    exif = Image.Exif()
    exif[0x010F] = "Điện thoại mẫu"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 49.0, 12.0)
    return picture(exif=exif, **options)
