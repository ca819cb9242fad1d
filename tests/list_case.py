"""Workbooks of lists, made and read: what the tests of list reading share."""

import datetime
import io

from odoo.addons.cdht_module.tools.list_reader import read_workbook

GROUPS = {
    "N1": "Nông dân và lao động nông thôn",
    "N2": "Công nhân, lao động tiểu thủ công, thợ sửa chữa thiết bị gia dụng",
    "N3": "Cán bộ quản lý, công chức, viên chức, doanh nhân",
}
PLAIN = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số định danh", "Nhóm"]
SELF = [f"Điểm tự chấm CS{n}" for n in range(1, 11)]
APPRAISED = [f"Điểm thẩm định CS{n}" for n in range(1, 11)]
NINES = [9] * 10
BLANKS = [None] * 10
AN = [1, "Lò Văn An", "18/02/1990", "Nam", "020090000001", 1]
BE = [2, "Lò Thị Bé", datetime.date(1991, 3, 4), "Nữ", "020191000002", "Nhóm 2"]


def workbook(*sheets, merges=(), hidden=()):
    """An xlsx as bytes; a sheet is (name, rows), a row a list of cells from A on."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        page = book.create_sheet(name)
        for number, cells in enumerate(rows, 1):
            for column, value in enumerate(cells, 1):
                if value is not None:
                    page.cell(number, column, value)
        for cells in merges:
            page.merge_cells(cells)
        if name in hidden:
            page.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(*rows, kind="assessment", **options):
    """The only sheet of a workbook with these rows."""
    (sheet,) = read_workbook(
        workbook(("Thôn A", rows), **options), kind=kind, groups=GROUPS
    )
    return sheet


def codes(row, severity=None):
    """The codes of a row's findings."""
    wanted = (severity,) if severity else ("error", "warning")
    return {finding.code for finding in row.findings if finding.severity in wanted}


def plain(*people):
    """A sheet with the plain header; people as in AN, scores of nine added."""
    rows = [person + NINES * (len(person) == 6) for person in people]
    return read(PLAIN + SELF, *rows)
