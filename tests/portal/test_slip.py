"""Officers made without e-mail, their slips, and handing over."""

from datetime import date
from types import SimpleNamespace
from unittest.mock import patch

from passlib.crypto.digest import pbkdf2_hmac

from odoo import http
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.tests import tagged

from ..common import CommuneCase, CommuneHttpCase, today_is


class SlipMixin:
    def slip_of(self, user):
        """A slip's code, as its holder reads it."""
        code = self.env["cdht.slip"]._issue(user)[0]
        return f"{code[:5]}-{code[5:]}".lower()

    def logs_in(self, user, password):
        credential = {"type": "password", "login": user.login, "password": password}
        try:
            user.with_user(user)._check_credentials(credential, {"interactive": True})
        except AccessDenied:
            return False
        return True

    def redeem(self, login, code, password="mat khau moi", address="192.0.2.1"):
        """Whether the password was set."""
        return self.answer(login, code, password, address) == "done"

    def answer(self, login, code, password="mat khau moi", address="192.0.2.1"):
        public = self.env.ref("base.public_user")
        slips = self.env["cdht.slip"].with_user(public)
        return slips._redeem(login, code, password, address)


@tagged("post_install", "-at_install", "access_rights")
class TestSlip(SlipMixin, CommuneCase):
    def test_what_is_no_login_is_nobody_s(self):
        users = self.env["res.users"]
        for login in (None, 5, "", "  ", "nobody at all"):
            with self.subTest(login):
                self.assertFalse(users.search(users._get_login_domain(login)))

    def test_a_slip_works_once(self):
        code = self.slip_of(self.chapter)
        self.assertTrue(self.redeem("t_chapter", code))
        self.assertTrue(self.logs_in(self.chapter, "mat khau moi"))
        self.assertFalse(self.redeem("t_chapter", code, "mat khau khac"))
        self.assertTrue(self.logs_in(self.chapter, "mat khau moi"))
        self.assertEqual(self.traces(self.village, "slip_used").user_id, self.chapter)

    def test_a_slip_says_where_the_officer_works(self):
        """While no public address is set; a server of one's own leaves a blank."""
        sheet = self.env["cdht.slip.sheet"]
        module = "odoo.addons.cdht_module.wizard.papers.cdht_public_address.request"
        for root, said in (
            ("http://10.0.0.7:8069/", "http://10.0.0.7:8069/cdht/phieu"),
            ("http://localhost:8069/", f"{'…' * 12}/cdht/phieu"),
        ):
            asked = SimpleNamespace(httprequest=SimpleNamespace(url_root=root))
            with self.subTest(root=root), patch(module, asked):
                self.assertEqual(sheet._address("/phieu"), said)
                action = sheet._action_for(self.chapter, ["ABCDEFGHJK"])
                made = sheet.browse(action["res_id"])
                self.assertEqual(made.has_address, "10.0.0.7" in root)
                slip = sheet._slips(self.chapter, ["ABCDEFGHJK"])[0]
                self.assertEqual(bool(slip["mark"]), made.has_address)

    def test_of_who_left_it_opens_nothing(self):
        code = self.slip_of(self.chapter)
        self.chapter.active = False
        self.assertFalse(self.redeem("t_chapter", code))

    def test_not_with_another_login_nor_an_older_slip(self):
        old = self.slip_of(self.chapter)
        self.slip_of(self.chapter_2)
        self.assertFalse(self.redeem("t_chapter_2", old))
        self.assertFalse(self.redeem("t_nobody", old))
        new = self.slip_of(self.chapter)
        self.assertFalse(self.redeem("t_chapter", old))
        self.assertTrue(self.redeem("t_chapter", new))

    def test_wrong_codes_of_a_stranger_lock_nobody_out(self):
        code = self.slip_of(self.chapter)
        for _try in range(5):
            self.assertEqual(self.answer("t_chapter", "AAAAA-AAAAA"), "wrong")
        self.assertEqual(self.answer("t_chapter", code), "too_many", "right or not")
        slip = self.env["cdht.slip"].search([("user_id", "=", self.chapter.id)])
        self.assertEqual(slip.state, "open")
        other = self.slip_of(self.chapter_2)
        self.assertTrue(self.redeem("t_chapter_2", other), "a colleague, same office")
        self.assertTrue(self.redeem("t_chapter", code, address="192.0.2.2"))

    def test_an_address_waits_that_tries_many_logins(self):
        code = self.slip_of(self.chapter)
        for number in range(30):
            self.assertEqual(self.answer(f"t_{number}", "AAAAAAAAAA"), "wrong")
        public = self.env.ref("base.public_user")
        self.env.flush_all()
        with self.assertQueryCount(2):  # both counts, and nothing is looked up
            slips = self.env["cdht.slip"].with_user(public)
            answer = slips._redeem("t_chapter", code, "mat khau moi", "192.0.2.1")
        self.assertEqual(answer, "too_many")
        self.assertTrue(self.redeem("t_chapter", code, address="192.0.2.2"))

    def test_a_login_is_told_by_nothing(self):
        """Logins with a slip, a used one, none, and unknown logins get the same answer
        after the same time."""
        used = self.slip_of(self.chapter_2)
        self.assertTrue(self.redeem("t_chapter_2", used))
        self.slip_of(self.chapter)
        derive = "passlib.handlers.pbkdf2.pbkdf2_hmac"
        work = set()
        for number, login in enumerate(
            ("t_district", "t_chapter", "t_chapter_2", "t_district", "t_nobody")
        ):
            self.env.flush_all()
            self.env.invalidate_all()
            queries = self.cr.sql_log_count
            with patch(derive, wraps=pbkdf2_hmac) as derived:
                answer = self.answer(login, "AAAAAAAAAA", address=f"192.0.2.{number}")
            self.env.flush_all()
            queries = self.cr.sql_log_count - queries
            if number:  # the first warms up
                work.add((answer, derived.call_count, queries))
        self.assertEqual(len(work), 1, work)
        self.assertEqual(work.pop()[:2], ("wrong", 1))

    def test_it_ends_after_thirty_days(self):
        code = self.slip_of(self.chapter)
        with today_is(date(2026, 11, 15)):
            self.assertFalse(self.redeem("t_chapter", code))
        with today_is(date(2026, 11, 14)):
            self.assertTrue(self.redeem("t_chapter", code))

    def test_only_the_hash_is_kept_and_nobody_reads_it(self):
        code = self.slip_of(self.chapter).replace("-", "").upper()
        slip = self.env["cdht.slip"].search([("user_id", "=", self.chapter.id)])
        self.assertNotIn(code, str(slip.sudo().read()))
        with self.assertRaises(AccessError):
            slip.with_user(self.manager).read(["code_hash"])
        with self.assertRaises(AccessError):
            slip.with_user(self.commune_user).read(["state"])

    def test_who_makes_slips_for_whom(self):
        association = self.make_user("t_association", "commune", self.association)
        for maker, user in (
            (self.manager, self.commune_user),
            (self.manager, self.district),
            (self.commune_user, self.chapter),
            (association, self.chapter),
        ):
            with self.subTest(maker=maker.login, user=user.login):
                action = user.with_user(maker).action_cdht_slip()
                sheet = self.env["cdht.slip.sheet"].browse(action["res_id"])
                self.assertTrue(sheet.with_user(maker).pdf.startswith(b"JVBER"))
                with self.assertRaises(AccessError):
                    sheet.with_user(self.commune_other).read(["pdf"])
                sheet.with_user(maker).action_done()
                self.assertFalse(sheet.exists())
        both = self.make_user("t_both", "chapter,district", self.village)
        for maker, user in (
            (self.commune_user, self.chapter_other),
            (self.commune_user, self.manager),
            (self.commune_user, self.district),
            (self.commune_user, both),
            (self.commune_user, association),
            (self.chapter, self.chapter_2),
            (self.district, self.chapter),
            (self.citizen_user, self.chapter),
        ):
            with self.subTest(maker=maker.login, user=user.login):
                with self.assertRaises(AccessError):
                    user.with_user(maker).action_cdht_slip()

    def test_the_commune_makes_slips_for_chapters_and_no_other_role(self):
        """Every group of the add-on, alone and beside the chapter's: who has more than
        the commune's officer keeps the login."""
        ours = self.env["ir.model.data"].search(
            [("module", "=", "cdht_module"), ("model", "=", "res.groups")]
        )
        given = {}
        for name in ours.mapped("name"):
            role = name.removeprefix("group_cdht_")
            alone = self.make_user(f"t_only_{role}", role, self.village)
            beside = self.make_user(f"t_and_{role}", f"chapter,{role}", self.village)
            for user in (alone, beside):
                try:
                    user.with_user(self.commune_user).action_cdht_slip()
                except AccessError:
                    continue
                given.setdefault(role, []).append(user == beside)
        # What every officer has anyway takes nothing away, and gives no slip alone.
        self.assertEqual(
            given, {"chapter": [False, True], "staff": [True], "citizen": [True]}
        )

    def test_no_slip_takes_over_a_login_with_other_rights(self):
        self.chapter.group_ids |= self.env.ref("base.group_erp_manager")
        admin = self.env.ref("base.user_admin")
        for maker in (self.manager, self.commune_user):
            for user in (self.chapter, admin):
                with self.subTest(maker=maker.login, user=user.login):
                    with self.assertRaises(UserError):
                        user.with_user(maker).action_cdht_slip()
        with self.assertRaises(UserError):
            self.manager.with_user(self.manager).action_cdht_slip()

    def test_a_slip_ends_when_the_login_gets_other_rights(self):
        code = self.slip_of(self.chapter)
        self.chapter.group_ids |= self.env.ref("base.group_erp_manager")
        self.assertFalse(self.redeem("t_chapter", code))

    def test_a_slip_ends_when_its_maker_would_not_give_it_any_more(self):
        """The commune's officer keeps the printed code of a chapter's officer, who then
        gets the commune's role, or goes to another commune."""
        made = self.env(user=self.commune_user)
        codes = made["cdht.slip"]._issue(self.chapter + self.chapter_2)
        self.chapter.group_ids += self.env.ref("cdht_module.group_cdht_commune")
        self.chapter_2.cdht_unit_ids = self.other_village
        self.assertFalse(self.redeem("t_chapter", codes[0]))
        self.assertFalse(self.redeem("t_chapter_2", codes[1]))
        self.chapter_2.cdht_unit_ids = self.village_2
        self.assertTrue(self.redeem("t_chapter_2", codes[1]))


@tagged("post_install", "-at_install", "access_rights")
class TestOfficerSetup(SlipMixin, CommuneCase):
    def setup_with(self, maker=None, **by_unit):
        """The table filled: values of rows by the units' names here."""
        setup = (
            self.env["cdht.officer.setup"]
            .with_user(maker or self.manager)
            .create({"unit_id": self.commune.id})
        )
        for name, vals in by_unit.items():
            unit = getattr(self, name)
            setup.line_ids.filtered(lambda line, unit=unit: line.unit_id == unit).write(
                vals
            )
        return setup

    def test_a_second_login_of_one_person_is_named_before(self):
        self.chapter.name = "Lý Văn Thử"
        again = self.setup_with(village={"name": "ly văn  thử"})
        twice = self.setup_with(village={"name": "Mới"}, village_2={"name": "Mới"})
        self.assertIn("t_chapter", again.alike)
        self.assertRefused(UserError, "Lý Văn Thử", again.action_confirm)
        self.assertRefused(UserError, "Mới", twice.action_confirm)
        users = self.env["res.users"].search_count([])
        again.are_others = True
        again.action_confirm()
        self.assertEqual(self.env["res.users"].search_count([]), users + 1)

    def test_the_address_is_asked_before_the_first_slips(self):
        """Not https: refused before anybody is made; given, it is asked no more."""
        setup = self.setup_with(village={"name": "Lý Văn Thử"})
        self.assertTrue(setup.asks_address)
        users = self.env["res.users"].search_count([])
        setup.address = "congdan"
        self.assertRefused(UserError, "https", setup.action_confirm)
        self.assertEqual(self.env["res.users"].search_count([]), users)
        setup.address = "https://hoctap.xa-mau.example"
        sheet = self.env["cdht.slip.sheet"].browse(setup.action_confirm()["res_id"])
        self.assertTrue(sheet.has_address)
        self.assertFalse(self.setup_with().asks_address)

    def test_a_name_in_capitals_is_proposed_as_papers_write_it(self):
        line = self.env["cdht.officer.setup.line"].new({"name": "QUÀNG  VĂN BÀN"})
        line._onchange_name()
        self.assertEqual(line.name, "Quàng Văn Bàn")

    def test_no_robot_greets_officers(self):
        """Where the host has OdooBot."""
        setup = self.setup_with(village={"name": "Lý Văn Thử"})
        setup.action_confirm()
        user = self.env["res.users"].search([("login", "=", "thon-mot")])
        if "odoobot_state" in user._fields:
            self.assertEqual(user.odoobot_state, "disabled")

    def test_officers_without_any_address(self):
        setup = self.setup_with(
            village={"name": "Lý Văn Thử", "cdht_is_clerk": True},
            commune={"user_id": self.chapter_2.id},
        )
        self.assertEqual(setup.line_ids.unit_id, self.env["cdht.unit"].search(
            [("id", "child_of", self.commune.id)]))  # fmt: skip
        mails = self.env["mail.mail"].search_count([])
        action = setup.action_confirm()
        self.assertEqual(action["res_model"], "cdht.slip.sheet")
        user = self.env["res.users"].search([("login", "=", "thon-mot")])
        self.assertEqual(user.name, "Lý Văn Thử")
        home = self.env.ref("cdht_module.action_open_cdht_dashboard")
        self.assertEqual(user.action_id.id, home.id)
        self.assertFalse(self.chapter_2.action_id, "what others chose stays")
        self.assertEqual(user.cdht_unit_ids, self.village)
        self.assertTrue(user.cdht_is_clerk)
        self.assertFalse(user.email)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        chapter = self.env.ref("cdht_module.group_cdht_chapter")
        inbox = self.env.ref("mail.group_mail_notification_type_inbox")
        self.assertLessEqual(user.group_ids, chapter | inbox)
        for password in ("thon-mot", "admin", "x"):
            self.assertFalse(self.logs_in(user, password))
        # The user chosen got role and unit beside what they had.
        self.assertEqual(self.chapter_2.cdht_unit_ids, self.village_2 | self.commune)
        self.assertTrue(self.chapter_2.has_group("cdht_module.group_cdht_commune"))
        self.assertTrue(self.logs_in(self.chapter_2, "t_chapter_2"))

    def test_rows_without_a_name_make_nobody(self):
        setup = self.setup_with()
        without = setup.without
        self.assertEqual(without, 2)  # association and agency
        users = self.env["res.users"].search_count([])
        with self.assertRaises(UserError):
            setup.action_confirm()
        self.assertEqual(self.env["res.users"].search_count([]), users)

    def test_logins_are_never_alike(self):
        self.make_unit("Thôn Một", parent=self.other_commune)
        logins = self.env["res.users"]._cdht_free_logins(
            ["Thôn Một", "Thôn Một", "Thôn Đồng Nà", "…"]
        )
        self.assertEqual(logins, ["thon-mot", "thon-mot-2", "thon-dong-na", "can-bo"])

    def test_the_table_gives_no_more_than_its_roles(self):
        """What a call by RPC could try."""
        admin = self.env.ref("base.user_admin")
        for vals in (
            {"user_id": self.manager.id},
            {"user_id": admin.id},
            {"user_id": self.citizen_user.id},
            {"name": "A", "role": "district"},
        ):
            with self.subTest(vals=vals):
                setup = self.setup_with(village=vals)
                with self.assertRaises(UserError):
                    setup.action_confirm()
        with self.assertRaises(UserError):
            self.setup_with(village={"name": "A", "role": "manager"})
        Users = self.env["res.users"].with_user(self.manager)
        row = {"unit": self.village, "role": "manager", "user": Users, "name": "A"}
        with self.assertRaises(AccessError):
            Users._cdht_make_officers([row])
        self.assertFalse(self.manager.cdht_unit_ids)

    def test_the_table_is_the_managers(self):
        for user in (self.commune_user, self.chapter, self.district):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.setup_with(user)


@tagged("post_install", "-at_install", "access_rights")
class TestHandover(SlipMixin, CommuneCase):
    def hand_over(self, user, maker=None, **to):
        return (
            self.env["cdht.handover"]
            .with_user(maker or self.manager)
            .create({"user_id": user.id, **to})
            .action_confirm()
        )

    def test_open_work_goes_to_the_successor(self):
        self.make_dossiers()
        proposal = self.campaign.proposal_ids.filtered(
            lambda p: p.unit_id == self.village
        )
        activity = proposal.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.commune_user.id
        )
        self.commune_user.cdht_is_clerk = True
        self.campaign.intake_user_id = self.commune_user
        self.hand_over(self.commune_user, successor_id=self.chapter_2.id)
        self.assertEqual(activity.user_id, self.chapter_2)
        self.assertEqual(self.campaign.intake_user_id, self.chapter_2)
        self.assertIn(self.commune, self.chapter_2.cdht_unit_ids)
        self.assertTrue(self.chapter_2.cdht_is_clerk)
        self.assertFalse(self.commune_user.cdht_unit_ids)
        self.assertFalse(self.commune_user.cdht_is_clerk)
        self.assertFalse(proposal.with_user(self.commune_user).has_access("read"))
        self.assertTrue(proposal.with_user(self.chapter_2).has_access("write"))
        moves = self.traces(self.commune).mapped("move")
        self.assertIn("officer_added", moves)
        self.assertIn("officer_removed", moves)

    def test_to_a_new_officer_with_a_slip(self):
        action = self.hand_over(self.chapter, name="Chu Thị Thử")
        self.assertEqual(action["res_model"], "cdht.slip.sheet")
        self.assertEqual(self.village.user_ids.name, "Chu Thị Thử")
        self.assertFalse(self.chapter.cdht_unit_ids)

    def test_not_to_oneself_nor_by_others(self):
        with self.assertRaises(UserError):
            self.hand_over(self.chapter, successor_id=self.manager.id)
        with self.assertRaises(AccessError):
            self.hand_over(self.chapter, self.commune_user, name="A")
        with self.assertRaises(UserError):
            self.hand_over(self.chapter)
        with self.assertRaises(UserError):
            self.hand_over(self.manager, name="A")
        self.assertEqual(self.chapter.cdht_unit_ids, self.village)


@tagged("post_install", "-at_install", "access_rights")
class TestSlipPage(SlipMixin, CommuneHttpCase):
    """The page in a browser without scripts."""

    def post(self, **form):
        form["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open("/cdht/phieu", data=form)

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def test_the_page_sets_the_password(self):
        self.assertIn("Tên đăng nhập", self.url_open("/cdht/phieu").text)
        code = self.slip_of(self.chapter)
        form = {"login": " T_Chapter ", "code": code, "password": "mat khau moi"}
        self.assertIn("không giống nhau", self.post(**form, again="khac").text)
        weak = {**form, "password": "ngan", "again": "ngan"}
        self.assertIn("từ 8 đến 128", self.post(**weak).text)
        answer = self.post(**form, again="mat khau moi")
        self.assertIn("Đã đặt mật khẩu", answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertTrue(self.logs_in(self.chapter, "mat khau moi"))
        self.assertIn("/web/login?login=", answer.text)
        # The name as it was typed opens the host's own page too.
        for login in (" T_Chapter ", "T_CHAPTER"):
            answer = self.url_open(
                "/web/login",
                data={
                    "login": login,
                    "password": "mat khau moi",
                    "csrf_token": http.Request.csrf_token(self),
                },
            )
            self.assertNotIn("/web/login", answer.url)
            self.authenticate(None, None)
        page = self.url_open("/web/login?login=t_chapter").text
        self.assertIn('value="t_chapter"', page)
        self.assertIn('href="/cdht/phieu"', page)

    def test_what_was_typed_stays_but_the_passwords(self):
        self.slip_of(self.chapter)
        answer = self.post(
            login="t_chapter", code="AAAAA-BBBBB", password="cay da trau 7",
            again="cay da trau 7",
        )  # fmt: skip
        self.assertIn('value="t_chapter"', answer.text)
        self.assertIn('value="AAAAA-BBBBB"', answer.text)
        self.assertNotIn("cay da", answer.text)

    def test_what_anybody_guesses_is_refused(self):
        code = self.slip_of(self.chapter)
        for password in ("12345678", "87654321", "11112222", "t_chapter1", "matkhau1"):
            with self.subTest(password):
                answer = self.post(
                    login="t_chapter", code=code, password=password, again=password
                )
                self.assertIn("quá dễ đoán", answer.text)
        self.assertTrue(self.logs_in(self.chapter, "t_chapter"))

    def test_wrong_code_and_unknown_login_answer_alike(self):
        self.slip_of(self.chapter)
        texts = set()
        for login in ("t_chapter", "t_nobodyy"):
            answer = self.post(
                login=login, code="AAAAAAAAAA", password="mat khau moi",
                again="mat khau moi",
            )  # fmt: skip
            self.assertEqual(answer.status_code, 422)
            token = answer.text.split('name="csrf_token" value="')[1].split('"')[0]
            texts.add(answer.text.replace(login, "").replace(token, ""))
        self.assertEqual(len(texts), 1)
        self.assertIn("không đúng", texts.pop())
        self.assertTrue(self.logs_in(self.chapter, "t_chapter"))

    def test_an_address_with_many_wrong_codes_waits(self):
        code = self.slip_of(self.chapter)
        form = {"login": "t_chapter", "password": "mat khau moi",
                "again": "mat khau moi"}  # fmt: skip
        for _try in range(5):
            self.post(**form, code="AAAAAAAAAA")
        answer = self.post(**form, code=code)
        self.assertEqual(answer.status_code, 429)
        self.assertIn("vẫn còn dùng được", answer.text)
        slip = self.env["cdht.slip"].search([("user_id", "=", self.chapter.id)])
        self.assertEqual(slip.state, "open")
        self.authenticate("t_chapter", "t_chapter")  # passwords are another matter
