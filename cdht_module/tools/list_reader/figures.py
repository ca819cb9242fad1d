"""Tables of figures: a row a unit, under titles that the caller names."""

import re

from .layout import Layout
from .records import FigureRow, column_letter
from .titles import ASSESSMENT, column_of, title_key
from .values import is_mark, text_of, whole_number

_SEARCHED_ROWS = 40
_TOTAL = re.compile(r"(tổng|cộng|toàn xã)\b.*", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}([. ]\d{3})+")


def find_figures(rows, titles) -> Layout | None:
    """Where the figures stand; `titles`: {name: title}."""
    wanted = {title_key(title): name for name, title in titles.items()}
    for number, cells in enumerate(rows[:_SEARCHED_ROWS]):
        columns = {}
        for column, cell in enumerate(cells):
            name = wanted.get(title_key(cell))
            if not name and column_of(cell, ASSESSMENT) == "unit":
                name = "unit"
            if name:
                columns.setdefault(name, [column])
        if "unit" in columns and len(columns) > 1:
            return Layout(number, number, columns)
    return None


def read_figures(sheet, rows, layout, ticks) -> list[FigureRow]:
    """A row for each unit; a blank says nothing. `ticks`: marks, no numbers."""
    found = []
    columns = {name: places[0] for name, places in layout.columns.items()}
    letters = {name: column_letter(place) for name, place in columns.items()}
    place = columns.pop("unit")
    for number in range(layout.last + 1, len(rows)):
        cells = rows[number]
        text = text_of(cells[place])
        if not text or text.isdigit() or _TOTAL.fullmatch(text):
            continue
        row = FigureRow(sheet, number + 1, letters=letters)
        row.unit_text = text
        for name, column in columns.items():
            if text_of(cells[column]):
                _read_figure(row, name, cells[column], name in ticks)
        found.append(row)
    return found


def _read_figure(row, name, cell, ticked):
    if ticked:
        row.figures[name] = is_mark(cell)
        return
    text = text_of(cell)
    if _THOUSANDS.fullmatch(text):
        cell = re.sub(r"\D", "", text)
    value = whole_number(cell)
    if value is None or not 0 <= value < 10**15:
        row.add("error", "figure_invalid", name, value=text)
    else:
        row.figures[name] = value
