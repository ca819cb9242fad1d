from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import tagged

from ..common import MINUTES, CommuneCase

REASON = "Theo biên bản họp thẩm định"


@tagged("post_install", "-at_install")
class TestDossierBoard(CommuneCase):
    """A dragged card is a request: the model decides, from every way in."""

    def _drag(self, dossiers, state, user=None):
        stage = self.env.ref(f"cdht_module.stage_{state}")
        return dossiers.with_user(user or self.chapter).write({"stage_id": stage.id})

    def _dragged_for_reason(self, dossier, state, method, user=None):
        """The drag leads to the wizard that asks for the reason of ``method``."""
        with self.assertRaises(RedirectWarning) as caught:
            self._drag(dossier, state, user)
        action = caught.exception.args[1]
        self.assertEqual(action["res_model"], "cdht.reason")
        context = action["context"]
        self.assertEqual(context["default_method"], method)
        wizard = (
            self.env["cdht.reason"]
            .with_user(user or self.chapter)
            .with_context(**context)
            .create({"reason": REASON})
        )
        self.assertIn(dossier.citizen_id.name, wizard.names)
        wizard.action_confirm()
        self.assertRecordValues(dossier, [{"state": state, "stage_id": self.env.ref(
            f"cdht_module.stage_{state}").id}])  # fmt: skip

    def test_within_a_state_it_is_free(self):
        dossier = self.make_dossiers("self_assessed")
        later = self.env["cdht.stage"].create(
            {"name": "Chờ họp", "state": "self_assessed", "sequence": 25}
        )
        traces = self.traces(dossier)
        dossier.with_user(self.chapter).write({"stage_id": later.id})
        self.assertRecordValues(
            dossier, [{"state": "self_assessed", "stage_id": later.id}]
        )
        self.assertEqual(self.traces(dossier), traces)

    def test_forward_calls_the_move_with_its_rules(self):
        dossier = self.make_dossiers("registered")
        self.assertRefused(
            UserError, dossier.citizen_id.name, self._drag, dossier, "self_assessed"
        )
        self.score(dossier, "self_score", 8)
        self._drag(dossier, "self_assessed")
        self.assertEqual(dossier.state, "self_assessed")
        self.score(dossier, "appraised_score", 8)
        self._drag(dossier, "appraised")
        self.assertRecordValues(dossier, [{"state": "appraised", "stage_id": self.env
            .ref("cdht_module.stage_appraised").id}])  # fmt: skip
        self.assertEqual(len(self.traces(dossier, "appraise")), 1)

    def test_back_asks_for_the_reason(self):
        dossier = self.make_dossiers("appraised")
        self._dragged_for_reason(dossier, "self_assessed", "action_reopen")
        self._dragged_for_reason(dossier, "registered", "action_return")
        self._dragged_for_reason(dossier, "withdrawn", "action_withdraw")
        self._dragged_for_reason(dossier, "registered", "action_restore")

    def test_refusing_asks_for_the_reason(self):
        dossier = self.make_dossiers("proposed")
        self._dragged_for_reason(
            dossier, "rejected", "action_refuse", self.commune_user
        )

    def test_what_needs_a_paper_leads_there(self):
        dossier = self.make_dossiers("appraised")
        for state, action in (
            ("proposed", "action_cdht_proposal"),
            ("recognised", "action_cdht_decision"),
        ):
            with self.assertRaises(RedirectWarning) as caught:
                self._drag(dossier, state, self.commune_user)
            self.assertEqual(
                caught.exception.args[1], self.env.ref(f"cdht_module.{action}").id
            )
            if dossier.state == "appraised":
                self.send(dossier.proposal_id)

    def test_after_a_returned_list_the_way_is_the_list(self):
        """Proposed once before: no “restore”, the list is sent again."""
        dossier = self.make_dossiers("proposed")
        dossier.proposal_id.action_return(REASON)
        with self.assertRaises(RedirectWarning) as caught:
            self._drag(dossier, "proposed")
        self.assertEqual(
            caught.exception.args[1],
            self.env.ref("cdht_module.action_cdht_proposal").id,
        )

    def test_no_move_leads_there(self):
        dossier = self.make_dossiers("registered")
        for state in ("appraised", "proposed", "recognised", "rejected"):
            with self.subTest(state=state), self.assertRaises(UserError):
                self._drag(dossier, state)
        with self.assertRaises(UserError):
            dossier.with_user(self.chapter).write({"stage_id": False})
        recognised = self.make_dossiers("recognised", self.village_2)
        for state in ("proposed", "registered"):
            with self.subTest(state=state), self.assertRaises(UserError):
                self._drag(recognised, state, self.commune_user)

    def test_only_who_may_drags(self):
        dossier = self.make_dossiers("registered")
        self.score(dossier, "self_score", 8)
        for user in (self.chapter_2, self.commune_other, self.district, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._drag(dossier, "self_assessed", user)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._drag(dossier, "registered", user)

    def test_several_cards_are_all_or_nothing(self):
        ready = self.make_dossiers("registered")
        self.score(ready, "self_score", 8)
        blank = self.make_dossiers("registered")
        with self.assertRaises(UserError):
            self._drag(ready | blank, "self_assessed")
        self.assertEqual(set((ready | blank).mapped("state")), {"registered"})

    def test_stage_keeps_its_state(self):
        stage = self.env.ref("cdht_module.stage_appraised")
        with self.assertRaises(UserError):
            stage.state = "recognised"
        stage.name = "Đã họp"

    def test_wizard_calls_moves_only(self):
        dossier = self.make_dossiers("registered").with_user(self.chapter)
        Reason = self.env["cdht.reason"].with_user(self.chapter)
        for model, method in (
            ("cdht.assessment", "unlink"),
            ("cdht.assessment", "_make_move"),
            ("res.users", "action_archive"),
        ):
            wizard = Reason.create(
                {"res_model": model, "res_ids": dossier.ids, "method": method,
                 "reason": REASON}
            )  # fmt: skip
            with self.subTest(method=method), self.assertRaises(AccessError):
                wizard.action_confirm()


@tagged("post_install", "-at_install")
class TestUnitBoard(CommuneCase):
    """The board of units: drag = receive, accept; return asks for the reason."""

    def setUp(self):
        super().setUp()
        self.dossiers = self.make_dossiers("proposed", size=2)
        self.list = self.dossiers.proposal_id.with_user(self.commune_user)

    def test_receive_and_accept_by_drag(self):
        self.list.write({"state": "received"})
        self.assertEqual(self.list.received_by_id, self.commune_user)
        self.list.write({"state": "received"})
        self.list.write({"state": "accepted"})
        self.assertEqual(
            self.traces(self.list).mapped("move"), ["submit", "receive", "accept"]
        )

    def test_return_by_drag_asks_for_the_reason(self):
        with self.assertRaises(RedirectWarning) as caught:
            self.list.write({"state": "returned"})
        context = caught.exception.args[1]["context"]
        Reason = self.env["cdht.reason"].with_user(self.commune_user)
        Reason.with_context(**context).create({"reason": REASON}).action_confirm()
        self.assertRecordValues(
            self.list, [{"state": "returned", "return_reason": REASON}]
        )

    def test_a_step_is_not_left_out(self):
        with self.assertRaises(UserError):
            self.list.write({"state": "accepted"})
        with self.assertRaises(UserError):
            self.list.write({"state": "draft"})
        self.assertEqual(self.list.state, "submitted")

    def test_submit_by_drag_keeps_its_rules(self):
        dossier = self.make_dossiers("appraised", self.village_2)
        proposal = dossier.proposal_id.with_user(self.chapter_2)
        with self.assertRaises(UserError):
            proposal.write({"state": "submitted"})
        proposal.write(MINUTES)
        proposal.write({"state": "submitted"})
        self.assertEqual(dossier.state, "proposed")
        with self.assertRaises(AccessError):
            proposal.write({"state": "received"})
