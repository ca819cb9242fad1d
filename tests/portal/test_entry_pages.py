"""The pages of the ways in: slips, codes, logging in; nobody is named before."""

from odoo.tests import tagged

from ..common import CommuneHttpCase
from ..own_page_case import EntryMixin

FORM = "/cdht/phieu-cua-toi"
_PASSWORDS = ("mat khau mot", "mat khau hai")


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
        self.assertNotIn("Lý Thị Mẫu", self.post("/cdht/moi", ma="AAAAAAAAAAAA").text)
        self.assertNotIn("Lý Thị Mẫu", self.url_open(f"/cdht/moi?ma={code}").text)
        self.assertIn("Lý Thị Mẫu", self.post("/cdht/moi", ma=code).text)

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
        again = self.post("/cdht/moi", **form, **first)
        self.assertEqual(again.status_code, 303, "a second tap")
        self.authenticate(None, None)
        answer = self.post("/cdht/moi", **form, **second)
        self.assertEqual(answer.status_code, 404)
        user = self.person.partner_id.user_ids
        self.authenticate(user.login, _PASSWORDS[0])

    def test_guessing_waits(self):
        attempts = self.env["cdht.verify.miss"]
        for _try in range(20):
            attempts._pass_rate_limit("cdht_verify_miss", "127.0.0.1", 99, 9)
        self.env.flush_all()
        self.assertEqual(self.post("/cdht/moi", ma="AAAAAAAAAAAA").status_code, 429)

    def test_a_form_opens_its_own_dossier_only(self):
        dossier, other = self.register(self.person | self.make_people())
        key = self.env["cdht.form.key"]._issue(dossier)
        form = {"path": FORM, "ma": key.token}
        page = self.post(**form).text
        self.assertIn("Ngày sinh", page)
        self.assertNotIn("Lý Thị Mẫu", page)
        self.assertEqual(self.post(**form, ngay_sinh="1/1/1968").status_code, 422)
        self.assertEqual(self.post(**form, ngay_sinh="5/3/1968").status_code, 303)
        self.assertIn("Lý Thị Mẫu", self.url_open("/cdht/toi").text)
        line = other.line_ids[0]
        step = {"mark": line._mark(), "score": "3"}
        theirs = f"{other.citizen_id.id}-{other.id}"
        answer = self.post("/cdht/toi/chi-so/1", whose=theirs, **step)
        self.assertEqual(answer.status_code, 409)
        self.assertFalse(line.self_score)
        whose = f"{self.person.id}-{dossier.id}"
        self.post("/cdht/toi/chi-so/1", whose=whose, **step)
        self.assertEqual(dossier.line_ids[0].self_score, 3)
        for page in ("dang-ky", "dong-y", "rut", "giay-chung-nhan/2026"):
            answer = self.url_open(f"/cdht/toi/{page}", allow_redirects=False)
            self.assertEqual(answer.status_code, 303)
        dossier.with_user(self.chapter).action_revoke_form_code()
        self.env.flush_all()
        self.assertNotIn("Lý Thị Mẫu", self.url_open("/cdht/toi").text, "at once")

    def test_a_forms_code_stands_in_no_path(self):
        """The code appears in no path, link, redirection or later request."""
        key = self.env["cdht.form.key"]._issue(self.register(self.person))
        self.assertEqual(key._page(), f"https://xa-mau.example{FORM}")
        self.assertIn("Mã ở cuối phiếu", self.url_open(FORM).text)
        got = self.url_open(f"{FORM}?ma={key.token}").text
        self.assertNotIn(key.token, got, "taken of a form only")
        answer = self.post(FORM, ma=key._typed_code(), ngay_sinh="5/3/1968")
        self.assertEqual(answer.headers["Location"], "/cdht/toi")
        self.assertNotIn(key.token, str(answer.headers))

    def test_forms_printed_formerly_open(self):
        key = self.env["cdht.form.key"]._issue(self.register(self.person))
        key.token = "aB-_" * 10 + "xyz"
        self.env.flush_all()
        page = self.url_open(f"{FORM}/{key.token}")
        self.assertIn(f'action="{FORM}"', page.text, "and go on without it")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        answer = self.post(FORM, ma=key.token, ngay_sinh="5/3/1968")
        self.assertEqual(answer.status_code, 303)

    def test_wrong_dates_of_birth(self):
        key = self.env["cdht.form.key"]._issue(self.register(self.person))
        for left in (4, 3, 2, 1):
            answer = self.post(FORM, ma=key.token, ngay_sinh="1/1/1968")
            self.assertEqual(answer.status_code, 422)
            self.assertIn(f"còn {left} lần", answer.text)
        answer = self.post(FORM, ma=key.token, ngay_sinh="1/1/1968")
        self.assertIn("đợi một giờ", answer.text)
        answer = self.post(FORM, ma=key.token, ngay_sinh="5/3/1968")
        self.assertEqual(answer.status_code, 429)
        self.assertEqual(key.state, "open")

    def test_an_officer_enters_for_somebody(self):
        """With the form in the hand and logged in: the trace names the officer."""
        dossier = self.register(self.person)
        key = self.env["cdht.form.key"]._issue(dossier)
        self.score(dossier, "self_score", 8)
        self.authenticate("t_chapter", "t_chapter")
        self.post(FORM, ma=key.token, ngay_sinh="5/3/1968")
        whose = f"{self.person.id}-{dossier.id}"
        self.post("/cdht/toi/nop", whose=whose, helped_by="chi hội trưởng")
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
        page = self.post("/cdht/moi", ma=code).text
        self.assertIn("Gắn với tài khoản", page)
        self.assertIn("Thoát rồi dùng phiếu này", page)
        self.assertEqual(self.post("/cdht/moi", ma=code, step="1").status_code, 303)
        self.assertIn("Lý Thị Mẫu", self.url_open("/cdht/toi").text)

    def test_whose_account_it_cannot_be_is_shown_the_way_out(self):
        """An officer, or who has a person already: log out, the code comes along."""
        _login, code = self.invite()
        self.give_login(self.make_people(), self.citizen_user)
        for login, why in (
            ("t_chapter", "Hãy thoát ra"),
            ("t_citizen", "đã gắn với một người"),
        ):
            with self.subTest(login=login):
                self.authenticate(login, login)
                page = self.post("/cdht/moi", ma=code).text
                self.assertIn(why, page)
                self.assertNotIn("Gắn với tài khoản này", page)
                self.assertEqual(page.count("<button"), 1)
                page = self.post("/cdht/moi", ma=code, step="1").text
                self.assertNotIn("Gắn với tài khoản này", page)
                self.assertIn('value="leave"', page)
                answer = self.post("/cdht/moi", ma=code, step="leave")
                self.assertEqual(answer.status_code, 303)
                self.assertTrue(
                    answer.headers["Location"].endswith(f"/cdht/moi#{code}")
                )
                page = self.post("/cdht/moi", ma=code).text
                self.assertIn("Mật khẩu tự đặt", page)
        self.assertEqual(self.by_code(code).state, "open")

    def test_log_in_on_a_light_page(self):
        login, code = self.invite()
        self.by_code(code)._redeem("mat khau mot")
        self.registry._login_failures = None
        self.addCleanup(setattr, self.registry, "_login_failures", None)
        answer = self.post("/cdht/toi/vao", login=login, password="sai")
        self.assertEqual(answer.status_code, 422)
        self.assertIn("hỏi cán bộ xã", answer.text)
        typed = f" {login.capitalize()} "
        answer = self.post("/cdht/toi/vao", login=typed, password="mat khau mot")
        self.assertEqual(answer.status_code, 303)
        self.assertIn("Lý Thị Mẫu", self.url_open("/cdht/toi").text)
        self.assertLess(len(self.url_open("/cdht/toi/vao").content), 20_000)

    def test_a_form_ends_where_somebody_logs_in(self):
        """Two people on one phone: the account that was opened last is shown."""
        other = self.make_people(name="Hoàng Văn Mẫu")
        key = self.env["cdht.form.key"]._issue(self.register(self.person))
        self.post(FORM, ma=key.token, ngay_sinh="5/3/1968")
        _login, code = self.invite(other)
        form = {"ma": code, "step": "1"}
        self.post("/cdht/moi", **form, password=_PASSWORDS[0], again=_PASSWORDS[0])
        page = self.url_open("/cdht/toi").text
        self.assertIn("Hoàng Văn Mẫu", page)
        self.assertNotIn("Lý Thị Mẫu", page)
