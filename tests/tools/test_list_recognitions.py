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

    def test_one_cell_says_the_decision_its_date_and_the_year(self):
        for text in ("145/QĐ-UBND 15/12/2025", "145/QĐ-UBND ngày 15/12/2025",
                     "145/QĐ-UBND, ngày 15 tháng 12 năm 2025"):  # fmt: skip
            header = ["Họ tên", "CCCD", "Quyết định công nhận"]
            sheet = self._read(header, [AN[1], AN[4], text])
            (held,) = sheet.rows
            self.assertFalse(sheet.missing or held.errors)
            self.assertEqual(
                (held.year, held.number, held.symbol, held.date),
                (2025, "145", "QĐ-UBND", datetime.date(2025, 12, 15)),
            )

    def test_a_column_for_each_year(self):
        """Decisions stand in the cells, or above ticks."""
        top = ["TT", "Họ và tên", "CCCD", "Năm công nhận", None, None]
        low = [None, None, None, 2023, 2024, "2025 (QĐ số 9/QĐ-UBND ngày 5/12/2025)"]
        an = [1, AN[1], AN[4], "12/QĐ-UBND ngày 10/12/2023", None, "x"]
        be = [2, "Vi Thị Bé", "020191000002", None, "7/QĐ-UBND", "x"]
        none = [3, "Vi Thị Chi", "020192000003", None, "0", None]
        sheet = self._read(top, low, an, be, none)
        self.assertFalse(sheet.missing)
        self.assertEqual(
            [(t.row, t.name, t.year, t.number, t.date) for t in sheet.rows],
            [
                (3, AN[1], 2023, "12", datetime.date(2023, 12, 10)),
                (3, AN[1], 2025, "9", datetime.date(2025, 12, 5)),
                (4, "Vi Thị Bé", 2024, "7", None),
                (4, "Vi Thị Bé", 2025, "9", datetime.date(2025, 12, 5)),
            ],
        )
        self.assertFalse([row for row in sheet.rows if row.errors])
        told = {one.letter: (one.meaning, one.number) for one in sheet.columns}
        self.assertEqual(told["E"], ("title_year", 2024))
        flat = self._read(
            ["Họ tên", "CCCD", "Số QĐ năm 2023", "Số QĐ năm 2024"],
            [AN[1], AN[4], "12/QĐ-UBND", 7],
        )
        held = [(row.year, row.number, row.symbol) for row in flat.rows]
        self.assertEqual(held, [(2023, "12", "QĐ-UBND"), (2024, "7", "")])

    def test_ticks_that_no_decision_explains(self):
        """A heading names one decision, which is not that of every year."""
        header = ["Họ tên", "CCCD", "Năm 2023", "Năm 2024"]
        head = ["(Kèm theo Quyết định số 9/QĐ-UBND ngày 5/12/2024)"]
        sheet = self._read(head, header, [AN[1], AN[4], "x", "8/QĐ-UBND"])
        self.assertEqual([codes(row, "error") for row in sheet.rows],
                         [{"decision_missing"}, set()])  # fmt: skip
        self.assertEqual(sheet.rows[0].errors[0].column, "C")
        ticks = self._read(header, [AN[1], AN[4], "x", "x"])
        self.assertEqual(ticks.missing, ["“Số quyết định”"])

    def test_year_in_the_name_of_the_sheet(self):
        rows = [["Họ tên", "CCCD", "Số quyết định"], [AN[1], AN[4], "1/QĐ"]]
        self.assertEqual(self._read(*rows, name="Năm 2023").rows[0].year, 2023)
        self.assertEqual(self._read(*rows).missing, ["“Năm công nhận”"])
