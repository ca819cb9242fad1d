import io
import re

from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..paper_common import PaperCase, pieces
from ..pdf_layout import page_text, text_lines

MINUTES = "cdht_module.report_cdht_minutes"
LIST = "cdht_module.report_cdht_proposal_list"
_DOTTED = re.compile(r"\.{4,}")
PETITION = "cdht_module.report_cdht_petition"


@tagged("post_install", "-at_install")
class TestProposalPaper(PaperCase):
    """Minutes (mẫu 1.9), the unit's list and the petition, as they are printed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        passed = cls.make_dossiers("appraised", size=3, scores=(9,))
        five = cls.make_people(size=1, name="Lò Thị Năm")
        cls.make_titles(five, range(2022, 2026))
        five = cls.register(five)
        cls.carry(five, "appraised", 10)
        weak = cls.make_dossiers(
            "appraised", size=1, scores=(9, 9, 9, 9, 9, 4, 9, 9, 9, 9)
        )
        weak.citizen_id.name = "Vi Văn Yếu"
        low = cls.make_dossiers("appraised", size=1, scores=(7,))
        low.citizen_id.name = "Vi Văn Kém"
        cls.proposal = passed.proposal_id
        cls.proposal.write(
            {
                "meeting_start": 19.5,
                "meeting_end": 21.25,
                "votes_for": 8,
                "meeting_notes": "Bà Mẫu đề nghị động viên người cao tuổi.",
                "attendant_ids": [
                    Command.create({"name": "Hoàng Văn Mẫu", "post": "Trưởng thôn"}),
                    Command.create({"name": "Lý Thị Khách", "votes": False}),
                ],
            }
        )
        cls.send(cls.proposal)
        cls.people = passed | five

    def _pages(self, report, records, user=None):
        pdf = self.print_pdf(records, report=report, user=user)
        return [pieces(page) for page in PdfReader(io.BytesIO(pdf)).pages]

    def test_minutes(self):
        text = self.print_text(self.proposal, report=MINUTES)
        for words in (
            "CHI HỘI KHUYẾN HỌC THÔN MỘT",
            "HỘI KHUYẾN HỌC XÃ MẪU",
            "/BB-CHKH",
            "Thời gian bắt đầu: 19 giờ 30, ngày 12 tháng 10 năm 2026.",
            "có mặt 9/12 người",
            "- Hoàng Văn Mẫu, Trưởng thôn;",
            "- Lý Thị Khách, khách mời.",
            "Chủ trì (chủ tọa): Lý Văn Mẫu.",
            "số người đăng ký 6",
            "đạt 4 (trong đó đạt 5 năm liền 1 người); không đạt 2",
            "tán thành 8; không tán thành 0",
            "cho 04 (bốn) cá nhân",
            "Cuộc họp kết thúc vào 21 giờ 15, ngày 12 tháng 10 năm 2026./.",
        ):
            self.assertIn(words, text)
        self.assertNotIn("Mẫu, ngày", text)
        self.assertNotIn("DỰ THẢO", text)

    def test_secretary_left_chair_right_recipients_below(self):
        page = self._pages(MINUTES, self.proposal)[-1]
        where = {text: (x, y) for text, x, y in page}
        secretary, chair = where["THƯ KÝ"], where["CHỦ TỌA"]
        self.assertAlmostEqual(secretary[1], chair[1], delta=0.1)
        self.assertLess(secretary[0], 105)
        self.assertGreater(chair[0], 112)
        recipients = next(y for text, (x, y) in where.items() if "Nơi nhận" in text)
        self.assertGreater(recipients, where["Lý Văn Mẫu"][1])

    def test_blank_minutes_leave_room(self):
        """An office prints them before the evening too."""
        proposal = self.make_dossiers("appraised", self.village_2, 2).proposal_id
        pdf = self.print_pdf(proposal, report=MINUTES)
        reader = PdfReader(io.BytesIO(pdf))
        text = _DOTTED.sub("…", " ".join(map(page_text, reader.pages)))
        self.assertIn("bắt đầu: … giờ …, ngày … tháng … năm …", text)
        self.assertIn("có mặt …/… người, trong đó có:", text)
        self.assertIn("tán thành …; không tán thành …", text)
        # What the meeting decides is its own to say.
        self.assertIn("số người đăng ký 2;", text)
        self.assertIn("đạt … (trong đó đạt 5 năm liền … người); không đạt …", text)
        for decided in ("không có.", "thống nhất đề nghị"):
            self.assertNotIn(decided, text)
        lines = [line for page in reader.pages for line in text_lines(page)]
        self.assertLessEqual(max(line.right for line in lines), 195.1)
        place = next(line for line in lines if line.text.startswith("Địa điểm"))
        self.assertAlmostEqual(place.right, 195, delta=1.5)

    def test_minutes_of_an_evening_are_one_page(self):
        self.assertEqual(len(self._pages(MINUTES, self.proposal)), 1)

    def test_who_did_not_vote_is_addressed_by_sex(self):
        people = self.make_people(self.village_2, 3, gender="female")
        man, woman, _other = people
        man.write({"name": "Lý Văn Nam", "gender": "male"})
        woman.name = "Lý Thị Nữ"
        proposal = self.register(people).proposal_id
        for name in (man.name, woman.name, "Người Lạ"):
            proposal.recusal_ids.create(
                {
                    "proposal_id": proposal.id,
                    "name": name,
                    "assessment_id": proposal.assessment_ids[2].id,
                }
            )
        text = self.print_text(proposal, report=MINUTES)
        for address in ("- Ông Lý Văn Nam", "- Bà Lý Thị Nữ", "- Ông/bà Người Lạ"):
            self.assertIn(f"{address} không biểu quyết", text)

    def test_list_says_why_somebody_did_not_pass(self):
        text = self.print_text(self.proposal, report=LIST)
        self.assertIn("I. ĐẠT, ĐỀ NGHỊ CÔNG NHẬN (4 người)", text)
        self.assertIn("II. KHÔNG ĐẠT (2 người)", text)
        self.assertIn("Chỉ số 6 dưới 5", text)
        self.assertIn("Dưới 80 điểm", text)
        self.assertIn("Đạt 5 năm liền", text)
        self.assertIn("Danh sách có 6 người, trong đó đạt 4, không đạt 2./.", text)
        self.assertIn("(Kèm theo Biên bản số", text)
        self.assertEqual(text.count("Số:"), 0)

    def test_reading_a_list_costs_the_same_for_many(self):
        few = self.make_dossiers("appraised", self.village_2, 2, (7,)).proposal_id
        many = self.make_dossiers("appraised", self.agency, 40, (7,)).proposal_id
        counts = []
        for proposal in (few, many):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            proposal._list_values()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def test_who_does_not_reach_the_people_prints_no_list(self):
        for user in (self.chapter_2, self.chapter_other, self.district):
            for report in (MINUTES, LIST):
                with self.assertRaises(AccessError):
                    self.print_pdf(self.proposal, user=user, report=report)
        self.assertTrue(self.print_pdf(self.proposal, user=self.chapter, report=LIST))

    def test_petition(self):
        self.make_dossiers("proposed", self.village_2, 2, (9,))
        lists = self.campaign.proposal_ids.filtered(lambda p: p.state == "submitted")
        lists.action_receive()
        petition = self.make_petition(lists, number="3")
        draft = self.print_text(petition, report=PETITION)
        self.assertIn("DỰ THẢO", draft)
        self.assertNotIn("03/TTr-HKH", draft)
        # It asks for what the decision will grant, both titles.
        self.assertIn(
            "cho 06 (sáu) cá nhân có tên trong danh sách; ghi nhận 01 (một) cá nhân đạt"
            " danh hiệu “Công dân học tập” 5 năm liền là “Công dân học tập” tiêu biểu"
            " xuất sắc (kèm theo danh sách",
            draft,
        )
        petition._set_own_words(
            {"request": "{cơ quan trình} kính trình.\nMong được xem xét sớm."}
        )
        petition.signatory_id = self.make_signatory(self.association)
        petition.action_issue()
        text = self.print_text(petition, report=PETITION)
        for words in (
            "Số: 03/TTr-HKH",
            "Mẫu, ngày 02 tháng 12 năm 2026",
            "Về việc đề nghị công nhận danh hiệu",
            "Kính gửi: Ủy ban nhân dân xã Mẫu",
            "1 Thôn Một 6 6 6 4 2 4",
            "2 Thôn Hai 2 2 2 2 0 2",
            "Tổng cộng 8 8 8 6 2 6",
            "Thực hiện Quyết định số 677/QĐ-TTg",
            "Theo nhóm đối tượng",
            "Mong được xem xét sớm./.",
            "(Kèm theo Tờ trình số 03/TTr-HKH ngày 02 tháng 12 năm 2026",
            "I. Thôn Một (4 người)",
            "Danh sách có 06 (sáu) cá nhân./.",
        ):
            self.assertIn(words, text)

    def test_petition_to_the_level_above(self):
        proposal = self.proposal
        proposal.action_receive()
        own = self.make_petition(proposal, number="4")
        own.action_issue()
        above = self.make_petition(
            proposal,
            issuing_unit_id=self.commune.id,
            addressee_unit_id=self.province.id,
            assessment_ids=[Command.set(self.people.ids)],
            signatory_id=self.signatory.id,
        )
        text = self.print_text(above, report=PETITION)
        self.assertIn("TTr-UBND", text)
        self.assertIn("Kính gửi: Ủy ban nhân dân tỉnh Mẫu", text)
        self.assertIn("Theo đề nghị của Hội Khuyến học xã Mẫu tại Tờ trình số 04", text)
        self.assertIn("DỰ THẢO", text)
