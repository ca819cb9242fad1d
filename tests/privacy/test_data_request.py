"""Requests about personal data: two working days, the whole data, nobody else's."""

import base64
import io

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestDataRequest(CommuneCase):
    def _request(self, person, user=None, **vals):
        requests = self.env["cdht.data.request"].with_user(user or self.chapter)
        return requests.create({"citizen_id": person.id, **vals})

    def _cells(self, request):
        import openpyxl

        request.invalidate_recordset()
        content = base64.b64decode(request.with_context(bin_size=False).copy_file)
        book = openpyxl.load_workbook(io.BytesIO(content))
        return {
            sheet.title: [
                [cell for cell in row if cell is not None]
                for row in sheet.iter_rows(min_row=5, values_only=True)
            ]
            for sheet in book
        }

    def test_two_working_days(self):
        for asked, due in (
            ("2026-10-12", "2026-10-14"),  # Monday
            ("2026-10-15", "2026-10-19"),  # Thursday, over the week-end
            ("2026-10-16", "2026-10-20"),
            ("2026-10-17", "2026-10-20"),  # Saturday
            ("2026-12-31", "2027-01-04"),  # the holiday is not counted out
        ):
            request = self._request(self.make_people(), asked_on=asked)
            self.assertEqual(str(request.due_on), due, asked)

    def test_the_communes_responsible_is_reminded_without_a_name(self):
        self.campaign.intake_user_id = self.commune_user
        mails = self.env["mail.mail"].search_count([])
        request = self._request(self.make_people(name="Vi Thị Kín"))
        activity = request.sudo().activity_ids
        self.assertEqual(activity.user_id, self.commune_user)
        self.assertEqual(activity.date_deadline, request.due_on)
        for text in (activity.summary, activity.res_name, activity.note or ""):
            self.assertNotIn("Kín", text)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        acting = request.with_user(self.commune_user)
        self.assertRefused(UserError, "", acting.action_answer)
        acting.answer = "Đã trao bản sao"
        acting.action_answer()
        self.assertFalse(request.sudo().activity_ids)
        self.assertEqual((request.state, request.answered_by_id),
                         ("answered", self.commune_user))  # fmt: skip
        with self.assertRaises(UserError):
            acting.answer = "Khác"
        with self.assertRaises(UserError):
            acting.action_answer()

    def test_without_a_contact_who_wrote_it_down_is_reminded(self):
        request = self._request(self.make_people())
        self.assertEqual(request.sudo().activity_ids.user_id, self.chapter)
        self.campaign.intake_user_id = self.commune_other  # reads nothing here
        request = self._request(self.make_people())
        self.assertEqual(request.sudo().activity_ids.user_id, self.chapter)

    def test_who_may(self):
        person = self.make_people(unit=self.village_2)
        for user in (self.chapter, self.commune_other, self.district, self.manager,
                     self.citizen_user):  # fmt: skip
            with self.assertRaises(AccessError):
                self._request(person, user)
        request = self._request(person, self.chapter_2, answer="Xong")
        for user in (self.chapter, self.commune_other, self.district, self.manager):
            acting = request.with_user(user)
            self.assertFalse(acting.has_access("read"))
            for move in (acting.action_make_copy, acting.action_answer):
                with self.assertRaises(AccessError):
                    move()
        with self.assertRaises(AccessError):
            request.action_answer()  # the chapter writes it down, the commune answers
        for vals in ({"state": "answered"}, {"copy_file": b"YQ=="},
                     {"answered_by_id": self.chapter_2.id}):  # fmt: skip
            with self.assertRaises(AccessError):
                request.write(vals)
        with self.assertRaises(AccessError):
            request.unlink()

    def test_the_whole_data_of_one_person(self):
        tay = self.env["cdht.ethnicity"].search([], limit=1)
        dossier, other = self.make_dossiers("recognised", size=2)
        person = dossier.citizen_id
        person.write(
            {"identity_number": "020080000001", "phone": "0912",
             "birth_date": "1980-02-03", "ethnicity_id": tay.id}
        )  # fmt: skip
        other.citizen_id.write({"name": "Vi Thị Khác", "phone": "0999"})
        dossier.line_ids[0].evidence = "Chứng chỉ tin học"
        other.line_ids[0].evidence = "Của người khác"
        self.make_titles(person, [2025])
        dossier.action_record_consent("form")
        # Earlier years in another unit are theirs too.
        person.unit_id = self.village_2
        request = self._request(person, self.chapter_2)
        request.action_make_copy()
        sheets = self._cells(request)
        self.assertEqual(len(sheets), 7)
        who, scores, titles, consents, _entries, _slips, traces = sheets.values()
        self.assertIn(["Số định danh cá nhân (số CCCD)", "020080000001"], who)
        self.assertIn(["Ngày sinh", "03/02/1980"], who)
        self.assertEqual([row[0] for row in who].count("Dân tộc"), 1)
        self.assertNotIn(["Dân tộc", tay.name], who)
        self.assertEqual(len(scores), 10)
        self.assertIn("Chứng chỉ tin học", scores[0])
        self.assertEqual({row[0] for row in titles}, {2025, 2026})
        self.assertEqual(len(consents), 1)
        self.assertGreaterEqual(len(traces), 3)
        text = str(sheets)
        for foreign in ("Vi Thị Khác", "0999", "Của người khác"):
            self.assertNotIn(foreign, text)
        trace = self.traces(person, "personal_data_copied")
        self.assertEqual(trace.user_id, self.chapter_2)
        # Who may read ethnicity hands it over with the rest; the copy is not kept.
        self.commune_user.group_ids |= self.env.ref("cdht_module.group_cdht_ethnicity")
        acting = request.with_user(self.commune_user)
        acting.action_make_copy()
        self.assertIn(["Dân tộc", tay.name], next(iter(self._cells(acting).values())))
        acting.answer = "Đã trao"
        acting.action_answer()
        self.assertFalse(request.copy_file)

    def _with_words(self, **vals):
        """A request with all that officers may put beside it."""
        request = self._request(
            self.make_people(name="Vi Thị Kín"), note="Tôi là Vi Thị Kín", **vals
        )
        request.message_post(body="Bà Vi Thị Kín gọi lại")
        request.activity_schedule(
            "mail.mail_activity_data_todo", summary="Gọi", note="Gọi bà Vi Thị Kín"
        )
        done = request.activity_schedule("mail.mail_activity_data_todo", summary="Hỏi")
        done.action_feedback(feedback="Bà Vi Thị Kín đồng ý")
        request.sudo().env["ir.attachment"].create(
            {"name": "don.txt", "raw": b"Vi", "res_model": request._name,
             "res_id": request.id}
        )  # fmt: skip
        return request

    def _kept(self, request):
        """What still says something beside a request."""
        own = [("res_model", "=", request._name), ("res_id", "=", request.id)]
        env = request.sudo().with_context(active_test=False).env
        activities = env["mail.activity"].search(own)
        return (
            env["mail.message"].search(
                [("model", "=", request._name), ("res_id", "=", request.id)]
            ).mapped("body")
            + env["ir.attachment"].search(own).mapped("name")
            + [text for one in activities for text in (one.note, one.feedback) if text]
            + [text for text in (request.note, request.copy_filename) if text]
        )  # fmt: skip

    def test_once_answered_only_that_somebody_asked_is_left(self):
        request = self._with_words(answer="Đã trao bản sao")
        request.action_make_copy()
        self.assertGreater(len(self._kept(request)), 5)
        request.with_user(self.commune_user).action_answer()
        request.invalidate_recordset()
        self.assertFalse(self._kept(request))
        self.assertFalse(request.sudo().activity_ids)
        self.assertEqual((request.answer, request.kind), ("Đã trao bản sao", "copy"))

    def test_erased_while_still_to_be_answered(self):
        """The turn stays, in our words; what is answered goes with the rest."""
        request = self._with_words(answer="Bà Kín: đã xóa", kind="deletion")
        request.citizen_id.with_user(self.commune_user).action_anonymise("Theo yêu cầu")
        request.invalidate_recordset()
        self.assertFalse(self._kept(request) or request.answer)
        self.assertEqual(request.state, "open")
        self.assertTrue(request.sudo().activity_ids)
        acting = request.with_user(self.commune_user)
        acting.write({"note": "Bà Kín", "answer": "Đã xóa dữ liệu của bà Kín"})
        acting.action_answer()
        self.assertFalse(self._kept(request) or request.answer)
        self.assertEqual(request.state, "answered")

    def test_erased_after_the_answer(self):
        request = self._with_words(answer="Đã trao cho bà Vi Thị Kín")
        request.with_user(self.commune_user).action_answer()
        request.citizen_id.with_user(self.commune_user).action_anonymise("Theo yêu cầu")
        self.assertFalse(self._kept(request) or request.answer)
