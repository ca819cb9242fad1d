"""A long list is imported in steps: stopped, broken off, begun twice, each row once."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.cdht_module.tools import list_reader

from ..import_case import AN, ImportCase, person, title

MODULE = "odoo.addons.cdht_module.models.imports.cdht_import_steps"
STEPWISE = "odoo.addons.cdht_module.models.papers.cdht_stepwise"
_MANY, _STEP = 11, 3


def _who(number):
    return {**AN, "name": f"Lò Văn {chr(65 + number)}n", "id": f"0200900001{number:02}"}


@tagged("post_install", "-at_install")
class TestImportSteps(ImportCase):
    """With steps of three rows instead of a thousand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch(f"{MODULE}._AT_ONCE", _STEP))
        cls.rows = [person(_who(n), number=n + 1) for n in range(_MANY)]
        # Of the same name and birth, without a number: two people all the same.
        cls.rows += [person(id=None, name="Vi Văn Đôi") for _n in range(2)]
        cls.size = len(cls.rows)

    def setUp(self):
        super().setUp()
        self.steps_left = 100
        cron = self.env.registry["ir.cron"]
        # A test is one transaction: steps are not committed.
        self.patch(cron, "_commit_progress", self._progress)

    def _progress(self, *_args, **_values):
        self.steps_left -= 1
        return max(0, self.steps_left)

    def _cron(self, steps=100):
        """The cron comes, and has time for so many steps."""
        self.steps_left = steps + 1  # it tells once what waits
        self.env["cdht.print.batch"]._cron_print()

    def test_who_asked_for_it_is_told(self):
        """Wherever they are: when it is done, and when it could not go on."""
        told = []
        Users = type(self.env["res.users"])
        self.patch(
            Users, "_bus_send", lambda user, kind, what, **_k: told.append((user, what))
        )
        record = self._begun()
        self._cron()
        self.assertEqual(record.state, "done")
        [(user, what)] = told
        self.assertEqual((user, what["type"]), (self.commune_user, "success"))
        self.assertIn(f"{self.size} trong {self.size}", what["message"])
        other = self._begun(filename="lai.xlsx")
        self.assertEqual(other.state, "done", "nothing new, so nothing to wait for")

    def test_a_short_list_says_what_came_in(self):
        record = self.make_import({"Thôn Một": self.rows[:2]})
        said = record.action_import()["params"]["message"]
        self.assertIn("2 of 2", said)
        self.assertFalse(record.action_import() and record.state != "done")

    def _begun(self, **vals):
        record = self.make_import({"Thôn Một": self.rows}, **vals)
        record.action_import()
        return record

    def _people(self):
        return self.env["cdht.citizen"].search([("unit_id", "=", self.village.id)])

    def _assert_each_once(self, record):
        self.assertEqual((record.state, record.progress), ("done", 100))
        self.assertEqual((record.row_count, record.imported_count), (self.size,) * 2)
        people = self._people()
        self.assertEqual(len(people), self.size)
        self.assertEqual(len(people.filtered("identity_number")), _MANY)
        dossiers = self.campaign.assessment_ids
        self.assertEqual(dossiers.citizen_id, people)
        self.assertEqual(len(dossiers), self.size)
        self.assertEqual(set(dossiers.mapped("self_total")), {90})
        moves = self.traces(dossiers).mapped("move")
        self.assertEqual(sorted(moves), sorted(["register", "submit"] * self.size))

    def test_in_steps(self):
        record = self._begun()
        self.assertEqual((record.state, record.total_count), ("running", self.size))
        self.assertFalse(self._people(), "nothing yet: who asked does not wait")
        self._cron(steps=1)
        self.assertEqual((record.state, record.done_count), ("running", _STEP))
        self.assertEqual(len(self._people()), _STEP)
        self._cron()
        self._assert_each_once(record)
        self.assertEqual(self.traces(record).user_id, self.commune_user)
        self.assertEqual(self._people().create_uid, self.commune_user)

    def test_the_file_is_read_once(self):
        reads = []
        read = list_reader.read_apart
        counted = patch.object(
            list_reader, "read_apart", lambda *a, **o: reads.append(1) or read(*a, **o)
        )
        with counted:
            record = self._begun()
            self._cron()
        self._assert_each_once(record)
        self.assertEqual(len(reads), 1)

    def test_what_is_kept_between_steps_is_nobodys_to_read(self):
        record = self._begun()
        self._cron(steps=1)
        self.assertTrue(record.sudo().read_rows)
        with self.assertRaises(AccessError):
            record.read(["read_rows"])
        where = [("res_model", "=", record._name), ("res_field", "=", "read_rows")]
        kept = self.env["ir.attachment"].sudo().search(where)
        self.assertEqual(len(kept), 1)
        with self.assertRaises(AccessError):
            kept.with_user(self.commune_user).read(["datas"])
        self._cron()
        self.assertFalse(record.sudo().read_rows or kept.exists())

    def test_it_goes_with_the_file(self):
        record = self._begun()
        self._cron(steps=1)
        record.action_stop()
        record.action_take_back()
        self.assertFalse(record.sudo().read_rows)
        record = self._begun()
        self.assertTrue(record.sudo().read_rows)
        record.sudo()._forget_files("over")
        self.assertFalse(record.sudo().read_rows)

    def test_begun_by_an_earlier_version(self):
        """Nothing was kept then: the rest is read from the file."""
        record = self._begun()
        self._cron(steps=1)
        record.sudo().write({"read_rows": False, "done_count": 5})
        self._cron()
        self.assertEqual((record.state, record.progress), ("done", 100))
        self.assertEqual(len(self._people()), self.size)
        self.assertEqual(len(self.campaign.assessment_ids), self.size)

    def test_namesakes_without_numbers_far_apart(self):
        """In the middle of a list of others, in three places, they are three."""
        double = person(id=None, name="Vi Văn Đôi")
        rows = [double, *self.rows[:5], double, *self.rows[5:_MANY], double]
        record = self.make_import({"Thôn Một": rows})
        record.action_import()
        self._cron()
        self.assertEqual((record.state, record.imported_count), ("done", len(rows)))
        namesakes = self._people().filtered(lambda one: one.name == double[1])
        self.assertEqual(len(namesakes), 3)
        self.assertEqual(len(namesakes.assessment_ids), 3)

    def test_what_may_no_longer_come_in_is_told(self):
        record = self._begun()
        self._cron(steps=1)
        last = self.rows[_MANY - 1]
        other = self.make_import({"Thôn Một": [person(_who(_MANY - 1), scores=7)]})
        other.action_import()
        dossier = self.campaign.assessment_ids.filtered(
            lambda one: one.citizen_id.name == last[1]
        )
        dossier.action_appraise()
        self._cron()
        self.assertEqual((record.state, record.imported_count), ("done", self.size - 1))
        told = record.issue_ids.filtered(lambda issue: issue.code == "dossier_locked")
        self.assertEqual((told.row, told.person), (_MANY + 1, last[1]))
        self.assertEqual(record.sheet_ids.imported_count, self.size - 1)
        self.assertEqual(dossier.self_total, 70)

    def test_as_at_once(self):
        """The order of the list too: who came in a later step stands behind."""
        self._begun()
        self._cron()
        ranked = self._people().sorted("unit_rank").mapped("name")
        self.assertEqual(ranked, [row[1] for row in self.rows])

    def test_a_second_click(self):
        record = self._begun()
        self._cron(steps=1)
        record.action_import()
        record.action_start()
        self.assertEqual((record.state, record.done_count), ("running", _STEP))
        self._cron()
        record.action_import()
        self._assert_each_once(record)

    def test_stopped_and_gone_on_with(self):
        record = self._begun()
        self._cron(steps=2)
        record.action_stop()
        self._cron()
        self.assertEqual((record.state, record.done_count), ("stopped", 2 * _STEP))
        self.assertEqual(len(self._people()), 2 * _STEP)
        with self.assertRaises(UserError):
            record.filename = "khac.xlsx"
        record.action_start()
        self._cron()
        self._assert_each_once(record)

    def test_broken_off_in_the_middle(self):
        """A step that breaks leaves nothing of its own, what came before stays."""
        record = self._begun()
        self._cron(steps=1)
        self.env.flush_all()
        lines = self.env.registry["cdht.assessment.line"]
        broken = patch.object(lines, "_insert_scored", side_effect=ZeroDivisionError)
        with broken, self.assertLogs(STEPWISE, "ERROR"):
            self._cron()
        self.assertEqual((record.state, record.done_count), ("stopped", _STEP))
        self.assertEqual(len(self._people()), _STEP)
        self.assertNotIn("ZeroDivision", record.message)
        record.action_import()
        self.assertEqual((record.state, record.message), ("running", False))
        self._cron()
        self._assert_each_once(record)

    def test_the_same_list_twice_at_once(self):
        records = self._begun(), self._begun(filename="lan-hai.xlsx")
        self._cron(steps=2)
        self._cron()
        for record in records:
            self._assert_each_once(record)

    def test_somebody_came_in_meanwhile(self):
        """By hand, between two steps: found, and not made again."""
        record = self._begun()
        self._cron(steps=1)
        last = _who(_MANY - 1)
        known = self.env["cdht.citizen"].create(
            {
                "name": last["name"],
                "birth_date": "1990-02-18",
                "identity_number": last["id"],
                "gender": "male",
                "unit_id": self.village.id,
            }
        )
        self._cron()
        self._assert_each_once(record)
        self.assertIn(known, self._people())

    def test_a_year_that_was_closed_meanwhile(self):
        record = self._begun()
        self._cron(steps=1)
        self.campaign.sudo().state = "closed"
        self._cron()
        self.assertEqual((record.state, record.done_count), ("stopped", _STEP))
        self.assertIn(self.campaign.name, record.message)

    def test_half_of_it_is_taken_back(self):
        record = self._begun()
        self._cron(steps=2)
        with self.assertRaises(UserError):
            record.action_take_back()
        record.action_stop()
        record.action_take_back()
        self.assertEqual(record.state, "undone")
        self.assertFalse(self._people() | self.campaign.assessment_ids.citizen_id)

    def test_all_of_it_is_taken_back(self):
        record = self._begun()
        self._cron()
        self._assert_each_once(record)
        record.action_take_back()
        self.assertFalse(self._people() | self.campaign.assessment_ids.citizen_id)

    def test_what_was_built_between_two_steps(self):
        record = self._begun()
        self._cron(steps=1)
        self.campaign.assessment_ids[:1].action_appraise()
        self._cron()
        with self.assertRaises(UserError):
            record.action_take_back()
        self.assertEqual(record.state, "done")

    def test_titles_of_one_person_stay_together(self):
        rows = [
            title(_who(number), year=year)
            for year in (2024, 2025)
            for number in range(_STEP + 2)
        ]
        record = self.make_import({"2022-2025": rows}, kind="recognition")
        record.action_import()
        self._cron(steps=1)
        titles = self.env["cdht.recognition"].search(
            [("unit_id", "=", self.village.id)]
        )
        self.assertEqual(len(titles), 2 * _STEP)
        self.assertEqual(len(titles.citizen_id), _STEP)
        self._cron()
        self.assertEqual((record.state, record.progress), ("done", 100))
        record.action_take_back()
        self.assertFalse(self._people())

    def test_an_ordinary_list_comes_in_at_once(self):
        record = self.make_import({"Thôn Một": self.rows[:_STEP]})
        record.action_import()
        self.assertEqual((record.state, len(self._people())), ("done", _STEP))
