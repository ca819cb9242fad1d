"""What the reader took each column of a list for, and what it is told instead.

A choice is {column, counted from 0: (meaning, number)}; the number is that of an
indicator or of a group, a year, or None for all other meanings. What was chosen for a
column stands before what its title says, and takes that meaning from the others.
"""

import hashlib
from dataclasses import dataclass, field

from .layout import Layout
from .records import column_letter
from .titles import title_key
from .values import text_of

# Meanings of which more than one column may be read.
NUMBERED = ("self", "appraised", "group_mark", "title_year")
_SAMPLES = 3


@dataclass
class Column:
    """A column of a sheet: its title as written, what it was taken for (“” for nothing
    known), in how many of the people's rows something stands in it."""

    index: int
    title: str
    meaning: str = ""
    number: int | None = None
    filled: int = 0
    samples: list[str] = field(default_factory=list)

    @property
    def letter(self) -> str:
        return column_letter(self.index)


def choices(told: dict | None) -> dict[int, tuple[str, int | None]]:
    """A choice as JSON brings it: keys are texts, pairs are lists."""
    return {int(column): tuple(pair) for column, pair in (told or {}).items()}


def header_key(paths: list[list]) -> str:
    """The same for headers with the same titles in the same columns."""
    titles = [" ".join(title_key(title) for title in path) for path in paths]
    while titles and not titles[-1]:
        titles.pop()
    return hashlib.sha256("|".join(titles).encode()).hexdigest()[:32]


def columns_of(layout: Layout, paths: list[list], people: list[list]) -> list[Column]:
    """All with a title or a value, `people` being the cells of people's rows."""
    meanings = _meanings(layout)
    found = []
    for index in range(max(map(len, [paths, *people]), default=0)):
        path = paths[index] if index < len(paths) else []
        cells = (text_of(cells[index]) for cells in people if index < len(cells))
        values = [value for value in cells if value]
        if path or values:
            found.append(
                Column(
                    index,
                    " / ".join(dict.fromkeys(text_of(title) for title in path)),
                    *meanings.get(index, ("", None)),
                    len(values),
                    values[:_SAMPLES],
                )
            )
    return found


def _meanings(layout):
    """{column: (meaning, number)} as the rows are read."""
    found = {}
    for key, columns in layout.columns.items():
        for place, column in enumerate(columns):
            # Of several with one meaning one is read, of a name all parts.
            read = place == 0 or key == "name"
            found.setdefault(column, (key if read else "ignored", None))
    for key in NUMBERED:
        marks = layout.numbered(key)
        found.update({column: (key, number) for number, column in marks.items()})
    return found
