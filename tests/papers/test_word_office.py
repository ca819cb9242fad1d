import io
import re
import shutil
import subprocess
import tempfile
import unicodedata
from ast import literal_eval
from collections import Counter
from pathlib import Path

import pypdfium2

from odoo.tests import tagged

from ..issued_world import IssuedCase
from ..word_twins import WordPapers

_HYPHENS = re.compile("[\u2010\u2011\x02\ufffe]")
_DOTS = re.compile(r"(?:\.{3,}|…)+\.*")
_PAGE_NUMBER = re.compile(r"\A\s*\d+\s")


def pages_of(content):
    """The text of each page of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return [page.get_textpage().get_text_range() for page in document]


def words_of(pages):
    """The words of a paper, without its pages' numbers; dots to write on are alike."""
    text = " ".join(_PAGE_NUMBER.sub("", page) for page in pages)
    text = unicodedata.normalize("NFC", _HYPHENS.sub("-", text))
    return Counter(_DOTS.sub("…", text).split())


@tagged("post_install", "-at_install", "-standard", "cdht_word")
class TestWordInOffice(WordPapers, IssuedCase):
    """LibreOffice makes of each Word file the words of the paper's PDF."""

    allow_inherited_tests_method = True

    def _as_pdf(self, content):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "paper.docx")
            file.write_bytes(content)
            subprocess.run(
                [
                    shutil.which("soffice"),
                    "--convert-to",
                    "pdf",
                    "--outdir",
                    folder,
                    file,
                ],
                check=True,
                capture_output=True,
                timeout=120,
            )
            return file.with_suffix(".pdf").read_bytes()

    def _compare(self, records):
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        for twin in reports.search(
            [("model", "=", records._name), ("report_type", "=", "cdht-docx")]
        ):
            if not records.filtered_domain(literal_eval(twin.domain or "[]")):
                continue
            paper = twin.report_name.removesuffix(".docx")
            pdf = pages_of(reports._render_qweb_pdf(paper, records.ids)[0])
            word = pages_of(self._as_pdf(reports._render_word(twin, records.ids)[0]))
            self.assertEqual(words_of(word), words_of(pdf))
            # Only the PDF's end is fitted to its pages (report/page_fit.py).
            self.assertLessEqual(len(word) - len(pdf), 1)
            self.assertGreaterEqual(len(word), len(pdf))
