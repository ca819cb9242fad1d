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


def pages_of(content):
    """The text of each page of a PDF."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return [page.get_textpage().get_text_range() for page in document]


def words_of(pages):
    text = unicodedata.normalize("NFC", _HYPHENS.sub("-", " ".join(pages)))
    return Counter(text.split())


@tagged("post_install", "-at_install", "-standard", "cdht_word")
class TestWordInOffice(WordPapers, IssuedCase):
    """LibreOffice makes of each Word file the pages and words of the paper's PDF."""

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
            self.assertEqual(len(word), len(pdf))
