import io

from lxml import html
from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.cdht_module.models.decisions.cdht_decision_cover import COLUMNS

from ..paper_common import PaperCase
from ..pdf_layout import line_with, page_text, text_lines

REPORT = "cdht_module.report_cdht_cover"


@tagged("post_install", "-at_install")
class TestCoverPaper(PaperCase):
    """Phiếu trình: one page for the leader, whatever the number of units."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_list(cls.village, 4)
        cls.poor = cls.make_dossiers("proposed", cls.village_2, 14, (7,))
        cls.paper = cls.petition(cls.dossiers | cls.poor, number="3")
        cls.dossiers[3].action_refuse("Có ý kiến phản ánh.")
        cls.signatory.citizen_id = cls.dossiers[0].citizen_id
        cls.decision = cls.decision_on(cls.paper)

    def test_figures_reasons_own_names_and_room_to_write(self):
        text = self.print_text(self.decision, report=REPORT, user=self.commune_user)
        own, refused = self.dossiers[0].citizen_id, self.dossiers[3].citizen_id
        for part in (
            "PHIẾU TRÌNH Về việc công nhận danh hiệu “Công dân học tập” năm 2026",
            "Kính trình: Nguyễn Văn Mẫu, Chủ tịch.",
            "Tờ trình số 03/TTr-HKH ngày 02 tháng 12 năm 2026",
            f"Danh sách có tên người ký: {own.name} (sinh năm 1980, Thôn Một).",
            "Đã công nhận năm 2025",
            "1 Thôn Một 4 3 0 1 0",
            "2 Thôn Hai 0 0 14 0 0",
            "Tổng cộng 4 3 14 1 0",
            f"- {refused.name} (1980), Thôn Một: Có ý kiến phản ánh;",
            "Cơ quan soạn thảo: Phòng Văn hóa - Xã hội, theo Tờ trình số 03/TTr-HKH",
            "1. Kết quả: đề nghị 4 người, công nhận trong quyết định này 3 người.",
            "3. Không được công nhận: 15 người, gồm: 14 người chỉ có tổng điểm dưới 80;"
            " 1 người cơ quan có thẩm quyền không công nhận.",
            "Kính trình xem xét, ký ban hành Quyết định.",
            "Ý kiến của lãnh đạo:",
            "NGƯỜI TRÌNH",
        ):
            self.assertIn(part, text)

    def test_last_year_and_weak_indicators(self):
        """What a leader asks: more or fewer than last year, and what was missing."""
        self.make_titles(self.dossiers[1].citizen_id, [2025])
        lines = self.poor.line_ids.filtered(
            lambda line: line.indicator_id.code == "CS06"
        )
        lines.sudo().appraised_score = 4
        text = self.print_text(self.decision, report=REPORT, user=self.commune_user)
        for part in (
            "3 người, tăng 2 người so với năm 2025 (1 người).",
            "14 người có tổng điểm dưới 80 và có chỉ số dưới 5 điểm",
            "chỉ số dưới 5 điểm nhiều nhất: chỉ số 6 (14 người).",
        ):
            self.assertIn(part, text)

    def test_a_supplement_tells_of_its_own_lists_only(self):
        """It leaves out villages, titles and shortfalls of the first decision."""
        self.issue(self.decision)
        self.make_titles(self.dossiers[1].citizen_id, [2025])
        people = self.make_people(self.village, 3)
        self.make_titles(people[0], [2025])
        people.action_register_late("Đi làm xa.")
        late = people.assessment_ids
        self.score(late[:2], "self_score", 9)
        self.score(late[2], "self_score", 7)
        late.action_submit()
        late.action_fill_appraised()
        late.action_appraise()
        self.send(late.proposal_id)
        supplement = self.decision_on(
            self.petition(late, number="9"),
            kind="supplement",
            origin_id=self.decision.id,
        )
        text = self.print_text(supplement, report=REPORT, user=self.commune_user)
        for part in (
            "chỉ tính người trong các danh sách của quyết định này",
            "1 Thôn Một 2 2 1 1 Tổng cộng 2 2 1 1",
            "3. Không được công nhận: 1 người, gồm: 1 người chỉ có tổng điểm dưới 80.",
        ):
            self.assertIn(part, text)
        for part in ("Thôn Hai", "Chưa xét", self.poor[0].citizen_id.name + " ("):
            self.assertNotIn(part, text)
        supplement.assessment_ids -= late[1]
        screen = " ".join(
            html.fromstring(str(supplement.with_user(self.commune_user).cover_html))
            .text_content()
            .split()
        )
        text = self.print_text(supplement, report=REPORT, user=self.commune_user)
        for shown in (screen, text):
            self.assertIn("Chưa xét hoặc ở quyết định khác", shown)
            self.assertIn("Công nhận trong quyết định này", shown)
        self.assertIn("Thôn Một 2110011", screen)
        self.assertIn("1 Thôn Một 2 1 1 1 1", text)
        self.issue(supplement, day="2026-12-20")
        self.assertEqual(supplement._cover_values()["total"]["asked"], 2)

    def test_inside_the_office(self):
        """The level above reads a commune's issued decision, not its cover note."""
        self.issue(self.decision)
        above = self.decision.with_user(self.district)
        self.assertTrue(above.has_access("read"))
        self.assertFalse(above.cover_html)
        self.assertTrue(self.decision.with_user(self.commune_user).cover_html)
        with self.assertRaises(AccessError):
            self.print_text(self.decision, report=REPORT, user=self.district)
        text = self.print_text(self.decision, report=REPORT, user=self.commune_user)
        self.assertIn("PHIẾU TRÌNH", text)

    def test_queries_do_not_grow_with_the_people(self):
        self.decision._paper_cover_values()
        counts = []
        for number in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.decision._paper_cover_values()
            counts.append(self.env.cr.sql_log_count - before)
            more = self.make_list(self.agency, 20)
            self.decision.petition_ids |= self.petition(more, number=str(90 + number))
        self.assertLessEqual(counts[1], counts[0] + 1)  # one unit more

    def test_one_page_with_many_units(self):
        """Forty units of sixty letters with every column, and then sixty."""
        name = "Thôn Nà Khau Cường Lợi mới sáp nhập từ ba thôn cũ của xã số 1"
        row = dict.fromkeys(
            ("asked", "here", "not_eligible", "refused", "elsewhere", "left",
             "last_year"), 123,
        )  # fmt: skip
        for person in (self.dossiers | self.poor).citizen_id:
            person.name = "Nguyễn Thị Bích Thủy Phương Khánh Linh"
        self.village_2.name = name
        sizes = set()
        for count in (1, 10, 11, 24, 25, 41, 60):
            rows = [{"unit": name, **row}] * count
            self.patch(
                type(self.decision), "_cover_rows", lambda *_args, rows=rows: rows
            )
            values = self.decision._paper_cover_values()
            sizes.add(values["size"])
            reader = PdfReader(io.BytesIO(self.print_pdf(self.decision, report=REPORT)))
            self.assertEqual(len(reader.pages), 1, count)
            text = page_text(reader.pages[0])
            self.assertIn(f"Tổng cộng {count * 123} ", text)
            self.assertIn("NGƯỜI TRÌNH", text)
        self.assertEqual(len(sizes), 3)
        self.assertIn("Các đơn vị còn lại (20 đơn vị)", text)

    def test_few_units_look_like_other_papers(self):
        """The margins and the room of the other papers, on one page too."""
        figures = ("asked", "here", "not_eligible", "last_year")
        row = {**dict.fromkeys(COLUMNS, 0), **dict.fromkeys(figures, 123)}
        causes = "; ".join(["101 người chỉ có chỉ số dưới 5 điểm"] * 4)
        found = {"people": [], "others": 0, "causes": causes}
        decisions = type(self.decision)
        rows = [{"unit": "Thôn Nà Nát", **row}] * 10
        self.patch(decisions, "_cover_rows", lambda *_args: rows)
        self.patch(decisions, "_cover_unrecognised", lambda *_args: found)
        text = " ".join(["Thôn"] * 20)
        rows = [{"unit": text, **row}] * 10
        self.assertEqual(self.decision._paper_cover_values()["page"], "full-cover")
        rows = [{"unit": "Thôn Nà Nát", **row}] * 10
        self.assertEqual(self.decision._paper_cover_values()["page"], "cover")
        reader = PdfReader(io.BytesIO(self.print_pdf(self.decision, report=REPORT)))
        self.assertEqual(len(reader.pages), 1)
        line = line_with(text_lines(reader.pages[0]), "Kính trình:")
        self.assertAlmostEqual(line.x, 30, delta=0.1)
