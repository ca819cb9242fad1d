import io

from psycopg2 import IntegrityError
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import MINUTES
from ..paper_common import PaperCase
from ..pdf_layout import page_text, rules, text_lines

REPORT = "cdht_module.report_cdht_"


@tagged("post_install", "-at_install")
class TestEveningPapers(PaperCase):
    """Ballots and their counting; the receipt and the notice that one person gets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.passed = cls.make_dossiers("appraised", size=3, scores=(9,))
        cls.failed = cls.make_dossiers(
            "appraised", size=2, scores=(7, 4, 7, 7, 7, 7, 7, 7, 7, 7)
        )
        cls.list = cls.passed.proposal_id
        cls.mine = cls.list.with_user(cls.chapter)
        cls.mine.vote_by = "secret"

    def _pages(self, report, records, user=None):
        pdf = self.print_pdf(records, report=REPORT + report, user=user or self.chapter)
        return PdfReader(io.BytesIO(pdf)).pages

    def _text(self, report, records, user=None):
        return " ".join(map(page_text, self._pages(report, records, user)))

    # -- a vote in secret

    def test_ballots_are_alike_and_cut_apart(self):
        """As many a sheet as there is room for; nothing tells one from another."""
        (page,) = self._pages("ballot", self.list)
        text = page_text(page)
        ballots = text.split("PHIẾU BIỂU QUYẾT")[1:]
        self.assertEqual(len(ballots), 3)
        self.assertEqual(len(set(map(str.strip, ballots))), 1)
        for person in self.passed.citizen_id:
            self.assertEqual(text.count(person.name), 3)
        for person in self.failed.citizen_id:
            self.assertNotIn(person.name, text)
        places = [line.y for line in text_lines(page) if "PHIẾU" in line.text]
        gaps = [round(b - a) for a, b in zip(places, places[1:], strict=False)]
        self.assertEqual(gaps, [95, 95])
        self.assertIn("Đồng ý Không đồng ý", text)
        self.assertNotIn("Số:", text)
        self.assertTrue(rules(page))

    def test_ballots_of_many_take_sheets_that_say_which(self):
        many = self.make_dossiers("appraised", self.agency, 40).proposal_id
        pages = self._pages("ballot", many, self.commune_user)
        self.assertEqual(len(pages), 2)
        self.assertIn("Tờ 2/2", page_text(pages[1]))

    def test_counting_to_be_filled_in_by_hand(self):
        text = self._text("counting", self.list)
        self.assertIn("Tổ kiểm phiếu gồm:", text)
        self.assertRegex(text, r"phát ra: \.+; thu về: \.+; hợp lệ: \.+; không hợp lệ:")
        self.assertIn("Đồng ý Không đồng ý", text)
        # The chair is not known yet, the tellers never are.
        self.assertEqual(text.count("(Ký, ghi rõ họ tên)"), 2)

    def test_counting_as_recorded(self):
        self.mine.write(
            {
                **MINUTES,
                "tellers": "Lý Văn Mẫu, tổ trưởng\nChu Thị Mẫu",
                "ballots_issued": 9,
                "ballots_collected": 9,
                "ballots_invalid": 1,
            }
        )
        self.mine.action_list_votes()
        self.assertEqual(self.list.vote_ids.assessment_id, self.passed)
        self.mine.action_list_votes()
        self.assertEqual(len(self.list.vote_ids), 3)
        self.mine.vote_ids[0].write({"votes_for": 7, "votes_against": 1})
        text = self._text("counting", self.list)
        self.assertIn("phát ra: 9; thu về: 9; hợp lệ: 8; không hợp lệ: 1.", text)
        self.assertIn("- Lý Văn Mẫu, tổ trưởng; - Chu Thị Mẫu.", text)
        name = self.list.vote_ids[0].assessment_id.citizen_id.name
        self.assertRegex(text, rf"{name} \d{{4}} 7 1")
        self.assertEqual(text.count("(Ký, ghi rõ họ tên)"), 1)
        minutes = self._text("minutes", self.list)
        self.assertNotIn("(Ký, ghi rõ họ tên)", minutes)
        self.assertIn("danh sách bằng bỏ phiếu kín: tán thành", minutes)
        self.assertIn("(có Biên bản kiểm phiếu kèm theo)", minutes)

    def test_votes_by_hand_name_no_counting(self):
        self.mine.write({**MINUTES, "vote_by": "hands"})
        self.assertNotIn("kiểm phiếu", self._text("minutes", self.list))

    def test_what_cannot_have_been_counted(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.mine.write({"ballots_issued": 5, "ballots_collected": 6})
            self.env.flush_all()
        elsewhere = self.make_dossiers("appraised", self.village_2)
        with self.assertRaises(ValidationError):
            self.list.vote_ids = [Command.create({"assessment_id": elsewhere.id})]

    def test_votes_are_frozen_with_the_list(self):
        self.mine.write(MINUTES)
        self.mine.action_list_votes()
        self.mine.action_submit()
        for call in (
            lambda: self.mine.vote_ids[0].write({"votes_for": 1}),
            lambda: self.mine.write({"vote_by": "hands"}),
            self.mine.action_list_votes,
        ):
            with self.assertRaises(UserError):
                call()

    # -- what one person gets

    def test_receipt_in_two_copies(self):
        dossier = self.passed[0]
        dossier.citizen_id.gender = "female"
        dossier.line_ids[1].paper_evidence = True
        pages = self._pages("dossier_receipt", self.passed)
        self.assertEqual(len(pages), 3)
        text = page_text(pages[0])
        self.assertEqual(text.count("GIẤY BIÊN NHẬN HỒ SƠ"), 2)
        for words in (
            f"đã nhận của bà {dossier.citizen_id.name}",
            f"số {dossier.receipt_number} (Liên 1: giao người nộp)",
            "(Liên 2: lưu hồ sơ)",
            "Minh chứng bằng giấy của chỉ số 2",
            dossier.receipt_code,
        ):
            self.assertIn(words, text)
        new = self.register(self.make_people())
        with self.assertRaises(UserError):
            self._text("dossier_receipt", new)

    def test_notice_says_why_to_that_person_alone(self):
        self.mine.write(MINUTES)
        self.mine.action_submit()
        pages = self._pages("unit_notices", self.list)
        self.assertEqual(len(pages), 2)
        for page, dossier in zip(
            pages, self.env["cdht.unit"]._in_paper_order(self.failed), strict=True
        ):
            text = page_text(page)
            for words in (
                f"{dossier.citizen_id.name}, sinh năm",
                "Tổng điểm thẩm định: 67/100 điểm; điểm chỉ số thấp nhất: 4.",
                "tổng điểm 67, dưới 80 điểm; chỉ số 2 (",
                "): 4 điểm, dưới 5 điểm.",
                "chỉ gửi riêng",
                "chậm nhất:",
            ):
                self.assertIn(words, text)
            for other in (self.passed | self.failed - dossier).citizen_id:
                self.assertNotIn(other.name, text)
        self.assertEqual(len(self._pages("not_recognised", self.failed[0])), 1)
        with self.assertRaises(UserError):
            self._text("not_recognised", self.passed[0])

    def test_notice_of_a_refusal_has_the_authoritys_reason(self):
        self.mine.write(MINUTES)
        self.mine.action_submit()
        self.passed[0].action_refuse("Vi phạm hương ước.")
        text = self._text("not_recognised", self.passed[0], self.commune_user)
        self.assertIn("Lý do: Vi phạm hương ước.", text)
        self.assertNotIn("Tiêu chuẩn:", text)

    def test_who_may_not_see_the_reason_prints_no_notice(self):
        self.mine.write(MINUTES)
        self.mine.action_submit()
        for user in (self.chapter_2, self.commune_other, self.district):
            for report, records in (
                ("not_recognised", self.failed),
                ("unit_notices", self.list),
                ("ballot", self.list),
                ("counting", self.list),
                ("dossier_receipt", self.passed),
            ):
                with (
                    self.subTest(report=report, user=user.login),
                    self.assertRaises(AccessError),
                ):
                    self._text(report, records, user)

    def test_an_office_words_them(self):
        self.env["cdht.paper.wording"].create(
            {
                "paper": "assessment_form",
                "code": "pledge",
                "kind": "named",
                "name": "Pledge",
                "text": "Tôi xin cam đoan và chịu trách nhiệm.",
                "unit_id": self.commune.id,
            }
        )
        text = self._text("assessment_form", self.passed[0])
        self.assertIn("Tôi xin cam đoan và chịu trách nhiệm.", text)
        self.assertNotIn("những điều ghi trên là đúng", text)
