"""The page on which anybody objects, and the officers' screens, in a browser."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields, http
from odoo.tests import tagged
from odoo.tools.misc import hmac

from ..common import TODAY, CommuneHttpCase, today_is
from .test_objection import PHONE, REASON, SENDER, ObjectionMixin


@tagged("post_install", "-at_install")
class TestObjectionPage(ObjectionMixin, CommuneHttpCase):
    """The page in a browser without scripts and without a login."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.path = f"/cdht/xa/{cls.commune.id}/y-kien"

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)

    def post(self, files=None, **form):
        form = {
            "list_id": str(self.list.id), "sender_name": SENDER,
            "sender_contact": PHONE, "text": "Sai năm sinh.\r\nXin xem lại.", **form,
        }  # fmt: skip
        form["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(self.path, data=form, files=files)

    def all(self):
        self.env.invalidate_all()
        return self.env["cdht.objection"].search([])

    def test_what_is_sent_is_received(self):
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        for part in ("Thôn Một", "Thôn Hai", "chỉ cán bộ", 'autocomplete="name"'):
            self.assertIn(part, page.text)
        self.assertNotIn("<script", page.text)
        policy = page.headers["Content-Security-Policy"]
        self.assertIn("form-action 'self'", policy)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        hanging = self.url_open(self.path.replace("y-kien", "niem-yet"))
        self.assertIn(self.path, hanging.text)
        self.assertIn("form-action 'none'", hanging.headers["Content-Security-Policy"])
        answer = self.post()
        objection = self.all()
        self.assertEqual(answer.status_code, 200)
        self.assertIn(f"Đã nhận ý kiến số <b>{objection.id}</b>", answer.text)
        self.assertEqual(
            (objection.unit_id, objection.channel, objection.text, objection.state),
            (self.village, "page", "Sai năm sinh.\nXin xem lại.", "received"),
        )
        self.assertEqual(objection.received_on, TODAY)

    def test_ones_own_page_says_where_the_name_hangs(self):
        """Until when and whom to tell; not of who did not consent, nor afterwards."""
        place, dossier = self.list.place, self.proposed
        self.give_login(dossier.citizen_id, self.citizen_user)
        own = dossier.with_user(self.citizen_user)
        said = own._own_page()["next"]
        self.assertIn(place[1:], said)
        self.assertIn(f"đến hết ngày {TODAY:%d/%m/%Y}", said)
        self.assertIn("Ủy ban nhân dân xã Mẫu", said)
        with today_is(TODAY + timedelta(days=1)):
            self.assertNotIn("niêm yết", own._own_page()["next"])
        dossier.action_withdraw_consent("Không muốn nêu tên")
        self.assertNotIn("niêm yết", own._own_page()["next"])

    def test_a_second_click_makes_no_second_one(self):
        first, second = self.post().text, self.post(sender_name=f" {SENDER} ").text
        self.assertEqual(len(self.all()), 1)
        self.assertEqual(first, second)
        self.post(sender_name="Người Khác")
        self.post(list_id=str(self.list_2.id))
        self.assertEqual(len(self.all()), 3)

    def test_the_login_of_the_sender_is_not_kept(self):
        self.authenticate("t_citizen", "t_citizen")
        form = {"list_id": str(self.list.id), "sender_name": SENDER, "text": "Sai.",
                "csrf_token": http.Request.csrf_token(self)}  # fmt: skip
        self.assertEqual(self.url_open(self.path, data=form).status_code, 200)
        objection = self.all()
        public = self.env.ref("base.public_user")
        self.assertEqual(objection.create_uid, public)
        self.assertEqual(self.traces(objection).user_id, public)

    def test_what_is_missing_or_too_long_is_said(self):
        for form, words in (
            ({"list_id": ""}, "Xin chọn"),
            ({"list_id": "x"}, "Xin chọn"),
            ({"list_id": "999999999"}, "Xin chọn"),
            ({"sender_name": " \u200b "}, "họ và tên"),
            ({"text": "\n"}, "nội dung ý kiến"),
            ({"text": "ý" * 2001}, "quá 2000 ký tự"),
            ({"sender_name": "a" * 101}, "quá 100 ký tự"),
            ({"sender_contact": "1" * 41}, "quá 40 ký tự"),
        ):
            with self.subTest(words=words):
                answer = self.post(**form)
                self.assertEqual(answer.status_code, 422)
                self.assertIn(words, " ".join(answer.text.split()))
        kept = self.post(text="<b>" + "ý" * 2000)
        self.assertIn("&lt;b&gt;" + "ý" * 2000, kept.text)
        self.assertFalse(self.all())
        self.assertEqual(self.post(text="ý" * 2000 + "\r\n\0").status_code, 200)

    def test_a_file_is_no_text_and_a_long_body_is_refused(self):
        file = {"text": ("a.txt", b"x")}
        form = {"list_id": str(self.list.id), "sender_name": SENDER}
        form["csrf_token"] = http.Request.csrf_token(self)
        answer = self.url_open(self.path, data=form, files=file)
        self.assertEqual(answer.status_code, 422)
        answer = self.post(text="a" * 70_000)
        self.assertEqual(answer.status_code, 413)
        self.assertIn("lớn quá", answer.text)
        self.assertFalse(self.all())

    def test_twenty_an_hour_from_an_address(self):
        for number in range(20):
            self.assertEqual(self.post(text=f"Ý kiến {number}").status_code, 200)
        self.assertEqual(self.post(text="Ý kiến 4").status_code, 200, "the same again")
        answer = self.post(text="Ý kiến 20")
        self.assertEqual(answer.status_code, 429)
        self.assertIn("Ý kiến 20", answer.text)
        attempts = self.env["cdht.verify.miss"].search([])
        digest = hmac(self.env(su=True), "cdht_objection", "127.0.0.1")
        self.assertEqual(attempts.mapped("address"), [digest] * 20)
        hour_ago = fields.Datetime.now() - timedelta(minutes=61)
        self.env.cr.execute("UPDATE cdht_verify_miss SET create_date = %s", [hour_ago])
        self.assertEqual(self.post(text="Ý kiến 20").status_code, 200)

    def test_who_floods_it_closes_it_to_nobody_else(self):
        self.objection()
        limit = "odoo.addons.cdht_module.models.posting.cdht_objection._MANY"
        with patch(limit, 1):
            for number in range(2):
                self.assertEqual(self.post(text=f"Ý kiến {number}").status_code, 200)
            self.assertEqual(self.post(text="Ý kiến 3").status_code, 429)
            receive = self.env["cdht.objection"]._receive_public
            page = self.env["cdht.objection"]._public_page(self.commune.id)
            form = {"list_id": str(page["units"][0][0]), "sender_name": "Lý Văn Mẫu",
                    "sender_contact": "", "text": "Ý kiến 4"}  # fmt: skip
            self.assertEqual(receive(page, form, "192.0.2.9")["answer"], "done")
            self.objection()  # officers still enter what they are told
            self.all().with_user(self.commune_user).action_dismiss(REASON)
        self.assertEqual(self.post(text="Ý kiến 3").status_code, 200)

    def test_only_while_something_hangs(self):
        self.posting.sudo().write({"date_to": TODAY - timedelta(days=1),
                                   "date_from": TODAY - timedelta(days=1)})  # fmt: skip
        pages = [self.url_open(self.path), self.post()]
        pages.append(self.url_open(f"/cdht/xa/{self.other_commune.id}/y-kien"))
        for page in pages:
            self.assertEqual(page.status_code, 404)
            self.assertIn("hết thời gian niêm yết", page.text)
        self.assertFalse(self.all())
        self.objection(self.failed, channel="told")  # until the posting ends


@tagged("post_install", "-at_install")
class TestObjectionTour(ObjectionMixin, CommuneHttpCase):
    def test_typed_in_and_upheld(self):
        """From the posting to a new objection, then upheld with its reason."""
        self.failed.citizen_id.name = "Người Chưa Đạt"
        self.start_tour(
            f"/odoo/action-cdht_module.action_cdht_posting/{self.posting.id}",
            "cdht_objection",
            login=self.commune_user.login,
            timeout=300,
        )
        objection = self.env["cdht.objection"].search([])
        self.assertEqual((objection.state, objection.outcome), ("upheld", "restored"))
        self.assertEqual(objection.assessment_id, self.failed)

    def test_the_chapter_opens_it(self):
        objection = self.objection(self.failed)
        self.start_tour(
            f"/odoo/action-cdht_module.action_cdht_objection/{objection.id}",
            "cdht_objection_chapter",
            login=self.chapter.login,
            timeout=300,
        )
