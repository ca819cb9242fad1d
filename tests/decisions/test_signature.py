from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import TODAY, CommuneCase


@tagged("post_install", "-at_install")
class TestSignature(CommuneCase):
    """Between submission and issue a decision is signed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=2)
        cls.decision = cls.make_decision(cls.dossiers)
        cls.decision.action_submit()
        cls.decision.write({"number": "215", "date": "2026-12-10"})

    def _signer(self, unit=None):
        signer = self.make_user("t_signer", "commune", unit or self.commune)
        signer.cdht_is_signer = True
        return signer

    def test_where_a_body_has_a_signer_nobody_else_signs(self):
        signer = self._signer()
        office = self.decision.with_user(self.commune_user)
        self.assertTrue(office.awaits_signature)
        self.assertRefused(AccessError, signer.name, office.action_sign)
        self.assertRefused(UserError, signer.name, office.action_issue)
        self.assertEqual(set(self.dossiers.mapped("state")), {"proposed"})
        self.decision.with_user(signer).action_sign()
        self.assertRecordValues(
            self.decision,
            [{"state": "submitted", "signed_date": TODAY, "signed_by_id": signer.id}],
        )
        self.assertEqual(self.traces(self.decision, "sign").user_id, signer)
        self.assertFalse(office.awaits_signature)
        office.action_issue()
        self.assertEqual(set(self.dossiers.mapped("state")), {"recognised"})

    def test_the_signer_returns_it_with_a_remark(self):
        signer = self._signer()
        self.decision.with_user(signer).action_sign()
        self.decision.with_user(signer).action_return("Sửa căn cứ")
        self.assertRecordValues(
            self.decision,
            [{"state": "draft", "return_reason": "Sửa căn cứ", "signed_date": False,
              "signed_by_id": False}],
        )  # fmt: skip
        self.decision.with_user(self.commune_user).action_submit()
        self.assertTrue(self.decision.awaits_signature)

    def test_without_a_signer_the_step_may_be_left_out(self):
        office = self.decision.with_user(self.commune_user)
        self.assertFalse(office.awaits_signature)
        office.action_issue()
        self.assertEqual(self.decision.state, "issued")

    def test_without_a_signer_the_office_notes_it(self):
        self.decision.with_user(self.commune_user).action_sign()
        self.assertEqual(self.decision.signed_by_id, self.commune_user)

    def test_the_signer_of_another_body_is_not_waited_for(self):
        self._signer(self.association)
        self.assertFalse(self.decision.awaits_signature)

    def test_who_signs(self):
        for user in (self.chapter, self.commune_other, self.district, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.decision.with_user(user).action_sign()

    def test_only_what_is_submitted_is_signed(self):
        with self.assertRaises(UserError):
            self.make_decision().action_sign()
        self.decision.action_issue()
        with self.assertRaises(UserError):
            self.decision.action_sign()

    def test_a_second_signature_changes_nothing(self):
        self.decision.action_sign()
        self.decision.with_user(self.commune_user).action_sign()
        self.assertEqual(len(self.traces(self.decision, "sign")), 1)
        self.assertNotEqual(self.decision.signed_by_id, self.commune_user)

    def test_signatures_are_not_typed(self):
        office = self.decision.with_user(self.commune_user)
        for vals in ({"signed_date": "2026-12-01"},
                     {"signed_by_id": self.commune_user.id}):  # fmt: skip
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                office.write(vals)
            with self.subTest(created=vals), self.assertRaises(AccessError):
                office.create({"campaign_id": self.campaign.id, **vals})
