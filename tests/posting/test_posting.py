import io
from datetime import date

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import today_is
from ..paper_common import PaperCase
from ..pdf_layout import MM, line_with, page_text, text_lines

NOTICE = "cdht_module.report_cdht_posting"
MINUTES = "cdht_module.report_cdht_posting_end"


@tagged("post_install", "-at_install")
class TestPosting(PaperCase):
    """The lists on their boards: drafted, posted, ended, and what is printed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        in_village = cls.make_list(size=4)
        dossiers = in_village[:3] | cls.make_list(cls.village_2, size=2)
        dossiers.action_record_consent("form")
        in_village[3].citizen_id.name = "Lò Văn Lặng"
        dossiers.citizen_id[0].name = "Nguyễn Thị Bích Thủy Phương Khánh Linh"
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
        with Form(self.posting) as form:
            form.date_from = date(2026, 10, 16)
            self.assertEqual(form.date_to, date(2026, 10, 25))
        with self.assertRaisesRegex(UserError, "No list to be posted"):
            self.campaign.action_make_posting()

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
            "Danh sách gồm 05 (năm) người của 2 thôn, đơn vị",
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
        with self.assertRaisesRegex(UserError, "from when"):
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
