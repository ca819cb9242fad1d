"""Text typed with the fonts of before Unicode: TCVN 3 (.VnTime) and VNI.

Such a workbook stores other letters and shows the right ones by its font alone. What is
certain is put right; a text that could be either is left as it is.
"""

import re
import unicodedata

_VOWELS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")

# TCVN 5712:1993 (TCVN 3): one letter each, in the order of `_marked`.
_TCVN3 = {
    "a": "aµ¶·¸¹", "ă": "¨»¼½¾Æ", "â": "©ÇÈÉÊË", "e": "eÌÎÏÐÑ", "ê": "ªÒÓÔÕÖ",
    "i": "i×ØÜÝÞ", "o": "oßáâãä", "ô": "«åæçèé", "ơ": "¬êëìíî", "u": "uïñòóô",
    "ư": "\u00adõö÷øù", "y": "yúûüýþ",
}  # fmt: skip
_TCVN3_MORE = dict(zip("®¡¢§£¤¥¦", "đĂÂĐÊÔƠƯ", strict=True))

# VNI: the letter, then its mark.
_VNI_SINGLE = {"ñ": "đ", "Ñ": "Đ", "ô": "ơ", "Ô": "Ơ", "ö": "ư", "Ö": "Ư", "í": "í",
               "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "Í": "Í", "Ì": "Ì",
               "Æ": "Ỉ", "Ó": "Ĩ", "Ò": "Ị", "Î": "Ỵ"}  # fmt: skip
# Letters that only Unicode text has: it needs no help.
_UNICODE = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9\u0300-\u0323]")
# What only text in one of the old fonts has: signs of TCVN 3, then letters of either.
_OF_TCVN3 = re.compile("[µ¶·¸¹¨»¼½¾©ª®¡¢§£¤¥¦«¬\u00ad×Þß÷þ]")
_OF_VNI = re.compile("[øûïåäëüñæöØÛÏÅÄËÜÑÆÖ]")


def _marked(vowel):
    return [unicodedata.normalize("NFC", vowel + tone) for tone in _TONES]


def _tcvn3_table():
    table = {}
    for vowel, letters in _TCVN3.items():
        table.update(zip(letters, _marked(vowel), strict=True))
    return str.maketrans(table | _TCVN3_MORE)


def _vni_table():
    table = dict(_VNI_SINGLE)
    roots = {"a": ("a", "ø û õ ù ï"), "e": ("e", "ø û õ ù ï"), "o": ("o", "ø û õ ù ï"),
             "u": ("u", "ø û õ ù ï"), "y": ("y", "ø û õ ù ï"), "ơ": ("ô", "ø û õ ù ï"),
             "ư": ("ö", "ø û õ ù ï"), "â": ("a", "à å ã á ä"), "ê": ("e", "à å ã á ä"),
             "ô": ("o", "à å ã á ä"), "ă": ("a", "è ú ü é ë")}  # fmt: skip
    for vowel, (letter, marks) in roots.items():
        for mark, whole in zip(marks.split(), _marked(vowel)[1:], strict=True):
            table[letter + mark] = whole
    table |= {"aâ": "â", "eâ": "ê", "oâ": "ô", "aê": "ă"}
    upper = {}
    for written, whole in table.items():
        upper[written.upper()] = whole.upper()
        upper[written[0].upper() + written[1:]] = whole.upper()
    return upper | table


_FROM_TCVN3 = _tcvn3_table()
_FROM_VNI = _vni_table()
_VNI_TEXT = re.compile("|".join(sorted(_FROM_VNI, key=len, reverse=True)))


def repair_sheet(rows):
    """Put the texts of a sheet right where they lie, column by column; return in what
    they were written: `tcvn3`, `vni` or None.

    A column without a sign of an old font is changed only where the whole sheet has
    no text in Unicode.
    """
    texts = [c for row in rows for c in row if isinstance(c, str) and not c.isascii()]
    kind = _kind_of("\n".join(cell for cell in texts if not _UNICODE.search(cell)))
    if not kind:
        return None
    everywhere = not any(map(_UNICODE.search, texts))
    for column in range(max(map(len, rows))):
        cells = [
            (row, row[column])
            for row in rows
            if column < len(row)
            and isinstance(row[column], str)
            and not _UNICODE.search(row[column])
        ]
        if everywhere or _kind_of("\n".join(cell for _row, cell in cells)):
            for row, cell in cells:
                row[column] = repaired(cell, kind)
    return kind


def has_old_signs(text):
    """Whether a text has signs that stand for Vietnamese letters in TCVN 3 alone."""
    return bool(_OF_TCVN3.search(text))


def _kind_of(text):
    if _OF_TCVN3.search(text):
        return "tcvn3"
    return "vni" if _OF_VNI.search(text) else None


def repaired(text, kind):
    """Return a text that is written in that kind as Unicode."""
    if kind == "tcvn3":
        return text.translate(_FROM_TCVN3)
    return _VNI_TEXT.sub(lambda found: _FROM_VNI[found[0]], text)
