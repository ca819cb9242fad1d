"""Reading lists: every finding, what a file refuses, what a second reading does."""

import base64
import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.cdht_module.tools.identity_number import mask

from ..import_case import AN, BE, CHI, HEADER, ImportCase, person, workbook


def one(value, at=3, of=9):
    """Ten scores, one of them (the fourth) another value."""
    return [value if n == at else of for n in range(10)]


@tagged("-at_install", "post_install")
class TestImportFindings(ImportCase):
    """Each row's findings, by code, with where they stand."""

    def _row_of(self, **changes):
        """The findings of one person's row, beside a good one in row 2."""
        record = self.read_people(person(BE), person(**changes, number=2))
        issues = record.issue_ids
        self.assertEqual(set(issues.mapped("row")) - {3}, set())
        self.assertEqual(set(issues.mapped("sheet")) - {"Thôn Một"}, set())
        for issue in issues:
            self.assertIn("3", issue.message)
            self.assertNotIn("%(", issue.message)
        self.assertEqual(len(self.dossier(BE)), 1, "the good row is imported")
        self.assertEqual((record.row_count, record.state), (2, "done"))
        errors = issues.filtered(lambda issue: issue.severity == "error")
        self.assertEqual(record.imported_count, 1 if errors else 2)
        self.assertEqual(bool(self.dossier()), not errors, "an error changes nothing")
        return {(i.column, i.severity, i.code): i.message for i in issues}

    def _assert_one(self, column, severity, code, text="", **changes):
        (found,) = self._row_of(**changes).items()
        self.assertEqual(found[0], (column, severity, code))
        self.assertIn(text, found[1])

    def test_name_missing(self):
        self._assert_one("B", "error", "name_missing", name=None)

    def test_identity_number_invalid(self):
        self._assert_one(
            "E", "error", "identity_number_invalid", "02009000000X", id="02009000000X"
        )

    def test_identity_number_of_nine_digits_is_no_repair(self):
        self._assert_one("E", "error", "identity_number_invalid", id="090000001")

    def test_group_unknown(self):
        self._assert_one("F", "error", "group_unknown", "Nhóm 7", group="Nhóm 7")

    def test_group_blank(self):
        self._assert_one("F", "error", "group_unknown", group=None)

    def test_score_missing(self):
        self._assert_one("J", "error", "score_missing", "4", scores=one(None))

    def test_score_not_integer(self):
        self._assert_one("J", "error", "score_not_integer", "8,5", scores=one(8.5))

    def test_score_in_words(self):
        self._assert_one("J", "error", "score_not_integer", "tám", scores=one("tám"))

    def test_score_out_of_range(self):
        self._assert_one("J", "error", "score_out_of_range", "11", scores=one(11))

    def test_zero_is_out_of_range(self):
        self._assert_one("J", "error", "score_out_of_range", scores=one(0))

    def test_appraised_score_out_of_range(self):
        self._assert_one("T", "error", "score_out_of_range", appraised=one(12, of=None))

    def test_identity_number_padded(self):
        self._assert_one(
            "E", "warning", "identity_number_padded", "020090000001", id=20090000001
        )
        self.assertTrue(self.dossier())

    def test_identity_number_missing(self):
        number = person(id=None)
        record = self.read_people(person(BE), number)
        self.assertEqual(self.found(record), {(3, "E", "identity_number_missing")})
        self.assertEqual(record.imported_count, 2)

    def test_sex_mismatch(self):
        self._assert_one("D", "warning", "sex_mismatch", "Nữ", sex="Nữ")
        self.assertEqual(self.citizen().gender, "female", "the list wins")

    def test_birth_year_mismatch(self):
        self._assert_one(
            "C", "warning", "birth_year_mismatch", "1989", birth="18/02/1989"
        )
        self.assertEqual(self.citizen().birth_year, 1989, "the list wins")

    def test_birth_year_only(self):
        self._assert_one("C", "warning", "birth_year_only", birth=1990)
        self.assertEqual(self.citizen().birth_year, 1990)
        self.assertFalse(self.citizen().birth_date)

    def test_a_day_that_no_calendar_has(self):
        issue = self.read_people(person(birth="31/02/1990")).issue_ids
        self.assertEqual((issue.code, issue.severity), ("birth_impossible", "warning"))
        self.assertIn("31/02/1990", issue.message)
        self.assertEqual((issue.person, issue.value), (AN["name"], "31/02/1990"))
        self.assertEqual(self.citizen().birth_year, 1990)

    def test_each_finding_names_person_and_value(self):
        record = self.read_people(
            person(scores=one(11)), person(BE, group=7), person(CHI, sex="Nam"),
            person(CHI, number=4),
        )  # fmt: skip
        told = self.found(record, "person", "value")
        self.assertEqual(
            told,
            {(AN["name"], "11"), (BE["name"], "7"), (CHI["name"], "Nam"),
             (CHI["name"], mask(CHI["id"]))},
        )  # fmt: skip

    def test_all_errors_of_a_row(self):
        found = self._row_of(name=None, group=9, scores=one(None), sex="Nữ")
        self.assertEqual(
            {code for _column, _severity, code in found},
            {"name_missing", "group_unknown", "score_missing"},
            "and no warning of a row that is not imported",
        )

    def test_a_mistaken_birth_is_told_beside_the_errors(self):
        """One mends the row once; the warning keeps nobody out by itself."""
        wrong = {"birth": "31/02/1990", "group": 9, "scores": one(11)}
        self.assertEqual(
            {code for _column, _severity, code in self._row_of(**wrong)},
            {"birth_impossible", "group_unknown", "score_out_of_range"},
        )

    def test_duplicate_names_sheet_and_row_of_the_first(self):
        record = self.read(
            {
                "Thôn Một": [person(), person(BE)],
                "Thôn Hai": [person(CHI), person(AN, id=20090000001)],
            }
        )
        self.assertEqual(
            self.found(record, "sheet", "row", "column", "code"),
            {("Thôn Hai", 3, "E", "identity_number_duplicate")},
        )
        self.assertIn("Thôn Một", record.issue_ids.message)
        self.assertEqual(self.dossier().unit_id, self.village)

    def test_a_row_that_repeats_another_of_its_list_asks_for_no_other_place(self):
        record = self.read_people(person(), person(BE), person(number=3))
        self.assertEqual(record.issue_ids.code, "identity_number_duplicate")
        self.assertRegex(record.issue_ids.message, "4.*2")
        self.assertNotIn("Thôn Một", record.issue_ids.message)

    def test_two_sheets_of_one_unit_are_one_list(self):
        record = self.read(
            {"Thôn Một": [person(), person(BE)], "Một": [person(CHI), person()]}
        )
        self.assertEqual((record.row_count, record.imported_count), (4, 3))
        self.assertEqual(record.issue_ids.code, "identity_number_duplicate")
        self.assertRegex(record.issue_ids.message, "3.*2.*“Thôn Một”")
        people = self.env["cdht.citizen"].search([("unit_id", "=", self.village.id)])
        self.assertEqual(people.sorted("unit_rank").mapped("name"),
                         [AN["name"], BE["name"], CHI["name"]])  # fmt: skip

    def test_who_stands_on_two_sheets_of_a_unit_without_a_number(self):
        nobody = person(id=None)
        record = self.read(
            {
                "Thôn Một": [nobody, person(id=None, number=2), person(BE)],
                "Một": [nobody, person(BE, id=None), person(BE, id="020191000009")],
                "Thôn Hai": [person(CHI, name=AN["name"], birth=AN["birth"])],
            }
        )
        found = self.found(record, "sheet", "row", "code")
        self.assertLessEqual(
            {("Một", 2, "person_repeated"), ("Một", 3, "person_repeated")}, found
        )
        # Two of one name on one sheet, two numbers, two units: so many people.
        self.assertEqual(record.imported_count, 5)
        again = self.read(
            {"Thôn Một": [nobody], "Một": [person(BE), nobody]},
        )
        self.assertIn(("Một", 3, "person_repeated"), self.found(again, "sheet", "row",
                      "code"))  # fmt: skip

    def test_a_mention_in_a_bad_row_does_not_count(self):
        record = self.read_people(
            person(scores=one(None)), person(group=2), person(number=3)
        )
        self.assertEqual(
            self.found(record),
            {(2, "J", "score_missing"), (4, "E", "identity_number_duplicate")},
        )
        self.assertEqual(self.dossier().labour_group_id.code, "N2")

    def test_unit_mismatch_names_the_unit(self):
        self.read_people(person())
        record = self.read_people(person(), sheet="Thôn Hai")
        self.assertEqual(self.found(record), {(2, "B", "unit_mismatch")})
        self.assertIn("Lò Văn An", record.issue_ids.message)
        self.assertIn("Thôn Một", record.issue_ids.message)
        self.assertEqual(self.dossier().unit_id, self.village)

    def test_a_withdrawn_dossier_holds_nobody(self):
        self.read_people(person())
        self.dossier().action_withdraw("Ghi nhầm thôn")
        record = self.read_people(person(), sheet="Thôn Hai")
        self.assertFalse(record.issue_ids)
        self.assertEqual(self.dossier().mapped("state").count("self_assessed"), 1)
        self.assertEqual(self.citizen().unit_id, self.village_2)

    def test_a_second_reading_tells_the_same(self):
        sheets = {
            "Thôn Một": [person(), person(BE, scores=one(11))],
            "Thôn Hai": [person(CHI, sex="Nam"), person(AN)],
        }
        first = self.found(self.read(sheets), "sheet", "row", "column", "code")
        again = self.found(self.read(sheets), "sheet", "row", "column", "code")
        self.assertEqual(first, again)
        self.assertIn(("Thôn Hai", 3, "E", "identity_number_duplicate"), first)

    def test_an_impossible_birth_stops_nobody_else(self):
        record = self.read_people(person(birth="18/02/1190"), person(BE))
        self.assertEqual(record.imported_count, 1)
        self.assertIn("18/02/1190", record.issue_ids.message)
        self.assertFalse(self.citizen())


@tagged("-at_install", "post_install")
class TestImportFile(ImportCase):
    """What is wrong with the file as a whole imports nothing."""

    def _refused(self, data, code, *texts, **vals):
        self.assertRefusedFile(self.read(data, **vals), code, *texts)

    def test_no_workbook(self):
        self._refused(base64.b64encode(b"Danh sach nguoi dan"), "wrong_file")

    def test_a_broken_workbook(self):
        data = base64.b64decode(workbook({"Thôn Một": [HEADER, person()]}))
        self._refused(base64.b64encode(data[: len(data) // 2]), "wrong_file")

    def test_password(self):
        content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
        content += "EncryptedPackage".encode("utf-16-le") + bytes(2000)
        self._refused(base64.b64encode(content), "protected_file")

    def test_empty_workbook(self):
        self._refused(workbook({"Thôn Một": []}), "empty_file")

    def test_nobody_below_the_header(self):
        self._refused(workbook({"Thôn Một": [HEADER]}), "empty_file")

    def test_missing_column(self):
        rows = [[*HEADER[:4], *HEADER[5:]], [1, "Lò Văn An", "18/02/1990", "Nam", 1]]
        rows[1] += [9] * 10
        self._refused(
            workbook({"Thôn Hai": [HEADER, person(BE)], "Thôn Một": rows}),
            "column_missing",
            "Thôn Một",
            "Số định danh cá nhân",
        )

    def test_names_alone_make_no_list(self):
        """What stands there is told as it is, and that it is no list."""
        rows = [["Thu quỹ"], [], ["STT", "Họ và tên", "Địa chỉ", "Số tiền", "Ký nhận"],
                [1, "Lò Văn An", "Thôn Một", 20000]]  # fmt: skip
        record = self.read(workbook({"Thu quỹ": rows}))
        self.assertRefusedFile(record, "column_missing", "“Họ và tên”, “Địa chỉ”")
        looks_no_list, lacking = record.issue_ids.message.split("but no column")
        self.assertIn("row 3", looks_no_list)
        self.assertNotIn("Họ và tên", lacking)
        self.assertIn("“Số định danh cá nhân”", lacking)
        self.assertFalse(record.lacks_numbers)

    def test_all_that_is_missing_is_told_with_the_way_on(self):
        rows = [(*row[:4], row[5]) for row in (HEADER, person())]
        record = self.read(workbook({"Thôn Một": rows}))
        self.assertRefusedFile(
            record,
            "column_missing",
            "“Số định danh cá nhân”, “Điểm tự chấm”",
            "tick “The list has no identity numbers”",
            "choose the kind “Registration, without scores”",
            "“Columns”",
        )
        self.assertEqual(record.refusal, record.issue_ids.message)
        record.write({"kind": "registration", "without_numbers": True})
        record.action_import()
        self.assertEqual((record.state, record.refusal), ("done", False))

    def test_who_only_registered_goes_on_to_scores(self):
        """To the list of their unit; of several units to the lists of the year."""
        sheets = {"Thôn Một": [HEADER, person()], "Thôn Hai": [HEADER, person(BE)]}
        first = workbook({"Thôn Một": sheets["Thôn Một"]})
        window = self.read(first, kind="registration").action_enter_scores()
        proposal = self.campaign.proposal_ids.filtered(
            lambda one: one.unit_id == self.village
        )
        self.assertEqual(window["context"]["active_id"], proposal.id)
        both = self.read(workbook(sheets), kind="registration")
        window = both.action_enter_scores()
        self.assertEqual(window["res_model"], "cdht.proposal")

    def test_who_one_is_is_asked_between_two_lists(self):
        """Not before the first one: nobody is recorded then."""
        self.commune_user.cdht_not_resident = False
        record = self.make_import({"Thôn Một": [person()]})
        record.action_check()
        self.assertFalse(record.asks_who)
        record.action_import()
        self.env.invalidate_all()
        self.assertTrue(record.asks_who)

    def test_no_list_at_all(self):
        self._refused(
            workbook({"Thôn Một": [["Kính gửi Ủy ban nhân dân xã"], ["Về việc"]]}),
            "column_missing",
            "Thôn Một",
        )

    def test_the_agency_is_not_the_body(self):
        self._refused({"UBND xã Mẫu": [person()]}, "sheet_without_unit", "UBND xã Mẫu")

    def test_a_refused_file_read_again_when_mended(self):
        record = self.read({"Thôn Mười": [person()]})
        record.data_file = workbook({"Thôn Một": [HEADER, person()]})
        self.assertFalse(record.issue_ids or record.sheet_ids)
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 1))

    def test_a_workbook_of_years_is_no_list_of_people(self):
        self._refused(
            workbook({"Thôn Một": [("TT", "Họ và tên", "Năm công nhận", "Số"),
                                   (1, "Lò Văn An", 2024, "16/QĐ-UBND")]}),
            "column_missing",
        )  # fmt: skip

    def test_hidden_sheets_are_not_read(self):
        import openpyxl

        data = base64.b64decode(
            workbook({n: [HEADER, person()] for n in ("Thôn Một", "Nháp")})
        )
        book = openpyxl.load_workbook(io.BytesIO(data))
        book["Nháp"].sheet_state = "hidden"
        stream = io.BytesIO()
        book.save(stream)
        record = self.read(base64.b64encode(stream.getvalue()))
        self.assertEqual((record.row_count, record.imported_count), (1, 1))

    def test_the_campaign_must_be_open(self):
        draft = self.env["cdht.campaign"].create(
            {"unit_id": self.commune.id, "year": 2027}
        )
        record = self.make_import({"Thôn Một": [person()]}, campaign_id=draft.id)
        with self.assertRaises(UserError):
            record.action_import()

    def test_state_is_written_by_the_methods_only(self):
        record = self.make_import({"Thôn Một": [person()]})
        with self.assertRaises(AccessError):
            record.state = "done"
