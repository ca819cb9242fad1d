"""The guided tours, walked where an office has several units, some of which are further
on than others: they end where the way ends, and say so."""

import base64
import json
from pathlib import Path
from tempfile import NamedTemporaryFile

from odoo.tests import tagged

from ..common import MINUTES, CommuneHttpCase
from ..desk import desks
from ..hand import Hand
from ..import_case import BE, HEADER, person, workbook
from ..phone import phone

_WAIT = 60
_RUNNING = "localStorage.getItem('current_tour')"
_AT = "localStorage.getItem('current_tour.index')"
_ROW = """[...document.querySelectorAll(%s)]
    .findIndex((row) => row.innerText.includes(%s)) + 1"""
_LISTS = ".o_list_view .o_data_row"
_UNITS = ".o_field_widget[name=progress_ids] .o_data_row"
_HEADER = ".o_statusbar_buttons button"
_ISSUE = f"{_HEADER}[data-hotkey=q]:not([name^=action_])"
_POINTER = ".o_tour_pointer"
_WORDS = ".o_cdht_guide_words"


def hand_of(device):
    return Hand(
        lambda method, values: device._ask(method, params=values, timeout=_WAIT)
    )


@tagged("post_install", "-at_install")
class TestGuides(CommuneHttpCase):
    """Four units: one list is received, one waits for its result, two are made."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_signatory(cls.association)
        cls.school = cls.make_unit("Trường Mẫu", "school", sequence=4)
        # The first row of the table is locked.
        received = cls.make_dossiers("proposed").proposal_id
        received.action_receive()
        cls.ready = cls.make_dossiers("self_assessed", unit=cls.agency)
        cls.ready.action_fill_appraised()
        for unit in (cls.village_2, cls.school):
            cls.make_dossiers("registered", unit=unit)

    def start(self, hand, name):
        hand.click(f"[data-guide={name}]")
        self.assertEqual(hand.run(_RUNNING), f"cdht_guide_{name}")

    def end(self, hand):
        hand.rest()
        self.assertFalse(hand.run(_RUNNING), f"stopped at its step {hand.run(_AT)}")
        hand.find(".o_notification", "chỉ dẫn kết thúc")

    def assertPointsNowhere(self, hand):
        self.assertFalse(hand.run(f"Boolean(document.querySelector('{_POINTER}'))"))

    def in_row(self, hand, rows, unit, inside):
        """Click what lies in the row of that unit."""
        hand.find(rows)
        place = hand.run(_ROW % (json.dumps(rows), json.dumps(unit)))
        hand.click(f"{rows}:nth-of-type({place}) {inside}")

    def agree(self, hand):
        """To what is asked once more, if anything is."""
        hand.rest()
        if hand.run("Boolean(document.querySelector('.modal-footer .btn-primary'))"):
            hand.click(".modal-footer .btn-primary")
            hand.rest()

    def test_from_one_list_of_several_to_the_decision(self):
        unit, people = self.agency.name, self.ready
        with desks(self, self.commune_user) as desk:
            hand = hand_of(desk)
            desk.open("/odoo/learning-citizen-year")
            self.start(hand, "decision")
            hand.click(".o_cdht_year_line button[data-step=lists]")
            self.in_row(hand, _LISTS, unit, ".o_data_cell[name=meeting_date]")
            hand.find(".o_selected_row [name=meeting_date] input:focus")
            for text in ("12/10/2026", "Nhà văn hóa", "Lò Văn Họp", "Chu Thị Ghi"):
                hand.type(text)
                hand.press("Tab")
            hand.type("9")
            hand.press("Tab")
            hand.type("12")
            hand.click(".o_list_button_save")
            self.in_row(hand, _LISTS, unit, ".o_list_record_selector")
            for act in ("appraise", "submit", "receive", "make_petition"):
                hand.click(f".o_control_panel button[name^=action_][name$={act}]")
                self.agree(hand)
            for number in ("12", "145"):
                hand.click(_ISSUE)
                hand.find(".modal [name=number] input:focus")
                hand.type(number)
                hand.click(".modal-footer button[name=action_confirm]")
                if number == "12":
                    hand.click(f"{_HEADER}[name=action_make_decision]")
                    hand.click(f"{_HEADER}[name=action_submit]")
            hand.click(f"{_HEADER}[data-hotkey=i]")
            self.end(hand)
            desk.leave()
        self.env.invalidate_all()
        self.assertEqual(people.state, "recognised")

    def test_one_list_of_several_by_hand(self):
        """Someone more, the ten scores, the meeting's result, the minutes, sending."""
        lists = self.campaign.proposal_ids
        proposal = lists.filtered(lambda one: one.unit_id == self.school)
        # Others of the unit have their scores already.
        self.score(proposal.assessment_ids, "self_score", 8)
        proposal.write(MINUTES)
        unit = self.school.name
        with desks(self, self.commune_user) as desk:
            hand = hand_of(desk)
            desk.open("/odoo/learning-citizen-year")
            self.start(hand, "by_hand")
            self.in_row(hand, _UNITS, unit, "button[name=action_open_entry]")
            hand.find(_WORDS, "Gõ họ tên")
            hand.click("[name=person_name]")
            hand.type("Lò Văn Mẫu 1980")
            # Nothing is agreed to while a name, or somebody's scores, are typed.
            self.assertPointsNowhere(hand)
            hand.press("Enter")
            hand.find("tbody tr:last-child td[data-c='1']:focus")
            hand.press("8", "9")
            hand.find(".o_cdht_saved[data-unsent='0']")
            self.assertPointsNowhere(hand)
            hand.find(_WORDS, "Gõ họ tên")
            hand.press(*"89788989")
            hand.find(_POINTER)
            hand.find(_WORDS, "nhất trí")
            hand.find(".o_cdht_saved[data-unsent='0']")
            hand.click(".o_cdht_entry_bar .btn-primary")
            hand.rest()
            for words in ("Ghi kết quả thẩm định", "Mở danh sách"):
                hand.click(".o_cdht_entry_bar button", words)
                self.agree(hand)
            hand.click(".o_form_view button[name=action_submit]")
            self.end(hand)
            desk.leave()
        self.env.invalidate_all()
        self.assertEqual(proposal.state, "submitted")

    def test_a_list_whose_file_is_refused(self):
        """It points to the reason, and goes back to checking once that is mended."""
        rows = [(*row[:4], row[5]) for row in (HEADER, person(), person(BE))]
        book = base64.b64decode(workbook({self.village_2.name: rows}))
        check = f"{_HEADER}[name=action_check]"
        with (
            desks(self, self.commune_user) as desk,
            NamedTemporaryFile(suffix=".xlsx") as file,
        ):
            Path(file.name).write_bytes(book)
            hand = hand_of(desk)
            desk.open("/odoo/learning-citizen-year")
            self.start(hand, "excel")
            hand.click(".o_cdht_year_line button[data-step=registration]")
            hand.find(_WORDS, "chưa có điểm")
            hand.choose_file(
                file.name, ".o_field_widget[name=data_file] .o_select_file_button"
            )
            hand.click(check)
            hand.find(".o_cdht_refused", "Danh sách không ghi số định danh")
            hand.find(_WORDS, "ô màu")
            hand.find(_POINTER)
            hand.click(".o_field_widget[name=kind] input[data-value=registration]")
            hand.click(".o_field_widget[name=without_numbers] input")
            hand.find(_WORDS, "Chưa ghi gì")
            hand.click(check)
            hand.click(f"{_HEADER}[name=action_import]")
            # Who only registered has no scores: they come before the minutes.
            hand.click(f"{_HEADER}[name=action_enter_scores]")
            self.end(hand)
            hand.find(".o_cdht_entry")
            desk.leave()

    def test_a_village_officer_finds_it_on_a_phone(self):
        """On their own home; it points to the window for a new person."""
        with phone(self) as device:
            self.session = None
            login = self.chapter_2.login
            self.authenticate(login, login, browser=device.browser)
            hand = hand_of(device)
            device.open("/odoo/learning-citizen-year")
            self.start(hand, "by_hand")
            self.assertLessEqual(hand.run("document.documentElement.scrollWidth"), 360)
            hand.click(".o_cdht_year_line button[data-step=meeting]")
            hand.click(".o_cdht_entry_bar button", "Thêm người")
            self.assertEqual(hand.run(_AT), "2")
            hand.find("[name=person_name]:focus")
            hand.type("Lò Văn Mẫu 1980")
            self.assertEqual(hand.run(_AT), "4")
            hand.rest()
