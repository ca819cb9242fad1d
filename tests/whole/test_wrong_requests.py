"""What cannot be answered is said in Vietnamese, or in the language of who calls."""

from unittest.mock import patch

from odoo.exceptions import AccessError, ConcurrencyError, MissingError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CommuneHttpCase
from ..own_page_case import OwnPageCase

_HTTP = "odoo.http"


@tagged("post_install", "-at_install")
class TestFaultPages(OwnPageCase):
    """Whatever a page of ours fails on; the rest is asked of a server of its own, in
    tests/server."""

    def failing(self, error):
        """People's own page fails with that."""
        model = self.registry["cdht.campaign"]
        return patch.object(model, "_open_of", side_effect=error)

    @mute_logger(_HTTP)
    def test_by_the_kind_of_failure(self):
        for error, status, words in (
            (ZeroDivisionError(), 500, "Hệ thống đang có lỗi"),
            (AccessError("x"), 403, "không dành cho tài khoản"),
            (MissingError("x"), 404, "Không có trang này"),
            (UserError("Chưa mở đợt đánh giá."), 422, "Chưa mở đợt đánh giá."),
        ):
            with self.subTest(error=error), self.failing(error):
                answer = self.url_open("/cdht/toi")
                self.assertEqual(answer.status_code, status)
                self.assertIn(words, answer.text)
                self.assertIn('<html lang="vi"', answer.text)
                self.assertEqual(answer.headers["Cache-Control"], "no-store")
                self.assertNotIn("Traceback", answer.text)

    @mute_logger(_HTTP, "odoo.service.model")
    def test_when_too_many_come_at_once(self):
        """After Odoo's own tries; what was typed stands on the page."""
        self.registered()
        with self.failing(ConcurrencyError()), patch("time.sleep"):
            answer = self.post("/cdht/toi/chi-so/1", evidence="Đọc sách mỗi tuần.")
        self.assertEqual(answer.status_code, 503)
        self.assertIn("nhiều người gửi", answer.text)
        self.assertIn("Đọc sách mỗi tuần.", answer.text)

    @mute_logger(_HTTP)
    def test_a_transaction_that_answers_nothing_any_more(self):
        def fail(model, citizen):
            model.env.cr.execute("SELECT 1/0")

        with mute_logger("odoo.sql_db"):
            with patch.object(self.registry["cdht.campaign"], "_open_of", fail):
                answer = self.url_open("/cdht/toi")
        self.assertEqual(answer.status_code, 500)
        self.assertIn("Hệ thống đang có lỗi", answer.text)

    @mute_logger(_HTTP, "odoo.addons.cdht_module.models.foundation.ir_http")
    def test_our_page_fails_as_well(self):
        """Then the host answers."""
        page = "odoo.addons.cdht_module.models.foundation.ir_http.fault_page"
        with self.failing(ZeroDivisionError()), patch(page, side_effect=KeyError):
            answer = self.url_open("/cdht/toi")
        self.assertEqual(answer.status_code, 500)

    @mute_logger(_HTTP)
    def test_other_paths_are_the_hosts(self):
        page = "odoo.addons.cdht_module.models.foundation.ir_http.fault_page"
        with patch(page, side_effect=AssertionError):
            for path in ("/khong-co", "/cdhtx", "/web/khong-co"):
                self.assertEqual(self.url_open(path).status_code, 404, path)

    def test_every_text_that_was_typed_is_given_back(self):
        self.registered()
        for path, name in (
            ("/cdht/toi/rut", "reason"),
            ("/cdht/toi/nop", "helped_by"),
            ("/cdht/toi/chi-so/1", "evidence"),
        ):
            with self.subTest(path=path):
                form = {name: "Lời đã viết.", "password": "bi mat", "csrf_token": "x"}
                answer = self.post(path, **form)
                self.assertEqual(answer.status_code, 400)
                self.assertIn("Lời đã viết.", answer.text)
                self.assertNotIn("bi mat", answer.text)

    def test_the_slips_page_too(self):
        form = {"login": "a", "password": "bi mat", "csrf_token": "x"}
        answer = self.url_open("/cdht/phieu", data=form)
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Trang đã mở quá lâu", answer.text)
        self.assertNotIn("bi mat", answer.text)


@tagged("post_install", "-at_install")
class TestLanguageOfCalls(CommuneHttpCase):
    """A call from outside that names no language is refused in the user's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossier = cls.make_dossiers()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.chapter.lang, cls.commune_user.lang = "vi_VN", "en_US"

    @mute_logger(_HTTP)
    def refusal(self, user, **context):
        self.authenticate(user.login, user.login)
        call = {"model": "cdht.assessment", "method": "action_submit",
                "args": [self.dossier.ids], "kwargs": {"context": context}}  # fmt: skip
        answer = self.url_open("/web/dataset/call_kw", json={"params": call}).json()
        return answer["error"]["data"]["message"]

    def test_in_the_users_language(self):
        self.assertIn("điểm", self.refusal(self.chapter))
        self.assertIn("điểm", self.refusal(self.chapter, tz="UTC"))
        self.assertIn("score", self.refusal(self.commune_user))

    def test_a_language_that_is_named_stands(self):
        self.assertIn("score", self.refusal(self.chapter, lang="en_US"))
        self.assertIn("điểm", self.refusal(self.commune_user, lang="vi_VN"))

    def test_only_of_our_models(self):
        units = self.env["cdht.unit"].with_user(self.chapter)
        self.assertEqual(units.with_context({}).env.lang, "vi_VN")
        self.assertEqual(units.with_context({}, lang="en_US").env.lang, "en_US")
        self.assertEqual(units.with_context(lang=None).env.lang, None)
        partners = self.env["res.partner"].with_user(self.chapter)
        self.assertEqual(partners.with_context({}).env.context.get("lang"), None)
