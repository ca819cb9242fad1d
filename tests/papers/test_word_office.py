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

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.report.blocks import read
from odoo.addons.cdht_module.report.word_paper import to_docx

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


def as_pdfs(contents):
    """What LibreOffice makes of these Word files."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, content in enumerate(contents):
            files.append(Path(folder, f"paper-{number}.docx"))
            files[-1].write_bytes(content)
        subprocess.run(
            [
                shutil.which("soffice"),
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                *files,
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        return [file.with_suffix(".pdf").read_bytes() for file in files]


@tagged("post_install", "-at_install", "-standard", "cdht_word")
class TestEndInOffice(BaseCase):
    """However long a text is, three lines at least stand above its signature."""

    LINE = "Ủy ban nhân dân xã giao các cơ quan, đơn vị, các thôn thực hiện. "
    TABLE = (
        "<table class='list'><colgroup><col/></colgroup>"
        + "<tr><td>Một dòng của danh sách</td></tr>" * 4
        + "</table>"
    )

    def _file(self, paragraphs, before, last):
        text = f"<p class='text'>{self.LINE}</p>" * paragraphs
        return to_docx(
            read(
                "<html lang='vi'><head><title>Mẫu</title></head><body>"
                f"<div class='paper'>{text}{before}<div class='ending'>"
                f"<p class='text'>{last}</p><table class='signature'><tr>"
                "<td class='recipients'><div class='recipients'><p>Nơi nhận:</p>"
                "<p>- Lưu: VT.</p></div></td><td class='signer'><p>CHỦ TỊCH</p>"
                "<p class='name'>Lê Văn Mẫu</p></td></tr></table></div></div>"
                "</body></html>"
            )
        )

    def test_no_page_for_a_line_and_the_signature(self):
        heading = "<p class='text strong keep-next'>II. KẾT LUẬN</p>"
        kinds = [
            ("", "Hết."), ("", self.LINE * 2), ("", self.LINE * 3), (heading, "Hết."),
            (self.TABLE, "Hết."),
        ]  # fmt: skip
        texts = [(paragraphs, *kind) for kind in kinds for paragraphs in range(14, 34)]
        files = as_pdfs([self._file(*text) for text in texts])
        for text, file in zip(texts, files, strict=True):
            pages = pages_of(file)
            lines = _PAGE_NUMBER.sub("", pages[-1]).split("Nơi nhận:")[0].split("\n")
            above = [line for line in lines if line.strip()]
            with self.subTest(text=text):
                self.assertTrue(len(pages) == 1 or len(above) >= 3, pages[-1])


@tagged("post_install", "-at_install", "-standard", "cdht_word")
class TestWordInOffice(WordPapers, IssuedCase):
    """LibreOffice makes of each Word file the words of the paper's PDF."""

    allow_inherited_tests_method = True

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
            word = pages_of(*as_pdfs([reports._render_word(twin, records.ids)[0]]))
            self.assertEqual(words_of(word), words_of(pdf))
            # Only the PDF's end is fitted to its pages (report/page_fit.py).
            self.assertLessEqual(len(word) - len(pdf), 1)
            self.assertGreaterEqual(len(word), len(pdf))
