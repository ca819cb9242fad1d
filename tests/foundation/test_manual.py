import re
from urllib.parse import unquote

from lxml import etree

from odoo.fields import Domain
from odoo.tests import tagged

from odoo.addons.cdht_module.tools import manual

from ..common import CommuneCase, CommuneHttpCase
from ..desk import desks

_ALT, _SHIFT = 1, 8
_HEADING = (
    "document.querySelector('.o_cdht_manual iframe')?.contentDocument"
    "?.querySelector(':target')?.textContent"
)
_PICTURES = manual.FOLDER.parent / "static" / "manual"


@tagged("post_install", "-at_install")
class TestManualPages(CommuneCase):
    """What the manual says is found where it is looked for."""

    def test_every_page_is_offered(self):
        written = {file.stem for file in manual.FOLDER.glob("*.md")}
        self.assertEqual(written, set(manual.PAGES))

    def test_every_menu_has_its_place(self):
        """By its action, or by the model that the action shows."""
        root = self.env.ref("cdht_module.menu_cdht_root")
        menus = self.env["ir.ui.menu"].search(
            Domain("id", "child_of", root.id) & Domain("action", "!=", False)
        )
        self.assertGreater(len(menus), 50)
        known = manual.places()
        for menu in menus:
            action = menu.action
            shown = action.xml_id.removeprefix("cdht_module.")
            if action._name == "ir.actions.server":
                shown = shown.replace("action_open_", "action_")  # what it returns
            model = getattr(action, "res_model", None)
            self.assertTrue({shown, model} & set(known), action.xml_id)

    def test_every_window_has_its_place(self):
        """And says so, below: whoever is asked something reads what it is about."""
        windows = self.env["ir.ui.view"].search(
            [("model", "=like", "cdht.%"), ("type", "=", "form"),
             ("arch_db", "like", "<footer"), ("mode", "=", "primary")]
        )  # fmt: skip
        windows = windows.filtered(
            lambda view: etree.fromstring(view.arch).xpath("/form/footer")
        )
        self.assertGreater(len(windows), 15)
        self.assertFalse(set(windows.mapped("model")) - set(manual.places()))
        for window in windows:
            arch = self.env[window.model].get_view(window.id, "form")["arch"]
            self.assertIn("cdht_manual_link", arch, window.name)

    def test_places_and_links_lead_somewhere(self):
        anchors = {
            name: {anchor for _level, anchor, _title in manual.page(name).contents}
            for name in manual.PAGES
        }
        pictures = set()
        links = list(manual.places().values())
        for name in manual.PAGES:
            body = manual.page(name).body
            for target in re.findall(r'href="([^"]+)"', body):
                if target.startswith("#"):
                    links.append(f"{name}{target}")
                elif target.startswith(manual.ADDRESS):
                    links.append(target.removeprefix(f"{manual.ADDRESS}/"))
                else:
                    self.assertRegex(target, "^https://", name)
            pictures.update(re.findall(r'src="[^"]+/([^"/]+)"', body))
        self.assertEqual(pictures, {file.name for file in _PICTURES.iterdir()})
        for link in links:
            page, _mark, anchor = unquote(link).partition("#")
            self.assertIn(page, anchors)
            self.assertIn(anchor, {"", *anchors[page]}, link)

    def test_no_markup_of_its_own(self):
        """What looks like HTML in a page is shown as text."""
        known = {"h1", "h2", "h3", "h4", "p", "a", "em", "strong", "code", "pre", "hr",
                 "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "img",
                 "blockquote", "br"}  # fmt: skip
        for name in manual.PAGES:
            found = set(re.findall(r"<([a-z0-9]+)", manual.page(name).body))
            self.assertEqual(found - known, set(), name)


@tagged("post_install", "-at_install")
class TestManual(CommuneHttpCase):
    def test_beside_the_screen(self):
        """The officer reads what is said of this screen, which stays as it is."""
        with desks(self, self.commune_user) as desk:
            desk.open("/odoo/action-cdht_module.action_cdht_posting")
            desk.wait("document.querySelector('.o_cdht_manual_button')")
            desk.run("document.querySelector('.o_cdht_manual_button').click()")
            desk.wait(f"{_HEADING}?.includes('Niêm yết')")
            self.assertTrue(desk.run("!!document.querySelector('.o_list_view')"))

    def test_over_a_window(self):
        """Over a window, in which somebody types, it tells of the window: by its keys
        and by the window's own button."""
        with desks(self, self.manager) as desk:
            desk.open("/odoo/action-cdht_module.action_cdht_officer")
            desk.wait("document.querySelector('.o_cdht_manual_button')")
            desk.run(
                "odoo.__WOWL_DEBUG__.root.env.services.action"
                ".doAction('cdht_module.action_cdht_public_address')"
            )
            desk.wait("document.querySelector('.modal input')")
            desk.run("document.querySelector('.modal input').focus()")
            key = {"key": "H", "code": "KeyH", "windowsVirtualKeyCode": 72}
            for kind in ("keyDown", "keyUp"):
                desk._ask(
                    "Input.dispatchKeyEvent",
                    params={"type": kind, "modifiers": _ALT + _SHIFT, **key},
                )
            desk.wait(f"{_HEADING}?.includes('Mã xác minh')")
            desk.press("Escape")
            desk.wait("!document.querySelector('.o_cdht_manual')")
            desk.run("document.querySelector('.modal .o_cdht_manual_link').click()")
            desk.wait(f"{_HEADING}?.includes('Mã xác minh')")

    def test_on_a_phone(self):
        """It fits, and shows the place that was asked for, pictures above or not."""
        with desks(self, self.chapter, width=360, height=740) as desk:
            desk.open("/cdht/huong-dan?model=cdht.proposal")
            desk.wait("[...document.images].every((picture) => picture.complete)")
            top = "document.querySelector(':target').getBoundingClientRect().top"
            self.assertEqual(
                desk.run("document.querySelector(':target').textContent"),
                "5. Biên bản và gửi danh sách",
            )
            nav = desk.run("document.querySelector('nav').offsetHeight")
            self.assertTrue(nav <= desk.run(top) < 200)
            for name in ("huong-dan", "may-chu", "loi-khi-nhap"):
                desk.open(f"/cdht/huong-dan/{name}")
                wide = desk.run("document.documentElement.scrollWidth")
                self.assertLessEqual(wide, 360, name)
                desk.check_accessible()

    def test_only_in_this_app(self):
        """Other apps keep their bar."""
        self.commune_user.group_ids += self.env.ref("base.group_system")
        with desks(self, self.commune_user) as desk:
            desk.open("/odoo/action-base.open_module_tree")
            desk.wait("document.querySelector('.o_menu_systray')")
            desk.wait("document.querySelector('.o_control_panel')")
            self.assertFalse(
                desk.run("!!document.querySelector('.o_cdht_manual_button')")
            )

    def test_who_reads_it(self):
        """Officers and who gives their roles; others are led to their own page."""
        asked = "/cdht/huong-dan?model=cdht.import"
        for login, page in (
            (self.chapter.login, "/cdht/huong-dan/huong-dan"),
            ("admin", "/cdht/huong-dan/huong-dan"),
            (self.citizen_user.login, "/cdht/toi"),
        ):
            self.authenticate(login, login)
            answer = self.url_open(asked, allow_redirects=False)
            self.assertEqual(answer.status_code, 303)
            self.assertIn(page, answer.headers["Location"])
        self.authenticate(None, None)
        answer = self.url_open(asked, allow_redirects=False)
        self.assertIn("/web/login", answer.headers["Location"])
