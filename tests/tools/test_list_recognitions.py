"""Lists of earlier titles."""

import datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools.list_reader import (
    RECOGNITION,
    read_workbook,
)

from ..list_case import (
    AN,
    codes,
    workbook,
)


@tagged("-at_install", "post_install")
class TestTitlesHeld(BaseCase):
    """The second workbook: titles of earlier years."""

    def _read(self, *rows, name="Thôn A"):
        (sheet,) = read_workbook(workbook((name, rows)), kind=RECOGNITION)
        return sheet

    def test_number_and_symbol(self):
        header = ["Họ tên", "Năm", "Quyết định", "CCCD", "Ngày ký", "Cấp công nhận"]
        for text, number, symbol in (
            ("16/QĐ-UBND", "16", "QĐ-UBND"),
            ("Số 05/QĐ-UBND", "05", "QĐ-UBND"),
            ("QĐ số 7a / QĐ-HKH", "7a", "QĐ-HKH"),
            (16, "16", ""),
        ):
            row = [AN[1], "Năm 2024", text, AN[4], "16/12/2024", "UBND  xã A"]
            (title,) = self._read(header, row).rows
            self.assertEqual((title.number, title.symbol), (number, symbol))
            self.assertEqual(title.date, datetime.date(2024, 12, 16))
            self.assertEqual((title.year, title.body_text), (2024, "UBND xã A"))
            self.assertEqual(title.unit_text, "Thôn A")

    def test_decision_in_columns_or_in_one_text(self):
        top = ["Họ và tên", "Đơn vị", "Năm sinh", "Năm đạt", "Quyết định"]
        low = [None, None, None, None, "Số", "Ký hiệu", "Ngày", "Cơ quan ban hành"]
        day = datetime.date(2023, 12, 10)
        row = [AN[1], "Thôn B", 1990, 2023, 10, "QĐ-UBND", day, "UBND xã A"]
        whole = "10/QĐ-UBND ngày 10/12/2023 của UBND xã A"
        title = ["Họ và tên", "Đơn vị", "Năm sinh", "Năm công nhận", "Số quyết định"]
        for sheet in (self._read(top, low, row), self._read(title, [*row[:4], whole])):
            (held,) = sheet.rows
            self.assertEqual(sheet.missing, [])
            self.assertEqual((held.number, held.symbol), ("10", "QĐ-UBND"))
            self.assertEqual((held.date, held.body_text), (day, "UBND xã A"))
            self.assertEqual((held.unit_text, held.birth_year), ("Thôn B", 1990))

    def test_findings(self):
        header = ["Họ tên", "CCCD", "Năm", "Số quyết định"]
        sheet = self._read(
            header,
            [None, AN[4], 2024, "1/QĐ"],
            [AN[1], "12X", 2024, "1/QĐ"],
            [AN[1], AN[4], None, "1/QĐ"],
            [AN[1], AN[4], 2024, None],
        )
        self.assertEqual(
            [codes(row) for row in sheet.rows],
            [
                {"name_missing"},
                {"identity_number_invalid"},
                {"year_missing"},
                {"decision_missing"},
            ],
        )

    def test_year_in_the_name_of_the_sheet(self):
        rows = [["Họ tên", "CCCD", "Số quyết định"], [AN[1], AN[4], "1/QĐ"]]
        self.assertEqual(self._read(*rows, name="Năm 2023").rows[0].year, 2023)
        self.assertEqual(self._read(*rows).missing, ["“Năm công nhận”"])
