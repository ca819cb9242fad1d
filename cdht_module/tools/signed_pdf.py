"""What can be told of a signed copy from its file: pages, resolution of a scan, and the
digital signatures in it. For use in a child process: see `limited_child`.

A signature is *intact* when what it covers is what was signed. Whether its certificate
is trusted is not looked at: no root is shipped and none is fetched.
"""

import io
import json
import math
import re
import warnings
from datetime import timezone

_PDF = b"%PDF-"
_A4_INCHES = 210 / 25.4, 297 / 25.4
# An image narrower than this part of its page is a stamp or a logo, no scan.
_SCAN_WIDTH = 0.6
_MOST_PAGES = 50  # of a scan whose resolution is measured
_MOST_SIGNATURES = 20
_MOST = 100_000  # pages, or dots an inch: more is what a file says, not what it has
_UNKEPT = re.compile("[\0\ud800-\udfff]")  # letters that no database keeps


def look(content):
    """Return, as JSON: ``pages``; ``dpi``, the lowest of its scanned pages (null where
    none is a scan); ``signatures``, or ``unread`` where it has some that cannot be read
    here; each with ``signer``, ``time`` and ``verdict``: intact, added, altered or
    unclear."""
    if not content.startswith(_PDF):
        return json.dumps({"pages": 1, "dpi": _picture_dpi(content)}).encode()
    warnings.simplefilter("ignore")
    found = {"pages": 0, "dpi": None, **_signatures(content)}
    try:
        found |= _pages(content)
    except (MemoryError, RecursionError):
        raise
    except Exception:  # whatever a broken file does to its reader
        found["broken"] = True
    return json.dumps(found).encode()


def _picture_dpi(content):
    """Of a picture, as if it were a sheet of A4."""
    from PIL import Image

    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG")) as image:
        short, long = sorted(image.size)
    return math.floor(min(short / _A4_INCHES[0], long / _A4_INCHES[1]))


# -- pages and their images ------------------------------------------------------------


def _pages(content):
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    count = len(reader.pages)
    measured = [
        dpi
        for number in range(min(count, _MOST_PAGES))
        if (dpi := _page_dpi(reader, reader.pages[number]))
    ]
    dpi = math.floor(min(*measured, _MOST)) if measured else None
    return {"pages": min(count, _MOST), "dpi": dpi}


def _page_dpi(reader, page):
    """Dots an inch of the image that fills the page; None where none does."""
    from pypdf.generic import ContentStream

    images = (page.get("/Resources") or {}).get("/XObject") or {}
    width = float(page.mediabox.width)
    found, stack, matrix = [], [], (1, 0, 0, 1)
    contents = page.get_contents()
    if not images or contents is None:
        return None
    for operands, operator in ContentStream(contents, reader).operations:
        if operator == b"q":
            stack.append(matrix)
        elif operator == b"Q" and stack:
            matrix = stack.pop()
        elif operator == b"cm":
            matrix = _times(tuple(map(float, operands[:4])), matrix)
        elif operator == b"Do":
            image = images.get(operands[0])
            image = image and image.get_object()
            if not image or image.get("/Subtype") != "/Image":
                continue
            # Along both sides of the image, however the page is turned.
            across, up = math.hypot(*matrix[:2]), math.hypot(*matrix[2:])
            if min(across, up) > 0 and max(across, up) >= _SCAN_WIDTH * width:
                found.append(
                    min(
                        72 * float(image["/Width"]) / across,
                        72 * float(image["/Height"]) / up,
                    )
                )
    return min(found, default=None)


def _times(one, other):
    a, b, c, d = one
    e, f, g, h = other
    return (a * e + b * g, a * f + b * h, c * e + d * g, c * f + d * h)


# -- signatures ------------------------------------------------------------------------


def _signatures(content):
    if b"/ByteRange" not in content:
        return {"signatures": []}
    try:
        from pyhanko.pdf_utils.reader import PdfFileReader
    except ImportError:
        return {"unread": "library"}
    try:
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        embedded = reader.embedded_regular_signatures
        found = [_signature(one) for one in embedded[:_MOST_SIGNATURES]]
    except (MemoryError, RecursionError):
        raise
    except Exception:  # a structure that pyHanko does not follow
        return {"unread": "structure"}
    return {"signatures": found} if found else {"unread": "structure"}


def _signature(embedded):
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    found = {"signer": "", "organisation": "", "time": None, "verdict": "unclear"}
    try:
        subject = embedded.signer_cert.subject.native
        found["signer"] = _named(subject.get("common_name"))
        found["organisation"] = _named(subject.get("organization_name"))
        found["time"] = _moment(embedded.self_reported_timestamp)
        # Nothing is trusted and nothing fetched: what was signed is compared, no more.
        nobody = ValidationContext(trust_roots=[], allow_fetching=False)
        status = validate_pdf_signature(embedded, signer_validation_context=nobody)
        found["verdict"] = _verdict(status)
        found["stamped"] = status.timestamp_validity is not None
    except (MemoryError, RecursionError):
        raise
    except Exception as error:  # named by its kind alone: it may quote the file
        found["why"] = type(error).__name__
    return found


def _named(name):
    return _UNKEPT.sub("", str(name or ""))[:200]


def _moment(time):
    """The time as text; None where the calendar ends within a day of it."""
    if time is None or not 1 < time.year < 9999:
        return None
    return time.astimezone(timezone.utc).isoformat()


def _verdict(status):
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    if not (status.intact and status.valid):
        return "altered"
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return "intact"
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION:
        return "unclear"
    # More was saved after it: further signatures and their proofs, or something else.
    harmless = (ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    return "intact" if status.modification_level in harmless else "added"
