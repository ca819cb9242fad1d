"""Who signed a paper: the block below it, from TM. and KT. to the name."""

import json
import re
from itertools import dropwhile, takewhile

from .. import limited_child, old_encodings
from .used_area import WorkbookError
from .values import text_of
from .workbook import in_child, open_tables

# The block stands at the end of a table's column.
_LAST_ROWS = 40
_LONGEST_NAME = 6
# “(Đã ký)”, “(Ký tên, đóng dấu)” between post and name.
_NOTE = re.compile(r"\([^)]*\)")
_OF_ASSOCIATION = re.compile(r"CHẤP HÀNH|THƯỜNG VỤ|HỘI")


def signatures(data: bytes) -> list[tuple[str, str, bool]]:
    """(name, post, whether for the association) of each block in a Word or Excel file;
    read in a child process. Raises WorkbookError."""
    return json.loads(in_child("signature:signatures_of", data, {}))


def signatures_of(data: bytes) -> bytes:
    """In the child."""
    try:
        tables = [rows for _name, _visible, rows, *_more in open_tables(data) if rows]
    except WorkbookError as error:
        raise limited_child.Refused(error.code) from error
    found = []
    for rows in tables:
        old_encodings.repair_sheet(rows)
        for column in zip(*rows[-_LAST_ROWS:], strict=True):
            text = " ".join(filter(None, map(text_of, column)))
            found.append(_last_block(_NOTE.sub(" ", text).split()))
    return json.dumps([*filter(None, found)]).encode()


def _last_block(words):
    """“… CHỦ TỊCH Nguyễn Văn Mẫu”: posts stand in capitals, names do not."""
    for end in range(len(words), 1, -1):
        if words[end - 2 : end] != ["CHỦ", "TỊCH"]:
            continue
        after = list(dropwhile(str.isupper, words[end:]))
        name = list(takewhile(_is_of_name, after))
        if 2 <= len(name) <= _LONGEST_NAME:
            is_deputy = words[end - 3 : end - 2] == ["PHÓ"]
            around = " ".join(words[max(0, end - 12) : end + 2])
            post = "Phó Chủ tịch" if is_deputy else "Chủ tịch"
            return " ".join(name), post, bool(_OF_ASSOCIATION.search(around))
    return None


def _is_of_name(word):
    return word.isalpha() and word.istitle()
