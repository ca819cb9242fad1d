"""HTML to PDF by WeasyPrint: no browser, no wkhtmltopdf, nothing fetched outside.

WeasyPrint and Pango are loaded where something is printed: a server that lacks
them runs everything but printing.
"""

import logging
import re
import unicodedata
from functools import lru_cache
from mimetypes import guess_type
from urllib.parse import unquote, urlsplit

from odoo.tools.misc import file_open

# Times New Roman (Nghị định 30/2020, Phụ lục I, I.4) or the free font that has its
# metrics; from version 2 on it has every Vietnamese letter.
FONTS = ("Times New Roman", "Liberation Serif")
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"


class EngineMissing(Exception):
    """WeasyPrint, or a library under it, is not installed."""


class FontMissing(Exception):
    """The font of papers is missing or lacks letters; the text says which came."""


def html_to_pdf(html):
    """Return the PDF (bytes) of an HTML text.

    :raise EngineMissing: where WeasyPrint or Pango is not installed.
    :raise FontMissing: where the font lacks letters; it is never replaced.
    """
    check_font()
    # Tagged, and archival by ISO 19005-3: for readers, screen readers and archives.
    return _write(html, pdf_variant="pdf/a-3a")


@lru_cache(maxsize=1)
def check_font():
    """Print every Vietnamese letter in every style; see which fonts came out.

    A good result is kept, since fonts do not vanish from a running server; a bad
    one is an exception and is looked at anew.
    """
    letters = vietnamese_letters()
    family = ", ".join(f'"{name}"' for name in FONTS)
    sample = "".join(
        f"<p style='font: {style} 14pt {family}'>{letters}</p>"
        for style in ("normal", "bold", "italic", "bold italic")
    )
    with _Missing() as missing:
        pdf = _write(sample, uncompressed_pdf=True)
    names = {name.decode() for name in re.findall(rb"/BaseFont\s*/([^\s/>]+)", pdf)}
    families = {name.split("+")[-1].replace("-", " ") for name in names}
    foreign = sorted(name for name in families if not name.startswith(FONTS))
    if foreign or missing.found:
        raise FontMissing(", ".join(foreign) or "".join(missing.found))


def vietnamese_letters():
    """Return all letters of Vietnamese, with and without tones, in both cases."""
    lower = "đ" + "".join(
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in _VOWELS
        for tone in _TONES
    )
    return lower + lower.upper()


def _write(html, **options):
    # A line per page and step would drown the server's log.
    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as error:  # OSError: Pango is not there
        raise EngineMissing(str(error).split("\n")[0]) from error
    # The base makes "/module/static/file" a URL that the fetcher below serves.
    page = HTML(string=html, base_url="file:///", url_fetcher=_fetcher())
    return page.write_pdf(**options)


@lru_cache(maxsize=1)
def _fetcher():
    """Return what serves a paper's pictures: add-ons' static files and data URLs.

    Everything else is refused: a template must not reach the server's network or
    files, whoever edits it.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class AddonFetcher(URLFetcher):
        def fetch(self, url, headers=None):
            parts = urlsplit(url)
            if parts.scheme == "data":
                return super().fetch(url, headers)
            path = unquote(parts.path).lstrip("/")
            folders = path.split("/")
            if (
                parts.scheme != "file"
                or parts.netloc
                or folders[1:2] != ["static"]
                or ".." in folders
            ):
                raise ValueError("only static files of add-ons are printed")
            kind = guess_type(path)[0] or "application/octet-stream"
            with file_open(path, "rb") as file:
                body = file.read()
            return URLFetcherResponse(url, body, {"Content-Type": kind})

    return AddonFetcher(allowed_protocols=("data",), allow_redirects=False)


class _Missing(logging.Handler):
    """Collects the letters that WeasyPrint says it found in no font at all."""

    def __enter__(self):
        self.found = []
        self.logger = logging.getLogger("weasyprint")
        self.logger.addHandler(self)
        return self

    def __exit__(self, *exception):
        self.logger.removeHandler(self)

    def emit(self, record):
        if ".notdef" in str(record.msg):
            self.found.append(record.args[0])
