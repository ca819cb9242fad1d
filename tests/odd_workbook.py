"""Workbooks as no office writes them, made by hand: of all three formats."""

import io
import struct
import zipfile

from .list_case import AN, NINES, PLAIN, SELF, workbook

LIST = [PLAIN + SELF, AN + NINES]
_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
)
_END, _FREE = 0xFFFF_FFFE, 0xFFFF_FFFF


def repacked(data, change, **options):
    """The archive with ``change(name, content)`` → (name, content) of each part."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", options.get("method", zipfile.ZIP_DEFLATED)) as new,
    ):
        for part in old.infolist():
            if kept := change(part.filename, old.read(part)):
                new.writestr(*kept)
    return made.getvalue()


def with_strays(places, rows=LIST, sheet_part=None):
    """An honest xlsx with an “x” in some places far away."""
    cells = "".join(
        f'<row r="{"".join(filter(str.isdigit, place))}">'
        f'<c r="{place}" t="inlineStr"><is><t>x</t></is></c></row>'
        for place in places
    )

    def change(name, content):
        if sheet_part:
            content = content.replace(b"worksheets/sheet1.xml", sheet_part.encode())
        if name == "xl/worksheets/sheet1.xml":
            content = content.replace(b"</sheetData>", f"{cells}</sheetData>".encode())
            name = f"xl/{sheet_part}" if sheet_part else name
        return name, content

    return repacked(workbook(("Thôn A", rows)), change)


def ods(rows=LIST, more="", wide=""):
    """An ods: texts and whole numbers; ``more`` rows, ``wide`` cells in the last."""
    body = []
    for row in rows:
        cells = [
            f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
            if isinstance(cell, int)
            else '<table:table-cell office:value-type="string">'
            f"<text:p>{cell}</text:p></table:table-cell>"
            for cell in row
        ]
        tail = wide if row is rows[-1] else ""
        body.append(f"<table:table-row>{''.join(cells)}{tail}</table:table-row>")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {_NAMES}><office:body>'
            '<office:spreadsheet><table:table table:name="Thôn A">'
            f"{''.join(body)}{more}</table:table></office:spreadsheet>"
            "</office:body></office:document-content>",
        )
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return made.getvalue()


def blank_rows(count):
    return (
        f'<table:table-row table:number-rows-repeated="{count}">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )


def xls(rows=LIST, places=(), claim=None, texts=0, locked=False):
    """An xls with these rows, an “x” in more ``places`` (row, column) from 0.

    ``claim``: (rows, columns) that it says to have; ``texts``: shared ones that it
    says to have.
    """
    cells = [
        _cell(row, column, value)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
    ]
    cells += [_cell(row, column, "x") for row, column in places]
    if claim:
        size = struct.pack("<IIHHH", 0, claim[0], 0, claim[1], 0)
        cells.insert(0, _record(0x0200, size))
    begin = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    sheet = begin + b"".join(cells) + _record(0x000A)
    name = "Thôn A".encode("utf-16-le")
    book = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    if locked:
        book += _record(0x002F, struct.pack("<HHH", 0, 1, 2))
    if texts:
        book += _record(0x00FC, struct.pack("<II", texts, texts))
    length = len(book) + 4 + 8 + len(name) + 4
    book += _record(0x0085, struct.pack("<IHBB", length, 0, len(name) // 2, 1) + name)
    return _container(book + _record(0x000A) + sheet)


def _record(kind, body=b""):
    return struct.pack("<HH", kind, len(body)) + body


def _cell(row, column, value):
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, int):
        return _record(0x0203, place + struct.pack("<d", value))
    text = value.encode("utf-16-le")
    return _record(0x0204, place + struct.pack("<HB", len(text) // 2, 1) + text)


def _container(stream):
    """The stream “Workbook” in an OLE container of sectors of 512 bytes."""
    stream = stream.ljust(max(4096, -len(stream) % 512 + len(stream)), b"\0")
    count = len(stream) // 512
    tables = count // 126 + 1
    # The tables, the directory, the stream.
    table = [0xFFFF_FFFD] * tables + [_END]
    table += [*range(tables + 2, tables + 1 + count), _END]
    table += [_FREE] * (tables * 128 - len(table))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<9I", 0, tables, tables, 0, 4096, _END, 0, _END, 0)
    head += struct.pack("<109I", *(*range(tables), *[_FREE] * (109 - tables)))
    directory = _entry("Root Entry", 5, _END, 0, child=1)
    directory += _entry("Workbook", 2, tables + 1, len(stream))
    directory += bytes(256)
    return head + struct.pack(f"<{len(table)}I", *table) + directory + stream


def _entry(name, kind, start, size, child=_FREE):
    text = name.encode("utf-16-le") + b"\0\0"
    return text.ljust(64, b"\0") + struct.pack(
        "<HBBIII36xIQ", len(text), kind, 1, _FREE, _FREE, child, start, size
    )
