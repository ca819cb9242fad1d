import io

from pypdf import PdfReader

from odoo.tests import tagged

from ..paper_common import PaperCase
from ..pdf_layout import text_lines

REPORT = "cdht_module.report_cdht_letter"


@tagged("post_install", "-at_install")
class TestPaperArchive(PaperCase):
    """What a PDF carries beside its pages, and where a letter's last page begins."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.letter = cls.env["cdht.letter"].create(
            {
                "issuing_unit_id": cls.commune.id,
                "signatory_id": cls.signatory.id,
                "subject": "việc mẫu",
                "addressees": "Các thôn",
                "number": "5",
                "date": "2026-10-15",
                "body": "Nội dung.",
            }
        )

    def _reader(self):
        return PdfReader(io.BytesIO(self.print_pdf(self.letter, report=REPORT)))

    def test_tagged_archival_with_title_and_language(self):
        self.letter.action_issue()
        reader = self._reader()
        root = reader.trailer["/Root"]
        self.assertEqual(root["/Lang"], "vi")
        self.assertTrue(root["/MarkInfo"]["/Marked"])
        self.assertIn("/StructTreeRoot", root)
        self.assertEqual(reader.metadata.title, "Công văn 05-UBND-VHXH")
        self.assertEqual(reader.xmp_metadata.pdfaid_part, "3")

    def test_last_lines_go_with_the_signature(self):
        """Whatever its length: text on the last page, and no page left half empty."""
        words = "Đề nghị các thôn, cơ quan, trường học khẩn trương thực hiện. "
        for size in range(14, 40, 5):
            self.letter.body = f"Nội dung.\n{words * size}"
            pages = [text_lines(page) for page in self._reader().pages]
            with self.subTest(size=size):
                last = [line.text for line in pages[-1]]
                signature = next(i for i, t in enumerate(last) if "Nơi nhận" in t)
                self.assertGreaterEqual(signature, 2)
                if len(pages) > 1:
                    lowest = max(line.y for line in pages[0])
                    # What the signature and two lines need (70 mm), no more, is left.
                    self.assertGreater(lowest, 200)
