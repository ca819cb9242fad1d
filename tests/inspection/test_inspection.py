from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import YEAR
from ..paper_common import PaperCase

ALIKE = (9, 8, 9, 8, 9, 8, 9, 8, 9, 8)
EXACTLY = (8, 8, 8, 8, 8, 8, 8, 8, 9, 7)


@tagged("post_install", "-at_install")
class TestInspection(PaperCase):
    """A random sample with signs of hasty scoring, findings, minutes, a task."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.inspection = (
            cls.env["cdht.inspection"]
            .with_user(cls.commune_user)
            .create(
                {
                    "campaign_id": cls.campaign.id,
                    "unit_id": cls.village.id,
                    "date": f"{YEAR}-11-20",
                    "team": "Hoàng Thị Mẫu - Phó Chủ tịch Hội Khuyến học xã",
                    "hosts": "Lý Văn Mẫu - Chi hội trưởng",
                    "sample_size": 4,
                }
            )
        )

    def fill(self):
        self.inspection.action_draw_sample()
        self.inspection.sample_ids.write({"verdict": "right"})
        self.inspection.write(
            {"findings": "Hồ sơ đầy đủ.", "conclusion": "Bổ sung minh chứng."}
        )

    def test_hints(self):
        alike = self.make_dossiers("self_assessed", size=3, scores=ALIKE)
        exactly = self.make_dossiers("self_assessed", size=2, scores=EXACTLY)
        exactly |= self.make_dossiers("self_assessed", size=1, scores=(8,))
        self.make_dossiers("self_assessed", size=1, scores=(5,) * 5 + (6,) * 5)
        texts, hints = (
            self.env["cdht.assessment"]
            .search([("campaign_id", "=", self.campaign.id)])
            ._scoring_hints()
        )
        self.assertEqual(len(texts), 2)
        self.assertIn("9, 8, 9, 8, 9, 8, 9, 8, 9, 8", texts[0])
        self.assertIn("80", texts[1])
        self.assertEqual(set(hints), set((alike | exactly).ids))
        self.assertEqual(hints[exactly[2].id].count(";"), 1)  # one score, and 80

    def test_everybody_passed(self):
        dossiers = self.make_dossiers("appraised", size=2, scores=(9,))
        more = self.make_dossiers("appraised", size=3, scores=(9, 10) + (9,) * 8)
        texts, _hints = (dossiers | more)._scoring_hints()
        self.assertIn("5", texts[-1])
        failed = self.make_dossiers("appraised", size=1, scores=(6,))
        texts, _hints = (dossiers | more | failed)._scoring_hints()
        self.assertEqual(len(texts), 1)  # only those that are alike

    def test_sample(self):
        with self.assertRaises(UserError):
            self.inspection.action_draw_sample()  # nobody has scored yet
        dossiers = self.make_dossiers("self_assessed", size=6, scores=ALIKE)
        self.make_dossiers("registered", size=2)
        self.inspection.action_draw_sample()
        drawn = self.inspection.sample_ids
        self.assertEqual(len(drawn), 4)
        self.assertLessEqual(drawn.assessment_id, dossiers)
        self.assertTrue(all(drawn.mapped("hint")))
        self.assertTrue(self.inspection.hints)
        self.assertTrue(self.traces(self.inspection, "draw_sample"))
        self.inspection.action_draw_sample()
        self.assertEqual(len(self.inspection.sample_ids), 4)
        self.inspection.sample_ids[0].verdict = "right"
        with self.assertRaises(UserError):
            self.inspection.action_draw_sample()  # not until the sample suits

    def test_never_ones_own(self):
        own = self.make_dossiers("self_assessed")
        self.give_login(own.citizen_id, self.commune_user)
        others = self.make_dossiers("self_assessed", size=3)
        self.inspection.action_draw_sample()
        self.assertEqual(self.inspection.sample_ids.assessment_id, others)

    def test_drawn_not_chosen(self):
        """Nobody puts a dossier into the sample, takes one out or swaps one."""
        first, *others = self.make_dossiers("self_assessed", size=6)
        with self.assertRaises(AccessError):
            self.inspection.sample_ids = [(0, 0, {"assessment_id": first.id})]
        self.inspection.action_draw_sample()
        sample = self.inspection.sample_ids
        with self.assertRaises(AccessError):
            sample.unlink()
        with self.assertRaises(AccessError):
            sample[0].assessment_id = others[-1]
        with self.assertRaises(AccessError):
            sample[0].hint = "Nghi ngờ"
        with self.assertRaises(UserError):
            self.inspection.unit_id = self.village_2
        self.assertEqual(self.inspection.draw_count, 1)
        self.inspection.action_draw_sample()
        self.assertEqual(self.inspection.draw_count, 2)

    def test_not_without_a_sample(self):
        self.make_dossiers("self_assessed")
        self.inspection.write({"findings": "Đủ.", "conclusion": "Bổ sung minh chứng."})
        with self.assertRaises(UserError):
            self.inspection.action_issue()
        with self.assertRaises(UserError):
            self.inspection.action_make_task()  # nothing is signed yet

    def test_issue(self):
        self.make_dossiers("self_assessed", size=5)
        self.inspection.action_draw_sample()
        with self.assertRaises(UserError):
            self.inspection.action_issue()  # nothing was found yet
        self.inspection.findings = "Hồ sơ đầy đủ."
        with self.assertRaises(UserError):
            self.inspection.action_issue()  # not every dossier is judged
        self.inspection.sample_ids.write({"verdict": "right"})
        self.inspection.action_issue()
        with self.assertRaises(UserError):
            self.inspection.findings = "Khác"
        with self.assertRaises(UserError):
            self.inspection.sample_ids[0].verdict = "high"
        with self.assertRaises(UserError):
            self.inspection.unlink()

    def test_minutes(self):
        dossiers = self.make_dossiers("self_assessed", size=2, scores=ALIKE)
        self.fill()
        self.inspection.action_issue()
        text = self.print_text(
            self.inspection, report="cdht_module.report_cdht_inspection"
        )
        for part in (
            "BIÊN BẢN Kiểm tra việc đánh giá, công nhận danh hiệu “Công dân học tập”"
            " năm 2026 tại thôn Một",
            "chọn ngẫu nhiên 2 hồ sơ, kết quả",
            dossiers[0].citizen_id.name,
            "85",
            "Đúng quy định",
            "- Bổ sung minh chứng.",
            "TRƯỞNG ĐOÀN",
            "Hoàng Thị Mẫu",
        ):
            self.assertIn(part, text)
        self.assertNotIn("giống", text)  # hints stay in the office

    def test_follow_up(self):
        self.make_dossiers("self_assessed", size=2)
        self.fill()
        self.inspection.action_issue()
        with self.assertRaises(UserError):
            self.inspection.action_make_task()  # no plan takes it
        model = self.env.ref("cdht_module.plan_programme")
        office = model.with_user(self.commune_user)
        plan = office.browse(office.action_make_plan()["res_id"])
        plan.write({"number": "52", "date": "2022-09-20", "contact": "A"})
        plan.action_issue()
        action = self.inspection.action_make_task()
        task = self.inspection.task_id
        self.assertEqual(action["res_id"], task.id)
        self.assertIn("Thôn Một: Bổ sung minh chứng.", task.name)
        self.assertEqual(task.plan_id, plan)
        self.assertEqual(self.inspection.action_make_task()["res_id"], task.id)
        # It is followed up with the plan, and not of the paper that was issued.
        self.assertIn(task, plan.task_ids)
        self.assertNotIn(task, plan._own_tasks())
        self.assertEqual(len(plan._own_tasks()), len(plan.task_ids) - 1)
        year = plan.browse(plan.action_make_yearly(YEAR)["res_id"])
        table = year._tasks_table()
        printed = [row[1] for row in table["groups"][0]["rows"]]
        self.assertTrue(printed)
        self.assertFalse([text for text in printed if "Thôn Một" in text])
        other = plan.browse(plan.action_make_replacement()["res_id"])
        self.assertEqual(len(other.task_ids), len(plan.task_ids))
        self.assertEqual(len(other._own_tasks()), len(plan._own_tasks()))

    def test_who_reads(self):
        self.make_dossiers("self_assessed", size=2)
        self.fill()
        paper, lines = self.inspection, self.inspection.sample_ids
        self.assertFalse(paper.with_user(self.chapter)._filtered_access("read"))
        paper.action_issue()
        (seen,) = paper.with_user(self.chapter).read()
        self.assertNotIn("hints", seen)
        self.assertTrue(lines.with_user(self.chapter).mapped("verdict"))
        with self.assertRaises(AccessError):
            lines.with_user(self.chapter).read(["hint"])
        for user in (self.chapter_2, self.commune_other):
            self.assertFalse(paper.with_user(user)._filtered_access("read"))
        with self.assertRaises(AccessError):
            paper.with_user(self.district).read(["findings"])
