from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import YEAR
from ..paper_common import PaperCase

FIRST = YEAR - 4


@tagged("post_install", "-at_install")
class TestReview(PaperCase):
    """Five years against the targets, then whom to commend."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.signatory.write({"post": "Chủ tịch"})
        # Three hold the title for the fifth year, one for the first.
        cls.dossiers = cls.make_list(cls.village, 4, five=3, gender="female")
        cls.recognise(cls.dossiers)
        # And somebody who held it twice long ago.
        cls.make_titles(cls.make_people(cls.village_2), (FIRST, FIRST + 1))
        cls.review = cls.make_review()

    @classmethod
    def make_review(cls, **vals):
        return (
            cls.env["cdht.review"]
            .with_user(cls.commune_user)
            .create(
                {
                    "issuing_unit_id": cls.commune.id,
                    "year_from": FIRST,
                    "year_to": YEAR,
                    **vals,
                }
            )
        )

    def issued(self, review):
        review.action_take_figures()
        for part in review.part_ids:
            part.text = (part.text or "").replace("…", "Không có.") or False
        review.write({"number": "125", "date": f"{YEAR}-12-18"})
        review.action_issue()
        return review

    def commended(self, **vals):
        self.review.write(vals)
        self.review.action_take_figures()
        self.review.action_propose_people()
        self.review.commendation_ids = [
            Command.create(
                {
                    "name": "Chi hội khuyến học Thôn Một",
                    "achievement": "có thành tích xuất sắc",
                    "is_chosen": True,
                    "bonus": 500000,
                }
            )
        ]
        self.dossier_of(self.review)
        action = self.review.action_make_decision()
        decision = self.env["cdht.decision"].browse(action["res_id"])
        decision.bonus_reason = "Quy chế số 01/QC-UBND ngày 05 tháng 01 năm 2026"
        return decision.with_user(self.commune_user)

    def dossier_of(self, review):
        """Its petition and minutes, issued."""
        office = self.env(user=self.commune_user)
        petition = office["cdht.commendation.petition"].browse(
            review.action_make_petition()["res_id"]
        )
        petition.write({"number": f"{next(self.numbers)}", "date": f"{YEAR}-12-19"})
        petition.action_issue()
        meeting = office["cdht.commendation.meeting"].browse(
            review.action_make_meeting()["res_id"]
        )
        meeting.commendation_ids.write({"votes_for": 7})
        meeting.write(
            {
                "number": f"{next(self.numbers)}",
                "date": f"{YEAR}-12-20",
                "hour_from": 14,
                "hour_to": 16,
                "meeting_place": "Phòng họp",
                "chair": "Lý Văn Mẫu",
                "secretary": "Chu Thị Mẫu",
                "members": "Lý Văn Mẫu, Chủ tịch",
                "notes": "Nhất trí.",
                "present": 7,
                "total": 9,
            }
        )
        meeting.action_issue()
        return petition, meeting

    def test_figures(self):
        self.review.action_take_figures()
        figures = self.review.figures
        counts = {
            y: figures["years"][str(y)]["recognised"] for y in self.review._years()
        }
        self.assertEqual(
            counts, {FIRST: 4, FIRST + 1: 4, FIRST + 2: 3, FIRST + 3: 3, YEAR: 4}
        )
        self.assertEqual(figures["years"][str(YEAR)]["women"], 4)
        self.assertEqual(figures["years"][str(YEAR)]["outstanding"], 3)
        self.assertEqual(figures["times"], {"1": 1, "2": 1, "3": 0, "4": 0, "5": 3})
        by_unit = {unit["name"]: unit["recognised"] for unit in figures["units"]}
        self.assertEqual(by_unit["Thôn Hai"][str(FIRST)], 1)
        self.assertEqual(by_unit["Thôn Một"][str(YEAR)], 4)

    def test_against_the_targets(self):
        model = self.env.ref("cdht_module.plan_programme").with_user(self.commune_user)
        plan = model.browse(model.action_make_plan()["res_id"])
        plan.write({"number": "52", "date": "2022-09-20", "contact": "A"})
        plan.action_issue()
        for year in range(FIRST, YEAR):
            self.env["cdht.population"].create(
                {
                    "unit_id": self.commune.id,
                    "year": year,
                    "adults_in_learning": 10,
                }
            )
            self.env["cdht.population"].create(
                {"unit_id": self.village.id, "year": year,
                 "is_learning_community": True}
            )  # fmt: skip
        self.review.action_take_figures()
        (first, *_others) = self.review.figures["targets"]
        self.assertEqual(
            first["years"][str(FIRST)],
            {"value": 20, "share": 30, "part": 3, "whole": 10},
        )
        self.assertEqual(
            first["years"][str(FIRST + 3)],
            {"value": 45, "share": 30, "part": 3, "whole": 10},
        )
        self.assertIsNone(first["years"][str(YEAR)]["share"])

    def test_paper(self):
        self.issued(self.review)
        text = self.print_text(self.review, report="cdht_module.report_cdht_review")
        for part in (
            "BÁO CÁO Sơ kết 5 năm thực hiện Chương trình “Xây dựng mô hình Công dân học"
            " tập” (giai đoạn 2022-2026)",
            "Được công nhận 4 4 3 3 4",
            "1 lần 1",
            "5 lần 3",
            "Xã Mẫu có 05 người đạt danh hiệu ít nhất một lần.",
            "1 Thôn Một 3 3 3 3 4 16 3",
            "Tổng cộng 4 4 3 3 4 18 3",
            "2 Nữ",
        ):
            self.assertIn(part, text)
        for dossier in self.dossiers:
            self.assertNotIn(dossier.citizen_id.name, text)

    def test_period_is_a_field(self):
        other = self.make_review(year_from=2021, issuing_unit_id=self.commune.id)
        self.assertIn("Sơ kết 6 năm", other.subject)
        other.year_from = 2022
        self.assertIn("Sơ kết 5 năm", other.subject)
        with self.assertRaises(ValidationError):
            other.year_to = 2040

    def test_one_register_of_reports(self):
        self.issued(self.review)
        report = (
            self.env["cdht.report"]
            .with_user(self.commune_user)
            .create({"issuing_unit_id": self.commune.id, "year": YEAR})
        )
        with self.assertRaises(ValidationError):
            report.write({"number": "125", "date": f"{YEAR}-12-20"})
        report.write({"number": "126", "date": f"{YEAR}-12-20"})

    def test_proposed_by_their_titles(self):
        self.review.person_quota = 2
        self.review.action_propose_people()
        people = self.review.commendation_ids
        self.assertEqual(
            set(people.recognition_id.citizen_id.ids),
            set(self.dossiers[:3].citizen_id.ids),
        )
        self.assertEqual(people.mapped("is_chosen"), [True, True, False])
        self.assertEqual(set(people.mapped("years_held")), {5})
        self.assertIn("5 năm liền (2022-2026)", people[0].achievement)
        self.review.action_propose_people()
        self.assertEqual(self.review.commendation_ids, people, "each once")

    def test_quota(self):
        self.review.action_take_figures()
        self.review.person_quota = 2
        self.review.action_propose_people()
        self.review.commendation_ids.write({"is_chosen": True})
        with self.assertRaises(UserError):
            self.review.action_make_decision()
        self.review.person_quota = 0
        self.review.action_make_decision()

    def test_decision(self):
        self.review.person_quota = 2
        decision = self.commended()
        self.assertEqual((decision.kind, decision.people_count), ("commend", 3))
        self.assertTrue(decision.issued_by_head)
        self.issue(decision, "231", f"{YEAR}-12-22")
        self.assertEqual(decision.state, "issued")
        lines = decision.commendation_ids._in_order()
        self.assertEqual(lines.mapped("number"), ["01", "02", "03"])
        self.assertFalse(decision.recognition_ids, "it gives no title")
        for change in (
            lambda: lines[0].write({"bonus": 1}),
            lambda: lines[0].unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_a_bonus_has_its_article_and_its_estimate(self):
        decision = self.commended()
        decision.date = f"{YEAR}-12-22"

        def codes():
            decision.action_check()
            return set(decision.finding_ids.mapped("code"))

        self.assertFalse(codes())
        decision._set_own_words({"bonus": ""})
        self.assertEqual(codes(), {"bonus"})
        decision._set_own_words({})
        model = self.env.ref("cdht_module.plan_programme")
        office = self.env(user=self.commune_user)
        programme = office["cdht.plan"].browse(
            model.with_env(office).action_make_plan()["res_id"]
        )
        programme.write({"number": "52", "date": "2022-09-20", "contact": "Mẫu"})
        programme.action_issue()
        yearly = programme.browse(programme.action_make_yearly(YEAR)["res_id"])
        yearly.cost_ids = [
            Command.create({"name": "Khen thưởng", "quantity": 1, "price": 400000})
        ]
        yearly.write({"number": "14", "date": f"{YEAR}-02-03"})
        yearly.action_issue()
        self.assertEqual(codes(), {"estimate"})

    def test_papers_of_the_decision(self):
        self.review.action_propose_people()
        self.review.commendation_ids.write({"bonus": 200000})
        decision = self.commended(person_quota=0)
        person = decision.commendation_ids.filtered(lambda line: line.kind == "person")
        with self.assertRaises(UserError):
            self.print_text(person[0], report="cdht_module.report_cdht_commendation")
        self.issue(decision, "231", f"{YEAR}-12-22")
        text = self.print_text(
            decision, report="cdht_module.report_cdht_commend_decision"
        )
        for part in (
            "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU",
            "Tặng Giấy khen cho 01 (một) tập thể và 03 (ba) cá nhân",
            "tổng số 1.100.000 đồng (Bằng chữ: Một triệu một trăm nghìn đồng)",
            "Như Điều 4;",
            "DANH SÁCH TẬP THỂ, CÁ NHÂN ĐƯỢC KHEN THƯỞNG",
            "I. Tập thể (1)",
            "II. Cá nhân (3)",
            "Tổng cộng 1.100.000",
            "Danh sách có 01 (một) tập thể và 03 (ba) cá nhân; tổng số tiền thưởng"
            " 1.100.000 đồng (Bằng chữ: Một triệu một trăm nghìn đồng)./.",
            person[0].name,
        ):
            self.assertIn(part, text)
        person = person._in_order()
        paper = self.print_text(
            person[0], report="cdht_module.report_cdht_commendation"
        )
        for part in ("GIẤY KHEN Bà: ", person[0].name, "5 năm liền (2022-2026)",
                     "Số vào sổ: 02"):  # fmt: skip
            self.assertIn(part, paper)
        collective = self.print_text(
            decision.commendation_ids - person,
            report="cdht_module.report_cdht_commendation",
        )
        self.assertIn("Tập thể: Chi hội khuyến học Thôn Một", collective)
        blank = self.print_text(
            person[0], report="cdht_module.report_cdht_commendation_on_blank"
        )
        self.assertIn(person[0].name, blank)
        self.assertIn("tỉnh Mẫu", blank)
        self.assertNotIn("GIẤY KHEN", blank)
        receipt = self.print_text(decision, report="cdht_module.report_cdht_receipt")
        for part in ("KÝ NHẬN GIẤY KHEN VÀ TIỀN THƯỞNG", "1.100.000 đồng", "02"):
            self.assertIn(part, receipt)

    def test_bonus_by_the_multiple(self):
        """0,15 and 0,3 times 2.340.000, rounded up to tens of thousands."""
        self.review.action_take_figures()
        self.review.action_propose_people()
        self.review.commendation_ids = [
            Command.create({"name": "Trạm Y tế", "achievement": "a", "is_chosen": True})
        ]
        self.dossier_of(self.review)
        lines = self.review.commendation_ids
        self.assertEqual(
            set(lines.mapped(lambda line: (line.kind, line.bonus))),
            {("person", 360000), ("collective", 710000)},
        )
        decision = self.env["cdht.decision"].browse(
            self.review.action_make_decision()["res_id"]
        )
        decision.action_check()
        self.assertFalse(decision.finding_ids)
        values = decision._as_issued()
        self.assertIn("73/2024/NĐ-CP", values["bases"][3])
        self.assertIn("BB-HĐTĐKT", values["bases"][-2])
        self.assertIn("Theo đề nghị của Hội", values["bases"][-1])
        article = values["blocks"][1]["text"]
        self.assertIn("hệ số 0,15 đối với cá nhân và 0,3 đối với tập thể", article)
        lines[0].bonus = 500000
        decision.action_check()
        self.assertEqual(decision.finding_ids.mapped("code"), ["bonus_basis"])
        self.assertIn("500.000", decision.finding_ids.text)
        self.assertIn("360.000", decision.finding_ids.text)

    def test_the_dossier(self):
        """Who is asked for, what each achieved, how the council voted."""
        self.issued(self.review)
        self.review.action_propose_people()
        petition, meeting = self.dossier_of(self.review)
        people = petition.commendation_ids._in_order()
        text = self.print_text(
            petition, report="cdht_module.report_cdht_commendation_petition"
        )
        for part in (
            "TỜ TRÌNH Về việc đề nghị khen thưởng",
            "Kính gửi: - Chủ tịch Ủy ban nhân dân xã Mẫu; - Hội đồng Thi đua - Khen",
            "(kết quả tại Báo cáo số 125/BC-UBND",
            "tặng Giấy khen cho 03 (ba) cá nhân",
            "dự kiến: 1.080.000 đồng (Bằng chữ: Một triệu không trăm tám mươi nghìn",
            "DANH SÁCH TẬP THỂ, CÁ NHÂN ĐỀ NGHỊ KHEN THƯỞNG",
        ):
            self.assertIn(part, text)
        text = self.print_text(petition, report="cdht_module.report_cdht_achievement")
        for part in (
            "BÁO CÁO TÓM TẮT THÀNH TÍCH ĐỀ NGHỊ TẶNG GIẤY KHEN",
            "I. Sơ lược về cá nhân: Họ và tên:",
            *(f"Họ và tên: {person.name}" for person in people),
            "Đạt danh hiệu “Công dân học tập” 5 năm liền (2022-2026)",
            "Danh hiệu “Công dân học tập” năm 2026 (Quyết định số",
            "NGƯỜI BÁO CÁO",
        ):
            self.assertIn(part, text)
        self.assertNotIn("Tên tập thể", text)
        text = self.print_text(
            meeting, report="cdht_module.report_cdht_commendation_meeting"
        )
        for part in (
            "BIÊN BẢN Họp xét khen thưởng",
            "có mặt 7/9 thành viên",
            f"1 {people[0].name} Thôn Một 7/7 100,0%",
            "thống nhất đề nghị Chủ tịch Ủy ban nhân dân xã Mẫu tặng Giấy khen",
        ):
            self.assertIn(part, text)
        for attempt in (
            lambda: meeting.write({"chair": "Khác"}),
            lambda: people[0].with_user(self.commune_user).write({"votes_for": 1}),
            lambda: petition.unlink(),
        ):
            with self.assertRaises(UserError):
                attempt()
        with self.assertRaises(AccessError):
            petition.with_user(self.chapter).read(["subject"])

    def test_no_decision_without_its_dossier(self):
        self.review.action_take_figures()
        self.review.action_propose_people()
        action = self.review.action_make_decision()
        decision = self.env["cdht.decision"].browse(action["res_id"])
        decision.action_check()
        self.assertEqual(
            set(decision.finding_ids.mapped("code")), {"no_petition", "no_meeting"}
        )
        _petition, meeting = self.dossier_of(self.review)
        decision.action_check()
        self.assertFalse(decision.finding_ids)
        meeting.sudo().state = "draft"
        meeting.commendation_ids[0].votes_for = 3
        meeting.action_check()
        self.assertEqual(meeting.finding_ids.mapped("code"), ["votes"])

    def test_conference_and_invitation(self):
        action = self.review.action_make_conference()
        activity = self.env["cdht.activity"].browse(action["res_id"])
        self.assertEqual(activity.kind, "conference")
        self.assertEqual(
            self.review.action_make_conference()["res_id"], activity.id, "once"
        )
        letter = activity.with_user(self.commune_user).action_make_invitation()
        body = self.env["cdht.letter"].browse(letter["res_id"]).body
        self.assertIn("hội nghị sơ kết 5 năm", body)

    def test_people_only_by_their_titles(self):
        title = self.dossiers[0].decision_id.recognition_ids[0]
        with self.assertRaises(AccessError):
            self.review.commendation_ids.create(
                {
                    "review_id": self.review.id,
                    "kind": "person",
                    "name": "Ai đó",
                    "achievement": "x",
                    "recognition_id": title.id,
                }
            )
        with self.assertRaises(ValidationError):
            self.review.commendation_ids.create(
                {
                    "review_id": self.review.id,
                    "kind": "person",
                    "name": "Ai đó",
                    "achievement": "x",
                }
            )
        self.review.action_propose_people()
        with self.assertRaises(AccessError):
            self.review.commendation_ids[0].number = "9"
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.review.commendation_ids[0].bonus = -5

    def test_a_decision_that_commends_nobody(self):
        decision = self.make_decision(kind="commend")
        with self.assertRaises(UserError):
            decision.action_submit()

    def test_nobody_outstanding(self):
        other = self.make_review(year_to=FIRST, year_from=FIRST)
        with self.assertRaises(UserError):
            other.action_propose_people()

    def test_who_reads(self):
        self.review.action_propose_people()
        names = self.review.commendation_ids
        for user in (self.chapter, self.district, self.commune_other):
            self.assertFalse(self.review.with_user(user)._filtered_access("read"))
        self.issued(self.review)
        for user in (self.chapter, self.district):
            self.assertTrue(self.review.with_user(user).read())
            with self.assertRaises(AccessError):
                names.with_user(user).read(["name"])
        outside = names.with_user(self.commune_other)
        self.assertFalse(outside._filtered_access("read"))

    def test_nobody_is_commended_twice(self):
        """Neither beyond the quota in rounds, nor by another review of the years."""
        self.review.person_quota = 2
        decision = self.commended()
        people = decision.commendation_ids.filtered("recognition_id")
        people[0].is_chosen = False
        self.assertFalse(people[0].decision_id, "the draft names who is chosen")
        people[0].is_chosen = True
        self.review.action_make_decision()
        self.issue(decision, "231", f"{YEAR}-12-22")
        other = self.make_review(issuing_unit_id=self.association.id)
        other.action_take_figures()
        other.action_propose_people()
        self.dossier_of(other)
        action = other.action_make_decision()
        second = decision.browse(action["res_id"])
        with self.assertRaises(UserError):
            second.action_submit()

    def test_a_person_is_who_the_title_says(self):
        self.review.action_propose_people()
        line = self.review.commendation_ids.filtered("recognition_id")[0]
        for vals in ({"name": "Khác"}, {"birth_year": 1901}):
            with self.assertRaises(AccessError):
                line.write(vals)
        other = self.make_review(issuing_unit_id=self.association.id)
        with self.assertRaises(AccessError):
            line.review_id = other

    def test_a_revoked_title_is_not_commended(self):
        decision = self.commended()
        line = decision.commendation_ids.filtered("recognition_id")[0]
        line.recognition_id.sudo().state = "revoked"
        with self.assertRaises(UserError):
            decision.action_submit()

    def test_what_the_decision_is_made_of(self):
        decision = self.commended()
        with self.assertRaises(AccessError):
            decision.kind = "revoke"
        with self.assertRaises(AccessError):
            decision.review_id = False
        decision.sudo().assessment_ids = self.dossiers[0]
        with self.assertRaises(UserError):
            decision.action_submit()
        self.assertIn("Luật Thi đua, khen thưởng", decision.bases)

    def test_not_amended(self):
        decision = self.commended()
        self.issue(decision, "231", f"{YEAR}-12-22")
        with self.assertRaises(UserError):
            decision.action_revoke("Sai")
        with self.assertRaises(AccessError):
            receipt = self.env["report.cdht_module.receipt_paper"]
            receipt.with_user(self.district)._get_report_values(decision.ids)

    def test_dated_in_the_next_year_it_is_issued(self):
        """The registry's date gives the year that the paper names."""
        self.review.person_quota = 2
        decision = self.commended()
        decision.action_submit()
        decision.write({"number": "77", "date": f"{YEAR + 1}-01-10"})
        decision.action_issue()
        self.assertEqual(decision.state, "issued")

    def test_given_back_and_taken_up_again(self):
        """Who is chosen later joins the draft that was given back."""
        self.review.person_quota = 1
        decision = self.commended()
        decision.action_submit()
        decision.action_return("Thiếu người")
        self.review.person_quota = 2
        self.review.action_propose_people()
        action = self.review.action_make_decision()
        self.assertEqual(action["res_id"], decision.id)
        self.assertEqual(decision.people_count, 3)
        with self.assertRaises(UserError):
            self.review.unlink()
