from datetime import date, timedelta
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import tagged

from ..common import TODAY, CommuneCase, today_is


class TurnCase(CommuneCase):
    """Reading whose turn it is."""

    def turns(self, records):
        """[(activity type, user, deadline)] that are to be done about records."""
        self.env.flush_all()
        activities = self.env["mail.activity"].search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        )
        names = {
            self.env.ref(f"cdht_module.activity_{kind}"): kind
            for kind in (
                "make_list", "receive_list", "petition_list", "decide",
                "record_answer", "sign", "enter_number", "registration_deadline",
                "self_deadline", "proposal_deadline", "report_due",
            )
        }  # fmt: skip
        return [
            (names[a.activity_type_id], a.user_id, a.date_deadline) for a in activities
        ]

    def list_of(self, unit):
        return self.campaign.proposal_ids.filtered(lambda p: p.unit_id == unit)


@tagged("post_install", "-at_install")
class TestTurns(TurnCase):
    """Each paper tells one officer when it is their turn."""

    def test_opening_the_year(self):
        """Each unit's list is its chapter's; without a login it is the commune's."""
        day = date(2026, 11, 29)
        for unit, user in (
            (self.village, self.chapter),
            (self.village_2, self.chapter_2),
            (self.agency, self.commune_user),
        ):
            with self.subTest(unit=unit.name):
                self.assertEqual(
                    self.turns(self.list_of(unit)), [("make_list", user, day)]
                )

    def test_a_list_goes_from_hand_to_hand(self):
        """Chapter, contact point, association; back to the chapter when returned."""
        secretary = self.make_user("t_hkh", "commune", self.association)
        contact = self.make_user("t_contact", "commune", self.commune)
        self.campaign.with_user(self.commune_user).intake_user_id = contact
        proposal = self.make_dossiers("proposed").proposal_id
        self.assertEqual(
            self.turns(proposal), [("receive_list", contact, date(2026, 11, 29))]
        )
        proposal.with_user(self.commune_user).action_receive()
        self.assertEqual(
            self.turns(proposal), [("petition_list", secretary, date(2026, 12, 15))]
        )
        proposal.with_user(self.commune_user).action_return("Thiếu chữ ký")
        self.assertEqual(
            self.turns(proposal), [("make_list", self.chapter, date(2026, 11, 29))]
        )
        done = self.env["mail.activity"].with_context(active_test=False).search(
            [("res_model", "=", proposal._name), ("res_id", "=", proposal.id),
             ("active", "=", False)]
        )  # fmt: skip
        self.assertEqual(len(done), 3)

    def test_petition_and_decision(self):
        dossiers = self.make_dossiers("proposed", size=2)
        dossiers.proposal_id.action_receive()
        petition = self.make_petition(dossiers.proposal_id)
        self.assertFalse(self.turns(petition))
        petition.action_issue()
        self.assertFalse(self.turns(dossiers.proposal_id))
        day = date(2026, 12, 15)
        self.assertEqual(self.turns(petition), [("decide", self.commune_user, day)])
        decision = self.make_decision(
            dossiers, petition_ids=[Command.set(petition.ids)]
        )
        decision.action_submit()
        self.assertEqual(
            self.turns(decision), [("enter_number", self.commune_user, day)]
        )
        decision.action_return("Sửa căn cứ")
        self.assertFalse(self.turns(decision))
        self.issue(decision)
        self.assertFalse(self.turns(decision) + self.turns(petition))

    def test_helpers_get_what_is_theirs(self):
        clerk, signer = self.make_users(
            ("t_clerk", "commune", self.commune), ("t_signer", "commune", self.commune)
        )
        dossiers = self.make_dossiers("proposed")
        decision = self.make_decision(dossiers)
        clerk.sudo().cdht_is_clerk = True
        day = date(2026, 12, 15)
        decision.action_submit()
        self.assertEqual(self.turns(decision), [("enter_number", clerk, day)])
        decision.action_return("…")
        signer.sudo().cdht_is_signer = True
        decision.action_submit()
        self.assertEqual(self.turns(decision), [("sign", signer, day)])

    def test_the_answer_of_the_level_above_is_awaited(self):
        dossiers = self.make_dossiers("proposed")
        dossiers.proposal_id.action_receive()
        petition = self.make_petition(
            dossiers.proposal_id,
            issuing_unit_id=self.commune.id,
            addressee_unit_id=self.province.id,
        )
        petition.action_issue()
        self.assertEqual(
            self.turns(petition),
            [("record_answer", self.commune_user, date(2026, 12, 15))],
        )

    def test_a_good_guest(self):
        """No mail, no follower, no note; what people planned stays."""
        proposal = self.list_of(self.village)
        planned = proposal.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.chapter.id, automated=False
        )
        proposal.message_unsubscribe(self.chapter.partner_id.ids)
        mails = self.env["mail.mail"].search_count([])
        notes = len(proposal.message_ids)
        dossiers = self.make_dossiers("proposed")
        self.assertEqual(dossiers.proposal_id, proposal)
        proposal.action_receive()
        self.env.flush_all()
        self.assertFalse(proposal.message_follower_ids)
        self.assertEqual(len(proposal.message_ids), notes)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertTrue(planned.active)

    def test_nobody_is_named(self):
        dossiers = self.make_dossiers("proposed")
        person = dossiers.citizen_id.name
        summaries = self.env["mail.activity"].search([]).mapped("summary")
        self.assertTrue(summaries)
        self.assertFalse([text for text in summaries if text and person in text])

    def test_a_later_deadline_moves_the_turns(self):
        self.campaign.with_user(self.commune_user).proposal_deadline = "2026-12-05"
        self.assertEqual(
            self.turns(self.list_of(self.village)),
            [("make_list", self.chapter, date(2026, 12, 5))],
        )

    def test_nothing_is_to_be_done_in_a_closed_year(self):
        self.campaign.action_close()
        self.assertFalse(self.turns(self.campaign.proposal_ids))

    def test_many_units_cost_no_query_each(self):
        """A campaign of 30 units opens with the queries of one of 3."""

        def opening(size):
            commune = self.make_unit(f"Xã {size}", "commune", self.province)
            units = self.env["cdht.unit"].union(
                *(self.make_unit(f"Thôn {i}", parent=commune) for i in range(size))
            )
            self.make_user(f"t_many_{size}", "chapter", units)
            campaign = self.env["cdht.campaign"].create(
                {"unit_id": commune.id, "year": 2026}
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            campaign.action_open()
            self.env.flush_all()
            self.assertEqual(len(self.turns(campaign.proposal_ids)), size)
            return self.env.cr.sql_log_count - before

        opening(2)
        self.assertEqual(opening(3), opening(30))


@tagged("post_install", "-at_install")
class TestReminders(TurnCase):
    """Before the dates of the year, once for each."""

    def _remind_on(self, day):
        """The daily job on that day."""
        commit = self.env.registry["ir.cron"]
        with (
            today_is(day),
            patch.object(commit, "_commit_progress", lambda *a, **k: 1.0),
        ):
            self.env["cdht.campaign"]._cron_remind()

    def test_seven_days_before_once(self):
        self._remind_on(date(2026, 10, 23))
        self.assertFalse(self.turns(self.campaign))
        for _again in range(2):
            self._remind_on(date(2026, 10, 24))
            self.assertEqual(
                self.turns(self.campaign),
                [("self_deadline", self.commune_user, date(2026, 10, 31))],
            )
        self._remind_on(date(2026, 11, 29))
        self.assertEqual(
            [kind for kind, _user, _day in self.turns(self.campaign)],
            ["self_deadline", "proposal_deadline"],
        )
        self._remind_on(date(2026, 12, 20))
        self.assertEqual(len(self.turns(self.campaign)), 2)

    def test_done_stays_done_and_a_new_date_is_told(self):
        self._remind_on(date(2026, 10, 30))
        self.campaign._end_activities()
        self._remind_on(date(2026, 10, 31))
        self.assertFalse(self.turns(self.campaign))
        self.campaign.self_deadline = "2026-11-05"
        self._remind_on(date(2026, 10, 31))
        self.assertEqual(
            self.turns(self.campaign),
            [("self_deadline", self.commune_user, date(2026, 11, 5))],
        )

    def test_an_open_reminder_follows_its_date(self):
        self._remind_on(date(2026, 10, 30))
        self.campaign.self_deadline = "2026-11-15"
        self.assertEqual(
            self.turns(self.campaign),
            [("self_deadline", self.commune_user, date(2026, 11, 15))],
        )

    def test_days_before_are_set_by_the_office(self):
        self.campaign.with_user(self.commune_user).remind_days = 16
        self._remind_on(TODAY)
        self.assertEqual(len(self.turns(self.campaign)), 1)

    def test_campaigns_in_preparation_or_closed_remind_nobody(self):
        self.campaign.action_close()
        self._remind_on(date(2026, 10, 31))
        self.assertFalse(self.turns(self.campaign))


@tagged("post_install", "-at_install")
class TestOverdue(TurnCase):
    """What is late shows."""

    def test_campaign_lists_petitions_decisions(self):
        dossiers = self.make_dossiers("proposed")
        dossiers.proposal_id.action_receive()
        petition = self.make_petition(dossiers.proposal_id)
        decision = self.make_decision(dossiers)
        late = date(2026, 12, 15) + timedelta(days=3)
        campaign = self.campaign.with_user(self.commune_user)
        self.assertEqual((campaign.unsent_count, campaign.days_left), (2, 45))
        self.env.invalidate_all()
        with today_is(late):
            self.assertEqual(petition.days_left, -3)
            self.assertEqual(decision.days_left, -3)
            self.assertEqual(campaign.days_left, -19)
            self.assertIn("19", campaign.deadline_text)
            self.assertFalse(dossiers.proposal_id.deadline_text)
