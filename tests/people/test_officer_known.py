"""Officers declare once which citizen they are, before they appraise."""

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import tagged

from ..common import MINUTES, CommuneCase

REASON = "Theo biên bản họp thẩm định"


@tagged("post_install", "-at_install", "access_rights")
class TestOfficerKnown(CommuneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.chapter.cdht_not_resident = False
        cls.me = cls.make_people(name="Hoàng Văn Mẫu", birth_year=1975,
                                 identity_number="020075000001")  # fmt: skip
        cls.own = cls.register(cls.me)
        cls.others = cls.make_dossiers("self_assessed", size=2)
        cls.list = cls.others.proposal_id

    def window(self, user=None, **vals):
        windows = self.env["cdht.own.person"].with_user(user or self.chapter)
        return windows.create(vals)

    def say(self, user=None, **vals):
        self.window(user, **vals).action_confirm()

    def test_a_login_of_ones_own_made_before_hides_nobody(self):
        """With one's own name one is no stranger, whatever login the person has."""
        self.give_login(self.me, self.citizen_user)
        window = self.window(name="Hoàng Văn Mẫu", birth_year=1975)
        self.assertRefused(UserError, "", window.action_not_listed)
        self.assertFalse(self.chapter._cdht_is_identified())

    def test_who_is_not_known_does_not_appraise(self):
        dossiers = self.others.with_user(self.chapter)
        self.assertTrue(dossiers[0].asks_who)
        self.assertTrue(self.list.with_user(self.chapter).asks_who)
        for call in (
            dossiers.action_fill_appraised,
            dossiers.action_appraise,
            self.list.with_user(self.chapter).action_appraise,
            lambda: dossiers.line_ids[0].write({"appraised_score": 9}),
            lambda: dossiers.line_ids[0].write({"note": "Khác"}),
            lambda: dossiers.write(
                {"stage_id": self.env.ref("cdht_module.stage_appraised").id}
            ),
            lambda: self.me.with_user(self.chapter).action_invite(),
        ):
            with self.assertRaises(RedirectWarning):
                call()
        self.score(self.others, "appraised_score", 8)
        self.others.action_appraise()
        for call in (
            lambda: dossiers.action_reopen(REASON),
            self.list.with_user(self.chapter).action_submit,
        ):
            with self.assertRaises(RedirectWarning):
                call()
        self.assertEqual(set(self.others.mapped("state")), {"appraised"})
        self.list.write(MINUTES)
        self.list.action_submit()
        self.commune_user.cdht_not_resident = False
        sent, office = self.list.with_user(self.commune_user), self.commune_user
        for call in (
            lambda: sent.action_return(REASON),
            lambda: self.others[0].with_user(office).action_refuse(REASON),
        ):
            with self.assertRaises(RedirectWarning):
                call()
        self.list.action_receive()
        with self.assertRaises(RedirectWarning):
            sent.action_accept()
        self.others[0].action_refuse(REASON)
        with self.assertRaises(RedirectWarning):
            self.others[0].with_user(office).action_restore(REASON)
        decision = self.make_decision(self.others[1])
        with self.assertRaises(RedirectWarning):
            decision.with_user(office).action_submit()
        decision.action_submit()
        decision.write({"number": "7", "date": "2026-12-10"})
        decision = decision.with_user(office)
        for call in (decision.action_issue, lambda: decision.action_return(REASON)):
            with self.assertRaises(RedirectWarning):
                call()

    def test_who_is_not_known_puts_own_scores_in(self):
        """On a person's behalf: nothing is decided by them."""
        dossier = self.make_dossiers()
        lines = dossier.with_user(self.chapter).line_ids
        lines.write({"self_score": 7})
        self.assertEqual(dossier.self_total, 70)
        with self.assertRaises(RedirectWarning):
            lines[0].write({"paper_evidence": True})

    def test_what_is_typed_before_it_is_said_waits(self):
        dossier = self.make_dossiers()
        cells = [
            {"dossier": dossier.id, "indicator": line.indicator_id.id, "field": field,
             "value": 8, "known": [False]}
            for line in dossier.line_ids
            for field in ("self_score", "appraised_score")
        ]  # fmt: skip
        grid = dossier.proposal_id.with_user(self.chapter)
        kinds = [one["kind"] for one in grid.action_enter(cells)["answers"]]
        self.assertEqual(kinds, ["saved", "who"] * 10)
        self.assertEqual((dossier.self_total, dossier.state), (80, "registered"))
        self.window().action_not_resident()
        self.env.invalidate_all()  # another request
        kinds = {one["kind"] for one in grid.action_enter(cells)["answers"]}
        self.assertEqual(kinds, {"saved"})
        self.assertEqual(dossier.appraised_total, 80)

    def test_said_once_by_oneself(self):
        window = self.window(name="hoàng văn mẫu", birth_year=1975)
        self.assertIn("Hoàng Văn Mẫu, 1975, Thôn Một", window.found_text)
        window.action_confirm()
        self.assertEqual(self.me.partner_id, self.chapter.partner_id)
        (trace,) = self.traces(self.chapter, "officer_is")
        self.assertEqual(trace.value_to, "Hoàng Văn Mẫu")
        self.assertEqual(trace.user_id, self.chapter)
        self.assertTrue(trace.is_setting)
        self.others.with_user(self.chapter).action_fill_appraised()
        other = self.make_people(name="Vi Văn Thử", birth_year=1980)
        window = self.window()
        self.assertTrue(window.is_said)
        self.assertIn("Hoàng Văn Mẫu", window.now_text)
        for call in (
            lambda: self.say(name=other.name, birth_year=1980),
            lambda: self.window().action_not_resident(),
        ):
            self.assertRefused(AccessError, "", call)
        self.score(self.own, "self_score", 8)
        self.own.action_submit()
        with self.assertRaises(AccessError):
            self.own.with_user(self.chapter).action_fill_appraised()

    def test_before_the_first_list_nobody_can_be_meant(self):
        """An office's first list comes in before its officer stands on any; the one
        who appraises it says who they are."""
        officer = self.make_user("xa_ben", "commune", self.other_commune)
        officer.sudo().cdht_not_resident = False
        dossiers = self.env["cdht.assessment"].with_user(officer)
        dossiers._check_identified()
        self.make_people(self.other_village)
        with self.assertRaises(RedirectWarning):
            dossiers._check_identified()

    def test_who_does_not_live_here(self):
        self.window().action_not_resident()
        self.assertTrue(self.chapter._cdht_is_identified())
        self.assertEqual(len(self.traces(self.chapter, "officer_is")), 1)
        self.others.with_user(self.chapter).action_fill_appraised()
        with self.assertRaises(AccessError):
            self.say(name=self.me.name, birth_year=1975)

    def test_who_lives_here_and_is_on_no_list_yet(self):
        """Then one appraises others; as soon as somebody of that name and year is on
        record, one says first whether it is oneself."""
        me = {"name": "Lò Thị Nga", "birth_year": 1980}
        self.window(**me).action_not_listed()
        self.assertFalse(self.list.with_user(self.chapter).asks_who)
        self.assertIn("Lò Thị Nga, 1980", self.chapter.cdht_person_text)
        self.assertEqual(len(self.traces(self.chapter, "officer_is")), 1)
        self.others[0].with_user(self.chapter).action_fill_appraised()
        self.assertTrue(self.window().is_said)
        with self.assertRaises(AccessError):
            self.window().action_not_resident()
        for typed in (me, {"name": "Lo Thi Nga", "birth_year": False}):
            person = self.make_people(**typed)
            dossier = self.register(person)
            self.score(dossier, "self_score", 8)
            self.env.invalidate_all()
            own = dossier.with_user(self.chapter)
            own.action_submit()
            with self.subTest(typed):
                self.assertTrue(own.asks_who)
                for call in (own.action_fill_appraised, own.action_appraise):
                    with self.assertRaises(RedirectWarning):
                        call()
                # Nobody becomes somebody else meanwhile, nor lives elsewhere.
                for say in (
                    self.window().action_not_resident,
                    self.window(name="Vi Thị Khác", birth_year=1981).action_not_listed,
                    self.window(name=self.me.name, birth_year=1975).action_confirm,
                ):
                    with self.assertRaises(UserError):
                        say()
            person.name = "Lò Thị Hoa"  # somebody else after all
            self.env.invalidate_all()
            self.assertFalse(own.asks_who)
        person.name = "Lò Thị Nga"
        window = self.window()
        self.assertIn(person.name, window.found_text)
        window.action_confirm()
        self.assertEqual(person.partner_id, self.chapter.partner_id)
        self.assertFalse(self.chapter.cdht_declared_name)
        with self.assertRaises(AccessError):
            own.action_fill_appraised()

    def test_on_a_list_already_one_is_that_person(self):
        window = self.window(name="hoàng văn mẫu", birth_year=1975)
        self.assertRefused(UserError, "", window.action_not_listed)
        self.assertRefused(UserError, "", self.window(name="A").action_not_listed)
        self.assertFalse(self.chapter._cdht_is_identified())
        for user in (self.chapter_2, self.commune_user):
            window = self.window(user, user_id=self.chapter.id, name="A",
                                 birth_year=1970)  # fmt: skip
            with self.assertRaises(AccessError):
                window.action_not_listed()
        with self.assertRaises(AccessError):
            self.chapter.with_user(self.chapter).cdht_declared_name = "A"

    def test_on_the_way_the_screen_behind_stays(self):
        with self.assertRaises(RedirectWarning) as refusal:
            self.others.with_user(self.chapter).action_fill_appraised()
        context = refusal.exception.args[1]["context"]
        window = self.window().with_context(context)
        told = window.action_not_resident()["params"]
        self.assertIn("Không cư trú", told["message"])
        self.assertEqual(told["next"]["type"], "ir.actions.act_window_close")

    def test_shaken_off_by_a_colleague_it_is_not_said_again_by_oneself(self):
        self.say(name=self.me.name, birth_year=1975)
        self.me.with_user(self.commune_user).partner_id = False
        self.assertFalse(self.chapter._cdht_is_identified())
        with self.assertRaises(AccessError):
            self.window().action_not_resident()

    def test_a_manager_says_it_for_another(self):
        self.say(self.manager, user_id=self.chapter.id, identity_number="020075000001")
        self.assertEqual(self.me.partner_id, self.chapter.partner_id)
        right = self.make_people(name="Vi Văn Thử", birth_year=1980)
        self.assertFalse(
            self.env["cdht.own.person"].with_user(self.manager)
            .create({"user_id": self.chapter.id}).is_said
        )  # fmt: skip
        self.say(self.manager, user_id=self.chapter.id, name=right.name,
                 birth_year=1980)  # fmt: skip
        self.assertFalse(self.me.partner_id)
        self.assertEqual(right.partner_id, self.chapter.partner_id)
        last = self.traces(self.chapter, "officer_is")[-1]
        self.assertEqual((last.value_from, last.value_to),
                         ("Hoàng Văn Mẫu", "Vi Văn Thử"))  # fmt: skip
        self.assertEqual(last.user_id, self.manager)

    def test_nobody_takes_somebody_elses_account(self):
        self.give_login(self.me, self.citizen_user)
        self.assertRefused(
            UserError, "Hoàng Văn Mẫu", self.say, name=self.me.name, birth_year=1975
        )
        self.assertEqual(self.me.partner_id, self.citizen_user.partner_id)

    def test_nobody_is_found_who_is_not_known_already(self):
        elsewhere = self.make_people(self.other_village, name="Bế Văn Thử",
                                     birth_year=1970)  # fmt: skip
        self.make_people(size=2, name="Lý Văn Mẫu", birth_year=1960)
        for vals in (
            {"name": "Hoàng Văn Mẫu"}, {"name": "Hoàng", "birth_year": 1975},
            {"name": "Hoàng Văn Mẫu", "birth_year": 1976}, {"birth_year": 1975},
            {"identity_number": "02007500000"}, {"identity_number": "%"}, {},
            {"name": elsewhere.name, "birth_year": 1970},
            {"name": "Lý Văn Mẫu", "birth_year": 1960},
        ):  # fmt: skip
            with self.subTest(vals):
                window = self.window(**vals)
                self.assertFalse(window.found_text)
                self.assertRefused(UserError, "", window.action_confirm)

    def test_others_say_nothing_of_an_officer(self):
        vals = {"user_id": self.chapter.id, "name": self.me.name, "birth_year": 1975}
        for user in (self.chapter_2, self.commune_user):
            window = self.window(user, **vals)
            self.assertFalse(window.found_text)
            self.assertFalse(window.now_text)
            with self.assertRaises(AccessError):
                window.action_confirm()
            with self.assertRaises(AccessError):
                window.action_not_resident()
        with self.assertRaises(AccessError):
            self.window(self.citizen_user)
        with self.assertRaises(AccessError):
            self.chapter.with_user(self.manager).cdht_not_resident = True
        with self.assertRaises(AccessError):
            self.chapter.with_user(self.chapter).write({"cdht_not_resident": True})

    def test_an_officer_without_a_unit_finds_nobody(self):
        self.chapter.cdht_unit_ids = False
        self.assertFalse(self.window(name=self.me.name, birth_year=1975).found_text)

    def test_once_said_nobody_is_looked_up(self):
        self.say(name=self.me.name, birth_year=1975)
        window = self.window(name=self.others[0].citizen_id.name,
                             birth_year=self.others[0].birth_year)  # fmt: skip
        self.assertFalse(window.found_text)

    def test_the_level_above_looks_up_nobody(self):
        vals = {"name": self.me.name, "birth_year": 1975}
        self.assertFalse(self.window(self.district, **vals).found_text)

    def test_names_tried_are_counted(self):
        readings = self.env["cdht.identity.reading"].search
        before = readings([("user_id", "=", self.chapter.id)])
        self.assertTrue(self.window(name=self.me.name, birth_year=1975).found_text)
        counted = readings([("user_id", "=", self.chapter.id)]) - before
        self.assertEqual(counted.citizen_id, self.me)

    def test_the_list_of_officers_tells_it(self):
        def text():
            self.env.invalidate_all()
            return self.chapter.with_user(self.commune_user).cdht_person_text

        unknown = text()
        self.say(name=self.me.name, birth_year=1975)
        self.assertEqual(text(), "Hoàng Văn Mẫu (Thôn Một)")
        self.assertNotIn(unknown, text())


@tagged("post_install", "-at_install", "access_rights")
class TestRolesTold(CommuneCase):
    """Roles, units and slips: traced, and told to the officer whom they concern."""

    def told(self, user):
        kind = self.env.ref("cdht_module.activity_notice")
        return self.env["mail.activity"].search(
            [("user_id", "=", user.id), ("activity_type_id", "=", kind.id)]
        )

    def roles(self, *users):
        traces = self.env["cdht.trace"].search(
            [("res_model", "=", "res.users"), ("res_id", "in", [u.id for u in users]),
             ("move", "in", ("role_given", "role_taken"))], order="id"
        )  # fmt: skip
        return traces

    def test_the_hosts_administrator_gives_a_role(self):
        role = self.env.ref("cdht_module.group_cdht_manager")
        before = self.roles(self.chapter)
        admin = self.env.ref("base.user_admin")
        self.chapter.with_user(admin).write({"group_ids": [(4, role.id)]})
        (trace,) = self.roles(self.chapter) - before
        self.assertEqual(trace.move, "role_given")
        self.assertIn(role.privilege_id.name, trace.value_to)
        self.assertEqual(trace.user_id, admin)
        self.assertTrue(trace.with_user(self.manager).move_label)
        notice = self.told(self.chapter)
        name = role.privilege_id.with_context(lang=self.chapter.lang).name
        self.assertIn(name, notice[-1].note)
        self.assertIn(admin.name, notice[-1].note)
        self.assertFalse(self.env["mail.mail"].search([]), "nobody gets a mail")
        self.chapter.with_user(admin).write({"group_ids": [(3, role.id)]})
        self.assertEqual(self.roles(self.chapter)[-1].move, "role_taken")

    def test_by_way_of_the_group(self):
        role = self.env.ref("cdht_module.group_cdht_commune")
        for values, move in (
            ({"user_ids": [(4, self.chapter.id)]}, "role_given"),
            ({"user_ids": [(3, self.chapter.id)]}, "role_taken"),
        ):
            before, told = self.roles(self.chapter), self.told(self.chapter)
            role.write(values)
            (trace,) = self.roles(self.chapter) - before
            self.assertEqual(trace.move, move)
            self.assertEqual(len(self.told(self.chapter) - told), 1)

    def test_by_a_group_that_implies_it(self):
        role = self.env.ref("cdht_module.group_cdht_district")
        group = self.env["res.groups"].create(
            {"name": "Tổ", "user_ids": [(4, self.chapter.id)]}
        )
        before = self.roles(self.chapter)
        group.write({"implied_ids": [(4, role.id)]})
        (trace,) = self.roles(self.chapter) - before
        self.assertEqual(trace.move, "role_given")
        before |= trace
        group.unlink()
        self.assertEqual((self.roles(self.chapter) - before).move, "role_taken")
        self.env["res.groups"].create(
            {"name": "Tổ 2", "user_ids": [(4, self.chapter.id)],
             "implied_ids": [(4, role.id)]}
        )  # fmt: skip
        self.assertEqual(self.roles(self.chapter)[-1].move, "role_given")

    def test_who_has_no_role_gets_no_line(self):
        before = self.env["cdht.trace"].search_count([])
        user = self.make_user("t_new_citizen", "citizen")
        user.write({"group_ids": [(4, self.env.ref("base.group_no_one").id)]})
        self.assertEqual(self.env["cdht.trace"].search_count([]), before)
        self.assertFalse(self.told(user))

    def test_units_given_and_taken(self):
        told = self.told(self.chapter)
        self.chapter.with_user(self.manager).cdht_unit_ids = self.village_2
        notice = self.told(self.chapter) - told
        self.assertIn("Thôn Hai", notice.note)
        self.assertIn("Thôn Một", notice.note)
        # A list of activities shows the summary alone.
        self.assertIn("Thôn Hai", notice.summary)
        self.assertIn("Thôn Một", notice.summary)
        told |= notice
        self.village.with_user(self.manager).user_ids = [(4, self.chapter.id)]
        self.assertIn("Thôn Một", (self.told(self.chapter) - told).note)

    def test_a_slip_in_their_name(self):
        self.chapter.with_user(self.commune_user)._cdht_check_slip()
        self.chapter.with_user(self.commune_user)._cdht_notify(lambda env: ("x", "<b>"))
        self.assertIn("&lt;b&gt;", self.told(self.chapter)[-1].note)
        told = self.told(self.chapter)
        with self._printing_nothing():
            self.chapter.with_user(self.commune_user).action_cdht_slip()
        self.assertIn(self.commune_user.name, (self.told(self.chapter) - told).note)

    def _printing_nothing(self):
        from unittest.mock import patch

        reports = self.env.registry["ir.actions.report"]
        return patch.object(reports, "_cdht_html_to_pdf", lambda *_args: b"%PDF")

    def test_the_notice_is_the_officers_own(self):
        self.chapter._cdht_notify(lambda env: ("Tin", "Tin"))
        notice = self.told(self.chapter)[-1]
        self.assertTrue(notice.with_user(self.chapter).summary)
        with self.assertRaises(AccessError):
            notice.with_user(self.commune_user).read(["note"])
