"""Lists are read in every layout."""

import datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools.list_reader import (
    incomplete,
    read_workbook,
)

from ..list_case import (
    AN,
    APPRAISED,
    BE,
    BLANKS,
    NINES,
    PLAIN,
    SELF,
    codes,
    read,
    workbook,
)


@tagged("-at_install", "post_install")
class TestLayouts(BaseCase):
    """Wherever the columns stand and whatever they are called."""

    def _assert_an(self, sheet, year_list=False):
        self.assertEqual(sheet.missing, [])
        row = sheet.rows[0]
        self.assertEqual(row.name, "Lò Văn An")
        self.assertEqual(row.birth_year, 1990)
        if not year_list:
            self.assertEqual(row.birth_date, datetime.date(1990, 2, 18))
        self.assertEqual(row.sex, "male")
        self.assertEqual(row.identity.number, "020090000001")
        self.assertEqual(row.group_code, "N1")
        self.assertEqual(row.self_scores, list(range(1, 11)))
        self.assertEqual(codes(row), set())
        return row

    def test_titles_and_order(self):
        tens = list(range(1, 11))
        for name, birth, sex, identity, group, score in (
            ("Họ tên", "Ngày, tháng, năm sinh", "GT", "CCCD", "Đối tượng", "{}"),
            ("HỌ VÀ TÊN", "NTNS", "Nam/Nữ", "Số CMND/CCCD", "Nhóm (1,2,3)", "CS{}"),
            ("Ho va ten", "ngay sinh", "gioi tinh", "so dinh danh", "nhom", "CS 0{}"),
            ("Họ,\ntên", "Sinh ngày", "Giới", "Căn cước", "Nhóm lao động", "({})"),
            ("Họ & tên", "Ngày sinh", "Phái", "ĐDCN", "Nhóm ĐT", "Chỉ số {} (đọc…)"),
        ):
            scores = [score.format(n) for n in tens]
            sheet = read(
                [],
                [None, "DANH SÁCH TỰ ĐÁNH GIÁ “CÔNG DÂN HỌC TẬP”"],
                ["Ghi chú", *scores, group, identity, sex, "Tổng", birth, name],
                ["", *tens, "Nhóm 1", "020090000001", "nam", 55, "18.2.1990", AN[1]],
            )
            self.assertEqual(self._assert_an(sheet).row, 4)

    def test_merged_header_of_two_rows(self):
        tens = list(range(1, 11))
        top = ["Họ và tên", "Năm sinh", None, "Nhóm", "CCCD"]
        top += ["Điểm tự chấm", *[None] * 9, "Điểm thẩm định", *[None] * 9, "Ghi chú"]
        low = [None, "Nam", "Nữ", None, None, *tens, *tens]
        an = ["Lò Văn An", 1990, None, "I", 20090000001, *tens, *BLANKS]
        be = ["Lò Thị Bé", None, "1991", 2, None, *NINES, 8, *BLANKS[1:]]
        merged = ("A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:O2", "P2:Y2", "Z2:Z3")
        for merges in (merged, ()):
            sheet = read(["Thôn A"], top, low, an, be, merges=merges)
            first, second = sheet.rows
            self.assertEqual(first.row, 4)
            self.assertEqual((first.sex, first.birth_year), ("male", 1990))
            self.assertEqual(codes(first), {"identity_number_padded"})
            self.assertEqual(first.identity.number, "020090000001")
            self.assertEqual((second.sex, second.birth_year), ("female", 1991))
            self.assertEqual(codes(second), {"identity_number_missing"})
            self.assertEqual(second.appraised_scores, [8, *BLANKS[1:]])
            self.assertEqual(sheet.heading, ["Thôn A"])

    def test_three_rows_with_criteria(self):
        top = ["TT", "Thông tin cá nhân", *[None] * 4, "Tự đánh giá"]
        middle = [None, *PLAIN[1:], "Tiêu chí 1", None, None, "Tiêu chí 2", None, None]
        middle += [None, "Tiêu chí 3"]
        low = [None] * 6 + list(range(1, 11))
        sheet = read(
            top, middle, low, AN + list(range(1, 11)), merges=("B1:F1", "G1:P1")
        )
        self._assert_an(sheet)

    def test_interleaved_scores(self):
        top, low, scores = list(PLAIN), [None] * 6, []
        for n in range(1, 11):
            top += [n, None]
            low += ["Tự chấm", "TĐ"]
            scores += [n, 11 - n]
        row = self._assert_an(read(top, low, AN + scores))
        self.assertEqual(row.appraised_scores, list(range(10, 0, -1)))

    def test_no_appraised_block_and_bare_blocks(self):
        tens = list(range(1, 11))
        row = self._assert_an(read(PLAIN + tens, AN + tens))
        self.assertEqual(row.appraised_scores, BLANKS)
        row = self._assert_an(read(PLAIN + tens + tens, AN + tens + NINES))
        self.assertEqual(row.appraised_scores, NINES)

    def test_appraised_block_first(self):
        tens = list(range(1, 11))
        sheet = read(PLAIN + APPRAISED + SELF, AN + NINES + tens)
        self.assertEqual(self._assert_an(sheet).appraised_scores, NINES)

    def test_parts_in_columns_of_their_own(self):
        tens = list(range(1, 11))
        top = ["Họ và tên", None, "Ngày tháng năm sinh", None, None, "Giới tính", None]
        top += ["CCCD", "Nhóm đối tượng", None, None, "Điểm tự chấm"]
        low = ["Họ đệm", "Tên", "Ngày", "Tháng", "Năm", "Nam", "Nữ", None, 1, 2, 3]
        an = ["Lò Văn", "An", 18, 2, 1990, "x", None, AN[4], "x", None, None]
        self._assert_an(read(top, low + tens, an + tens))

    def test_rows_that_are_nobody(self):
        sheet = read(
            ["Thôn A"],
            PLAIN + SELF,
            [f"({n})" for n in range(1, 17)],
            ["I", "Tổ 1"],
            AN + NINES,
            [],
            [2],
            PLAIN + SELF,
            BE + NINES,
            [3, "Tống Số Ba", None, "Nam", None, 1, *NINES, "Ban chấp hành"],
            [None, "Tổng cộng", None, None, None, None, *[27] * 10],
            [None, "Danh sách có 3 người./."],
            [None, None, None, None, "Xã A, ngày 20 tháng 11 năm 2026"],
            [None, None, None, None, None, None, None, "TM. CHI HỘI\nCHI HỘI TRƯỞNG"],
            [None, "NGƯỜI LẬP"],
            [],
            [None, "Lò Văn Ký"],
        )
        self.assertEqual([row.row for row in sheet.rows], [5, 9, 10])

    def test_sheets(self):
        rows = [PLAIN + SELF, AN + NINES]
        guide = [["Cột", "Cách ghi"], ["Họ và tên", "Như khai sinh"], ["Nhóm", "1, 2"]]
        pages = (("Hướng dẫn", guide), ("Thôn B", rows), ("Cũ", rows))
        sheets = read_workbook(workbook(*pages, hidden=["Cũ"]))
        self.assertEqual([s.is_list for s in sheets], [False, True, True])
        self.assertEqual([s.visible for s in sheets], [True, True, False])
        self.assertIsNone(incomplete(sheets))

    def test_merged_group_and_unit_reach_down(self):
        rows = [
            ["Thôn", *PLAIN, *SELF],
            ["Thôn A", *AN, *NINES],
            [None, *BE[:5], None, *NINES],
        ]
        sheet = read(*rows, merges=("A2:A3", "G2:G3"))
        self.assertEqual([r.unit_text for r in sheet.rows], ["Thôn A", "Thôn A"])
        self.assertEqual([r.group_code for r in sheet.rows], ["N1", "N1"])
        self.assertTrue(sheet.unit_by_row)

    def test_missing_columns(self):
        header = PLAIN + SELF
        for title, label in (
            ("Họ và tên", "“Họ và tên”"),
            ("Ngày sinh", "“Ngày, tháng, năm sinh”"),
            ("Số định danh", "“Số định danh cá nhân”"),
            (SELF[6], "“Điểm tự chấm” chỉ số 7"),
        ):
            at = header.index(title)
            rows = [r[:at] + r[at + 1 :] for r in (header, AN + NINES, BE + NINES)]
            sheet = read(*rows)
            self.assertEqual(incomplete([sheet]).missing[0], label)
        sheet = read(PLAIN + APPRAISED, AN + NINES)
        self.assertIn("“Điểm tự chấm” (chỉ số 1 đến 10)", sheet.missing)
        sheet = read(["Khoản chi", "Số tiền"], ["Giấy", 20000])
        self.assertFalse(sheet.is_list)
        self.assertEqual(incomplete([sheet]).missing[0], "“Họ và tên”")
