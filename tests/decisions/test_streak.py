from datetime import date

from psycopg2 import IntegrityError

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import YEAR, CommuneCase


@tagged("post_install", "-at_install")
class TestStreak(CommuneCase):
    """Recognised years without a gap, whatever body issued them."""

    def _grade(self, citizen, scores=(8,)):
        dossier = self.register(citizen)
        self.carry(dossier, "appraised", *scores)
        return dossier

    def test_five_years_running(self):
        citizen = self.make_people()
        self.make_titles(citizen, range(2022, YEAR))
        dossier = self._grade(citizen)
        self.assertRecordValues(
            dossier, [{"earlier_streak": 4, "grade": "passed_five"}]
        )
        self.send(dossier.proposal_id)
        self.recognise(dossier)
        title = citizen.recognition_ids.filtered(lambda title: title.year == YEAR)
        self.assertRecordValues(title, [{"streak": 5, "is_outstanding": True}])

    def test_four_years_are_not_five(self):
        citizen = self.make_people()
        self.make_titles(citizen, range(2023, YEAR))
        self.assertRecordValues(
            self._grade(citizen), [{"earlier_streak": 3, "grade": "passed"}]
        )

    def test_a_gap_ends_the_streak(self):
        citizen = self.make_people()
        titles = self.make_titles(citizen, [2021, 2022, 2023, 2025])
        self.assertEqual(
            {title.year: title.streak for title in titles},
            {2021: 1, 2022: 2, 2023: 3, 2025: 1},
        )
        self.assertRecordValues(
            self._grade(citizen), [{"earlier_streak": 1, "grade": "passed"}]
        )

    def test_failing_in_the_fifth_year(self):
        citizen = self.make_people()
        self.make_titles(citizen, range(2022, YEAR))
        self.assertEqual(self._grade(citizen, scores=(7,)).grade, "failed")

    def test_titles_of_any_body_count(self):
        """Other bodies, other communes, text only: the person keeps the years."""
        citizen = self.make_people()
        self.make_titles(citizen, [2022], deciding_body="UBND huyện cũ", unit_id=False)
        self.make_titles(citizen, [2023, 2024], unit_id=self.other_village.id)
        self.make_titles(citizen, [2025], deciding_unit_id=self.other_commune.id)
        self.assertEqual(self._grade(citizen).grade, "passed_five")

    def test_a_revoked_year_is_a_gap(self):
        citizen = self.make_people()
        titles = self.make_titles(citizen, range(2022, YEAR))
        dossier = self._grade(citizen)
        titles[1].state = "revoked"
        self.assertRecordValues(dossier, [{"earlier_streak": 2, "grade": "passed"}])
        self.assertEqual(titles.mapped("streak"), [1, 0, 1, 2])
        titles[1].state = "valid"
        self.assertEqual(dossier.grade, "passed_five")

    def test_a_corrected_title_counts(self):
        citizen = self.make_people()
        titles = self.make_titles(citizen, range(2022, YEAR))
        titles[1].state = "corrected"
        self.assertEqual(self._grade(citizen).grade, "passed_five")

    def test_a_late_import_of_a_missing_year_closes_the_gap(self):
        citizen = self.make_people()
        titles = self.make_titles(citizen, [2022, 2023, 2025])
        dossier = self._grade(citizen)
        self.make_titles(citizen, [2024])
        self.assertEqual(dossier.grade, "passed_five")
        self.assertEqual(titles.mapped("streak"), [1, 2, 4])

    def test_outstanding_by_the_set_of_that_year(self):
        """Two years are enough where the set of 31/12 says so."""
        citizen = self.make_people()
        self.rule.date_to = date(2026, 12, 30)
        new = self.env["cdht.indicator.set"].browse(
            self.rule.action_new_version()["res_id"]
        )
        new.write({"date_from": "2026-12-31", "outstanding_years": 2})
        titles = self.make_titles(citizen, [2025, 2026])
        self.assertEqual(titles.mapped("streak"), [1, 2])
        self.assertEqual(titles.mapped("is_outstanding"), [False, True])

    def test_one_title_a_year(self):
        citizen = self.make_people()
        title = self.make_titles(citizen, [2025])
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.make_titles(citizen, [2025])
        title.state = "revoked"
        title.flush_recordset()
        self.make_titles(citizen, [2025])
