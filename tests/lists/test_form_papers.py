import io

from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..paper_common import PaperCase, foreign_fonts, pieces
from ..pdf_layout import MM, page_text, text_lines

FORM = "cdht_module.report_cdht_"


@tagged("post_install", "-at_install")
class TestFormPapers(PaperCase):
    """The forms that go round in a unit and that one person fills in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["cdht.labour.group"].search([], limit=1)
        people = cls.make_people(size=23, labour_group_id=cls.group.id)
        people[4].name = "Nguyễn Thị Bích Thủy Phương Khánh Linh"
        cls.dossiers = cls.register(people)
        cls.score(cls.dossiers, "self_score", 9, 8, 7, 9, 8, 7, 9, 8, 7, 10)
        cls.proposal = cls.dossiers.proposal_id

    def _reader(self, report, records, user=None):
        pdf = self.print_pdf(records, report=FORM + report, user=user)
        return PdfReader(io.BytesIO(pdf))

    def _text(self, report, records):
        return self.print_text(records, report=FORM + report)

    def test_registration_sheet(self):
        """Everybody by name, the consent sentence, room for who comes later."""
        reader = self._reader("registration", self.proposal)
        text = " ".join(map(page_text, reader.pages))
        self.assertIn("đồng ý để chi hội khuyến học và Ủy ban nhân dân xã Mẫu", text)
        self.assertIn("năm 2026", text)
        for dossier in self.dossiers:
            self.assertIn(dossier.citizen_id.name, text)
        rows = sorted(
            y
            for page in reader.pages[:1]
            for text, x, y in pieces(page)
            if text.split()[0].isdecimal() and x < 31
        )
        gaps = {round(b - a, 1) for a, b in zip(rows, rows[1:], strict=False)}
        self.assertGreaterEqual(min(gaps), 9)
        self.campaign.consent_text = "Tôi đồng ý."
        self.assertIn("Tôi đồng ý.", self._text("registration", self.proposal))

    def test_the_evening_on_two_pages(self):
        """What to bring, to do and to send stands on one sheet of A4, whoever prints
        it, whatever the unit is called; an office words it as it likes."""
        self.campaign.intake_user_id = self.commune_user
        long = "Chi hội khuyến học thôn Nà Bản Khe Pặn Giữa Thượng và các xóm lân cận"
        for user, name in ((self.chapter, False), (self.commune_user, long)):
            self.village.chapter_name = name
            reader = self._reader("evening_guide", self.proposal, user)
            self.assertEqual(len(reader.pages), 2)
            for page in reader.pages:
                size = [float(page.mediabox.width), float(page.mediabox.height)]
                self.assertEqual([round(side / MM) for side in size], [210, 297])
                for line in text_lines(page):
                    self.assertGreater(line.x, 19)
                    self.assertLess(line.y, 290)
            text = " ".join(map(page_text, reader.pages))
            for said in (
                "LÀM TRONG MỘT BUỔI", "29/11/2026", "từ 1 đến 10 điểm", "Nhập điểm",
                "Gửi danh sách đề nghị", "cả bốn góc",
                f"cán bộ xã: {self.commune_user.name}.",
            ):  # fmt: skip
                self.assertIn(said, text)
        self.env["cdht.paper.wording"].create(
            {
                "paper": "evening_guide", "code": "photo", "name": "Ảnh",
                "text": "Nộp bản giấy là đủ.", "unit_id": self.commune.id,
            }
        )  # fmt: skip
        said = self._text("evening_guide", self.proposal)
        self.assertIn("Nộp bản giấy là đủ.", said)
        self.assertNotIn("cả bốn góc", said)

    def test_an_empty_unit_still_gets_a_sheet(self):
        proposal = self.campaign.proposal_ids.filtered(
            lambda p: p.unit_id == self.village_2
        )
        for report in ("registration", "score_sheet", "blank_score_sheet"):
            self.assertEqual(len(self._reader(report, proposal).pages), 1, report)

    def test_score_sheet_holds_twenty_a_page(self):
        for report in ("score_sheet", "blank_score_sheet"):
            reader = self._reader(report, self.proposal)
            self.assertEqual(len(reader.pages), 2, report)
            for page, numbers in zip(
                reader.pages, (range(1, 21), range(21, 24)), strict=True
            ):
                self.assertGreater(page.mediabox.width, page.mediabox.height)
                places = [(t, x) for t, x, y in pieces(page) if y < 165]
                column = [t.split()[0] for t, x in places if x < 28]
                column = [int(text) for text in column if text.isdecimal()]
                self.assertEqual(column, list(numbers))
            # Marks as well: a machine may have no other font than that of papers.
            self.assertFalse(foreign_fonts(reader))
            last = page_text(reader.pages[-1])
            self.assertIn("Chủ tọa", last)
            self.assertNotIn("Chủ tọa", page_text(reader.pages[0]))

    def test_score_sheet_shows_both_scores_and_what_was_seen(self):
        first = self.env["cdht.unit"]._in_paper_order(self.dossiers)[0]
        first.line_ids[3].paper_evidence = True
        values = self.proposal._score_sheet_values()
        row = values["pages"][0][0]
        self.assertEqual(row[1], first.citizen_id.name)
        self.assertEqual(row[3:23:2], [9, 8, 7, 9, 8, 7, 9, 8, 7, 10])
        self.assertEqual(set(row[4:23:2]), {""})
        self.assertEqual(row[23:26], ["×", 82, ""])
        blank = self.proposal._blank_score_sheet_values()["pages"][0][0]
        self.assertEqual(set(blank[3:]), {""})
        self.assertEqual(len(blank), len(row))

    def test_sheets_cost_the_same_for_many(self):
        few = self.make_dossiers(unit=self.village_2, size=2).proposal_id
        many = self.make_dossiers(unit=self.agency, size=40).proposal_id
        for method in ("_registration_values", "_score_sheet_values"):
            counts = []
            for proposal in (few, many):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                getattr(proposal, method)()
                counts.append(self.cr.sql_log_count - before)
            self.assertEqual(*counts, method)

    def test_own_form_is_one_sheet_of_paper(self):
        guide = self.env["cdht.indicator.guide"].search(
            [("labour_group_id", "=", self.group.id), ("wording", "!=", False)]
        )[0]
        reader = self._reader("assessment_form", self.dossiers[:3])
        self.assertEqual(len(reader.pages), 6)
        text = " ".join(map(page_text, reader.pages[:2]))
        self.assertIn(self.dossiers[0].citizen_id.name, text)
        self.assertIn(guide.wording[:40], text)
        self.assertIn("Ví dụ:", text)
        self.assertIn("Tổng điểm 82", text)
        self.assertIn("Xác nhận của chi hội", text)

    def test_filled_form_has_the_persons_evidence_or_none(self):
        """On one page where that fits; of several each says whose it is."""
        dossiers = self.dossiers[:2]
        self.carry(dossiers, "self_assessed", 9)
        short, long = dossiers
        short.line_ids[2].evidence = "Đọc báo Lạng Sơn"
        for line in long.line_ids:
            line.evidence = "Tham gia lớp tập huấn kỹ thuật trồng rừng " * 5
        pages = [
            page_text(page) for page in self._reader("assessment_form", short).pages
        ]
        self.assertEqual(len(pages), 1)
        self.assertIn("Độc lập - Tự do - Hạnh phúc", pages[0])
        self.assertIn("Đọc báo Lạng Sơn", pages[0])
        self.assertNotIn("Ví dụ", pages[0])
        self.assertNotIn("Trang", pages[0])
        pages = [
            page_text(page) for page in self._reader("assessment_form", long).pages
        ]
        name = long.citizen_id.name
        for number, text in enumerate(pages, 1):
            self.assertIn(f"Trang {number}/{len(pages)} – {name}", text)

    def test_own_form_masks_the_identity_number(self):
        person = self.make_people(identity_number="020080099999")
        dossier = self.register(person)
        text = self._text("assessment_form", dossier)
        self.assertNotIn("020080099999", text)
        self.assertIn(person.identity_number_masked, text)

    def test_form_and_guide_of_each_group(self):
        rule = self.campaign.set_id
        groups = self.env["cdht.labour.group"].search([])
        for report in ("blank_form", "guide"):
            reader = self._reader(report, rule)
            self.assertEqual(len(reader.pages), 2 * len(groups), report)
            text = " ".join(map(page_text, reader.pages))
            for group in groups:
                self.assertIn(group.name, text)
            width = float(reader.pages[0].mediabox.width) / MM
            self.assertAlmostEqual(width, 210, delta=0.5)
        # What an office still has to confirm is not for every citizen to read.
        rule.sudo().to_confirm = "Cần xác nhận: lời văn."
        self.assertNotIn("xác nhận:", self._text("guide", rule))

    def test_who_does_not_reach_the_people_prints_no_sheet(self):
        for report in ("registration", "score_sheet", "blank_score_sheet"):
            with self.assertRaises(AccessError):
                self._reader(report, self.proposal, self.chapter_2)
        with self.assertRaises(AccessError):
            self._reader("assessment_form", self.dossiers, self.chapter_2)
        self.assertTrue(self._reader("score_sheet", self.proposal, self.chapter))
