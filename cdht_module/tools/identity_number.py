"""Số định danh cá nhân: the twelve digits PPP G YY RRRRRR of a citizen.

PPP is the province or country of birth registration, G the century and the sex, YY
the year of birth (Nghị định 137/2015/NĐ-CP, Điều 13; Luật Căn cước 2023, Điều 12).
There is no check digit, and what the number says about a person may be out of date:
a mismatch is worth a warning, never more.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from .vietnamese_text import normalise

LENGTH = 12
# Province codes start with one or two zeros, which a spreadsheet drops from a number.
_LOST_ZEROS = re.compile(r"[0-9]{10,11}")
_SEPARATED = re.compile(r"[0-9]+(?:[ .,\-–]+[0-9]+)*")
# So many digits before the only point: a figure with decimals, not a separator.
_DECIMAL = re.compile(r"([0-9]{9,})[.,]([0-9]+)")
_TWELVE = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_O_FOR_ZERO = re.compile(r"(?<![A-Za-zÀ-ỹ])[oO](?=[0-9])|(?<=[0-9])[oO](?=[0-9])")
# A shortened figure (2.00693E+10) has lost digits; a full one shows nine or more.
_SCIENTIFIC = re.compile(r"([0-9])[.,]([0-9]{8,})[Ee]\+?([0-9]{1,2})")


class IdentityNumber(NamedTuple):
    """What was read in a cell or a field.

    `number`: twelve digits, or None. `padded`: zeros lost in a spreadsheet were put
    back. `text`: what stood there, for messages.
    """

    number: str | None
    padded: bool
    text: str

    @property
    def valid(self):
        return self.number is not None

    @property
    def blank(self):
        return not self.text


def parse_identity_number(value):
    """Read `value`, text or number, as an identity number.

    Blanks, dots, commas and dashes between the digits do not matter. Ten or eleven
    digits, as number or text, get the lost zeros back.
    """
    text = _as_text(value)
    fraction = isinstance(value, float) and not value.is_integer()
    digits = "" if fraction else _digits(text)
    if len(digits) == LENGTH:
        return IdentityNumber(digits, False, text)
    if _LOST_ZEROS.fullmatch(digits):
        return IdentityNumber(digits.zfill(LENGTH), True, text)
    return IdentityNumber(None, False, text)


def _as_text(value):
    if value is None or value is False:
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    # Digits of other widths (０２０) are digits.
    return normalise(unicodedata.normalize("NFKC", str(value)))


def _digits(text):
    """Return the digits that `text` stands for, or nothing if it holds more."""
    text = text.lstrip("'’")  # typed before a number to keep it text
    if match := _SCIENTIFIC.fullmatch(text):
        first, fraction, exponent = match.groups()
        figure = Decimal(f"{first}.{fraction}E{exponent}")
        return str(int(figure)) if figure == figure.to_integral_value() else ""
    if match := _DECIMAL.fullmatch(text):
        return "" if match[2].strip("0") else match[1]
    if _SEPARATED.fullmatch(text):
        digits = re.sub(r"[^0-9]", "", text)
        if len(digits) <= LENGTH:
            return digits
    text = _O_FOR_ZERO.sub("0", text)
    # “CCCD: 020075700125”, “020068700124 (cũ 080123456)”: the only twelve digits.
    found = set(_TWELVE.findall(text))
    return found.pop() if len(found) == 1 else ""


def sex_of(number):
    """Return “male” or “female”: an even digit of century and sex is a man's."""
    return "female" if int(number[3]) % 2 else "male"


def birth_year_of(number):
    """Return the year of birth that the number states."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def mask(number):
    """Return the number for lists, “020•••••1234”; nothing for no number."""
    return f"{number[:3]}•••••{number[-4:]}" if number else ""
