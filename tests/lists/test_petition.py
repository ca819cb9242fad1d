from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase, scanned


@tagged("post_install", "-at_install")
class TestPetition(CommuneCase):
    """The association asks, the committee (or the level above) answers."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=3)
        cls.poor = cls.make_dossiers("proposed", cls.village_2, scores=(7,))
        cls.lists = (cls.dossiers | cls.poor).proposal_id
        cls.lists.action_receive()

    def test_lists_bring_their_people(self):
        petition = self.make_petition(self.lists)
        self.assertEqual(petition.assessment_ids, self.dossiers)
        self.assertEqual(petition.addressee_unit_id, self.commune)
        self.assertIn("2026", petition.subject)

    def test_issue_accepts_the_lists(self):
        petition = self.make_petition(self.lists).with_user(self.commune_user)
        petition.action_issue()
        self.assertEqual(petition.state, "issued")
        self.assertEqual(set(self.lists.mapped("state")), {"accepted"})
        self.assertEqual(self.dossiers.authority_id, self.commune)

    def test_what_issue_refuses(self):
        for vals in ({"number": False}, {"date": False}, {"assessment_ids": []}):
            petition = self.make_petition(self.lists)
            petition.write(vals)
            with self.subTest(vals=vals), self.assertRaises(UserError):
                petition.action_issue()
        petition = self.make_petition(self.lists)
        petition.assessment_ids = [Command.link(self.poor.id)]
        self.assertRefused(UserError, self.poor.citizen_id.name, petition.action_issue)

    def test_a_list_that_was_not_received_is_not_petitioned(self):
        later = self.make_dossiers("proposed", self.agency)
        petition = self.make_petition(later.proposal_id)
        self.assertRefused(UserError, self.agency.name, petition.action_issue)

    def test_issued_is_not_changed_but_for_the_signed_copy(self):
        petition = self.make_petition(self.lists)
        petition.action_issue()
        office = petition.with_user(self.commune_user)
        for vals in ({"number": "99"}, {"subject": "Khác"}, {"proposal_ids": []}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                office.write(vals)
        office.write({"signed_file": scanned(), "signed_filename": "to-trinh.pdf"})
        with self.assertRaises(UserError):
            office.unlink()

    def test_decision_answers_it(self):
        petition = self.make_petition(self.lists)
        petition.action_issue()
        decision = self.make_decision(petition_ids=[Command.set(petition.ids)])
        decision.assessment_ids = petition.assessment_ids
        self.issue(decision, "215")
        self.assertRecordValues(
            petition,
            [{"state": "answered", "answer_number": "215/QĐ-UBND",
              "answer_date": decision.date}],
        )  # fmt: skip

    def test_a_decision_takes_issued_petitions_only(self):
        petition = self.make_petition(self.lists)
        decision = self.make_decision(petition_ids=[Command.set(petition.ids)])
        decision.assessment_ids = self.dossiers
        with self.assertRaises(UserError):
            decision.action_submit()

    def _to_the_level_above(self):
        petition = self.make_petition(
            self.lists,
            issuing_unit_id=self.commune.id,
            addressee_unit_id=self.province.id,
        )
        petition.action_issue()
        return petition

    def test_answer_of_the_level_above(self):
        petition = self._to_the_level_above()
        self.make_titles(self.dossiers[0].citizen_id, range(2022, 2026))
        yes = self.dossiers[:2]
        petition.with_user(self.commune_user).action_answer(
            "90/QĐ-UBND", "2026-12-20", yes.citizen_id.ids
        )
        self.assertRecordValues(
            self.dossiers,
            [{"state": "recognised", "outcome": False}] * 2
            + [{"state": "rejected", "outcome": "refused"}],
        )
        title = self.dossiers[0].citizen_id.recognition_ids.filtered(
            lambda title: title.year == 2026
        )
        self.assertRecordValues(
            title,
            [{"decision_reference": "90/QĐ-UBND", "decision_id": False, "streak": 5,
              "deciding_unit_id": self.province.id, "is_outstanding": True}],
        )  # fmt: skip
        self.assertRecordValues(
            petition, [{"state": "answered", "answer_number": "90/QĐ-UBND"}]
        )

    def test_what_an_answer_refuses(self):
        petition = self._to_the_level_above()
        stranger = self.make_people()
        good = self.dossiers.citizen_id.ids
        self.assertRefused(
            UserError, stranger.name,
            petition.action_answer, "90", "2026-12-20", [*good, stranger.id],
        )  # fmt: skip
        for number, day in ((False, "2026-12-20"), ("90", False)):
            with self.assertRaises(UserError):
                petition.action_answer(number, day, good)
        for user in (self.chapter, self.district, self.commune_other):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                petition.with_user(user).action_answer("90", "2026-12-20", good)
        petition.action_answer("90", "2026-12-20", good)
        with self.assertRaises(UserError):
            petition.action_answer("91", "2026-12-21", good)

    def test_the_own_committee_answers_by_its_decision_only(self):
        """Typing the number of an answer gives no titles there: only its decision
        does."""
        petition = self.make_petition(self.lists)
        petition.action_issue()
        with self.assertRaises(UserError):
            petition.action_answer("90", "2026-12-20", self.dossiers.citizen_id.ids)


@tagged("post_install", "-at_install", "access_rights")
class TestWhoAsksWhom(CommuneCase):
    """A petition goes to the own committee, or from it to a level above."""

    def test_addressee(self):
        proposal = self.make_dossiers("proposed", size=2).proposal_id
        proposal.action_receive()
        province_2 = self.make_unit("Tỉnh Khác", "province", self.env["cdht.unit"])
        for issuer, addressee in (
            (self.association, self.association),
            (self.association, self.other_village),
            (self.association, self.province),
            (self.commune, province_2),
            (self.commune, self.commune),
        ):
            petition = self.make_petition(
                proposal, issuing_unit_id=issuer.id, addressee_unit_id=addressee.id
            )
            with (
                self.subTest(issuer=issuer.name, addressee=addressee.name),
                self.assertRaises(UserError),
            ):
                petition.action_issue()

    def test_the_addressee_does_not_write_it(self):
        petition = self.make_petition(
            self.env["cdht.proposal"], addressee_unit_id=self.other_commune.id
        ).with_user(self.commune_other)
        self.assertTrue(petition.subject)
        with self.assertRaises(AccessError):
            petition.subject = "Khác"
        with self.assertRaises(AccessError):
            petition.unlink()

    def test_who_withdrew_does_not_hold_up_the_answer(self):
        dossiers = self.make_dossiers("proposed", size=2)
        dossiers.proposal_id.action_receive()
        petition = self.make_petition(
            dossiers.proposal_id,
            issuing_unit_id=self.commune.id,
            addressee_unit_id=self.province.id,
        )
        petition.action_issue()
        dossiers[0].action_withdraw("Đã chuyển đi")
        petition.action_answer("90/QĐ-UBND", "2026-12-20", dossiers[1].citizen_id.ids)
        self.assertEqual(dossiers.mapped("state"), ["withdrawn", "recognised"])
