from markupsafe import Markup

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from odoo.addons.cdht_module.tools.finding import plain
from odoo.addons.cdht_module.tools.wording import (
    as_typed,
    could_say,
    ended,
    fields_of,
    filled,
    is_balanced,
)

from ..common import YEAR, CommuneCase


class TestSentences(CommuneCase):
    """Braces, brackets, what falls away (no records)."""

    def fill(self, text, **values):
        return str(filled(text, values.get)).replace("\xa0", " ")

    def test_a_field_is_filled_in(self):
        self.assertEqual(self.fill("cho {n} người.", n=0), "Cho 0 người.")

    def test_a_part_in_brackets_falls_away_without_its_field(self):
        text = "Công nhận {n} người[ (tại {p})]."
        self.assertEqual(self.fill(text, n=2), "Công nhận 2 người.")
        self.assertEqual(
            self.fill(text, n=2, p="Phụ lục"), "Công nhận 2 người (tại Phụ lục)."
        )

    def test_a_sentence_falls_away_without_its_field(self):
        for empty in (None, False, "", [], ()):
            self.assertEqual(self.fill("Ghi nhận {n} người[ ({p})].", n=empty, p=1), "")

    def test_the_first_letter_is_large_whatever_falls_away(self):
        text = "[{who}, ]thủ trưởng các đơn vị."
        self.assertEqual(self.fill(text), "Thủ trưởng các đơn vị.")
        self.assertEqual(
            self.fill(text, who="Hội Khuyến học"),
            "Hội Khuyến học, thủ trưởng các đơn vị.",
        )

    def test_what_is_typed_is_text(self):
        """Neither HTML nor the braces of a value do anything."""
        self.assertEqual(
            self.fill("<b>A & {n}</b>", n="{n}"), "&lt;b&gt;A &amp; {n}&lt;/b&gt;"
        )

    def test_markup_of_a_value_stays(self):
        self.assertEqual(self.fill("A {n}", n=Markup("<b>x</b>")), "A <b>x</b>")

    def test_no_letter_stands_for_a_value(self):
        """Letters of no alphabet, which only a request can send, are nothing."""
        mark = "\ue000%s\ue001"
        for odd in (mark % 5, "\ue000" + mark % 0 + "1\ue001", mark % ("9" * 5000)):
            said = self.fill("a {n}", n=odd)
            self.assertEqual(said.rstrip("0123456789"), "A ")
            self.assertNotIn("\ue000", self.fill(f"a {odd} {{n}}", n=Markup("<b/>")))

    def test_braces_that_are_not_closed_are_seen(self):
        for text in ("a {b", "a b}", "a [b", "[a [b] c]", "{a {b}}"):
            self.assertFalse(is_balanced(text), text)
        self.assertTrue(is_balanced("a {b}[ c {d}] (e)"))
        self.assertEqual(fields_of("a { b }[ c {d}]"), ["b", "d"])

    def test_a_subject_begins_as_it_is_written(self):
        said = as_typed("đính chính {d}", {"d": "Quyết định số 5/QĐ-UBND"}.get)
        self.assertEqual(said, "đính chính Quyết định số 5/QĐ-UBND")
        self.assertEqual(as_typed("đính chính {d}", {}.get), "")

    def test_what_a_sentence_said_once_is_known(self):
        text, read = "Sơ kết {n} năm[ ({p})]", {"n": 5, "p": "giai đoạn 1-2"}.get
        for said in ("Sơ kết 6 năm (năm 2022)", "Sơ kết -1 năm"):
            self.assertTrue(could_say(text, said, read), said)
        for said in ("Sơ kết năm năm", "Sơ kết 5 năm của xã", "Sơ kết 5 năm (a", ""):
            self.assertFalse(could_say(text, said, read), said)
        self.assertFalse(could_say("{p} năm {n}", "Việc riêng năm 5", {"n": 5}.get))

    def test_the_end_stands_with_the_last_word(self):
        self.assertEqual(
            ended(Markup("chịu trách nhiệm này.")),
            Markup('chịu trách nhiệm <span class="whole">này./.</span>'),
        )


class TestWording(CommuneCase):
    """An office writes the sentences of its decisions."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.decision = cls.make_decision(cls.make_dossiers("appraised", size=2))
        cls.wording = cls.env["cdht.paper.wording"]

    def text_of(self, decision):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cdht_module.decision_paper", decision.ids
        )
        return html.decode().replace("\xa0", " ")

    def sentence(self, code):
        return self.wording.search(
            [("paper", "=", "decision"), ("code", "=", code), ("variant", "=", False)]
        )

    def own(self, code="effect", **values):
        found = self.sentence(code).with_user(self.commune_user).action_write_own()
        own = self.wording.with_user(self.commune_user).browse(found["res_id"])
        own.write(values)
        return own

    def test_a_sentence_of_the_office_stands_in_its_decisions(self):
        self.own(text="Quyết định này có hiệu lực từ ngày 01 tháng 01 năm {năm}.")
        self.assertIn(
            "có hiệu lực từ ngày 01 tháng 01 năm 2026", self.text_of(self.decision)
        )

    def test_back_to_the_model(self):
        own = self.own(text="Khác.")
        own.action_back_to_model()
        self.assertIn("có hiệu lực thi hành kể từ ngày ký", self.text_of(self.decision))

    def test_a_field_that_is_not_there_is_named(self):
        with self.assertRaisesRegex(ValidationError, "sô người"):
            self.own(text="Cho {sô người} cá nhân.")

    def test_it_is_named_while_it_is_typed(self):
        typed = {"paper": "decision", "text": "Cho {số ngừi} người."}
        said = self.env["cdht.paper.wording"].new(typed)._onchange_text()
        self.assertIn("{số ngừi}", said["warning"]["message"])
        typed["text"] = "Cho {số người} người."
        self.assertIsNone(self.env["cdht.paper.wording"].new(typed)._onchange_text())

    def test_what_has_a_place_of_its_own_keeps_it(self):
        """Of another kind a heading would stand nowhere, or the page would break."""
        vals = {"paper": "posting_loud", "code": "opening", "unit_id": self.commune.id}
        office = self.env["cdht.paper.wording"].with_user(self.commune_user)
        with self.assertRaises(ValidationError):
            office.create({**vals, "name": "Đầu", "text": "Kính thưa."})
        own = office.create(
            {**vals, "name": "Đầu", "text": "Kính thưa.", "kind": "named"}
        )
        with self.assertRaises(ValidationError):
            own.kind = "article"
        self.assertEqual(self.own(text="Khác.").kind, "article")

    def test_the_model_is_nobodys_to_change(self):
        with self.assertRaises(AccessError):
            self.sentence("effect").with_user(self.commune_user).write({"text": "x"})
        with self.assertRaises(AccessError):
            self.sentence("effect").with_user(self.manager).write({"text": "x"})

    def test_a_draft_has_words_of_its_own(self):
        window = Form(
            self.env["cdht.paper.words"]
            .with_user(self.commune_user)
            .with_context(active_model="cdht.decision", active_id=self.decision.id)
        )
        self.assertIn("Điều 1.", window.preview)
        with window.line_ids.edit(1) as line:
            line.text = "Riêng quyết định này."
        self.assertIn("Riêng quyết định này.", window.preview)
        window.save().action_keep()
        self.assertIn("Riêng quyết định này.", self.text_of(self.decision))


@tagged("post_install", "-at_install")
class TestLongPapers(CommuneCase):
    """An office writes the sentences of its plans, reports, reviews and letters."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wording = cls.env["cdht.paper.wording"]
        cls.office = cls.env(user=cls.commune_user)
        cls.make_dossiers("recognised", cls.village, size=3)

    def own(self, paper, code, text, variant=False, **values):
        found = self.wording.search(
            [("paper", "=", paper), ("code", "=", code), ("variant", "=", variant)]
        )
        action = found.with_user(self.commune_user).action_write_own()
        own = self.office["cdht.paper.wording"].browse(action["res_id"])
        own.write({"text": text, **values})
        return own

    def page(self, record, template):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            f"cdht_module.{template}", record.ids
        )
        return plain(Markup(html.decode().replace("</p>", " </p>")))

    def report(self, **values):
        report = self.office["cdht.report"].create(
            {"issuing_unit_id": self.commune.id, "year": YEAR, **values}
        )
        report.action_take_figures()
        return report

    def results(self, report):
        return report.part_ids.filtered(lambda part: part.code == "results").text

    def yearly(self):
        model = self.env.ref("cdht_module.plan_programme").with_env(self.office)
        plan = model.browse(model.action_make_plan()["res_id"])
        plan.write({"number": "52", "date": "2022-09-20", "contact": "Mẫu"})
        plan.action_issue()
        return plan.browse(plan.action_make_yearly(YEAR)["res_id"])

    def window(self, record):
        return Form(
            self.office["cdht.paper.words"].with_context(
                active_model=record._name, active_id=record.id
            )
        )

    def test_subjects_are_worded_by_the_office(self):
        self.own(
            "decision", "subject", "Công nhận “Công dân học tập” {năm}", "recognise"
        )
        self.own("report", "subject", "Tình hình học tập {kỳ báo cáo}")
        self.own("letter", "subject", "mời họp xét năm {năm}", "invitation")
        decision = self.make_decision()
        self.assertEqual(decision.subject, f"Công nhận “Công dân học tập” {YEAR}")
        # One that was given by a sentence is renewed, a typed one is not.
        decision.kind = "supplement"
        self.assertIn("công nhận bổ sung", decision.subject)
        decision.subject = f"Về việc riêng năm {YEAR}"
        decision.kind = "recognise"
        self.assertEqual(decision.subject, f"Về việc riêng năm {YEAR}")
        report = self.report()
        self.assertEqual(report.subject, f"Tình hình học tập năm {YEAR}")
        self.assertIn(report.subject, self.page(report, "report_paper"))
        report.action_check()
        self.assertIn("Báo cáo tình hình học tập", report._kind_and_subject())
        letter = self.office["cdht.letter"].create({"kind": "invitation"})
        self.assertEqual(letter.subject, f"mời họp xét năm {letter.year}")
        self.assertIn("Về việc mời họp xét năm", self.page(letter, "letter_paper"))

    def test_what_is_issued_keeps_its_subject(self):
        plan = self.yearly().programme_id
        before = self.page(plan, "plan_paper")
        self.own("plan", "subject", "Học tập suốt đời")
        self.assertNotIn("Học tập suốt đời", plan.subject)
        self.assertEqual(self.page(plan, "plan_paper"), before)
        # Another office's plan begins with what that office says.
        model = self.env.ref("cdht_module.plan_programme").with_env(self.office)
        draft = model.browse(model.action_make_plan()["res_id"])
        self.assertEqual(draft.subject, "Học tập suốt đời")

    def test_a_subject_names_only_what_a_draft_knows(self):
        with self.assertRaisesRegex(ValidationError, "kỳ báo cáo"):
            self.own("report", "subject", "Kết quả của {số đăng ký} người")

    def test_the_settings_show_a_subject_on_the_page(self):
        report = self.report(subject="Việc riêng")
        own = self.own("report", "subject", "Tình hình {kỳ báo cáo}")
        self.assertEqual(own.field_text, "{năm}  {kỳ báo cáo}")
        self.assertIn(f"Tình hình năm {YEAR}", own.preview.replace("\xa0", " "))
        self.assertEqual(report.subject, "Việc riêng")

    def test_the_subject_of_minutes_is_a_sentence(self):
        """It is nobody's field: the minutes say it as their other sentences."""
        self.own("minutes", "subject", "Họp xét “Công dân học tập” năm {năm}")
        minutes = self.make_dossiers("appraised", self.village_2).proposal_id
        page = self.page(minutes, "minutes_paper")
        self.assertIn(f"Họp xét “Công dân học tập” năm {YEAR}", page.split("Thời")[0])

    def test_the_scoring_guide_is_worded_by_the_office(self):
        own = self.own("guide", "evidence", "Kể lại cũng là minh chứng.")
        self.own("guide", "group", "Tài liệu của nhóm {mã nhóm}")
        self.assertIn("Kể lại cũng là minh chứng.", own.preview)
        guide = self.campaign.set_id.with_env(self.office)
        html, _kind = self.office["ir.actions.report"]._render_qweb_html(
            "cdht_module.guide_paper", guide.ids
        )
        page = plain(Markup(html.decode().replace("</p>", " </p>")))
        self.assertIn("Kể lại cũng là minh chứng.", page)
        self.assertIn("Tài liệu của nhóm N1", page)
        self.assertIn("2. Đạt danh hiệu khi tổng điểm từ 80 trở lên", page)

    def say(self, record, code, text):
        """The draft alone says it so, by its window; return the window's page."""
        window = self.window(record)
        lines = [line.code for line in window.save().line_ids]
        with window.line_ids.edit(lines.index(code)) as line:
            line.text = text
        page = plain(Markup(str(window.preview).replace("</p>", " </p>")))
        window.save().action_keep()
        return page

    def test_figures_are_worded_by_the_office(self):
        own = self.own(
            "report", "results_registered", "{xã} vận động {số đăng ký} người đăng ký."
        )
        self.assertIn("Xã Mẫu vận động 03 người đăng ký.", self.results(self.report()))
        own.action_back_to_model()
        report = self.env["cdht.report"].search([("year", "=", YEAR)])
        report.with_env(self.office).action_take_figures()
        self.assertIn("xã Mẫu có 03 người đăng ký;", self.results(report))

    def test_the_settings_show_what_a_draft_would_begin_with(self):
        report = self.report()
        report.part_ids.filtered(lambda p: p.code == "results").text = "Lời của xã."
        own = self.own("report", "results_registered", "Có {số đăng ký} người.")
        self.assertEqual(own.shown_name, report.display_name)
        self.assertIn("Có 03 người.", own.preview.replace("\xa0", " "))
        self.assertEqual(self.results(report), "Lời của xã.")

    def test_sentences_have_dates(self):
        self.own(
            "report", "closing", "Kính báo cáo.", date_from=f"{YEAR}-12-20"
        )  # fmt: skip
        report = self.report(date=f"{YEAR}-12-19")
        self.assertIn("Trên đây là báo cáo của", self.page(report, "report_paper"))
        report.date = f"{YEAR}-12-20"
        page = self.page(report, "report_paper")
        self.assertIn("Kính báo cáo./.", page)
        self.assertNotIn("Trên đây", page)

    def test_a_draft_report_has_words_of_its_own(self):
        report = self.report()
        page = self.say(report, "opening", "{cơ quan} xin báo cáo:")
        self.assertIn("Ủy ban nhân dân xã Mẫu xin báo cáo: I. KẾT QUẢ", page)
        self.assertIn("xã Mẫu xin báo cáo: I.", self.page(report, "report_paper"))
        # What figures propose is written anew in the report itself.
        codes = {line["code"] for line in report._sentences(report._words_of_draft())}
        self.assertEqual(
            codes,
            {"opening", "contents", "replaces", "supplements", "annexes", "closing"},
        )

    def test_review(self):
        self.own("review", "times_people", "Có {số người đạt} người từng đạt.")
        review = self.office["cdht.review"].create(
            {"issuing_unit_id": self.commune.id, "year_from": 2022, "year_to": YEAR}
        )
        review.action_take_figures()
        page = self.page(review, "review_paper")
        self.assertIn("báo cáo sơ kết 5 năm thực hiện Chương trình", page)
        self.assertIn("Có 03 người từng đạt.", page)
        self.assertIn("tại Phụ lục I và Phụ lục II.)", page)

    def test_plan_of_a_year(self):
        plan = self.yearly()
        self.own("yearly_plan", "tasks_lead", "{xã} giao việc như sau:")
        self.assertIn("Xã Mẫu giao việc như sau:", self.page(plan, "plan_paper"))
        page = self.say(plan, "closing", "Yêu cầu nghiêm túc thực hiện")
        self.assertIn("Yêu cầu nghiêm túc thực hiện./.", page)

    def test_a_chapter_without_a_sentence_falls_away(self):
        plan = self.yearly()
        self.assertIn("V. TỔ CHỨC THỰC HIỆN", self.page(plan, "plan_paper"))
        for code in ("money_estimate", "money_sources"):
            self.own("yearly_plan", code, False)
        page = self.page(plan, "plan_paper")
        self.assertNotIn("KINH PHÍ THỰC HIỆN", page)
        self.assertIn("IV. TỔ CHỨC THỰC HIỆN", page)

    def test_plan_of_many_years(self):
        self.own("plan", "opening", "{cơ quan} lập kế hoạch:")
        plan = self.yearly().programme_id
        self.assertIn(
            "Ủy ban nhân dân xã Mẫu lập kế hoạch: I. MỤC TIÊU",
            self.page(plan, "plan_paper"),
        )

    def test_letters(self):
        self.own("letter", "invites", "{cơ quan} {trân trọng kính mời} các vị:",
                 "invitation")  # fmt: skip
        self.own("letter", "body_request", "Mong đến đúng giờ.", "invitation")
        letter = self.office["cdht.letter"].create(
            {"kind": "invitation", "addressees": "Thôn Một\nThôn Hai"}
        )
        self.assertTrue(letter.body.endswith("Mong đến đúng giờ."))
        page = self.page(letter, "letter_paper")
        self.assertIn(
            "xã Mẫu trân trọng kính mời các vị: - Thôn Một; - Thôn Hai.", page
        )
        self.assertIn("Mong đến đúng giờ./.", page)
        self.assertIn("Mời riêng: Tới dự", self.say(letter, "invited", "mời riêng:"))
        # Typed text is nobody's to word but of who types it.
        letter.body = "Xin mời."
        self.assertIn("Xin mời./.", self.page(letter, "letter_paper"))

    def test_a_reminder_is_worded_by_the_office(self):
        self.own("letter", "body_request", "Gửi về {nơi nhận danh sách}.", "reminder")
        letter = self.campaign.with_env(self.office).action_make_reminder(
            self.campaign._unsent_lists().ids
        )
        self.assertIn("- Thôn Hai: chưa có người đăng ký", letter.body)
        self.assertIn("Gửi về Ủy ban nhân dân xã Mẫu", letter.body)
