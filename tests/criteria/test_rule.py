from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CommuneCase

PASSING = (8,) * 10


@tagged("post_install", "-at_install")
class TestRule(CommuneCase):
    """The rule of the criteria set, at its edges."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossier = cls.make_dossiers("self_assessed")

    def _appraise(self, *scores):
        self.score(self.dossier, "appraised_score", *scores)
        return self.dossier

    def test_total_at_its_edge(self):
        """80 passes, 79 does not."""
        self.assertRecordValues(
            self._appraise(*PASSING),
            [{"appraised_total": 80, "min_score": 8, "eligible": True,
              "grade": "passed"}],
        )  # fmt: skip
        self.assertRecordValues(
            self._appraise(*PASSING[:9], 7),
            [{"appraised_total": 79, "min_score": 7, "eligible": False,
              "grade": "failed"}],
        )  # fmt: skip

    def test_lowest_at_its_edge(self):
        """A 5 passes, a 4 does not, whatever the total."""
        high = (9,) * 9
        self.assertRecordValues(
            self._appraise(*high, 5),
            [{"appraised_total": 86, "min_score": 5, "eligible": True}],
        )
        self.assertRecordValues(
            self._appraise(*high, 4),
            [{"appraised_total": 85, "min_score": 4, "eligible": False}],
        )
        self.assertEqual(self.dossier.grade, "failed")

    def test_extremes(self):
        self.assertTrue(self._appraise(10).eligible)
        self.assertEqual(self.dossier.appraised_total, 100)
        self.assertFalse(self._appraise(1).eligible)
        self.assertEqual((self.dossier.appraised_total, self.dossier.min_score),
                         (10, 1))  # fmt: skip

    def test_results_are_empty_until_all_ten_stand(self):
        """Nine scores are no total, and no grade."""
        dossier = self._appraise(*(10,) * 9, 0)
        expected = {
            "appraised_total": 0,
            "min_score": 0,
            "eligible": False,
            "appraised_complete": False,
            "grade": False,
        }
        self.assertRecordValues(dossier, [expected])
        self._appraise(10)
        self.assertTrue(dossier.appraised_complete)
        self._appraise(0)
        self.assertRecordValues(dossier, [expected])
        self.assertEqual(dossier.self_total, 80)

    def test_own_total_while_scores_are_missing(self):
        dossier = self.make_dossiers()
        self.score(dossier, "self_score", *(10,) * 9, 0)
        self.assertRecordValues(
            dossier, [{"self_total": 90, "self_complete": False, "eligible": False}]
        )

    def test_scores_out_of_bounds(self):
        line = self.dossier.line_ids[0]
        for value in (0, 11, -1, 101):
            with self.subTest(value=value), self.assertRaises(ValidationError):
                line.appraised_score = value
                line.flush_recordset()

    def test_only_whole_numbers_are_scores(self):
        """What is no whole number is refused, never cut to one."""
        line = self.dossier.line_ids[0]
        for value in (7.5, "0", "sáu", True, 0.0):
            with self.subTest(value=value), self.assertRaises(ValidationError):
                line.write({"appraised_score": value})
        line.write({"appraised_score": 8})
        line.write({"appraised_score": False})
        self.assertFalse(line.appraised_score)

    def test_database_keeps_scores_from_0_to_100(self):
        """A guard of its own, under the model's."""
        line = self.dossier.line_ids[0]
        for value in (-1, 101):
            with (
                self.subTest(value=value),
                mute_logger("odoo.sql_db"),
                self.assertRaises(IntegrityError),
                self.env.cr.savepoint(),
            ):
                self.env.cr.execute(
                    "UPDATE cdht_assessment_line SET self_score = %s WHERE id = %s",
                    (value, line.id),
                )

    def test_message_tells_person_indicator_and_bounds(self):
        line = self.dossier.line_ids[2]
        self.assertRefused(
            ValidationError,
            [self.dossier.citizen_id.name, line.indicator_id.display_name, "1", "10"],
            line.write,
            {"appraised_score": 11},
        )


@tagged("post_install", "-at_install")
class TestCriteriaSet(CommuneCase):
    """The set is data: an office edits it until a year is assessed by it."""

    @classmethod
    def _new_set(cls, date_from, **vals):
        new = cls.rule.action_new_version()
        copy = cls.env["cdht.indicator.set"].browse(new["res_id"])
        copy.write({"date_from": date_from, **vals})
        return copy

    def test_shipped_set(self):
        rule = self.rule
        self.assertEqual(len(rule.criterion_ids), 3)
        self.assertEqual(
            rule.indicator_ids.mapped("code"), [f"CS{n:02}" for n in range(1, 11)]
        )
        self.assertEqual(
            [len(criterion.indicator_ids) for criterion in rule.criterion_ids],
            [4, 4, 2],
        )

    def test_a_set_in_use_is_locked_with_all_its_parts(self):
        self.assertTrue(self.rule.is_locked)
        indicator = self.rule.indicator_ids[0]
        for record, vals in (
            (self.rule, {"pass_total": 70}),
            (self.rule.criterion_ids[0], {"name": "Khác"}),
            (indicator, {"name": "Khác"}),
        ):
            self.assertRefused(UserError, self.rule.name, record.write, vals)
        self.assertRefused(UserError, self.rule.name, indicator.unlink)
        self.assertRefused(
            UserError,
            self.rule.name,
            indicator.copy,
            {"criterion_id": indicator.criterion_id.id, "code": "CS11"},
        )
        self.rule.date_to = "2026-12-31"

    def test_new_version_is_a_free_copy(self):
        copy = self._new_set("2027-01-01", pass_total=70)
        self.assertFalse(copy.is_locked)
        self.assertEqual(
            copy.indicator_ids.mapped("name"), self.rule.indicator_ids.mapped("name")
        )
        self.assertFalse(copy.indicator_ids & self.rule.indicator_ids)
        copy.indicator_ids[0].name = "Khác"
        self.assertNotEqual(self.rule.indicator_ids[0].name, "Khác")
        self.assertEqual(self.rule.pass_total, 80)

    def test_set_in_force_on_the_last_day_of_the_year(self):
        """The year goes by the set of 31/12, though another began it."""
        Set = self.env["cdht.indicator.set"]
        self.rule.date_to = "2027-12-30"
        new = self._new_set("2027-12-31")
        self.assertEqual(Set._in_force_in(2026), self.rule)
        self.assertEqual(Set._in_force_in(2027), new)
        self.assertFalse(Set._in_force_in(2021))
        campaign = self.env["cdht.campaign"].create(
            {"unit_id": self.commune.id, "year": 2027}
        )
        self.assertEqual(campaign.set_id, new)

    def test_each_year_keeps_the_rule_it_was_assessed_by(self):
        """A later, softer set changes nothing in this year."""
        dossier = self.make_dossiers("appraised", scores=(7,))
        self.rule.date_to = "2026-12-31"
        self._new_set("2027-01-01", pass_total=70)
        dossier.invalidate_recordset()
        self.assertFalse(dossier.eligible)

    def test_bounds_of_a_set_hold_for_its_scores(self):
        """A set of five points takes no six."""
        new = self._new_set(
            "2027-01-01", score_max=5, pass_total=40, pass_min=3, outstanding_years=2
        )
        campaign = self.env["cdht.campaign"].create(
            {"unit_id": self.commune.id, "year": 2027, "set_id": new.id}
        )
        campaign.action_open()
        dossier = self.register(self.make_people(), campaign)
        with self.assertRaises(ValidationError):
            self.score(dossier, "self_score", 6)
        self.carry(dossier, "appraised", 4)
        self.assertEqual(dossier.grade, "passed")
