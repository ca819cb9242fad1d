"""Merged cells of an ods file, which its reader does not tell."""

import io
import zipfile
from xml.parsers import expat


def merges(data: bytes) -> dict[str, list]:
    """Of each sheet by name: ((top, left), (bottom, right)), counted from 0.

    ``data`` is a file that ``archive.bounded`` has seen.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
    found = _Spans()
    parser = expat.ParserCreate()
    parser.StartElementHandler = found.start
    parser.Parse(content, True)
    return found.sheets


class _Spans:
    """Follows the rows and cells of each table."""

    def __init__(self):
        self.sheets, self.sheet = {}, []
        self.row = self.column = self.rows = self.columns = 0

    def start(self, name, attributes):
        local = name.rpartition(":")[2]
        given = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if local == "table":
            self.sheet = self.sheets.setdefault(given.get("name", ""), [])
            self.row = self.rows = 0
        elif local == "table-row":
            self.row += self.rows
            self.rows = int(given.get("number-rows-repeated", 1))
            self.column = self.columns = 0
        elif local in ("table-cell", "covered-table-cell"):
            self.column += self.columns
            self.columns = int(given.get("number-columns-repeated", 1))
            self._note(
                int(given.get("number-rows-spanned", 1)),
                int(given.get("number-columns-spanned", 1)),
            )

    def _note(self, rows, columns):
        if rows > 1 or columns > 1:
            begin = self.row, self.column
            end = self.row + rows - 1, self.column + columns - 1
            self.sheet.append((begin, end))
