"""What each column was taken for, what is told instead, what makes one doubt."""

import base64
import io

import openpyxl

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools import list_reader

from ..import_case import AN, BE, CHI, HEADER, person, workbook


def sheet_of(rows, told=None, change=None, **options):
    """The one sheet of a workbook, read in this process."""
    data = base64.b64decode(workbook({"Thôn Một": rows}))
    if change:
        book = openpyxl.load_workbook(io.BytesIO(data))
        change(book.active)
        stream = io.BytesIO()
        book.save(stream)
        data = stream.getvalue()
    (sheet,) = list_reader.read_workbook(data, told=told, **options)
    return sheet


def alarms(sheet):
    return {(alarm.code, alarm.column) for alarm in sheet.alarms}


PEOPLE = [person(), person(BE), person(CHI)]
# A second number, of the householder: all of one household.
HOUSE = "020060000009"


@tagged("-at_install", "post_install")
class TestColumns(BaseCase):
    def test_what_was_understood(self):
        sheet = sheet_of([[*HEADER, "Tổng"], *([*row, 90] for row in PEOPLE)])
        told = {column.letter: column for column in sheet.columns}
        self.assertEqual(
            [told[letter].meaning for letter in "ABCDEF"],
            ["number", "name", "birth", "sex", "identity", "group"],
        )
        self.assertEqual((told["G"].meaning, told["G"].number), ("self", 1))
        self.assertEqual((told["Z"].meaning, told["Z"].number), ("appraised", 10))
        self.assertEqual(told["AA"].meaning, "ignored")
        self.assertEqual(told["B"].title, "Họ và tên")
        self.assertEqual(told["B"].samples[0], AN["name"])
        self.assertEqual((told["B"].filled, told["Z"].filled), (3, 0))
        self.assertFalse(sheet.alarms)

    def test_another_column_is_chosen(self):
        rows = [
            [*HEADER, "Mã số riêng"],
            *([*row[:4], HOUSE, *row[5:], row[4]] for row in PEOPLE),
        ]
        wrong = sheet_of(rows)
        self.assertEqual({row.identity.number for row in wrong.rows}, {HOUSE})
        # Column AA is the 27th.
        right = sheet_of(rows, {"columns": {"Thôn Một": {"26": ["identity", None]}}})
        numbers = [row.identity.number for row in right.rows]
        self.assertEqual(numbers, [AN["id"], BE["id"], CHI["id"]])
        told = {column.letter: column.meaning for column in right.columns}
        self.assertEqual((told["E"], told["AA"]), ("ignored", "identity"))
        # A finding names the column that is read.
        self.assertFalse(
            right.alarms and alarms(right) & {("numbers_against_births", "E")}
        )

    def test_remembered_for_the_same_titles(self):
        rows = [[*HEADER, "Mã số riêng"], *([*row, row[4]] for row in PEOPLE)]
        first = sheet_of(rows)
        remembered = {first.key: {"26": ["identity", None], "4": ["ignored", None]}}
        again = sheet_of([["Chi hội thôn Một"], *rows], {"remembered": remembered})
        self.assertTrue(again.remembered)
        told = {column.letter: column.meaning for column in again.columns}
        self.assertEqual((told["E"], told["AA"]), ("ignored", "identity"))
        # What is said of this file counts more.
        mine = {"Thôn Một": {"4": ["identity", None], "26": ["ignored", None]}}
        again = sheet_of(rows, {"remembered": remembered, "columns": mine})
        told = {column.letter: column.meaning for column in again.columns}
        self.assertEqual((told["E"], told["AA"]), ("identity", "ignored"))
        other = sheet_of([HEADER, *PEOPLE], {"remembered": remembered})
        self.assertFalse(other.remembered)

    def test_a_name_in_two_columns_is_put_together(self):
        rows = [["TT", "Người dân", "Phần sau", *HEADER[2:]]]
        for row in PEOPLE:
            family, given = row[1].rsplit(" ", 1)
            rows.append([row[0], family, given, *row[2:]])
        chosen = {"1": ["name", None], "2": ["name", None]}
        sheet = sheet_of(rows, {"columns": {"Thôn Một": chosen}})
        self.assertEqual(sheet.rows[0].name, AN["name"])

    def test_a_block_of_scores_is_chosen_without_numbers(self):
        titles = [*HEADER[:6], *(f"Cột {n}" for n in "abcdefghik")]
        rows = [titles, *(row[:16] for row in PEOPLE)]
        self.assertTrue(sheet_of(rows).missing)
        chosen = {str(n): ["self", None] for n in range(6, 16)}
        sheet = sheet_of(rows, {"columns": {"Thôn Một": chosen}})
        self.assertFalse(sheet.missing)
        self.assertEqual(sheet.rows[0].self_scores, [9] * 10)

    def test_cells_are_corrected(self):
        rows = [HEADER, person(id="02009000000X", scores=[11] * 10), person(BE)]
        cells = {"2": {"E": AN["id"], **dict.fromkeys("GHIJKLMNOP", "9")}}
        sheet = sheet_of(rows, {"cells": {"Thôn Một": cells}})
        self.assertFalse(sheet.rows[0].errors)
        self.assertEqual(sheet.rows[0].self_scores, [9] * 10)
        # What names no cell of the sheet changes nothing.
        odd = {
            "0": {"A": "x"},
            "999999": {"E": "x"},
            "2": {"?": "x", "ZZZ": "x", "": "x"},
        }
        sheet = sheet_of(rows, {"cells": {"Thôn Một": odd, "Khác": cells}})
        self.assertTrue(sheet.rows[0].errors)


@tagged("-at_install", "post_install")
class TestAlarms(BaseCase):
    """A list that looks right row by row, and was understood wrongly all the same."""

    def test_numbers_of_somebody_else(self):
        wrong = ["020150000001", "020151000002", "020052000003"]
        rows = [[*row[:4], number, *row[5:]]
                for row, number in zip(PEOPLE, wrong, strict=True)]  # fmt: skip
        self.assertEqual(
            alarms(sheet_of([HEADER, *rows])),
            {("numbers_against_births", "E"), ("numbers_against_sexes", "E")},
        )
        one = [person(id="020150000001"), *PEOPLE[1:]]
        self.assertFalse(alarms(sheet_of([HEADER, *one])))

    def test_names(self):
        rows = [HEADER, person(name="An"), person(BE, name="Ngµ Thị ß"), person(CHI)]
        self.assertLessEqual(
            {("names_of_one_word", "B"), ("names_of_other_letters", "B")},
            alarms(sheet_of(rows)),
        )
        good = (
            "H’Hen Niê",
            "Y-Ñan Êban",
            "Vi Thị Lan (B)",
            "K'Brêu Đ. Ỵ",
            "Lò Văn An 2",
        )
        for name in good:
            with self.subTest(name):
                self.assertFalse(alarms(sheet_of([HEADER, person(name=name)])))

    def test_nobody_has_a_birth(self):
        rows = [person(base, birth=None) for base in (AN, BE, CHI)]
        self.assertEqual(alarms(sheet_of([HEADER, *rows])), {("no_births", "C")})

    def test_a_row_that_names_a_unit(self):
        rows = [HEADER, person(), ["", "Thôn Hai", "năm 2026"], person(BE)]
        (alarm,) = sheet_of(rows).alarms
        self.assertEqual((alarm.code, alarm.params["row"]), ("row_of_unit", 3))
        for other in (["", "Thôn Hai"], ["", "Cộng thôn Hai", 3], HEADER):
            with self.subTest(str(other[:2])):
                rows = [HEADER, person(), other, person(BE)]
                self.assertFalse(alarms(sheet_of(rows)))

    def test_one_slip_does_not_decide_between_two_columns(self):
        rows = [[*HEADER, "Số định danh"], *([*row, row[4]] for row in PEOPLE)]
        rows[2][4] = "02019x000002"
        for row, other in zip(rows[1:], ("1", "2", "3"), strict=True):
            row[-1] = f"02009000100{other}"
        self.assertIn("two_columns", {code for code, _column in alarms(sheet_of(rows))})

    def test_a_few_slips_do_not_decide_either(self):
        people = [person(id=f"0200900001{n:02}", sex=None, birth=None)
                  for n in range(10)]  # fmt: skip
        rows = [[*row, f"0200900002{n:02}"] for n, row in enumerate(people)]
        rows[3][-1] = rows[7][-1] = "0200900"
        sheet = sheet_of([[*HEADER, "Số định danh"], *rows])
        self.assertIn(("two_columns", "E"), alarms(sheet))

    def test_numbers_that_agree_with_birth_and_sex_win(self):
        fathers = ["020060000011", "020061000012", "020062000013"]
        for count in (1, 2, 3):
            rows = [[*row[:4], father, *row[5:], row[4]]
                    for row, father in zip(PEOPLE, fathers, strict=True)]  # fmt: skip
            sheet = sheet_of([[*HEADER, "Số CCCD"], *rows[:count]])
            self.assertFalse(alarms(sheet))
            numbers = [row.identity.number for row in sheet.rows]
            self.assertEqual(numbers, [AN["id"], BE["id"], CHI["id"]][:count])

    def test_two_columns_of_other_meanings(self):
        """The value decides nothing: asked about, unless both say the same."""
        for place, title, values, meaning in (
            (3, "Họ và tên người dân", ("Vi Văn X", "Vi Thị Y", "Vi Văn Z"), "name"),
            (26, "Họ tên", ("Vi Văn X", "Vi Thị Y", "Vi Văn Z"), "name"),
            (26, "Nhóm đối tượng", (2, 1, 3), "group"),
            (26, "Ngày tháng năm sinh", ("1/1/1980",) * 3, "birth"),
            (26, "Phái", ("Nữ", "Nam", "Nam"), "sex"),
        ):
            titles = [*HEADER[:place], title, *HEADER[place:]]
            rows = [[*row[:place], value, *row[place:]]
                    for row, value in zip(PEOPLE, values, strict=True)]  # fmt: skip
            sheet = sheet_of([titles, *rows])
            found = [one for one in sheet.alarms if one.code == "two_columns"]
            self.assertEqual([one.params["meaning"] for one in found], [meaning], title)
            self.assertEqual(sheet.rows[0].name, AN["name"])
        units = ("Thôn Một", "Thôn Hai", "Thôn Hai")
        rows = [
            [*row, "Thôn Một", unit] for row, unit in zip(PEOPLE, units, strict=True)
        ]
        sheet = sheet_of([[*HEADER, "Thôn", "Đơn vị"], *rows])
        self.assertIn(("two_columns", "AA"), alarms(sheet))
        rows = [[*row, "Thôn Một", " thôn  một"] for row in PEOPLE]
        self.assertFalse(alarms(sheet_of([[*HEADER, "Thôn", "Đơn vị"], *rows])))
        rows = [[*row, row[4]] for row in PEOPLE]
        self.assertFalse(alarms(sheet_of([[*HEADER, "CCCD"], *rows])))

    def test_halves_of_a_list_side_by_side(self):
        rows = [[*PEOPLE[0], *PEOPLE[1]], [*PEOPLE[1], *PEOPLE[2]]]
        found = sheet_of([[*HEADER, *HEADER], *rows]).alarms
        asked = {one.params["meaning"] for one in found if one.code == "two_columns"}
        self.assertIn("name", asked)

    def test_two_columns_that_fit(self):
        titles = [*HEADER, "Số CCCD"]
        others = ["020090000011", "020191000012", "020192000013"]
        rows = [[*row, other] for row, other in zip(PEOPLE, others, strict=True)]
        sheet = sheet_of([titles, *rows])
        self.assertEqual(alarms(sheet), {("two_columns", "E")})
        self.assertEqual(sheet.alarms[0].params["others"], "AA")
        told = {"columns": {"Thôn Một": {"4": ["identity", None]}}}
        self.assertFalse(alarms(sheet_of([titles, *rows], told)))
        # Where one is plainly worse, nobody is asked.
        rows = [[*row, HOUSE] for row in PEOPLE]
        rows[0][-1] = rows[1][-1] = "090000001"
        self.assertFalse(alarms(sheet_of([titles, *rows])))

    def test_two_blocks_of_scores(self):
        numbers = [*map(str, range(1, 11))]
        rows = [[*row[:6], *[9] * 10, *[8] * 10] for row in PEOPLE]
        sheet = sheet_of([[*HEADER[:6], *numbers, *numbers], *rows])
        self.assertEqual(alarms(sheet), {("two_blocks_of_scores", "G")})

    def test_columns_that_were_not_read(self):
        titles = [*HEADER, "Nơi ở", "Mã hộ", "Thang bậc"]
        rows = [[*row, "Nà Van", "A1", 7] for row in PEOPLE]
        sheet = sheet_of([titles, *rows])
        self.assertEqual(
            alarms(sheet), {("columns_unread_needed", "AC"), ("columns_unread", "AA")}
        )
        self.assertIn("“Mã hộ”", sheet.alarms[1].params["columns"])

    def test_what_the_file_hides(self):
        def hide(page):
            page.row_dimensions[3].hidden = True
            page.column_dimensions["E"].hidden = True
            page.column_dimensions["A"].hidden = True

        sheet = sheet_of([HEADER, *PEOPLE], change=hide)
        self.assertEqual(alarms(sheet), {("rows_hidden", ""), ("columns_hidden", "E")})
        told = {alarm.code: alarm.params for alarm in sheet.alarms}
        self.assertEqual(told["rows_hidden"]["rows"], "3")


@tagged("-at_install", "post_install")
class TestErrorBook(BaseCase):
    FINDINGS = {"Thôn Một": [[2, "E", "error", "Dòng 2: sai số."],
                             [2, "", "error", "=1+1"]]}  # fmt: skip

    def _made(self, data):
        made = list_reader.with_findings(data, self.FINDINGS, {"Thôn Một": 1}, "Lỗi")
        return openpyxl.load_workbook(io.BytesIO(made))["Thôn Một"]

    def test_the_own_workbook_with_a_column_more(self):
        data = base64.b64decode(workbook({"Thôn Một": [HEADER, *PEOPLE], "Khác": []}))
        book = openpyxl.load_workbook(io.BytesIO(data))
        book["Thôn Một"].column_dimensions["B"].width = 33
        stream = io.BytesIO()
        book.save(stream)
        page = self._made(stream.getvalue())
        self.assertEqual(page.column_dimensions["B"].width, 33)
        self.assertEqual([cell.value for cell in page[1]], [*HEADER, "Lỗi"])
        said = page.cell(2, len(HEADER) + 1)
        self.assertEqual((said.value, said.data_type), ("Dòng 2: sai số.\n=1+1", "s"))
        self.assertEqual(page["E2"].fill.fgColor.rgb, "FFF4B6B6")
        self.assertEqual(page["E3"].fill.fgColor.rgb, "00000000")
        # Read again, it is the same list.
        sheet = list_reader.read_workbook(stream.getvalue())[0]
        self.assertEqual(len(sheet.rows), 3)

    def test_a_file_of_another_kind_gives_its_values(self):
        lines = "\n".join(
            ",".join(map(str, cells)) for cells in (HEADER, [*PEOPLE[0][:6], "=2+5"])
        )
        (name,) = (sheet.name for sheet in list_reader.read_workbook(lines.encode()))
        findings = {name: [[2, "G", "warning", "Xem lại"]]}
        made = list_reader.with_findings(lines.encode(), findings, {name: 1}, "Lỗi")
        page = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
        self.assertEqual((page["G2"].value, page["G2"].data_type), ("=2+5", "s"))

    def test_what_is_no_workbook(self):
        with self.assertRaises(list_reader.WorkbookError):
            self._made(b"PK\x03\x04 no more")
