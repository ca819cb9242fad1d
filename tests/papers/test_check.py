from collections import Counter
from contextlib import ExitStack
from datetime import date
from unittest.mock import patch

from psycopg2.errors import CheckViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from odoo.addons.cdht_module.tools.finding import (
    counted_people,
    is_cited_in_full,
    names_ended_level,
    numbers_before,
    reading,
    uncited,
    wrong_words,
)

from ..common import CommuneCase

LAW = "Căn cứ Luật Tổ chức chính quyền địa phương ngày {}"
ANNEX = {"name": "Phụ lục I", "groups": []}


def said(*lines, **values):
    """What is read of a paper of these sentences."""
    blocks = [{"kind": "text", "text": line} for line in lines]
    return reading({"blocks": blocks, **values})


@tagged("post_install", "-at_install")
class TestReading(TransactionCase):
    """How a paper is read."""

    def test_open_places(self):
        for line in ("Tại ……", "Mời … dự họp.", "Chủ trì: ____", "Số ........."):
            self.assertEqual(said(line).open_places(), [line])
        for line in ("Câu lạc bộ, thư viện…", "lao động nông thôn...", "Hết./."):
            self.assertFalse(said(line).open_places(), line)
        row = {"heading": "", "rows": [["1", "…"]]}
        self.assertEqual(said(groups=[row]).open_places(), ["…"])

    def test_figures_longer_than_any_number(self):
        """What is typed may be anything: it is read, or left."""
        for digits in ("1" + ".000" * 6, "9" * 5000):
            self.assertEqual(wrong_words(f"Cho {digits} (một) người"), [])
            self.assertEqual(len(counted_people(f"{digits} người")), 1)
            self.assertEqual(len(numbers_before([f"{digits} đồng"], "đồng")), 1)
        self.assertEqual(wrong_words("Cho 2 (ba) người"), ["2 (ba)"])

    def test_annexes(self):
        two = [ANNEX, {"name": "Phụ lục II", "groups": []}]
        named = said("Danh sách tại Phụ lục I, Phụ lục II.", annexes=two)
        self.assertFalse(named.unnamed_annexes() + named.missing_annexes())
        one_named = said("Danh sách tại Phụ lục I.", annexes=two)
        self.assertEqual(one_named.unnamed_annexes(), ["Phụ lục II"])
        too_many = said("Phụ lục I, Phụ lục II, Phụ lục III.", annexes=two)
        self.assertEqual(too_many.missing_annexes(), ["Phụ lục III"])
        single = [{"name": "Phụ lục", "groups": []}]
        self.assertFalse(
            said("(Kèm theo danh sách.)", annexes=single).unnamed_annexes()
        )
        self.assertTrue(said("Hết.", annexes=single).unnamed_annexes())

    def test_citations(self):
        full = (
            "Căn cứ Quyết định số 677/QĐ-TTg ngày 03 tháng 6 năm 2022 của Thủ tướng"
            " Chính phủ phê duyệt Chương trình"
        )
        self.assertTrue(is_cited_in_full(full))
        self.assertFalse(is_cited_in_full("Căn cứ Quyết định số 677/QĐ-TTg"))
        self.assertFalse(is_cited_in_full(full.replace(" phê duyệt Chương trình", "")))
        again = said("Thực hiện Quyết định số 677/QĐ-TTg.", bases=[full])
        self.assertEqual(len(uncited(again)), 1)
        self.assertFalse(
            uncited(said(bases=["Theo đề nghị của Hội tại Tờ trình số 02/TTr-HKH"]))
        )

    def test_districts_have_ended(self):
        before, after = date(2025, 6, 30), date(2025, 7, 1)
        for line in ("UBND huyện Đình Lập", "UBND cấp huyện quyết định"):
            self.assertFalse(names_ended_level(line, before))
            self.assertTrue(names_ended_level(line, after))
        self.assertFalse(names_ended_level("UBND xã Châu Sơn", after))


@tagged("post_install", "-at_install")
class TestCheck(CommuneCase):
    """Errors hold a paper; each fault that is put in is found."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=2)
        cls.dossiers.proposal_id.action_receive()
        cls.petition = cls.make_petition(
            cls.dossiers.proposal_id,
            signatory_id=cls.make_signatory(cls.association).id,
        )

    def codes(self, paper, severity=None):
        paper.action_check()
        found = paper.finding_ids
        if severity:
            found = found.filtered(lambda one: one.severity == severity)
        return set(found.mapped("code"))

    def decision(self, **vals):
        if self.petition.state == "draft":
            self.petition.action_issue()
        petitions = [(6, 0, self.petition.ids)]
        return self.make_decision(self.dossiers, petition_ids=petitions, **vals)

    def test_right_papers_have_no_finding(self):
        self.assertFalse(self.codes(self.petition))
        decision = self.decision(date="2026-12-10")
        self.assertFalse(self.codes(decision))
        self.issue(decision)
        self.assertFalse(decision.finding_ids)

    def test_an_error_holds_the_paper_until_it_is_let_stand(self):
        decision = self.decision(bases=LAW.format("19 tháng 6 năm 2015"))
        self.assertRefused(UserError, "Luật Tổ chức", decision.action_submit)
        self.assertEqual(decision.state, "draft")
        decision.action_check()
        finding = decision.finding_ids
        self.assertEqual(finding.code, "base")
        with self.assertRaises(AccessError):
            finding.with_user(self.commune_other).action_allow("Không.")
        finding.with_user(self.commune_user).action_allow("Theo ý kiến lãnh đạo.")
        self.assertEqual(finding.who_confirms, self.commune_user.name)
        self.assertEqual(finding.allowed_by_id, self.commune_user)
        self.assertEqual(
            self.traces(decision, "allow_finding").reason, "Theo ý kiến lãnh đạo."
        )
        self.issue(decision)
        self.assertEqual(decision.state, "issued")

    def test_from_the_form_what_holds_it_stays_in_its_tab(self):
        """Nobody presses “Soát thể thức” to see why the paper was not submitted."""
        decision = self.decision(bases=LAW.format("19 tháng 6 năm 2015"))
        mine = decision.with_user(self.commune_user)
        told = mine.with_context(keeps_findings=True).action_submit()["params"]
        self.assertEqual((told["type"], decision.state), ("danger", "draft"))
        self.assertIn("Luật Tổ chức", told["message"])
        self.assertEqual(decision.finding_ids.mapped("code"), ["base"])
        self.assertFalse(self.traces(decision, "submit"))
        mine.finding_ids.action_allow("Theo ý kiến lãnh đạo.")
        mine.with_context(keeps_findings=True).action_submit()
        self.assertEqual(decision.state, "submitted")

    def test_what_is_let_stand_is_that_alone(self):
        decision = self.decision(bases=LAW.format("19 tháng 6 năm 2015"))
        decision.action_check()
        decision.finding_ids.action_allow("Theo ý kiến lãnh đạo.")
        decision.bases = LAW.format("19 tháng 02 năm 2025")
        self.assertRefused(UserError, "65/2025", decision.action_submit)

    def test_two_checks_at_one_moment(self):
        """What both found is one finding again, the one that was let stand."""
        decision = self.decision(bases=LAW.format("19 tháng 6 năm 2015"))
        decision.action_check()
        decision.finding_ids.sudo().copy()
        decision.finding_ids[:1].action_allow("Theo ý kiến lãnh đạo.")
        decision.action_check()
        self.assertTrue(decision.finding_ids.is_allowed)
        self.assertEqual(len(self.env["cdht.paper.finding"]._of(decision)), 1)

    def test_bases_in_force(self):
        decision = self.decision(bases=LAW.format("16 tháng 6 năm 2025"))
        for day, found in (("2026-12-10", set()), ("2025-03-01", {"base"})):
            decision.date = day
            self.assertEqual(self.codes(decision) & {"base"}, found, day)

    def test_ended_levels(self):
        decision = self.decision(
            bases="Căn cứ Kế hoạch số 225/KH-UBND ngày 15/8/2022 của UBND huyện về việc"
            " thực hiện Chương trình"
        )
        self.assertIn("level", self.codes(decision, "error"))

    def test_citation_without_what_it_is_about(self):
        decision = self.decision(bases="Căn cứ Quyết định số 677/QĐ-TTg")
        self.assertEqual(self.codes(decision, "warning"), {"citation"})

    def test_open_places(self):
        letter = self.env["cdht.letter"].create(
            {
                "issuing_unit_id": self.commune.id,
                "subject": "mời họp",
                "addressees": "Các thôn",
                "body": "Thời gian: ……",
            }
        )
        self.assertIn("open", self.codes(letter, "error"))
        letter.body = "Thời gian: 08 giờ 00."
        self.assertFalse(self.codes(letter))

    def test_recipients(self):
        for recipients, found in (
            ("Như trên\nLưu: HKH", set()),
            ("Thôn Một\nLưu: HKH", {"like_above"}),
            ("Như trên", {"kept_by"}),
        ):
            self.petition.recipients = recipients
            self.assertEqual(self.codes(self.petition), found, recipients)
        decision = self.make_decision(recipients="Như trên\nLưu: VT")
        self.assertIn("addressees", self.codes(decision, "error"))

    def test_annex_that_no_sentence_names(self):
        decision = self.decision()
        grants = self.env.ref("cdht_module.wording_decision_recognise")
        text = grants.text.partition("[")[0] + "."
        decision._set_own_words({"grants": text})
        self.assertIn("annex_unnamed", self.codes(decision, "error"))
        text += " Xem Phụ lục IX."
        decision._set_own_words({"grants": text})
        self.assertIn("annex_missing", self.codes(decision, "error"))

    def test_people_of_petition_and_lists(self):
        decision = self.decision()
        other = self.make_dossiers("proposed", self.village_2)
        decision.assessment_ids += other
        self.assertIn("not_asked_for", self.codes(decision, "error"))
        decision.assessment_ids -= other + self.dossiers[0]
        self.assertEqual(self.codes(decision), {"not_named"})

    def test_petition_against_its_lists(self):
        self.petition.assessment_ids -= self.dossiers[0]
        self.assertEqual(self.codes(self.petition), {"left_out"})
        self.petition.assessment_ids += self.make_dossiers("proposed", self.village_2)
        self.assertIn("not_on_lists", self.codes(self.petition, "error"))

    def test_bonus_needs_its_article(self):
        reason = "Quy chế số 01/QC-UBND ngày 05 tháng 01 năm 2026"
        decision = self.decision(bonus_amount=100000, bonus_reason=reason)
        self.assertFalse(self.codes(decision))
        decision._set_own_words({"bonus": ""})
        self.assertEqual(self.codes(decision, "error"), {"bonus"})
        decision._set_own_words({"bonus": "Tiền thưởng: tổng số 1.000 đồng."})
        self.assertEqual(self.codes(decision, "error"), {"bonus_sum"})

    def test_bonus_needs_its_basis(self):
        """The multiple of the base salary, or what the office gives it by."""
        decision = self.decision(bonus_amount=100000)
        self.assertEqual(self.codes(decision, "error"), {"bonus_basis"})
        rate = self.env["cdht.bonus.rate"].create(
            {
                "award": "title",
                "multiple": 0.04,
                "source": "Nghị quyết mẫu",
                "unit_id": self.commune.id,
                "date_from": "2026-01-01",
                "to_confirm": "Cần xác nhận: mẫu.",
            }
        )
        # 93.600, rounded up to tens of thousands
        self.assertEqual(self.codes(decision, "error"), {"doubt"})
        rate.action_confirm_doubt("Theo công văn của tỉnh")
        self.assertFalse(self.codes(decision))
        self.assertEqual(self.decision().bonus_amount, 100000, "by the rate itself")
        self.assertIn("73/2024/NĐ-CP", " ".join(decision._paper_bases()))

    def test_no_bonus_is_larger_than_what_is_kept(self):
        """The largest multiple of the largest base salary is an amount."""
        Salary = self.env["cdht.base.salary"]
        vals = {"citation": "Nghị định mẫu", "date_from": "2026-10-01"}
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(CheckViolation),
            self.env.cr.savepoint(),
        ):
            Salary.create({**vals, "amount": 30_000_000})
        Salary.create({**vals, "amount": 20_000_000})
        self.env["cdht.bonus.rate"].create(
            {"award": "title", "multiple": 100, "source": "Mẫu",
             "unit_id": self.commune.id, "date_from": "2026-01-01"}
        )  # fmt: skip
        self.assertEqual(self.decision().bonus_amount, 2_000_000_000)

    def test_number_against_the_dates_is_a_warning(self):
        first = self.issue(self.decision(), number="90", day="2026-12-10")
        self.assertEqual(first.state, "issued")
        late = self.make_decision(number="12", date="2026-12-11")
        self.assertIn("number", self.codes(late, "warning"))

    def test_no_query_more_for_more_papers(self):
        letters = self.env["cdht.letter"].create(
            [
                {
                    "issuing_unit_id": self.commune.id,
                    "subject": "mời họp",
                    "addressees": "Các thôn",
                    "body": "Kính mời.",
                }
                for _number in range(4)
            ]
        )

        def queries(papers):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            papers._renew_findings()
            return self.env.cr.sql_log_count - before

        queries(letters[0])
        self.assertLessEqual(queries(letters), queries(letters[0]) + 3 * 4)

    def test_what_all_papers_go_by_is_looked_up_once(self):
        """Sentences, acts, authorities and rules, whatever the number of papers."""
        self.decision()
        decisions = self.env["cdht.decision"].browse()
        for _number in range(4):
            decisions += self.make_decision(petition_ids=[(6, 0, self.petition.ids)])
        looked = Counter()

        def counted(name, search):
            def counting(*args, **options):
                looked[name] += 1
                return search(*args, **options)

            return counting

        with ExitStack() as patches:
            for name in (
                "paper.wording",
                "authority",
                "indicator.set",
                "paper.default",
            ):
                model = self.env.registry[f"cdht.{name}"]
                patches.enter_context(
                    patch.object(model, "_search", counted(name, model._search))
                )
            counts = []
            # The first time fields are fetched as well.
            for papers in (decisions[0], decisions[0], decisions):
                looked.clear()
                found = papers.sudo()._doubtful()
                papers.sudo()._with_words_now(
                    {paper: {"kind": paper.kind} for paper in papers}
                )
                self.assertEqual(len(found), len(papers))
                counts.append(dict(looked))
        self.assertEqual(counts[1], counts[2])
        self.assertEqual(set(counts[2].values()), {1}, counts)

    def test_findings_go_with_their_paper(self):
        decision = self.decision(bases="Căn cứ Quyết định số 677/QĐ-TTg")
        decision.action_check()
        finding = decision.finding_ids
        self.assertTrue(finding.with_user(self.commune_user).read(["text"]))
        with self.assertRaises(AccessError):
            finding.with_user(self.commune_other).read(["text"])
        decision.unlink()
        self.assertFalse(finding.exists())


@tagged("post_install", "-at_install")
class TestLongPapersChecked(CommuneCase):
    """Each fault that is put into a plan, a report, a review or a letter is found."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_dossiers("recognised", cls.village, size=3)
        cls.office = cls.env(user=cls.commune_user)

    def codes(self, paper):
        paper.action_check()
        return set(paper.finding_ids.mapped("code"))

    def worded(self, paper):
        """With nothing left open."""
        paper.action_take_figures()
        for part in paper.part_ids:
            part.text = (part.text or "").replace("…", "Không có.") or False
        paper.date = "2026-12-14"
        self.assertFalse(self.codes(paper))
        return paper

    def faults(self, paper):
        """In one of its chapters."""
        part = paper.part_ids.filtered(lambda part: part.code == "results")
        text = part.text
        for fault, code in (
            ("Có 1.234 người được công nhận.", "count"),
            ("Số liệu tại Phụ lục IX.", "annex_missing"),
            ("Kết quả đạt ……", "open"),
            ("UBND huyện đã kiểm tra.", "level"),
            ("Thực hiện Quyết định số 12/QĐ-UBND.", "citation"),
        ):
            part.text = f"{text}\n{fault}"
            self.assertEqual(self.codes(paper), {code}, fault)
        part.text = text
        paper._set_own_words({"annexes": ""})
        part.text = "Kết quả tốt."
        self.assertEqual(self.codes(paper), {"annex_unnamed"})
        paper._set_own_words({})
        paper.recipients = "Lưu: VT"
        self.assertEqual(self.codes(paper), {"like_above"})

    def test_report(self):
        report = self.office["cdht.report"].create(
            {"issuing_unit_id": self.commune.id, "year": 2026}
        )
        self.faults(self.worded(report))

    def test_review(self):
        review = self.office["cdht.review"].create(
            {"issuing_unit_id": self.commune.id, "year_from": 2022, "year_to": 2026}
        )
        self.faults(self.worded(review))

    def test_plan_of_a_year(self):
        model = self.env.ref("cdht_module.plan_programme").with_env(self.office)
        programme = model.browse(model.action_make_plan()["res_id"])
        programme.write({"number": "52", "date": "2022-09-20", "contact": "Mẫu"})
        programme.action_issue()
        plan = programme.browse(programme.action_make_yearly(2026)["res_id"])
        plan.date = "2026-01-15"
        plan.sudo().cost_ids = [
            (0, 0, {"name": "Tập huấn", "quantity": 2, "price": 1_500_000})
        ]
        task = plan.task_ids[-1]
        self.assertFalse(self.codes(plan))
        bases = plan.bases
        plan.bases = LAW.format("19 tháng 02 năm 2025") + "\n" + bases
        self.assertEqual(self.codes(plan), {"base"})
        plan.bases = bases
        for code, text, found in (
            ("money_estimate", "Kinh phí 3.100.000 đồng (tại Phụ lục).", "amount"),
            ("money_estimate", "Dự toán {dự toán} đồng.", "annex_unnamed"),
            ("closing", "Thực hiện từ ngày …….", "open"),
            ("closing", "Xem Phụ lục IV.", "annex_missing"),
            ("closing", "UBND cấp huyện chỉ đạo.", "level"),
        ):
            plan._set_own_words({code: text})
            self.assertEqual(self.codes(plan), {found}, text)
        plan._set_own_words({})
        task.lead_body_id = False
        self.assertEqual(self.codes(plan), {"task"})

    def test_invitation(self):
        letter = self.office["cdht.letter"].create(
            {"kind": "invitation", "addressees": "Thôn Một", "date": "2026-12-01"}
        )
        self.assertEqual(self.codes(letter), {"open"})
        letter.body = "Thời gian: 08 giờ 00."
        self.assertFalse(self.codes(letter))
        letter.body += "\nTheo danh sách tại Phụ lục II."
        self.assertEqual(self.codes(letter), {"annex_missing"})
        letter.body = "Xin mời."
        letter._set_own_words({"invites_one": "Kính mời …"})
        self.assertEqual(self.codes(letter), {"open"})


@tagged("post_install", "-at_install")
class TestDoubts(CommuneCase):
    """What is doubtful is confirmed before it is signed, with a document."""

    is_confirmed = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        model = cls.env.ref("cdht_module.plan_programme")
        office = cls.env(user=cls.commune_user)
        cls.plan = office["cdht.plan"].browse(
            model.with_env(office).action_make_plan()["res_id"]
        )
        cls.plan.write({"number": "52", "date": "2022-09-20", "contact": "Mẫu"})

    def test_no_upgrade_makes_it_doubtful_again(self):
        name = "cdht_module.act_emulation_2022"
        act = self.env.ref(name)
        again = [{"xml_id": name, "values": {"to_confirm": "Chưa đối chiếu"}}]
        act._load_records(again, update=True)
        self.assertEqual(act.to_confirm, "Chưa đối chiếu")
        act.action_confirm_doubt("UBND tỉnh, Công văn số 15/UBND-VX")
        self.env.flush_all()
        act._load_records(again, update=True)
        self.assertFalse(act.to_confirm)

    def confirm(self, plan):
        plan.action_check()
        doubts = self.doubts(plan)
        # The others only warn: of the table of targets as the seed has it.
        others = plan.finding_ids - doubts
        self.assertEqual(set(others.mapped("severity")) - {"warning"}, set())
        # A setting of all communes is confirmed by who may write it.
        for doubt in doubts.with_env(self.env):
            doubt.action_confirm_doubt("UBND tỉnh, Công văn số 15/UBND-VX")
        self.assertFalse(self.doubts(plan))

    def doubts(self, plan):
        found = plan.finding_ids.exists()
        return found.filtered(lambda one: one.code == "doubt")

    def yearly(self):
        self.confirm(self.plan)
        self.plan.action_issue()
        self.assertEqual(self.plan.state, "issued")
        plan = self.plan.browse(self.plan.action_make_yearly(2026)["res_id"])
        plan.write({"number": "9", "date": "2026-01-15"})
        return plan

    def test_it_is_offered_to_whom_it_belongs(self):
        """Others read whose work it is, before they type a reason."""
        self.plan.action_check()
        shown = self.doubts(self.plan)
        for doubt in shown:
            doubtful = self.env[doubt.doubt_model].browse(doubt.doubt_id)
            mine = doubtful.with_user(self.commune_user).has_access("write")
            with self.subTest(doubt.doubt_model):
                self.assertEqual(doubt.may_confirm, mine)
                self.assertEqual(bool(doubt.who_confirms), not mine)
        self.assertEqual(set(shown.mapped("may_confirm")), {True, False})
        manager = self.env.ref("cdht_module.group_cdht_manager")
        role = manager.with_env(self.plan.env).privilege_id.name
        self.assertIn(role, shown.mapped("who_confirms"))

    def test_a_plan_is_held_while_anything_is_doubtful(self):
        """What is only proposed for a year is put to its office by that year's plan."""
        self.assertIn("cột 4", self.plan.to_confirm)
        self.assertNotIn("Mức đề xuất", self.plan.to_confirm)
        self.assertRefused(UserError, "thẩm quyền", self.plan.action_issue)
        plan = self.yearly()
        proposed = plan.target_ids
        self.assertTrue(all(proposed.mapped("to_confirm")))
        self.assertIn("(*)", str(plan._targets_table()))
        self.assertRefused(UserError, "đề xuất", plan.action_issue)
        self.confirm(plan)
        plan.action_issue()
        self.assertEqual(plan.state, "issued")
        self.assertNotIn("(*)", str(plan._targets_table()))

    def test_a_paper_that_stands_says_nothing_doubtful(self):
        plan = self.yearly()
        plan.action_check()
        plan.finding_ids.action_allow("Theo ý kiến của Chủ tịch.")
        plan.action_issue()
        self.assertNotIn("(*)", str(plan._targets_table()))

    def test_confirming_says_who_and_from_which_document(self):
        row = self.env.ref("cdht_module.paper_default_decision_commune")
        with self.assertRaises(UserError):
            row.with_user(self.manager).to_confirm = False
        with self.assertRaises(UserError):
            row.with_user(self.manager).action_confirm_doubt(" ")
        with self.assertRaises(AccessError):
            row.with_user(self.commune_user).action_confirm_doubt("Tôi nói vậy.")
        row.with_user(self.manager).action_confirm_doubt("Sở Nội vụ, CV số 3/SNV")
        self.assertFalse(row.to_confirm)
        trace = self.traces(row, "confirm_doubt")
        self.assertTrue(trace.is_setting, "read among the changes of settings")
        self.assertEqual(trace.reason, "Sở Nội vụ, CV số 3/SNV")
        self.assertIn("căn cứ", trace.value_from)

    def test_who_recognises_is_confirmed_before_the_decision(self):
        for model in ("paper.default", "indicator.set", "act"):
            self.env[f"cdht.{model}"].search([]).sudo().to_confirm = False
        dossiers = self.make_dossiers("proposed")
        decision = self.make_decision(dossiers)
        decision.action_check()
        self.assertFalse(decision.finding_ids)
        self.env["cdht.authority"].create(
            {
                "unit_id": self.commune.id,
                "authority_id": self.commune.id,
                "to_confirm": "Cần xác nhận: thẩm quyền.",
            }
        )
        self.assertRefused(UserError, "thẩm quyền", decision.action_submit)
        row = decision._doubtful()[decision][-2]
        decision.action_check()
        finding = decision.finding_ids
        self.assertEqual(finding.action_open_place()["res_model"], row._name)
        row.filtered("to_confirm").unlink()
        self.assertRefused(UserError, "not there any more", finding.action_open_place)
        # The criteria by which people are judged, too.
        self.rule.sudo().to_confirm = "Cần xác nhận: lời văn."
        self.assertRefused(UserError, "lời văn", decision.action_submit)
