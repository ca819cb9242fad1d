"""Ways in: invitation slips that give an account, codes on printed forms."""

from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.cdht_module.models.cdht_verified import ADDRESS

from .common import CommuneCase, CommuneHttpCase

_PASSWORDS = ("mat khau mot", "mat khau hai")


class EntryMixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(ADDRESS, "https://xa-mau.example")
        cls.person = cls.make_people(name="Lý Thị Mẫu", birth_date="1968-03-05")

    def invite(self, person=None):
        return self.env["cdht.invitation"]._issue(person or self.person)[0]

    def by_code(self, code):
        public = self.env.ref("base.public_user")
        return self.env["cdht.invitation"].with_user(public)._by_code(code)

    def sheet(self, people, maker):
        action = people.with_user(maker).action_invite()
        return self.env["cdht.slip.sheet"].browse(action["res_id"]).with_user(maker)


@tagged("post_install", "-at_install", "access_rights")
class TestInvitation(EntryMixin, CommuneCase):
    def test_a_unit_is_printed_as_a_batch(self):
        people = self.make_people(size=4)
        sheet = self.sheet(people | self.person, self.chapter)
        self.assertTrue(sheet.pdf.startswith(b"JVBER"))
        self.assertEqual(sheet.names.count("\n"), 4)
        self.assertIn("lythimau.", sheet.names)
        slips = self.env["cdht.invitation"].search([("state", "=", "open")])
        self.assertEqual(len(set(slips.mapped("login"))), 5)
        self.assertFalse(people.partner_id, "no account before it is wanted")
        self.assertTrue(self.traces(self.person, "invitation_made"))

    def test_the_code_is_kept_nowhere(self):
        login, code = self.invite()
        slip = self.env["cdht.invitation"].search([("login", "=", login)])
        self.assertNotIn(code, str(slip.sudo().read()))
        with self.assertRaises(AccessError):
            slip.with_user(self.commune_user).read(["code_digest"])

    def test_an_account_without_mail_and_without_default_password(self):
        login, code = self.invite()
        mails = self.env["mail.mail"].search_count([])
        typed = f"{code[:4]}-{code[4:8]}-{code[8:]}".lower()
        user = self.by_code(typed)._redeem("bí mật 1")
        self.assertEqual(user.login, login)
        self.assertFalse(user.email)
        self.assertFalse(self.person.partner_id.phone)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertEqual(self.person.partner_id, user.partner_id)
        self.assertTrue(user.has_group("base.group_portal"))
        self.assertTrue(user.has_group("cdht_module.group_cdht_citizen"))
        self.assertFalse(user.has_group("base.group_user"))
        self.assertFalse(self.by_code(code), "it works once")
        self.assertEqual(self.traces(self.person, "invitation_used").user_id, user)

    def test_a_new_slip_ends_the_earlier_one(self):
        _login, old = self.invite()
        _login, new = self.invite()
        self.assertFalse(self.by_code(old))
        self.assertTrue(self.by_code(new))

    def test_it_ends_after_thirty_days_and_with_the_person(self):
        _login, code = self.invite()
        today = "odoo.addons.cdht_module.models.cdht_invitation.CdhtInvitation._today"
        with patch(today, lambda slips: date(2026, 11, 15)):
            self.assertFalse(self.by_code(code))
        self.person.status = "moved"
        self.assertFalse(self.by_code(code))

    def test_unknown_codes(self):
        self.invite()
        for code in ("", "AAAAAAAAAAAA", "%", "' OR 1=1", "Đ" * 300, "\0"):
            self.assertFalse(self.by_code(code))

    def test_who_invites_whom(self):
        for maker in (self.chapter, self.commune_user):
            self.sheet(self.person, maker)
        for maker in (self.chapter_2, self.commune_other, self.district, self.manager,
                      self.citizen_user):  # fmt: skip
            with self.subTest(maker=maker.login), self.assertRaises(AccessError):
                self.sheet(self.person, maker)

    def test_no_slip_takes_over_another_login(self):
        """Officers, suppliers, who signed up: their password is not ours."""
        self.give_login(self.person, self.chapter_2)
        person = self.make_people(size=2)
        self.give_login(person[0], self.citizen_user)
        for one in self.person | person[0]:
            with self.assertRaises(UserError):
                self.sheet(one, self.commune_user)
        sheet = self.sheet(person | self.person, self.chapter)
        self.assertIn(self.person.name, sheet.names.split("\n")[-1])
        self.assertIn(person[0].name, sheet.names.split("\n")[-1])

    def test_a_slip_ends_when_the_person_gets_another_login(self):
        _login, code = self.invite()
        self.give_login(self.person, self.citizen_user)
        self.assertFalse(self.by_code(code))

    def test_who_forgot_the_password(self):
        """The commune's officer renews an account of ours; the chapter does not."""
        login, code = self.invite()
        user = self.by_code(code)._redeem("bí mật 1")
        with self.assertRaises(UserError):
            self.sheet(self.person, self.chapter)
        self.assertIn(login, self.sheet(self.person, self.commune_user).names)
        login_2, code = self.invite()
        self.assertEqual(login_2, login)
        self.assertEqual(self.by_code(code)._redeem("bí mật 2"), user)
        user.group_ids = self.env.ref("base.group_user")
        _login, code = self.invite()
        self.assertFalse(self.by_code(code), "an employee's password is not ours")

    def test_nothing_of_an_anonymised_person_is_left(self):
        login, code = self.invite()
        user = self.by_code(code)._redeem("bí mật 1")
        dossier = self.register(self.person)
        dossier.with_user(user).action_save({"helped_by": "con trai Lý Văn Bé"})
        self.assertNotIn("Bé", str(self.traces(dossier).read()))
        dossier.action_withdraw("Đi làm xa")
        self.person.with_user(self.commune_user).action_anonymise("Theo yêu cầu")
        self.assertFalse(user.active)
        for record in (user, user.partner_id, dossier, self.person):
            self.assertNotRegex(str(record.read()), f"Lý Thị Mẫu|{login}|Văn Bé")
        self.assertFalse(self.env["cdht.invitation"].search([]))

    def test_tied_to_an_account_that_one_has(self):
        """Signed up at the host or by OIDC: the slip ties the account, once."""
        portal = self.env.ref("base.group_portal")
        user = self.env["res.users"].create(
            {"name": "Tự đăng ký", "login": "oidc", "group_ids": [(6, 0, portal.ids)]}
        )
        _login, code = self.invite()
        self.assertTrue(self.by_code(code)._attach_to(user))
        self.assertEqual(self.person.partner_id, user.partner_id)
        self.assertTrue(user.has_group("cdht_module.group_cdht_citizen"))
        _login, code = self.invite(self.make_people())
        self.assertFalse(self.by_code(code)._attach_to(user), "one person a login")


@tagged("post_install", "-at_install", "access_rights")
class TestFormKey(EntryMixin, CommuneCase):
    def key(self, **vals):
        self.dossier = self.register(self.make_people(**vals) if vals else self.person)
        return self.env["cdht.form.key"]._issue(self.dossier)

    def by_token(self, token):
        public = self.env.ref("base.public_user")
        return self.env["cdht.form.key"].with_user(public)._by_token(token)

    def test_printed_with_the_form(self):
        dossier = self.register(self.person).with_user(self.chapter)
        action = dossier.action_print_form_with_code()
        self.assertEqual(action["report_name"], "cdht_module.assessment_form_paper")
        key = dossier.sudo().key_ids
        html = self.env["ir.actions.report"].with_user(self.chapter)
        form, _kind = html._render_qweb_html(action["report_name"], dossier.ids)
        self.assertIn("Quét mã để tự", form.decode())
        dossier.action_print_form_with_code()
        self.assertEqual(dossier.sudo().key_ids, key, "printed again, the same")
        with self.assertRaises(AccessError):
            key.with_user(self.chapter).read(["token"])

    def test_without_address_or_year_of_birth_nothing_is_printed(self):
        unknown = self.register(self.make_people(birth_year=0))
        with self.assertRaises(UserError):
            unknown.action_print_form_with_code()
        self.env["ir.config_parameter"].set_param(ADDRESS, "")
        with self.assertRaises(UserError):
            self.register(self.person).action_print_form_with_code()
        self.assertFalse(self.env["cdht.form.key"].search([]))

    def test_date_or_year_of_birth(self):
        key = self.key()
        for birth in ("5/3/1968", "05-03-1968", "05031968", " 5 . 3 . 1968 "):
            self.assertTrue(key._accepts(birth), birth)
        key = self.key(birth_year=1971)
        for birth in ("1971", "1/1/1971"):
            self.assertTrue(key._accepts(birth), birth)

    def test_five_wrong_dates_lock_it(self):
        key = self.key()
        for birth in ("1968", "3/5/1968", "", "31/02/1968", "x" * 500):
            self.assertFalse(key._accepts(birth))
        self.assertEqual((key.state, key.tries), ("locked", 5))
        self.assertFalse(key._accepts("5/3/1968"))
        self.assertFalse(self.by_token(key.token))
        new = self.env["cdht.form.key"]._issue(self.dossier)
        self.assertNotEqual(new.token, key.token)
        self.assertTrue(self.by_token(new.token))

    def test_revoked(self):
        key = self.key()
        self.dossier.with_user(self.chapter).action_revoke_form_code()
        self.assertEqual(key.state, "revoked")
        self.assertFalse(self.by_token(key.token))
        with self.assertRaises(UserError):
            self.dossier.with_user(self.chapter).action_revoke_form_code()

    def test_until_the_deadline(self):
        key = self.key()
        today = self.registry["cdht.campaign"]
        with patch.object(today, "_today", lambda _self: date(2026, 10, 31)):
            self.assertTrue(self.by_token(key.token))
        with patch.object(today, "_today", lambda _self: date(2026, 11, 1)):
            self.assertFalse(self.by_token(key.token))
            self.assertFalse(key._accepts("5/3/1968"))
        self.dossier.action_withdraw("Đi làm xa")
        self.assertFalse(self.by_token(key.token))

    def test_unknown_tokens(self):
        key = self.key()
        token = key.token
        for other in ("", "a" * 43, token[:-1], token + "a", "\0" * 43, "é" * 43):
            self.assertFalse(self.by_token(other))


@tagged("post_install", "-at_install", "access_rights")
class TestEntryPages(EntryMixin, CommuneHttpCase):
    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def post(self, path, **form):
        self.env.flush_all()
        # As the page has it: opening a form changes the session.
        page = self.url_open("/cdht/toi/thoat").text
        form["csrf_token"] = page.split('name="csrf_token" value="')[1].split('"')[0]
        answer = self.url_open(path, data=form, allow_redirects=False)
        self.env.invalidate_all()
        return answer

    def test_without_the_code_nobody_is_named(self):
        _login, code = self.invite()
        self.assertNotIn("Lý Thị Mẫu", self.url_open("/cdht/moi?ma=AAAAAAAAAAAA").text)
        self.assertIn("Lý Thị Mẫu", self.url_open(f"/cdht/moi?ma={code}").text)

    def test_weak_passwords(self):
        login, code = self.invite()
        for password, again in (("ngan", "ngan"), (login, login), ("abcdefgh", "khac")):
            answer = self.post(
                "/cdht/moi", ma=code, step="1", password=password, again=again
            )
            self.assertEqual(answer.status_code, 422)
        self.assertFalse(self.person.partner_id)

    def test_replayed(self):
        _login, code = self.invite()
        form = {"ma": code, "step": "1"}
        first, second = ({"password": one, "again": one} for one in _PASSWORDS)
        self.assertEqual(self.post("/cdht/moi", **form, **first).status_code, 303)
        self.authenticate(None, None)
        answer = self.post("/cdht/moi", **form, **second)
        self.assertEqual(answer.status_code, 404)
        user = self.person.partner_id.user_ids
        self.authenticate(user.login, _PASSWORDS[0])

    def test_guessing_waits(self):
        misses = self.env["cdht.verify.miss"]
        for _try in range(20):
            misses._take_turn("cdht_verify_miss", "127.0.0.1", 99, 9)
        self.env.flush_all()
        self.assertEqual(self.url_open("/cdht/moi?ma=AAAAAAAAAAAA").status_code, 429)

    def test_a_form_opens_its_own_dossier_only(self):
        dossier, other = self.register(self.person | self.make_people())
        key = self.env["cdht.form.key"]._issue(dossier)
        path = f"/cdht/phieu-cua-toi/{key.token}"
        self.assertNotIn("Lý Thị Mẫu", self.url_open(path).text)
        self.assertEqual(self.post(path, ngay_sinh="1/1/1968").status_code, 422)
        self.assertEqual(self.post(path, ngay_sinh="5/3/1968").status_code, 303)
        self.assertIn("Lý Thị Mẫu", self.url_open("/cdht/toi").text)
        line = other.line_ids[0]
        step = {"mark": line._mark(), "score": "3"}
        answer = self.post("/cdht/toi/chi-so/1", dossier=other.id, **step)
        self.assertEqual(answer.status_code, 409)
        self.assertFalse(line.self_score)
        self.post("/cdht/toi/chi-so/1", dossier=dossier.id, **step)
        self.assertEqual(dossier.line_ids[0].self_score, 3)
        for page in ("dang-ky", "dong-y", "giay-chung-nhan/2026"):
            answer = self.url_open(f"/cdht/toi/{page}", allow_redirects=False)
            self.assertEqual(answer.status_code, 303)
        dossier.with_user(self.chapter).action_revoke_form_code()
        self.env.flush_all()
        self.assertNotIn("Lý Thị Mẫu", self.url_open("/cdht/toi").text, "at once")

    def test_an_officer_enters_for_somebody(self):
        """With the form in the hand and logged in: the trace names the officer."""
        dossier = self.register(self.person)
        key = self.env["cdht.form.key"]._issue(dossier)
        self.score(dossier, "self_score", 8)
        self.authenticate("t_chapter", "t_chapter")
        self.post(f"/cdht/phieu-cua-toi/{key.token}", ngay_sinh="5/3/1968")
        self.post("/cdht/toi/nop", helped_by="chi hội trưởng")
        self.assertEqual(dossier.state, "self_assessed")
        trace = self.traces(dossier, "submit")
        self.assertEqual((trace.user_id, trace.on_behalf_of), (self.chapter, "citizen"))

    def test_signed_up_at_the_host(self):
        portal = self.env.ref("base.group_portal")
        self.env["res.users"].create(
            {"name": "Tự đăng ký", "login": "oidc", "password": "oidc",
             "group_ids": [(6, 0, portal.ids)]}
        )  # fmt: skip
        _login, code = self.invite()
        self.authenticate("oidc", "oidc")
        self.assertIn("chưa gắn với ai", self.url_open("/cdht/toi").text)
        self.assertIn("Gắn với tài khoản", self.url_open(f"/cdht/moi?ma={code}").text)
        self.assertEqual(self.post("/cdht/moi", ma=code, step="1").status_code, 303)
        self.assertIn("Lý Thị Mẫu", self.url_open("/cdht/toi").text)
