"""Reading a list again: the same file changes nothing, a corrected one what it may."""

import unicodedata

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..import_case import AN, BE, CHI, HEADER, ImportCase, person, workbook
from .test_import import one

SHEETS = {
    "Thôn Một": [person(), person(BE, appraised=one(8, of=None)), person(CHI, id=None)],
    "UBND xã": [
        person(name="Bế Văn Dũng", id="020093000004", birth="1/2/1993", group=3)
    ],
}
WATCHED = ("cdht.citizen", "cdht.assessment", "cdht.assessment.line", "cdht.proposal")


@tagged("-at_install", "post_install")
class TestImportAgain(ImportCase):
    def _everything(self):
        """What the database holds of people and dossiers, field by field."""
        self.env.flush_all()
        self.env.invalidate_all()
        stored = {}
        for model in WATCHED:
            fields = [n for n, f in self.env[model]._fields.items() if f.store]
            for values in self.env[model].sudo().search([]).read(fields, load=None):
                stored[model, values["id"]] = values
        return stored

    def _moves(self):
        return self.env["cdht.trace"].search_count([("move", "!=", "import")])

    def test_transcribing(self):
        record = self.read(SHEETS)
        self.assertEqual((record.row_count, record.imported_count), (4, 4))
        dossiers = self.campaign.assessment_ids
        self.assertEqual(set(dossiers.mapped("state")), {"self_assessed"})
        self.assertEqual(set(dossiers.mapped("stage_id.state")), {"self_assessed"})
        self.assertEqual(self.dossier().line_ids.mapped("appraised_score"), [9] * 10)
        be = self.dossier(BE)
        self.assertEqual(be.line_ids.mapped("self_score"), [9] * 10)
        self.assertEqual(be.line_ids.mapped("appraised_score"), one(8))
        self.assertEqual(be.proposal_id.unit_id, self.village)
        self.assertTrue(be.line_ids[3].note, "the list and its minutes are the reason")
        self.assertFalse(any(be.line_ids[:3].mapped("note")))
        be.action_appraise()
        moves = self.traces(be)
        self.assertEqual(moves.mapped("move"), ["register", "submit", "appraise"])
        self.assertEqual(moves.mapped("on_behalf_of")[:2], ["citizen", "citizen"])
        self.assertEqual(moves.user_id, self.commune_user | self.env.user)

    def test_checking_writes_nothing(self):
        before = self._everything()
        record = self.make_import(SHEETS)
        record.action_check()
        self.assertEqual((record.state, record.imported_count), ("checked", 4))
        self.assertEqual(record.issue_ids.mapped("code"), ["identity_number_missing"])
        self.assertEqual(before, self._everything())
        record.action_import()
        self.assertEqual((record.state, len(record.issue_ids)), ("done", 1))

    def test_the_same_file_twice_changes_nothing(self):
        first = self.read(SHEETS)
        before, moves = self._everything(), self._moves()
        again = self.read(SHEETS)
        first.action_import()
        self.assertEqual((again.imported_count, again.error_count), (4, 0))
        self.assertEqual(before, self._everything())
        self.assertEqual(moves, self._moves())
        self.assertEqual((first.nothing_new, again.nothing_new), (False, True))
        longer = {
            **SHEETS,
            "UBND xã": [*SHEETS["UBND xã"], person(name="Vi Văn Mới", id=None)],
        }
        corrected = {"Thôn Một": [person(BE, appraised=one(7, of=None))]}
        for sheets in (longer, corrected):
            self.assertFalse(self.read(sheets).nothing_new)

    def test_the_same_file_after_the_decision_changes_nothing(self):
        self.read(SHEETS)
        dossiers = self.campaign.assessment_ids
        dossiers.action_appraise()
        self.send(dossiers.proposal_id)
        self.recognise(dossiers)
        before = self._everything()
        again = self.read(SHEETS)
        self.assertEqual((again.imported_count, again.error_count), (4, 0))
        self.assertEqual(before, self._everything())
        self.assertTrue(again.nothing_new)

    def test_an_imported_list_is_not_read_again(self):
        """Otherwise checking and importing it again would change a decided year."""
        record = self.read_people(person())
        with self.assertRaises(UserError):
            record.action_check()
        for vals in (
            {"data_file": workbook({"Thôn Một": [HEADER, person(BE)]})},
            {"kind": "recognition"},
            {"campaign_id": self.campaign.id},
            {"filename": "khac.xlsx"},
        ):
            with self.subTest(vals=list(vals)), self.assertRaises(UserError):
                record.write(vals)
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 1))
        self.assertFalse(self.citizen(BE))

    def test_another_file_is_checked_anew(self):
        record = self.make_import(SHEETS)
        record.action_check()
        record.data_file = workbook({"Thôn Một": [HEADER, person(CHI)]})
        self.assertEqual((record.state, len(record.issue_ids)), ("draft", 0))

    def test_who_comes_after_the_decision_comes_late(self):
        """Not by a list: the commune's officer registers them, with the reason."""
        self.read_people(person())
        dossiers = self.campaign.assessment_ids
        dossiers.action_appraise()
        self.send(dossiers.proposal_id)
        self.recognise(dossiers)
        for user in (self.chapter, self.commune_user):
            record = self.read_people(person(), person(BE), user=user)
            self.assertEqual(self.found(record), {(3, "B", "unit_decided")})
            self.assertFalse(self.citizen(BE))
        # Of a unit that no decision named, people come in as before.
        self.assertFalse(self.read_people(person(CHI), sheet="Thôn Hai").error_count)

    def test_spelling_is_tidied(self):
        name = unicodedata.normalize("NFD", "  Lò\u00a0 Văn An ")
        self.read_people(person(name=name))
        self.assertEqual(self.citizen().name, "Lò Văn An")
        before = self._everything()
        self.read_people(person(name="Lò Văn An"))
        self.assertEqual(before, self._everything())

    def test_a_corrected_list(self):
        self.read_people(person(), person(BE))
        untouched = self.traces(self.dossier(BE))
        record = self.read_people(
            person(scores=one(7), group=2, name="Lò Văn Ân"), person(BE)
        )
        self.assertFalse(record.error_count)
        dossier = self.dossier()
        self.assertEqual(dossier.line_ids.mapped("self_score"), one(7))
        self.assertEqual(dossier.line_ids.mapped("appraised_score"), one(7))
        self.assertEqual(dossier.labour_group_id.code, "N2")
        self.assertEqual((dossier.self_total, dossier.state), (88, "self_assessed"))
        self.assertEqual(dossier.citizen_id.name, "Lò Văn Ân")
        self.assertEqual(len(self.traces(dossier.line_ids, "self_score")), 1)
        self.assertEqual(self.traces(self.dossier(BE)), untouched)

    def test_a_registered_dossier_is_submitted(self):
        self.read_people(person())
        self.dossier().action_return("Thiếu minh chứng")
        self.read_people(person(scores=8))
        self.assertEqual(self.dossier().state, "self_assessed")
        self.assertEqual(self.dossier().self_total, 80)

    def test_blanks_say_nothing_about_a_person(self):
        self.read_people(person())
        self.citizen().write({"phone": "0912345678", "occupation": "Làm ruộng"})
        self.read_people(person(birth=1990))
        self.assertEqual(self.citizen().phone, "0912345678")
        self.assertEqual(str(self.citizen().birth_date), "1990-02-18")

    def test_a_locked_dossier_is_refused_only_when_something_would_change(self):
        self.read_people(person(), person(BE))
        dossiers = self.dossier() | self.dossier(BE)
        dossiers.action_appraise()
        before = self._everything()
        record = self.read_people(person(scores=one(10)), person(BE))
        self.assertEqual(self.found(record), {(2, "B", "dossier_locked")})
        self.assertIn("Lò Văn An", record.issue_ids.message)
        self.assertEqual(record.imported_count, 1)
        for change in ({"group": 2}, {"name": "Lò Văn Anh"}, {"birth": "1/2/1990"}):
            record = self.read_people(person(**change), person(BE))
            self.assertIn("dossier_locked", record.issue_ids.mapped("code"), change)
        self.assertEqual(before, self._everything())
        self.dossier().action_reopen("Sửa theo biên bản")
        self.assertFalse(self.read_people(person(scores=one(10))).error_count)

    def test_a_late_person_is_added(self):
        self.read_people(person())
        self.read_people(person(), person(BE))
        self.assertEqual(len(self.campaign.assessment_ids), 2)

    def test_without_a_number_name_birth_and_unit_decide(self):
        known = self.make_people(name="Lò Văn An", birth_year=1990)
        namesake = self.make_people(name="Lò Văn An", birth_year=1991)
        self.read_people(person(id=None))
        self.assertEqual(len(known.assessment_ids), 1)
        self.assertFalse(namesake.assessment_ids)
        self.read_people(person(id=None), sheet="Thôn Hai")
        self.assertEqual(len(self.campaign.assessment_ids), 2, "another unit")

    def test_a_number_that_is_new_for_a_known_person(self):
        known = self.make_people(name="Lò Văn An", birth_year=1990)
        self.read_people(person())
        self.assertEqual(known.identity_number, AN["id"])
        self.assertEqual(len(self.campaign.assessment_ids), 1)

    def test_two_of_one_name_without_numbers_are_two(self):
        rows = [person(id=None), person(id=None, scores=5)]
        self.read_people(*rows)
        before = self._everything()
        self.assertEqual(
            sorted(self.campaign.assessment_ids.mapped("self_total")), [50, 90]
        )
        self.read_people(*rows)
        self.assertEqual(before, self._everything())

    def test_a_person_who_moved_follows_the_list(self):
        moved = self.make_people(self.village_2, name="Cũ", identity_number=AN["id"])
        self.read_people(person())
        self.assertEqual((moved.unit_id, moved.name), (self.village, "Lò Văn An"))
