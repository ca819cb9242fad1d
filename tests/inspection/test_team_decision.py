import io

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..paper_common import PaperCase
from ..pdf_layout import page_text

DECISION = "cdht_module.report_cdht_inspection_decision"


@tagged("post_install", "-at_install")
class TestTeamDecision(PaperCase):
    """The decision that sets up a team of inspection."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inspection = cls.env["cdht.inspection"].create(
            {
                "campaign_id": cls.campaign.id,
                "issuing_unit_id": cls.commune.id,
                "unit_id": cls.village.id,
                "date": "2026-11-20",
                "team": "Hoàng Thị Mẫu, Phó Chủ tịch Hội Khuyến học xã - Trưởng đoàn\n"
                "Nông Văn Thử, công chức xã - Thành viên",
            }
        )
        office = cls.inspection.with_user(cls.commune_user)
        action = office.action_make_team_decision()
        cls.decision = office.env["cdht.decision"].browse(action["res_id"])
        cls.decision.signatory_id = cls.signatory

    def test_from_the_inspection_to_the_issued_paper(self):
        decision = self.decision
        self.assertEqual(decision.inspection_ids, self.inspection)
        again = self.inspection.action_make_team_decision()
        self.assertEqual(again["res_id"], decision.id)
        said = decision.action_check()
        self.assertFalse(decision.finding_ids.mapped("text"))
        # An empty table alone would not tell that it was read.
        self.assertEqual(said["params"]["type"], "success")
        decision.action_submit()
        decision.write({"number": "198", "date": "2026-11-16"})
        decision.action_issue()
        pages = PdfReader(io.BytesIO(self.print_pdf(decision, report=DECISION))).pages
        self.assertLessEqual(len(pages), 2)
        text = " ".join(map(page_text, pages))
        for words in (
            "QUYẾT ĐỊNH Về việc thành lập Đoàn kiểm tra",
            "Điều 1. Thành lập Đoàn kiểm tra",
            "gồm 02 (hai) thành viên:",
            "- Hoàng Thị Mẫu, Phó Chủ tịch Hội Khuyến học xã - Trưởng đoàn;",
            "Điều 2. Đoàn kiểm tra có nhiệm vụ:",
            "Điều 3. Đoàn kiểm tra làm việc tại: thôn Một.",
            "từ ngày 20 tháng 11 năm 2026 đến ngày 20 tháng 11 năm 2026",
            "- Như Điều 5;",
        ):
            self.assertIn(words, text)

    def test_the_inspection_is_not_before_its_decision(self):
        self.decision.action_submit()
        self.decision.write({"number": "198", "date": "2026-11-21"})
        self.decision.action_issue()
        self.inspection.action_check()
        self.assertIn("date_order", self.inspection.finding_ids.mapped("code"))

    def test_who_comes_later_is_in_no_issued_decision(self):
        later = self.inspection.copy({"unit_id": self.village_2.id})
        both = self.inspection | later
        self.assertEqual(both.action_make_team_decision()["res_id"], self.decision.id)
        self.assertEqual(self.decision.inspection_ids, both)
        self.decision.action_submit()
        self.decision.write({"number": "198", "date": "2026-11-16"})
        self.decision.action_issue()
        third = self.inspection.copy({"unit_id": self.agency.id})
        self.assertRefused(
            UserError, "is decided", (both | third).action_make_team_decision
        )
        own = third.action_make_team_decision()["res_id"]
        self.assertNotEqual(own, self.decision.id)
        self.assertEqual(both.action_make_team_decision()["res_id"], self.decision.id)

    def test_refusals(self):
        with self.assertRaises(UserError):
            self.decision.action_amend("Nhầm")
        self.decision.inspection_team = False
        self.assertRefused(UserError, "Enter the team", self.decision.action_submit)
        with self.assertRaises(AccessError):
            self.inspection.with_user(self.commune_other).action_make_team_decision()
