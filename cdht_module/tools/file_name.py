"""Names of files, as every machine, mailbox and Zalo keeps them."""

import re
import unicodedata

_D = str.maketrans("đĐ", "dD")
_LONGEST = 100


def file_name(*facts):
    """“Quyet-dinh-145-2026” of (“Quyết định”, “145”, 2026): kind, number, place, year,
    without marks, blanks and what is empty."""
    text = " ".join(str(fact) for fact in facts if fact)
    plain = unicodedata.normalize("NFD", text.translate(_D))
    letters = "".join(one for one in plain if not unicodedata.combining(one))
    words = re.findall(r"[A-Za-z0-9]+", letters)
    while len("-".join(words)) > _LONGEST:
        words.pop()
    return "-".join(words)
