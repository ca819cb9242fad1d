import io
import sys
from unittest.mock import patch

from pypdf import PdfReader

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.cdht_module.report import paper_engine

from ..common import CommuneMixin
from ..paper_common import REPORT, PaperCase
from ..pdf_layout import page_text

_STATE = "get_wkhtmltopdf_state"


@tagged("post_install", "-at_install")
class TestPdfEngine(PaperCase):
    """WeasyPrint behind ir.actions.report, for our reports only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        dossiers = cls.make_list(cls.village, 1)
        cls.decision = cls.make_decision(dossiers)
        cls.decision_2 = cls.make_decision(subject="Về việc thử")
        cls.report = cls.env.ref(REPORT)
        cls.reports = cls.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )

    def streams(self, records, report=REPORT):
        return self.reports._render_qweb_pdf_prepare_streams(report, {}, records.ids)

    def test_our_reports_never_ask_for_wkhtmltopdf(self):
        with patch.object(type(self.report), _STATE, side_effect=AssertionError):
            pdf = self.print_pdf(self.decision)
        self.assertEqual(pdf[:5], b"%PDF-")

    def test_other_reports_keep_their_engine(self):
        other = self.report.copy({"cdht_weasyprint": False})
        with (
            patch.object(type(self.report), _STATE, return_value="install") as asked,
            patch.object(paper_engine, "html_to_pdf") as ours,
            self.assertRaises(UserError),
        ):
            self.streams(self.decision, other)
        asked.assert_called_once()
        ours.assert_not_called()

    def test_one_stream_a_record(self):
        both = self.decision | self.decision_2
        streams = self.streams(both)
        self.assertEqual(list(streams), both.ids)
        for decision, subject in (
            (self.decision, "công nhận"),
            (self.decision_2, "thử"),
        ):
            pages = PdfReader(streams[decision.id]["stream"]).pages
            self.assertIn(subject, page_text(pages[0]))
        pages = PdfReader(io.BytesIO(self.print_pdf(both))).pages
        self.assertEqual(
            len(pages),
            sum(len(PdfReader(s["stream"]).pages) for s in self.streams(both).values()),
        )

    def test_asked_for_twice_is_printed_twice_and_stored_never(self):
        self.report.attachment = "'a.pdf'"
        pdf = self.reports._render_qweb_pdf(REPORT, self.decision.ids * 2)[0]
        once = len(
            PdfReader(self.streams(self.decision)[self.decision.id]["stream"]).pages
        )
        self.assertEqual(len(PdfReader(io.BytesIO(pdf)).pages), 2 * once)
        self.assertFalse(self.stored(self.decision))

    def test_stored_print_is_printed_again(self):
        self.report.write({"attachment": "'a.pdf'", "attachment_use": True})
        both = self.decision | self.decision_2
        first = self.print_pdf(self.decision)
        self.assertEqual(self.stored(self.decision).raw, first)
        with patch.object(paper_engine, "html_to_pdf", return_value=b"%PDF-") as made:
            streams = self.streams(both)
        self.assertEqual(streams[self.decision.id]["stream"].getvalue(), first)
        self.assertEqual(made.call_count, 1)  # only the one that is not stored

    def stored(self, record):
        return self.env["ir.attachment"].search(
            [("res_model", "=", record._name), ("res_id", "=", record.id),
             ("name", "=", "a.pdf")]
        )  # fmt: skip

    def test_client_sees_which_reports_are_ours(self):
        self.assertIn("cdht_weasyprint", self.report._get_readable_fields())
        action = self.report.report_action(self.decision)
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertTrue(action["cdht_weasyprint"])

    def test_missing_engine_is_said_plainly(self):
        for name, value in (("weasyprint", None),):
            with patch.dict(sys.modules, {name: value}):
                paper_engine.check_font.cache_clear()
                with self.assertRaisesRegex(UserError, "libpango-1.0-0"):
                    self.print_pdf(self.decision)

    def test_missing_font_is_never_replaced(self):
        paper_engine.check_font.cache_clear()
        self.addCleanup(paper_engine.check_font.cache_clear)
        with (
            patch.object(paper_engine, "FONTS", ("No Such Font",)),
            self.assertRaisesRegex(UserError, "fonts-liberation"),
        ):
            self.print_pdf(self.decision)

    def test_letters_of_vietnamese(self):
        letters = paper_engine.vietnamese_letters()
        self.assertEqual(len(set(letters)), 146)
        for letter in "đĐạẶữỹỴ":
            self.assertIn(letter, letters)

    def test_only_static_files_of_addons_are_fetched(self):
        fetcher = paper_engine._fetcher()
        icon = fetcher.fetch("file:///web/static/img/logo.png")
        self.assertEqual(icon.content_type, "image/png")
        self.assertEqual(fetcher.fetch("data:text/plain,x").read(), b"x")
        for url in (
            "http://127.0.0.1/web",
            "https://example.com/x.png",
            "ftp://example.com/x",
            "file:///etc/passwd",
            "file://host/web/static/img/logo.png",
            "file:///web/static/../__manifest__.py",
            "file:///web/static/%2e%2e/__manifest__.py",
            "file:///web/models/models.py",
        ):
            with self.assertRaises(ValueError, msg=url):
                fetcher.fetch(url)


@tagged("post_install", "-at_install")
class TestPdfByHttp(CommuneMixin, HttpCase):
    """The Print menu's address, as a user of the commune."""

    def test_print_by_its_address(self):
        dossiers = self.make_dossiers("proposed")
        decision = self.make_decision(dossiers)
        self.commune_user.password = "commune-user-1"
        self.authenticate(self.commune_user.login, "commune-user-1")
        address = (
            f"/report/pdf/cdht_module.decision_paper/{decision.id}"
            '?context={"force_report_rendering":true}'
        )
        answer = self.url_open(address)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertEqual(answer.content[:5], b"%PDF-")

    def test_print_menu_of_a_decision(self):
        bindings = self.env["ir.actions.actions"].with_user(self.commune_user)
        reports = bindings.get_bindings("cdht.decision")["report"]
        self.assertIn("Decision", [report["name"] for report in reports])
        staff = self.env.ref("cdht_module.group_cdht_staff")
        self.commune_user.group_ids = [
            Command.unlink(group.id)
            for group in self.commune_user.group_ids
            if staff in group.all_implied_ids
        ]
        reports = bindings.get_bindings("cdht.decision").get("report", ())
        self.assertFalse(reports)
