"""The ways that an office goes most, by mouse and by keyboard alone, in a real browser:
they lead where they should, and cost no more than the goals of docs/so-lan-bam.md."""

import tempfile
from pathlib import Path

from odoo.tests import HttpCase, tagged

from .. import list_case, walks
from ..campaigns.test_setup import EmptyMixin
from ..common import CommuneHttpCase
from ..desk import desks
from ..hand import Hand
from ..import_case import BE, CHI, HEADER, person

_WAIT = 60


def hand_of(desk):
    """The mouse and the keyboard of that desk."""
    return Hand(lambda method, values: desk._ask(method, params=values, timeout=_WAIT))


@tagged("post_install", "-at_install")
class TestWalks(EmptyMixin, HttpCase):
    is_confirmed = False

    def guided(self, hand, name, walk, *given):
        """Walk while the guided tour runs: it is over where the walk is."""
        hand.click(f"[data-guide={name}]")
        hand.clicks -= 1  # only who is new here starts one
        running = "localStorage.getItem('current_tour')"
        self.assertEqual(hand.run(running), f"cdht_guide_{name}")
        walk(hand, *given)
        step = hand.run("localStorage.getItem('current_tour.index')")
        self.assertFalse(hand.run(running), f"{name} stopped at its step {step}")

    def test_from_nothing_to_a_decision(self):
        """As somebody new does it, with the guided tours."""
        self.manager.write({"lang": "vi_VN", "cdht_not_resident": False})
        workbook = Path(tempfile.mkdtemp()) / "danh-sach.xlsx"
        walks.write_list(workbook)
        costs = []
        with desks(self, self.manager) as desk:
            hand = hand_of(desk)
            desk.open("/odoo")
            hand.find(".o_navbar")
            costs.append(hand.cost())
            walks.open_setup(hand)
            self.guided(hand, "setup", walks.fill_setup)
            costs.append(hand.cost())
            self.guided(hand, "excel", walks.read_in, workbook)
            walks.home(hand)
            self.guided(hand, "decision", self.lists_to_decision)
            costs.append(hand.cost())
            walks.home(hand)
            walks.type_in(hand)
            costs.append(hand.cost())
            hand.rest()
            desk.leave()
        clicks = [cost[0] for cost in costs]
        keys = [cost[1] for cost in costs]
        self.assertLessEqual(clicks[1] - clicks[0], 25, "set-up")
        self.assertLessEqual(clicks[2] - clicks[1], 40, "a workbook to the decision")
        self.assertLessEqual(keys[3] - keys[2], 130, "ten people typed")
        self.env.invalidate_all()
        decision = self.env["cdht.decision"].search([])
        self.assertEqual((decision.state, decision.number), ("issued", "145"))
        self.assertEqual(len(decision.recognition_ids), walks.PEOPLE)
        typed = self.env["cdht.assessment"].search([("state", "=", "self_assessed")])
        self.assertEqual(len(typed), walks.TYPED)
        self.assertEqual(set(typed.mapped("appraised_total")), {83})
        self.assertNotIn(False, typed.citizen_id.mapped("gender"))

    def lists_to_decision(self, hand):
        walks.lists_of_home(hand)
        walks.minutes_to_decision(hand, "25/11/2026")


@tagged("post_install", "-at_install")
class TestKeyboard(CommuneHttpCase):
    def test_lists_to_decision_without_a_mouse(self):
        self.make_signatory(self.association)
        self.commune_user.write(
            {"lang": "vi_VN", "cdht_unit_ids": [(4, self.association.id)]}
        )
        workbook = Path(tempfile.mkdtemp()) / "danh-sach.xlsx"
        rows = {"Thôn Một": [person(), person(BE)], "Thôn Hai": [person(CHI)]}
        sheets = [(name, [HEADER, *people]) for name, people in rows.items()]
        workbook.write_bytes(list_case.workbook(*sheets))
        with desks(self, self.commune_user) as desk:
            hand = hand_of(desk)
            desk.open("/odoo/learning-citizen-year")
            walks.by_keys(hand, workbook, lists=2, meeting="12/10/2026")
            hand.rest()
            desk.leave()
        self.assertEqual(hand.clicks, 0)
        self.env.invalidate_all()
        people = self.campaign.assessment_ids
        self.assertEqual(len(people), 3)
        self.assertEqual(set(people.mapped("state")), {"recognised"})
        decision = people.decision_id
        self.assertEqual((decision.state, decision.number), ("issued", "145"))
        self.assertEqual(people.proposal_id.mapped("meeting_present"), [9, 9])
