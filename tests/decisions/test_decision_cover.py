from lxml import html

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestOwnNames(CommuneCase):
    """A signatory who stands on the list is named before signature, with three ways to
    go on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=3)
        cls.head = cls.dossiers[0]
        cls.signatory.citizen_id = cls.head.citizen_id
        cls.decision = cls.make_decision(cls.dossiers)
        cls.draft = cls.decision.with_user(cls.commune_user)

    @classmethod
    def _deputy(cls, **vals):
        return cls.env["cdht.signatory"].create(
            {"name": "Hoàng Thị Phó", "unit_id": cls.commune.id, "capacity": "kt",
             "post": "Phó Chủ tịch", "head_post": "Chủ tịch", **vals}
        )  # fmt: skip

    def test_found_by_the_citizen_or_else_by_name(self):
        self.assertEqual(self.draft.own_name_ids, self.head)
        self.assertEqual(self.draft.own_name_text, self.head.citizen_id.name)
        self.signatory.citizen_id = False
        self.assertFalse(self.draft.own_name_ids)
        self.signatory.name = self.dossiers[1].citizen_id.name.upper()
        self.assertEqual(self.draft.own_name_ids, self.dossiers[1])
        self.assertFalse(self.draft._cover_values()["certain"])

    def test_the_deputy_signs(self):
        with self.assertRaises(UserError):
            self.draft.action_deputy_signs()
        self._deputy(citizen_id=self.dossiers[1].citizen_id.id)
        self._deputy(name="Người Cũ", date_to="2026-01-31")
        deputy = self._deputy()
        self.draft.action_deputy_signs()
        self.assertEqual(self.draft.signatory_id, deputy)
        self.assertFalse(self.draft.own_name_ids)
        self.assertRecordValues(
            self.traces(self.decision, "deputy_signs"),
            [{"value_to": deputy.display_name, "user_id": self.commune_user.id}],
        )

    def test_a_decision_of_its_own(self):
        action = self.draft.action_split_own_names()
        other = self.env["cdht.decision"].browse(action["res_id"])
        self.assertRecordValues(
            other,
            [{"state": "draft", "kind": "recognise", "signatory_id": False,
              "issuing_unit_id": self.commune.id, "year": 2026, "number": False}],
        )  # fmt: skip
        self.assertEqual(other.assessment_ids, self.head)
        self.assertEqual(self.decision.assessment_ids, self.dossiers - self.head)
        self.assertEqual(len(self.traces(self.decision | other, "split_own_names")), 2)
        other.signatory_id = self._deputy()
        self.issue(self.draft, "215")
        self.issue(other.with_user(self.commune_user), "216")
        self.assertEqual(set(self.dossiers.mapped("state")), {"recognised"})

    def test_both_answer_one_petition(self):
        petition = self.make_petition(self.dossiers.proposal_id)
        petition.action_issue()
        self.decision.petition_ids = [Command.set(petition.ids)]
        self.decision.assessment_ids = self.dossiers
        action = self.draft.action_split_own_names()
        other = self.env["cdht.decision"].browse(action["res_id"])
        other.signatory_id = self._deputy()
        self.issue(self.draft, "215")
        self.issue(other, "216")
        self.assertEqual(petition.state, "answered")
        self.assertEqual(self.head.state, "recognised")

    def test_submitted_all_the_same_leaves_a_trace(self):
        self.draft.action_submit()
        self.assertEqual(len(self.traces(self.decision, "own_names_kept")), 1)
        for call in (self.draft.action_deputy_signs, self.draft.action_split_own_names):
            with self.assertRaises(UserError):
                call()
        self.draft.write({"number": "215", "date": "2026-12-10"})
        self.draft.action_issue()
        self.assertEqual(self.head.state, "recognised")

    def test_no_trace_without_the_own_name(self):
        decision = self.make_decision(self.dossiers[1:])
        decision.action_submit()
        self.assertFalse(self.traces(decision, "own_names_kept"))
        self.assertFalse(decision.own_name_text)

    def test_who_may(self):
        for user in (self.chapter, self.commune_other, self.district, self.manager):
            paper = self.decision.with_user(user)
            for call in (paper.action_deputy_signs, paper.action_split_own_names):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()


@tagged("post_install", "-at_install")
class TestCoverNote(CommuneCase):
    """Figures by unit for the signatory; of people only the signatory's own name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["cdht.authority"].create(
            {"unit_id": cls.agency.id, "authority_id": cls.province.id}
        )
        cls.env["cdht.authority"].create(
            {"unit_type": "village", "authority_id": cls.commune.id,
             "to_confirm": "Cần xác nhận: thẩm quyền."}
        )  # fmt: skip
        cls.good = cls.make_dossiers("appraised", size=4)
        cls.poor = cls.make_dossiers("appraised", scores=(7,), size=2)
        cls.send(cls.good.proposal_id)
        cls.above = cls.make_dossiers("proposed", cls.agency, size=2)
        cls.make_titles(cls.good[0].citizen_id, [2025])
        (cls.good | cls.above).proposal_id.action_receive()
        cls.good[3].action_refuse("Có ý kiến phản ánh")
        cls.decision = cls.make_decision(cls.good[:2])

    def test_figures_by_unit(self):
        for user in (self.commune_user, self.env.user):
            values = self.decision.with_user(user)._cover_values()
            self.assertEqual(
                values["rows"],
                [
                    {"unit": "Thôn Một", "asked": 4, "here": 2, "not_eligible": 2,
                     "refused": 1, "elsewhere": 0, "left": 1, "last_year": 1},
                    {"unit": "UBND xã", "asked": 2, "here": 0, "not_eligible": 0,
                     "refused": 0, "elsewhere": 2, "left": 0, "last_year": 0},
                ],
            )  # fmt: skip
            self.assertEqual(values["total"]["asked"], 6)
            self.assertEqual(values["notes"], ["Cần xác nhận: thẩm quyền."])

    def test_the_tab_names_the_signatory_alone(self):
        self.signatory.citizen_id = self.good[0].citizen_id
        text = html.fromstring(
            str(self.decision.with_user(self.commune_user).cover_html)
        ).text_content()
        self.assertIn("PHIẾU TRÌNH", text)
        self.assertIn("Danh sách có tên người ký:", " ".join(text.split()))
        self.assertIn(f"{self.good[0].citizen_id.name} (", text)
        for dossier in self.good[1:] | self.poor | self.above:
            self.assertNotIn(f"{dossier.citizen_id.name} (", text)

    def test_before_the_list_is_filled(self):
        empty = self.env["cdht.decision"].create(
            {"issuing_unit_id": self.commune.id, "year": 2026}
        )
        self.assertEqual(empty._cover_values()["rows"], [])
        self.assertIn("PHIẾU TRÌNH", empty.cover_html)
