"""Reading the workbooks of the year: lists of people with scores, and earlier titles.

    sheets = read_apart(data, groups={"N1": "…", "N2": "…", "N3": "…"})
    if sheet := incomplete(sheets): …              # nothing is imported
    rows = [row for sheet in sheets for row in sheet.rows]
    mark_duplicates(rows)                          # after all other row errors

Columns are found by their titles (`titles`), wherever they stand. Nothing here knows
the database: units, earlier dossiers and messages are the caller's. What is not named
here is the reader's own.

No reader sees a file as it came: its size is bounded first (`archive`, `binary`,
`used_area`), and all that happens in a child process (`limited_child`).
"""

from .alarms import OF_COLUMNS, ONLY_TOLD
from .columns import NUMBERED
from .error_book import with_findings
from .kept_rows import packed, unpacked, unpacked_beside
from .records import (
    NEEDS,
    FigureRow,
    HistoryRow,
    PersonRow,
    column_letter,
    mark_duplicates,
)
from .signature import signatures
from .titles import ASSESSMENT, LABELS, LEARNING_MODELS, RECOGNITION
from .unit_texts import unit_texts
from .used_area import WorkbookError
from .workbook import (
    STEP_SHEET,
    ReaderBusy,
    Sheet,
    incomplete,
    read_apart,
    read_workbook,
)
