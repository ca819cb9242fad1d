import io

from pypdf import PdfReader

from odoo.tests import tagged

from ..paper_common import PaperCase
from ..pdf_layout import MM, line_with, rule_below, text_lines, text_runs

LEFT, RIGHT = 30, 195
PAGE_MIDDLE = (LEFT + RIGHT) / 2


@tagged("post_install", "-at_install")
class TestDecisionLayout(PaperCase):
    """Each component of the decision by Nghị định 30/2020, Phụ lục I: size, weight,
    place, rules, distances; measured in the PDF."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.signatory.write(
            {
                "post": "Phó Chủ tịch",
                "head_post": "Chủ tịch",
                "capacity": "kt",
                "on_behalf_name": "Ủy ban nhân dân",
            }
        )
        dossiers = cls.make_list(cls.village, 3, 1) | cls.make_list(cls.village_2, 2)
        decision = cls.decision_on(cls.petition(dossiers))
        cls.issue(decision, "9", "2027-02-05")
        cls.reader = PdfReader(io.BytesIO(cls.print_pdf(decision)))
        cls.page, cls.annex = cls.reader.pages[:2]
        cls.lines = text_lines(cls.page)
        cls.annex_lines = text_lines(cls.annex)

    def assertStyle(self, text, size, bold=False, italic=False, lines=None):
        """The line with ``text`` has that size in points and style."""
        line = line_with(lines or self.lines, text)
        self.assertEqual(
            (line.size, line.bold, line.italic), (size, bold, italic), line.text
        )
        return line

    def test_sizes_and_styles(self):
        """Table V of the annex; where it leaves a choice the example's size."""
        for text, *style in (
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, True),
            ("Độc lập - Tự do - Hạnh phúc", 13, True),
            ("XÃ MẪU", 12, True),
            ("Số: 09/QĐ-UBND", 13),
            ("ngày 05 tháng 02 năm 2027", 13, False, True),
            ("Về việc công nhận danh hiệu", 14, True),
            ("ỦY BAN NHÂN DÂN XÃ MẪU", 14, True),
            ("Căn cứ Luật Tổ chức", 14, False, True),
            ("Theo đề nghị của", 14, False, True),
            ("QUYẾT ĐỊNH:", 14, True),
            ("Điều 1.", 14, True),
            ("(có danh sách kèm theo tại Phụ lục I)", 14),
            ("Nơi nhận:", 12, True, True),
            ("- Lưu: VT, HKH.", 11),
            ("TM. ỦY BAN NHÂN DÂN", 14, True),
            ("KT. CHỦ TỊCH", 14, True),
            ("PHÓ CHỦ TỊCH", 14, True),
            ("Nguyễn Văn Mẫu", 14, True),
        ):
            with self.subTest(text=text):
                self.assertStyle(text, *style)
        title = next(line for line in self.lines if line.text == "QUYẾT ĐỊNH")
        self.assertEqual((title.size, title.bold), (14, True))

    def test_sizes_and_styles_of_an_annex(self):
        for text, *style in (
            ("Phụ lục I", 14, True),
            ("DANH SÁCH CÁ NHÂN", 14, True),
            ("(Kèm theo Quyết định số 09/QĐ-UBND", 14, False, True),
            ("Họ và tên", 13, True),
            ("I. Thôn Một", 13, True),
            ("Danh sách có 05", 14),
        ):
            with self.subTest(text=text):
                self.assertStyle(text, *style, lines=self.annex_lines)

    def test_centred(self):
        for lines, text in (
            (self.lines, "Về việc công nhận"),
            (self.lines, "ỦY BAN NHÂN DÂN XÃ MẪU"),
            (self.lines, "QUYẾT ĐỊNH:"),
            (self.annex_lines, "Phụ lục I"),
            (self.annex_lines, "DANH SÁCH CÁ NHÂN"),
            (self.annex_lines, "(Kèm theo"),
        ):
            with self.subTest(text=text):
                self.assertAlmostEqual(
                    line_with(lines, text).middle, PAGE_MIDDLE, delta=0.5
                )

    def test_heads_side_by_side(self):
        """Body and number left, country and date right, each centred on its own."""
        country = line_with(self.lines, "CỘNG HÒA XÃ HỘI")
        for text in ("Độc lập", "ngày 05 tháng 02"):
            middle = line_with(self.lines, text).middle
            self.assertAlmostEqual(middle, country.middle, delta=0.6)
        body = line_with(self.lines, "XÃ MẪU")
        number = line_with(self.lines, "Số: 09")
        self.assertAlmostEqual(number.middle, body.middle, delta=0.6)
        self.assertLess(body.right, country.x)
        self.assertAlmostEqual(
            number.y, line_with(self.lines, "ngày 05 tháng 02").y, delta=0.1
        )

    def test_rules(self):
        """Under the motto as long as its line, else a third to a half of it."""
        motto = line_with(self.lines, "Độc lập")
        rule = rule_below(self.page, motto)
        self.assertAlmostEqual(rule.length, motto.right - motto.x, delta=0.5)
        for page, lines, text, widest in (
            (self.page, self.lines, "XÃ MẪU", "XÃ MẪU"),
            (self.page, self.lines, "Về việc công nhận", "Về việc công nhận"),
            (self.annex, self.annex_lines, "của Ủy ban", "(Kèm theo"),
        ):
            with self.subTest(text=text):
                line = line_with(lines, text)
                rule = rule_below(page, line)
                widest = line_with(lines, widest)
                share = rule.length / (widest.right - widest.x)
                self.assertGreaterEqual(share, 1 / 3)
                self.assertLessEqual(share, 1 / 2)
                self.assertAlmostEqual(rule.middle, line.middle, delta=0.5)

    def test_text_is_set_by_the_decree(self):
        """First lines 1.27 cm in, both edges straight, lines and paragraphs apart."""
        first = line_with(self.lines, "Căn cứ Quyết định số 677")
        at = self.lines.index(first)
        second, third = self.lines[at + 1 : at + 3]
        self.assertAlmostEqual(first.x - LEFT, 12.7, delta=0.2)
        self.assertAlmostEqual(second.x, LEFT, delta=0.2)
        self.assertAlmostEqual(first.right, RIGHT, delta=0.6)
        self.assertAlmostEqual(second.right, RIGHT, delta=0.6)
        # Single spacing of the font is 1.15 of its size.
        spacing = (second.y - first.y) * MM
        self.assertGreaterEqual(spacing, 14 * 1.15)
        self.assertLessEqual(spacing, 14 * 1.15 * 1.5)
        following = line_with(self.lines, "Căn cứ Quyết định số 244")
        self.assertGreaterEqual((following.y - third.y) * MM - spacing, 6 - 0.1)
        for number in range(1, 5):
            article = line_with(self.lines, f"Điều {number}.")
            self.assertAlmostEqual(article.x - LEFT, 12.7, delta=0.2)

    def test_bases_and_recipients_end_as_they_should(self):
        bases = [line for line in self.lines if line.italic and line.size == 14]
        self.assertTrue(line_with(bases, "tháng 6 năm 2025").text.endswith(";"))
        self.assertTrue(bases[-1].text.endswith("."))
        recipients = [line.text for line in self.lines if line.size == 11]
        self.assertTrue(all(text.startswith("- ") for text in recipients))
        self.assertTrue(all(text.endswith(";") for text in recipients[:-1]))
        self.assertTrue(recipients[-1].endswith("."))

    def test_signature(self):
        """“Nơi nhận” at the left edge beside the capacity; room to sign; the name
        bare and centred under the post."""
        capacity = [
            line_with(self.lines, text)
            for text in ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
        ]
        name = line_with(self.lines, "Nguyễn Văn Mẫu")
        self.assertEqual(name.text, "Nguyễn Văn Mẫu")
        for line in (*capacity, name):
            self.assertAlmostEqual(line.middle, capacity[0].middle, delta=0.5)
        self.assertEqual(sorted(capacity, key=lambda line: line.y), capacity)
        self.assertGreater(name.y - capacity[-1].y, 25)
        recipients = line_with(self.lines, "Nơi nhận:")
        self.assertAlmostEqual(recipients.x, LEFT, delta=0.2)
        self.assertAlmostEqual(recipients.y, capacity[0].y, delta=1)

    def test_black_on_one_side_of_the_margins(self):
        for page in self.reader.pages:
            for run in text_runs(page):
                self.assertGreaterEqual(run.x, LEFT - 0.1)
                self.assertLessEqual(run.right, RIGHT + 0.6)
