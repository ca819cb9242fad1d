"""The years before, in the guided set-up: people and titles from an office's files."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import CommuneCase
from ..import_case import BE, HEADER, TITLES, person, title, workbook


@tagged("post_install", "-at_install")
class TestEarlier(CommuneCase):
    def open_setup(self):
        setup = self.env["cdht.setup"].with_user(self.commune_user).create({})
        setup.step = "earlier"
        return setup

    def file(self, *rows):
        return workbook({self.village.name: rows})

    def test_people_first_then_their_titles(self):
        setup = self.open_setup()
        setup.write(
            {
                "earlier_list": self.file(HEADER, person(), person(BE)),
                "earlier_list_name": "2025.xlsx",
            }
        )
        action = setup.action_next()
        read = self.env["cdht.import"].browse(action["res_id"])
        self.assertEqual(
            (read.kind, read.state, read.row_count, read.filename),
            ("people", "checked", 2, "2025.xlsx"),
        )
        self.assertEqual(setup.step, "earlier")
        self.assertFalse(setup.earlier_list)
        read.with_user(self.commune_user).action_import()
        setup.write(
            {
                "earlier_titles": self.file(TITLES, title()),
                "earlier_titles_name": "qd.xlsx",
            }
        )
        read = self.env["cdht.import"].browse(setup.action_next()["res_id"])
        read.with_user(self.commune_user).action_import()
        found = self.env["cdht.recognition"].search([("year", "=", 2025)])
        self.assertEqual(found.citizen_id.name, "Lò Văn An")
        setup.action_next()
        self.assertEqual(setup.step, "done")

    def test_without_a_year_it_says_what_to_do(self):
        setup = self.open_setup()
        setup.year = 2031
        setup.earlier_list = self.file(HEADER, person(), person(BE))
        self.assertRefused(UserError, "Year", setup.action_next)

    def test_it_is_the_officers_step(self):
        setup = self.env["cdht.setup"].with_user(self.manager).create({})
        self.assertNotIn("earlier", setup._steps())
