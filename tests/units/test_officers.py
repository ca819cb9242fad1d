"""Officers of units: reach, duties, temporary assignments, units without a chapter."""

from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase, today_is


@tagged("post_install", "-at_install", "access_rights")
class TestOfficers(CommuneCase):
    """Who is an officer of what is a manager's to say, and is on record."""

    def test_colleagues_are_found_as_they_are_typed(self):
        """Without accents, by two words, by a part of the login."""
        user = self.env["res.users"].create({"name": "Trần Thị Hạnh", "login": "ha.tt"})
        users = self.env["res.users"].with_user(self.manager)
        for typed in ("hanh", "tran hanh", "HẠNH", "ha.t", "ha.tt"):
            with self.subTest(typed):
                self.assertIn(user.id, [one for one, _name in users.name_search(typed)])
        self.assertFalse(users.name_search("khong co ai"))

    def test_officers_are_traced_from_both_sides(self):
        village = self.village.with_user(self.manager)
        village.user_ids = [Command.unlink(self.chapter.id)]
        self.chapter.with_user(self.manager).write(
            {"cdht_unit_ids": [Command.link(self.village.id)]}
        )
        traces = self.traces(self.village)[-2:]
        self.assertEqual(traces.mapped("move"), ["officer_removed", "officer_added"])
        self.assertEqual(traces.user_id, self.manager)
        self.assertEqual(traces.unit_id, self.commune)
        self.assertEqual(traces[0].value_from, "t_chapter")
        self.assertEqual(traces[1].value_to, "t_chapter")
        self.assertIn(traces[0], self.env["cdht.trace"].with_user(self.commune_user)
                      .search([("res_model", "=", "cdht.unit")]))  # fmt: skip

    def test_a_manager_marks_others_and_it_is_traced(self):
        self.chapter.with_user(self.manager).write({"cdht_is_clerk": True})
        self.assertTrue(self.chapter.cdht_is_clerk)
        trace = self.traces(self.village, "officer_marks")
        self.assertIn("t_chapter: ", trace.value_to)

    def test_marks_and_units_are_the_managers(self):
        for user, target in (
            (self.commune_user, self.chapter),
            (self.chapter, self.chapter),
            (self.manager, self.manager),
        ):
            for vals in (
                {"cdht_is_clerk": True},
                {"cdht_unit_ids": [Command.link(self.village_2.id)]},
            ):
                with (
                    self.subTest(user=user.login, vals=vals),
                    self.assertRaises(AccessError),
                ):
                    target.with_user(user).write(vals)

    def test_a_manager_writes_nothing_else_of_users(self):
        """Managers write units and duties of users, and no other field."""
        system = self.env.ref("base.group_system")
        for vals in (
            {"password": "khac"},
            {"login": "khac"},
            {"group_ids": [Command.link(system.id)]},
            {"cdht_is_clerk": True, "password": "khac"},
            {"cdht_is_clerk": True, "group_ids": [Command.link(system.id)]},
        ):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                self.chapter.with_user(self.manager).write(vals)
        self.assertFalse(self.chapter.cdht_is_clerk)


@tagged("post_install", "-at_install", "access_rights")
class TestLoan(CommuneCase):
    """An officer lent for a time acts there, and only then."""

    def lend(self, first="2026-10-01", last="2026-10-31", manager=None):
        return (
            self.env["cdht.loan"]
            .with_user(manager or self.manager)
            .create(
                {
                    "user_id": self.chapter.id,
                    "unit_id": self.village_2.id,
                    "date_from": first,
                    "date_to": last,
                    "reason": "Thôn chưa có người biết máy tính",
                }
            )
        )

    def at(self, day):
        """Run the daily job on that day."""
        with today_is(day):
            self.env["cdht.loan"]._cron_refresh()

    def reaches(self, dossier):
        self.env.invalidate_all()
        acting = dossier.with_user(self.chapter)
        reached = self.village_2.with_user(self.chapter)._in_reach("chapter")
        self.assertEqual(bool(reached), acting.has_access("read"))
        return bool(reached)

    def test_a_loan_begins_and_ends_by_its_dates(self):
        dossier = self.make_dossiers(unit=self.village_2)
        own = self.make_dossiers()
        self.assertFalse(self.reaches(dossier))
        loan = self.lend("2026-10-20", "2026-10-31")
        self.assertFalse(self.reaches(dossier))
        for day, reached in (
            (date(2026, 10, 19), False),
            (date(2026, 10, 20), True),
            (date(2026, 10, 31), True),
            (date(2026, 10, 31), True),
            (date(2026, 11, 1), False),
            (date(2026, 11, 2), False),
        ):
            self.at(day)
            with self.subTest(day=day):
                self.assertEqual(self.reaches(dossier), reached)
        self.assertTrue(own.with_user(self.chapter).has_access("read"))
        self.assertFalse(loan.ended)

    def test_it_holds_from_the_moment_it_is_given(self):
        dossier = self.make_dossiers(unit=self.village_2)
        loan = self.lend()
        self.assertTrue(self.reaches(dossier))
        self.assertEqual(self.chapter.cdht_unit_ids, self.village)
        self.score(dossier.with_user(self.chapter), "self_score", 8)
        dossier.with_user(self.chapter).action_submit()
        self.assertEqual(dossier.state, "self_assessed")
        loan.action_end()
        self.assertFalse(self.reaches(dossier))
        self.at(date(2026, 10, 16))
        self.assertFalse(self.reaches(dossier))
        self.assertEqual(
            self.traces(self.village_2).mapped("move")[-2:],
            ["loan_given", "loan_ended"],
        )

    def test_nobody_is_lent_by_oneself_or_without_the_role(self):
        both = self.make_user("t_both", "chapter,manager", self.village)
        with self.assertRaises(AccessError):
            self.env["cdht.loan"].with_user(both).create(
                {"user_id": both.id, "unit_id": self.village_2.id,
                 "date_to": "2026-10-31", "reason": "x"}
            )  # fmt: skip
        loan = self.lend()
        with self.assertRaises(AccessError):
            loan.with_user(both).user_id = both
        with self.assertRaises(AccessError):
            self.lend(manager=self.commune_user)
        with self.assertRaises(ValidationError):
            loan.sudo().user_id = self.district
        with self.assertRaises(ValidationError):
            loan.sudo().unit_id = self.commune
        manager = self.manager
        with self.assertRaises(AccessError):  # else nobody would see it in the trace
            loan.with_user(manager).unit_id = self.other_village
        with self.assertRaises(AccessError):
            loan.with_user(manager).in_force = True
        over = self.env["cdht.loan"].with_user(manager).create(
            {"user_id": self.chapter.id, "unit_id": self.other_village.id,
             "date_from": "2026-01-01", "date_to": "2026-01-31", "reason": "x",
             "in_force": True}
        )  # fmt: skip
        self.assertFalse(over.in_force)


@tagged("post_install", "-at_install", "access_rights")
class TestAppraiser(CommuneCase):
    """A unit without a chapter is appraised by the body that the commune names."""

    def test_its_officers_act_as_its_own_chapter(self):
        dossier = self.make_dossiers(unit=self.agency)
        acting = dossier.with_user(self.chapter)
        self.assertFalse(acting.has_access("read"))
        own_name = self.agency.chapter_name
        agency = self.agency.with_user(self.commune_user)
        agency.action_set_appraiser(self.village.id)
        self.env.invalidate_all()
        self.assertEqual(self.agency.chapter_name, self.village.chapter_name)
        self.carry(acting, "appraised")
        acting.proposal_id.write(
            {"meeting_date": "2026-11-15", "meeting_chair": "Lý Văn Mẫu",
             "meeting_place": "UBND xã", "meeting_secretary": "Chu Thị Mẫu",
             "meeting_present": 5, "meeting_total": 6}
        )  # fmt: skip
        acting.proposal_id.action_submit()
        self.assertEqual(dossier.state, "proposed")
        behalf = self.traces(dossier).mapped("on_behalf_of")
        self.assertNotIn("chapter", behalf)
        agency.action_set_appraiser(False)
        self.env.invalidate_all()
        self.assertFalse(acting.has_access("read"))
        self.assertEqual(self.agency.chapter_name, own_name)
        self.assertEqual(
            self.traces(self.agency, "appraiser").mapped("value_to"),
            ["Thôn Một", False],
        )

    def test_the_association_may_appraise(self):
        self.agency.appraiser_unit_id = self.association
        self.assertEqual(self.agency.chapter_name, self.association.name)

    def test_impossible_appraisers(self):
        for unit, appraiser in (
            (self.village, self.village),
            (self.village, self.other_village),
            (self.village, self.commune),
            (self.village, self.province),
        ):
            with self.subTest(appraiser=appraiser.name):
                with self.assertRaises(ValidationError):
                    unit.appraiser_unit_id = appraiser
        self.agency.appraiser_unit_id = self.village
        with self.assertRaises(ValidationError):
            self.village.appraiser_unit_id = self.village_2
        with self.assertRaises(ValidationError):
            self.village_2.appraiser_unit_id = self.agency

    def test_who_names_the_appraiser(self):
        for user in (
            self.chapter,
            self.commune_other,
            self.district,
            self.citizen_user,
        ):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.agency.with_user(user).action_set_appraiser(self.village.id)
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.agency.with_user(user).appraiser_unit_id = self.village
        self.agency.with_user(self.manager).appraiser_unit_id = self.village
        both = self.make_user("t_both", "chapter,manager", self.village_2)
        with self.assertRaises(AccessError):
            self.agency.with_user(both).appraiser_unit_id = self.village_2
