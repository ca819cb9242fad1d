import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CommuneCase

LISTS = "cdht_module.report_cdht_proposal_xlsx"
STATISTICS = "cdht_module.report_cdht_statistics_xlsx"
_HEAD = 4


@tagged("post_install", "-at_install")
class TestXlsxReports(CommuneCase):
    """danh-sach-de-nghi.xlsx and thong-ke.xlsx, read back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = cls.env["cdht.labour.group"].search([])
        cls.five = cls.make_people(
            cls.village, gender="female", identity_number="020171000123",
            name="Vi Thị An", labour_group_id=groups[0].id,
        )  # fmt: skip
        cls.make_titles(cls.five, range(2022, 2026))
        cls.plain = cls.make_people(
            cls.village, gender="male", name="Lý Văn Bình",
            labour_group_id=groups[1].id,
        )  # fmt: skip
        cls.failed = cls.make_people(
            cls.village_2, gender="female", name="Chu Thị Chanh",
            labour_group_id=groups[1].id,
        )  # fmt: skip
        cls.waiting = cls.make_people(cls.village_2, name="Bế Văn Đạt")
        cls.carry(cls.register(cls.five), "appraised", 9)
        cls.carry(cls.register(cls.plain), "appraised", 8)
        cls.carry(cls.register(cls.failed), "appraised", *([9] * 9), 4)
        cls.register(cls.waiting)

    def book(self, report, user=None):
        env = self.env(user=user or self.commune_user)
        content, kind = env["ir.actions.report"]._render_xlsx(
            report, self.campaign.ids, {}
        )
        self.assertEqual(kind, "xlsx")
        return load_workbook(io.BytesIO(content))

    def rows(self, sheet):
        """The people of a sheet as dicts by the titles of its columns."""
        titles = [cell.value for cell in sheet[_HEAD]]
        return [
            dict(zip(titles, (cell.value for cell in row), strict=True))
            for row in sheet.iter_rows(min_row=_HEAD + 1)
            if row[0].value
        ]

    def test_a_sheet_a_unit_with_everyone(self):
        book = self.book(LISTS)
        self.assertEqual(book.sheetnames, ["Thôn Một", "Thôn Hai", "UBND xã"])
        self.assertEqual(
            self.rows(book["Thôn Một"]),
            [
                {
                    "TT": 1, "Họ và tên": "Vi Thị An", "Năm sinh": 1980,
                    "Giới tính": "Nữ", "Số định danh cá nhân": "020171000123",
                    "Nhóm đối tượng": 1, "Điểm tự chấm": 90, "Điểm thẩm định": 90,
                    "Điểm chỉ số thấp nhất": 9, "Xếp loại": "Đạt 5 năm liền",
                    "Số năm liên tục": 5, "Ghi chú": "Tiêu biểu xuất sắc",
                },
                {
                    "TT": 2, "Họ và tên": "Lý Văn Bình", "Năm sinh": 1980,
                    "Giới tính": "Nam", "Số định danh cá nhân": None,
                    "Nhóm đối tượng": 2, "Điểm tự chấm": 80, "Điểm thẩm định": 80,
                    "Điểm chỉ số thấp nhất": 8, "Xếp loại": "Đạt",
                    "Số năm liên tục": 1, "Ghi chú": None,
                },
            ],
        )  # fmt: skip
        failed, waiting = self.rows(book["Thôn Hai"])
        self.assertEqual(failed["Xếp loại"], "Không đạt")
        self.assertEqual(failed["Ghi chú"], "Chỉ số 10 dưới 5")
        self.assertEqual(waiting["Ghi chú"], "Chưa tự đánh giá")
        self.assertIsNone(waiting["Điểm thẩm định"])

    def test_as_the_list_on_paper(self):
        """The same order, numbers, grades and reasons."""
        first = self.make_people(self.village_2, name="An Văn Bê")
        last = self.make_people(self.village_2, name="Vũ Văn Út")
        self.carry(self.register(first), "appraised", 5)
        self.carry(self.register(last), "appraised", 9)
        unit_list = self.failed.assessment_ids.proposal_id
        paper = unit_list._list_values()
        on_paper = [row for group in paper["groups"] for row in group["rows"]]
        sheet = self.rows(self.book(LISTS)["Thôn Hai"])
        self.assertEqual(
            [(row["TT"], row["Họ và tên"]) for row in sheet],
            [(row[0], row[1]) for row in on_paper],
        )
        self.assertEqual([row["TT"] for row in sheet], [1, 2, 3, 4])
        self.assertEqual(sheet[0]["Họ và tên"], "Vũ Văn Út")
        for one, row in zip(sheet, on_paper, strict=True):
            self.assertIn(row[-1], (one["Xếp loại"], one["Ghi chú"]))
            in_book = [
                one["Năm sinh"], one["Nhóm đối tượng"], one["Điểm thẩm định"],
                one["Điểm chỉ số thấp nhất"], one["Số năm liên tục"],
            ]  # fmt: skip
            self.assertEqual(
                [value or "" for value in in_book],
                [row[2], int(row[3][1:]) if row[3] else "", *row[4:7]],
            )
        self.assertIn("Dưới 80 điểm", [row["Ghi chú"] for row in sheet])

    def test_list_has_a_place_to_sign(self):
        sheet = self.book(LISTS)["Thôn Một"]
        cells = {cell.value for row in sheet.iter_rows() for cell in row}
        for text in ("NGƯỜI LẬP DANH SÁCH", "TM. CHI HỘI", "(Ký, ghi rõ họ tên)"):
            self.assertIn(text, cells)
        self.assertIn("KẾT QUẢ THẨM ĐỊNH, ĐỀ NGHỊ CÔNG NHẬN", sheet["A1"].value)

    def test_files_are_named_and_heads_are_high(self):
        for report, rows in ((LISTS, (_HEAD,)), (STATISTICS, (_HEAD, _HEAD + 1))):
            book = self.book(report)
            self.assertTrue(book.properties.title)
            self.assertEqual(book.properties.creator, "Ủy ban nhân dân xã Mẫu")
            for sheet in book.worksheets:
                for row in (1, 2, *rows):
                    self.assertGreater(sheet.row_dimensions[row].height, 15)

    def test_ready_to_be_printed(self):
        for report, repeated in ((LISTS, "$4:$4"), (STATISTICS, "$4:$5")):
            for sheet in self.book(report).worksheets:
                self.assertEqual(sheet.page_setup.orientation, "landscape")
                self.assertEqual(sheet.page_setup.paperSize, 9)
                self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
                self.assertEqual(sheet.page_setup.fitToHeight, 0)
                self.assertEqual(sheet.print_title_rows, repeated)
                self.assertTrue(sheet.freeze_panes)

    def test_typed_text_is_never_a_formula(self):
        names = ["=1+1", "+84 An", "-An", "@An", "=HYPERLINK(A1)", "https://an.vn"]
        for name in names:
            self.register(self.make_people(self.agency, name=name))
        sheet = self.book(LISTS)["UBND xã"]
        cells = [row[1] for row in sheet.iter_rows(min_row=_HEAD + 1) if row[0].value]
        self.assertEqual({cell.value for cell in cells}, set(names))
        for cell in cells:
            self.assertEqual(cell.data_type, "s", cell.value)
            self.assertIsNone(cell.hyperlink)

    def test_names_of_sheets(self):
        long_name = "Trường Phổ thông dân tộc bán trú [A/B]: *Xã Mẫu?"
        for name in (long_name, long_name + " hai", "Thôn Một?", "'", "History"):
            self.register(self.make_people(self.make_unit(name, sequence=9)))
        names = self.book(LISTS).sheetnames
        self.assertEqual(len({name.lower() for name in names}), 8)
        for name in names:
            self.assertLessEqual(len(name), 31)
            self.assertFalse(set(name) & set("[]:*?/\\"), name)

    def test_each_user_gets_what_they_may_read(self):
        book = self.book(LISTS, self.chapter_2)
        self.assertEqual(book.sheetnames, ["Thôn Hai"])
        book = self.book(STATISTICS, self.chapter_2)
        self.assertEqual(book["Theo đơn vị"].cell(6, 2).value, "Thôn Hai")
        self.assertEqual(book["Theo đơn vị"].cell(7, 2).value, "Tổng cộng")
        self.assertNotIn(
            "Số định danh cá nhân",
            [cell.value for s in self.book(LISTS, self.district) for cell in s[_HEAD]],
        )
        for report in (LISTS, STATISTICS):
            with self.assertRaises(AccessError):
                self.book(report, self.citizen_user)

    def test_statistics(self):
        book = self.book(STATISTICS)
        self.assertEqual(book.sheetnames, ["Theo đơn vị", "Theo nhóm đối tượng"])
        sheet = book["Theo đơn vị"]
        lines = {
            row[1].value: [cell.value for cell in row[2:12]]
            for row in sheet.iter_rows(min_row=6)
        }
        self.assertEqual(lines["Thôn Một"], [2, 1, 2, 1, 2, 1, 0, 0, 1, 1])
        self.assertEqual(lines["Thôn Hai"], [2, 1, 1, 1, 0, 0, 1, 1, 0, 0])
        self.assertEqual(lines["UBND xã"], [0] * 10)
        self.assertEqual(lines["Tổng cộng"][0], "=SUM(C6:C8)")
        self.assertEqual(sheet["M6"].value, '=IF(E6=0,"",G6/E6)')
        by_group = {
            row[1].value: row[2].value
            for row in book["Theo nhóm đối tượng"].iter_rows(min_row=6)
        }
        self.assertEqual(by_group["Nhóm 1"], 1)
        self.assertEqual(by_group["Nhóm 2"], 2)
        self.assertEqual(by_group["Chưa rõ nhóm"], 1)

    def test_formulas_carry_their_values(self):
        content = self.env["ir.actions.report"]._render_xlsx(
            STATISTICS, self.campaign.ids, {}
        )[0]
        sheet = load_workbook(io.BytesIO(content), data_only=True)["Theo đơn vị"]
        self.assertEqual(sheet["C9"].value, 4)
        self.assertAlmostEqual(sheet["M9"].value, 2 / 3)

    def test_queries_do_not_grow_with_the_lists(self):
        for report in (LISTS, STATISTICS):
            self.env.flush_all()
            self.env.transaction.reset()
            self.book(report)  # rules and templates come into the caches
        counts = []
        for size in (1, 2, 30):
            self.make_dossiers("appraised", self.agency, size, gender="female")
            for report in (LISTS, STATISTICS):
                self.env.flush_all()
                # As a new request: no environment remembers user and company.
                self.env.transaction.reset()
                before = self.env.cr.sql_log_count
                self.book(report)
                counts.append(self.env.cr.sql_log_count - before)
        # The first fills the caches of the registry.
        self.assertEqual(counts[2:4], counts[4:])
