"""The first day in a real browser: where each role lands, and the way to a year."""

from odoo.tests import HttpCase, tagged

from ..common import CommuneHttpCase
from ..desk import desks
from ..phone import phone
from .test_setup import EmptyMixin

_FIRST_STEPS = ("plan", "registration", "self_assessment", "meeting", "lists")
_LOADED = "document.querySelector('.o_action_manager .o_content')"
_ROBOT = "document.querySelector('.o-mail-ChatWindow, .o-mail-Discuss')"


@tagged("post_install", "-at_install")
class TestFirstLogin(CommuneHttpCase):
    """Officers whom we made begin in the programme, in Vietnamese; no robot greets."""

    def officers(self):
        rows = [
            {"unit": unit, "role": role, "user": self.env["res.users"], "name": name}
            for unit, role, name in (
                (self.village, "chapter", "Lý Văn Thôn"),
                (self.commune, "commune", "Chu Thị Xã"),
                (self.association, "commune", "Lò Văn Hội"),
                (self.province, "district", "Hà Văn Tỉnh"),
            )
        ]
        users = self.env["res.users"].with_user(self.manager)
        _officers, made = users._cdht_make_officers(rows)
        for user in made.sudo():
            user.password = user.login
        return made.sudo()

    def look(self, device, login):
        device.open("/odoo")
        device.wait(_LOADED, f"{login}: no screen")
        self.assertFalse(device.run(f"Boolean({_ROBOT})"), login)
        wide = device.run("document.documentElement.scrollWidth > window.innerWidth")
        self.assertFalse(wide, login)
        self.assertIn("/odoo/learning-citizen", device.run("location.pathname"), login)
        # What to do now, or the years of several communes.
        line = (
            "document.querySelector('.o_cdht_year_line, .o_list_view, .o_kanban_view')"
        )
        device.wait(line, login)

    def test_on_a_computer(self):
        for user in self.officers():
            login = user.login
            with self.subTest(login), desks(self, user) as desk:
                self.look(desk, login)
                brand = desk.run("document.querySelector('.o_menu_brand').innerText")
                self.assertEqual(brand, "Công dân học tập")
                desk.leave()

    def test_on_a_phone(self):
        for login in self.officers().mapped("login"):
            with self.subTest(login), phone(self) as device:
                self.session = None
                self.authenticate(login, login, browser=device.browser)
                self.look(device, login)


@tagged("post_install", "-at_install")
class TestStepsOfTheYear(CommuneHttpCase):
    """Every step that the first day's home offers opens, and says what it says in words
    for people: an empty list no HTML."""

    def test_each_step_opens(self):
        users = self.commune_user | self.chapter
        steps = {
            user: [
                step["key"]
                for step in self.campaign.with_user(user).year_line
                if step["act"] and step["key"] in _FIRST_STEPS
            ]
            for user in users
        }
        home = "Boolean(document.querySelector('.o_cdht_year_line'))"
        for user, keys in steps.items():
            self.assertIn("registration", keys)
            with desks(self, user) as desk:
                for key in keys:
                    with self.subTest(user.login, step=key):
                        desk.open("/odoo/learning-citizen-year")
                        desk.wait(home, "home")
                        desk.run(
                            f"document.querySelector('button[data-step={key}]').click()"
                        )
                        desk.wait(f"!{home} && {_LOADED}", f"{key}: nothing opened")
                        shown = desk.run(f"{_LOADED}.innerText")
                        self.assertNotIn("<p", shown)
                desk.leave()


@tagged("post_install", "-at_install")
class TestSetupTour(EmptyMixin, HttpCase):
    def test_from_nothing_to_an_open_year(self):
        """In at most 25 clicks."""
        self.start_tour(
            "/odoo/learning-citizen-setup",
            "cdht_setup",
            login=self.manager.login,
            timeout=300,
        )
        campaign = self.env["cdht.campaign"].search([])
        self.assertEqual(
            (campaign.state, campaign.unit_id.name), ("open", "Xã Châu Sơn")
        )
        self.assertEqual(len(campaign.proposal_ids), 3)
        self.assertEqual(self.env["cdht.signatory"].search_count([]), 2)
