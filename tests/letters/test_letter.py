from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS

from ..common import CommuneCase, scanned
from ..paper_common import PaperCase

REPORT = "cdht_module.report_cdht_letter"


class LetterCase(CommuneCase):
    @classmethod
    def make_letter(cls, user=None, **vals):
        """A numbered draft of the committee's letter to the two villages."""
        return (
            cls.env["cdht.letter"]
            .with_user(user or cls.env.user)
            .create(
                {
                    "issuing_unit_id": cls.commune.id,
                    "subject": "cử người dự tập huấn",
                    "body": "Đề nghị các chi hội cử người dự tập huấn.",
                    "addressee_unit_ids": [
                        Command.set((cls.village | cls.village_2).ids)
                    ],
                    "number": str(next(cls.numbers)),
                    "date": "2026-10-20",
                    "signatory_id": cls.signatory.id,
                    **vals,
                }
            )
        )


@tagged("post_install", "-at_install", "access_rights")
class TestLetter(LetterCase):
    """Letters are papers: number and date of the registry, then unchanged."""

    def test_defaults_by_kind_and_body(self):
        letter = self.make_letter()
        self.assertEqual(letter.symbol, "UBND-VHXH")
        self.assertEqual(letter.recipients.splitlines()[0], "Như trên")
        self.assertEqual(
            letter.addressees,
            "Chi hội khuyến học thôn Một\nChi hội khuyến học thôn Hai",
        )
        letter.kind = "invitation"
        self.assertEqual(letter.symbol, "GM-UBND")
        letter.issuing_unit_id = self.association
        self.assertEqual(letter.symbol, "GM-HKH")

    def test_typed_words_stay(self):
        letter = self.make_letter(symbol="UBND-VP", addressees="Như danh sách")
        letter.kind = "invitation"
        self.assertEqual(letter.symbol, "UBND-VP")
        self.assertEqual(letter.addressees, "Như danh sách")

    def test_issue_and_after(self):
        letter = self.make_letter(self.commune_user)
        letter.action_issue()
        self.assertEqual(letter.state, "issued")
        self.assertEqual(self.traces(letter).mapped("move"), ["issue"])
        with self.assertRaises(UserError):
            letter.body = "Khác"
        with self.assertRaises(UserError):
            letter.unlink()
        letter.write({"signed_file": scanned(), "signed_filename": "cong-van.pdf"})

    def test_what_issue_refuses(self):
        for vals in (
            {"number": False},
            {"date": False},
            {"addressees": False},
            {"subject": False},
            {"body": " "},
            {"body": "Họp lúc … giờ."},
            {"kind": "correction", "body": "Xin thông báo."},
        ):
            letter = self.make_letter(self.commune_user)
            letter.write(vals)
            with self.subTest(vals=vals), self.assertRaises(UserError):
                letter.action_issue()

    def test_its_number_is_one_of_the_register(self):
        self.make_letter(number="7")
        with self.assertRaises(ValidationError):
            self.make_letter(number="07")
        self.make_letter(number="7", issuing_unit_id=self.association.id)

    def test_state_is_not_written(self):
        letter = self.make_letter(self.commune_user)
        with self.assertRaises(AccessError):
            letter.state = "issued"
        with self.assertRaises(AccessError):
            self.make_letter(self.commune_user, state="issued")

    def test_who_writes_and_who_reads(self):
        """The office writes, a chapter reads what was sent to it."""
        letter = self.make_letter(
            self.commune_user, addressee_unit_ids=[Command.set(self.village.ids)]
        )
        letters = self.env["cdht.letter"]

        def seen_by(user):
            return letters.with_user(user).search([]).with_env(letters.env)

        for user in (self.chapter, self.chapter_2, self.commune_other):
            self.assertFalse(seen_by(user))
        letter.action_issue()
        self.assertEqual(seen_by(self.chapter), letter.with_env(letters.env))
        self.assertTrue(letter.with_user(self.chapter).body)
        for user in (self.chapter_2, self.commune_other):
            self.assertFalse(seen_by(user))
        for user in (self.district, self.citizen_user, self.manager):
            with self.assertRaises(AccessError):
                seen_by(user)
        with self.assertRaises(AccessError):
            self.make_letter(self.commune_other)
        draft = self.make_letter()
        for user in (self.chapter, self.commune_other, self.district):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                draft.with_user(user).action_issue()

    def test_where_there_is_a_clerk_only_they_number(self):
        clerk = self.make_user("t_clerk", "commune", self.commune)
        clerk.sudo().cdht_is_clerk = True
        letter = self.make_letter(self.commune_user, number=False, date=False)
        self.assertRefused(AccessError, clerk.name, letter.action_issue)
        with self.assertRaises(AccessError):
            letter.number = "99"
        letter.with_user(clerk).write({"number": "99", "date": "2026-10-20"})
        letter.with_user(clerk).action_issue()


@tagged("post_install", "-at_install")
class TestCorrection(LetterCase):
    """An error of form is put right by a letter; titles and states stay."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("recognised", size=2)
        cls.decision = cls.dossiers.decision_id

    def _draft(self):
        action = self.decision.with_user(self.commune_user).action_correction_letter()
        return (
            self.env["cdht.letter"]
            .with_user(self.commune_user)
            .browse(action["res_id"])
        )

    def test_from_the_decision(self):
        letter = self._draft()
        self.assertEqual(letter.kind, "correction")
        self.assertIn(self.decision._paper_named(), letter.subject)
        letter.write({"number": "31", "date": "2026-12-20"})
        self.assertRaises(UserError, letter.action_issue)
        letter.write({"wrong_words": "ngày 31/11", "right_words": "ngày 30/11"})
        letter.action_issue()
        self.assertEqual(self.decision.letter_ids, letter.with_env(self.env))
        self.assertEqual(self.decision.state, "issued")
        titles = self.decision.recognition_ids
        self.assertEqual(set(titles.mapped("state")), {"valid"})
        trace = self.traces(self.decision, "correct")
        self.assertEqual(trace.value_to, "31/UBND-VHXH")
        self.assertEqual(trace.user_id, self.commune_user)

    def test_only_what_stands_and_is_ones_own(self):
        draft = self.make_decision()
        with self.assertRaises(UserError):
            draft.action_correction_letter()
        for user in (self.chapter, self.district, self.commune_other):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.decision.with_user(user).action_correction_letter()
        letter = self._draft()
        other = {"issuing_unit_id": self.association.id}
        with self.assertRaises(ValidationError):
            letter.with_user(self.commune_user).write(other)
        letter.sudo().write(
            {**other, "number": "1", "date": "2026-12-20", "wrong_words": "a",
             "right_words": "b"}
        )  # fmt: skip
        self.assertRaises(UserError, letter.action_issue)


@tagged("post_install", "-at_install")
class TestRemindUnits(LetterCase):
    """One button: who has not sent, one letter to all of them, a text for Zalo."""

    def _reminder(self, user):
        return (
            self.env["cdht.remind"]
            .with_user(user)
            .create({"campaign_id": self.campaign.id})
        )

    def test_letter_and_message(self):
        self.make_dossiers("proposed")
        self.make_dossiers("self_assessed", self.village_2, size=3)
        reminder = self._reminder(self.commune_user)
        self.assertEqual(
            reminder.proposal_ids.unit_id.mapped("name"), ["Thôn Hai", "UBND xã"]
        )
        for words in (
            "ông/bà", "1. Thôn Hai: còn 3 người chưa thẩm định",
            "2. UBND xã: chưa có người đăng ký", "29/11/2026 (còn 45 ngày)",
        ):  # fmt: skip
            self.assertIn(words, reminder.message)
        self.assertNotIn("Thôn Một", reminder.message)
        letter = self.env["cdht.letter"].browse(reminder.action_make_letter()["res_id"])
        self.assertEqual(letter.kind, "reminder")
        self.assertEqual(letter.issuing_unit_id, self.commune)
        self.assertEqual(letter.addressee_unit_ids, self.village_2 | self.agency)
        self.assertIn("còn 02 đơn vị", letter.body)
        self.assertIn("ngày 29 tháng 11 năm 2026", letter.body)
        letter.write({"number": "8", "date": "2026-10-15"})
        letter.with_user(self.commune_user).action_issue()

    def test_some_units_only(self):
        reminder = self._reminder(self.commune_user)
        reminder.proposal_ids = reminder.proposal_ids[:1]
        self.assertNotIn("Thôn Hai", reminder.message)
        letter = self.campaign.action_make_reminder(reminder.proposal_ids)
        self.assertEqual(letter.addressees, "Chi hội khuyến học thôn Một")

    def test_nobody_is_named(self):
        dossier = self.make_dossiers("self_assessed")
        reminder = self._reminder(self.commune_user)
        letter = self.campaign.action_make_reminder(reminder.proposal_ids)
        for text in (reminder.message, letter.body):
            self.assertNotIn(dossier.citizen_id.name, text)

    def test_a_unit_by_itself(self):
        """A text of its own for Zalo; with an address also a link and a code."""
        proposal = self.campaign._unsent_lists()[:1].with_user(self.commune_user)
        proposal.action_show_reminder()
        self.assertIn(proposal.unit_id.name, proposal.reminder)
        self.assertNotIn("http", proposal.reminder)
        self.assertFalse(proposal.own_code)
        self.env["ir.config_parameter"].sudo().set_param(
            ADDRESS, "https://cdht.example"
        )
        proposal.invalidate_recordset()
        page = f"https://cdht.example/odoo/learning-citizen-lists/{proposal.id}"
        self.assertEqual(proposal.reminder.splitlines()[-1], f"Mở danh sách: {page}")
        self.assertIn("<svg", proposal.own_code)

    def test_the_association_reminds_in_its_own_name(self):
        secretary = self.make_user("t_hkh", "commune", self.association)
        lists = self.campaign.proposal_ids
        letter = self.campaign.with_user(secretary).action_make_reminder(lists.ids)
        self.assertEqual(letter.issuing_unit_id, self.association)

    def test_refusals(self):
        lists = self.campaign.proposal_ids
        for user in (self.chapter, self.commune_other, self.district):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.campaign.with_user(user).action_make_reminder(lists.ids)
        with self.assertRaises(UserError):
            self.campaign.action_make_reminder([])


@tagged("post_install", "-at_install")
class TestLetterPaper(LetterCase, PaperCase):
    """Nghị định 30/2020, Phụ lục III, mẫu 1.5 (công văn) and 1.7 (giấy mời)."""

    def _text(self, letter):
        return self.print_text(letter, report=REPORT)

    def test_letter(self):
        letter = self.make_letter(number="9", subject="Về việc tập huấn")
        letter.action_issue()
        text = self._text(letter)
        for words in (
            "Số: 09/UBND-VHXH V/v tập huấn", "ngày 20 tháng 10 năm 2026",
            "Kính gửi: - Chi hội khuyến học thôn Một;",
            "- Chi hội khuyến học thôn Hai.", "dự tập huấn./.",
            "Nơi nhận: - Như trên;",
        ):  # fmt: skip
            self.assertIn(words, text)
        self.assertNotIn("DỰ THẢO", text)

    def test_one_addressee_stands_beside_the_words(self):
        letter = self.make_letter(addressees="Trường THCS Mẫu", subject="mượn phòng")
        text = self._text(letter)
        self.assertIn("Kính gửi: Trường THCS Mẫu Đề nghị", text)
        self.assertIn("DỰ THẢO", text)

    def test_invitation(self):
        letter = self.make_letter(kind="invitation", body="Thời gian: 8 giờ")
        text = self._text(letter)
        self.assertIn("GIẤY MỜI", text)
        self.assertIn("trân trọng kính mời:", text)
        self.assertNotIn("V/v", text)
        self.assertNotIn("Kính gửi", text)

    def test_praise(self):
        letter = self.env["cdht.letter"].create(
            {
                "kind": "praise",
                "issuing_unit_id": self.commune.id,
                "addressees": "Ông Lò Văn An, thôn Một",
                "signatory_id": self.signatory.id,
                "number": "77",
                "date": "2026-10-20",
            }
        )
        with self.assertRaises(UserError):
            letter.action_issue()  # what is praised is left open
        letter.body = letter.body.replace("…", "ba năm liền dạy chữ cho bà con")
        text = self._text(letter)
        for words in (
            "THƯ KHEN Về việc khen ngợi thành tích", "Gửi: Ông Lò Văn An, thôn Một",
            "khen ngợi thành tích: ba năm liền dạy chữ cho bà con.",
        ):  # fmt: skip
            self.assertIn(words, text)
        self.assertNotIn("V/v", text)
        self.assertNotIn("Kính gửi", text)
        self.assertIn("Thư khen", letter._paper_filename())

    def test_correction(self):
        decision = self.make_dossiers("recognised").decision_id
        letter = self.make_letter(
            kind="correction", decision_id=decision.id, wrong_place="tại Điều 2",
            wrong_words="ngày 31/11", right_words="ngày 30/11", subject=False,
        )  # fmt: skip
        text = self._text(letter)
        for words in (
            f"tại Điều 2 Quyết định số {decision._reference()}",
            "đã ghi: “ngày 31/11”.", "đính chính là: “ngày 30/11”.",
        ):  # fmt: skip
            self.assertIn(words, text)

    def test_a_chapter_prints_what_was_sent_to_it(self):
        letter = self.make_letter(self.commune_user)
        with self.assertRaises(AccessError):
            self.print_pdf(letter, user=self.chapter, report=REPORT)
        letter.action_issue()
        self.assertTrue(self.print_pdf(letter, user=self.chapter, report=REPORT))
