import re

from odoo import models

from odoo.addons.cdht_module.tools.vietnamese_text import match_key, normalise

from .cdht_unit import AREA_TYPES

# Words that lists leave out or add before a village's own name.
_TYPE_WORDS = ("thon", "ban", "khu", "khu pho", "to dan pho", "chi hoi")
# “1. Nà Van”, “DS thôn Nà Van”: what tabs of a workbook have in front.
_LIST_WORDS = re.compile(r"^(\d+ (?=\D))?((ds|danh sach) (?=.))?")
_SHEET_NAME_LENGTH = 31  # Excel cuts longer names off


class CdhtUnit(models.Model):
    """Finding units by the names that lists write."""

    _inherit = "cdht.unit"

    def _named(self, text):
        """The one unit of ``self`` that a list calls ``text``, or none.

        Accents count first, since they tell villages apart, with the word before the
        name and without it; then they do not. Two that fit alike are none.
        """
        keys = (_spelled, _bare_spelled, _folded, _bare)
        for key in keys:
            wanted = key(text)
            found = self.filtered(
                lambda unit, key=key, wanted=wanted: wanted and key(unit.name) == wanted
            )
            if found:
                return found if len(found) == 1 else self.browse()
        # As Excel counts: letters with separate marks count more than once.
        if _SHEET_NAME_LENGTH in (len(text), len(normalise(text))):
            cut = _folded(text)
            found = self.filtered(lambda unit: _folded(unit.name).startswith(cut))
            return found if len(found) == 1 else self.browse()
        return self.browse()

    def _body_named(self, text, date):
        """The deciding body of that name and time, “UBND xã …”, or none."""
        wanted = _folded(text).removeprefix("chu tich ")
        bodies = self.filtered(
            lambda unit: (
                unit.unit_type in AREA_TYPES and _folded(unit.body_name) == wanted
            )
        )
        bodies = bodies._in_force(date) if date else bodies
        return bodies if len(bodies) == 1 else self.browse()


def _spelled(text):
    return normalise(text).casefold().replace("ủy ban nhân dân", "ubnd")


def _folded(text):
    return match_key(text).replace("uy ban nhan dan", "ubnd")


def _bare(text):
    key = _LIST_WORDS.sub("", _folded(text))
    for word in sorted(_TYPE_WORDS, key=len, reverse=True):
        key = key.removeprefix(f"{word} ")
    return key


def _bare_spelled(text):
    length = len(_bare(text).split())
    return " ".join(_spelled(text).split()[-length:]) if length else ""
