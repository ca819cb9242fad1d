"""What was understood is shown before anything is written, and mended right there."""

import base64
import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.cdht_module.models.imports.cdht_import_column import MEANINGS
from odoo.addons.cdht_module.tools.list_reader.titles import TITLES as TITLES_OF

from ..import_case import AN, BE, CHI, HEADER, ImportCase, person, title, workbook

# Of the householder: the same for all of a household.
HOUSE = "020060000009"
TITLES = [*HEADER, "Mã số riêng"]


def of_household(*people):
    """Rows in which the own number stands last, under a title that says nothing."""
    return [[*row[:4], HOUSE, *row[5:], row[4]] for row in people]


@tagged("post_install", "-at_install")
class TestUnderstood(ImportCase):
    def household(self, user=None, sheet="Thôn Một"):
        rows = of_household(person(), person(BE), person(CHI))
        record = self.make_import(workbook({sheet: [TITLES, *rows]}), user)
        record.action_check()
        return record

    def column(self, record, letter):
        return record.sheet_ids.column_ids.filtered(lambda one: one.letter == letter)

    def choose(self, record, letter, meaning):
        form = Form(record.sheet_ids)
        index = [column.letter for column in record.sheet_ids.column_ids].index(letter)
        with form.column_ids.edit(index) as line:
            line.meaning = meaning
        form.save()

    def test_it_says_where_it_reads_what(self):
        record = self.household()
        sheet = record.sheet_ids
        for part in ("B «Họ và tên»", "E «Số định danh»", "G–P", "Q–Z", ": AA"):
            self.assertIn(part, sheet.understood)
        first = sheet.first_people.splitlines()
        self.assertEqual(len(first), 3)
        self.assertIn(f"{AN['name']} · 18/02/1990", first[0])
        self.assertIn("9 9 9 9 9 9 9 9 9 9 = 90", first[0])
        # Of identity numbers no more than lists show.
        texts = [sheet.first_people, *sheet.column_ids.mapped("samples")]
        self.assertFalse([text for text in texts if AN["id"] in (text or "")])

    def test_every_meaning_of_a_title_can_be_chosen(self):
        known = {key for key, _label in MEANINGS}
        for kind, patterns in TITLES_OF.items():
            self.assertLessEqual({key for key, _pattern in patterns}, known, kind)

    def test_another_column_is_chosen_and_the_file_read_again(self):
        record = self.household()
        self.assertIn("identity_number_duplicate", record.issue_ids.mapped("code"))
        self.choose(record, "AA", "identity")
        self.assertEqual(record.state, "draft")
        record.action_check()
        self.assertFalse(record.error_count)
        self.assertEqual(self.column(record, "E").meaning, "ignored")
        self.assertEqual(self.column(record, "AA").meaning, "identity")
        record.action_import()
        self.assertEqual(record.state, "done")
        self.assertEqual(len(self.citizen() | self.citizen(BE) | self.citizen(CHI)), 3)

    def test_a_block_of_ten_is_chosen_at_its_first_column(self):
        """Two blocks of scores under titles that say nothing: one choice each."""
        rows = [row + ["7"] * 10 for row in (person(), person(BE))]
        titles = [*HEADER, *(f"Cột {number}" for number in range(1, 11))]
        record = self.make_import(workbook({"Thôn Một": [titles, *rows]}))
        record.action_check()
        columns = record.sheet_ids.column_ids
        last = columns.sorted("sequence")[-10:]
        form = Form(record.sheet_ids)
        with form.column_ids.edit(columns.ids.index(last[0].id)) as line:
            line.meaning = "appraised_from_here"
        shown = [line["meaning"] for line in form.column_ids._records]
        self.assertEqual(shown.count("appraised"), 10)
        form.save()
        self.assertEqual(set(last.mapped("meaning")), {"appraised"})
        record.action_check()
        self.assertFalse(record.error_count)
        self.assertIn("AA–AJ", record.sheet_ids.understood)
        record.action_import()
        people = self.citizen() | self.citizen(BE)
        self.assertEqual(people.assessment_ids.mapped("appraised_total"), [70, 70])

    def test_a_block_at_the_edge_takes_what_is_there(self):
        record = self.household()
        last = self.column(record, "Z").with_user(self.commune_user)
        last.meaning = "self_from_here"
        taken = last.sheet_id.column_ids.filtered(lambda one: one.meaning == "self")
        self.assertEqual(taken.mapped("letter"), ["Z", "AA"])

    def test_the_next_file_with_these_titles_is_read_so(self):
        record = self.household()
        self.choose(record, "AA", "identity")
        record.action_import()
        again = self.household(self.chapter)
        self.assertFalse(again.error_count)
        self.assertTrue(again.sheet_ids.is_remembered)
        elsewhere = self.household(self.chapter_2, "Thôn Hai")
        self.assertTrue(elsewhere.sheet_ids.is_remembered)
        # Of this commune's lists of this kind alone.
        layout = self.env["cdht.import.layout"].search([])
        self.assertEqual((layout.unit_id, layout.kind), (self.commune, "assessment"))
        of = self.env["cdht.import.layout"]._of
        self.assertFalse(of(self.other_commune, "assessment"))
        self.assertFalse(of(self.commune, "recognition"))

    def test_a_missing_column_is_chosen(self):
        header = [*HEADER[:4], "Mã số", *HEADER[5:]]
        record = self.make_import(workbook({"Thôn Một": [header, person()]}))
        record.action_check()
        self.assertEqual(record.issue_ids.code, "column_missing")
        self.choose(record, "E", "identity")
        record.action_import()
        self.assertEqual(record.state, "done")
        self.assertTrue(self.citizen())

    def test_what_was_imported_is_not_changed_any_more(self):
        record = self.household()
        self.choose(record, "AA", "identity")
        record.action_import()
        with self.assertRaises(UserError):
            self.choose(record, "AA", "ignored")
        told = self.read_people(person(id=None)).issue_ids
        self.assertTrue(told)
        with self.assertRaises(UserError):
            told.action_seen()

    def test_others_see_and_choose_nothing(self):
        record = self.household(self.chapter)
        column = self.column(record, "AA")
        for user in (self.chapter_2, self.commune_other, self.manager, self.district):
            with self.subTest(user.login), self.assertRaises(AccessError):
                column.with_user(user).meaning = "identity"
        column.with_user(self.commune_user).meaning = "identity"


@tagged("post_install", "-at_install")
class TestAlarmsSeen(ImportCase):
    def doubtful(self):
        """A list in which most numbers are other people's."""
        others = ("020150000001", "020151000002", "020152000003")
        whose = zip((AN, BE, CHI), others, strict=True)
        rows = [person(base, id=number, sex=None) for base, number in whose]
        return self.make_import({"Thôn Một": rows})

    def test_nothing_is_imported_before_it_was_seen(self):
        record = self.doubtful()
        with self.assertRaisesRegex(UserError, "Thôn Một"):
            record.action_import()
        record.action_check()
        alarm = record.issue_ids.filtered("must_be_seen")
        self.assertEqual(
            (alarm.code, record.unseen_count), ("numbers_against_births", 1)
        )
        with self.assertRaises(UserError):
            record.action_import()
        self.assertFalse(self.campaign.assessment_ids)
        alarm.action_seen()
        self.assertEqual(record.unseen_count, 0)
        # It stays seen as long as it says the same.
        record.action_check()
        self.assertEqual(record.unseen_count, 0)
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 3))

    def test_what_is_only_told_stops_nothing(self):
        rows = [[*person(), "Nà Van"], [*person(BE), "Nà Van"]]
        record = self.make_import(workbook({"Thôn Một": [[*HEADER, "Nơi ở"], *rows]}))
        record.action_import()
        self.assertEqual(record.state, "done")
        self.assertEqual(record.issue_ids.code, "columns_unread")

    def test_a_sheet_that_is_passed_over_is_not_asked_about(self):
        rows = {"Thôn Một": [person()], "Thôn Hai": [person(BE, name="Bé")]}
        record = self.make_import(rows)
        record.action_check()
        self.assertEqual(record.unseen_count, 1)
        record.sheet_ids[1].is_skipped = True
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 1))

    def test_columns_that_were_looked_at_once(self):
        titles = [*HEADER, "Số CCCD"]
        rows = [[*person(), "020090000011"], [*person(BE), "020191000012"]]
        record = self.make_import(workbook({"Thôn Một": [titles, *rows]}))
        record.action_check()
        self.assertEqual(record.issue_ids.code, "two_columns")
        record.issue_ids.action_seen()
        record.action_import()
        again = self.make_import(workbook({"Thôn Một": [titles, *rows]}))
        again.action_import()
        self.assertEqual(again.state, "done")


@tagged("post_install", "-at_install")
class TestStrangeTitles(ImportCase):
    """A list of another year or commune is told by its title, and stops nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        place = {"province_name": cls.province.name, "province_code": "97"}
        cls.env["cdht.place"].create(
            [
                {"name": f"{name}, {cls.province.name}", "commune_name": name,
                 "code": f"9999{number}", **place}
                for number, name in enumerate(("Xã Mẫu", "Xã Hòa Bên", "Phường Hòa"))
            ]
        )  # fmt: skip

    def told(self, *lines, kind="assessment"):
        rows = [*([line] for line in lines), HEADER, person()]
        record = self.make_import(workbook({"Thôn Một": rows}), kind=kind)
        record.action_check()
        found = record.issue_ids.filtered(lambda one: "title_other" in one.code)
        self.assertFalse(found.filtered("must_be_seen"))
        self.assertEqual({*found.mapped("severity")}, {"warning"} if found else set())
        return {one.code.removeprefix("title_other_"): one.message for one in found}

    def test_another_year_and_another_commune(self):
        line = "DANH SÁCH CÔNG DÂN HỌC TẬP NĂM 2025 - XÃ HOÀ BÊN"
        told = self.told("HỘI KHUYẾN HỌC", line)
        self.assertEqual({*told}, {"year", "commune"})
        for message in told.values():
            self.assertIn(line, message)
            self.assertIn(self.campaign.name, message)

    def test_of_other_kinds_nothing_is_said(self):
        self.assertFalse(self.told("DANH SÁCH NĂM 2025 XÃ HÒA BÊN", kind="people"))

    def test_what_is_no_other_year_or_commune(self):
        for lines in (
            ("XÃ MẪU", "DANH SÁCH CÔNG DÂN HỌC TẬP NĂM 2026"),
            ("DANH SÁCH NĂM 2026", "So với năm 2025"),
            ("Theo Kế hoạch số 12/KH-UBND ngày 3/2/2025 của xã Hòa Bên",),
            ("(Kèm theo Tờ trình ngày 12 tháng 3 năm 2025 của xã Hòa Bên)",),
            ("Danh sách theo Quyết định số 387/QĐ-TTg năm 2022",),
            ("Mẫu, ngày 10 tháng 11 năm 2025",),
            ("DANH SÁCH GIAI ĐOẠN 2021-2030, ĐẾN NĂM 2030, NĂM HỌC 2025-2026",),
            ("HỘI KHUYẾN HỌC XÃ KHÔNG CÓ", "Thị xã Hòa Bên"),
            ("Xã Mẫu phối hợp với xã Hòa Bên",),
            ("Xã, phường, thị trấn………",),
        ):
            with self.subTest(lines):
                self.assertFalse(self.told(*lines))


@tagged("post_install", "-at_install")
class TestCorrected(ImportCase):
    def wrong(self, user=None):
        record = self.make_import(
            {"Thôn Một": [person(id="02009000000X"), person(BE)]}, user
        )
        record.action_check()
        return record

    def correct(self, record, value):
        form = Form(record)
        with form.issue_ids.edit(0) as line:
            line.correction = value
        form.save()

    def test_a_word_for_a_group_is_corrected_once(self):
        """In all rows that say it, not in others."""
        words = ("Hội viên phụ nữ", "Hội viên phụ nữ", "Giáo viên")
        people = zip((AN, BE, CHI), words, strict=True)
        rows = [person(who, group=word) for who, word in people]
        record = self.make_import({"Thôn Một": rows})
        record.action_check()
        self.assertEqual(record.issue_ids.mapped("value"), [*words])
        self.assertIn("2: Công nhân", record.issue_ids[0].message)
        self.correct(record, "1")
        self.assertEqual(record.correction_ids.mapped("row"), [2, 3])
        record.action_check()
        self.assertEqual(record.issue_ids.mapped("value"), ["Giáo viên"])

    def test_an_answer_for_a_word_is_seen_at_once(self):
        words = ("Người cao tuổi", "Giáo viên", "Người cao tuổi")
        people = zip((AN, BE, CHI), words, strict=True)
        record = self.make_import(
            {"Thôn Một": [person(who, group=word) for who, word in people]}
        )
        record.action_check()
        form = Form(record)
        with form.issue_ids.edit(2) as line:
            line.correction = "1"
        shown = [line["correction"] for line in form.issue_ids._records]
        self.assertEqual(shown, ["1", False, "1"])
        form.save()
        self.assertEqual(record.correction_ids.mapped("row"), [2, 4])

    def test_a_list_without_identity_numbers(self):
        """It is refused until somebody says that it has none."""
        rows = [[*row[:4], *row[5:]] for row in (HEADER, person(), person(BE))]
        record = self.make_import(workbook({"Thôn Một": rows}))
        record.action_check()
        self.assertEqual(record.issue_ids.code, "column_missing")
        form = Form(record)
        form.without_numbers = True
        self.assertEqual(form.state, "draft")
        form.save()
        record.action_check()
        self.assertFalse(record.issue_ids)
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 2))
        known = self.env["cdht.citizen"].search([("name", "=", AN["name"])])
        self.assertFalse(known.identity_number)
        again = self.make_import(workbook({"Thôn Một": rows}))
        again.without_numbers = True
        again.data_file = workbook({"Thôn Một": [HEADER, person()]})
        self.assertFalse(again.without_numbers)
        again.action_import()
        # The one who is known by name and birth gets the number.
        self.assertEqual(self.citizen(), known)

    def test_a_cell_is_corrected_on_screen(self):
        record = self.wrong()
        self.assertEqual(record.issue_ids.value, "02009000000X")
        self.correct(record, AN["id"])
        told = record.correction_ids
        self.assertEqual(
            (told.sheet, told.row, told.column, told.was, told.value),
            ("Thôn Một", 2, "E", "02009000000X", AN["id"]),
        )
        self.assertEqual(
            (record.state, record.issue_ids.correction), ("draft", AN["id"])
        )
        record.action_check()
        self.assertFalse(record.issue_ids)
        record.action_import()
        self.assertTrue(self.dossier())

    def test_what_is_typed_asks_for_another_check_at_once(self):
        """Also before it is saved, no errors are not what the form says."""
        for change in (self._type, self._choose_unit, self._choose_kind):
            with self.subTest(change.__name__):
                record = self.wrong()
                form = Form(record)
                self.assertEqual((form.state, form.error_count), ("checked", 1))
                change(form)
                self.assertEqual((form.state, form.error_count), ("draft", 1))
                form.save()
                self.assertEqual(record.state, "draft")

    def _type(self, form):
        with form.issue_ids.edit(0) as line:
            line.correction = "5"

    def _choose_unit(self, form):
        with form.sheet_ids.edit(0) as line:
            line.unit_id = self.village_2

    def _choose_kind(self, form):
        form.kind = "people"

    def test_a_row_that_stays_out_is_not_called_refused_a_title(self):
        outcome = self.env["cdht.import.row"]._fields["outcome"]
        labels = dict(
            outcome._description_selection(self.env(context={"lang": "vi_VN"}))
        )
        self.assertEqual(labels["refused"], "Không nhập")

    def test_it_is_changed_and_taken_away(self):
        record = self.wrong()
        self.correct(record, "9")
        record.action_check()
        self.assertEqual(record.issue_ids.value, "9")
        self.correct(record, AN["id"])
        self.assertEqual(len(record.correction_ids), 1)
        record.correction_ids.unlink()
        record.action_check()
        self.assertEqual(record.issue_ids.value, "02009000000X")
        self.correct(record, "5")
        self.correct(record, False)
        self.assertFalse(record.correction_ids)

    def test_it_goes_with_the_file(self):
        record = self.wrong()
        self.correct(record, AN["id"])
        record.data_file = workbook({"Thôn Một": [HEADER, person(CHI)]})
        self.assertFalse(record.correction_ids)

    def test_a_corrected_person_is_found_to_be_forgotten(self):
        self.read_titles(title())
        # Neither name nor birth of the row are this person's.
        other = person(name="Vi Văn Khác", birth="01/01/1970", id="02009000000X")
        record = self.make_import({"Thôn Một": [other]})
        record.action_check()
        self.correct(record, AN["id"])
        record.action_check()
        who = self.citizen()
        who.with_user(self.commune_user).action_anonymise("Theo yêu cầu")
        self.assertFalse(record.data_file or record.row_ids or record.correction_ids)

    def test_others_correct_nothing(self):
        record = self.wrong(self.chapter)
        for user in (self.chapter_2, self.commune_other, self.district):
            with self.subTest(user.login), self.assertRaises(AccessError):
                record.issue_ids.with_user(user).correction = "1"
        with self.assertRaises(AccessError):
            self.env["cdht.import.correction"].with_user(self.chapter_2).create(
                {"import_id": record.id, "sheet": "Thôn Một", "row": 2, "column": "E",
                 "value": "1"}
            )  # fmt: skip

    def test_the_own_workbook_comes_back_with_its_errors(self):
        record = self.wrong()
        action = record.action_error_file()
        self.assertIn("danh-sach-loi.xlsx", action["url"])
        self.assertIn(f"/cdht.import/{record.id}/error_file/", action["url"])
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(record.error_file)))
        said = book["Thôn Một"].cell(2, len(HEADER) + 1).value
        self.assertEqual(said, record.issue_ids.message)
        # Whoever takes it takes the numbers of all who stand in it.
        before = len(self.traces(record, "workbook_out"))
        record.read(["error_file"])
        self.assertEqual(len(self.traces(record, "workbook_out")), before + 1)


@tagged("post_install", "-at_install")
class TestBefore(ImportCase):
    """New, changed, unchanged or refused: before anything is written."""

    def outcomes(self, record):
        return {row.name: row.outcome for row in record.row_ids}

    def test_each_row_of_a_check(self):
        self.read_people(person(), person(BE))
        record = self.make_import(
            {"Thôn Một": [person(scores=8, name="Lò Văn Ân"), person(BE), person(CHI),
                          person(name="Vi Sai", id="1")]}
        )  # fmt: skip
        before = self.env["cdht.citizen"].search_count([])
        record.action_check()
        self.assertEqual(
            self.outcomes(record),
            {"Lò Văn Ân": "changed", BE["name"]: "same", CHI["name"]: "new",
             "Vi Sai": "refused"},
        )  # fmt: skip
        changed = record.row_ids.filtered(lambda row: row.outcome == "changed")
        self.assertIn(f"{AN['name']} → Lò Văn Ân", changed.changes)
        self.assertIn(": 9 → 8", changed.changes)
        self.assertEqual(len(changed.changes.splitlines()), 21)
        self.assertEqual((changed.row, changed.unit_id), (2, self.village))
        self.assertEqual(before, self.env["cdht.citizen"].search_count([]))
        self.assertEqual(self.citizen().name, AN["name"])

    def test_ten_blank_scores_are_told_in_a_line(self):
        citizen = self.env["cdht.citizen"].create(
            {"name": AN["name"], "birth_date": "1990-02-18", "gender": "male",
             "identity_number": AN["id"], "unit_id": self.village.id}
        )  # fmt: skip
        self.register(citizen)
        record = self.make_import({"Thôn Một": [person()]})
        record.action_check()
        own = [line for line in record.row_ids.changes.splitlines() if "= 90" in line]
        self.assertEqual(len(own), 2)
        self.assertIn("– → 9 9 9 9 9 9 9 9 9 9 = 90", own[0])

    def test_earlier_titles(self):
        self.read_titles(title())
        record = self.make_import(
            {"2025": [title(), title(year=2024), title(BE)]}, kind="recognition"
        )
        record.action_check()
        self.assertEqual(
            record.row_ids.sorted("row").mapped("outcome"), ["same", "new", "new"]
        )

    def test_numbers_are_not_told(self):
        self.read_people(person(id=None))
        record = self.make_import({"Thôn Một": [person()]})
        record.action_check()
        self.assertEqual(record.row_ids.outcome, "changed")
        self.assertNotIn(AN["id"], record.row_ids.changes)
        self.assertIn(AN["id"][-4:], record.row_ids.changes)

    def test_they_go_with_the_file(self):
        record = self.make_import({"Thôn Một": [person()]})
        record.action_check()
        record.data_file = workbook({"Thôn Một": [HEADER, person(BE)]})
        self.assertFalse(record.row_ids)
        record.action_check()
        record.sudo()._forget_files("over")
        self.assertFalse(record.row_ids)

    def test_nobody_writes_them(self):
        record = self.make_import({"Thôn Một": [person()]}, self.chapter)
        record.action_check()
        for user in (self.chapter, self.commune_user):
            with self.assertRaises(AccessError):
                record.row_ids.with_user(user).changes = "x"
        for user in (self.chapter_2, self.commune_other, self.district):
            with self.assertRaises(AccessError):
                record.row_ids.with_user(user).read(["name"])
