from datetime import date

from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import MINUTES, TODAY, CommuneCase

REASON = "Thiếu chữ ký thư ký"


@tagged("post_install", "-at_install")
class TestLists(CommuneCase):
    def test_late_in_the_year_that_one_chose(self):
        """Also when the next year is open already: chosen on the form or in the
        window."""
        self.make_dossiers("recognised", size=1)
        following = self.env["cdht.campaign"].browse(
            self.campaign.action_prepare_next_year()["res_id"]
        )
        following.action_open()
        by_form, by_window = self.make_people(size=2)
        office = self.env["cdht.assessment"].with_user(self.commune_user)
        with Form(office) as form:
            form.campaign_id = self.campaign
            self.assertFalse(form.needs_late_reason)
            form.citizen_id = by_form
            self.assertTrue(form.needs_late_reason)
            form.late_reason = "Đi làm xa mới về"
        self.assertEqual(by_form.assessment_ids.campaign_id, self.campaign)
        trace = self.traces(by_form.assessment_ids, "register_late")
        self.assertEqual(trace.reason, "Đi làm xa mới về")
        values = {"campaign_id": self.campaign.id, "citizen_id": by_window.id}
        with self.assertRaises(RedirectWarning) as refused:
            office.create(values)
        _message, action, *_rest = refused.exception.args
        window = self.env["cdht.reason"].with_user(self.commune_user)
        window = window.with_context(**action["context"]).create({"reason": "Quên tên"})
        shown = window.action_confirm()
        self.assertEqual(by_window.assessment_ids.campaign_id, self.campaign)
        self.assertEqual(shown["res_id"], by_window.assessment_ids.id)

    def test_a_reason_is_kept_only_of_who_is_late(self):
        person = self.make_people().with_user(self.commune_user)
        person.action_register_late("Quên tên")
        self.assertFalse(self.traces(person.assessment_ids, "register_late"))
        self.assertFalse(person.assessment_ids.late_reason)

    def test_no_reason_holds_a_number(self):
        dossier = self.make_dossiers("self_assessed").with_user(self.commune_user)
        for reason in ("Nhầm 020049296731", "số 0200 4929 6731.", "020.049.296.731"):
            self.assertRefused(UserError, "", dossier.action_return, reason)
        dossier.action_return("Theo Quyết định số 12345678901")

    def test_people_live_and_are_assessed_where_people_are(self):
        """A commune, an association has none: by RPC neither, whatever is read."""
        body = self.env["cdht.unit"].create(
            {"name": "Hội Khuyến học khác", "unit_type": "association",
             "parent_id": self.commune.id}
        )  # fmt: skip
        person = self.make_people().with_user(self.commune_user)
        for unit in (body, self.commune):
            self.assertRefused(
                ValidationError, unit.name, person.write, {"unit_id": unit.id}
            )
            self.assertRefused(
                UserError, unit.name,
                self.env["cdht.assessment"].with_user(self.commune_user).create,
                {"campaign_id": self.campaign.id, "citizen_id": person.id,
                 "unit_id": unit.id},
            )  # fmt: skip

    """The list of a unit: one evening, one set of minutes, one act."""

    def test_every_unit_with_people_gets_its_list(self):
        """Made when the campaign opens; not for bodies and ended units."""
        self.make_unit("Thôn Cũ", date_to="2026-06-30")
        campaign = self.env["cdht.campaign"].create(
            {"unit_id": self.commune.id, "year": 2027}
        )
        campaign.action_open()
        self.assertEqual(
            campaign.proposal_ids.unit_id, self.village | self.village_2 | self.agency
        )
        self.assertEqual(set(campaign.proposal_ids.mapped("state")), {"draft"})

    def test_a_unit_that_comes_later_gets_its_list(self):
        unit = self.make_unit("Thôn Mới")
        dossier = self.register(self.make_people(unit))
        self.assertEqual(dossier.proposal_id.unit_id, unit)

    def test_minutes_must_be_complete(self):
        dossier = self.make_dossiers("appraised")
        proposal = dossier.proposal_id.with_user(self.chapter)
        for missing in MINUTES:
            proposal.write({**MINUTES, missing: False})
            self.assertFalse(proposal.minutes_complete)
            self.assertRefused(UserError, self.village.name, proposal.action_submit)
        proposal.write({**MINUTES, "meeting_present": 13})
        self.assertRefused(UserError, self.village.name, proposal.action_submit)
        proposal.write({"meeting_present": 12})
        proposal.action_submit()

    def test_the_button_above_the_table_says_to_tick_first(self):
        above = self.env(user=self.commune_user, context={"active_domain": []})
        nothing = above["cdht.proposal"]
        self.assertRefused(UserError, "first column", nothing.action_submit)

    def test_who_waits_is_told_with_the_button(self):
        waiting = self.make_dossiers("self_assessed")
        proposal = waiting.proposal_id.with_user(self.chapter)
        proposal.write(MINUTES)
        told = ("“Appraise all waiting”", waiting.citizen_id.name)
        self.assertRefused(UserError, told, proposal.action_submit)

    def test_a_grade_is_shown_from_the_appraisal_on(self):
        """What a list that came in says is no result of the meeting yet."""
        waiting = self.make_dossiers("self_assessed")
        for dossier, hidden in (
            (waiting, True),
            (self.make_dossiers("appraised"), False),
        ):
            form = Form(dossier.with_user(self.commune_user))
            with self.subTest(dossier.state):
                self.assertEqual(form._get_modifier("grade", "invisible"), hidden)

    def test_self_assessed_hold_the_list_registered_do_not(self):
        self.make_dossiers("appraised")
        waiting = self.make_dossiers("self_assessed", size=2)
        registered = self.make_dossiers("registered")
        proposal = waiting.proposal_id
        self.assertRefused(
            UserError, waiting.citizen_id.mapped("name"), self.send, proposal
        )
        waiting.action_fill_appraised()
        waiting.action_appraise()
        self.send(proposal)
        self.assertEqual(registered.state, "registered")

    def test_all_that_holds_a_list_is_told_at_once(self):
        """Of many people the first five."""
        waiting = self.make_dossiers("self_assessed", size=9)
        proposal = waiting.proposal_id.with_user(self.chapter)
        proposal.write({"meeting_present": 9, "meeting_total": 5})
        with self.assertRaises(UserError) as refusal:
            proposal.action_submit()
        sentences = str(refusal.exception).split("\n\n")
        self.assertEqual(len(sentences), 3)
        for name in waiting.mapped("citizen_id.name")[:5]:
            self.assertIn(name, sentences[2])
        self.assertIn("4 others", sentences[2])

    def test_who_stays_behind_is_named(self):
        self.make_dossiers("appraised")
        left = self.make_dossiers()
        proposal = left.proposal_id.with_user(self.chapter)
        proposal.write(MINUTES)
        told = proposal.action_submit()["params"]["message"]
        self.assertIn(left.citizen_id.name, told)
        form = Form(proposal)
        self.assertFalse(form._get_modifier("signed_file", "invisible"))

    @mute_logger("odoo.tests.form.onchange")
    def test_more_than_came_is_said_while_it_is_typed(self):
        proposal = self.make_dossiers().proposal_id.with_user(self.chapter)
        with Form(proposal) as form:
            form.meeting_present = 30
            form.meeting_total = 25
            self.assertTrue(form.counting_fault)
            form.meeting_total = 40
            self.assertFalse(form.counting_fault)
            form.votes_for = 28
            form.votes_against = 5
            self.assertIn("33", form.counting_fault)
            form.votes_against = 2
        self.assertFalse(proposal.counting_fault)

    def test_eligible_are_proposed_the_others_are_not(self):
        good = self.make_dossiers("appraised")
        poor = self.make_dossiers("appraised", scores=(7,))
        self.send(good.proposal_id)
        self.assertRecordValues(
            good | poor,
            [{"state": "proposed", "outcome": False},
             {"state": "rejected", "outcome": "not_eligible"}],
        )  # fmt: skip

    def test_an_empty_list_is_not_sent_not_even_among_others(self):
        dossier = self.make_dossiers("appraised")
        empty = self.campaign.proposal_ids.filtered(
            lambda proposal: proposal.unit_id == self.village_2
        )
        self.assertRefused(
            UserError, self.village_2.name, self.send, dossier.proposal_id | empty
        )
        self.assertEqual(dossier.state, "appraised")

    def test_several_lists_in_one_act(self):
        one = self.make_dossiers("appraised")
        two = self.make_dossiers("appraised", self.village_2)
        lists = (one | two).proposal_id.with_user(self.commune_user)
        self.send(lists)
        lists.action_receive()
        lists.action_accept()
        self.assertEqual(set(lists.mapped("state")), {"accepted"})

    def test_what_is_sent_is_not_edited(self):
        proposal = self.make_dossiers("proposed").proposal_id
        for user in (self.chapter, self.commune_user):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                proposal.with_user(user).write({"meeting_chair": "Người khác"})

    def test_receive_keeps_day_and_person(self):
        """Today, or the day that stands on the paper."""
        one = self.make_dossiers("proposed").proposal_id
        two = self.make_dossiers("proposed", self.village_2).proposal_id
        lists = (one | two).with_user(self.commune_user)
        lists[1].received_date = "2026-10-01"
        lists.action_receive()
        self.assertRecordValues(
            lists,
            [{"received_date": TODAY, "received_by_id": self.commune_user.id},
             {"received_date": date(2026, 10, 1),
              "received_by_id": self.commune_user.id}],
        )  # fmt: skip
        with self.assertRaises(AccessError):
            one.with_user(self.chapter).write({"received_date": "2026-10-02"})

    def test_return_takes_everybody_back(self):
        """Proposed and rejected by this list are appraised again; others stay."""
        good = self.make_dossiers("appraised")
        poor = self.make_dossiers("appraised", scores=(7,))
        gone = self.make_dossiers("appraised")
        gone.action_withdraw(REASON)
        proposal = self.send(good.proposal_id)
        proposal.action_receive()
        proposal.action_return(REASON)
        self.assertRecordValues(
            good | poor | gone,
            [{"state": "appraised", "outcome": False},
             {"state": "appraised", "outcome": False},
             {"state": "withdrawn", "outcome": False}],
        )  # fmt: skip
        self.assertRecordValues(
            proposal,
            [{"state": "returned", "return_reason": REASON, "received_date": False,
              "received_by_id": False}],
        )  # fmt: skip
        proposal.with_user(self.chapter).write({"meeting_chair": "Người khác"})
        proposal.with_user(self.chapter).action_submit()
        self.assertRecordValues(
            proposal, [{"state": "submitted", "return_reason": False}]
        )
        self.assertEqual((good | poor).mapped("state"), ["proposed", "rejected"])

    def test_reopen_while_the_list_is_not_submitted(self):
        dossier = self.make_dossiers("appraised")
        dossier.with_user(self.chapter).action_reopen(REASON)
        dossier.with_user(self.chapter).action_appraise()
        self.send(dossier.proposal_id)
        with self.assertRaises(UserError):
            dossier.with_user(self.chapter).action_reopen(REASON)

    def test_late_people_get_a_further_list(self):
        """Once the first is accepted: who came late, and who only registered."""
        first = self.make_dossiers("appraised")
        only_registered = self.make_dossiers("registered")
        proposal = self.send(first.proposal_id)
        late = self.make_dossiers("registered")
        self.assertFalse(late.proposal_id)
        proposal.action_receive()
        proposal.with_user(self.commune_user).action_accept()
        further = late.proposal_id
        self.assertEqual(only_registered.proposal_id, further)
        self.assertRecordValues(
            further, [{"state": "draft", "unit_id": self.village.id}]
        )
        self.assertEqual(first.proposal_id, proposal)
        self.carry(late | only_registered, "proposed")
        self.assertEqual(set((late | only_registered).mapped("state")), {"proposed"})

    def test_who_is_registered_is_not_offered_to_be_registered(self):
        """Again, once withdrawn, and in the year that is open alone."""
        person = self.make_people().with_user(self.chapter)
        self.assertFalse(person.is_registered)
        dossier = self.register(person.sudo())
        self.assertTrue(person.is_registered)
        dossier.action_withdraw("Chuyển đi")
        self.assertFalse(person.is_registered)
        self.register(person.sudo())
        later = self.campaign.action_prepare_next_year()["res_id"]
        self.env["cdht.campaign"].browse(later).action_open()
        person.invalidate_recordset()
        self.assertFalse(person.is_registered)

    def test_late_people_after_the_decision(self):
        """By the commune's officer alone, with a reason; then the way of a list."""
        first = self.make_dossiers("recognised")
        late, other = self.make_people(size=2)
        campaign = self.campaign
        values = {"campaign_id": campaign.id, "citizen_id": late.id}
        for user in (self.chapter, self.commune_user):
            error = RedirectWarning if user == self.commune_user else UserError
            for call in (
                lambda user=user: campaign.with_user(user).action_register(late.ids),
                lambda user=user: late.with_user(user)
                .action_register_in_open_campaign(),
                lambda user=user: self.env["cdht.assessment"]
                .with_user(user).create(values),
            ):  # fmt: skip
                self.assertRefused(error, late.name, call)
        with self.assertRaises(AccessError):
            late.with_user(self.chapter).action_register_late("Quên tên")
        acting = late.with_user(self.commune_user)
        with self.assertRaises(UserError):
            acting.action_register_late(" ")
        self.env["cdht.reason"].with_user(self.commune_user).create(
            {
                "res_model": late._name,
                "res_ids": late.ids,
                "method": "action_register_late",
                "reason": "Quên tên trong danh sách",
            }
        ).action_confirm()
        dossier = late.assessment_ids
        trace = self.traces(dossier, "register_late")
        self.assertEqual(
            (trace.user_id, trace.reason),
            (self.commune_user, "Quên tên trong danh sách"),
        )
        self.assertNotEqual(dossier.proposal_id, first.proposal_id)
        self.carry(dossier, "proposed")
        self.recognise(dossier, kind="supplement")
        self.assertEqual(dossier.state, "recognised")
        # Neighbours whose list is still being made come in as before.
        neighbour = self.make_people(self.village_2)
        campaign.with_user(self.chapter_2).action_register(neighbour.ids)
        self.assertFalse(other.assessment_ids)

    def test_who_withdrew_comes_back_by_the_authority_after_the_decision(self):
        one, other = self.make_dossiers("registered", size=2)
        one.action_withdraw("Đi làm xa")
        self.carry(other, "recognised")
        with self.assertRaises(AccessError):
            one.with_user(self.chapter).action_restore("Đã về")
        one.with_user(self.commune_user).action_restore("Đã về")
        self.assertEqual(one.state, "registered")

    def test_late_people_join_a_returned_list(self):
        proposal = self.make_dossiers("proposed").proposal_id
        late = self.make_dossiers("registered")
        proposal.action_return(REASON)
        self.assertEqual(late.proposal_id, proposal)

    def test_one_open_list_a_unit(self):
        proposal = self.make_dossiers("proposed").proposal_id
        proposal.action_receive()
        proposal.action_accept()
        self.make_dossiers("registered")
        lists = self.campaign.proposal_ids.filtered(
            lambda record: record.unit_id == self.village
        )
        self.assertEqual(sorted(lists.mapped("state")), ["accepted", "draft"])

    def test_counts_for_the_board(self):
        self.make_dossiers("appraised", size=2)
        self.make_dossiers("appraised", scores=(7,))
        self.make_dossiers("self_assessed")
        dossiers = self.make_dossiers("registered", size=2)
        dossiers[0].action_withdraw(REASON)
        self.make_titles(dossiers[1].citizen_id, range(2022, 2026))
        self.carry(dossiers[1], "appraised")
        self.assertRecordValues(
            dossiers.proposal_id,
            [{"people_count": 5, "waiting_count": 1, "eligible_count": 3,
              "failed_count": 1, "five_year_count": 1, "days_left": 45}],
        )  # fmt: skip
