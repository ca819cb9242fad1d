from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged

from odoo.addons.cdht_module.tools import clock

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestCitizenNames(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit = cls.env["cdht.unit"].create(
            {"name": "Thôn Thử", "unit_type": "village"}
        )
        names = ["Hoàng Thị Hường", "Vi Văn An", "Chu Thị Hương", "Lý  Thị\u00a0Hường"]
        cls.people = cls.env["cdht.citizen"].create(
            [{"name": name, "unit_id": cls.unit.id} for name in names]
        )

    def _found(self, text):
        return self.env["cdht.citizen"].search(
            [("display_name", "ilike", text), ("unit_id", "=", self.unit.id)]
        )

    def test_found_without_accents_by_any_word(self):
        """The stored folded column finds; no server option is needed."""
        for text in ("hoang thi huong", "Hoàng Thị Hường", "huong hoang", "HOÀNG"):
            self.assertEqual(self._found(text).mapped("name"), ["Hoàng Thị Hường"])
        self.assertFalse(self._found("hoang van"))

    def test_nobody_is_born_tomorrow(self):
        person, year = self.people[0], clock.today().year
        for wrong in (year + 1, 1899):
            with self.assertRaisesRegex(ValidationError, str(wrong)):
                person.birth_year = wrong
        person.birth_year = year
        said = person.new({"birth_year": year - 3})._onchange_birth()
        self.assertIn("3", said["warning"]["message"])
        self.assertIsNone(person.new({"birth_year": year - 40})._onchange_birth())

    def test_given_name_first_letters_then_tones(self):
        self.assertEqual(
            self._found("").mapped("name"),
            ["Vi Văn An", "Chu Thị Hương", "Hoàng Thị Hường", "Lý Thị Hường"],
        )

    def test_a_name_is_one_spelling(self):
        """Two Unicode spellings and stray spaces are the same name."""
        decomposed = self.env["cdht.citizen"].create(
            {"name": " Hoa\u0300ng  Thi\u0323 Hường", "unit_id": self.unit.id}
        )
        self.assertEqual(decomposed.name, "Hoàng Thị Hường")

    def test_a_whole_number_finds_its_person(self):
        self.people[0].identity_number = "020185244058"
        self.assertEqual(self._found("020185244058"), self.people[0])
        self.assertFalse(self._found("0201852"))


@tagged("post_install", "-at_install")
class TestNewCitizen(CommuneCase):
    def test_an_officer_s_one_village_is_filled_in(self):
        people = self.env["cdht.citizen"]
        told = people.with_user(self.chapter).default_get(["unit_id"])
        self.assertEqual(told["unit_id"], self.village.id)
        self.chapter.cdht_unit_ids |= self.village_2
        for user in (self.chapter, self.commune_user):
            told = people.with_user(user).default_get(["unit_id"])
            self.assertFalse(told.get("unit_id"))
