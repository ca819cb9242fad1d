"""Lists as offices really keep them: columns of other people and other things, titles
between the rows, names in parts, fonts of before Unicode."""

import datetime
import io

import xlsxwriter

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools import old_encodings
from odoo.addons.cdht_module.tools.list_reader import read_workbook

from ..list_case import AN, NINES, PLAIN, SELF, codes, read

TENS = list(range(1, 11))


@tagged("-at_install", "post_install")
class TestOtherColumns(BaseCase):
    """A title alone does not decide: whose value it is, and what stands below it."""

    def first(self, title, *values, place=1):
        """The first person of a list with one more column before the others."""
        header = [*PLAIN[:place], title, *PLAIN[place:], *SELF]
        people = [AN, [2, "Vi Thị Én", "01/02/1985", "Nữ", "020185000002", 2]]
        rows = [
            [*person[:place], value, *person[place:], *NINES]
            for person, value in zip(people, values, strict=True)
        ]
        sheet = read(header, *rows)
        self.assertEqual(sheet.missing, [], title)
        return sheet.rows[0]

    def test_numbers_of_others(self):
        for title in (
            "Mã định danh hộ", "Số định danh hộ gia đình", "CCCD chủ hộ",
            "Số CCCD của cha/mẹ", "Số CCCD người giám hộ", "Mức định danh điện tử",
            "Loại giấy tờ (CCCD/CMND)", "Đơn vị cấp CCCD", "Ngày cấp CCCD",
            "Số CCCD cũ", "Mã định danh Bộ GD&ĐT", "Số thẻ BHYT",
        ):  # fmt: skip
            row = self.first(title, "020050999999", "020050999999")
            self.assertEqual(row.identity.number, AN[4], title)

    def test_of_two_columns_the_one_whose_values_fit(self):
        row = self.first("Căn cước công dân", "chưa đổi", "đã đổi")
        self.assertEqual(row.identity.number, AN[4])
        row = self.first("Mã định danh", "HD01", "HD01")
        self.assertEqual(row.identity.number, AN[4])
        # The same for all is nobody's own.
        row = self.first("Số định danh", "020050999999", "020050999999")
        self.assertEqual(row.identity.number, AN[4])

    def test_names_births_and_groups_of_others(self):
        for title, value in (
            ("Họ và tên cha", "Lò Văn Cha"),
            ("Họ tên vợ/chồng", "Vi Thị Vợ"),
            ("Chủ hộ", "Lò Văn Chủ"),
            ("Năm sinh chủ hộ", 1940),
            ("Nhóm máu", "O"),
            ("Nhóm nghề", "Nông"),
            ("Đối tượng ưu tiên", "Hộ nghèo"),
            ("Người cấp phiếu", "Hoàng Thị Cấp"),
        ):
            row = self.first(title, value, value)
            self.assertEqual(row.name, AN[1], title)
            self.assertEqual(row.birth_date, datetime.date(1990, 2, 18), title)
            self.assertEqual(row.group_code, "N1", title)

    def test_only_the_number_of_others_is_no_number(self):
        header = [*PLAIN[:4], "Mã định danh Bộ GD&ĐT", PLAIN[5], *SELF]
        sheet = read(header, [*AN[:4], "0201234567", 1, *NINES])
        self.assertEqual(len(sheet.missing), 1)
        self.assertIn("định danh", sheet.missing[0])


@tagged("-at_install", "post_install")
class TestHeaders(BaseCase):
    """Titles of two rows, merged or not."""

    def test_sub_titles_of_things_that_are_not_read(self):
        top = ["STT", "Họ và tên", "Ngày sinh", None, "Trình độ", None, "CCCD", "Nhóm"]
        low = [None, None, "Nam", "Nữ", "Văn hóa", "Chuyên môn", None, None]
        man = [1, AN[1], "01/09/1956", None, "12/12", "Trung cấp", "020056000308", 1]
        woman = [2, "Vi Bé", None, "02/10/1963", "9/12", "", "020163000309", 1]
        sheet = read(
            top + TENS, low, man + NINES, woman + NINES, merges=("C1:D1", "E1:F1")
        )
        self.assertEqual(
            [(row.sex, row.birth_date) for row in sheet.rows],
            [
                ("male", datetime.date(1956, 9, 1)),
                ("female", datetime.date(1963, 10, 2)),
            ],
        )

    def test_title_run_together(self):
        titles = ["stt", "hoten", "ngaysinh", "gioitinh", "cmnd", "nhom"]
        self.assertEqual(read(titles + TENS, AN + NINES).rows[0].name, AN[1])

    def test_titles_of_the_states_own_forms(self):
        for title in ("Họ, chữ đệm và tên", "Họ, chữ đệm và tên khai sinh",
                      "Họ và tên học sinh", "Họ và tên cán bộ",
                      "Họ và tên đoàn viên", "hoten"):  # fmt: skip
            header = [PLAIN[0], title, *PLAIN[2:], *SELF]
            self.assertEqual(read(header, AN + NINES).rows[0].name, AN[1], title)
        for title in ("NTN sinh", "Ngày sinh", "Sinh ngày"):
            header = [*PLAIN[:2], title, *PLAIN[3:], *SELF]
            row = read(header, AN + NINES).rows[0]
            self.assertEqual(row.birth_year, 1990, title)
        header = [*PLAIN[:4], "Số giấy tờ tùy thân", PLAIN[5], *SELF]
        self.assertEqual(read(header, AN + NINES).rows[0].identity.number, AN[4])

    def test_unit_columns(self):
        for title in ("Thôn", "Ấp", "Khóm", "Buôn", "Làng", "Tổ", "Cơ quan", "Trường",
                      "Tên đơn vị", "Đơn vị/tập thể công tác", "Tập thể"):  # fmt: skip
            sheet = read([*PLAIN, title, *SELF], [*AN, "Thôn Hai", *NINES])
            self.assertTrue(sheet.unit_by_row, title)
            self.assertEqual(sheet.rows[0].unit_text, "Thôn Hai", title)

    def test_name_over_two_columns(self):
        people = ([1, "Mã Thu", "Lan"], [2, "Lò Quang", "Nam"], [3, "Vi Thị", "Nga"])
        rest = ["18/02/1990", "Nam", "020090000001", 1, *NINES]
        for first, second in (("Họ và tên", None), ("Họ và", "tên"),
                              ("Họ và tên đệm", "Tên")):  # fmt: skip
            header = ["STT", first, second, *PLAIN[2:], *SELF]
            sheet = read(header, *([*person, *rest] for person in people))
            names = [row.name for row in sheet.rows]
            self.assertEqual(names, ["Mã Thu Lan", "Lò Quang Nam", "Vi Thị Nga"])

    def test_what_stands_beside_a_name_is_no_part_of_it(self):
        rest = ["18/02/1990", "020090000001", 1, *NINES]
        header = ["STT", "Họ và tên", None, "Ngày sinh", "CCCD", "Nhóm", *SELF]
        for beside in ("Nam", "Tày", "x"):
            sheet = read(header, [1, AN[1], beside, *rest])
            self.assertEqual(sheet.rows[0].name, AN[1])

    def test_scores_that_are_numbered_anew_under_each_criterion(self):
        criteria = ["Tiêu chí 1", *[None] * 3, "Tiêu chí 2", *[None] * 3, "Tiêu chí 3"]
        low = [*[None] * 6, *map(str, (1, 2, 3, 4, 1, 2, 3, 4, 1, 2))]
        scores = [*range(1, 11)]
        across = ("G1:J1", "K1:N1", "O1:P1")
        down = [f"{letter}1:{letter}2" for letter in "ABCDEF"]
        for merges in ((), across, (*across, *down)):
            sheet = read([*PLAIN, *criteria], low, [*AN, *scores], merges=merges)
            (row,) = sheet.rows
            self.assertEqual((sheet.missing, row.self_scores), ([], scores), merges)
            self.assertFalse(sheet.alarms)
        top = [*PLAIN, "Điểm tự chấm", *[None] * 9, "Điểm thẩm định", *[None] * 9]
        middle = [*[None] * 6, *criteria, None, *criteria, None]
        row = read(
            top, middle, [*low, *low[6:]], [*AN, *scores, *NINES],
            merges=("G1:P1", "Q1:Z1"),
        ).rows[0]  # fmt: skip
        self.assertEqual((row.self_scores, row.appraised_scores), (scores, NINES))

    def test_a_remark_beside_sub_titles(self):
        """Below a column that is not read; the header has two rows all the same."""
        top = ["STT", "Họ và tên", "Năm sinh", None, "CCCD", "Nhóm", "Ý kiến", *SELF]
        low = [None, None, "Nam", "Nữ", None, None, "(ghi rõ)"]
        man = [1, AN[1], 1990, None, AN[4], 1, "đồng ý", *NINES]
        woman = [2, "Vi Thị Bé", None, 1980, "020180000002", 1, None, *NINES]
        for merges in ((), ("C1:D1",)):
            rows = read(top, low, man, woman, merges=merges).rows
            births = [(row.name, row.birth_year, row.sex) for row in rows]
            self.assertEqual(
                births, [(AN[1], 1990, "male"), ("Vi Thị Bé", 1980, "female")]
            )

    def test_scores_of_earlier_years(self):
        top = [*PLAIN, "Điểm năm 2026", *[None] * 9, "Điểm năm 2027", *[None] * 9]
        low = [None] * 6 + TENS + TENS
        sheet = read(top, low, [*AN, *[5] * 10, *NINES], merges=("G1:P1", "Q1:Z1"))
        self.assertEqual(sheet.rows[0].self_scores, NINES)
        self.assertEqual(sheet.rows[0].appraised_scores, [None] * 10)


@tagged("-at_install", "post_install")
class TestSections(BaseCase):
    """Titles between the rows hold for those that follow."""

    def sections(self, *titles):
        rows, number = [], 0
        for title in titles:
            number += 1
            rows += [title, [number, *AN[1:], *NINES]]
        sheet = read(PLAIN + SELF, *rows, ["", "Tổng cộng: 2 người"])
        return [row.section for row in sheet.rows]

    def test_titles_of_units(self):
        for first, second in (
            (["I", "THÔN MỘT"], ["II", "THÔN HAI"]),
            ([None, "I. Thôn Một"], [None, "II. Thôn Hai"]),
            (["Thôn Một"], ["Thôn Hai"]),
            (["A", "Thôn Một (12 người)"], ["B", "Thôn Hai: 5 người"]),
        ):
            found = [text.lower() for text in self.sections(first, second)]
            self.assertEqual(found, ["thôn một", "thôn hai"])

    def test_totals_are_no_titles(self):
        total = ["", "Cộng thôn Một: 3 người"]
        self.assertEqual(self.sections(["", "Thôn Một"], total), ["Thôn Một"] * 2)


@tagged("-at_install", "post_install")
class TestOldFonts(BaseCase):
    """Text typed with .VnTime and VNI fonts is put right, Unicode text left alone."""

    def test_tcvn3(self):
        header = [
            "STT",
            "Hä vµ tªn",
            "Ngµy sinh",
            "Giíi tÝnh",
            "Sè CCCD",
            "Nhãm",
            *TENS,
        ]
        people = (("NguyÔn V¨n T\xadêng", "Nam"), ("Lß ThÞ H\xadêng", "N÷"))
        rows = [[1, name, AN[2], sex, AN[4], 1, *NINES] for name, sex in people]
        sheet = read(header, *rows)
        self.assertEqual(
            [(row.name, row.sex) for row in sheet.rows],
            [("Nguyễn Văn Tường", "male"), ("Lò Thị Hường", "female")],
        )

    def test_vni_beside_unicode(self):
        sheet = read(
            PLAIN + SELF,
            [1, "Nguyeãn Vaên Tröôøng", *AN[2:], *NINES],
            [2, "Hoaøng Thò Thuùy", *AN[2:], *NINES],
        )
        names = [row.name for row in sheet.rows]
        self.assertEqual(names, ["Nguyễn Văn Trường", "Hoàng Thị Thúy"])

    def test_unicode_stays(self):
        for text in ("Hoà", "Tú", "Nhóm", "Quý", "Nông Thị Én", "Lý Văn Ó", "Phẩm"):
            rows = [["Họ và tên"], [text]]
            self.assertIsNone(old_encodings.repair_sheet(rows))
            self.assertEqual(rows[1][0], text)


@tagged("-at_install", "post_install")
class TestOddValues(BaseCase):
    """Births and numbers as people write them."""

    def row(self, birth=AN[2], identity=AN[4], name=AN[1], group=1):
        person = [1, name, birth, "Nam", identity, group, *NINES]
        return read(PLAIN + SELF, person).rows[0]

    def test_births(self):
        for text in ("18/02/1990", "18.02.90", "'18/02/1990", "18 tháng 2 năm 1990",
                     "18/02/1990.", "ngày 18/02/1990", "18\\02\\1990", "18,02,1990",
                     "18/O2/1990", "18/Feb/1990", "18-thg 2-1990", "180290",
                     "18021990", "1990-02-18"):  # fmt: skip
            row = self.row(birth=text)
            self.assertEqual(row.birth_date, datetime.date(1990, 2, 18), text)

    def test_birth_that_cannot_be_is_told(self):
        for text in ("18/02/1890", "31/31/31", "năm 90-"):
            self.assertIn("birth_unreadable", codes(self.row(birth=text), "error"))

    def test_numbers(self):
        for text in ("O20090000001", "CCCD: 020090000001", "020 090 000 001",
                     "020090000001 (cũ 080123456)", "０２００９００００００１",
                     "020090000001\n080123456"):  # fmt: skip
            self.assertEqual(self.row(identity=text).identity.number, AN[4], text)

    def test_who_has_no_card_yet_is_a_person(self):
        for text in ("Chưa có", "không có", "-", "...", "chưa làm", "chưa được cấp",
                     "đang chờ cấp"):  # fmt: skip
            row = self.row(identity=text)
            self.assertFalse(row.errors, text)
            self.assertIn("identity_number_missing", codes(row, "warning"), text)
        for text in ("x", "0", "080123456", "080.123.456"):
            row = self.row(identity=text)
            self.assertIn("identity_number_invalid", codes(row, "error"), text)

    def test_honours_are_no_part_of_a_name(self):
        for text, name in (("Ông Lò Văn An", "Lò Văn An"), ("BÀ VI ÚT", "Vi Út"),
                           ("Ông/Bà: LÒ VĂN AN", "Lò Văn An"), ("Y A", "Y A"),
                           ("Đ/c Lò Văn An", "Lò Văn An"),
                           ("LÒ VĂN AN (trưởng thôn)", "Lò Văn An (trưởng thôn)"),
                           ("Ông Thị Lan", "Ông Thị Lan")):  # fmt: skip
            self.assertEqual(self.row(name=text).name, name)

    def test_phones_get_their_zero_back(self):
        titles = [*PLAIN, "Số điện thoại"]
        for cell, phone in ((912345678.0, "0912345678"), ("912.345.678", "0912345678"),
                            ("0912 345 678", "0912 345 678"),
                            ("chưa có", "chưa có")):  # fmt: skip
            sheet = read(titles + SELF, [*AN[:6], cell, *NINES])
            self.assertEqual(sheet.rows[0].phone, phone)

    def test_scores_as_people_write_them(self):
        for text in ("8đ", "8 điểm", "8/10", "8.", "８", "8,0", 8.0):
            row = self.scored(text)
            self.assertEqual(row.self_scores[0], 8, text)
        for text in ("8/5", "8-9", "tám", "8,5"):
            self.assertIn("score_not_integer", codes(self.scored(text), "error"), text)

    def scored(self, first):
        return read(PLAIN + SELF, [*AN, first, *NINES[1:]]).rows[0]

    def test_formulas_without_a_result_are_told(self):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet("Thôn A")
            sheet.write_row(0, 0, PLAIN + SELF)
            for row in (1, 2, 3):
                sheet.write_row(row, 0, [row, *AN[1:], *NINES])
            sheet.write_formula(1, 6, "=NA()", None, "#N/A")
            sheet.write_formula(2, 1, '="Lò"&" Văn An"', None, "")
            sheet.write_formula(3, 6, "=4+4", None, 8)
        rows = read_workbook(file.getvalue())[0].rows
        for row, value in ((rows[0], "#N/A"), (rows[1], '="Lò"&" Văn An"')):
            self.assertEqual(codes(row, "error"), {"formula_without_result"})
            self.assertEqual(row.errors[0].params["value"], value)
        self.assertFalse(rows[2].errors)
        self.assertEqual(rows[2].self_scores[0], 8)

    def test_groups_in_words(self):
        for text in ("LĐ nông thôn", "Lao động nông", "Nhóm 1 (nông thôn)"):
            self.assertEqual(self.row(group=text).group_code, "N1", text)
