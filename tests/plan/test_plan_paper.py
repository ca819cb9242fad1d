"""ke-hoach.pdf against the plan of 2022, from which the add-on's model was made."""

import io
import re
from pathlib import Path

from pypdf import PdfReader

from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.cdht_module.tools import manual

from ..common import YEAR
from ..paper_common import PaperCase
from ..pdf_layout import page_text

SEED = Path(__file__).parents[1] / "data" / "ke-hoach-2022.txt"
REPORT = "cdht_module.report_cdht_plan"
# What the paper says otherwise, each with its reason.
MISPRINTS = {
    # the number and the day are the registry's; its persons are fields
    "Số: /KH-UBND": "Số: 52/KH-UBND",
    "Châu Sơn, ngày tháng 9 năm 2022": "Mẫu, ngày 20 tháng 9 năm 2022",
    "đ.c …": "đ.c Hoàng Thị Mẫu",
    # one title twice: the fourth says so
    "Tỷ lệ CDHT trongGD, DH": "Tỷ lệ CDHT trong GĐ, DH",
    "Tỷ lệ CDHT trong GD, DH": "Tỷ lệ CDHT trong GĐ, DH",
    # two chapters are numbered III
    "III. KINH PHÍ THỰC HIỆN": "IV. KINH PHÍ THỰC HIỆN",
    "IV. TỔ CHỨC THỰC HIỆN": "V. TỔ CHỨC THỰC HIỆN",
    "thôn và và công chức": "thôn và công chức",
    "Thường trực Đảng uỷ": "Thường trực Đảng ủy",
    "xã Châu Sơn xây dựng": "xã Mẫu xây dựng",
    "Tài chính -Kế toán": "Tài chính - Kế toán",
}


def squeezed(text):
    """Letters, digits and signs alone: lines and blanks are the layout's."""
    return re.sub(r"[\s;:.,–-]", "", text).lower()


@tagged("post_install", "-at_install")
class TestPlanPaper(PaperCase):
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
        model = cls.env.ref("cdht_module.plan_programme")
        office = cls.env(user=cls.commune_user)
        cls.plan = office["cdht.plan"].browse(
            model.with_env(office).action_make_plan()["res_id"]
        )
        # No document says these levels.
        proposed = cls.plan.target_ids.filtered(
            lambda one: one.year in range(2026, 2029)
        )
        proposed.sudo().to_confirm = "Mức đề xuất"
        cls.plan.write(
            {"number": "52", "date": "2022-09-20", "contact": "Hoàng Thị Mẫu"}
        )
        cls.plan.action_issue()
        pages = PdfReader(io.BytesIO(cls.print_pdf(cls.plan, report=REPORT))).pages
        # Without the number of the page in the margin above.
        cls.text = " ".join(page_text(page, below=20) for page in pages)
        cls.found = squeezed(cls.text)

    def _seed(self):
        text = SEED.read_text("utf-8")
        for wrong, right in MISPRINTS.items():
            self.assertIn(wrong, text)
            text = text.replace(wrong, right)
        return text

    def test_every_sentence(self):
        """Each line of the seed, its tables aside, stands on the paper."""
        lines = [line for line in self._seed().splitlines() if "\t" not in line]
        self.assertGreater(len(lines), 80)
        missing = [line for line in lines if squeezed(line) not in self.found]
        # The name of its signatory is a field of the office.
        self.assertEqual([line for line in missing if line.strip("… ")], [])

    def test_every_sentence_has_its_feature(self):
        """The manual's table names where each sentence is to be found."""
        page = manual.FOLDER / "ke-hoach-tung-cau.md"
        rows = [
            [cell.strip() for cell in line.strip("| \n").split(" | ")]
            for line in page.read_text("utf-8").splitlines()
            if line.startswith("| ")
        ]
        features = {squeezed(row[0].replace(" · ", "")): row[1:] for row in rows}
        for line in SEED.read_text("utf-8").splitlines():
            if line.strip():
                found = features.get(squeezed(line))
                self.assertTrue(found and found[0], line)

    def test_every_figure(self):
        """The rows of the table of 2022-2025, in its order."""
        rows = [line.split("\t") for line in self._seed().splitlines() if "\t" in line]
        figures = [row for row in rows if row[0].isdigit()]
        # The second table of the seed is the first one again.
        self.assertEqual(figures[:4], figures[4:])
        for row in figures[:4]:
            self.assertIn(" ".join(row), self.text)
        for title in rows[0][1:4]:
            self.assertIn(squeezed(title), self.found)

    def test_what_stands_says_nothing_doubtful(self):
        """A plan of 2022 has its own figures only: what is proposed for later years
        stands in these years' plans, once it is confirmed."""
        self.assertIn("2029 60% 80% 90%", self.text)
        for text in ("(*)", "xác nhận)", "48,75%", "2026 20%", "2027 25%", "(cột 4"):
            self.assertNotIn(text, self.text)

    def test_model_holds_no_person(self):
        model = self.env.ref("cdht_module.plan_programme")
        self.assertFalse(model.contact)
        self.assertFalse(model.signatory_id)

    def test_years_plan_says_who_does_what(self):
        """Who, until when, by what one sees it; its money; on three pages at most."""
        yearly = self.plan.browse(self.plan.action_make_yearly(2026)["res_id"])
        yearly.sudo().cost_ids = [
            Command.create(
                {"name": "Tập huấn", "quantity": 2, "price": 1_500_000,
                 "source": "budget"}
            )
        ]  # fmt: skip
        pdf = self.print_pdf(yearly, report=REPORT)
        pages = PdfReader(io.BytesIO(pdf)).pages
        self.assertLessEqual(len(pages), 4)  # the annex has one of its own
        text = " ".join(page_text(page, below=20) for page in pages)
        for part in (
            "DỰ THẢO",
            "Căn cứ Kế hoạch số 52/KH-UBND ngày 20 tháng 9 năm 2022 của Ủy ban nhân"
            " dân xã Mẫu về việc thực hiện Chương trình",
            "II. CHỈ TIÊU",
            "Chỉ tiêu năm 2026",
            "TT Nhiệm vụ Cơ quan, người thực hiện Thời hạn Sản phẩm",
            "Phòng Văn hóa - Xã hội xã",
            "Hội nghị tập huấn",
            "30/6/2026",
            "là 3.000.000 đồng (Bằng chữ: Ba triệu đồng), gồm: ngân sách xã 3.000.000"
            " đồng (chi tiết tại Phụ lục kèm theo).",
            "DỰ TOÁN KINH PHÍ NĂM 2026",
            "V. TỔ CHỨC THỰC HIỆN",
        ):
            self.assertIn(part, text)
        self.assertNotIn("Mục tiêu giai đoạn", text)
        self.assertEqual(yearly.contact, "Hoàng Thị Mẫu")


@tagged("post_install", "-at_install")
class TestCoverAgainstTargets(PaperCase):
    def test_the_cover_note_tells_what_the_decision_makes_of_the_target(self):
        office = self.env(user=self.commune_user)
        model = self.env.ref("cdht_module.plan_programme").with_env(office)
        plan = office["cdht.plan"].browse(model.action_make_plan()["res_id"])
        plan.write({"number": "52", "date": "2022-09-20", "contact": "Mẫu"})
        plan.action_issue()
        of_year = {"year": YEAR}
        self.env["cdht.population"].create(
            [
                {**of_year, "unit_id": self.commune.id, "adults_in_learning": 10},
                {
                    **of_year,
                    "unit_id": self.village.id,
                    "is_learning_community": True,
                },
            ]
        )
        decision = self.decision_on(self.petition(self.make_list(self.village, 4)))
        text = self.print_text(decision, report="cdht_module.report_cdht_cover")
        self.assertIn("So với chỉ tiêu của kế hoạch: Tỷ lệ", text)
        self.assertIn("40,0% (4/10), chỉ tiêu", text)
