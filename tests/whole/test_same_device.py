"""One officer makes a whole dossier alone: it is seen, as a hint."""

import re

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CommuneHttpCase
from ..own_page_case import EntryMixin

PASSWORD = "mat khau mot"
COOKIE = "cdht_may"


@tagged("post_install", "-at_install")
class TestSameDevice(EntryMixin, CommuneHttpCase):
    """Through the pages and RPC, as people and officers do it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign.registration_deadline = cls.campaign.self_deadline
        cls.dossier = cls.register(cls.person)

    def on(self, browser, user=None):
        """Sit down at a browser, {cookies}, as that user or as nobody."""
        self.browser = browser
        self.authenticate(user and user.login, user and user.login)
        for name, value in browser.items():
            self.opener.cookies.set(name, value)

    def keep_cookies(self):
        for cookie in self.opener.cookies:
            if cookie.name == COOKIE:
                self.browser[COOKIE] = cookie.value

    def post(self, path, **form):
        page = self.url_open("/cdht/toi/thoat").text
        form["csrf_token"] = page.split('name="csrf_token" value="')[1].split('"')[0]
        answer = self.url_open(path, data=form, allow_redirects=False)
        self.keep_cookies()
        self.env.invalidate_all()
        return answer

    def rpc(self, records, method, *arguments):
        self.env.flush_all()
        self.make_jsonrpc_request(
            f"/web/dataset/call_kw/{records._name}/{method}",
            {"model": records._name, "method": method,
             "args": [records.ids, *arguments], "kwargs": {}},
        )  # fmt: skip
        self.keep_cookies()
        self.env.invalidate_all()

    def open_account(self):
        _login, code = self.invite()
        form = {"ma": code, "step": "1", "password": PASSWORD, "again": PASSWORD}
        self.assertEqual(self.post("/cdht/moi", **form).status_code, 303)

    def enter(self):
        whose = f"{self.person.id}-{self.dossier.id}"
        for number, line in enumerate(self.dossier.line_ids, 1):
            form = {"whose": whose, "mark": line._mark(), "score": "8"}
            self.post(f"/cdht/toi/chi-so/{number}", **form)
        return whose

    def enter_and_submit(self):
        self.post("/cdht/toi/nop", whose=self.enter())
        self.assertEqual(self.dossier.state, "self_assessed")

    def appraise(self):
        self.rpc(self.dossier, "action_fill_appraised")
        self.rpc(self.dossier, "action_appraise")
        self.assertEqual(self.dossier.state, "appraised")

    def test_it_stands_on_the_cards(self):
        for model, name in (
            ("cdht.assessment", "same_device"),
            ("cdht.proposal", "same_device_count"),
        ):
            view = self.env[model].with_user(self.chapter).get_view(view_type="kanban")
            with self.subTest(model=model):
                self.assertIn(f"record.{name}.raw_value", view["arch"])

    def do_all_on_one_computer(self):
        computer = {}
        self.on(computer)
        self.open_account()
        self.enter_and_submit()
        self.on(computer, self.chapter)
        self.appraise()

    def test_account_entry_and_appraisal_on_one_computer(self):
        self.do_all_on_one_computer()
        self.assertEqual(self.dossier.same_device, "account")
        self.assertEqual(self.dossier.proposal_id.same_device_count, 1)
        self.env.flush_all()
        row = self.env["cdht.progress"].search(
            [("campaign_id", "=", self.campaign.id), ("unit_id", "=", self.village.id)]
        )
        self.assertEqual(row.same_device, 1)
        self.assertEqual(self.campaign.same_device_count, 1)
        action = self.campaign.with_user(self.commune_user).action_open_same_device()
        found = self.env["cdht.assessment"].search(action["domain"])
        self.assertEqual(found, self.dossier)
        texts, hints = self.dossier._scoring_hints()
        self.assertTrue(any("1" in text for text in texts))
        self.assertTrue(hints[self.dossier.id])
        self.send(self.dossier.proposal_id)
        cover = self.make_decision(self.dossier)._cover_values()["same_device"]
        self.assertEqual(cover, {"number": 1, "names": ["Lý Thị Mẫu (Thôn Một)"]})

    def test_on_their_own_phone_it_is_no_hint(self):
        self.on({})
        self.open_account()
        self.enter_and_submit()
        self.on({}, self.chapter)
        self.appraise()
        self.assertFalse(self.dossier.same_device)
        self.assertEqual(self.dossier.proposal_id.same_device_count, 0)

    def test_the_account_opened_elsewhere(self):
        computer = {}
        self.on({})
        self.open_account()
        self.on(computer)
        login = self.person.partner_id.user_ids.login
        self.post("/cdht/toi/vao", login=login, password=PASSWORD)
        self.enter_and_submit()
        self.on(computer, self.chapter)
        self.appraise()
        self.assertEqual(self.dossier.same_device, "entry")

    def test_on_another_device_from_which_the_officer_works(self):
        """The officer's phone, then the office's computer."""
        phone = {}
        self.on(phone, self.chapter)
        other = self.register(self.make_people())
        self.rpc(other.line_ids[0], "write", {"self_score": 7})
        self.on(phone)
        self.open_account()
        self.enter_and_submit()
        self.on({}, self.chapter)
        self.appraise()
        self.assertEqual(self.dossier.same_device, "account")

    def test_by_the_code_of_the_form(self):
        computer = {}
        self.on(computer)
        key = self.env["cdht.form.key"]._issue(self.dossier)
        self.post(f"/cdht/phieu-cua-toi/{key.token}", ngay_sinh="5/3/1968")
        self.enter_and_submit()
        self.on(computer, self.chapter)
        self.appraise()
        self.assertEqual(self.dossier.same_device, "entry")

    def test_typed_for_the_person_it_is_traced_as_such(self):
        """From a paper form: openly on behalf, so no hint."""
        self.on({}, self.chapter)
        for line in self.dossier.line_ids:
            self.rpc(line, "write", {"self_score": 8})
        self.rpc(self.dossier, "action_submit")
        self.appraise()
        self.assertFalse(self.dossier.same_device)
        (trace,) = self.traces(self.dossier, "submit")
        self.assertEqual(trace.on_behalf_of, "citizen")

    def test_sent_by_the_officer_from_that_computer(self):
        """Scored through the person's account, sent by the officer's button."""
        computer = {}
        self.on(computer)
        self.open_account()
        self.enter()
        self.on(computer, self.chapter)
        self.rpc(self.dossier, "action_submit")
        self.appraise()
        self.assertEqual(self.dossier.same_device, "account")

    def test_it_stays_when_another_officer_appraises_anew(self):
        self.do_all_on_one_computer()
        self.assertTrue(self.dossier.same_device)
        self.on({}, self.commune_user)
        self.rpc(self.dossier, "action_reopen", "Xem lại")
        for line in self.dossier.line_ids:
            self.rpc(line, "write", {"appraised_score": 7, "note": "Xem lại"})
        self.rpc(self.dossier, "action_appraise")
        self.assertEqual(self.dossier.state, "appraised")
        self.assertTrue(self.dossier.same_device, "traces do not forget")

    def test_the_cookie(self):
        self.on({})
        answer = self.url_open("/cdht/toi")
        self.assertNotIn(COOKIE, answer.headers.get("Set-Cookie", ""))
        _login, code = self.invite()
        form = {"ma": code, "step": "1", "password": PASSWORD, "again": PASSWORD}
        sent = self.post("/cdht/moi", **form).headers["Set-Cookie"]
        cookie = re.search(rf"{COOKIE}=[^,]*(, [^=]*)?", sent)[0]
        for part in ("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=63072000"):
            self.assertIn(part, sent)
        self.assertNotIn(self.person.name, cookie)
        number = self.browser[COOKIE]
        self.enter_and_submit()
        self.assertEqual(self.browser[COOKIE], number, "given once")
        marks = set(self.traces(self.dossier, "submit").mapped("browser_mark"))
        self.assertEqual(len(marks), 1)
        self.assertNotIn(number, marks, "the trace keeps a digest only")

    def test_nobody_reads_marks(self):
        self.on({}, self.chapter)
        self.rpc(self.dossier.line_ids[0], "write", {"self_score": 8})
        (trace,) = self.traces(self.dossier.line_ids[0])
        self.assertTrue(trace.browser_mark)
        for user in (self.chapter, self.commune_user, self.manager):
            with self.assertRaises(AccessError):
                trace.with_user(user).read(["browser_mark"])
            with self.assertRaises(AccessError):
                trace.with_user(user).search([("browser_mark", "=like", "a%")])
        self.give_login(self.person, self.citizen_user)
        with self.assertRaises(AccessError):
            self.dossier.with_user(self.citizen_user).read(["same_device"])
