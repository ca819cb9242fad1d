"""Names of units in any file: the column that tells them, the rows between people, the
tabs of a workbook, or a bare list of names."""

import json
import re

from .. import limited_child, old_encodings
from ..vietnamese_text import proper_name
from .titles import ASSESSMENT, UNIT_NAME, column_of, title_key
from .used_area import WorkbookError
from .values import text_of
from .workbook import STEP_SHEET, in_child, open_tables

_SEARCHED_ROWS = 40
_AT_MOST = 500
# “CHI HỘI KHUYẾN HỌC THÔN KHE CÙ” over a list means the village.
_CHAPTER_OF = re.compile(r"^chi hội (khuyến học )?(?=\S)", re.IGNORECASE)


def unit_texts(data: bytes) -> list[str]:
    """What may be names of units, each once, in the order of the file; read in a child
    process. Raises WorkbookError."""
    return json.loads(in_child("unit_texts:texts_of", data, {}))


def texts_of(data: bytes) -> bytes:
    """In the child."""
    try:
        tables = [table for table in open_tables(data) if table[1]]
    except WorkbookError as error:
        raise limited_child.Refused(error.code) from error
    found = {}
    for name, _visible, rows, _merges, _hidden in tables:
        old_encodings.repair_sheet(rows)
        tab = [name] if name != STEP_SHEET and _is_unit(name) else []
        found.update(dict.fromkeys([*tab, *_of_table(rows)]))
    if not found:
        bare = (text for table in tables for text in _bare(table[2]))
        found = dict.fromkeys(bare)
    return json.dumps([*found][:_AT_MOST]).encode()


def _of_table(rows):
    """Of a column under the title of units all it says, else what begins as a unit's
    name does."""
    for number, cells in enumerate(rows[:_SEARCHED_ROWS]):
        for place, cell in enumerate(cells):
            if column_of(cell, ASSESSMENT) == "unit" and not _is_unit(cell):
                return _texts(row[place] for row in rows[number + 1 :])
    return _texts(cell for cells in rows for cell in cells if _is_unit(cell))


def _bare(rows):
    """The only words of each row, unless they are people's names."""
    titles = {column_of(cell, ASSESSMENT) for cells in rows[:5] for cell in cells}
    if "name" in titles:
        return []
    worded = [[cell for cell in cells if _has_words(cell)] for cells in rows]
    return _texts(cells[0] for cells in worded if len(cells) == 1)


def _texts(cells):
    texts = (text_of(cell) for cell in cells if _has_words(cell))
    return [proper_name(_CHAPTER_OF.sub("", text)) for text in texts]


def _is_unit(cell):
    return isinstance(cell, str) and bool(UNIT_NAME.fullmatch(title_key(cell)))


def _has_words(cell):
    return any(sign.isalpha() for sign in text_of(cell))
