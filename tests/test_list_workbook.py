"""The lists as they arrive: read from workbooks in every layout, judged row by row."""

import datetime
import io
import json
from pathlib import Path
from unittest import SkipTest

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools import list_workbook
from odoo.addons.cdht_module.tools.list_values import (
    parse_birth,
    parse_date,
    parse_group,
    parse_score,
    parse_sex,
)
from odoo.addons.cdht_module.tools.list_workbook import (
    RECOGNITION,
    mark_duplicates,
    missing_column,
    read_workbook,
)

COMMUNE = Path(__file__).resolve().parents[1] / "devkit/communes/chau-son-2026"
GROUPS = {"N1": "Lao động nông thôn", "N2": "Công nhân", "N3": "Cán bộ, công chức"}
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


@tagged("-at_install", "post_install")
class TestBundledCommune(BaseCase):
    """The commune that the project brings gives its expected result."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not COMMUNE.is_dir():
            raise SkipTest("The bundled commune is not beside these tests.")
        cls.expected = json.loads((COMMUNE / "expected.json").read_text("utf-8"))
        data = (COMMUNE / "danh-sach-2026.xlsx").read_bytes()
        cls.sheets = read_workbook(data)
        cls.rows = [row for sheet in cls.sheets for row in sheet.rows]
        mark_duplicates(cls.rows)

    def _expected(self, key):
        entries = self.expected[key]
        return {
            tuple(e[k] for k in ("sheet", "row", "code"))
            if isinstance(e, dict)
            else tuple(e)
            for e in entries
        }

    def _found(self, severity):
        return {
            (row.sheet, row.row, finding.code)
            for row in self.rows
            for finding in row.reported
            if finding.severity == severity
        }

    def test_rows_and_findings(self):
        good = [row for row in self.rows if not row.errors]
        self.assertIsNone(missing_column(self.sheets))
        self.assertEqual(len(self.rows), self.expected["rows"])
        self.assertEqual(len(good), self.expected["imported"])
        self.assertEqual(self._found("error"), self._expected("error_rows"))
        self.assertEqual(self._found("warning"), self._expected("warnings"))

    def test_units_groups_and_points(self):
        good = [row for row in self.rows if not row.errors]
        for unit, figures in self.expected["by_unit"].items():
            found = sum(row.sheet == unit for row in good)
            self.assertEqual(found, figures["imported"], unit)
        for group, figures in self.expected["by_group"].items():
            found = sum(row.group_code == group for row in good)
            self.assertEqual(found, figures["imported"], group)
        points = sum(
            own if given is None else given
            for row in good
            for own, given in zip(row.self_scores, row.appraised_scores, strict=True)
        )
        self.assertEqual(points, self.expected["points_final"])

    def test_earlier_titles(self):
        data = (COMMUNE / "da-cong-nhan-2022-2025.xlsx").read_bytes()
        (sheet,) = read_workbook(data, kind=RECOGNITION)
        self.assertEqual(len(sheet.rows), self.expected["history_rows"])
        self.assertFalse([row for row in sheet.rows if row.findings])
        for row in sheet.rows:
            self.assertTrue(row.number.isdigit() and row.symbol == "QĐ-UBND")
            self.assertTrue(row.date.year == row.year and row.unit_text)
            self.assertTrue(row.body_text.startswith("UBND "))


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
        self.assertIsNone(missing_column(sheets))

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
            ("Nhóm", "“Nhóm”"),
            (SELF[6], "“Điểm tự chấm” chỉ số 7"),
        ):
            at = header.index(title)
            rows = [r[:at] + r[at + 1 :] for r in (header, AN + NINES, BE + NINES)]
            sheet = read(*rows)
            self.assertEqual(missing_column([sheet]), ("Thôn A", label))
        sheet = read(PLAIN + APPRAISED, AN + NINES)
        self.assertIn("“Điểm tự chấm” (chỉ số 1 đến 10)", sheet.missing)
        sheet = read(["Khoản chi", "Số tiền"], ["Giấy", 20000])
        self.assertFalse(sheet.is_list)
        self.assertEqual(missing_column([sheet]), ("Thôn A", "“Họ và tên”"))


@tagged("-at_install", "post_install")
class TestFindings(BaseCase):
    """Every code that needs no database, with what its message tells."""

    def _finding(self, row, code):
        (finding,) = (f for f in row.findings if f.code == code)
        return finding

    def _with(self, **cells):
        places = {"name": 1, "birth": 2, "sex": 3, "identity": 4, "group": 5}
        person = AN + NINES
        for key, value in cells.items():
            person[places.get(key) or int(key[1:]) + 5] = value
        return plain(person).rows[0]

    def test_good_row(self):
        row = self._with(name="  Lò\u00a0 Văn  An ")
        self.assertEqual((row.name, row.row, row.findings), ("Lò Văn An", 2, []))

    def test_name_missing(self):
        for blank in (None, "  ", "…"):
            finding = self._finding(self._with(name=blank), "name_missing")
            self.assertEqual((finding.severity, finding.column), ("error", "B"))
            self.assertEqual(finding.params, {"row": 2})

    def test_identity_number(self):
        for value in ("02009000000X", "0200900000011", 123456789, "không nhớ"):
            finding = self._finding(
                self._with(identity=value), "identity_number_invalid"
            )
            self.assertEqual(finding.params["value"], str(value))
            self.assertEqual(finding.column, "E")
        for value in (20090000001, 20090000001.0, "20090000001"):
            row = self._with(identity=value)
            finding = self._finding(row, "identity_number_padded")
            self.assertEqual(finding.params["value"], "020090000001")
            self.assertEqual(codes(row, "error"), set())
        self.assertEqual(codes(self._with(identity=None)), {"identity_number_missing"})

    def test_group(self):
        for value in (1, 1.0, "1", "01", "N1", "n 1", "Nhóm 1", "nhom I", "NHÓM SỐ 1"):
            self.assertEqual(self._with(group=value).group_code, "N1", value)
        self.assertEqual(self._with(group="Công nhân").group_code, "N2")
        for value, shown in ((9, "9"), ("Nhóm 9", "Nhóm 9"), (None, ""), (1.5, "1,5")):
            finding = self._finding(self._with(group=value), "group_unknown")
            self.assertEqual(finding.params, {"row": 2, "value": shown})

    def test_scores(self):
        for value, code, shown in (
            (None, "score_missing", ""),
            (" ", "score_missing", ""),
            (8.5, "score_not_integer", "8,5"),
            ("8.5", "score_not_integer", "8.5"),
            ("chín", "score_not_integer", "chín"),
            (True, "score_not_integer", "TRUE"),
            (datetime.date(2026, 10, 9), "score_not_integer", "09/10/2026"),
            (0, "score_out_of_range", "0"),
            (12, "score_out_of_range", "12"),
            ("-3", "score_out_of_range", "-3"),
        ):
            row = self._with(s4=value)
            finding = self._finding(row, code)
            self.assertEqual(codes(row), {code})
            self.assertEqual(finding.column, "J")
            self.assertEqual((finding.params["n"], finding.params["value"]), (4, shown))
        for value in ("9", 9.0, " 9 ", "9,0"):
            self.assertEqual(self._with(s4=value).self_scores[3], 9)

    def test_appraised_scores(self):
        given = [None, "8", 8.5, 0, *[None] * 6]
        sheet = read(PLAIN + SELF + APPRAISED, AN + NINES + given)
        row = sheet.rows[0]
        self.assertEqual(row.appraised_scores, [None, 8, *[None] * 8])
        self.assertEqual(codes(row), {"score_not_integer", "score_out_of_range"})
        self.assertEqual([f.column for f in row.findings], ["S", "T"])

    def test_bounds_are_the_callers(self):
        data = workbook(("Thôn A", [PLAIN + SELF, AN + [12] * 10]))
        (sheet,) = read_workbook(data, score_min=0, score_max=20)
        self.assertEqual(sheet.rows[0].findings, [])

    def test_list_against_number(self):
        finding = self._finding(self._with(sex="Nữ"), "sex_mismatch")
        self.assertEqual(finding.params, {"row": 2, "sex": "Nữ"})
        finding = self._finding(self._with(birth="18/02/1989"), "birth_year_mismatch")
        self.assertEqual(finding.params, {"row": 2, "year": 1989, "from_id": 1990})

    def test_birth_year_only(self):
        for value in (1990, "1990", 1990.0, "31/02/1990", "02/1990", "__/__/1990"):
            row = self._with(birth=value)
            self.assertEqual(codes(row), {"birth_year_only"}, value)
            self.assertEqual((row.birth_date, row.birth_year), (None, 1990))
        header = ["Họ tên", "Năm sinh", "CCCD", "Nhóm", *SELF]
        sheet = read(header, [AN[1], 1990, AN[4], 1, *NINES])
        row = sheet.rows[0]
        self.assertEqual((codes(row), row.birth_year), (set(), 1990))
        self.assertEqual(codes(self._with(birth="không rõ")), set())

    def test_duplicates(self):
        bad = ["", *AN[1:5], 7]
        again = [5, "Lò An", "18/02/1990", "Nam", 20090000001, 1]
        people = [bad, AN, BE, AN, again, bad]
        first = [PLAIN + SELF, *(person + NINES for person in people[:3])]
        second = [PLAIN + SELF, *(person + NINES for person in people[3:])]
        sheets = read_workbook(workbook(("Thôn B", first), ("Thôn A", second)))
        rows = [row for sheet in sheets for row in sheet.rows]
        mark_duplicates(rows)
        duplicate = "identity_number_duplicate"
        found = [duplicate in codes(row) for row in rows]
        self.assertEqual(found, [False, False, False, True, True, False])
        finding = self._finding(rows[4], duplicate)
        earlier = finding.params["unit"], finding.params["other"]
        self.assertEqual(earlier, ("Thôn B", 3))
        self.assertEqual([f.code for f in rows[4].reported], [duplicate])


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


@tagged("-at_install", "post_install")
class TestFiles(BaseCase):
    """Files that are no lists are refused with one clear reason."""

    def test_refused(self):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        locked = ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
        header = workbook(("Thôn A", [PLAIN + SELF]))
        good = workbook(("Thôn A", [PLAIN + SELF, AN + NINES]))
        for data, code in (
            (b"", "wrong_file"),
            (b"ho,ten\n", "wrong_file"),
            (b"<html><table><tr><td>A</td></tr></table></html>", "wrong_file"),
            (b"PK\x03\x04" + b"\0" * 40, "wrong_file"),
            (good[: len(good) // 2], "wrong_file"),
            (ole, "wrong_file"),
            (locked, "protected_file"),
            (workbook(("Thôn A", [])), "empty_file"),
            (header, "empty_file"),
        ):
            with self.assertRaises(list_workbook.WorkbookError) as caught:
                read_workbook(data)
            self.assertEqual(caught.exception.code, code)

    def test_stray_cell_far_below(self):
        import openpyxl

        book = openpyxl.Workbook()
        book.active["A1048576"] = "x"
        stream = io.BytesIO()
        book.save(stream)
        with self.assertRaises(list_workbook.FileTooLarge):
            read_workbook(stream.getvalue())


@tagged("-at_install", "post_install")
class TestCells(BaseCase):
    """What single cells say."""

    def test_dates(self):
        day = datetime.date(1990, 2, 8)
        for value in (
            day,
            datetime.datetime(1990, 2, 8, 7),
            "08/02/1990",
            "8-2-1990",
            "8.2.90",
            "8 / 2 / 1990",
            "1990-02-08",
            "08/02/1990 00:00:00",
            "ngày 8 tháng 2 năm 1990",
            32912.0,
            8021990,
            "08021990",
        ):
            self.assertEqual(parse_date(value), day, value)
        for value in ("", "31/02/1990", "hôm qua", 12, True, datetime.time(1)):
            self.assertIsNone(parse_date(value), value)

    def test_births(self):
        typed_over = datetime.date(1905, 6, 16)  # 1994 in a cell formatted as a date
        self.assertEqual(parse_birth(typed_over)[:2], (None, 1994))
        self.assertEqual(parse_birth("45")[:2], (None, 1945))
        self.assertEqual(parse_birth("khoảng 1950")[:2], (None, 1950))
        self.assertEqual(parse_birth("1950 hoặc 1951")[:2], (None, None))

    def test_sexes(self):
        for value, sex in (("Nam", "male"), ("NỮ", "female"), ("nu", "female")):
            self.assertEqual(parse_sex(value), sex)
        self.assertIsNone(parse_sex("1"))

    def test_scores(self):
        self.assertEqual(parse_score("", 1, 10), (None, None))
        self.assertEqual(parse_score("10", 1, 10), (10, None))
        self.assertEqual(parse_score("mười", 1, 10), (None, "score_not_integer"))

    def test_groups(self):
        self.assertEqual(parse_group("Nhóm hai", GROUPS), "N2")
        self.assertEqual(parse_group("3 (cán bộ)", GROUPS), "N3")
        for value in ("1, 2", "Nhóm", "Nông dân", 0, 12):
            self.assertIsNone(parse_group(value, GROUPS), value)
