"""How much of a sheet is read: what is used of it, without stray cells.

Readers make a cell for every place up to the last used row and column. One stray cell
at the end of a sheet would be millions; it is left out where it stands apart. What is
larger than any list of people is refused.
"""

from collections import Counter

MAX_ROWS = 100_000
MAX_COLUMNS = 1_000
MAX_CELLS = 2_500_000  # of all sheets of a file
# So far beyond the list nothing belongs to it any more,
_GAP_ROWS, _GAP_COLUMNS = 1_000, 100
# as long as it is this little: three cells in a row are nobody's scores.
_MAX_STRAYS, _MAX_STRAYS_OF_ONE = 50, 3


class WorkbookError(Exception):
    """The file as a whole cannot be read; `code` names the message."""

    code = "wrong_file"


class WrongFile(WorkbookError):
    """Not a spreadsheet, or a broken one."""


class ProtectedFile(WorkbookError):
    """A password is needed to open it."""

    code = "protected_file"


class NotXlsx(WorkbookError):
    """A workbook, perhaps, but not one that can be filled in and handed back: an old
    one, one with macros or a password."""

    code = "not_xlsx"


class FileTooLarge(WorkbookError):
    """More than a list of people has: rows, columns, or text once it is unpacked."""

    code = "file_too_large"


class UsedArea:
    """Which rows and columns of a sheet hold something (both count from 0)."""

    def __init__(self):
        self.rows, self.columns = Counter(), Counter()
        self._count = 0

    def add(self, row: int, column: int, rows: int = 1, columns: int = 1):
        """There is something in so many cells, this one being the first."""
        self._count += rows * columns
        if self._count > MAX_CELLS or min(row, column) < 0:
            raise FileTooLarge()
        if rows == columns == 1:
            self.rows[row] += 1
            self.columns[column] += 1
            return
        for one in range(row, row + rows):
            self.rows[one] += columns
        for one in range(column, column + columns):
            self.columns[one] += rows

    def size(self) -> tuple[int, int]:
        """(rows, columns) up to the last used ones, counted from the first."""
        return max(self.rows, default=-1) + 1, max(self.columns, default=-1) + 1

    def end(self) -> tuple[int, int]:
        """(rows, columns) to be read, counted from the first of the sheet."""
        rows, columns = self.size()
        if fits(rows, columns):
            return rows, columns
        rows = _before_gap(self.rows, _GAP_ROWS) + 1
        columns = _before_gap(self.columns, _GAP_COLUMNS) + 1
        strays = [count for row, count in self.rows.items() if row >= rows]
        strays += [count for column, count in self.columns.items() if column >= columns]
        apart = max(strays, default=0) <= _MAX_STRAYS_OF_ONE
        if not apart or sum(strays) > _MAX_STRAYS or not fits(rows, columns):
            raise FileTooLarge()
        return rows, columns


class Budget:
    """Bounds the cells of all sheets of a file together."""

    def __init__(self):
        self._left = MAX_CELLS

    def take(self, rows: int, columns: int):
        self._left -= rows * columns
        if self._left < 0:
            raise FileTooLarge()


def fits(rows: int, columns: int) -> bool:
    """Whether a sheet of that size is read as it is."""
    return rows <= MAX_ROWS and columns <= MAX_COLUMNS and rows * columns <= MAX_CELLS


def _before_gap(used, widest):
    """The last used one before a gap wider than that."""
    numbers = sorted(used)
    for number, following in zip(numbers, numbers[1:], strict=False):
        if following - number > widest:
            return number
    return numbers[-1]
