import io
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from unittest.mock import patch

from pypdf import PdfReader

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.cdht_module.report import paper_engine, typst_paper

from ..common import CommuneMixin
from ..paper_common import REPORT, PaperCase
from ..pdf_layout import page_text

_STATE = "get_wkhtmltopdf_state"


@tagged("post_install", "-at_install")
class TestPdfEngine(PaperCase):
    """Our engine behind ir.actions.report, for our reports only."""

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
        other = self.report.copy({"cdht_paper": False})
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
        self.assertIn("cdht_paper", self.report._get_readable_fields())
        action = self.report.report_action(self.decision)
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertTrue(action["cdht_paper"])

    def test_missing_engine_is_said_plainly(self):
        self._forget_fonts()
        with (
            patch.dict(sys.modules, {"typst": None}),
            self.assertRaisesRegex(UserError, "typst"),
        ):
            self.print_pdf(self.decision)

    def test_missing_font_is_never_replaced(self):
        self._forget_fonts()
        with (
            patch.object(paper_engine, "FONTS", ("No Such Font",)),
            self.assertRaisesRegex(UserError, "fonts-liberation.*Liberation Serif"),
        ):
            self.print_pdf(self.decision)

    def test_font_that_lacks_letters_is_found(self):
        self._forget_fonts()
        with (
            patch.object(paper_engine, "vietnamese_letters", return_value="aẵ\u4e00"),
            self.assertRaisesRegex(UserError, "\u4e00"),
        ):
            self.print_pdf(self.decision)

    def _forget_fonts(self):
        for cached in (paper_engine.check_font, paper_engine._fonts):
            cached.cache_clear()
            self.addCleanup(cached.cache_clear)

    def test_letter_that_no_font_has_holds_up_nothing(self):
        self.decision.subject = "Về việc thử \U0001f9ff của xã"
        with mute_logger("odoo.addons.cdht_module.report.paper_engine"):
            text = self.print_text(self.decision)
        self.assertIn("của xã", text)

    def test_same_bytes_for_the_same_text(self):
        html = self.reports._render_qweb_html(REPORT, self.decision.ids)[0].decode()
        first, again, later = (
            paper_engine.html_to_pdf(html, date(2026, 12, day)) for day in (1, 1, 2)
        )
        self.assertEqual(first, again)
        self.assertNotEqual(first, later)

    def test_threads_print_side_by_side(self):
        html = self.reports._render_qweb_html(REPORT, self.decision.ids)[0].decode()
        made = date(2026, 12, 1)
        with ThreadPoolExecutor(4) as threads:
            found = threads.map(
                lambda _turn: paper_engine.html_to_pdf(html, made), range(8)
            )
            self.assertEqual(len(set(found)), 1)

    def test_what_is_no_part_of_a_paper_is_named(self):
        template = self.env.ref("cdht_module.decision_body")
        template.arch_db = template.arch_db.replace('class="decides"', 'class="deices"')
        with self.assertRaisesRegex(UserError, "deices"):
            self.print_pdf(self.decision)

    def test_letters_of_vietnamese(self):
        letters = paper_engine.vietnamese_letters()
        self.assertEqual(len(set(letters)), 146)
        for letter in "đĐạẶữỹỴ":
            self.assertIn(letter, letters)

    def test_only_static_files_of_addons_are_printed(self):
        icon = typst_paper.picture("/web/static/img/logo.png")
        self.assertEqual(icon[1:4], b"PNG")
        self.assertEqual(typst_paper.picture("data:text/plain,x"), b"x")
        self.assertEqual(typst_paper.picture("data:image/png;base64,eA=="), b"x")
        for url in (
            "http://127.0.0.1/web",
            "https://example.com/x.png",
            "ftp://example.com/x",
            "file:///etc/passwd",
            "file:///web/static/img/logo.png",
            "//host/web/static/img/logo.png",
            "/web/static/../__manifest__.py",
            "/web/static/%2e%2e/__manifest__.py",
            "/web/models/models.py",
            None,
        ):
            with self.assertRaises(ValueError, msg=url):
                typst_paper.picture(url)

    def test_the_program_reads_nothing(self):
        """No file, no address, no package: what it prints comes as data."""
        program = paper_engine._FOLDER / "paper.typ"
        code = re.sub(r"//.*", "", program.read_text())
        for word in ("#import", "#include", "read(", "eval(", "plugin(", "@"):
            self.assertNotIn(word, code)
        self.assertEqual(os.listdir(paper_engine._FOLDER), ["paper.typ"])


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
