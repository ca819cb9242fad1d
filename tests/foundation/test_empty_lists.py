from odoo.tests import tagged

from ..common import CommuneCase, CommuneHttpCase
from ..phone import phone


@tagged("post_install", "-at_install")
class TestEmptyLists(CommuneCase):
    """A list with nothing in it says what comes into it, and to whom it may concern
    how."""

    def told(self, name, user):
        actions = self.env["ir.actions.act_window"].with_user(user)
        return str(actions._for_xml_id(f"cdht_module.action_cdht_{name}")["help"])

    def test_no_button_is_named_that_the_reader_has_not_got(self):
        for name, button in (
            ("posting", "“Posting” of “This year”"),
            ("letter", "Remind units"),
            ("proposal", "Open the "),
            ("plan", "Make our plan from this model"),
        ):
            with self.subTest(name):
                of_commune = self.told(name, self.commune_user)
                of_village = self.told(name, self.chapter)
                self.assertIn(button, of_commune)
                self.assertNotIn(button, of_village)
                self.assertIn("o_view_nocontent_smiling_face", of_village)

    def test_what_is_one_s_own_is_told(self):
        self.assertIn("Import lists", self.told("citizen", self.chapter))


@tagged("post_install", "-at_install")
class TestEmptyBoards(CommuneHttpCase):
    def test_a_phone_shows_no_blank_page(self):
        """Cards that are grouped by a link, and there is none."""
        with phone(self) as device:
            self.session = None
            login = self.chapter.login
            self.authenticate(login, login, browser=device.browser)
            for name in ("plan_target", "asking"):
                with self.subTest(name):
                    device.open(f"/odoo/action-cdht_module.action_cdht_{name}")
                    device.wait(
                        "document.querySelector('.o_nocontent_help')?.innerText"
                    )
