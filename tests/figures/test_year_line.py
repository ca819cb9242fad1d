from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import MINUTES, CommuneCase, today_is


@tagged("post_install", "-at_install")
class TestYearLine(CommuneCase):
    """The year as a line: what is done, what comes next, what is late; each step leads
    to where it is done."""

    def line(self, user=None):
        self.env.invalidate_all()
        campaign = self.campaign.with_user(user or self.commune_user)
        return {step["key"]: step for step in campaign.year_line}

    def next_step(self, user=None):
        found = [key for key, step in self.line(user).items() if step["is_next"]]
        self.assertLessEqual(len(found), 1)
        return found and found[0]

    def lead(self, key, user=None):
        return self.campaign.with_user(user or self.commune_user).action_year_step(key)

    def test_from_the_first_to_the_last(self):
        order = ["plan", "registration", "self_assessment", "meeting", "lists",
                 "posting", "petition", "decision", "certificates", "report",
                 "next_year"]  # fmt: skip
        self.assertEqual([*self.line()], order)
        # The plan may come later: nobody is sent there first.
        self.assertEqual(self.next_step(), "registration")
        plan = self.env["cdht.plan"].create(
            {"issuing_unit_id": self.commune.id, "year_from": 2026, "year_to": 2026}
        )
        self.assertEqual(self.line()["plan"]["state"], "ahead")  # a draft is none yet
        plan.sudo().write({"state": "issued", "number": "14"})
        self.assertEqual(self.next_step(), "registration")
        self.assertIn("14/", self.line()["plan"]["told"])
        scored = self.make_dossiers("self_assessed", size=2)
        registered = self.make_dossiers("registered")
        line = self.line()
        self.assertIn("3", line["registration"]["told"])
        self.assertIn("2/3", line["self_assessment"]["told"].replace(" of ", "/"))
        typed = registered[:1]
        typed.line_ids.self_score = 9  # an officer typed them in, of a paper form
        told = self.line()["self_assessment"]["told"]
        self.assertIn("3/3", told.replace(" of ", "/"))
        self.carry(registered, "self_assessed", 9)
        dossiers = scored + registered
        dossiers.action_fill_appraised()
        dossiers.action_appraise()
        # One unit is ready, the others have nobody yet.
        line, units = self.line(), self.campaign.proposal_ids
        self.assertEqual(line["meeting"]["state"], "ahead")
        self.assertIn(f"1/{len(units)} units", line["meeting"]["told"])
        self.assertEqual(self.line(self.chapter)["meeting"]["state"], "done")
        self.assertEqual(self.next_step(), "registration")
        self.send(dossiers.proposal_id)
        self.assertEqual(self.next_step(), "lists")  # it waits to be received
        line = self.line()
        self.assertEqual(line["lists"]["state"], "ahead")  # other units' are missing
        self.assertIn("1", line["lists"]["told"])
        self.recognise(dossiers)
        line = self.line()
        self.assertEqual(line["decision"]["state"], "done")
        # Nobody posted the lists; that holds nobody up.
        self.assertEqual(line["posting"]["state"], "left_out")
        self.assertEqual(self.next_step(), "certificates")
        village = self.line(self.chapter)["decision"]
        self.assertIn(str(len(dossiers)), village["told"])
        shown = self.lead("decision", self.chapter)
        titles = self.env[shown["res_model"]].search(shown["domain"])
        self.assertEqual(titles.citizen_id, dossiers.citizen_id)
        titles = dossiers.citizen_id.recognition_ids
        reports = self.env["ir.actions.report"].with_user(self.commune_user)
        reports = reports.with_context(force_report_rendering=True)
        name = "cdht_module.report_cdht_certificate"
        reports._render_qweb_pdf(name, titles[:1].ids)
        line = self.line()["certificates"]
        self.assertEqual(line["state"], "ahead")  # the others are still to be printed
        self.assertIn(f"1 of {len(titles)}", line["told"])
        reports._render_qweb_pdf(name, titles[1:].ids)
        line = self.line()["certificates"]
        self.assertEqual(line["state"], "done")

    def test_a_unit_has_nobody_this_year(self):
        """A unit says so, and no list is awaited from it; who comes after all opens its
        list again."""
        people = self.make_dossiers("appraised")
        self.send(people.proposal_id).action_receive()
        empty = self.campaign.proposal_ids - people.proposal_id
        self.assertNotEqual(self.line()["registration"]["state"], "done")
        action = self.lead("lists")  # those that lack people, in a table
        shown = self.env["cdht.proposal"].search(action["domain"])
        self.assertEqual((action["views"][0][1], shown), ("list", empty))
        own = people.proposal_id.with_user(self.chapter)
        self.assertRefused(UserError, "Thôn Một", own.action_declare_nobody)
        two, offices = empty
        with self.assertRaises(AccessError):
            two.with_user(self.chapter).action_declare_nobody()
        two.with_user(self.chapter_2).action_declare_nobody()
        offices.with_user(self.commune_user).action_declare_nobody()
        line = self.line()
        self.assertEqual(line["lists"]["state"], "done")
        self.assertIn("1 of 1", line["lists"]["told"])
        self.assertEqual(self.next_step(), "posting")
        self.assertIn("Nobody", self.line(self.chapter_2)["lists"]["told"])
        self.assertEqual(self.traces(offices, "declare_nobody").on_behalf_of, "chapter")
        self.assertFalse(empty.activity_ids)
        late = self.make_dossiers("registered", unit=self.village_2)
        self.assertEqual((late.proposal_id, two.state), (two, "draft"))
        self.assertIn("1 of 2", self.line()["lists"]["told"])
        self.assertRefused(
            UserError, "Thôn Hai", two.with_user(self.chapter_2).action_declare_nobody
        )
        office = offices.with_user(self.commune_user)
        office.action_reopen()
        self.assertEqual(offices.state, "draft")
        self.assertTrue(offices.activity_ids)
        self.campaign.sudo().state = "closed"
        for move in (office.action_declare_nobody, office.action_reopen):
            self.assertRefused(UserError, "", move)

    def test_who_is_not_in_the_petition_yet_is_not_forgotten(self):
        """A petition about one village: the other's list waits, in words; what is
        unfinished stands beside the next step."""
        one = self.make_dossiers("appraised")
        other = self.make_dossiers("appraised", unit=self.village_2)
        self.send(one.proposal_id | other.proposal_id).action_receive()
        petition = self.make_petition(one.proposal_id)
        petition.action_issue()
        self.assertEqual(self.next_step(), "petition")
        step = self.line()["petition"]
        self.assertEqual(step["state"], "ahead")
        self.assertIn("Thôn Hai", step["told"])
        behind = {key for key, step in self.line().items() if step["is_behind"]}
        self.assertIn("lists", behind)  # the commune's own staff has nobody yet
        action = self.lead("petition")
        second = self.env["cdht.petition"].browse(action["res_id"])
        self.assertEqual(second.proposal_ids, other.proposal_id)
        second.write({"number": "8", "date": petition.date})
        second.action_issue()
        self.assertEqual(self.line()["petition"]["state"], "done")

    def test_a_list_that_was_accepted_first_is_posted_and_petitioned(self):
        """“Accept” may be pressed before the petition: the way goes on all the same."""
        people = self.make_dossiers("appraised")
        lists = self.send(people.proposal_id)
        lists.action_receive()
        lists.action_accept()
        line = self.line()
        self.assertEqual((line["posting"]["why"], line["petition"]["why"]), ("", ""))
        posting = self.lead("posting")
        self.assertIn("res_id", posting)
        petition = self.env["cdht.petition"].browse(self.lead("petition")["res_id"])
        self.assertEqual(petition.proposal_ids, people.proposal_id)

    def test_a_returned_list_is_the_villages_next_step(self):
        """Also while somebody of it is still to be appraised by another officer."""
        people = self.make_dossiers("appraised")
        lists = self.send(people.proposal_id)
        self.make_dossiers("registered")
        lists.with_user(self.commune_user).action_return("Thiếu chữ ký")
        self.assertEqual(self.next_step(self.chapter), "lists")
        self.assertIn("Thiếu chữ ký", self.line(self.chapter)["lists"]["told"])

    def test_late(self):
        self.make_dossiers("registered")
        with today_is(date(2026, 11, 5)):
            line = self.line()
        self.assertEqual(line["self_assessment"]["state"], "late")
        self.assertEqual(line["registration"]["state"], "late")  # of some units
        self.assertEqual(self.line(self.chapter)["registration"]["state"], "done")
        self.assertEqual(line["lists"]["state"], "ahead")
        self.assertEqual(self.campaign.self_deadline.month, 10)

    def test_the_first_plan_is_made_from_the_model(self):
        action = self.lead("plan")
        plan = self.env["cdht.plan"].browse(action["res_id"])
        self.assertEqual(plan.issuing_unit_id, self.commune)
        self.assertTrue(plan.year_from <= self.campaign.year <= plan.year_to)
        self.assertTrue(plan.task_ids)
        self.assertEqual(self.lead("plan")["res_id"], plan.id)

    def test_late_units(self):
        """After its day each unit that has not sent stands there, with what it lacks;
        everybody sees those that are theirs."""

        def late(user=None):
            self.env.invalidate_all()
            campaign = self.campaign.with_user(user or self.commune_user)
            return [(one.unit_id.name, one.missing_text.count("·"))
                    for one in campaign.late_list_ids]  # fmt: skip

        self.make_dossiers("registered", size=2)
        sent = self.make_dossiers("appraised", unit=self.village_2).proposal_id
        self.assertEqual(late(), [])  # its day is ahead
        with today_is(date(2026, 12, 2)):
            self.assertEqual([name for name, _n in late()],
                             ["Thôn Một", "Thôn Hai", "UBND xã"])  # fmt: skip
            self.assertEqual(late(self.chapter), [("Thôn Một", 1)])
            one = self.campaign.with_user(self.commune_user).late_list_ids[:1]
            self.assertIn("2", one.missing_text)
            self.assertIn("3", one.deadline_text)
            self.assertTrue(one.action_show_reminder())
            self.send(sent)
            self.assertEqual(late(), [("Thôn Một", 1), ("UBND xã", 1)])
            one.write(MINUTES)
            self.assertEqual(late(self.chapter), [("Thôn Một", 0)])

    def test_each_step_leads_on(self):
        """Each button of the line opens something that its reader may read."""
        self.make_dossiers("appraised")
        for user in (self.commune_user, self.chapter, self.district):
            for key, step in self.line(user).items():
                if not step["act"]:
                    with self.assertRaises(UserError):
                        self.lead(key, user)
                    continue
                with self.subTest(user=user.login, key=key):
                    action = self.lead(key, user)
                    if action["type"] == "ir.actions.client":
                        continue
                    records = self.env[action["res_model"]].with_user(user)
                    if action.get("res_id"):
                        records.browse(action["res_id"]).read(["display_name"])
                    else:
                        records.search(action.get("domain") or [])

    def test_papers_open_filled(self):
        """The petition with what was received, the decision with what was asked; where
        there is nothing to write about, no empty paper is offered."""
        self.assertFalse(self.line()["petition"]["act"])
        self.assertFalse(self.line()["decision"]["act"])
        chair = self.make_signatory(self.association)
        lists = self.make_dossiers("proposed").proposal_id
        lists.action_receive()
        self.assertFalse(self.line(self.chapter).get("petition", {}).get("act"))
        self.env.invalidate_all()
        petition = self.env["cdht.petition"].browse(self.lead("petition")["res_id"])
        self.assertEqual(petition.proposal_ids, lists)
        self.assertEqual(petition.signatory_id, chair)
        self.assertEqual(self.lead("petition")["res_id"], petition.id)
        later = self.make_dossiers("proposed", unit=self.village_2).proposal_id
        later.action_receive()
        self.assertEqual(self.lead("petition")["res_id"], petition.id)
        self.assertEqual(petition.proposal_ids, lists | later)
        self.assertFalse(self.line()["decision"]["act"])
        petition.write({"number": "5", "date": "2026-10-15"})
        petition.action_issue()
        decision = self.env["cdht.decision"].browse(self.lead("decision")["res_id"])
        self.assertEqual(decision.petition_ids, petition)
        self.assertEqual(decision.signatory_id, self.signatory)
        self.assertEqual(decision.assessment_ids, petition.assessment_ids)
        self.assertEqual(self.lead("decision")["res_id"], decision.id)

    def test_the_report_opens_as_a_draft(self):
        action = self.lead("report")
        report = self.env["cdht.report"].browse(action["res_id"])
        self.assertEqual(
            (report.year, report.issuing_unit_id.id), (2026, self.commune.id)
        )
        self.assertTrue(report.part_ids)
        self.assertEqual(self.lead("report")["res_id"], report.id)

    def test_one_click_to_the_grid(self):
        """A village officer's one list opens in the grid, for typing."""
        self.make_dossiers("self_assessed")
        action = self.lead("meeting", self.chapter)
        self.assertEqual(action["type"], "ir.actions.client")
        list_of_village = self.env["cdht.proposal"].browse(
            action["context"]["active_id"]
        )
        self.assertEqual(list_of_village.unit_id, self.village)

    def headline(self, user=None):
        """What the reader is sent to now: the step and what its button says."""
        found = [step for step in self.line(user).values() if step["is_next"]]
        return [(step["key"], step["act"]) for step in found]

    def test_a_village_is_led_along_its_own_list(self):
        """From the first person to sending, and to mending what came back."""
        told = [self.headline(self.chapter)]
        self.assertFalse(self.line(self.chapter)["plan"]["act"])
        dossiers = self.make_dossiers("registered", size=2)
        told.append(self.headline(self.chapter))
        self.carry(dossiers, "self_assessed", 9)
        told.append(self.headline(self.chapter))
        dossiers.action_fill_appraised()
        dossiers.action_appraise()
        told.append(self.headline(self.chapter))
        self.send(dossiers.proposal_id)
        self.assertFalse(self.headline(self.chapter))
        dossiers.proposal_id.with_user(self.commune_user).action_return("Thiếu chữ ký.")
        told.append(self.headline(self.chapter))
        self.assertIn("Thiếu chữ ký.", self.line(self.chapter)["lists"]["told"])
        self.assertEqual(
            told,
            [
                [("registration", "Add people to the list")],
                [("self_assessment", "Enter scores")],
                [("meeting", "Enter scores")],
                [("lists", "Minutes and sending")],
                [("lists", "Mend the list")],
            ],
        )

    def test_what_is_going_on_is_not_left_out(self):
        """One village's decision stands while others still work."""
        self.recognise(self.make_dossiers("proposed"))
        line = self.line()
        self.assertEqual(line["decision"]["state"], "done")
        for key in ("meeting", "lists"):
            self.assertEqual(line[key]["state"], "ahead", key)

    def test_petition_and_decision_begin_with_what_is_there(self):
        """The button takes up the lists received, then the petition issued."""
        received = self.make_dossiers("appraised").proposal_id
        self.send(received)
        received.with_user(self.commune_user).action_receive()
        made = self.lead("petition")
        petition = self.env["cdht.petition"].browse(made["res_id"])
        self.assertEqual(petition.proposal_ids, received)
        petition.sudo().write({"state": "issued", "number": "3"})
        made = self.lead("decision")
        decision = self.env["cdht.decision"].browse(made["res_id"])
        self.assertEqual(decision.petition_ids, petition)

    def test_no_button_no_mystery(self):
        for user in (self.commune_user, self.chapter, self.district):
            for step in self.line(user).values():
                self.assertNotEqual(bool(step["act"]), bool(step["why"]), step)

    def test_the_board_of_the_meeting_shows_all_lists(self):
        """Those just sent, too."""
        sent = self.make_dossiers("appraised").proposal_id
        self.send(sent)
        action = self.lead("meeting")
        shown = self.env["cdht.proposal"].search(action["domain"])
        self.assertEqual(shown, self.campaign.proposal_ids)

    def test_an_account_made_later_gets_what_waits(self):
        """The list waited with the commune while the village had nobody."""
        lists = self.campaign.proposal_ids
        of_village = lists.filtered(lambda one: one.unit_id == self.village_2)
        self.chapter_2.with_user(self.manager).cdht_unit_ids = False
        self.assertEqual(of_village.activity_ids.user_id, self.commune_user)
        late = self.make_user("late", "chapter")
        late.with_user(self.manager).cdht_unit_ids = self.village_2
        mine = self.campaign.with_user(late).my_activity_ids
        self.assertEqual(mine.res_id, of_village.id)
        late.active = False
        self.env.invalidate_all()
        self.assertEqual(of_village.activity_ids.user_id, self.commune_user)

    def test_not_every_step_is_everybodys(self):
        """A made-up step and somebody else's are refused with words."""
        with self.assertRaises(UserError):
            self.lead("nothing")
        with self.assertRaises(UserError):
            self.lead("next_year", self.chapter)

    def test_many_people_cost_no_more(self):
        def queries():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.campaign.with_user(self.commune_user).year_line  # noqa: B018
            return self.env.cr.sql_log_count - before

        self.make_dossiers("registered", size=2)
        queries()
        few = queries()
        self.make_dossiers("registered", size=20)
        self.assertLessEqual(queries(), few)

    def test_what_waits_for_me(self):
        """The reader's own turns, the first due first; nobody else's."""
        dossiers = self.make_dossiers("appraised")
        self.send(dossiers.proposal_id)
        mine = self.campaign.with_user(self.commune_user).my_activity_ids
        self.assertTrue(mine)
        self.assertEqual(mine.user_id, self.commune_user)
        self.assertIn(dossiers.proposal_id.id, mine.mapped("res_id"))
        days = mine.mapped("date_deadline")
        self.assertEqual(days, sorted(days))
        other = self.campaign.with_user(self.district).my_activity_ids
        self.assertFalse(other & mine)

    def test_a_colleague_sees_what_waits_in_the_office(self):
        """A second officer of the same body; nobody of a village or another body."""
        self.send(self.make_dossiers("appraised").proposal_id)
        second = self.make_user("t_second", "commune", self.commune)
        waiting = self.campaign.with_user(self.commune_user).my_activity_ids
        theirs = self.campaign.with_user(second).office_activity_ids
        self.assertTrue(waiting)
        self.assertEqual(theirs & waiting, waiting)
        self.assertNotIn(self.chapter, theirs.user_id)
        self.assertFalse(theirs & self.campaign.with_user(second).my_activity_ids)
        other = self.make_user("t_other", "commune", self.association)
        self.assertFalse(self.campaign.with_user(other).office_activity_ids & waiting)
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.chapter).office_activity_ids  # noqa: B018

    def test_another_year_opens_at_a_glance(self):
        action = self.campaign.with_user(self.chapter).action_open_other_years()
        page = self.env.ref("cdht_module.cdht_campaign_view_dashboard")
        self.assertEqual(action["views"], [(False, "list"), (page.id, "form")])

    def test_units_as_bars(self):
        """Each person of a unit stands in one part of its bar; it opens them."""
        dossiers = self.make_dossiers("appraised", size=3)
        self.send(dossiers.proposal_id)
        self.recognise(dossiers[:2])
        self.make_dossiers("registered", size=3, unit=self.village_2)
        self.env.invalidate_all()
        chart = self.campaign.with_user(self.commune_user).unit_chart
        place = chart["labels"].index(self.village.name)
        self.assertEqual([one["values"][place] for one in chart["series"]], [2, 1, 0])
        place = chart["labels"].index(self.village_2.name)
        self.assertEqual([one["values"][place] for one in chart["series"]], [0, 0, 3])
        row = self.env[chart["model"]].with_user(self.commune_user)
        action = row.browse(chart["ids"][place]).action_open_dossiers()
        found = self.env["cdht.assessment"].search(action["domain"])
        self.assertEqual(found.unit_id, self.village_2)
        self.assertEqual(len(found), 3)
        self.env.invalidate_all()
        own = self.campaign.with_user(self.chapter).unit_chart
        self.assertEqual(own["labels"], [self.village.name])

    def test_targets_as_a_line(self):
        """Targets of all years of the plan, results where they are measured."""
        self.assertFalse(self.campaign.with_user(self.commune_user).target_chart)
        plan = self.env["cdht.plan"].create(
            {"issuing_unit_id": self.commune.id, "year_from": 2025, "year_to": 2030}
        )
        metric = self.env["cdht.metric"].search(
            [("numerator_figure", "!=", False)], limit=1
        )
        self.env["cdht.plan.target"].create(
            [
                {
                    "plan_id": plan.id,
                    "year": year,
                    "metric_id": metric.id,
                    "value": value,
                }
                for year, value in ((2025, 10), (2026, 20), (2030, 60))
            ]
        )
        plan.sudo().write({"state": "issued", "number": "14"})
        self.env.invalidate_all()
        campaign = self.campaign.with_user(self.commune_user)
        chart = campaign.target_chart
        self.assertEqual(chart["labels"], ["2025", "2026", "2030"])
        target, result = chart["series"]
        self.assertEqual(target["values"], [10, 20, 60])
        self.assertIsNone(result["values"][-1])
        self.assertEqual(campaign.target_chart_of, metric.name)
