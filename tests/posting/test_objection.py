"""Objections to lists that hang: who reads what, what they become."""

from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import TODAY
from ..paper_common import PaperCase

SENDER, PHONE = "Hà Văn Gửi", "0912 345 678"
REASON = "Đã xem lại phiếu"
MINUTES = "cdht_module.report_cdht_posting_end"


class ObjectionMixin:
    """A list of the village and one of the second village hang today."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("appraised", size=3)
        cls.score(cls.dossiers[2], "appraised_score", 1)
        cls.send(cls.dossiers.proposal_id)
        cls.elsewhere = cls.make_dossiers("proposed", cls.village_2)
        people = cls.dossiers | cls.elsewhere
        people.action_record_consent("form")
        people.proposal_id.action_receive()
        cls.proposed, cls.second, cls.failed = cls.dossiers
        action = cls.campaign.with_user(cls.commune_user).action_make_posting()
        cls.posting = cls.env["cdht.posting"].browse(action["res_id"])
        cls.posting.write(
            {"signatory_id": cls.signatory.id, "date_from": TODAY, "date_to": TODAY,
             "contact": "Ủy ban nhân dân xã Mẫu", "number": "7", "date": TODAY}
        )  # fmt: skip
        cls.posting.action_issue()
        cls.list, cls.list_2 = cls.posting._paper_lines()

    def objection(self, dossier=None, user=None, **vals):
        return (
            self.env["cdht.objection"]
            .with_user(user or self.commune_user)
            .create(
                {
                    "posting_list_id": self.list.id,
                    "assessment_id": dossier and dossier.id,
                    "sender_name": SENDER,
                    "sender_contact": PHONE,
                    "text": f"Tôi là hà văn  gửi ({PHONE}): ghi sai năm sinh.",
                    **vals,
                }
            )
        )


@tagged("post_install", "-at_install")
class TestObjection(ObjectionMixin, PaperCase):
    def test_upheld_of_who_failed_restores_the_dossier(self):
        self.assertEqual(self.failed.outcome, "not_eligible")
        objection = self.objection(self.failed)
        self.assertEqual(objection.effect, "Dossier restored")
        objection.action_uphold(REASON)
        self.assertEqual(self.failed.state, "appraised")
        self.assertEqual(
            (objection.state, objection.outcome, objection.answer),
            ("upheld", "restored", REASON),
        )
        reason = self.traces(self.failed, "restore").reason
        self.assertEqual(reason, f"{objection.display_name}: {REASON}")
        self.assertEqual(self.proposed.state, "proposed")

    def test_answer_to_who_objected(self):
        """A letter with the outcome, to them alone; forgotten with them."""
        objection = self.objection(self.failed)
        with self.assertRaises(UserError):
            objection.action_answer_letter()
        objection.action_dismiss("Năm sinh đúng theo giấy tờ.")
        action = objection.action_answer_letter()
        self.assertEqual(objection.action_answer_letter()["res_id"], action["res_id"])
        letter = self.env["cdht.letter"].browse(action["res_id"])
        letter = letter.with_user(self.commune_user)
        self.assertEqual(letter.addressees, f"Ông/bà {SENDER}")
        for words in (
            "Thông báo số 07/TB-UBND",
            "không được tiếp thu",
            "Lý do: Năm sinh đúng theo giấy tờ.",
        ):
            self.assertIn(words, letter.body)
        self.assertNotIn("gửi (", letter.body)
        with self.assertRaises(UserError):
            letter.addressee_unit_ids = self.village
        letter.write({"signatory_id": self.signatory.id, "number": "51", "date": TODAY})
        letter.body += f"\nĐã gọi số {PHONE}."
        letter.action_check()
        self.assertFalse(letter.finding_ids.mapped("text"))
        letter.action_issue()
        self.assertNotIn(SENDER, letter.display_name)
        report = "cdht_module.report_cdht_letter"
        self.assertIn(SENDER, self.print_text(letter, report=report))
        with self.assertRaises(AccessError):
            letter.with_user(self.chapter).read(["addressees"])
        objection.sudo()._forget_senders()
        text = " ".join(self.print_text(letter, report=report).split())
        for words in (SENDER, PHONE, "giấy tờ", "Thông báo số 07"):
            self.assertNotIn(words, text)
        self.assertNotIn(PHONE, str(letter.sudo().issued_values))
        self.assertFalse(self.env["cdht.print"]._of(letter).filtered("superseded"))
        with self.assertRaises(UserError):
            objection.action_answer_letter()

    def test_upheld_of_who_withdrew_restores_the_dossier(self):
        self.second.action_withdraw("Nhầm")
        self.objection(self.second).action_uphold(REASON)
        self.assertEqual(self.second.state, "proposed")

    def test_upheld_of_who_is_proposed_returns_the_list(self):
        first, other = self.objection(self.proposed), self.objection(self.second)
        first.action_uphold(REASON)
        proposal = self.proposed.proposal_id
        self.assertEqual(proposal.state, "returned")
        self.assertEqual(set(self.dossiers.mapped("state")), {"appraised"})
        self.assertEqual(first.outcome, "list_returned")
        self.assertIn(first.display_name, proposal.return_reason)
        # The list is with its unit: the next objection moves nothing more.
        other.action_uphold(REASON)
        self.assertEqual(other.outcome, "list_returned")
        self.assertEqual(len(self.traces(proposal, "return")), 1)

    def test_many_at_once(self):
        objections = self.objection(self.proposed) | self.objection(self.second)
        objections |= self.objection(
            self.elsewhere, posting_list_id=self.list_2.id
        ) | self.objection(self.failed)
        objections.action_uphold(REASON)
        self.assertEqual(set(objections.mapped("state")), {"upheld"})
        lists = (self.dossiers | self.elsewhere).proposal_id
        self.assertEqual(set(lists.mapped("state")), {"returned"})

    def test_all_or_nothing_with_what_to_do(self):
        right, without = self.objection(self.failed), self.objection()
        with self.assertRaisesRegex(UserError, "Choose the dossier"):
            (right | without).action_uphold(REASON)
        self.assertEqual(self.failed.state, "rejected")
        self.assertEqual(right.state, "received")
        objection = self.objection(self.proposed)
        self.proposed.proposal_id.action_accept()
        with self.assertRaisesRegex(UserError, "taken up the list"):
            objection.action_uphold(REASON)
        self.recognise(self.proposed | self.second)
        with self.assertRaisesRegex(UserError, "recognised this person"):
            objection.action_uphold(REASON)
        late = self.register(self.make_people())
        with self.assertRaisesRegex(UserError, "still assessing"):
            self.objection(late).action_uphold(REASON)

    def test_dismissed_moves_nothing(self):
        objection = self.objection(self.proposed)
        with self.assertRaisesRegex(UserError, "Give the reason"):
            objection.action_dismiss(" ")
        objection.action_dismiss(REASON)
        self.assertEqual(objection.state, "dismissed")
        self.assertEqual(self.proposed.state, "proposed")
        trace = self.traces(objection, "dismiss")
        self.assertEqual((trace.reason, trace.unit_id), (REASON, self.village))
        for move in (objection.action_dismiss, objection.action_uphold):
            with self.assertRaisesRegex(
                UserError, "This is done in the state “To be answered” only"
            ):
                move(REASON)
        with self.assertRaisesRegex(
            UserError, "This is done in the state “To be answered” only"
        ):
            objection.text = "Khác"
        with self.assertRaises(UserError):
            objection.unlink()

    def test_through_the_window_that_asks_for_the_reason(self):
        objection = self.objection(self.failed)
        windows = self.env["cdht.reason"].with_user(self.commune_user)
        window = windows.create(
            {"res_model": "cdht.objection", "res_ids": objection.ids,
             "method": "action_uphold", "reason": REASON}
        )  # fmt: skip
        window.action_confirm()
        self.assertEqual(objection.state, "upheld")

    def test_a_reason_names_nobody_who_objected(self):
        objection = self.objection(self.failed)
        for reason in (f"Theo ông {SENDER.upper()}", "Hỏi số 0912345678"):
            with self.assertRaisesRegex(UserError, "leave out the name"):
                objection.action_uphold(reason)
        objection.action_uphold("Ông Hà Văn Gửu ghi nhầm")
        self.assertEqual(objection.state, "upheld")

    def test_only_while_the_lists_hang(self):
        objection = self.objection(self.failed)
        with self.assertRaisesRegex(UserError, "wait for an answer: 1"):
            self.posting.with_user(self.commune_user).action_end()
        objection.action_dismiss(REASON)
        self.posting.with_user(self.commune_user).action_end()
        with self.assertRaisesRegex(UserError, "while the lists hang"):
            self.objection(self.failed)
        draft = self.env["cdht.posting"].create(
            {"campaign_id": self.campaign.id,
             "list_ids": [Command.create({"unit_id": self.village.id})]}
        )  # fmt: skip
        with self.assertRaisesRegex(UserError, "while the lists hang"):
            self.objection(posting_list_id=draft.list_ids.id)

    def test_what_an_officer_types(self):
        vals = {"received_on": "2020-01-01", "state": "received"}
        objection = self.objection(**vals)
        self.assertEqual(objection.received_on, TODAY)
        with self.assertRaises(AccessError):
            objection.received_on = TODAY - timedelta(days=9)
        for refused in ({"state": "upheld"}, {"answer": "x"}, {"channel": "page"}):
            with self.subTest(refused=refused), self.assertRaises(AccessError):
                self.objection(**refused)
            with self.subTest(write=refused), self.assertRaises(AccessError):
                objection.write(refused)
        with self.assertRaises(ValidationError):
            self.objection(text="a" * 2001)
        with self.assertRaises(ValidationError):
            self.objection(self.elsewhere)
        with self.assertRaisesRegex(UserError, "who objects"):
            self.objection(sender_name=" ")
        objection.write({"text": "Khác", "assessment_id": self.failed.id})
        traces = self.traces(objection, "write")
        self.assertEqual(set(traces.mapped("field_name")), {"text", "assessment_id"})
        self.assertNotIn("Khác", str(traces.mapped("value_to")))
        by_page = self.objection(user=self.env.user, channel="page")
        with self.assertRaises(AccessError):
            by_page.with_user(self.commune_user).text = "Khác"
        by_page.with_user(self.commune_user).assessment_id = self.failed

    def test_nothing_of_the_sender_reaches_the_chapter(self):
        objection = self.objection(self.failed)
        objection.action_uphold(REASON)
        for user, own in ((self.chapter, True), (self.chapter_2, False)):
            mine = self.env["cdht.objection"].with_user(user)
            self.assertEqual(bool(mine.search([])), own)
        read = objection.with_user(self.chapter)
        self.assertEqual(read.content, "Tôi là … (…): ghi sai năm sinh.")
        for name in ("sender_name", "sender_contact", "text"):
            with self.assertRaises(AccessError):
                read.read([name])
            with self.assertRaises(AccessError):
                read.search([(name, "ilike", "Gửi")])
        traces = self.traces(self.failed) | self.traces(objection)
        told = str([*read.read(), *traces.with_user(self.chapter).read()])
        for secret in (SENDER, PHONE, "0912"):
            self.assertNotIn(secret, told)
        for user in (self.district, self.manager, self.citizen_user,
                     self.commune_other, self.chapter_other):  # fmt: skip
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                objection.with_user(user).read(["state"])

    def test_an_association_officer_of_a_chapter_reads_no_sender(self):
        units = self.association | self.village
        both = self.make_user("t_both", "chapter,commune", units)
        objection = self.objection()
        with self.assertRaises(AccessError):
            objection.with_user(both).read(["sender_name"])
        self.assertFalse(self.env["cdht.objection"].with_user(both).search([]))

    def test_minutes_count_and_name_nobody(self):
        self.list.objections = "Bà B: hỏi lịch họp"
        self.objection(self.failed).action_uphold(REASON)
        self.objection().action_dismiss("Đã đối chiếu")
        self.posting.with_user(self.commune_user).action_end()
        text = " ".join(self.print_text(self.posting, report=MINUTES).split())
        day = TODAY.strftime("%d/%m/%Y")
        for words in (
            "Bà B: hỏi lịch họp",
            "Đã nhận 02 ý kiến: tiếp thu 01, không tiếp thu 01",
            f"Ý kiến nhận ngày {day}: Tôi là … (…): ghi sai năm sinh;"
            f" kết quả: tiếp thu, đã khôi phục hồ sơ ({REASON})",
            "kết quả: không tiếp thu (Đã đối chiếu)",
            "không có.",  # of the other unit
        ):
            self.assertIn(words, text)
        self.assertNotIn("Gửi", text)

    def test_forgotten_with_the_evidence_of_the_year(self):
        objection = self.objection(self.failed)
        objection.action_dismiss(REASON)
        self.posting.action_end()
        self.commune.evidence_retention_months = 1
        campaigns = self.env["cdht.campaign"]
        run = self.env.ref("cdht_module.ir_cron_cdht_old_evidence")
        with self.enter_registry_test_mode():
            run.method_direct_trigger()
        self.assertEqual(objection.sender_name, SENDER, "its time is not over")
        over = patch.object(
            self.env.registry["cdht.campaign"],
            "_evidence_is_over",
            lambda _records: campaigns.browse(self.campaign.id),
        )
        with over, self.enter_registry_test_mode():
            run.method_direct_trigger()
            run.method_direct_trigger()
        self.assertFalse(objection.sender_name or objection.sender_contact)
        self.assertEqual(objection.text, "Tôi là … (…): ghi sai năm sinh.")
        self.assertEqual(len(self.traces(objection, "forget_sender")), 1)

    def test_words_about_a_person_go_with_their_data(self):
        objection = self.objection(self.failed)
        objection.action_dismiss(REASON)
        self.failed.citizen_id.with_user(self.commune_user).action_anonymise("Xin xóa")
        self.assertEqual((objection.text, objection.answer), ("Taken away",) * 2)
        self.assertFalse(objection.sender_name)

    def test_queries_do_not_grow(self):
        def queries(size):
            objections = self.objection(self.failed)
            for _number in range(size - 1):
                objections |= self.objection(self.second)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            objections.action_dismiss(REASON)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries(1)
        few = queries(2)
        self.assertLessEqual(queries(12), few)
