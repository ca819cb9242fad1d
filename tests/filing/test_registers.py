"""Registers of a year: outgoing papers, certificates, the golden book."""

import io

from openpyxl import load_workbook
from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..paper_common import PaperCase

REGISTER = "cdht_module.report_cdht_outgoing_register"
BOOK = "cdht_module.report_cdht_certificate_book"
GOLDEN = "cdht_module.report_cdht_golden_book"


@tagged("post_install", "-at_install")
class TestRegisters(PaperCase):
    def setUp(self):
        super().setUp()
        self.dossiers = self.make_list(size=3, five=1)
        petition = self.petition(self.dossiers, number="03", date="2026-12-01")
        self.decision = self.issue(self.decision_on(petition), "12", "2026-12-10")

    def _text(self, report, user=None):
        user = user or self.commune_user
        return " ".join(
            self.print_text(self.campaign, user=user, report=report).split()
        )

    def test_numbers_in_their_order_with_gaps(self):
        letters = self.env["cdht.letter"].create(
            [
                {"issuing_unit_id": self.commune.id, "year": 2026, "number": number,
                 "date": f"2026-11-{number}", "signatory_id": self.signatory.id,
                 "subject": f"việc {number}", "body": "Nội dung.",
                 "addressees": "Các thôn"}
                for number in ("12", "10")
            ]
        )  # fmt: skip
        letters.action_issue()
        values = self.campaign.with_user(self.commune_user)._register_values()
        by_body = {one["body_lines"][-1]: one for one in values["registers"]}
        self.assertEqual(len(by_body), 2)  # the committee and the association
        rows = [
            row[0] for one in by_body.values() for group in one["groups"]
            for row in group["rows"]
        ]  # fmt: skip
        symbol = letters[0].symbol
        place = rows.index(f"10/{symbol}")
        self.assertEqual(
            rows[place - 1 : place + 3],
            ["01 - 09", f"10/{symbol}", "11", f"12/{symbol}"],
        )
        text = self._text(REGISTER)
        for part in (
            "SỔ ĐĂNG KÝ VĂN BẢN ĐI", "Năm: 2026", "Số, ký hiệu văn bản",
            "Đơn vị, người nhận bản lưu", "12/QĐ-UBND", "Quyết định về việc",
            "Không có văn bản trong phần mềm", self.signatory.name,
        ):  # fmt: skip
            self.assertIn(part, text)

    def test_what_later_papers_did(self):
        revoking = self.decision.action_revoke("Sai quy trình")
        self.issue(revoking, "15", "2026-12-20")
        values = self.campaign.with_user(self.commune_user)._register_values()
        notes = {
            row[0]: row[-1] for one in values["registers"] for group in one["groups"]
            for row in group["rows"]
        }  # fmt: skip
        self.assertEqual(
            notes["12/QĐ-UBND"],
            "Bị thu hồi, hủy bỏ bởi Quyết định số 15/QĐ-UBND ngày 20 tháng 12 năm 2026",
        )

    def test_each_body_its_own(self):
        """The association's officer gets the association's register alone."""
        officer = self.make_user("t_hkh", "commune", self.association)
        values = self.campaign.with_user(officer)._register_values()
        bodies = [" ".join(one["body_lines"]) for one in values["registers"]]
        self.assertEqual(len(bodies), 1)
        self.assertIn("KHUYẾN HỌC", bodies[0].upper())
        self.assertNotIn("12/QĐ-UBND", self._text(REGISTER, officer))

    def test_body_above_has_its_own(self):
        """The officer of the level above prints the register of their own body."""
        letter = self.env["cdht.letter"].create(
            {"issuing_unit_id": self.province.id, "year": 2026, "number": "77",
             "symbol": "UBND-VX",
             "date": "2026-11-10", "subject": "việc chung", "body": "Nội dung.",
             "signatory_id": self.make_signatory(self.province).id,
             "addressees": "Các xã", "recipients": "Như trên\nLưu: VT"}
        )  # fmt: skip
        letter.action_issue()
        text = self._text(REGISTER, self.district)
        self.assertIn(f"77/{letter.symbol}", text)
        self.assertNotIn("12/QĐ-UBND", text)
        self.assertNotIn(f"77/{letter.symbol}", self._text(REGISTER))

    def test_whom_a_petition_asks_is_named(self):
        values = self.campaign.with_user(self.commune_user)._register_values()
        to = {
            row[0]: row[4] for one in values["registers"] for group in one["groups"]
            for row in group["rows"]
        }  # fmt: skip
        self.assertEqual(to["03/TTr-HKH"], self.commune.body_name)

    def test_kind_and_subject_say_nothing_twice(self):
        extract = self.env["cdht.extract"].new(
            {"subject": "Trích sao Quyết định số 12/QĐ-UBND"}
        )
        self.assertEqual(
            extract._kind_and_subject(), "Bản trích sao Quyết định số 12/QĐ-UBND"
        )
        inspection = self.env["cdht.inspection"].new(
            {"subject": "Kiểm tra việc đánh giá năm 2026"}
        )
        self.assertRegex(
            inspection._kind_and_subject(), "^Biên bản kiểm tra việc đánh giá"
        )
        self.assertTrue(
            self.decision._kind_and_subject().startswith("Quyết định về việc")
        )

    def test_head_is_on_every_page(self):
        for number in range(20, 60):
            self.env["cdht.letter"].create(
                {"issuing_unit_id": self.commune.id, "year": 2026,
                 "number": str(number), "date": "2026-12-12",
                 "signatory_id": self.signatory.id, "subject": f"việc {number}",
                 "body": "Nội dung.", "addressees": "Các thôn"}
            ).action_issue()  # fmt: skip
        content = self.print_pdf(self.campaign, self.commune_user, REGISTER)
        pages = PdfReader(io.BytesIO(content)).pages
        self.assertGreaterEqual(len(pages), 5)
        heads = 0
        for page in pages:
            self.assertGreater(page.mediabox.width, page.mediabox.height)
            heads += "nhận bản lưu" in " ".join(page.extract_text().split())
        # All but the covers of the two bodies.
        self.assertEqual(heads, len(pages) - 2)

    def test_as_a_workbook(self):
        reports = self.env(user=self.commune_user)["ir.actions.report"]
        name = "cdht_module.report_cdht_outgoing_register_xlsx"
        content, _kind = reports._render_xlsx(name, self.campaign.ids, {})
        book = load_workbook(io.BytesIO(content))
        cells = [
            cell.value for sheet in book for row in sheet.iter_rows() for cell in row
        ]
        self.assertIn("12/QĐ-UBND", cells)

    def test_book_of_certificates(self):
        self.decision.action_number_certificates()
        titles = self.decision.recognition_ids
        titles[0].action_reissue("Rách")
        text = self._text(BOOK)
        for title in titles:
            self.assertIn(title.certificate_number, text)
            self.assertIn(title.printed_name, text)
        for part in ("SỔ CẤP GIẤY CHỨNG NHẬN", "12/QĐ-UBND, 10/12/2026", "Lần 1",
                     "Ký nhận", "Tiêu biểu xuất sắc"):  # fmt: skip
            self.assertIn(part, text)

    def test_golden_book_names_the_outstanding_first(self):
        text = self._text(GOLDEN)
        self.assertIn("NĂM 2022", text)
        year = text[text.index("NĂM 2026") :]
        best = self.decision.recognition_ids.filtered("is_outstanding")
        self.assertLess(year.index("TIÊU BIỂU XUẤT SẮC"), year.index(best.printed_name))
        first_list = year[: year.index("“CÔNG DÂN HỌC TẬP” TT")]
        others = self.decision.recognition_ids - best
        for title in others:
            self.assertNotIn(title.printed_name, first_list)

    def test_who_was_forgotten_is_not_named(self):
        self.decision.action_number_certificates()
        person = self.decision.recognition_ids[0].citizen_id
        name = person.name
        person.sudo().anonymised_on = "2026-12-30"
        for report in (BOOK, GOLDEN):
            text = self._text(report)
            self.assertNotIn(name, text)
            self.assertIn("(đã xóa thông tin cá nhân)", text)

    def test_for_officers_alone(self):
        for report in (REGISTER, BOOK, GOLDEN):
            for user in (self.chapter, self.commune_other, self.manager):
                with self.subTest(report=report, user=user.login):
                    with self.assertRaises(AccessError):
                        self.print_pdf(self.campaign, user, report)
