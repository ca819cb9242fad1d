import io
import json
from ast import literal_eval
from collections import Counter

from docx import Document
from lxml import html

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import CommuneCase
from ..issued_world import IssuedCase
from ..word_twins import WordPapers
from .test_word_paper import texts

_LINES = "p|div|td|th|tr|table|br"


def words_of_page(page):
    """How often each word stands on a page as QWeb makes it."""
    body = html.fromstring(page).find("body")
    for mark in body.iter("svg", "style"):
        mark.clear()
    for element in body.iter(*_LINES.split("|")):
        element.tail = f" {element.tail or ''}"
        element.text = f" {element.text or ''}"
    return Counter(body.text_content().split())


def words_of_file(content):
    return Counter(" ".join(texts(Document(io.BytesIO(content)))).split())


@tagged("post_install", "-at_install")
class TestWordFile(WordPapers, IssuedCase):
    """A Word file says what the PDF says, word by word."""

    allow_inherited_tests_method = True

    def _twins(self, model):
        return self.env["ir.actions.report"].search(
            [("model", "=", model), ("report_type", "=", "cdht-docx")]
        )

    def _compare(self, records):
        twins = self._twins(records._name)
        self.assertTrue(twins)
        for report in twins:
            if not records.filtered_domain(literal_eval(report.domain or "[]")):
                continue
            paper = report.report_name.removesuffix(".docx")
            page, _type = report._render_qweb_html(paper, records.ids)
            content, ending = report._render_word(report.report_name, records.ids)
            self.assertEqual(ending, "docx")
            expected = words_of_page(page.decode())
            self.assertGreater(expected.total(), 50)
            self.assertEqual(words_of_file(content), expected)

    def test_a_draft_says_so(self):
        draft = self.draft("cdht.decision")
        report = self.env.ref("cdht_module.report_cdht_decision_word")
        content, _ending = report._render_word(report, draft.ids)
        self.assertIn("DỰ THẢO", texts(Document(io.BytesIO(content))))

    def test_two_papers_in_one_file(self):
        decision = self.standing("cdht.decision")
        other = decision.copy()
        report = self.env.ref("cdht_module.report_cdht_decision_word")
        content, _ending = report._render_word(report, (decision | other).ids)
        document = Document(io.BytesIO(content))
        self.assertEqual(texts(document).count("QUYẾT ĐỊNH"), 2)
        self.assertGreaterEqual(len(document.sections), 2)

    def test_it_is_traced_as_a_print(self):
        paper = self.standing("cdht.petition")
        report = self.env.ref("cdht_module.report_cdht_petition_word")
        traces = [("res_model", "=", paper._name), ("move", "=", "print")]
        before = self.env["cdht.trace"].search_count(traces)
        report._render_word(report, paper.ids)
        people = len(paper.assessment_ids)
        found = self.env["cdht.trace"].search_count(traces) - before
        self.assertEqual(found, 1 if people > 1 else 0)


@tagged("post_install", "-at_install")
class TestWordDownload(CommuneCase, HttpCase):
    """The web client gets the file, or hears why not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.decision = cls.make_decision(cls.make_dossiers("appraised", size=2))

    def _download(self, user, name="decision_paper.docx"):
        self.authenticate(user.login, user.login)
        url = f"/report/cdht-docx/cdht_module.{name}/{self.decision.id}"
        return self.url_open(
            "/report/download",
            data={
                "data": json.dumps([url, "cdht-docx"]),
                "csrf_token": http.Request.csrf_token(self),
            },
        )

    def test_an_officer_gets_it(self):
        answer = self._download(self.commune_user)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("wordprocessingml", answer.headers["Content-Type"])
        name = answer.headers["Content-Disposition"]
        self.assertRegex(name, r"Quyet-dinh-\w+(-\w+)?-2026\.docx")
        self.assertIn("QUYẾT ĐỊNH:", texts(Document(io.BytesIO(answer.content))))

    @mute_logger("odoo.addons.cdht_module.controllers.papers.word", "odoo.http")
    def test_others_hear_why_not(self):
        for user, name in (
            (self.citizen_user, "decision_paper.docx"),
            (self.chapter, "decision_paper.docx"),
            (self.commune_user, "certificate_paper.docx"),
        ):
            with self.subTest(user=user.login, name=name):
                answer = self._download(user, name)
                # With which the web client shows what went wrong.
                self.assertIn("text/html", answer.headers["Content-Type"])
                self.assertIn("Odoo Server Error", answer.text)

    def test_the_menu_has_it(self):
        bound = self.env["ir.actions.actions"].with_user(self.commune_user)
        names = {one["id"] for one in bound.get_bindings("cdht.decision")["report"]}
        self.assertIn(self.env.ref("cdht_module.report_cdht_decision_word").id, names)
