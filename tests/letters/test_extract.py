import io

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..paper_common import PaperCase
from ..pdf_layout import line_with, page_text, rules, text_lines

REPORT = "cdht_module.report_cdht_extract"


@tagged("post_install", "-at_install")
class TestExtract(PaperCase):
    """Trích sao of an issued decision, for a unit or for a person."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        dossiers = cls.make_list(cls.village, 3) | cls.make_list(cls.village_2, 4, 1)
        cls.decision = cls.issue(cls.decision_on(cls.petition(dossiers)), "9")
        cls.titles = cls.decision.recognition_ids
        cls.second = cls.titles.filtered(lambda t: t.unit_id == cls.village_2)
        cls.office = cls.env["cdht.signatory"].create(
            {
                "name": "Lê Thị Phòng",
                "unit_id": cls.commune.id,
                "post": "Chánh Văn phòng",
                "head_post": "Chủ tịch",
                "capacity": "tl",
                "on_behalf_name": "Ủy ban nhân dân",
            }
        )

    def make_extract(self, user=None, **vals):
        """A numbered draft for the second village."""
        action = self.decision.with_user(user or self.commune_user).action_extract()
        extract = self.env["cdht.extract"].browse(action["res_id"])
        extract = extract.with_user(user or self.commune_user)
        extract.write(
            {
                "unit_ids": [Command.set(self.village_2.ids)],
                "signatory_id": self.office.id,
                "number": "4",
                "date": "2027-01-06",
                **vals,
            }
        )
        return extract

    def test_what_it_says_by_itself(self):
        extract = self.make_extract()
        self.assertEqual(extract.recognition_ids, self.second)
        self.assertEqual(extract.symbol, "TrS-UBND")
        self.assertEqual(extract.issuing_unit_id, self.commune)
        self.assertEqual(extract.recipients, "Thôn Hai\nLưu: VT")
        self.assertEqual(
            extract.subject,
            "Trích sao Quyết định số 09/QĐ-UBND ngày 10 tháng 12 năm 2026",
        )

    def test_the_paper(self):
        """The decision with the rows of the unit, numbered as on its list; under a
        rule across the page the block of the copy (mẫu 3.1)."""
        extract = self.make_extract()
        extract.action_issue()
        reader = PdfReader(io.BytesIO(self.print_pdf(extract, report=REPORT)))
        page = reader.pages[-1]
        text = " ".join(map(page_text, reader.pages))
        position = -1
        for part in (
            "Số: 09/QĐ-UBND",
            "Điều 1. Công nhận",
            "cho 07 (bảy) cá nhân",
            "(Đã ký)",
            "Nguyễn Văn Mẫu",
            "Phụ lục I DANH SÁCH",
            "… … … … … II. Thôn Hai (4 người) 4 Người",
            "7 Người",
            "Danh sách có 07 (bảy) cá nhân./.",
            "Phụ lục II",
            "Danh sách có 01 (một) cá nhân./.",
            "ỦY BAN NHÂN DÂN XÃ MẪU TRÍCH SAO Số: 04/TrS-UBND Mẫu, ngày 06 tháng 01"
            " năm 2027",
            "Nơi nhận: - Thôn Hai; - Lưu: VT. TL. CHỦ TỊCH CHÁNH VĂN PHÒNG"
            " Lê Thị Phòng",
        ):
            found = text.find(part, position + 1)
            self.assertGreater(found, position, f"{part} in {text}")
            position = found
        for title in self.titles - self.second:
            self.assertNotIn(f"{title.printed_name} 1980", text)
        lines = text_lines(page)
        form = line_with(lines, "TRÍCH SAO")
        self.assertTrue(form.bold)
        self.assertEqual(form.size, 14)
        across = [rule for rule in rules(page) if rule.length > 160]
        self.assertEqual(len(across), 1)
        self.assertLess(across[0].y, form.y)
        self.assertGreater(across[0].y, line_with(lines, "Danh sách có").y)
        self.assertAlmostEqual(across[0].length, 165, delta=0.5)

    def test_the_block_of_the_copy_is_never_alone_on_a_page(self):
        extract = self.make_extract()
        chosen, pages = extract.recognition_ids[0].id, set()
        for size in (10, 22):
            rows = [
                {"person": chosen, "unit": self.village.id, "unit_name": "Thôn Một",
                 "name": "Tên", "birth_year": 1980, "streak": 1,
                 "is_outstanding": False}
            ] * size  # fmt: skip
            self.patch(
                type(self.decision), "_paper_rows", lambda decision, rows=rows: rows
            )
            reader = PdfReader(io.BytesIO(self.print_pdf(extract, report=REPORT)))
            pages.add(len(reader.pages))
            last = page_text(reader.pages[-1])
            self.assertIn("Tên 1980", last)
            self.assertIn("Danh sách có", last)
            self.assertIn("TRÍCH SAO", last)
        self.assertEqual(pages, {2, 3})

    def test_for_one_person(self):
        extract = self.make_extract(unit_ids=False, recognition_ids=self.second[:1].ids)
        text = self.print_text(extract, report=REPORT)
        self.assertIn(self.second[0].printed_name, text)
        self.assertNotIn(f"{self.second[1].printed_name} 1980", text)

    def test_its_number_is_of_the_register_of_copies(self):
        self.make_extract().action_issue()
        with self.assertRaises(ValidationError):
            self.make_extract(number="04")
        self.make_extract(number="9").action_issue()  # the decision's own number

    def test_issued_it_stays(self):
        extract = self.make_extract()
        extract.action_issue()
        for change in ({"number": "5"}, {"recognition_ids": [Command.clear()]}):
            with self.assertRaises(UserError):
                extract.write(change)
        with self.assertRaises(UserError):
            extract.unlink()
        with self.assertRaises(AccessError):
            self.make_extract(number="6").state = "issued"

    def test_refused(self):
        for change, words in (
            ({"unit_ids": False, "recognition_ids": False}, "units or the people"),
            ({"number": False}, "number and the date"),
            ({"date": "2026-12-01"}, "older than the decision"),
        ):
            with self.assertRaisesRegex(UserError, words):
                self.make_extract(**change).action_issue()
        stranger = self.make_titles(self.make_people(), [2024])
        with self.assertRaises(UserError):
            self.make_extract(unit_ids=False, recognition_ids=stranger.ids)
        draft = self.decision.copy({"kind": "recognise"})
        with self.assertRaises(UserError):
            draft.with_user(self.commune_user).action_extract()

    def test_who_may(self):
        extract = self.make_extract()
        for user in (self.chapter, self.commune_other, self.district, self.manager):
            with self.assertRaises(AccessError):
                self.decision.with_user(user).action_extract()
            with self.assertRaises(AccessError):
                self.print_pdf(extract, user=user, report=REPORT)
