"""A village officer's evening on a phone of 360 px: the list, ten scores, the minutes,
sending, the photo of the signed sheet. Nothing is wider than the screen, no button is
cut."""

import json
import os
import tempfile
from pathlib import Path

from odoo.tests import tagged

from ..common import CommuneHttpCase
from ..desk import desks
from ..hand import Hand
from ..phone import phone, photo

_WAIT = 60
_SHOTS = os.environ.get("CDHT_SHOTS")
_HEADER = ".o_form_view .o_statusbar_buttons button, .o-dropdown--menu button"
_FIELD = ".o_form_view .o_field_widget[name={}]"
_CARD_SAYS = """[...document.querySelectorAll(".o_kanban_record")]
    .some((one) => one.innerText.includes(%s))"""
_SHOWN = """[...document.querySelectorAll(".o_statusbar_buttons button")]
    .some((one) => one.offsetParent && one.innerText.includes(%s))"""
# What sticks out of the screen, or whose words are cut; the board's further columns are
# Odoo's own, a swipe away.
_CUT = """[...document.querySelectorAll("button, a.btn, .o_kanban_record, input")]
    .filter((one) => {
        const box = one.getBoundingClientRect();
        const aside = ".overflow-auto, .o_notebook_headers, .visually-hidden,"
            + " .o_statusbar_status";
        if (!box.width || !box.height || one.closest(aside)
            || (one.closest(".o_kanban_group") && box.left >= innerWidth)) return false;
        return box.left < -1 || box.right > innerWidth + 1
            || (one.matches("button, a.btn") && one.scrollWidth > one.clientWidth + 1
                && getComputedStyle(one).overflow !== "visible");
    }).map((one) => one.outerHTML.slice(0, 120))"""


@tagged("post_install", "-at_install")
class TestVillagePhone(CommuneHttpCase):
    def check_screen(self, hand, name):
        """Nothing hangs out sideways; a picture where somebody asks for it."""
        hand.rest()
        wide = hand.run("document.documentElement.scrollWidth")
        with self.subTest(name):
            self.assertLessEqual(wide, 360)
            self.assertFalse(hand.run(_CUT))
        if _SHOTS:
            self.device.screenshot(Path(_SHOTS) / f"{name}.png")

    def test_an_evening(self):
        self.chapter.lang = "vi_VN"
        dossier = self.make_dossiers("registered")
        sheet = photo(Path(tempfile.mkdtemp()) / "phieu.jpg", size=(800, 600))
        with phone(self) as device:
            self.device = device
            self.session = None
            login = self.chapter.login
            self.authenticate(login, login, browser=device.browser)
            hand = Hand(
                lambda method, values: device._ask(method, params=values, timeout=_WAIT)
            )
            device.open("/odoo/learning-citizen-lists")
            hand.find(".o_kanban_record", "Thôn Một")
            self.check_screen(hand, "danh-sach")
            hand.click(".o_kanban_record", "Thôn Một")
            hand.find(_FIELD.format("unit_id"))
            self.check_screen(hand, "mot-danh-sach")
            self.enter_scores(hand)
            self.check_screen(hand, "nhap-diem")
            hand.click(".o_cdht_entry_bar button", "Thẩm định theo điểm tự chấm")
            hand.rest()
            hand.click(".o_cdht_entry_bar button", "Ghi kết quả thẩm định")
            self.check_screen(hand, "hoi-truoc")
            hand.click(".modal-footer .btn-primary")
            hand.rest()
            hand.click(".o_cdht_entry_bar button", "Mở danh sách")
            self.enter_minutes(hand)
            hand.click(".o_form_button_save")
            self.check_screen(hand, "bien-ban")
            self.tap_header(hand, "Gửi danh sách đề nghị")
            hand.wait("document.body.innerText.includes('Đã gửi: Thôn Một')")
            self.check_screen(hand, "da-gui")
            hand.choose_file(
                sheet, f"{_FIELD.format('signed_file')} .o_select_file_button"
            )
            hand.click(".o_form_button_save")
            hand.wait(
                "document.querySelector('[name=signed_file] img')?.naturalWidth > 0"
            )
            self.assertFalse(hand.run("/SHA-256|dpi/.test(document.body.innerText)"))
            self.check_screen(hand, "ban-da-ky")
        self.env.invalidate_all()
        self.assertEqual(dossier.state, "proposed")
        proposal = dossier.proposal_id
        self.assertEqual(proposal.state, "submitted")
        self.assertEqual(proposal.meeting_chair, "Lò Văn Họp")
        self.assertTrue(proposal.signed_filename)

    def enter_scores(self, hand):
        """Ten own scores of the person, a tap each."""
        hand.click("button[name=action_open_entry]")
        for number in range(1, 11):
            hand.click(f"[data-tap='{number}:8']")
        hand.wait("document.querySelector('.o_cdht_saved').dataset.unsent === '0'")

    def tap_header(self, hand, words):
        """A button above a list; on a phone all but the first are behind “⋮”."""
        if not hand.run(_SHOWN % json.dumps(words)):
            hand.click(".o_statusbar_buttons .dropdown-toggle")
        hand.click(_HEADER, words)

    def enter_minutes(self, hand):
        for name, text in (
            ("meeting_place", "Nhà văn hóa"),
            ("meeting_chair", "Lò Văn Họp"),
            ("meeting_secretary", "Chu Thị Ghi"),
            ("meeting_present", "9"),
            ("meeting_total", "12"),
        ):
            hand.click(f"{_FIELD.format(name)} input")
            hand.type(text)
        hand.click(_FIELD.format("meeting_date"))
        hand.type("12/10/2026")
        hand.press("Tab")


# What of the cards hangs out of the screen.
_ASIDE = """[...document.querySelectorAll(".o_kanban_record:not(.o_kanban_ghost)")]
    .filter((one) => {
        const box = one.getBoundingClientRect();
        return box.width && (box.left < 0 || box.right > innerWidth + 1);
    }).length"""


@tagged("post_install", "-at_install")
class TestBoardsOnPhone(CommuneHttpCase):
    """A board by states shows what there is, not an empty column first."""

    def test_cards_stand_below_one_another_and_say_their_state(self):
        users = self.chapter | self.commune_user
        users.lang = "vi_VN"
        dossier = self.make_dossiers("appraised")
        name = dossier.citizen_id.name
        with desks(self, self.chapter, width=360, height=740) as device:
            for path, card, state in (
                ("learning-citizen-lists", "Thôn Một", "Đang lập"),
                ("learning-citizen-dossiers", name, "Đã thẩm định"),
            ):
                device.open(f"/odoo/{path}")
                device.wait(_CARD_SAYS % json.dumps(card))
                device.wait(_CARD_SAYS % json.dumps(state))
                self.assertFalse(device.run(_ASIDE), path)
                self.assertFalse(
                    device.run("!!document.querySelector('.o_kanban_group')")
                )
                if _SHOTS:
                    device.screenshot(Path(_SHOTS) / f"{path}.png")
        with desks(self, self.commune_user) as desk:
            desk.open("/odoo/learning-citizen-dossiers")
            desk.wait("document.querySelector('.o_kanban_group .o_kanban_record')")
            shown = "document.querySelector('.o_cdht_card_state').offsetParent"
            self.assertFalse(desk.run(f"Boolean({shown})"))

    def test_a_year_of_birth_that_is_missing_is_named_with_its_place(self):
        self.chapter.lang = "vi_VN"
        dossier = self.make_dossiers()
        dossier.citizen_id.birth_year = False
        with desks(self, self.chapter, width=360, height=740) as device:
            device.open(f"/odoo/cdht.assessment/{dossier.id}")
            device.wait("document.body.innerText.includes('Chưa có năm sinh')")
            if _SHOTS:
                device.screenshot(Path(_SHOTS) / "ho-so-chua-co-nam-sinh.png")
