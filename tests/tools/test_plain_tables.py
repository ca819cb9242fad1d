"""Lists that are no workbooks: CSV, HTML and XML named .xls, tables of Word files."""

import io
import unicodedata

import docx

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools.list_reader import WorkbookError, read_workbook
from odoo.addons.cdht_module.tools.vietnamese_text import TONE_MARKS

from ..list_case import AN, BE, NINES, PLAIN, SELF

ROWS = [PLAIN + SELF, AN + NINES, [*BE[:2], "04/03/1991", *BE[3:], *NINES]]


def csv_text(delimiter, rows=ROWS):
    return "\r\n".join(delimiter.join(str(cell) for cell in row) for row in rows)


def windows_1258(text):
    """The bytes of that code page, which has tones as characters of their own."""
    written = ""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts[1:] if mark in TONE_MARKS), "")
        written += unicodedata.normalize("NFC", parts.replace(tone, "")) + tone
    return written.encode("cp1258")


@tagged("-at_install", "post_install")
class TestPlainTables(BaseCase):
    def assertPeople(self, data):
        sheets = [sheet for sheet in read_workbook(data) if sheet.is_list]
        self.assertEqual(len(sheets), 1)
        self.assertEqual(sheets[0].missing, [])
        found = [(row.name, row.identity.number, row.sex) for row in sheets[0].rows]
        self.assertEqual(found, [(AN[1], AN[4], "male"), (BE[1], BE[4], "female")])
        self.assertEqual(sheets[0].rows[0].self_scores, NINES)
        return sheets[0]

    def test_csv(self):
        for delimiter in ",;\t":
            text = csv_text(delimiter)
            for encoding in ("utf-8", "utf-8-sig", "utf-16"):
                self.assertPeople(text.encode(encoding))
        self.assertPeople(("sep=;\n" + csv_text(";")).encode("utf-8-sig"))

    def test_csv_of_windows_1258(self):
        self.assertPeople(windows_1258(csv_text(";")))

    def test_html_named_xls(self):
        cells = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
            for row in ROWS
        )
        page = f"<html><head><meta charset='utf-8'></head><body><table>{cells}</table>"
        self.assertPeople(page.encode())
        self.assertPeople(("\ufeff" + page).encode())

    def test_html_with_merged_titles(self):
        head = "".join(f"<th rowspan='2'>{title}</th>" for title in PLAIN)
        numbers = "".join(f"<th>{n}</th>" for n in range(1, 11))
        cells = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
            for row in ROWS[1:]
        )
        self.assertPeople(
            f"<table><tr>{head}<th colspan='10'>Điểm tự chấm</th></tr>"
            f"<tr>{numbers}</tr>{cells}</table>".encode()
        )

    def test_excel_xml(self):
        rows = "".join(
            "<Row>"
            + "".join(
                f"<Cell><Data ss:Type='String'>{cell}</Data></Cell>" for cell in row
            )
            + "</Row>"
            for row in ROWS
        )
        space = "urn:schemas-microsoft-com:office:spreadsheet"
        sheet = self.assertPeople(
            f"<?xml version='1.0'?><Workbook xmlns='{space}' xmlns:ss='{space}'>"
            f"<Worksheet ss:Name='Thôn Một'><Table>{rows}</Table></Worksheet>"
            "</Workbook>".encode()
        )
        self.assertEqual(sheet.name, "Thôn Một")

    def test_table_of_a_word_file(self):
        document = docx.Document()
        document.add_paragraph("DANH SÁCH THÔN MỘT")
        table = document.add_table(len(ROWS), len(ROWS[0]))
        for row, cells in zip(table.rows, ROWS, strict=True):
            for cell, value in zip(row.cells, cells, strict=True):
                cell.text = str(value)
        stream = io.BytesIO()
        document.save(stream)
        sheet = self.assertPeople(stream.getvalue())
        self.assertEqual(sheet.heading, ["DANH SÁCH THÔN MỘT"])

    def test_what_is_no_table_is_refused(self):
        for data in (
            b"",
            b"hello",
            b"\0\1\2\3",
            b"<html><p>xin</p></html>",
            b"<?xml version='1.0'?><a/>",
            b"%PDF-1.7",
            b"\x89PNG\r\n",
        ):
            with self.assertRaises(WorkbookError):
                read_workbook(data)

    def test_an_html_page_without_end(self):
        """It is read as far as it goes, and within bounds."""
        wide = "<tr>" + "<td colspan='9999'>x</td>" * 50 + "</tr>"
        with self.assertRaises(WorkbookError):
            read_workbook(f"<table>{wide}</table>".encode())
        entity = "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"
        with self.assertRaises(WorkbookError):
            read_workbook(entity.encode())
