"""Earlier titles: transcribed as they were given, not judged."""

from datetime import date

from odoo.tests import tagged

from ..import_case import AN, BE, ImportCase, title, workbook


@tagged("-at_install", "post_install")
class TestImportTitles(ImportCase):
    def _titles(self, who=None):
        return self.citizen(who).recognition_ids.sorted("year")

    def test_transcribing(self):
        record = self.read_titles(title(year=2024, decision="11/QĐ-UBND"), title())
        self.assertEqual((record.row_count, record.imported_count), (2, 2))
        first, second = self._titles()
        self.assertEqual(
            (first.year, first.decision_reference, first.decision_date),
            (2024, "11/QĐ-UBND", date(2024, 12, 10)),
        )
        self.assertEqual((first.unit_id, first.state), (self.village, "valid"))
        self.assertFalse(first.decision_id or first.assessment_id)
        self.assertEqual((first.streak, second.streak), (1, 2))
        self.assertEqual((second.citizen_id.birth_year, second.citizen_id.gender),
                         (1990, False))  # fmt: skip

    def test_five_years_by_whatever_body(self):
        rows = [title(year=y, body=f"UBND huyện {y}") for y in range(2021, 2026)]
        self.read_titles(*rows)
        self.assertEqual(self._titles()[-1].streak, 5)
        self.assertTrue(self._titles()[-1].is_outstanding)
        self.assertFalse(self._titles()[-2].is_outstanding)

    def test_the_body_by_name_and_time(self):
        district = self.make_unit(
            "Huyện Mẫu", "district", self.province, date_to="2025-06-30"
        )
        bodies = {
            2022: ("UBND xã Mẫu", self.commune),
            2023: ("Chủ tịch Ủy ban nhân dân  xã Mẫu", self.commune),
            2024: ("UBND huyện Mẫu", district),
            2025: ("UBND huyện Mẫu", self.env["cdht.unit"]),
            2026: ("UBND xã Lạ", self.env["cdht.unit"]),
        }
        self.read_titles(*(title(year=y, body=b) for y, (b, _u) in bodies.items()))
        for held in self._titles():
            text, unit = bodies[held.year]
            self.assertEqual(held.deciding_unit_id, unit, text)
            self.assertEqual(held.deciding_body, " ".join(text.split()))

    def test_the_agency_never_decides(self):
        self.read_titles(title(body="UBND xã"))
        self.assertFalse(self._titles().deciding_unit_id)

    def test_number_and_symbol_in_any_form(self):
        forms = {
            2021: "16/QĐ-UBND",
            2022: "Số 16/QĐ-UBND",
            2023: "Quyết định số 16/QĐ-UBND ngày 10/12/2023",
            2024: " 16 / QĐ-UBND ",
        }
        self.read_titles(*(title(year=y, decision=d) for y, d in forms.items()))
        for held in self._titles():
            self.assertEqual(held.decision_reference, "16/QĐ-UBND", forms[held.year])

    def test_number_and_symbol_apart(self):
        header = ["Họ tên", "Sinh ngày", "CCCD", "Đơn vị", "Năm", "Số", "Ký hiệu",
                  "Ngày", "Cơ quan ban hành"]  # fmt: skip
        row = ["Lò Văn An", "18/02/1990", AN["id"], "Thôn Một", 2025, "05",
               "QĐ-UBND", "10/12/2025", "UBND xã Mẫu"]  # fmt: skip
        self.read(workbook({"Danh hiệu": [header, row]}), kind="recognition")
        self.assertEqual(self._titles().decision_reference, "05/QĐ-UBND")
        self.assertEqual(self._titles().deciding_unit_id, self.commune)

    def test_the_same_file_twice(self):
        rows = [title(), title(BE, id=None), title(year=2024, decision="11/QĐ-UBND")]
        self.read_titles(*rows)
        titles = self.env["cdht.recognition"].search([])
        people = self.env["cdht.citizen"].search([])
        written = (titles.mapped("write_date"), people.mapped("write_date"))
        again = self.read_titles(*rows)
        self.assertEqual((again.imported_count, again.error_count), (3, 0))
        self.assertEqual(self.env["cdht.recognition"].search([]), titles)
        self.assertEqual(self.env["cdht.citizen"].search([]), people)
        self.assertEqual(
            (titles.mapped("write_date"), people.mapped("write_date")), written
        )

    def test_an_older_list_changes_no_person(self):
        """It fills what is not known; name, unit and birth are today's."""
        person = self.make_people(
            self.village_2, name="Lò Văn Ân", identity_number=AN["id"], birth_year=1991
        )
        self.read_titles(title())
        self.assertEqual(
            (person.name, person.birth_year, person.unit_id),
            ("Lò Văn Ân", 1991, self.village_2),
        )
        self.assertEqual(self._titles().unit_id, self.village, "as it was then")

    def test_two_decisions_of_one_year(self):
        record = self.read_titles(title(), title(decision="13/QĐ-UBND"))
        self.assertEqual(self.found(record), {(3, "F", "title_exists")})
        record = self.read_titles(title(decision="14/QĐ-UBND"))
        self.assertEqual(self.found(record), {(2, "F", "title_exists")})
        self.assertEqual(self._titles().decision_reference, "12/QĐ-UBND")

    def test_findings_of_a_row(self):
        record = self.read_titles(
            title(name=None),
            title(id="12345"),
            title(year=None),
            title(BE, decision=None),
            title(BE, unit="Thôn Mười"),
        )
        self.assertEqual(
            self.found(record),
            {
                (2, "B", "name_missing"),
                (3, "D", "identity_number_invalid"),
                (4, "F", "year_missing"),
                (5, "G", "decision_missing"),
                (6, "E", "unit_unknown"),
            },
        )
        self.assertEqual(record.imported_count, 0)
        self.assertFalse(self.env["cdht.recognition"].search([]))

    def test_a_missing_column(self):
        header = ["TT", "Họ và tên", "Năm sinh", "CCCD", "Thôn", "Năm công nhận"]
        row = [1, "Lò Văn An", 1990, AN["id"], "Thôn Một", 2025]
        record = self.read(workbook({"A": [header, row]}), kind="recognition")
        self.assertRefusedFile(record, "column_missing", "Số quyết định")

    def test_a_sheet_for_each_unit(self):
        self.read(
            {"Thôn Một": [title(unit=None)], "UBND xã": [title(BE, unit=None)]},
            kind="recognition",
        )
        self.assertEqual(self._titles().unit_id, self.village)
        self.assertEqual(self._titles(BE).unit_id, self.agency)
