"""HTML to PDF by Typst: no browser, no library of the system, nothing fetched outside.

Typst is loaded where something is printed: a server that lacks it runs everything but
printing.
"""

import json
import logging
import os
import re
import unicodedata
from datetime import date, datetime, time, timezone
from functools import lru_cache
from pathlib import Path

from . import blocks, page_fit, typst_paper

_logger = logging.getLogger(__name__)

# Times New Roman (Nghị định 30/2020, Phụ lục I, I.4) or the free font that has its
# metrics; from version 2 on it has every Vietnamese letter.
FONTS = ("Times New Roman", "Liberation Serif")
# Tagged and archival by ISO 19005-3, and for screen readers by ISO 14289-1.
STANDARDS = ["a-3a", "ua-1"]
# Letters of a paper after which Typst's memory is emptied.
_LONG = 50_000
_FOLDER = Path(__file__).parent / "typst"
# (bold, italic)
_STYLES = ((False, False), (False, True), (True, False), (True, True))
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_VOWELS = "aăâeêioôơuưy"
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_NOT_SHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
# Stands for a letter that no font of the server has.
_UNKNOWN = "\u25a1"


class EngineMissing(Exception):
    """Typst is not installed."""


class FontMissing(Exception):
    """The font of papers is missing or lacks letters; the text says which came."""


def html_to_pdf(html, made_on):
    """Return the PDF (bytes) of a paper's HTML; the same bytes for the same HTML and
    day of making, which an archival file must bear.

    :raise EngineMissing: where Typst is not installed.
    :raise FontMissing: where the font lacks letters; it is never replaced.
    :raise paper_html.UnknownPart: where a template has what is no part of a paper.
    """
    family = check_font()
    return _print(typst_paper.data(blocks.read(html)), made_on, family)


@lru_cache(maxsize=1)
def check_font():
    """Return the font of papers: it is there in its four styles, with every letter.

    A good result is kept, since fonts do not vanish from a running server; a bad
    one is an exception and is looked at anew.
    """
    found = {
        (font.family, font.weight >= 600, font.style == "italic")
        for font in _fonts().fonts()
    }
    names = {family: family for family, *_style in found}
    for family in FONTS:
        if found >= {(family, bold, slanted) for bold, slanted in _STYLES}:
            missing = _missing_letters(family)
            if not missing:
                return family
            names[family] = f"{family} ({missing})"
    _fonts.cache_clear()
    raise FontMissing(", ".join(sorted(names.values())))


def _missing_letters(family):
    """The letters of Vietnamese that a font lacks in one of its styles."""
    letters = vietnamese_letters()
    lines = [
        {
            "block": "paragraph",
            "runs": [{"text": letters, "bold": bold, "italic": slanted}],
        }
        for bold, slanted in _STYLES
    ]
    section = {"page": "normal", "blocks": lines}
    sample = {"title": "Aa", "papers": [{"sections": [section]}]}
    try:
        _compile(json.dumps(sample), date(2000, 1, 1), family, fallback=False)
    except _typst().TypstError as error:
        missing = _not_shown(error)
        if not missing:
            raise
        return "".join(missing)
    return ""


def vietnamese_letters():
    """Return all letters of Vietnamese, with and without tones, in both cases."""
    lower = "đ" + "".join(
        unicodedata.normalize("NFC", vowel + tone)
        for vowel in _VOWELS
        for tone in _TONES
    )
    return lower + lower.upper()


def _typst():
    try:
        import typst
    except (ImportError, OSError) as error:
        raise EngineMissing(str(error).split("\n")[0]) from error
    return typst


@lru_cache(maxsize=1)
def _fonts():
    """The server's fonts, and those of the folders that Typst's own variable names."""
    folders = os.environ.get("TYPST_FONT_PATHS", "").split(os.pathsep)
    return _typst().Fonts(
        include_embedded_fonts=False,
        font_paths=[folder for folder in folders if folder],
    )


def _print(tree, made_on, family):
    """The PDF of a tree; a letter that no font has (an emoji in somebody's words) is
    printed as an empty box rather than holding up the paper."""
    typst = _typst()
    page_fit.fit(tree, lambda sections: _ends(sections, made_on, family))
    text = json.dumps(tree, ensure_ascii=False)
    for _attempt in range(9):
        try:
            return _compile(text, made_on, family)
        except typst.TypstError as error:
            letters = _not_shown(error)
            if not letters:
                raise
            _logger.warning("No font has the letters %s", letters)
            for letter in letters:
                text = text.replace(letter, _UNKNOWN)
    raise FontMissing(letters)


def _not_shown(error):
    """The letters that an error of Typst names as shown by no font."""
    found = set()
    for text in _NOT_SHOWN.findall(error.diagnostic):
        plain = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
        found |= {letter for letter in plain if ord(letter) > 127}
    return sorted(found)


def _ends(sections, made_on, family):
    """Where each section's signature begins, None where there is none."""
    tree = {"title": "", "papers": [{"sections": sections}]}
    text = json.dumps(tree, ensure_ascii=False)
    try:
        found = _compiler(text, made_on, family).query("<end>", field="value")
    finally:
        _forget_long(text)
    ends = {end["section"]: end for end in json.loads(found)}
    return [ends.get(f"0-{number}") for number in range(len(sections))]


def _compile(text, made_on, family, fallback=True):
    """The PDF that the program makes of a tree, given as JSON."""
    compiler = _compiler(text, made_on, family, fallback)
    moment = datetime.combine(made_on, time(), timezone.utc)
    try:
        return compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=moment)
    finally:
        _forget_long(text)


def _compiler(text, made_on, family, fallback=True):
    """The program with a tree as its data: all of a paper is data, no code.

    The program reads its own folder only; packages come from nowhere.
    """
    settings = {
        "font": family,
        "fallback": fallback,
        "date": {"year": made_on.year, "month": made_on.month, "day": made_on.day},
    }
    nowhere = str(_FOLDER / "no-packages")
    return _typst().Compiler(
        str(_FOLDER / "paper.typ"),
        root=str(_FOLDER),
        font_paths=_fonts(),
        sys_inputs={"paper": text, "settings": json.dumps(settings)},
        package_path=nowhere,
        package_cache_path=nowhere,
    )


def _forget_long(text):
    """Let go of what Typst remembers: for those who edit it keeps the layout of its
    last ten runs, of a list of 2,000 people more than 100 MB each."""
    if len(text) < _LONG:
        return
    for _run in range(11):
        _typst().Compiler(b"", font_paths=_fonts()).compile(format="pdf")
