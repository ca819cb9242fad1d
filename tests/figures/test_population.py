from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import YEAR, CommuneCase


@tagged("post_install", "-at_install")
class TestPopulation(CommuneCase):
    """Base figures: the denominators of every share."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Population = cls.env["cdht.population"].with_user(cls.commune_user)

    def make(self, unit, year=YEAR, **vals):
        return self.Population.create({"unit_id": unit.id, "year": year, **vals})

    def bases(self, unit, year=YEAR):
        return self.Population._bases(unit, [year])[unit.id, year]

    def test_commune_is_the_sum_of_its_units(self):
        self.make(self.village, adults=100)
        self.make(self.village_2, adults=50)
        found = self.bases(self.commune)
        self.assertIsNone(found["adults"], "a unit has no figures yet")
        self.assertEqual(found["missing"], [self.agency])
        self.make(self.agency, staff=9)
        found = self.bases(self.commune)
        self.assertEqual((found["adults"], found["staff"]), (150, 9))
        self.assertFalse(found["missing"])

    def test_own_row_of_the_commune_wins(self):
        self.make(self.village, adults=100, members=10)
        self.make(self.commune, adults=170)
        found = self.bases(self.commune)
        self.assertEqual(found["adults"], 170)
        self.assertIsNone(found["members"], "not typed anywhere for all")

    def test_units_that_ended_do_not_count(self):
        self.make(self.village, adults=100)
        self.make(self.village_2, adults=50)
        self.agency.date_to = f"{YEAR - 1}-12-31"
        self.assertEqual(self.bases(self.commune)["adults"], 150)

    def test_rows_of_the_year(self):
        """Each unit gets its row, filled with the year before's, once."""
        self.make(
            self.village, YEAR - 1, adults=98, is_learning_community=True,
            members_new=8, fund=2_500_000_000, family_recognised=40,
        )  # fmt: skip
        campaign = self.campaign.with_user(self.commune_user)
        action = campaign.action_prepare_population()
        rows = self.Population.search(action["domain"])
        self.assertEqual(
            rows.unit_id, self.commune | self.village | self.village_2 | self.agency
        )
        own = rows.filtered(lambda row: row.unit_id == self.village)
        self.assertEqual((own.adults, own.members_new, own.fund), (98, 0, 0))
        self.assertFalse(any(rows.mapped("is_checked")))
        self.assertTrue(own.finding)
        missing = self.village | self.village_2 | self.agency
        self.assertEqual(set(self.bases(self.commune)["missing"]), set(missing))
        dossier = self.make_dossiers()
        self.assertFalse(dossier.in_learning_community, "not checked yet")
        own.adults = 99  # who types has looked at it
        self.assertTrue(own.is_checked)
        self.assertTrue(dossier.in_learning_community)
        self.assertEqual(self.bases(self.village)["adults"], 99)
        (rows - own).action_check()
        self.assertFalse(self.bases(self.commune)["missing"])
        campaign.action_prepare_population()
        self.assertEqual(self.Population.search(action["domain"]), rows)
        self.assertEqual(own.adults, 99)

    def test_a_learning_unit_is_told_to_its_dossiers(self):
        before = self.make_dossiers(size=2)
        row = self.make(self.village, is_learning_community=True)
        after = self.make_dossiers(size=1)
        self.assertTrue(all((before | after).mapped("in_learning_community")))
        self.assertFalse(any(before.mapped("in_learning_unit")))
        row.is_learning_community = False
        self.assertFalse(any((before | after).mapped("in_learning_community")))
        row.is_learning_community = True
        row.unit_id = self.village_2
        self.assertFalse(any((before | after).mapped("in_learning_community")))
        row.unit_id = self.village
        self.assertTrue(all((before | after).mapped("in_learning_community")))
        row.unlink()
        self.assertFalse(any((before | after).mapped("in_learning_community")))

    def test_strange_figures_are_said(self):
        with Form(self.Population) as form:
            form.unit_id = self.village
            form.adults = 10
            form.adults_in_learning = 12
            self.assertIn("12", form.finding)
            form.people = 20
            form.adults_in_learning = 9
            self.assertFalse(form.finding)

    def test_refused(self):
        row = self.make(self.village, adults=1)
        with self.assertRaises(ValidationError):
            row.adults = -1
        with self.assertRaises(ValidationError):
            row.year = 0
        with self.assertRaises(AccessError):
            self.make(self.other_village)
        with self.assertRaises(AccessError):
            row.unit_id = self.other_village
        self.campaign.with_user(self.commune_user).action_close()
        with self.assertRaises(UserError):
            row.adults = 2
        with self.assertRaises(UserError):
            self.make(self.village_2)
        # Commune and year of the row decide that; neither can be changed by hand.
        later = self.make(self.village_2, YEAR + 5)
        with self.assertRaises(AccessError):
            later.commune_id = False
        with self.assertRaises(UserError):
            later.year = YEAR
