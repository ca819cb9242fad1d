from ast import literal_eval

from markupsafe import Markup

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from odoo.addons.cdht_module.tools.finding import plain

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestPlan(CommuneCase):
    """The commune's plan: from the model to the plan of a year."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.model = cls.env.ref("cdht_module.plan_programme")
        cls.plan = cls.make_plan()

    @classmethod
    def make_plan(cls, user=None):
        model = cls.model.with_user(user or cls.commune_user)
        return model.browse(model.action_make_plan()["res_id"])

    def issue(self, plan, number="52", day="2022-09-20"):
        plan.write({"number": number, "date": day, "contact": "Hoàng Thị Mẫu"})
        plan.action_issue()
        return plan

    def test_from_the_model(self):
        self.assertTrue(self.model.is_model)
        self.assertEqual(self.plan.issuing_unit_id, self.commune)
        self.assertEqual(self.plan.place, "Mẫu")
        self.assertEqual(self.plan.signatory_id, self.signatory)
        for name in ("part_ids", "target_ids", "task_ids"):
            self.assertEqual(len(self.plan[name]), len(self.model[name]), name)
        self.assertFalse(self.model.part_ids & self.plan.part_ids)
        self.assertEqual(self.plan.task_ids.part_id.plan_id, self.plan)

    def test_seed_targets(self):
        """Seed plan I.2.a; the table of 2026-2030 is a paste error (domain 2.3)."""
        rows = {}
        for target in self.plan.target_ids:
            rows.setdefault(target.year, {})[target.metric_id.code] = target.value
        names = ("in_learning", "in_units", "digital", "column_4")
        for year, values in {
            2022: (20, 30, 40, 70), 2023: (25, 40, 50, 80),
            2024: (35, 50, 60, 90), 2025: (45, 60, 70, 100),
            2029: (60, 80, 90, 80),
        }.items():  # fmt: skip
            self.assertEqual(rows[year], dict(zip(names, values, strict=True)))

    def test_issue(self):
        with self.assertRaises(UserError):
            self.plan.action_issue()  # the registry's number is missing
        self.issue(self.plan)
        self.assertEqual(self.plan.state, "issued")
        self.assertTrue(self.traces(self.plan, "issue"))
        with self.assertRaises(UserError):
            self.plan.target_ids[0].value = 99
        with self.assertRaises(UserError):
            self.plan.part_ids[0].name = "Khác"
        with self.assertRaises(UserError):
            self.plan.write({"subject": "Khác"})
        with self.assertRaises(UserError):
            self.plan.task_ids[0].name = "Khác"
        with self.assertRaises(UserError):
            self.plan.unlink()

    def test_points_to_confirm_are_answered_with_one_reason(self):
        """Told in short; one window lists them all, each is traced by itself."""
        plan = self.plan.with_user(self.commune_user)
        plan.write({"number": "52", "date": "2022-09-20"})
        doubtful = plan.part_ids.sudo()[:5]
        for number, part in enumerate(doubtful):
            part.to_confirm = f"điều {number} của kế hoạch này lấy theo văn bản nào"
        context = {"active_model": plan._name, "active_id": plan.id}
        entry = self.env["cdht.register.entry"].with_user(self.commune_user)
        window = Form(entry.with_context(**context, move="action_issue"))
        self.assertIn("contact point", window.held)
        self.assertIn("6 points", window.held)  # and where the contact point stands
        self.assertIn("and 3 more", window.held)
        self.assertTrue(window.may_confirm)
        self.assertEqual(len(plan.finding_ids._to_confirm()), 5)
        action = self.env.ref("cdht_module.action_cdht_reason_confirm_rest")
        windows = self.env["cdht.reason"].with_user(self.commune_user).with_context(
            **literal_eval(action.context), active_id=1
        )  # fmt: skip
        for model in ("cdht.checked", "res.users", 5, None):
            with self.subTest(model), self.assertRaises(AccessError):
                windows.with_context(active_model=model).default_get(["reason"])
        context |= literal_eval(action.context)
        reasons = self.env["cdht.reason"].with_user(self.commune_user)
        window = Form(reasons.with_context(**context))
        self.assertEqual(window.names.count("\n"), 4)
        window.reason = "Theo công văn của tỉnh"
        window.save().action_confirm()
        self.assertFalse(any(doubtful.mapped("to_confirm")))
        self.assertFalse(plan.has_points_to_confirm)
        for part in doubtful:
            self.assertEqual(
                self.traces(part, "confirm_doubt").reason, "Theo công văn của tỉnh"
            )

    def test_drafts_are_told_apart_by_their_files(self):
        self.assertEqual(self.plan._file_name(), "Ke-hoach-du-thao-2022-2030")

    def test_what_nobody_may_confirm_is_not_offered(self):
        """A measure is a manager's; what is wrong is mended or let stand."""
        plan = self.plan.with_user(self.commune_user)
        plan.target_ids.metric_id.sudo()[:2].to_confirm = "điều ngờ"
        plan.bases = "Căn cứ Kế hoạch của UBND huyện"
        plan.action_check()
        self.assertLess({"doubt", "level"}, {*plan.finding_ids.mapped("code"), "x"})
        self.assertFalse(plan.has_points_to_confirm)
        self.assertFalse(plan.finding_ids._to_confirm())

    def test_progress_is_written_after_issue(self):
        self.issue(self.plan)
        task = self.plan.task_ids[0]
        task.write({"state": "done", "result": "Đã làm."})
        self.assertEqual(self.plan.done_count, 1)
        last = self.plan.task_ids[-1].sudo()
        with self.assertRaises(UserError):
            last.sudo(False).date_to = "2026-10-14"  # printed in the plan
        last.date_to = "2026-10-14"
        self.assertTrue(last.is_overdue)
        self.assertIn(last, last.search([("is_overdue", "=", True)]))
        self.assertEqual(self.plan.overdue_count, 1)
        last.date_to = "2026-10-15"
        self.assertFalse(last.is_overdue)

    def test_model_is_not_issued_nor_changed_by_an_office(self):
        office = self.model.with_user(self.commune_user)
        with self.assertRaises(UserError):
            office.action_issue()
        with self.assertRaises(AccessError):
            office.target_ids[0].value = 1
        with self.assertRaises(AccessError):
            self.plan.issuing_unit_id = False  # nothing is given away

    def test_plan_of_a_year(self):
        self.issue(self.plan)
        yearly = self.plan.browse(self.plan.action_make_yearly()["res_id"])
        self.assertEqual((yearly.year_from, yearly.year_to), (2026, 2026))
        self.assertEqual(yearly.programme_id, self.plan)
        self.assertEqual(set(yearly.target_ids.mapped("year")), {2026})
        self.assertIn("năm 2026", yearly.subject)
        self.assertIn("Kế hoạch số 52/KH-UBND ngày 20 tháng 9", yearly.bases)
        self.assertFalse(yearly.part_ids)
        self.assertTrue(all(yearly.task_ids.mapped("date_to")))
        days = yearly.task_ids.mapped("date_to")
        self.assertEqual({day.year for day in days}, {2026})
        following = self.plan.browse(self.plan.action_make_yearly()["res_id"])
        self.assertEqual(following.year_from, 2027)
        # It begins with the tasks of the year before, on the days of its own year.
        yearly_tasks = yearly.task_ids.filtered("is_yearly")
        self.assertEqual(following.task_ids.mapped("name"), yearly_tasks.mapped("name"))
        self.assertEqual({task.date_to.year for task in following.task_ids}, {2027})
        with self.assertRaises(UserError):
            self.plan.action_make_yearly(2026)
        with self.assertRaises(UserError):
            yearly.action_make_yearly()

    def test_offices_after_the_district_ended(self):
        """A plan for 2026 takes the bodies that followed those of 2022."""
        culture = self.env.ref("cdht_module.plan_body_culture")
        followed = self.env.ref("cdht_module.plan_body_culture_department")
        self.assertIn(culture, self.plan.task_ids.lead_body_id)
        self.issue(self.plan)
        yearly = self.plan.browse(self.plan.action_make_yearly(2026)["res_id"])
        self.assertNotIn(culture, yearly.task_ids.lead_body_id)
        self.assertIn(followed, yearly.task_ids.lead_body_id)

    def test_task_of_one_day_is_in_its_year_only(self):
        """The five-year conference (seed III.4.b) stands in the plan of 2026."""
        self.issue(self.plan)
        in_plan = {}
        for year in (2026, 2027):
            yearly = self.plan.browse(self.plan.action_make_yearly(year)["res_id"])
            names = " ".join(yearly.task_ids.mapped("name"))
            in_plan[year] = "Hội nghị sơ kết 5 năm" in names
        self.assertEqual(in_plan, {2026: True, 2027: False})

    def test_form(self):
        with Form(self.plan) as form:
            form.contact = "Hoàng Thị Mẫu"
            with form.target_ids.new() as line:
                line.year = 2030
                line.metric_id = self.env.ref("cdht_module.metric_fluent")
                line.value = 80
        self.assertEqual(self.plan.contact, "Hoàng Thị Mẫu")

    def test_bad_values(self):
        metric = self.env.ref("cdht_module.metric_fluent")
        for vals in ({"year": 2031, "value": 5}, {"year": 2026, "value": 101}):
            with self.assertRaises(ValidationError):
                self.plan.target_ids = [
                    Command.create({"metric_id": metric.id, **vals})
                ]
        with self.assertRaises(ValidationError):
            self.plan.year_to = 2020

    def test_who_reads(self):
        """Drafts are the office's; the issued plan is its units' and the level's."""
        readers = (self.chapter, self.district)
        for user in readers:
            self.assertFalse(self.plan.with_user(user)._filtered_access("read"))
        self.issue(self.plan)
        for user in readers:
            self.assertTrue(self.plan.with_user(user).read())
            with self.assertRaises(AccessError):
                self.plan.with_user(user).task_ids[0].state = "done"
        for user in (self.chapter_other, self.commune_other):
            self.assertFalse(self.plan.with_user(user)._filtered_access("read"))

    def test_a_task_stays_under_its_own_plan(self):
        other = self.make_plan()
        with self.assertRaises(ValidationError):
            self.plan.task_ids[0].part_id = other.part_ids[0]

    def test_no_line_is_moved_into_a_plan_that_stands(self):
        other = self.issue(self.make_plan())
        with self.assertRaises(UserError):
            self.plan.target_ids[0].plan_id = other
        with self.assertRaises(UserError):
            self.plan.part_ids[-1].plan_id = other

    def test_links_only_what_one_reads(self):
        """Neither by a value nor by a default in the context."""
        foreign = self.make_plan(self.commune_other)
        values = {"name": "Việc khác", "plan_id": foreign.id}
        tasks = self.env["cdht.plan.task"].with_user(self.commune_user)
        with self.assertRaises(AccessError):
            tasks.create(values)
        with self.assertRaises(AccessError):
            tasks.with_context(default_plan_id=foreign.id).create({"name": "Việc khác"})

    def test_whose_target_it_is_is_not_typed(self):
        """It follows its plan: else a foreign target were in force here, and a form
        would show a foreign commune's result."""
        target = self.plan.target_ids[0]
        with self.assertRaises(AccessError):
            target.unit_id = self.other_commune
        other = target.with_context(default_unit_id=self.other_commune.id).create(
            {
                "plan_id": self.plan.id,
                "metric_id": self.env.ref("cdht_module.metric_of_adults").id,
                "year": 2026,
                "value": 5,
            }
        )
        self.assertEqual(other.unit_id, self.commune)
        stranger = self.env["cdht.plan.target"].with_user(self.commune_other)
        typed = {"plan_id": {"issuing_unit_id": self.commune.id}, "year": 2022}
        typed["metric_id"] = self.env.ref("cdht_module.metric_of_adults").id
        shown = {"result_text": {}, "whole": {}}
        found = stranger.onchange(typed, ["plan_id"], shown).get("value", {})
        self.assertFalse(found.get("result_text") or found.get("whole"))
        asked = {"unit_id": {"fields": {"display_name": {}}}, "result_text": {}}
        values = {"unit_id": self.other_commune.id, "year": 2026}
        found = target.onchange(values, ["unit_id"], asked)["value"]
        self.assertEqual(found["unit_id"]["id"], self.commune.id)
        empty = target.browse().with_context(default_unit_id=self.other_commune.id)
        self.assertFalse(empty.onchange({}, [], asked)["value"].get("unit_id"))

    def test_one_in_force(self):
        """A second plan for the same years would double every figure."""
        self.issue(self.plan)
        second = self.make_plan()
        with self.assertRaises(UserError):
            self.issue(second, number="60")

    def test_replaced(self):
        plan = self.issue(self.plan)
        plan.task_ids[0].write({"state": "doing"})
        yearly = plan.browse(plan.action_make_yearly(2026)["res_id"])
        draft = plan.browse(plan.action_make_replacement()["res_id"])
        self.assertEqual(plan.action_make_replacement()["res_id"], draft.id)
        for name in ("part_ids", "target_ids", "task_ids"):
            self.assertEqual(len(draft[name]), len(plan[name]), name)
        self.assertEqual(draft.task_ids.part_id.plan_id, draft)
        self.assertIn(
            "Kế hoạch này thay thế Kế hoạch số 52/KH-UBND", self.page_of(draft)
        )
        draft.target_ids[0].value = 22
        plan.task_ids[0].write({"state": "done", "result": "Đã làm."})
        self.issue(draft, "7", "2026-03-01")
        self.assertEqual((plan.state, draft.state), ("replaced", "issued"))
        self.assertEqual(draft.task_ids[0].result, "Đã làm.")
        self.assertEqual(yearly.programme_id, draft)
        targets = draft.target_ids._in_force(self.commune, [2022])
        self.assertEqual(targets[self.commune.id, 2022].plan_id, draft)
        self.assertTrue(self.traces(plan, "replace"))
        with self.assertRaises(UserError):
            plan.target_ids[0].value = 1
        with self.assertRaises(UserError):
            plan.action_make_replacement()

    def test_names_its_contact_point(self):
        self.plan.write({"number": "52", "date": "2022-09-20"})
        with self.assertRaises(UserError):
            self.plan.action_issue()

    def test_bodies_of_the_year_in_its_text(self):
        """Who has a task is named in it, and gets it."""
        plan = self.issue(self.plan)
        yearly = plan.browse(plan.action_make_yearly(2026)["res_id"])
        page = self.page_of(yearly)
        for name in ("Công chức Tài chính", "huyện", "UBND", "HĐND", "CDHT"):
            self.assertNotIn(name, page.replace("KH-UBND", ""))
        self.assertEqual(page.count("- Phòng Kinh tế xã;"), 1)
        self.assertNotIn("có tên trong kế hoạch", page)

    def page_of(self, plan):
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "cdht_module.plan_paper", plan.ids
        )
        return plain(Markup(html.decode()))

    def test_of_the_model_of_a_year(self):
        """It gives the next plan of the commune's own, once that of many years is
        there."""
        model = self.env.ref("cdht_module.plan_yearly").with_user(self.commune_user)
        self.assertEqual(model.years_text, "Of one year")
        self.assertRefused(UserError, "several years", model.action_make_plan)
        self.issue(self.plan)
        yearly = self.plan.browse(model.action_make_plan()["res_id"])
        self.assertEqual((yearly.programme_id, yearly.year_from), (self.plan, 2026))

    def test_replaces_the_same_years_of_the_same_body(self):
        plan = self.issue(self.plan)
        draft = plan.browse(plan.action_make_replacement()["res_id"])
        draft.year_to = 2031
        with self.assertRaises(UserError):
            self.issue(draft, "7", "2026-03-01")

    def test_nothing_is_written_in_a_replaced_plan(self):
        plan = self.issue(self.plan)
        draft = plan.browse(plan.action_make_replacement()["res_id"])
        # Renamed: it is still the same task.
        plan.task_ids[0].write({"state": "done", "result": "Đã làm."})
        draft.task_ids[0].name = "Việc nói lại"
        self.issue(draft, "7", "2026-03-01")
        self.assertEqual(draft.task_ids[0].state, "done")
        with self.assertRaises(UserError):
            plan.task_ids[0].state = "todo"
