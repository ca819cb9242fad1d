import io

from pypdf import PdfReader

from odoo.tests import tagged

from odoo.addons.cdht_module.report.paper_engine import vietnamese_letters

from ..paper_common import PaperCase, fonts, foreign_fonts, pieces
from ..pdf_layout import page_text, text_lines

_HEAD = "TT Họ và tên Năm sinh Số năm liên tục Ghi chú"


@tagged("post_install", "-at_install")
class TestPdfGeometry(PaperCase):
    """The page by Nghị định 30/2020, Phụ lục I: measured in the PDF."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.long_name = "Nguyễn Thị Bích Thủy Phương Khánh Linh"
        cls.letters = vietnamese_letters()
        all_letters = " ".join(
            cls.letters[i : i + 6] for i in range(0, len(cls.letters), 6)
        )
        names = {7: cls.long_name, 8: all_letters}
        first = cls.make_list(cls.village, 33, five=33, names=names)
        dossiers = first | cls.make_list(cls.village_2, 30, five=3)
        cls.decision = cls.decision_on(cls.petition(dossiers))
        cls.issue(cls.decision, "215")
        cls.pdf = cls.print_pdf(cls.decision)
        cls.reader = PdfReader(io.BytesIO(cls.pdf))
        cls.pages = [pieces(page) for page in cls.reader.pages]
        cls.texts = [page_text(page) for page in cls.reader.pages]
        cls.starts = [
            number
            for number, text in enumerate(cls.texts)
            if text.startswith("Phụ lục")
        ]

    def annex_pages(self, pages=None):
        first, second = self.starts
        pages = pages or self.pages
        return pages[first:second], pages[second:]

    def test_a4_upright(self):
        for page in self.reader.pages:
            self.assertAlmostEqual(float(page.mediabox.width), 595.28, delta=0.5)
            self.assertAlmostEqual(float(page.mediabox.height), 841.89, delta=0.5)

    def test_margins(self):
        """Left 30 mm, top and bottom 20 mm; only page numbers stand above."""
        for page in self.pages:
            body = [(x, y) for _text, x, y in page if y > 20]
            self.assertGreaterEqual(round(min(x for x, _y in body), 1), 30)
            self.assertLessEqual(max(x for x, _y in body), 195)
            self.assertLessEqual(max(y for _x, y in body), 277)
        self.assertEqual(round(min(x for _t, x, y in self.pages[0] if y > 20)), 30)

    def test_page_numbers(self):
        """None on page 1 and on an annex's first page; each annex begins anew."""
        for pages in self.annex_pages():
            self.assertGreater(len(pages), 1)
            self.assertEqual(
                [_number(page) for page in pages],
                [None, *(str(i) for i in range(2, len(pages) + 1))],
            )
        main = self.pages[: self.starts[0]]
        self.assertEqual(
            [_number(page) for page in main],
            [None, *(str(i) for i in range(2, len(main) + 1))],
        )

    def test_page_number_is_centred_in_the_top_margin(self):
        number, x, y = next(
            piece for piece in self.annex_pages()[0][1] if piece[2] < 20
        )
        self.assertEqual(number, "2")
        self.assertAlmostEqual(x, 30 + 165 / 2 - 1.2, delta=1)
        self.assertGreater(y, 5)

    def test_header_row_on_each_page_of_a_list(self):
        for texts in self.annex_pages(self.texts):
            for text in texts:
                self.assertIn(_HEAD, text)

    def test_each_annex_begins_on_a_new_page_with_its_head(self):
        for start, name in zip(self.starts, ("Phụ lục I", "Phụ lục II"), strict=True):
            self.assertEqual(self.pages[start][0][0], name)
            self.assertLess(self.pages[start][0][2], 26)

    def test_no_row_is_split(self):
        """A name of two lines ends on the page on which it begins."""
        for texts in self.annex_pages(self.texts):
            self.assertEqual(sum(self.long_name in text for text in texts), 1)

    def test_heading_of_a_unit_never_ends_a_page(self):
        """Whatever the length of the first unit, its heading keeps a row."""
        for size in range(26, 30):
            rows = [
                {"unit": unit.id, "unit_name": unit.name, "name": "Tên",
                 "birth_year": 1980, "streak": 1, "is_outstanding": False}
                for unit, count in ((self.village, size), (self.village_2, 5))
                for _row in range(count)
            ]  # fmt: skip
            self.patch(
                type(self.decision), "_paper_rows", lambda decision, rows=rows: rows
            )
            reader = PdfReader(io.BytesIO(self.print_pdf(self.decision)))
            for page in reader.pages:
                lines = [line.text for line in text_lines(page)]
                self.assertNotIn("người)", lines[-1])

    def test_signature_is_not_alone_on_a_page(self):
        """It takes the last article with it, whatever the length of the bases."""
        self.decision = self.decision.copy({"kind": "recognise"})
        seen = set()
        for length in (6, 9, 10, 11, 12, 13):
            self.decision.bases = "\n".join(["Căn cứ Luật Mẫu"] * length)
            reader = PdfReader(io.BytesIO(self.print_pdf(self.decision)))
            for number, page in enumerate(reader.pages):
                text = page_text(page)
                if "Nơi nhận" in text:
                    seen.add(number)
                    self.assertIn("chịu trách nhiệm thi hành", text)
                    self.assertIn("Nguyễn Văn Mẫu", text)
        self.assertEqual(seen, {0, 1})

    def test_one_family_with_every_letter(self):
        self.assertTrue(fonts(self.reader))
        self.assertFalse(foreign_fonts(self.reader))
        self.assertEqual(set(self.letters) - set("".join(self.texts)), set())


def _number(page):
    above = [text for text, _x, y in page if y < 20]
    return above[0] if above else None
