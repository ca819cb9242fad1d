"""One's own page without a script: registering, saving, submitting."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..own_page_case import OwnPageCase


@tagged("post_install", "-at_install", "access_rights")
class TestRegister(OwnPageCase):
    def test_group_and_consent(self):
        page = self.get("/cdht/toi/dang-ky")
        self.assertIn(self.person.name, page)
        self.assertNotIn('value="1" checked', page)
        answer = self.post("/cdht/toi/dang-ky", group=self.group.id, consent="1")
        self.assertEqual(answer.status_code, 303)
        dossier = self.person.assessment_ids
        self.assertEqual(dossier.state, "registered")
        self.assertEqual(dossier.labour_group_id, self.group)
        self.assertEqual(dossier.consent_channel, "portal")
        trace = self.traces(dossier, "register")
        self.assertEqual(trace.user_id, self.citizen_user)
        self.assertFalse(trace.on_behalf_of)

    def test_silence_is_no_consent_and_no_obstacle(self):
        self.post("/cdht/toi/dang-ky", group=self.group.id)
        self.assertEqual(self.person.assessment_ids.consent_state, "not_recorded")

    def test_a_group_is_chosen(self):
        for group in ("", "0", "999999", "x", "-1"):
            answer = self.post("/cdht/toi/dang-ky", group=group)
            self.assertEqual(answer.status_code, 422, group)
            self.assertIn("nhóm", answer.text)
        self.assertFalse(self.person.assessment_ids)

    def test_another_group_later(self):
        dossier = self.registered()
        self.score(dossier, "self_score", 8)
        self.assertIn("chưa chọn", self.get("/cdht/toi"))
        self.assertEqual(self.post("/cdht/toi/nhom", group="0").status_code, 422)
        self.post("/cdht/toi/nhom", group=self.group.id)
        self.assertEqual(dossier.labour_group_id, self.group)
        self.assertEqual(dossier.self_total, 80)

    def test_a_second_click(self):
        for _click in range(2):
            self.post("/cdht/toi/dang-ky", group=self.group.id)
        self.assertEqual(len(self.person.assessment_ids), 1)

    def test_after_the_deadline(self):
        self.campaign.registration_deadline = date(2026, 10, 14)
        self.assertEqual(
            self.post("/cdht/toi/dang-ky", group=self.group.id).status_code, 303
        )
        self.assertIn("đã hết hạn đăng ký (14/10/2026)", self.get("/cdht/toi"))
        self.assertFalse(self.person.assessment_ids)
        with self.assertRaises(UserError):
            self.campaign.with_user(self.citizen_user).action_register(self.person.ids)
        self.campaign.with_user(self.chapter).action_register(self.person.ids)

    def test_after_the_decision_about_the_unit(self):
        """The true reason, and whom to ask, while others may still register."""
        self.make_dossiers("recognised")
        self.assertEqual(
            self.post("/cdht/toi/dang-ky", group=self.group.id).status_code, 303
        )
        self.assertFalse(self.person.assessment_ids)
        page = self.get("/cdht/toi")
        self.assertIn(
            f"Quyết định năm 2026 về người của {self.village.name} đã ban hành", page
        )
        self.assertIn("đề nghị cán bộ xã đăng ký muộn", page)
        self.assertNotIn("hết hạn", page)

    def test_withdraw_and_come_back(self):
        dossier = self.registered()
        self.assertEqual(self.post("/cdht/toi/rut", reason=" ").status_code, 422)
        self.post("/cdht/toi/rut", reason="Đi làm xa")
        self.assertEqual(dossier.state, "withdrawn")
        self.assertEqual(self.traces(dossier, "withdraw").reason, "Đi làm xa")
        self.post("/cdht/toi/dang-ky", group=self.group.id)
        self.assertEqual(
            sorted(self.person.assessment_ids.mapped("state")),
            ["registered", "withdrawn"],
        )

    def test_consent_given_and_taken_back_later(self):
        dossier = self.registered()
        self.post("/cdht/toi/dong-y", consent="1")
        self.assertEqual(dossier.consent_state, "recorded")
        self.assertEqual(self.post("/cdht/toi/dong-y", reason="").status_code, 422)
        self.post("/cdht/toi/dong-y", reason="Không muốn nêu tên")
        self.assertEqual(dossier.consent_state, "withdrawn")


@tagged("post_install", "-at_install", "access_rights")
class TestSave(OwnPageCase):
    def test_the_last_that_was_missing_leads_to_submitting(self):
        dossier = self.registered()
        for line in dossier.line_ids - dossier.line_ids[4]:
            line.self_score = 8
        for score, following in ((8, "nop"), (7, "chi-so/6")):
            answer = self.step(dossier, 5, score)
            self.assertURLEqual(answer.headers["Location"], f"/cdht/toi/{following}")

    def test_step_by_step_to_the_receipt(self):
        dossier = self.registered()
        for number in range(1, 11):
            answer = self.step(dossier, number, 8, f"Việc {number}")
            following = f"chi-so/{number + 1}" if number < 10 else "nop"
            self.assertURLEqual(answer.headers["Location"], f"/cdht/toi/{following}")
        self.assertIn("80", self.get("/cdht/toi/nop"))
        self.post("/cdht/toi/nop", helped_by=" con gái  Lý Thị B ")
        self.assertEqual(dossier.state, "self_assessed")
        self.assertEqual(dossier.helped_by, "con gái Lý Thị B")
        page = self.get("/cdht/toi")
        self.assertIn(f"Số biên nhận <b>{dossier.receipt_number}</b>", page)
        submitted = dossier.submitted_on
        self.assertEqual(self.post("/cdht/toi/nop").status_code, 303)
        self.assertEqual(dossier.submitted_on, submitted, "a second click")
        self.assertEqual(len(self.traces(dossier, "submit")), 1)

    def test_sent_twice_it_is_saved_once(self):
        dossier = self.registered()
        mark = dossier.line_ids[0]._mark()
        for _time in range(2):
            answer = self.step(dossier, 1, 7, "Đọc báo", mark=mark)
            self.assertEqual(answer.status_code, 303)
        self.assertEqual(dossier.line_ids[0].self_score, 7)
        self.assertEqual(len(self.traces(dossier.line_ids[0], "self_score")), 1)

    def test_another_device_was_first(self):
        dossier = self.registered()
        mark = dossier.line_ids[0]._mark()
        self.step(dossier, 1, 9, "Trên máy khác")
        answer = self.step(dossier, 1, 5, "Trên máy này", mark=mark)
        self.assertEqual(answer.status_code, 409)
        self.assertIn("Trên máy này", answer.text, "what was typed is not lost")
        self.assertEqual(dossier.line_ids[0].evidence, "Trên máy khác")
        # The page that came carries what stands: saved again, it replaces that.
        self.assertEqual(self.step(dossier, 1, 5, "Trên máy này").status_code, 303)
        self.assertEqual(dossier.line_ids[0].evidence, "Trên máy này")

    def test_scores_outside_the_bounds(self):
        dossier = self.registered()
        for score in ("11", "0", "99999", "-3", "8.5", "tám"):
            self.step(dossier, 1, score)
            self.assertFalse(dossier.line_ids[0].self_score, score)

    def test_evidence_keeps_lines_and_has_an_end(self):
        dossier = self.registered()
        self.step(dossier, 1, "", "Học  nghề\r\nĐọc sách\u200b")
        self.assertEqual(dossier.line_ids[0].evidence, "Học nghề\nĐọc sách")
        answer = self.step(dossier, 1, 8, "a" * 2001)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("2000", answer.text)
        self.assertEqual(dossier.line_ids[0].evidence, "Học nghề\nĐọc sách")

    def test_not_before_all_ten_stand(self):
        dossier = self.registered()
        self.step(dossier, 1, 8)
        answer = self.post("/cdht/toi/nop")
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(dossier.state, "registered")

    def test_after_the_deadline(self):
        dossier = self.registered()
        self.score(dossier, "self_score", 8)
        self.campaign.self_deadline = date(2026, 10, 14)
        self.assertEqual(self.step(dossier, 1, 9).status_code, 303)
        self.assertEqual(dossier.line_ids[0].self_score, 8)
        self.assertIn("Đã hết hạn", self.get("/cdht/toi"))
        self.assertEqual(self.post("/cdht/toi/nop").status_code, 422)
        own = dossier.with_user(self.citizen_user)
        with self.assertRaises(UserError):
            own.action_submit()
        with self.assertRaises(UserError):
            own.action_save({"line_ids": [(1, own.line_ids[0].id, {"self_score": 9})]})
        dossier.with_user(self.chapter).action_submit()
        self.assertEqual(dossier.state, "self_assessed")

    def test_read_only_once_submitted(self):
        dossier = self.registered()
        self.carry(dossier, "self_assessed")
        self.step(dossier, 1, 3)
        self.assertEqual(dossier.line_ids[0].self_score, 8)

    def test_what_appraisers_have_not_settled_is_not_shown(self):
        dossier = self.registered()
        self.carry(dossier, "self_assessed", 9)
        line = dossier.line_ids[0]
        line.appraised_score = 6
        line.note = "Theo biên bản"
        page = self.get("/cdht/toi")
        self.assertNotIn("thẩm định <b>", page)
        self.assertNotIn("Theo biên bản", page)
        dossier.action_fill_appraised()
        dossier.action_appraise()
        page = self.get("/cdht/toi")
        self.assertIn("thẩm định <b>6</b>", page)
        self.assertIn("Ý kiến: Theo biên bản", page)

    def test_scores_typed_for_a_meeting_that_never_was(self):
        """Given back and never handed in again, a dossier is closed unassessed."""
        dossier = self.registered()
        self.carry(dossier, "self_assessed", 9)
        dossier.action_fill_appraised()
        dossier.action_return("Thiếu minh chứng")
        self.campaign.action_close()
        self.assertEqual(dossier.outcome, "not_assessed")
        self.assertNotIn("thẩm định <b>", self.get("/cdht/toi"))


@tagged("post_install", "-at_install", "access_rights")
class TestActionSave(OwnPageCase):
    """The method itself, as anybody who can reach it may call it."""

    def save(self, dossier, user=None, **values):
        user = user or self.citizen_user
        dossier.with_user(user).action_save(values)

    def test_only_what_is_ones_own_to_enter(self):
        dossier = self.registered()
        line = dossier.line_ids[0]
        self.save(dossier, in_learning_family=True,
                  line_ids=[(1, line.id, {"self_score": 8})])  # fmt: skip
        self.assertEqual((line.self_score, dossier.in_learning_family), (8, True))
        other = self.registered(self.other).line_ids[0]
        for values in (
            {"state": "recognised"},
            {"unit_id": self.village_2.id},
            {"helped_by": "a", "submitted_on": "2026-01-01 00:00:00"},
            {"create_uid": 1},
            {"line_ids": [(1, line.id, {"appraised_score": 10})]},
            {"line_ids": [(1, line.id, {"note": "x"})]},
            {"line_ids": [(1, other.id, {"self_score": 8})]},
            {"line_ids": [(0, 0, {"self_score": 8})]},
            {"line_ids": [(2, line.id)]},
            {"line_ids": [(5,)]},
            {"line_ids": [(1, line.id, {"attachment_ids": [(5,)]})]},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.save(dossier, **values)
        self.assertFalse(other.self_score)

    def test_nobody_elses(self):
        dossier = self.registered()
        for user in (self.citizen_user_2, self.chapter, self.commune_user):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.save(dossier, user, in_learning_family=True)

    def test_no_orm_write_at_all(self):
        dossier = self.registered().with_user(self.citizen_user)
        for call in (
            lambda: dossier.write({"in_learning_family": True}),
            lambda: dossier.line_ids[0].write({"self_score": 8}),
            lambda: self.env["ir.attachment"].with_user(self.citizen_user).create(
                {"name": "a", "raw": b"%PDF", "res_model": "cdht.assessment.line",
                 "res_id": dossier.line_ids[0].id}),
        ):  # fmt: skip
            with self.assertRaises(AccessError):
                call()
