"""A workbook edited and saved in LibreOffice, without a screen: opened by it, edited in
its own form, opened and saved by it again."""

import io
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

from lxml import etree

from .odd_workbook import repacked

_PART = "content.xml"
FILTERS = {
    "xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods:calc8", "xls": "xls:MS Excel 97",
}  # fmt: skip
_SPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"
    for name in ("office", "table", "text")
}


def saved(content, form, was="xlsx"):
    """The workbook as LibreOffice saves it in another form."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, f"in.{was}"), Path(folder, "out")
        source.write_bytes(content)
        subprocess.run(
            [shutil.which("soffice"), "--convert-to", FILTERS[form],
             "--outdir", str(target), str(source)],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip
        return (target / f"in.{form}").read_bytes()


class Book:
    """A workbook in LibreOffice's own form: sheets as lists of rows of cells."""

    def __init__(self, content):
        self.content = saved(content, "ods")
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            self.tree = etree.fromstring(archive.read(_PART))

    def rows(self, name):
        """The rows of a sheet, each alone (repeated ones are written out)."""
        (sheet,) = self.tree.xpath(
            f'//table:table[@table:name="{name}"]', namespaces=_SPACES
        )
        for row in list(sheet.iter(_in("table", "table-row"))):
            _write_out(row, "number-rows-repeated")
        return list(sheet.iter(_in("table", "table-row")))

    def cells(self, row):
        """The cells of a row, each alone."""
        for cell in list(row):
            _write_out(cell, "number-columns-repeated")
        return list(row)

    def type(self, cell, value):
        """Type a text or a number into a cell."""
        for key in list(cell.attrib):
            if key.startswith(f"{{{_SPACES['office']}}}"):
                del cell.attrib[key]
        for text in cell.findall(_in("text", "p")):
            cell.remove(text)
        number = isinstance(value, int)
        cell.set(_in("office", "value-type"), "float" if number else "string")
        if number:
            cell.set(_in("office", "value"), str(value))
        etree.SubElement(cell, _in("text", "p")).text = str(value)

    def sort(self, rows):
        """Turn these rows round."""
        places = [(row.getparent(), row.getparent().index(row)) for row in rows]
        for (parent, place), row in zip(places, reversed(rows), strict=True):
            parent.insert(place, row)

    def saved(self, form):
        def change(name, content):
            return name, etree.tostring(self.tree) if name == _PART else content

        return saved(repacked(self.content, change), form, was="ods")


def _in(space, name):
    return f"{{{_SPACES[space]}}}{name}"


def _write_out(one, attribute):
    """A repeated row or cell as many; the blank end of a sheet stays one."""
    count = int(one.attrib.get(_in("table", attribute), 1))
    if 1 < count < 200:
        del one.attrib[_in("table", attribute)]
        parent, place = one.getparent(), one.getparent().index(one)
        copy = etree.tostring(one)
        for _time in range(count - 1):
            parent.insert(place + 1, etree.fromstring(copy))
