from unittest.mock import patch

from odoo import api
from odoo.exceptions import AccessError, LockError, UserError
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.cdht_module.tools import clock

from ..common import CommuneCase, scanned


@tagged("post_install", "-at_install")
class TestRegister(CommuneCase):
    """Numbers and dates of papers: typed by the clerk, or drawn by the body."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=4)

    def _submitted(self, position=0, **vals):
        decision = self.make_decision(self.dossiers[position], **vals)
        decision.action_submit()
        return decision

    def _issued(self, position, number, day):
        return self.issue(self.make_decision(self.dossiers[position]), number, day)

    def _clerk(self, unit=None):
        clerk = self.make_user("t_clerk", "commune", unit or self.commune)
        clerk.cdht_is_clerk = True
        return clerk

    # -- the clerk ---------------------------------------------------------------

    def test_only_the_clerk_enters_where_there_is_one(self):
        clerk = self._clerk()
        decision = self._submitted()
        office = decision.with_user(self.commune_user)
        self.assertFalse(office.enters_register)
        copy = {"signed_file": scanned(), "signed_filename": "q.pdf"}
        for vals in ({"number": "7"}, {"date": "2026-12-10"}, copy):
            with self.subTest(vals=vals):
                self.assertRefused(AccessError, clerk.name, office.write, vals)
        own = decision.with_user(clerk)
        self.assertTrue(own.enters_register)
        own.write({"number": "7", "date": "2026-12-10"})
        self.assertRefused(AccessError, clerk.name, office.action_issue)
        own.action_issue()
        own.write({"signed_file": scanned(), "signed_filename": "q.pdf"})
        self.assertEqual(decision.state, "issued")

    def test_a_number_in_a_new_draft_is_the_clerks_too(self):
        clerk = self._clerk()
        vals = {"campaign_id": self.campaign.id, "signatory_id": self.signatory.id}
        drafts = self.env["cdht.decision"]
        drafts.with_user(self.commune_user).create(vals)
        vals["number"] = "7"
        self.assertRefused(
            AccessError, clerk.name, drafts.with_user(self.commune_user).create, vals
        )
        drafts.with_user(clerk).create(vals)

    def test_the_clerk_of_another_body_changes_nothing(self):
        self._clerk(self.association)
        decision = self._submitted().with_user(self.commune_user)
        decision.write({"number": "7", "date": "2026-12-10"})
        decision.action_issue()
        petition = self.make_petition(self.dossiers.proposal_id)
        with self.assertRaises(AccessError):
            petition.with_user(self.commune_user).action_issue()

    def test_the_minutes_are_the_chapters(self):
        self.make_user("t_clerk", "chapter", self.village_2).cdht_is_clerk = True
        dossier = self.make_dossiers("appraised", self.village_2)
        dossier.proposal_id.with_user(self.chapter_2).write(
            {"number": "1", "date": "2026-11-15"}
        )

    # -- days to come ---------------------------------------------------------------

    def test_a_day_to_come_is_pointed_out_and_issued(self):
        for model in ("cdht.decision", "cdht.petition"):
            for day, told in (("2026-10-15", False), ("2027-10-10", True)):
                with self.subTest(model=model, day=day):
                    answer = self.env[model].new({"date": day})._onchange_date()
                    self.assertEqual(bool(answer), told)
                    if told:
                        message = answer["warning"]["message"]
                        self.assertIn("10/10/2027", message)
        decision = self._submitted()
        decision.write({"number": "7", "date": "2027-10-10"})
        decision.action_issue()
        self.assertEqual(decision.state, "issued")

    # -- numbers against dates ---------------------------------------------------

    def test_a_number_that_goes_back_is_pointed_out_and_issued(self):
        self._issued(0, "9", "2026-12-10")
        decision = self._submitted(1).with_user(self.commune_user)
        for number, day, named in (
            ("8", "2026-12-11", ["lower", "10/12/2026"]),
            ("10", "2026-12-09", ["higher", "10/12/2026"]),
        ):
            decision.write({"number": number, "date": day})
            for words in named:
                self.assertIn(words, decision.number_warning)
        warning = decision.number_warning
        decision.action_issue()
        self.assertEqual(decision.state, "issued")
        trace = self.traces(decision, "number_warning")
        self.assertEqual((trace.reason, trace.user_id), (warning, self.commune_user))

    def test_what_follows_the_dates_is_not_pointed_out(self):
        self._issued(0, "9", "2026-12-10")
        decision = self._submitted(1)
        for vals in (
            {"number": "10", "date": "2026-12-10"},
            {"number": "8", "date": "2026-12-10"},
            {"number": "8", "date": "2026-12-09"},
            {"number": "1", "date": "2027-01-04"},
            {"number": "9A", "date": "2026-12-01"},
            {"number": False, "date": "2026-12-01"},
        ):
            decision.write(vals)
            with self.subTest(vals=vals):
                self.assertFalse(decision.number_warning)
        decision.write({"number": "3", "date": "2026-12-20", "symbol": "QĐ-CT"})
        self.assertFalse(decision.number_warning)

    def test_papers_that_are_not_issued_count_for_nothing(self):
        self._submitted().write({"number": "9", "date": "2026-12-10"})
        other = self._submitted(1)
        other.write({"number": "3", "date": "2026-12-20"})
        self.assertFalse(other.number_warning)

    # -- the body's own register ---------------------------------------------------

    def test_without_a_register_of_its_own_nothing_is_drawn(self):
        with self.assertRaises(UserError):
            self._submitted().action_issue()

    def test_a_body_with_its_register_draws_numbers(self):
        self.commune.keeps_register = True
        first, second, third, fourth = (self._submitted(n) for n in range(4))
        office = self.commune_user
        first.with_user(office).action_issue()
        self.assertRecordValues(first, [{"number": "01", "date": clock.today()}])
        second.with_user(office).write({"number": "41", "date": "2026-12-10"})
        second.with_user(office).action_issue()
        third.write({"date": "2026-12-11"})
        third.with_user(office).action_issue()
        self.assertEqual(third.number, "42")
        fourth.write({"date": "2027-01-04"})
        fourth.with_user(office).action_issue()
        self.assertEqual(fourth.number, "01")

    def test_numbers_typed_ahead_are_passed_over(self):
        self.commune.keeps_register = True
        self._submitted().write({"number": "1", "date": "2026-10-15"})
        decision = self._submitted(1)
        decision.action_issue()
        self.assertEqual(decision.number, "02")

    def test_a_refused_issue_uses_no_number(self):
        self.commune.keeps_register = True
        refused, decision = self._submitted(), self._submitted(1)
        self.make_titles(self.dossiers[0].citizen_id, [2026])
        with self.assertRaises(UserError):
            refused.action_issue()
        self.assertFalse(refused.number)
        decision.action_issue()
        self.assertEqual(decision.number, "01")

    def test_petitions_of_one_go_get_successive_numbers(self):
        self.association.keeps_register = True
        lists = self.dossiers.proposal_id
        lists |= self.make_dossiers("proposed", self.village_2).proposal_id
        lists.action_receive()
        petitions = self.env["cdht.petition"].union(
            *(self.make_petition(one, number=False, date=False) for one in lists)
        )
        petitions.with_user(self.commune_user).action_issue()
        self.assertEqual(petitions.mapped("number"), ["01", "02"])

    # -- the signed copy -----------------------------------------------------------

    def test_a_replaced_signed_copy_leaves_a_trace(self):
        decision = self._issued(0, "9", "2026-12-10").with_user(self.commune_user)
        copy = {"signed_file": scanned(), "signed_filename": "quyet-dinh.pdf"}
        decision.write(copy)
        self.assertEqual(self.traces(decision).mapped("move")[-1], "attach_signed")
        decision.write(copy | {"signed_file": scanned("better")})
        self.assertEqual(self.traces(decision).mapped("move")[-1], "replace_signed")

    # -- one after the other -------------------------------------------------------

    def test_a_second_click_does_nothing(self):
        decision = self._issued(0, "9", "2026-12-10")
        with self.assertRaises(UserError):
            decision.action_issue()
        self.assertEqual(len(decision.recognition_ids), 1)

    def test_somebody_else_is_moving_it(self):
        decision = self._submitted()
        decision.write({"number": "9", "date": "2026-12-10"})
        locked = patch.object(
            type(decision), "lock_for_update", side_effect=LockError("…")
        )
        for move in (
            lambda: decision.action_issue(),
            lambda: decision.action_sign(),
            lambda: decision.action_return("…"),
        ):
            with locked:
                self.assertRefused(LockError, decision.display_name, move)
        self.assertEqual(decision.state, "submitted")


@tagged("post_install", "-at_install")
class TestTwoIssuersAtOnce(CommuneCase):
    """Two transactions that see the same register draw two successive numbers."""

    def setUp(self):
        super().setUp()
        # Transactions of their own see only what is committed, so it is cleared.
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            unit = env["cdht.unit"].create(
                {"name": "Xã Sổ", "unit_type": "commune", "keeps_register": True}
            )
            papers = env["cdht.decision"].create(
                [{"issuing_unit_id": unit.id, "year": 2026, "symbol": "QĐ"}] * 2
            )
            self.unit_id, self.paper_ids = unit.id, papers.ids
        self.addCleanup(self._clear)

    def _clear(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            env["cdht.decision"].browse(self.paper_ids).unlink()
            env["cdht.unit"].browse(self.unit_id).unlink()

    def _paper(self, cursor, position):
        env = api.Environment(cursor, self.env.uid, {})
        return env["cdht.decision"].browse(self.paper_ids[position])

    def test_two_successive_numbers(self):
        tries = []

        def draw(paper):
            tries.append(paper.id)
            paper._draw_numbers()

        with (
            self.registry.cursor() as one,
            self.registry.cursor() as two,
            patch("odoo.service.model.time.sleep"),
            mute_logger("odoo.sql_db", "odoo.service.model"),
        ):
            first, second = self._paper(one, 0), self._paper(two, 1)
            # Both have looked at the register before either of them draws.
            self.assertFalse(first.number or second.number)
            retrying(lambda: draw(first), first.env)
            retrying(lambda: draw(second), second.env)
            self.assertEqual([first.number, second.number], ["01", "02"])
        self.assertEqual(tries, [first.id, second.id, second.id])
