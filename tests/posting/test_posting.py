import io
from datetime import date
from unittest.mock import patch

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import scanned, today_is
from ..paper_common import PaperCase
from ..pdf_layout import MM, line_with, page_text, text_lines

NOTICE = "cdht_module.report_cdht_posting"
MINUTES = "cdht_module.report_cdht_posting_end"
BEGIN = "cdht_module.report_cdht_posting_begin"
LOUD = "cdht_module.report_cdht_posting_loud"


@tagged("post_install", "-at_install")
class TestPosting(PaperCase):
    """The lists on their boards: drafted, posted, ended, and what is printed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = {0: "Nguyễn Thị Bích Thủy Phương Khánh Linh", 3: "Lò Văn Lặng"}
        in_village = cls.make_list(size=4, names=names)
        dossiers = in_village[:3] | cls.make_list(cls.village_2, size=2)
        dossiers.action_record_consent("form")
        dossiers.proposal_id.action_receive()
        cls.dossiers = dossiers
        action = cls.campaign.with_user(cls.commune_user).action_make_posting()
        cls.posting = cls.env["cdht.posting"].browse(action["res_id"])

    def _post(self, **vals):
        self.posting.write(
            {
                "signatory_id": self.signatory.id,
                "date_from": "2026-10-16",
                "contact": "Ủy ban nhân dân xã Mẫu, điện thoại 0200 000 000",
                "number": "7",
                "date": "2026-10-15",
                **vals,
            }
        )
        self.posting.with_user(self.commune_user).action_issue()
        return self.posting

    def _pages(self, report):
        pdf = self.print_pdf(self.posting, report=report)
        return PdfReader(io.BytesIO(pdf)).pages

    def test_draft_has_all_lists_received(self):
        self.assertEqual(self.posting.list_ids.unit_id, self.village | self.village_2)
        self.assertEqual(self.posting.people_count, 5)
        self.assertEqual(self.posting.left_out_count, 1)
        [line] = self.posting.list_ids.filtered("left_out_count")
        self.assertEqual((line.unit_id, line.left_out_count), (self.village, 1))
        with Form(self.posting) as form:
            form.date_from = date(2026, 10, 16)
            self.assertEqual(form.date_to, date(2026, 10, 25))
        with self.assertRaisesRegex(UserError, "No list to be posted"):
            self.campaign.action_make_posting()

    def test_each_list_counts_its_own_without_consent(self):
        (self.dossiers[:2] | self.dossiers[3:]).action_withdraw_consent("Lý do")
        self.posting.invalidate_recordset()
        lines = self.posting.with_user(self.commune_user).list_ids
        counts = {line.unit_id: line.left_out_count for line in lines}
        self.assertEqual(counts, {self.village: 3, self.village_2: 2})
        self.assertEqual(self.posting.left_out_count, 5)
        lists = self.dossiers.proposal_id
        shown = {one.unit_id: one.without_consent_count
                 for one in lists.with_user(self.commune_user)}  # fmt: skip
        self.assertEqual(shown, counts)

    def test_each_paper_has_a_file_name_of_its_own(self):
        reports = self.env["ir.actions.report"].search(
            [("model", "=", "cdht.posting"), ("report_type", "=", "qweb-pdf")]
        )
        self.assertGreater(len(reports), 3)
        self.assertEqual(len(set(reports.mapped("print_report_name"))), len(reports))

    def test_a_signed_sheet_brings_its_people_on_the_board(self):
        """From the draft: the unit's sheet, its people, and they are posted."""
        [line] = self.posting.with_user(self.commune_user).list_ids.filtered(
            "left_out_count"
        )
        action = self.env.ref("cdht_module.action_cdht_consent_sheet_of_unit")
        sheets = self.env[action.res_model].with_user(self.commune_user)
        asked = sheets.with_context(
            default_campaign_id=line.campaign_id.id, default_unit_id=line.unit_id.id
        )
        with Form(asked) as form:
            form.scan = scanned("consent")
        sheet = form.record
        sheet.action_take_everybody()
        sheet.action_record()
        self.posting.invalidate_recordset()
        self.assertEqual((line.left_out_count, self.posting.left_out_count), (0, 0))
        self.assertEqual(self.posting.people_count, 6)

    def test_a_petition_waits_for_the_end_of_the_posting(self):
        self._post(date_to="2026-10-25")
        petition = self.make_petition(
            self.dossiers.proposal_id,
            signatory_id=self.make_signatory(self.association).id,
        )
        self.assertRefused(UserError, "Thông báo số 07", petition.action_issue)
        with today_is(date(2026, 10, 26)):
            self.posting.action_end()
        petition.date = "2026-10-20"
        petition.action_check()
        self.assertEqual(petition.finding_ids.mapped("code"), ["posting"])
        petition.date = "2026-12-02"
        petition.action_check()
        self.assertFalse(petition.finding_ids)

    def test_notice_and_lists(self):
        self._post()
        notice, first, second = self._pages(NOTICE)
        text = page_text(notice)
        for words in (
            "THÔNG BÁO",
            "Danh sách gồm 05 (năm) người của 02 thôn, đơn vị",
            "từ ngày 16 tháng 10 năm 2026 đến hết ngày 25 tháng 10 năm 2026",
            "- Danh sách thôn Hai: Nhà văn hóa thôn Hai.",
            "năm 2026 như sau: 1.",
            "CHỦ TỊCH",
        ):
            self.assertIn(words, text)
        self.assertAlmostEqual(float(notice.mediabox.width) / MM, 210, delta=0.5)
        for page in (first, second):
            self.assertAlmostEqual(float(page.mediabox.width) / MM, 297, delta=0.5)
            self.assertAlmostEqual(float(page.mediabox.height) / MM, 420, delta=0.5)
        long_name = line_with(text_lines(first), "Phương Khánh Linh")
        self.assertGreaterEqual(long_name.size, 20)
        whole = self.print_text(self.posting, report=NOTICE)
        self.assertNotIn("Lò Văn Lặng", whole)
        self.assertNotRegex(whole, r"\b9[0-9]\b")  # a total of nines

    def test_minutes_of_the_beginning(self):
        self._post()
        second, first = self._pages(BEGIN)
        text = page_text(first)
        for words in (
            "BIÊN BẢN",
            "Thông báo số 07/TB-UBND ngày 15 tháng 10 năm 2026",
            "của thôn Hai, gồm 02 (hai) người, tại Nhà văn hóa thôn Hai",
            "- Đại diện chi hội khuyến học: .",
            "NGƯỜI CHỨNG KIẾN",
            "NGƯỜI LẬP BIÊN BẢN",
        ):
            self.assertIn(words, text)
        self.assertEqual(text.count("(Ký, ghi rõ họ tên)"), 2)
        self.assertIn("gồm 03 (ba) người", page_text(second))

    def test_list_for_the_loudspeaker(self):
        people = self.dossiers.citizen_id
        people[1].name = people[2].name = "Vi Thị Mẫu"
        people[2].birth_year = 1999
        self._post_let_stand()
        pages = self._pages(LOUD)
        text = " ".join(map(page_text, pages))
        for words in (
            "Kính thưa toàn thể Nhân dân!",
            "Thôn Một: 03 (ba) người",
            "Vi Thị Mẫu, sinh năm 1980",
            "Vi Thị Mẫu, sinh năm 1999",
            "Xin trân trọng cảm ơn",
        ):
            self.assertIn(words, text)
        self.assertNotIn("Lò Văn Lặng", text)
        self.assertEqual(text.count("sinh năm"), 2)
        line = line_with(text_lines(pages[0]), "Phương Khánh Linh")
        self.assertGreaterEqual(line.size, 18)

    def _post_let_stand(self):
        """Names that differ from the lists, let stand."""
        self.posting.write({"signatory_id": self.signatory.id, "contact": "Ủy ban"})
        self.posting.action_check()
        self.posting.finding_ids.action_allow("Đã đối chiếu.")
        return self._post()

    def test_a_long_list_stands_in_two_columns(self):
        self._post()
        values = self.posting._as_issued()
        rows = [[n, f"Nguyễn Thị Bích Thủy {n}", 1980] for n in range(1, 61)]
        values["lists"][0].update(rows=rows, is_long=True)
        posting = type(self.posting)
        with patch.object(posting, "_as_issued", lambda *_args: values):
            pages = self._pages(NOTICE)
        first = pages[1]
        lines = text_lines(first)
        one, last = line_with(lines, "Thủy 1"), line_with(lines, "Thủy 58")
        self.assertLess(one.x, 140)
        self.assertGreater(last.x, 148)
        self.assertLess(line_with(lines, "Danh sách có 60").y, one.y)

    def test_consent_taken_back_while_it_hangs(self):
        posting = self._post()
        self.assertEqual(len(posting._posted_people()), 5)
        self.dossiers[0].action_withdraw_consent("Không muốn nêu tên nữa")
        people = posting._posted_people()
        self.assertEqual(len(people), 4)
        self.assertEqual(set(people[0]), {"unit", "name", "birth_year"})

    def test_end(self):
        posting = self._post(date_to="2026-10-15", date_from="2026-10-15")
        lists = posting.list_ids.with_user(self.commune_user)
        with self.assertRaisesRegex(UserError, "not changed any more"):
            lists[0].place = "Nơi khác"
        lists[0].write(
            {
                "objections": "Ông A: sai năm sinh",
                "witnesses": "Hà Văn Mẫu, Trưởng thôn",
            }
        )
        posting.with_user(self.commune_user).action_end()
        self.assertEqual(posting.state, "ended")
        with self.assertRaises(UserError):
            posting.with_user(self.commune_user).action_end()
        with self.assertRaisesRegex(UserError, "not changed any more"):
            lists[0].objections = "Khác"
        first, second = self._pages(MINUTES)
        text = page_text(first)
        for words in ("Ông A: sai năm sinh", "Hà Văn Mẫu, Trưởng thôn", "THƯ KÝ"):
            self.assertIn(words, text)
        self.assertIn("không có.", page_text(second))
        lines = text_lines(first)
        self.assertLess(line_with(lines, "THƯ KÝ").x, 105)
        self.assertGreater(line_with(lines, "CHỦ TỌA").x, 105)

    def test_refusals(self):
        with self.assertRaisesRegex(UserError, "Posted from"):
            self.posting.action_issue()
        with self.assertRaisesRegex(UserError, "on the day of the notice"):
            self._post(date_from="2026-10-01")
        with self.assertRaises(AccessError):
            self.posting.with_user(self.commune_user).write({"state": "ended"})
        self.posting.list_ids.unlink()
        with self.assertRaisesRegex(UserError, "Choose the units"):
            self.posting.action_issue()

    def test_turn_of_the_office(self):
        posting = self._post()
        with self.assertRaisesRegex(UserError, "hang until"):
            posting.action_end()
        activities = posting.activity_ids
        self.assertEqual(len(activities), 1)
        self.assertEqual(activities.date_deadline, date(2026, 10, 25))
