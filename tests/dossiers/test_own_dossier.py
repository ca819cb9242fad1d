from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import MINUTES, CommuneCase

REASON = "Theo biên bản họp thẩm định"


@tagged("post_install", "-at_install")
class TestOwnDossier(CommuneCase):
    """Nobody appraises their own dossier; another officer is named."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = cls.make_dossiers("self_assessed")
        cls.give_login(cls.own.citizen_id, cls.chapter)
        cls.others = cls.make_dossiers("self_assessed", size=2)
        cls.score(cls.own | cls.others, "appraised_score", 8)
        cls.list = cls.own.proposal_id.with_user(cls.chapter)

    def test_named_directly_it_is_refused(self):
        own = self.own.with_user(self.chapter)
        for call in (
            own.action_appraise,
            own.action_fill_appraised,
            lambda: own.action_return(REASON),
            lambda: own.line_ids[0].write({"appraised_score": 10}),
        ):
            self.assertRefused(
                AccessError, [own.citizen_id.name, self.commune_user.name], call
            )

    def test_a_whole_list_leaves_it_open_and_names_who_does_it(self):
        result = self.list.action_appraise()
        self.assertEqual(set(self.others.mapped("state")), {"appraised"})
        self.assertEqual(self.own.state, "self_assessed")
        message = result["params"]["message"]
        self.assertIn(self.own.citizen_id.name, message)
        self.assertIn(self.commune_user.name, message)
        self.list.write({"meeting_present": 3})
        self.own.with_user(self.commune_user).action_appraise()
        self.send(self.list)
        self.assertEqual(self.own.state, "proposed")

    def test_it_is_asked_before_the_list_goes_without_ones_own(self):
        """One's own dossier with ten scores stays behind only knowingly; the button
        that comes next is the one that can do something."""
        self.own.with_user(self.commune_user).action_return(REASON)
        self.list.write(MINUTES)
        self.assertTrue(self.list.can_appraise)
        self.list.action_appraise()
        self.list.invalidate_recordset()
        self.assertFalse(self.list.can_appraise)
        self.assertTrue(self.list.with_user(self.commune_user).can_appraise)
        asked = self.list.with_context(asks_who_stays=True).action_submit()["params"]
        self.assertIn(self.own.citizen_id.name, asked["body"])
        self.assertIn("Your own", asked["body"])
        self.assertEqual(self.list.state, "draft")
        model, method, (ids,), more = asked["call"]
        getattr(self.env[model].with_user(self.chapter).browse(ids), method)(**more)
        self.assertEqual(self.list.state, "submitted")

    def test_it_is_asked_before_a_whole_list_is_recorded(self):
        """With how many by what, and who stays; afterwards it is told."""
        self.score(self.others[0], "appraised_score", False)
        self.others[0].action_return(REASON)
        changed = self.others[1].line_ids[0]
        changed.write({"appraised_score": changed.self_score - 1, "note": REASON})
        question = self.list.action_ask_appraise()["params"]
        self.assertEqual(
            set((self.own | self.others).mapped("state")),
            {"self_assessed", "registered"},
        )
        for words in (self.own.citizen_id.name, "1 with their own", "1 with other"):
            self.assertIn(words, question["body"])
        model, method, (ids,), more = question["call"]
        lists = self.env[model].with_user(self.chapter).browse(ids)
        told = getattr(lists, method)(**more)["params"]["message"]
        self.assertEqual(set(self.others.mapped("state")), {"appraised"})
        self.assertEqual(self.others[0].appraised_total, self.others[0].self_total)
        self.assertEqual(self.own.state, "self_assessed")
        self.assertIn(self.own.citizen_id.name, told)
        again = self.list.action_ask_appraise()
        self.assertEqual(again["tag"], "cdht_told")
        with self.assertRaises(AccessError):
            self.list.with_user(self.chapter_2).action_ask_appraise()

    def test_how_own_scores_come_in_is_told(self):
        self.own.with_user(self.commune_user).action_return(REASON)
        locks = (
            self.env["cdht.assessment.line"]
            .with_user(self.chapter)
            ._why_locked(self.own.with_user(self.chapter))[self.own]
        )
        self.assertIn("/cdht/toi", locks["self_score"])
        self.assertIn(self.commune_user.name, locks["self_score"])

    def test_a_dragged_batch_leaves_it_in_its_column(self):
        stage = self.env.ref("cdht_module.stage_appraised")
        dossiers = (self.own | self.others).with_user(self.chapter)
        dossiers.write({"stage_id": stage.id})
        self.assertEqual(
            [dossier.stage_id.state for dossier in dossiers],
            ["self_assessed", "appraised", "appraised"],
        )

    def test_an_officer_cannot_shake_off_the_own_record(self):
        """Nobody changes the link between one's own login and citizen, by which the
        rule recognises one's own dossier."""
        person = self.own.citizen_id.with_user(self.chapter)
        for partner in (False, self.citizen_user.partner_id.id):
            with self.assertRaises(AccessError):
                person.write({"partner_id": partner})
        person.write({"phone": "0900000000"})

    def test_there_is_always_someone(self):
        """Whoever's dossier it is, the message names who does it; they can."""
        staff = self.make_user("t_staff", "commune", self.association)
        office = self.make_dossiers("self_assessed", self.agency)
        self.give_login(office.citizen_id, self.commune_user)
        self.score(office, "appraised_score", 8)
        self.assertRefused(
            AccessError, staff.name, office.with_user(self.commune_user).action_appraise
        )
        self.give_login(self.own.citizen_id, self.commune_other)
        staff.active = False
        message = self.assertRefused(
            AccessError, "", office.with_user(self.commune_user).action_appraise
        )
        self.assertNotIn(staff.name, str(message))
        other = self.make_user("t_lent", "chapter", self.agency)
        self.assertRefused(
            AccessError, other.name, office.with_user(self.commune_user).action_appraise
        )
        office.with_user(other).action_appraise()
        self.assertEqual(office.state, "appraised")

    def test_only_who_may_appraise_is_named(self):
        self.chapter_2.cdht_unit_ids = self.commune
        self.citizen_user.cdht_unit_ids = self.village
        message = self.assertRefused(
            AccessError,
            self.commune_user.name,
            self.own.with_user(self.chapter).action_appraise,
        )
        for user in (self.chapter_2, self.citizen_user, self.chapter):
            self.assertNotIn(f"{user.name}.", str(message))

    def test_the_board_of_lists_and_filling_leave_it(self):
        dossiers = (self.own | self.others).with_user(self.chapter)
        with self.assertRaises(AccessError):
            dossiers.action_fill_appraised()
        with self.assertRaises(AccessError):
            self.list.write({"assessment_ids": [(3, self.own.id)]})

    def test_the_level_above_neither(self):
        self.give_login(self.others[0].citizen_id, self.district)
        (self.own | self.others).action_appraise()
        self.send(self.list)
        self.others.authority_id = self.province
        with self.assertRaises(AccessError):
            self.others[0].with_user(self.district).action_refuse(REASON)
        self.others[1].with_user(self.district).action_refuse(REASON)

    def test_reopen_refuse_and_restore_of_the_own_dossier(self):
        self.give_login(self.others[0].citizen_id, self.commune_user)
        self.list.action_appraise()
        own = self.others[0].with_user(self.commune_user)
        with self.assertRaises(AccessError):
            own.action_reopen(REASON)
        self.own.with_user(self.commune_user).action_appraise()
        self.send(self.list)
        with self.assertRaises(AccessError):
            own.action_refuse(REASON)
        own.action_withdraw(REASON)
        with self.assertRaises(AccessError):
            own.action_restore(REASON)
