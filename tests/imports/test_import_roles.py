"""Who reads which list, and what a list says about people of other units."""

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..import_case import AN, BE, CHI, HEADER, ImportCase, person, title, workbook

BOTH = {"Thôn Một": [person()], "Thôn Hai": [person(BE)]}


@tagged("-at_install", "post_install")
class TestImportRoles(ImportCase):
    def test_the_commune_reads_all(self):
        record = self.read(BOTH)
        self.assertEqual((record.imported_count, record.skipped_sheets), (2, ""))
        self.assertEqual(
            set(self.traces(self.dossier()).mapped("on_behalf_of")), {"citizen"}
        )

    def test_a_chapter_reads_its_own_sheet_and_names_the_others(self):
        record = self.read({**BOTH, "UBND xã": [person(CHI)]}, self.chapter)
        self.assertEqual((record.row_count, record.imported_count), (1, 1))
        self.assertEqual(record.skipped_sheets, "Thôn Hai, UBND xã")
        self.assertTrue(self.dossier())
        self.assertFalse(self.citizen(BE) or self.citizen(CHI))
        other = self.read(BOTH, self.chapter_2)
        self.assertEqual(other.skipped_sheets, "Thôn Một")
        self.assertEqual(self.dossier(BE).unit_id, self.village_2)

    def test_a_chapter_cannot_choose_another_units_sheet(self):
        record = self.make_import(BOTH, self.chapter)
        record.action_check()
        record.sheet_ids.write({"is_skipped": False, "unit_id": self.village_2.id})
        record.action_import()
        self.assertEqual(record.issue_ids.code, "sheet_not_yours")
        self.assertFalse(self.campaign.assessment_ids)

    def test_no_sheet_of_the_chapter(self):
        record = self.read({"Thôn Hai": [person()]}, self.chapter)
        self.assertRefusedFile(record, "sheet_not_yours")

    def test_a_broken_sheet_of_another_unit_stops_no_chapter(self):
        file = workbook({"Thôn Một": [HEADER, person()], "Thôn Hai": [["Chưa họp"]]})
        self.assertRefusedFile(self.read(file), "column_missing", "Thôn Hai")
        record = self.read(file, self.chapter)
        self.assertEqual((record.state, record.imported_count), ("done", 1))

    def test_a_person_of_another_unit_is_told_without_a_name(self):
        self.make_people(
            self.village_2, name="Vi Thị Kín", identity_number=AN["id"], phone="0912"
        )
        record = self.read_people(person(), person(BE), user=self.chapter)
        self.assertEqual(self.found(record), {(2, "B", "unit_mismatch")})
        message = record.issue_ids.message
        self.assertTrue(message)
        for secret in ("Vi Thị Kín", "Thôn Hai", AN["name"], "0912"):
            self.assertNotIn(secret, message)
        self.assertEqual(record.imported_count, 1)
        self.assertFalse(self.dossier())
        self.assertEqual(self.citizen().unit_id, self.village_2)

    def test_also_in_another_commune(self):
        self.make_people(self.other_village, name="Kín", identity_number=AN["id"])
        record = self.read_people(person())
        self.assertEqual(self.found(record), {(2, "B", "unit_mismatch")})
        self.assertNotIn("Kín", record.issue_ids.message)
        self.assertNotIn("Thôn Bên", record.issue_ids.message)

    def test_another_communes_officer_reads_nothing_here(self):
        with self.assertRaises(AccessError):
            self.read(BOTH, self.commune_other)
        self.assertFalse(self.citizen() or self.citizen(BE))

    def test_who_has_no_lists_makes_no_import(self):
        for user in (self.district, self.manager, self.citizen_user):
            with self.assertRaises(AccessError, msg=user.login):
                self.make_import(BOTH, user)

    def test_a_chapter_sees_its_own_imports_only(self):
        record = self.read(BOTH, self.chapter)
        everywhere = self.env["cdht.import"]
        self.assertFalse(everywhere.with_user(self.chapter_2).search([]))
        self.assertFalse(everywhere.with_user(self.commune_other).search([]))
        self.assertEqual(everywhere.with_user(self.commune_user).search([]), record)
        with self.assertRaises(AccessError):
            record.with_user(self.chapter_2).action_import()

    def test_a_chapters_titles(self):
        rows = [title(), title(BE, unit="Thôn Hai")]
        record = self.read_titles(*rows, user=self.chapter)
        self.assertEqual((record.row_count, record.imported_count), (1, 1))
        self.assertEqual(len(self.citizen().recognition_ids), 1)
        self.assertFalse(self.citizen(BE))

    def test_ones_own_dossier_is_entered_by_another(self):
        self.make_people(identity_number=AN["id"], name=AN["name"], birth_year=1990)
        self.give_login(self.citizen(), self.chapter)
        record = self.read_people(person(), person(BE), user=self.chapter)
        self.assertEqual(self.found(record), {(2, "B", "own_dossier")})
        self.assertFalse(self.read_people(person(), person(BE)).error_count)
        again = self.read_people(person(), person(BE), user=self.chapter)
        self.assertFalse(again.error_count, "nothing would change")
        again = self.read_people(person(scores=10), person(BE), user=self.chapter)
        self.assertEqual(self.found(again), {(2, "B", "own_dossier")})
        self.assertEqual(self.dossier().self_total, 90)

    def test_the_import_is_traced(self):
        record = self.read(BOTH, self.chapter)
        trace = self.traces(record)
        self.assertEqual((trace.move, trace.user_id), ("import", self.chapter))
        self.assertEqual(trace.value_to, "danh-sach.xlsx")
