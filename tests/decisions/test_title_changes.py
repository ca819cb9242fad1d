from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CommuneCase

REASON = "Không đủ điều kiện"


@tagged("post_install", "-at_install")
class TestTitleChanges(CommuneCase):
    """A few people of a long list; what follows for their later years."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=5)
        cls.decision = cls.recognise(cls.dossiers)
        cls.titles = cls.decision.recognition_ids.sorted("id")

    def _wizard(self, records, method, user=None):
        """What the reason wizard does behind a button of these records."""
        return (
            self.env["cdht.reason"]
            .with_user(user or self.commune_user)
            .with_context(active_model=records._name, active_ids=records.ids)
            .create({"method": method, "reason": REASON})
            .action_confirm()
        )

    def _later(self, years=(2027, 2028), person=0):
        titles = self.make_titles(self.dossiers[person].citizen_id, years)
        self.env.flush_all()
        return titles

    # -- picking people --------------------------------------------------------------

    def test_one_of_many_is_revoked_from_the_list_of_titles(self):
        chosen = self.titles[2]
        action = self._wizard(chosen, "action_revoke")
        draft = self.env["cdht.decision"].browse(action["res_id"])
        self.assertRecordValues(
            draft,
            [{"kind": "revoke", "origin_id": self.decision.id, "state": "draft",
              "change_reason": REASON, "people_count": 1}],
        )  # fmt: skip
        self.assertEqual(draft.changed_recognition_ids, chosen)
        self.issue(draft.with_user(self.commune_user))
        self.assertEqual(chosen.state, "revoked")
        self.assertEqual(set((self.titles - chosen).mapped("state")), {"valid"})
        self.assertEqual(self.decision.state, "issued")

    def test_a_few_are_amended_from_the_list_of_titles(self):
        draft = self.titles[:2].with_user(self.commune_user).action_amend(REASON)
        self.issue(draft)
        self.assertEqual(self.titles.mapped("state"), ["corrected"] * 2 + ["valid"] * 3)

    def test_titles_of_one_decision_made_here(self):
        late = self.make_dossiers("proposed", self.village_2)
        second = self.recognise(late)
        imported = self._later([2024])
        for titles in (self.titles[:1] | second.recognition_ids, imported,
                       self.titles[:1] | imported):  # fmt: skip
            with self.subTest(titles=titles), self.assertRaises(UserError):
                titles.action_revoke(REASON)

    def test_what_is_revoked_is_not_picked_again(self):
        self.issue(self.titles[:1].action_revoke(REASON))
        self.assertRefused(
            UserError, self.dossiers[0].citizen_id.name,
            self.titles[:2].action_revoke, REASON,
        )  # fmt: skip

    def test_who_changes_titles(self):
        for user in (self.chapter, self.commune_other, self.district, self.manager):
            for method in ("action_revoke", "action_amend"):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    getattr(self.titles[:1].with_user(user), method)(REASON)
        with self.assertRaises(UserError):
            self.titles[:1].with_user(self.commune_user).action_revoke(" ")

    def test_a_change_leaves_the_dossiers_alone(self):
        """Even where people of a recognising draft were left in it."""
        draft = self.titles[:1].action_revoke(REASON)
        draft.assessment_ids = self.dossiers
        draft.action_submit()
        self.assertEqual(self.dossiers.decision_id, self.decision)
        draft.action_return(REASON)
        self.assertEqual(self.dossiers.decision_id, self.decision)
        self.assertEqual(set(self.dossiers.mapped("state")), {"recognised"})

    # -- late people -----------------------------------------------------------------

    def test_supplement_names_the_first_decision(self):
        late = self.make_dossiers("proposed")
        action = self._wizard(self.decision, "action_supplement")
        draft = self.env["cdht.decision"].browse(action["res_id"])
        self.assertRecordValues(
            draft,
            [{"kind": "supplement", "origin_id": self.decision.id, "year": 2026,
              "people_count": 0}],
        )  # fmt: skip
        late.proposal_id.action_receive()
        draft.assessment_ids = late
        self.issue(draft.with_user(self.commune_user))
        self.assertEqual(late.state, "recognised")
        self.assertEqual(late.decision_id, draft)
        self.assertEqual(set(self.titles.mapped("state")), {"valid"})

    def test_a_supplement_is_about_the_same_year_and_body(self):
        late = self.make_dossiers("proposed")
        draft = self.make_decision(late, kind="supplement", origin_id=self.decision.id)
        draft.year = 2025
        self.assertRefused(UserError, "2026", draft.action_submit)
        draft.year = 2026
        self.issue(self.decision.action_revoke(REASON))
        with self.assertRaises(UserError):
            draft.action_submit()

    # -- years running ---------------------------------------------------------------

    def test_later_titles_are_flagged_and_stand(self):
        later = self._later()
        other = self._later(person=1)
        self.assertEqual(later.mapped("streak"), [2, 3])
        revocation = self.titles[:1].action_revoke(REASON)
        self.issue(revocation)
        self.assertRecordValues(
            later.sorted("year"),
            [{"state": "valid", "streak": 1, "streak_before": 2,
              "streak_changed": True},
             {"state": "valid", "streak": 2, "streak_before": 3,
              "streak_changed": True}],
        )  # fmt: skip
        self.assertFalse(any(other.mapped("streak_changed")))
        self.assertRecordValues(
            self.traces(later, "streak_changed").sorted("res_id"),
            [{"value_from": "2", "value_to": "1", "reason": revocation._reference()},
             {"value_from": "3", "value_to": "2", "reason": revocation._reference()}],
        )  # fmt: skip

    def test_years_before_and_after_a_gap_are_not_flagged(self):
        earlier = self._later([2024, 2025])
        beyond = self._later([2028])
        self.issue(self.titles[:1].action_revoke(REASON))
        self.assertFalse(any((earlier | beyond).mapped("streak_changed")))

    def test_a_lost_fifth_year(self):
        self.make_titles(self.dossiers[0].citizen_id, range(2023, 2026))
        fifth = self._later([2027])
        self.assertTrue(fifth.is_outstanding)
        self.issue(self.titles[:1].action_revoke(REASON))
        self.assertRecordValues(
            fifth,
            [{"is_outstanding": False, "streak": 1, "streak_before": 5,
              "streak_changed": True, "state": "valid"}],
        )  # fmt: skip

    def test_a_late_title_lengthens_later_years(self):
        late = self.make_dossiers("proposed")
        later = self.make_titles(late.citizen_id, [2027])
        self.recognise(late, kind="supplement", origin_id=self.decision.id)
        self.assertRecordValues(
            later, [{"streak": 2, "streak_before": 1, "streak_changed": True}]
        )

    def test_an_amendment_changes_no_years(self):
        later = self._later()
        self.issue(self.titles[:1].action_amend(REASON))
        self.assertFalse(any(later.mapped("streak_changed")))

    def test_the_office_confirms_what_it_has_looked_at(self):
        later = self._later()
        self.issue(self.titles[:1].action_revoke(REASON))
        for user in (self.chapter, self.commune_other, self.district, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                later.with_user(user).action_confirm_streak()
        later.with_user(self.commune_user).action_confirm_streak()
        self.assertEqual(set(later.mapped("streak_changed")), {False})
        trace = self.traces(later, "streak_confirmed")
        self.assertEqual(len(trace), 2)
        self.assertEqual(trace.user_id, self.commune_user)
        later.with_user(self.commune_user).action_confirm_streak()
        self.assertEqual(len(self.traces(later, "streak_confirmed")), 2)

    def test_the_flag_is_not_typed(self):
        with self.assertRaises(AccessError):
            self.titles.with_user(self.commune_user).write({"streak_changed": True})
