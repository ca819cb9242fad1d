from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase, scanned

REASON = "Nhầm năm sinh"


@tagged("post_install", "-at_install")
class TestDecision(CommuneCase):
    """Recognised by a decision of the body whose people they are on its date."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=3)

    def _issued(self, dossiers=None):
        return self.recognise(self.dossiers if dossiers is None else dossiers)

    def test_issue_gives_the_titles(self):
        decision = self.make_decision(self.dossiers).with_user(self.commune_user)
        self.issue(decision, "215")
        self.assertEqual(set(self.dossiers.mapped("state")), {"recognised"})
        self.assertEqual(self.dossiers.decision_id, decision)
        self.assertRecordValues(
            decision.recognition_ids.sorted("id"),
            [{"citizen_id": dossier.citizen_id.id, "year": 2026, "streak": 1,
              "unit_id": self.village.id, "commune_id": self.commune.id,
              "decision_reference": "215/QĐ-UBND", "state": "valid",
              "deciding_unit_id": self.commune.id}
             for dossier in self.dossiers],
        )  # fmt: skip

    def test_what_submit_refuses(self):
        with self.assertRaises(UserError):
            self.make_decision(self.dossiers, signatory_id=False).action_submit()
        with self.assertRaises(UserError):
            self.make_decision().action_submit()
        unfit = self.make_dossiers("appraised", self.village_2)
        self.assertRefused(
            UserError, unfit.citizen_id.name,
            self.make_decision(self.dossiers | unfit).action_submit,
        )  # fmt: skip
        self.assertRefused(
            UserError, self.dossiers.citizen_id.mapped("name"),
            self.make_decision(self.dossiers, year=2025).action_submit,
        )  # fmt: skip

    def test_what_issue_refuses(self):
        decision = self.make_decision(self.dossiers)
        with self.assertRaises(UserError):
            decision.action_issue()
        decision.action_submit()
        for vals in ({"number": False, "date": "2026-12-10"},
                     {"number": "7", "date": False}):  # fmt: skip
            decision.write(vals)
            with self.subTest(vals=vals), self.assertRaises(UserError):
                decision.action_issue()

    def test_a_dossier_stands_in_one_decision(self):
        self.make_decision(self.dossiers).action_submit()
        other = self.make_decision(self.dossiers[:1])
        self.assertRefused(
            UserError, self.dossiers[0].citizen_id.name, other.action_submit
        )

    def test_returned_decision_frees_its_dossiers(self):
        decision = self.make_decision(self.dossiers)
        decision.action_submit()
        decision.action_return("Sửa trích yếu")
        self.assertRecordValues(
            decision, [{"state": "draft", "return_reason": "Sửa trích yếu"}]
        )
        self.assertFalse(self.dossiers.decision_id)
        self._issued()

    def test_authority_on_the_date_of_the_decision(self):
        """Agencies were the level above's until its last day; before a date is typed
        it goes by today's law."""
        self.env["cdht.authority"].create(
            {"unit_id": self.commune.id, "unit_type": "agency",
             "authority_id": self.province.id, "date_to": "2026-12-31"}
        )  # fmt: skip
        staff = self.make_dossiers("proposed", self.agency)
        decision = self.make_decision(self.dossiers | staff)
        self.assertRefused(
            UserError, [staff.citizen_id.name, "15/10/2026"], decision.action_submit
        )
        decision.date = "2027-01-04"
        decision.action_submit()
        decision.write({"number": "7", "date": "2026-12-31"})
        self.assertRefused(
            UserError, [staff.citizen_id.name, "31/12/2026"], decision.action_issue
        )
        self.assertEqual(set(self.dossiers.mapped("state")), {"proposed"})
        decision.date = "2027-01-01"
        decision.action_issue()
        self.assertEqual(staff.state, "recognised")

    def test_level_above_decides_for_its_own(self):
        self.env["cdht.authority"].create(
            {"unit_type": "village", "authority_id": self.province.id}
        )
        self.dossiers.authority_id = self.province
        decision = self.make_decision(
            self.dossiers,
            issuing_unit_id=self.province.id,
            signatory_id=self.make_signatory(self.province).id,
            symbol="QĐ-UBND",
        )
        with self.assertRaises(AccessError):
            decision.with_user(self.commune_user).action_submit()
        self.issue(decision.with_user(self.district), "8")
        self.assertEqual(set(self.dossiers.mapped("state")), {"recognised"})

    def test_what_is_signed_is_what_is_issued(self):
        """A paper whose people or names changed after it was submitted is not
        issued."""
        decision = self.make_decision(self.dossiers).with_user(self.commune_user)
        decision.action_submit()
        decision.action_sign()
        decision.write({"number": "7", "date": "2026-12-10"})
        person = self.dossiers[0].citizen_id
        was = person.name
        for user in (self.chapter, self.commune_user):
            for vals in ({"name": "Lê Văn Tráo"}, {"birth_year": 1990}):
                self.assertRefused(AccessError, was, person.with_user(user).write, vals)
        person.with_user(self.commune_user).action_change_identity(
            {"name": "Lê Văn Tráo"}, REASON
        )
        self.assertRefused(UserError, was, decision.action_issue)
        self.assertFalse(decision.recognition_ids)
        person.with_user(self.commune_user).action_change_identity(
            {"name": was}, REASON
        )
        for record, vals in (
            (self.commune, {"body_name": "Ủy ban nhân dân xã Khác"}),
            (self.village, {"name": "Thôn Khác"}),
        ):
            with self.env.cr.savepoint() as undone:
                record.write(vals)
                self.assertRefused(UserError, "Return it", decision.action_issue)
                undone.rollback()
                self.env.invalidate_all()
        decision.action_issue()
        self.assertEqual(set(self.dossiers.mapped("state")), {"recognised"})

    def test_given_back_it_is_changed_and_put_again(self):
        decision = self.make_decision(self.dossiers).with_user(self.commune_user)
        decision.action_submit()
        self.dossiers[0].citizen_id.with_user(self.commune_user).action_change_identity(
            {"name": "Lò Văn Đúng"}, REASON
        )
        decision.action_return(REASON)
        # The list had the other name.
        decision.action_check()
        self.assertEqual(decision.finding_ids.mapped("code"), ["name"])
        decision.finding_ids.action_allow(REASON)
        self.issue(decision, "7")
        self.assertIn("Lò Văn Đúng", decision.recognition_ids.mapped("printed_name"))

    def test_frozen_once_issued(self):
        decision = self._issued()
        office = decision.with_user(self.commune_user)
        for vals in ({"number": "9"}, {"date": "2026-12-11"}, {"subject": "Khác"},
                     {"assessment_ids": []}, {"signatory_id": False}):  # fmt: skip
            with self.subTest(vals=vals):
                self.assertRefused(
                    AccessError, [decision._reference(), "10/12/2026"], office.write,
                    vals,
                )  # fmt: skip
        with self.assertRaises(UserError):
            office.unlink()
        office.write({"signed_file": scanned(), "signed_filename": "quyet-dinh.pdf"})

    def test_with_the_signatory_only_the_register_entry_is_made(self):
        decision = self.make_decision(self.dossiers)
        decision.action_submit()
        office = decision.with_user(self.commune_user)
        for vals in ({"subject": "Khác"}, {"assessment_ids": []}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                office.write(vals)
        office.write({"number": "215", "date": "2026-12-10"})

    def test_what_it_names_is_frozen(self):
        self._issued()
        dossier = self.dossiers[0].with_user(self.commune_user)
        for call in (
            lambda: dossier.line_ids[0].write({"appraised_score": 9}),
            lambda: dossier.write({"labour_group_id": False}),
            lambda: dossier.write({"in_learning_family": True}),
        ):
            with self.assertRaises(AccessError):
                call()

    def test_revoke_for_some(self):
        """A draft of that kind; nothing is deleted, the dossier stays recognised."""
        decision = self._issued()
        self.make_titles(self.dossiers[0].citizen_id, [2025, 2027])
        titles = decision.recognition_ids.sorted("id")
        draft = decision.with_user(self.commune_user).action_revoke(REASON)
        self.assertRecordValues(
            draft,
            [{"kind": "revoke", "state": "draft", "origin_id": decision.id,
              "change_reason": REASON, "year": 2026, "number": False}],
        )  # fmt: skip
        self.assertEqual(draft.changed_recognition_ids, titles)
        self.assertEqual(set(titles.mapped("state")), {"valid"})
        draft.changed_recognition_ids = titles[:1]
        self.issue(draft, "220", "2027-01-05")
        self.assertEqual(titles.mapped("state"), ["revoked", "valid", "valid"])
        self.assertEqual(titles[0].streak, 0)
        self.assertEqual(decision.state, "issued")
        self.assertEqual(set(self.dossiers.mapped("state")), {"recognised"})
        later = self.dossiers[0].citizen_id.recognition_ids.filtered(
            lambda title: title.year == 2027
        )
        self.assertEqual(later.streak, 1)

    def test_revoke_for_all_revokes_the_decision(self):
        decision = self._issued()
        first = decision.action_revoke(REASON)
        first.changed_recognition_ids = decision.recognition_ids[:1]
        self.issue(first)
        second = decision.action_revoke(REASON)
        self.assertEqual(len(second.changed_recognition_ids), 2)
        self.issue(second)
        self.assertEqual(decision.state, "revoked")
        with self.assertRaises(UserError):
            decision.action_revoke(REASON)

    def test_a_title_is_revoked_once(self):
        decision = self._issued()
        drafts = [decision.action_revoke(REASON) for _time in range(2)]
        self.issue(drafts[0])
        self.assertRefused(
            UserError, self.dossiers[0].citizen_id.name, drafts[1].action_submit
        )

    def test_amend(self):
        decision = self._issued()
        draft = decision.action_amend(REASON)
        self.assertEqual((draft.kind, draft.state), ("amend", "draft"))
        draft.changed_recognition_ids = decision.recognition_ids[:1]
        self.issue(draft)
        self.assertEqual(
            sorted(decision.recognition_ids.mapped("state")),
            ["corrected", "valid", "valid"],
        )
        self.assertEqual(decision.state, "issued")

    def test_a_change_names_titles_of_its_origin(self):
        decision = self._issued(self.dossiers[:1])
        other = self._issued(self.dossiers[1:])
        draft = decision.action_revoke(REASON)
        draft.changed_recognition_ids = other.recognition_ids
        self.assertRefused(
            UserError, self.dossiers[1].citizen_id.name, draft.action_submit
        )
        draft.changed_recognition_ids = False
        with self.assertRaises(UserError):
            draft.action_submit()
        with self.assertRaises(UserError):
            self.make_decision(kind="revoke")

    def test_changes_need_the_authority(self):
        decision = self._issued()
        for user in (self.chapter, self.district, self.commune_other, self.manager):
            for method in ("action_revoke", "action_amend"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(decision.with_user(user), method)(REASON)

    def test_supplement_for_late_people(self):
        self._issued()
        self.assertEqual(self.dossiers.proposal_id.state, "accepted")
        late = self.make_dossiers("proposed")
        decision = self.recognise(late, kind="supplement")
        self.assertIn("bổ sung", decision.subject)
        self.assertEqual(late.state, "recognised")

    def test_revoke_after_the_year_is_closed(self):
        decision = self._issued()
        self.campaign.action_close()
        self.issue(decision.action_revoke(REASON))
        self.assertEqual(decision.state, "revoked")

    def test_a_body_changes_its_own_decisions_only(self):
        decision = self._issued()
        foreign = self.make_decision(
            kind="revoke",
            origin_id=decision.id,
            issuing_unit_id=self.province.id,
            changed_recognition_ids=[Command.set(decision.recognition_ids.ids)],
        )
        with self.assertRaises(UserError):
            foreign.action_submit()

    def test_papers_are_not_pushed_to_another_body(self):
        draft = self.make_decision().with_user(self.commune_user)
        with self.assertRaises(AccessError):
            draft.issuing_unit_id = self.other_commune
