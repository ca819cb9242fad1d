"""An import is taken back as a whole, while nothing was built on it."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..import_case import AN, BE, CHI, ImportCase, person, title
from ..whole.test_queries import recorded

WATCHED = ("cdht.citizen", "cdht.assessment", "cdht.assessment.line",
           "cdht.recognition")  # fmt: skip
_BY_THE_WAY = {"write_date", "write_uid", "submitted_on", "state_since"}


@tagged("post_install", "-at_install")
class TestTakenBack(ImportCase):
    def everything(self):
        """What the database holds of people, dossiers and titles."""
        self.env.flush_all()
        self.env.invalidate_all()
        stored = {}
        for model in WATCHED:
            fields = [
                name
                for name, field in self.env[model]._fields.items()
                if field.store and name not in _BY_THE_WAY
            ]
            records = self.env[model].sudo().with_context(active_test=False).search([])
            for values in records.read(fields, load=None):
                stored[model, values["id"]] = values
        return stored

    def refused(self, record, *texts):
        before = self.everything()
        with self.assertRaises(UserError) as caught:
            record.action_take_back()
        for text in texts:
            self.assertIn(text, str(caught.exception))
        self.assertEqual(record.state, "done")
        self.assertEqual(before, self.everything())

    def test_what_it_made_is_gone(self):
        before = self.everything()
        record = self.read_people(person(), person(BE), user=self.chapter)
        record.action_take_back()
        self.assertEqual(record.state, "undone")
        self.assertEqual(before, self.everything())
        self.assertEqual(len(self.traces(record, "take_back")), 1)
        # The same list comes in anew by a new import; this one stays as it is.
        record.action_import()
        self.assertEqual((record.state, before), ("undone", self.everything()))
        self.assertEqual(self.read_people(person(), person(BE)).imported_count, 2)

    def test_the_same_file_begins_anew_with_what_was_said(self):
        """Whose sheet it is, a corrected cell, what somebody has looked at."""
        sheets = {"Tờ một": [person(group=9), person(BE)], "Tờ hai": [person(CHI)]}
        record = self.make_import(sheets, self.commune_user)
        record.action_check()
        first, second = record.sheet_ids
        first.unit_id, second.is_skipped = self.village_2, True
        record.action_check()
        record.issue_ids.filtered(lambda one: one.code == "group_unknown").write(
            {"correction": "2"}
        )
        record.action_import()
        self.assertEqual(self.dossier().unit_id, self.village_2)
        record.action_take_back()
        self.assertFalse(self.citizen())
        record.action_import_anew()
        self.assertEqual(record.state, "checked")
        self.assertEqual(record.sheet_ids.unit_id, self.village_2)
        self.assertFalse(self.citizen())
        self.assertEqual(len(self.traces(record, "import_anew")), 1)
        record.action_import()
        self.assertEqual((record.state, record.imported_count), ("done", 2))
        self.assertEqual(self.dossier().labour_group_id.code, "N2")
        self.assertFalse(self.citizen(CHI))
        record.action_take_back()
        self.assertFalse(self.citizen())

    def test_not_anew_while_it_stands_or_without_its_file(self):
        record = self.read_people(person())
        with self.assertRaises(UserError):
            record.action_import_anew()
        record.action_take_back()
        with self.assertRaises(AccessError):
            record.with_user(self.commune_other).action_import_anew()
        record.sudo()._forget_files("over")
        with self.assertRaises(UserError):
            record.action_import_anew()
        self.assertEqual(record.state, "undone")

    def with_a_twin(self):
        """An import of somebody who may be a person that is known already."""
        known = self.env["cdht.citizen"].create(
            {
                "name": AN["name"],
                "birth_date": "1990-02-18",
                "gender": "male",
                "identity_number": "020090000008",
                "unit_id": self.village.id,
            }
        )
        record = self.read_people(person())
        pair = self.env["cdht.twin"].search([("citizen_id", "=", known.id)])
        self.assertEqual(pair.other_id, self.citizen())
        return record, pair

    def test_many_cost_as_many_reads_as_few(self):
        counts = []
        for first, size in ((100, 2), (200, 12)):
            people = [
                {**AN, "name": f"Lò Văn {chr(65 + n)}n", "id": f"0200900{first + n:05}"}
                for n in range(size)
            ]
            self.read_people(*(person(who) for who in people))
            record = self.read_people(*(person(who, scores=8) for who in people))
            with recorded() as queries:
                record.action_take_back()
            self.assertEqual(record.state, "undone")
            counts.append(len(queries.reads))
        self.assertEqual(*counts)

    def test_a_pair_that_was_found_goes_along(self):
        record, pair = self.with_a_twin()
        record.action_take_back()
        self.assertFalse(pair.exists())
        self.assertFalse(self.citizen())

    def test_who_was_made_one_with_another_stays(self):
        record, pair = self.with_a_twin()
        pair.with_user(self.commune_user).action_merge()
        self.refused(record, "no longer a record of its own")

    def test_what_it_changed_is_as_before(self):
        self.read_people(person(birth="1990"), person(BE))
        before = self.everything()
        record = self.read_people(
            person(scores=7, name="Lò Văn Ân", group=2),
            person(BE, scores=8),
            person(CHI),
        )
        self.assertEqual(self.citizen().name, "Lò Văn Ân")
        self.assertNotEqual(before, self.everything())
        record.action_take_back()
        self.assertEqual(before, self.everything())

    def test_titles(self):
        before = self.everything()
        record = self.read_titles(title(), title(year=2024), title(BE))
        record.action_take_back()
        self.assertEqual(before, self.everything())
        self.read_titles(title())
        before = self.everything()
        record = self.read_titles(title(), title(year=2024))
        self.assertEqual(max(self.citizen().recognition_ids.mapped("streak")), 2)
        record.action_take_back()
        self.assertEqual(before, self.everything())

    def test_not_where_something_was_built_on_it(self):
        record = self.read_people(person(), person(BE))
        self.dossier(BE).action_appraise()
        self.refused(record, BE["name"])

    def test_not_where_a_person_was_changed_since(self):
        record = self.read_people(person(), person(BE))
        self.citizen().phone = "0912345678"
        self.refused(record, AN["name"])

    def test_not_where_a_score_was_changed_since(self):
        record = self.read_people(person(), person(BE))
        self.dossier(BE).line_ids[0].self_score = 5
        self.refused(record, BE["name"])

    def test_not_where_a_later_list_says_more(self):
        first = self.read_people(person())
        later = self.read_people(person(scores=7))
        self.refused(first, AN["name"])
        later.action_take_back()
        self.assertEqual(self.dossier().line_ids.mapped("self_score"), [9] * 10)
        # What happened meanwhile stays in the trace, so the first one stands.
        self.refused(first, AN["name"])

    def test_not_where_something_hangs_on_the_person(self):
        record = self.read_people(person())
        self.env["cdht.data.request"].create({"citizen_id": self.citizen().id})
        self.refused(record, AN["name"])

    def test_not_where_a_title_followed(self):
        titles = self.read_titles(title())
        self.make_recognition()
        self.refused(titles)

    def make_recognition(self):
        self.env["cdht.recognition"].sudo().create(
            {"citizen_id": self.citizen().id, "year": 2024}
        )

    def test_not_when_its_file_is_gone(self):
        record = self.read_people(person())
        record.sudo()._forget_files("over")
        self.refused(record)

    def test_not_what_is_not_imported(self):
        record = self.make_import({"Thôn Một": [person()]})
        with self.assertRaises(UserError):
            record.action_take_back()

    def test_who_may(self):
        record = self.read_people(person(), user=self.chapter)
        for user in (self.chapter_2, self.commune_other, self.district, self.manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                record.with_user(user).action_take_back()
        with self.assertRaises(AccessError):
            record.with_user(self.commune_user).read(["undo"])
        record.with_user(self.commune_user).action_take_back()
        self.assertFalse(self.citizen())
