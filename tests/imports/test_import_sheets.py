"""Which sheet is which unit's: by its name, by its rows, by choice."""

import unicodedata

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

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
        record = self.make_import({"Thôn Một": [person()], "Tổng hợp": [person(BE)]})
        record.action_check()
        self.assertEqual(record.waiting_sheet_ids.name, "Tổng hợp")
        record.sheet_ids.filtered(lambda s: s.name == "Tổng hợp").is_skipped = True
        record.action_import()
        self.assertEqual((record.row_count, record.skipped_sheets), (1, "Tổng hợp"))
        self.assertFalse(self.dossier(BE))

    def with_a_strange_sheet(self, name="Danh sách bổ sung", **vals):
        record = self.make_import(
            {"Thôn Một": [person()], name: [person(BE), person(CHI)]}, **vals
        )
        record.action_check()
        return record

    def test_a_sheet_that_fits_no_unit_keeps_nobody_else_out(self):
        record = self.with_a_strange_sheet()
        self.assertEqual((record.state, record.row_count), ("checked", 1))
        self.assertEqual(
            self.found(record, "sheet", "severity", "code"),
            {("Danh sách bổ sung", "error", "sheet_without_unit")},
        )
        self.assertIn(BE["name"], record.waiting_sheet_ids.first_people)
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 1))
        self.assertFalse(self.dossier(BE))

    def test_it_is_answered_where_it_is_asked(self):
        record = self.with_a_strange_sheet("Thon Hay")
        self.assertEqual(record.waiting_sheet_ids.likely_unit_id, self.village_2)
        record.waiting_sheet_ids.action_take_likely()
        self.assertEqual((record.state, record.row_count), ("checked", 3))
        self.assertFalse(record.waiting_sheet_ids or record.issue_ids)
        record.action_import()
        self.assertEqual(self.dossier(CHI).unit_id, self.village_2)

    def test_another_answer_is_read_before_it_is_imported(self):
        record = self.with_a_strange_sheet()
        record.waiting_sheet_ids.unit_id = self.agency
        self.assertEqual(record.state, "draft")
        record.action_check()
        self.assertEqual(set(record.row_ids.unit_id), {self.village, self.agency})

    def test_what_was_left_out_follows_from_the_same_import(self):
        record = self.with_a_strange_sheet(user=self.chapter)
        with self.assertRaises(UserError):
            record.action_read_rest()
        record.action_import()
        # Meanwhile somebody mends a score: what came in is not read again.
        self.dossier().line_ids[0].with_user(self.chapter).appraised_score = 7
        rest = self.env["cdht.import"].browse(record.action_read_rest()["res_id"])
        self.assertEqual(record.action_read_rest()["res_id"], rest.id)
        self.assertEqual(rest.waiting_sheet_ids.name, "Danh sách bổ sung")
        rest = rest.with_user(self.chapter)
        rest.waiting_sheet_ids.unit_id = self.village
        rest.action_import()
        self.assertEqual((rest.state, rest.imported_count), ("done", 2))
        self.assertEqual(self.dossier().line_ids[0].appraised_score, 7)
        # Each is taken back by itself.
        rest.action_take_back()
        self.assertTrue(self.dossier())
        self.assertFalse(self.dossier(CHI))

    def test_which_unit_is_likely(self):
        """Its name in the title, in the name of the file, where its people are."""
        Import = self.env["cdht.import"].with_user(self.commune_user)

        def likely(name, *heading, **vals):
            file = {name: [*([text] for text in heading), HEADER, person(BE)],
                    "Thôn Hai": [HEADER, person(CHI)]}  # fmt: skip
            record = self.make_import(workbook(file), **vals)
            record.action_check()
            return record.waiting_sheet_ids.likely_unit_id

        self.make_unit("Thôn Ba")
        self.assertFalse(likely("Sheet1"))
        self.assertEqual(likely("Sheet1", "CHI HỘI KHUYẾN HỌC THÔN MỘT"), self.village)
        self.assertFalse(likely("Thôn Haii"), "read on its own sheet already")
        self.env["cdht.citizen"].create(
            {
                "name": BE["name"],
                "unit_id": self.agency.id,
                "identity_number": BE["id"],
            }
        )
        self.assertEqual(likely("Sheet1"), self.agency)
        record = Import.browse(self.make_import({"Sheet1": [person()]}).id)
        record.filename = "Danh-sach-thon-ba.csv"
        record.action_check()
        self.assertEqual(record.waiting_sheet_ids.likely_unit_id.name, "Thôn Ba")

    def without_groups(self):
        at = HEADER.index("Nhóm")
        rows = [HEADER, person(), person(BE)]
        rows = [row[:at] + row[at + 1 :] for row in rows]
        record = self.make_import(workbook({"Thôn Một": rows}))
        record.action_check()
        self.assertEqual(record.issue_ids.mapped("code"), ["groups_missing"])
        return record

    def test_a_list_without_groups_is_read(self):
        """They are completed later, as on the grid."""
        record = self.without_groups()
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 2))
        self.assertFalse(self.dossier().labour_group_id)
        group = self.env["cdht.labour.group"].search([("code", "=", "N1")])
        self.dossier().labour_group_id = group
        self.without_groups().action_import()
        self.assertEqual(self.dossier().labour_group_id, group, "the list says nothing")

    def test_one_group_is_chosen_for_all_people_of_a_sheet(self):
        record = self.without_groups()
        group = self.env["cdht.labour.group"].search([("code", "=", "N2")])
        with Form(record) as form, form.sheet_ids.edit(0) as line:
            line.labour_group_id = group
        self.assertEqual(record.state, "draft")
        record.action_check()
        self.assertFalse(record.issue_ids)
        record.action_import()
        dossiers = self.dossier() | self.dossier(BE)
        self.assertEqual(dossiers.labour_group_id, group)

    def test_a_number_tells_which_unit_is_likely(self):
        Unit = self.env["cdht.unit"]
        quarters = Unit.union(
            *map(
                self.make_unit, ("Khối phố 5", "Khối phố 15", "Tổ dân phố 6", "Thôn 6")
            )
        )

        def likely(text):
            return quarters._likely_named([text]).name

        self.assertEqual(likely("Khối 5 (DS mới)"), "Khối phố 5")
        self.assertEqual(likely("DS Khối 15"), "Khối phố 15")
        self.assertEqual(likely("TỔ 6"), "Tổ dân phố 6")
        self.assertFalse(likely("Khối 6"), "two are of that number")
        self.assertFalse(likely("Khối phố 7"), "much alike is not the same number")

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
