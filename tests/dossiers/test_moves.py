from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import tagged

from ..common import CommuneCase

REASON = "Theo biên bản họp thẩm định"


@tagged("post_install", "-at_install")
class TestMoves(CommuneCase):
    """What a move requires and what it leaves behind."""

    def test_register_once_a_year(self):
        """A second call returns the same dossiers; a withdrawn one starts anew."""
        people = self.make_people(size=2)
        first = self.register(people[:1])
        self.assertEqual(self.register(people).citizen_id, people)
        self.assertEqual(len(self.env["cdht.assessment"].search(
            [("citizen_id", "in", people.ids)])), 2)  # fmt: skip
        self.assertRefused(
            UserError,
            people[0].name,
            self.env["cdht.assessment"].create,
            {"campaign_id": self.campaign.id, "citizen_id": people[0].id},
        )
        first.action_withdraw(REASON)
        self.assertNotEqual(self.register(people[:1]), first)

    def test_register_in_an_open_campaign_of_the_commune(self):
        with self.assertRaises(UserError):
            self.register(self.make_people(self.other_village))
        self.campaign.action_close()
        self.assertRefused(
            UserError, self.campaign.name, self.register, self.make_people()
        )

    def test_register_keeps_what_was_true(self):
        """Unit and group of the year stay when the person changes."""
        group, later = self.env["cdht.labour.group"].search([], limit=2)
        person = self.make_people(labour_group_id=group.id)
        dossier = self.register(person)
        person.write({"unit_id": self.village_2.id, "labour_group_id": later.id})
        self.assertRecordValues(
            dossier,
            [{"unit_id": self.village.id, "labour_group_id": group.id,
              "commune_id": self.commune.id}],
        )  # fmt: skip

    def test_batch_is_all_or_nothing_and_names_each(self):
        """One unfit dossier stops all; the message names every one of them."""
        good = self.make_dossiers("registered", size=2)
        self.score(good, "self_score", 8)
        blank = self.make_dossiers("registered", size=2)
        self.assertRefused(
            UserError, blank.citizen_id.mapped("name"), (good | blank).action_submit
        )
        self.assertEqual(set((good | blank).mapped("state")), {"registered"})
        good.action_submit()
        self.assertRefused(
            UserError, blank.citizen_id.mapped("name"), (good | blank).action_appraise
        )
        self.assertEqual(set(good.mapped("state")), {"self_assessed"})

    def test_appraise_needs_all_ten_and_a_reason_where_they_differ(self):
        dossiers = self.make_dossiers("self_assessed", size=2)
        names = dossiers.citizen_id.mapped("name")
        self.score(dossiers, "appraised_score", *(8,) * 9, 0)
        self.assertRefused(RedirectWarning, names, dossiers.action_appraise)
        self.score(dossiers, "appraised_score", *(8,) * 9, 9)
        self.assertRefused(UserError, names, dossiers.action_appraise)
        dossiers.line_ids.filtered(lambda line: line.appraised_score == 9).note = REASON
        dossiers.action_appraise()
        self.assertEqual(set(dossiers.mapped("state")), {"appraised"})

    def test_a_blank_means_as_self_scored_where_one_says_so(self):
        """What the question offers is an act of officers, by the same rules."""
        dossiers = self.make_dossiers("self_assessed", size=2)
        office = dossiers.with_user(self.chapter)
        asked = self.assertRefused(RedirectWarning, [], office.action_appraise)
        _message, offered, *_rest = asked.args
        action = self.env["ir.actions.server"].browse(offered["id"])
        with self.assertRaises(AccessError):
            action.with_user(self.citizen_user).with_context(**offered["context"]).run()
        action.with_user(self.chapter).with_context(**offered["context"]).run()
        self.assertEqual(set(dossiers.mapped("state")), {"appraised"})
        self.assertEqual(dossiers.mapped("appraised_total"), [80, 80])

    def test_fill_takes_blank_scores_only(self):
        dossier = self.make_dossiers("self_assessed")
        line = dossier.line_ids[0]
        line.write({"appraised_score": 5, "note": REASON})
        dossier.action_fill_appraised()
        self.assertEqual(dossier.line_ids.mapped("appraised_score"), [5, *[8] * 9])

    def test_a_reason_is_required_text(self):
        dossier = self.make_dossiers("self_assessed")
        proposal = dossier.proposal_id
        decision = self.make_decision()
        for call in (
            dossier.action_return, dossier.action_reopen, dossier.action_refuse,
            dossier.action_restore, dossier.action_withdraw,
            proposal.action_return, decision.action_return,
            decision.action_revoke, decision.action_amend,
        ):  # fmt: skip
            for blank in ("", "  \n", False):
                with self.subTest(call=call.__name__), self.assertRaises(UserError):
                    call(blank)

    def test_reason_is_kept_shown_and_traced(self):
        dossier = self.make_dossiers("self_assessed")
        dossier.with_user(self.chapter).action_return(" Thiếu minh chứng ")
        self.assertEqual(dossier.return_reason, "Thiếu minh chứng")
        self.assertRecordValues(
            self.traces(dossier, "return"),
            [{"value_from": "self_assessed", "value_to": "registered",
              "reason": "Thiếu minh chứng", "user_id": self.chapter.id,
              "on_behalf_of": False, "unit_id": self.village.id}],
        )  # fmt: skip
        dossier.with_user(self.chapter).action_submit()
        self.assertFalse(dossier.return_reason)

    def test_wrong_state_names_each(self):
        dossiers = self.make_dossiers("registered", size=2)
        names = dossiers.citizen_id.mapped("name")
        for call in (
            lambda: dossiers.action_return(REASON),
            lambda: dossiers.action_reopen(REASON),
            lambda: dossiers.action_refuse(REASON),
            lambda: dossiers.action_restore(REASON),
            dossiers.action_appraise,
        ):
            self.assertRefused(UserError, names, call)

    def test_on_behalf(self):
        """Traced: who acted, and in whose place."""
        person = self.give_login(self.make_people(), self.citizen_user)
        dossier = self.register(person)
        self.score(dossier, "self_score", 8)
        for user, behalf in (
            (self.citizen_user, False),
            (self.chapter, "citizen"),
            (self.commune_user, "citizen"),
        ):
            with self.env.cr.savepoint() as savepoint:
                dossier.with_user(user).action_submit()
                self.assertRecordValues(
                    self.traces(dossier, "submit"),
                    [{"user_id": user.id, "on_behalf_of": behalf}],
                )
                savepoint.rollback()
            self.env.invalidate_all()

    def test_commune_in_the_place_of_the_chapter(self):
        dossier = self.make_dossiers("self_assessed")
        self.score(dossier, "appraised_score", 8)
        proposal = dossier.proposal_id.with_user(self.commune_user)
        proposal.action_appraise()
        self.send(proposal)
        traces = self.traces(dossier, "appraise") | self.traces(dossier, "propose")
        traces |= self.traces(dossier.proposal_id, "submit")
        self.assertEqual(traces.mapped("on_behalf_of"), ["chapter"] * 3)
        self.assertEqual(traces.user_id, self.commune_user)

    def test_every_move_leaves_one_trace_and_no_chatter(self):
        dossiers = self.make_dossiers("proposed", size=3)
        self.assertEqual(
            [self.traces(dossier).filtered(lambda t: "score" not in t.move).mapped(
                "move") for dossier in dossiers],
            [["register", "submit", "appraise", "propose"]] * 3,
        )  # fmt: skip
        proposal = dossiers.proposal_id
        self.assertEqual(self.traces(proposal).mapped("move"), ["submit"])
        self.assertFalse(proposal.message_ids)
        self.assertFalse(proposal.message_follower_ids)

    def test_scores_are_traced(self):
        line = self.make_dossiers("self_assessed").line_ids[0]
        line.appraised_score = 7
        line.appraised_score = 9
        self.assertRecordValues(
            self.traces(line, "appraised_score"),
            [{"value_from": False, "value_to": "7"},
             {"value_from": "7", "value_to": "9"}],
        )  # fmt: skip

    def test_withdraw_leaves_draft_papers_but_not_submitted_ones(self):
        dossiers = self.make_dossiers("proposed", size=2)
        decision = self.make_decision(dossiers)
        dossiers[0].action_withdraw(REASON)
        self.assertEqual(decision.assessment_ids, dossiers[1])
        decision.action_submit()
        self.assertRefused(
            UserError, dossiers[1].citizen_id.name, dossiers[1].action_withdraw, REASON
        )
        decision.action_return(REASON)
        dossiers[1].action_withdraw(REASON)

    def test_nothing_leads_out_of_recognised(self):
        dossier = self.make_dossiers("recognised")
        for call in (
            lambda: dossier.action_withdraw(REASON),
            lambda: dossier.action_refuse(REASON),
            lambda: dossier.action_restore(REASON),
            lambda: dossier.action_reopen(REASON),
            lambda: dossier.action_transfer(self.village_2.id),
        ):
            self.assertRefused(UserError, dossier.citizen_id.name, call)

    def test_restore_leads_to_the_state_before(self):
        failed = self.make_dossiers("proposed", scores=(7,))
        self.assertRecordValues(
            failed, [{"state": "rejected", "outcome": "not_eligible"}]
        )
        failed.proposal_id.action_receive()
        failed.proposal_id.action_accept()
        failed.action_restore(REASON)
        self.assertRecordValues(failed, [{"state": "appraised", "outcome": False}])
        # Its list is accepted: it stands on the further one.
        self.assertEqual(failed.proposal_id.state, "draft")
        failed.action_reopen(REASON)
        failed.action_return(REASON)
        failed.action_withdraw(REASON)
        failed.action_restore(REASON)
        self.assertEqual(failed.state, "registered")

    def test_a_dossier_restored_when_its_list_is_back(self):
        """Withdrawn while proposed, the list returned: it is appraised again."""
        dossiers = self.make_dossiers("proposed", size=2)
        dossiers[0].action_withdraw(REASON)
        dossiers.proposal_id.action_return(REASON)
        dossiers[0].action_restore(REASON)
        self.assertEqual(set(dossiers.mapped("state")), {"appraised"})

    def test_restore_refuses_a_second_dossier_of_the_year(self):
        dossier = self.make_dossiers("registered")
        dossier.action_withdraw(REASON)
        self.register(dossier.citizen_id)
        self.assertRefused(
            UserError, dossier.citizen_id.name, dossier.action_restore, REASON
        )

    def test_transfer_keeps_scores_and_changes_the_list(self):
        dossier = self.make_dossiers("appraised")
        dossier.with_user(self.commune_user).action_transfer(self.village_2.id)
        self.assertRecordValues(
            dossier,
            [{"unit_id": self.village_2.id, "state": "appraised",
              "appraised_total": 80}],
        )  # fmt: skip
        self.assertEqual(dossier.proposal_id.unit_id, self.village_2)
        self.assertEqual(dossier.citizen_id.unit_id, self.village_2)
        self.assertRecordValues(
            self.traces(dossier, "transfer"),
            [{"value_from": "Thôn Một", "value_to": "Thôn Hai"}],
        )

    def test_transfer_within_the_campaign_only(self):
        dossier = self.make_dossiers("registered")
        for unit in (self.other_village, self.commune, self.association):
            with self.subTest(unit=unit.name), self.assertRaises(UserError):
                dossier.action_transfer(unit.id)
        with self.assertRaises(AccessError):
            dossier.with_user(self.commune_user).action_transfer(self.other_village.id)

    def test_close_names_who_is_on_the_way_and_freezes(self):
        on_the_way = self.make_dossiers("self_assessed") | self.make_dossiers(
            "appraised", self.village_2
        )
        registered = self.make_dossiers("registered", self.agency)
        self.assertRefused(
            UserError,
            on_the_way.citizen_id.mapped("name"),
            self.campaign.action_close,
        )
        self.assertEqual(self.campaign.state, "open")
        on_the_way.action_withdraw(REASON)
        office = self.campaign.with_user(self.commune_user)
        asked = office.with_context(asks_first=True).action_close()["params"]
        self.assertEqual(self.campaign.state, "open")
        for words in ("1 people only registered", "Thôn Hai"):
            self.assertIn(words, asked["body"])
        model, method, (ids,), more = asked["call"]
        getattr(self.env[model].with_user(self.commune_user).browse(ids), method)(
            **more
        )
        self.assertRecordValues(
            registered, [{"state": "rejected", "outcome": "not_assessed"}]
        )
        for call in (
            lambda: registered.action_restore(REASON),
            lambda: on_the_way.action_restore(REASON),
            lambda: registered.with_user(self.commune_user).write(
                {"in_learning_family": True}
            ),
            lambda: self.campaign.with_user(self.commune_user).write(
                {"report_due": "2026-12-01"}
            ),
        ):
            with self.assertRaises(UserError):
                call()
        # What the year's decision gave can still be revoked by another one.
        self.assertEqual(self.campaign.state, "closed")
