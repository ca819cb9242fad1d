"""Identity numbers: whole at home only, found by the exact number, told to nobody."""

import logging

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import CommuneCase

NUMBER = "020185244058"
OTHER = "020185244059"


@tagged("post_install", "-at_install", "access_rights")
class TestIdentityReach(CommuneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.make_people(
            cls.village_2, name="Vi Thị Kín", identity_number=NUMBER
        )
        cls.dossier = cls.register(cls.person)
        cls.title = cls.make_titles(cls.person, [2025])

    def _create(self, user, unit=None, number=NUMBER):
        return (
            self.env["cdht.citizen"]
            .with_user(user)
            .create(
                {
                    "name": "Người Mới",
                    "unit_id": (unit or self.village).id,
                    "identity_number": number,
                }
            )
        )

    def assertTellsNobody(self, call, *arguments):
        error = self.assertRefused(
            UserError, "Already registered in another unit; ask the commune.",
            call, *arguments,
        )  # fmt: skip
        self.assertNotIn("Kín", str(error))
        self.assertNotIn("Thôn Hai", str(error))

    def test_a_number_of_another_unit_is_refused_without_a_name(self):
        self.assertTellsNobody(self._create, self.chapter)
        self.assertTellsNobody(self._create, self.commune_other, self.other_village)
        mine = self.make_people().with_user(self.chapter)
        self.assertTellsNobody(mine.write, {"identity_number": NUMBER})
        self.person.active = False
        self.assertTellsNobody(self._create, self.chapter)

    def test_at_home_the_person_is_named_and_opened(self):
        for user, unit in (
            (self.chapter_2, self.village_2),
            (self.commune_user, self.village),
        ):
            with self.assertRaises(RedirectWarning) as caught:
                self._create(user, unit)
            message, action, _button = caught.exception.args[:3]
            self.assertIn("Vi Thị Kín", message)
            self.assertEqual(action["res_id"], self.person.id)

    def test_the_same_number_again_on_the_same_person(self):
        self.person.with_user(self.chapter_2).identity_number = NUMBER
        self.assertEqual(self.person.identity_number, NUMBER)

    def test_only_who_types_numbers_learns_that_one_is_taken(self):
        """For the others a free and a taken number are refused alike."""
        for user in (self.district, self.manager, self.citizen_user):
            told = set()
            for number in (NUMBER, OTHER):
                with self.assertRaises(AccessError) as caught:
                    self._create(user, number=number)
                told.add(str(caught.exception))
                with self.assertRaises(AccessError):
                    self.person.with_user(user).identity_number = number
            self.assertEqual(len(told), 1)

    def test_typing_warns_at_once(self):
        form = Form(self.env["cdht.citizen"].with_user(self.chapter))
        form.name, form.unit_id = "Người Mới", self.village
        with self.assertLogs("odoo.tests.form.onchange", logging.WARNING) as log:
            form.identity_number = NUMBER
        self.assertIn("ask the commune", log.output[0])
        self.assertNotIn("Kín", log.output[0])

    def test_the_search_bar_finds_the_exact_number_at_home(self):
        def found(user, text):
            people = self.env["cdht.citizen"].with_user(user)
            return people.search([("display_name", "ilike", text)])

        for text in (NUMBER, "020 185 244 058"):
            self.assertEqual(found(self.chapter_2, text), self.person)
            self.assertEqual(found(self.commune_user, text), self.person)
            self.assertFalse(found(self.chapter, text))
            self.assertFalse(found(self.commune_other, text))
        self.assertFalse(found(self.commune_user, NUMBER[:11]))
        self.register(self.make_people())
        dossiers = self.env["cdht.assessment"].with_user(self.commune_user)
        self.assertEqual(
            dossiers.search([("display_name", "ilike", NUMBER)]), self.dossier
        )

    @mute_logger("odoo.models")
    def test_no_oracle_without_the_field(self):
        """By no operator, relation, grouping or order, wherever the person is read."""
        self.dossier.authority_id = self.province
        self.give_login(self.person, self.citizen_user)
        models = {
            "cdht.citizen": "",
            "cdht.assessment": "citizen_id.",
            "cdht.assessment.line": "assessment_id.citizen_id.",
            "cdht.recognition": "citizen_id.",
        }
        for user in (self.district, self.citizen_user, self.manager):
            for model, way in models.items():
                records = self.env[model].with_user(user)
                for name in ("identity_number", "phone", "ethnicity_id"):
                    path = way + name
                    for term in (("=", NUMBER), ("like", "02%"), ("!=", False)):
                        with self.subTest(user=user.login, path=path, term=term):
                            with self.assertRaises(AccessError):
                                records.search([(path, *term)])
                    if not way:
                        with self.assertRaises(AccessError):
                            records.search([], order=name)
                    with self.assertRaises(AccessError):
                        records.formatted_read_group([], [path], ["__count"])

    def test_out_of_reach_nothing_matches(self):
        """A chapter reads the field, yet of its own people only."""
        for model, path in (
            ("cdht.citizen", "identity_number"),
            ("cdht.assessment", "citizen_id.identity_number"),
            ("cdht.recognition", "citizen_id.identity_number"),
            ("cdht.campaign", "assessment_ids.citizen_id.identity_number"),
        ):
            records = self.env[model].with_user(self.chapter)
            for operator, value in (("=", NUMBER), ("like", "0201%")):
                self.assertFalse(records.search([(path, operator, value)]), path)

    def test_no_religion_and_no_picture_of_a_card(self):
        """There are no such fields (Luật 91/2025: sensitive data)."""
        for name, field in self.env["cdht.citizen"]._fields.items():
            self.assertNotIn(field.type, ("binary", "image"), name)
            self.assertNotRegex(name, "relig|card|photo|image|avatar|faith")
