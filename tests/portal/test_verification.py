"""The code on papers and the public page behind it."""

import io
from contextlib import nullcontext
from unittest.mock import patch

import pypdfium2
import zxingcpp
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.test_cursor import TestCursor
from odoo.tools.misc import hmac

from odoo.addons.cdht_module.tests.whole.test_identity_exports import _commit_with_hooks

from ..common import CommuneHttpCase
from ..paper_common import PaperCase, pieces

ADDRESS = "cdht_module.public_url"
HOST = "https://congdanhoctap.xa-mau.gov.vn"


class VerifiedMixin:
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(ADDRESS, HOST)
        cls.commune.verifies_decisions = True

    @classmethod
    def draft(cls, size=1):
        dossiers = cls.make_dossiers("proposed", size=size)
        return cls.make_decision(dossiers)


@tagged("post_install", "-at_install")
class TestVerification(VerifiedMixin, PaperCase):
    def test_token_from_signature_on(self):
        decision = self.draft()
        self.assertFalse(decision._verify_mark())
        self.assertFalse(decision._paper_values()["verify_mark"])
        self.assertFalse(decision.verify_token)
        decision.action_submit()
        token = decision.verify_token
        self.assertGreaterEqual(len(token), 32)
        self.assertIn("<svg", decision._paper_values()["verify_mark"])
        self.assertEqual(
            decision._verified_by(token),
            {
                "kind": "decision",
                "status": "pending",
                "hashes": "",
                "signed_hashes": "",
            },
        )
        decision.action_return("Sửa trích yếu")
        self.assertFalse(decision._paper_values()["verify_mark"])
        self.assertEqual(decision._verified_by(token)["status"], "pending")
        self.issue(decision)
        self.assertEqual(decision.verify_token, token)
        self.assertEqual(decision._verified_by(token)["status"], "valid")

    def test_mark_moves_no_signature(self):
        decision = self.draft()
        decision.action_submit()
        places = []
        for wanted in (False, True):
            self.commune.verifies_decisions = wanted
            reader = PdfReader(io.BytesIO(self.print_pdf(decision)))
            decision._supersede_prints()
            name = decision.signatory_id.name
            places.append(
                [
                    (number, round(x, 1), round(y, 1))
                    for number, page in enumerate(reader.pages)
                    for text, x, y in pieces(page)
                    if text == name
                ]
            )
        self.assertEqual(len(places[0]), 1)
        self.assertEqual(*places)

    def test_no_address_no_token(self):
        self.env["ir.config_parameter"].set_param(ADDRESS, "")
        decision = self.issue(self.draft())
        self.assertFalse(decision.verify_token)
        self.assertFalse(decision.recognition_ids.verify_token)
        self.assertFalse(decision.recognition_ids._verify_mark())

    def test_a_telephone_reads_the_code(self):
        """Each certificate's code, read from the page as it is seen."""
        titles = self.issue(self.draft(3)).recognition_ids
        report = "cdht_module.report_cdht_certificate"
        content = self.print_pdf(titles, report=report)
        pages = pypdfium2.PdfDocument(content)
        codes = [
            zxingcpp.read_barcode(page.render(scale=2).to_pil()).text for page in pages
        ]
        pages.close()
        page = f"{HOST}/cdht/xac-minh/"
        self.assertEqual(set(codes), {page + t.verify_token for t in titles})
        self.assertNotIn(" id=", titles[0]._verify_mark())  # many stand in one text

    def test_office_that_wants_none(self):
        self.commune.verifies_decisions = False
        decision = self.issue(self.draft())
        self.assertFalse(decision.verify_token)
        self.assertTrue(decision.recognition_ids.verify_token)

    def test_amended_and_revoked(self):
        decision = self.issue(self.draft(2))
        first, second = decision.recognition_ids
        revoking = self.issue(first.action_revoke("Ý kiến phản ánh đúng"))
        answer = first._verified_by(first.verify_token)
        self.assertEqual(answer["status"], "revoked")
        self.assertIn(revoking.number, answer["later"][0])
        self.assertEqual(second._verified_by(second.verify_token)["status"], "valid")
        answer = decision._verified_by(decision.verify_token)
        self.assertEqual(answer["status"], "corrected")
        self.assertIn(revoking.number, answer["later"][0])
        self.issue(second.action_revoke("Ý kiến phản ánh đúng"))
        answer = decision._verified_by(decision.verify_token)
        self.assertEqual(answer["status"], "revoked")

    def test_unknown_and_odd_tokens(self):
        decision = self.issue(self.draft())
        token = decision.verify_token
        for odd in (
            "",
            None,
            token[:-1],
            token.swapcase(),
            "a" * 32,
            "%" * 32,
            "á" * 40,
        ):
            self.assertIsNone(decision._verified_by(odd), odd)

    def test_tokens_in_bulk(self):
        """A title more costs no query more."""
        counts = []
        self.env["cdht.verified"]._verify_address()  # read once, then cached
        for size in (2, 12):
            titles = self.make_titles(
                self.make_people(size=1), range(2000, 2000 + size)
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            titles._make_verify_tokens()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(set(titles.mapped("verify_token"))), size)
        self.assertEqual(*counts)

    def test_a_miss_is_counted_as_the_request_ends(self):
        attempts = self.env["cdht.verify.miss"]
        with patch.object(
            self.env.registry, "cursor", lambda: nullcontext(self.env.cr)
        ):
            for _try in range(20):
                self.assertFalse(attempts._count_failed_attempt("192.0.2.1"))
                self.env.cr.postcommit.run()
            self.assertTrue(attempts._count_failed_attempt("192.0.2.1"))
            self.assertFalse(attempts._count_failed_attempt("192.0.2.2"))
        self.assertNotIn("192.0.2.1", attempts.search([]).mapped("address"))

    def test_address_is_given_by_managers(self):
        windows = self.env["cdht.public.address"]
        window = windows.with_user(self.manager).create({"address": f"{HOST}/"})
        for wrong in ("http://a.vn", "https://a.vn/x", "https://a.vn?x", "https://a b"):
            window.address = wrong
            with self.assertRaises(UserError):
                window.action_confirm()
        window.address = "https://khac.gov.vn:8443/"
        window.action_confirm()
        self.assertEqual(
            windows._fields["address"].default(windows), "https://khac.gov.vn:8443"
        )
        with self.assertRaises(AccessError):
            windows.with_user(self.commune_user).create({"address": HOST})


@tagged("post_install", "-at_install")
class TestVerifyPage(VerifiedMixin, CommuneHttpCase):
    def page(self, token):
        return self.url_open(f"/cdht/xac-minh/{token}")

    def test_a_certificate_is_named_once_it_has_its_number(self):
        title = self.issue(self.draft()).recognition_ids
        for number, words in ((False, "Danh hiệu"), ("12", "Giấy chứng nhận")):
            title.certificate_number = number
            page = self.page(title.verify_token).text
            self.assertIn(f"{words} còn hiệu lực", page)

    def test_page(self):
        decision = self.issue(self.draft())
        title = decision.recognition_ids
        title.citizen_id.identity_number = "020080000123"
        self.env["cdht.print"].create(
            {
                "res_model": "cdht.recognition",
                "res_id": title.id,
                "report_name": "x",
                "stage": "issued",
                "file": "QQ==",
                "filename": "x.pdf",
                "sha256": "abcdef123",
            }
        )
        name = title.printed_name
        answer = self.page(title.verify_token)
        self.assertEqual(answer.status_code, 200)
        for words in (
            name,
            "còn hiệu lực",
            decision._reference(),
            "10/12/2026",
            "abcdef123",
        ):
            self.assertIn(words, answer.text)
        for secret in ("020080000123", "1980", self.village.name, "website", "csrf"):
            self.assertNotIn(secret, answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertIn("noindex", answer.headers["X-Robots-Tag"])
        self.assertIn("default-src 'none'", answer.headers["Content-Security-Policy"])
        self.assertNotIn("Set-Cookie", answer.headers)
        script = self.url_open("/cdht_module/static/src/verify_page.js")
        self.assertEqual(script.status_code, 200)
        answer = self.page(decision.verify_token)
        self.assertIn(decision._reference(), answer.text)
        self.assertNotIn(name, answer.text)
        title.citizen_id.anonymised_on = "2026-12-20"
        self.assertNotIn(name, self.page(title.verify_token).text)

    def test_before_issue_nothing_is_told(self):
        decision = self.draft()
        decision.action_submit()
        answer = self.page(decision.verify_token)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("Chưa ban hành", answer.text)
        self.assertNotIn(decision.subject, answer.text)

    def test_misses_are_limited_hits_are_not(self):
        title = self.issue(self.draft()).recognition_ids
        pages = [self.page(token) for token in ("a" * 32, "b" * 32, "x")]
        self.assertEqual({page.status_code for page in pages}, {404})
        self.assertEqual(len({page.text for page in pages}), 1)
        self.assertFalse(self.env["cdht.verify.miss"].search([]))  # own cursor, below
        with patch.object(TestCursor, "commit", _commit_with_hooks):
            self.page("a" * 32)
        self.env.invalidate_all()
        self.assertEqual(self.env["cdht.verify.miss"].search_count([]), 1)
        digest = hmac(self.env(su=True), "cdht_verify_miss", "127.0.0.1")
        self.env["cdht.verify.miss"].create([{"address": digest}] * 19)
        self.assertEqual(self.page("b" * 32).status_code, 429)
        self.assertEqual(self.page(title.verify_token).status_code, 200)
        self.env.cr.execute("UPDATE cdht_verify_miss SET create_date = '2020-01-01'")
        self.assertEqual(self.page("b" * 32).status_code, 404)
        self.env["cdht.verify.miss"]._forget()
        self.assertEqual(self.env["cdht.verify.miss"].search_count([]), 0)
