"""Which sheet is which unit's: by its name, by its rows, by choice."""

import unicodedata

from odoo.tests import tagged

from ..import_case import BE, CHI, HEADER, ImportCase, person, workbook


@tagged("-at_install", "post_install")
class TestImportSheets(ImportCase):
    """A sheet is a unit, found by its name, or chosen."""

    def _unit_of(self, name):
        record = self.make_import({name: [person()]})
        record.action_check()
        return record.sheet_ids.unit_id

    def test_names_that_lists_use(self):
        decomposed = unicodedata.normalize("NFD", "Thôn Một")
        for name in ("THÔN MỘT", "Thon Mot", " Thôn  Một ", "Một", "1. Thôn Một",
                     "Chi hội thôn Một", "DS thôn Một", decomposed):  # fmt: skip
            self.assertEqual(self._unit_of(name), self.village, name)
        self.assertEqual(self._unit_of("Ủy ban nhân dân xã"), self.agency)

    def test_accents_tell_villages_apart(self):
        na_van, na_van_2 = self.make_unit("Thôn Nà Van"), self.make_unit("Thôn Na Vân")
        self.assertEqual(self._unit_of("Nà Van"), na_van)
        self.assertEqual(self._unit_of("Na Vân"), na_van_2)
        self.assertFalse(self._unit_of("Na Van"), "fits both, hence none")

    def test_excel_cuts_long_names(self):
        school = self.make_unit("Trường PTDTBT TH&THCS xã Châu Sơn", "school")
        self.assertEqual(self._unit_of(school.name[:31]), school)
        cut = unicodedata.normalize("NFD", school.name)[:31]
        self.assertEqual(self._unit_of(cut), school)

    def test_a_unit_whose_name_sounds_like_a_column(self):
        """“Thống nhất” also says whose scores a column holds."""
        unit = self.make_unit("Thôn Thống Nhất")
        heading = [["CHI HỘI THÔN THỐNG NHẤT"], HEADER, person()]
        record = self.read(workbook({"Thống Nhất": heading}))
        self.assertFalse(record.issue_ids)
        self.assertEqual(self.dossier().unit_id, unit)

    def test_a_unit_that_has_ended(self):
        self.make_unit("Thôn Cũ", date_to="2025-06-30")
        self.assertFalse(self._unit_of("Thôn Cũ"))

    def test_choosing_the_unit_of_a_sheet(self):
        record = self.read({"Danh sách chính thức": [person()]})
        self.assertEqual(record.state, "failed")
        record.sheet_ids.unit_id = self.village_2
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 1))
        self.assertEqual(self.dossier().unit_id, self.village_2)
        self.assertEqual(record.sheet_ids.imported_count, 1)

    def test_names_for_another_purpose_beside_the_list(self):
        """They are passed over, and named; those of a unit are not passed over."""
        names = workbook(
            {"Thôn Một": [HEADER, person()], "Đại biểu": [HEADER[:5], person(BE)[:5]]}
        )
        record = self.read(names)
        self.assertEqual((record.state, record.row_count), ("done", 1))
        self.assertEqual(record.skipped_sheets, "Đại biểu")
        names = workbook(
            {"Thôn Một": [HEADER, person()], "Thôn Hai": [HEADER[:5], person(BE)[:5]]}
        )
        record = self.read(names)
        self.assertEqual(record.issue_ids.mapped("code"), ["column_missing"])
        self.assertIn("Thôn Hai", record.issue_ids.message)

    def test_passing_over_a_sheet(self):
        record = self.read({"Thôn Một": [person()], "Tổng hợp": [person(BE)]})
        self.assertEqual(record.state, "failed")
        record.sheet_ids.filtered(lambda s: s.name == "Tổng hợp").is_skipped = True
        record.action_import()
        self.assertEqual((record.row_count, record.skipped_sheets), (1, "Tổng hợp"))
        self.assertFalse(self.dossier(BE))

    def test_a_sheet_passed_over_may_lack_columns(self):
        file = {"Thôn Một": [HEADER, person()], "Thôn Hai": [HEADER[:4], [1, "Vi An"]]}
        record = self.read(workbook(file))
        self.assertEqual(record.issue_ids.code, "column_missing")
        self.env["cdht.import.sheet"].create(
            {"import_id": record.id, "name": "Thôn Hai", "is_skipped": True}
        )
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 1))

    def test_rows_that_name_their_unit(self):
        header = [*HEADER, "Thôn"]
        rows = [person() + ["Thôn Một"], person(BE) + ["Thôn Hai"],
                person(CHI) + ["Thôn Mười"]]  # fmt: skip
        record = self.read(workbook({"Toàn xã": [header, *rows]}))
        self.assertEqual(self.found(record), {(4, "AA", "unit_unknown")})
        self.assertEqual(self.dossier().unit_id, self.village)
        self.assertEqual(self.dossier(BE).unit_id, self.village_2)
