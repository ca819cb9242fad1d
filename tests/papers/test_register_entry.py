from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.tests import Form, tagged

from ..common import CommuneCase, scanned


@tagged("post_install", "-at_install")
class TestRegisterEntry(CommuneCase):
    """The number and the day are asked once more, large, before a paper is issued; a
    slip is mended while the paper is still in the house."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=4)
        cls.officer = cls.make_user("t_association", "commune", cls.association)

    def _window(self, paper, user=None, move="action_issue"):
        windows = self.env["cdht.register.entry"].with_user(user or self.commune_user)
        context = {"active_model": paper._name, "active_id": paper.id, "move": move}
        return Form(windows.with_context(**context))

    def _petition(self, **vals):
        lists = self.dossiers.proposal_id
        lists.filtered(lambda paper: paper.state == "submitted").action_receive()
        return self.make_petition(lists, **vals)

    def _decision(self, number="145", day="2026-12-10", position=0):
        decision = self.make_decision(self.dossiers[position])
        return self.issue(decision, number, day)

    # -- before it is issued ----------------------------------------------------------

    def test_the_window_shows_number_and_day_and_issues_with_them(self):
        petition = self._petition(number=False, date=False)
        window = self._window(petition, self.officer)
        self.assertEqual(str(window.date), "2026-10-15")
        self.assertFalse(window.before)
        window.number = "12"
        told = window.save().action_confirm()
        self.assertEqual((petition.state, petition.number), ("issued", "12"))
        self.assertEqual(str(petition.date), "2026-10-15")
        self.assertIn("12/", told["params"]["message"])

    def test_what_holds_the_paper_stays_to_be_read(self):
        """Said once, with the day it is about; the paper keeps what was entered."""
        petition = self._petition(number=False, date=False)
        window = self._window(petition, self.officer)
        window.number, window.date = "12", "2026-10-14"
        told = window.save().action_confirm()["params"]
        self.assertEqual((told["type"], petition.state), ("danger", "draft"))
        self.assertEqual(str(petition.date), "2026-10-14")
        late = petition.finding_ids.filtered(lambda one: one.code == "date_order")
        received = petition.proposal_ids[0].display_name
        self.assertIn(received, late.filtered("source")[0].source)
        self.assertEqual(told["message"].count(late[0].text), 1)
        window = self._window(petition, self.officer)
        window.date = "2026-10-15"
        window.save().action_confirm()
        self.assertEqual(petition.state, "issued")

    def test_nobody_is_sent_to_the_registry_in_vain(self):
        """What would be refused at the end is said before a number is asked for."""
        empty = self._window(self._petition(proposal_ids=[]), self.officer)
        self.assertIn("names nobody", empty.held)
        petition = self._petition()
        self.assertFalse(self._window(petition, self.officer).held)
        self.officer.sudo().cdht_not_resident = False
        with self.assertRaises(RedirectWarning):
            self._window(petition, self.officer)
        posting = self.env["cdht.posting"].browse(
            self.campaign.action_make_posting()["res_id"]
        )
        posting.contact = False
        held = self._window(posting).held
        self.assertIn(posting._fields["contact"].string, held)
        self.assertNotIn(posting._fields["signatory_id"].string, held)

    def test_all_that_holds_a_paper_is_told_at_once(self):
        """What it lacks and what the check found; then the day, once it is entered."""
        petition = self._petition(
            number=False, date=False, bases="Căn cứ Kế hoạch của huyện Đình Lập"
        )
        petition.addressee_unit_id = self.province
        held = self._window(petition, self.officer).held
        self.assertIn("petitions the committee", held)
        self.assertIn("districts", held)
        self.assertIn("level", petition.finding_ids.mapped("code"))

    def test_what_is_told_once_it_is_issued(self):
        """Number, date and the next step; certificates where the paper has any."""
        window = self._window(self._petition(number="12"), self.officer)
        self.assertNotIn("certificate", window.until)
        told = window.save().action_confirm()["params"]["message"]
        self.assertIn("12/", told)
        self.assertIn("attach the signed copy", told)
        decision = self.make_decision(self.dossiers)
        decision.action_submit()
        self.assertIn("certificate", self._window(decision).until)

    def test_a_number_with_its_symbol_is_understood(self):
        petition = self._petition(number=False, date="2026-10-15")
        window = self._window(petition, self.officer)
        window.number = f"12/{petition.symbol}"
        window.save().action_confirm()
        self.assertEqual((petition.state, petition.number), ("issued", "12"))
        decision = self._decision("145").with_user(self.commune_user)
        decision.action_correct_entry("146/QĐ-UBND", decision.date, "Nhầm")
        self.assertEqual(decision.number, "146")

    def test_a_number_with_another_symbol_is_refused(self):
        decision = self.make_decision(self.dossiers[0])
        with self.assertRaisesRegex(UserError, "QĐ-UBND"):
            decision.with_user(self.commune_user).number = "90/QĐ-SGD"

    def test_a_day_ahead_is_named(self):
        window = self._window(self._petition(date="2026-10-23"), self.officer)
        self.assertIn("8 days ahead", window.notes)
        window.date = "2026-10-15"
        self.assertFalse(window.notes)

    def test_a_jump_in_the_numbers_is_named(self):
        self._decision("145", "2026-11-20")
        decision = self.make_decision(self.dossiers[1])
        decision.action_submit()
        window = self._window(decision)
        window.date = "2026-11-28"
        for number, told in (("148", False), ("170", False), ("512", True)):
            window.number = number
            with self.subTest(number=number):
                self.assertEqual("367 after number 145" in (window.notes or ""), told)
        self.assertIn("145/", window.before)

    def test_the_bodys_own_register_gives_the_number(self):
        self.association.keeps_register = True
        self._petition(number="4").action_issue()
        others = self.make_dossiers("proposed", self.village_2)
        others.proposal_id.action_receive()
        petition = self.make_petition(others.proposal_id, number=False, date=False)
        window = self._window(petition, self.officer)
        self.assertEqual(window.number, "05")
        window.save().action_confirm()
        self.assertEqual(petition.number, "05")

    def test_where_there_is_a_clerk_others_do_not_type(self):
        clerk = self.make_user("t_clerk", "commune", self.association)
        clerk.cdht_is_clerk = True
        petition = self._petition()
        self.assertFalse(self._window(petition, self.officer).may_enter)
        window = self._window(petition, self.officer).save()
        self.assertRefused(AccessError, clerk.name, window.action_confirm)
        self._window(petition, clerk).save().action_confirm()
        self.assertEqual(petition.state, "issued")

    # -- mended ------------------------------------------------------------------------

    def test_a_slip_is_mended_with_a_reason(self):
        petition = self._petition(number="512", date="2026-12-09")
        petition.with_user(self.officer).action_issue()
        window = self._window(petition, self.officer, "action_correct_entry")
        self.assertFalse(window.held)
        window.number, window.date = "12", "2026-12-01"
        window.reason = "Gõ nhầm số và ngày."
        window.save().action_confirm()
        self.assertEqual((petition.number, petition.number_key), ("12", "12"))
        said = str(petition._as_issued()["reference"])
        self.assertIn("12/", said)
        self.assertNotIn("512", said)
        day = petition._as_issued()["long_date"].replace("\xa0", " ")
        self.assertIn("01 tháng 12", day)
        trace = self.traces(petition, "correct_entry")
        self.assertEqual(trace.user_id, self.officer)
        self.assertEqual(trace.reason, "Gõ nhầm số và ngày.")
        self.assertIn("512/", trace.value_from)
        self.assertIn("01/12/2026", trace.value_to)

    def test_all_else_stays_as_it_was_issued(self):
        petition = self._petition(number="512")
        petition.action_issue()
        name = self.dossiers[0].citizen_id.name
        self.dossiers[0].citizen_id.sudo().name = "Tên Khác Hẳn"
        petition.action_correct_entry("12", "2026-12-02", "Gõ nhầm.")
        self.assertIn(name, str(petition._as_issued()["groups"]))
        self.assertNotIn("Tên Khác Hẳn", str(petition._as_issued()["groups"]))

    def test_titles_and_petitions_follow_their_decision(self):
        petition = self._petition()
        petition.action_issue()
        decision = self.make_decision(
            self.dossiers, petition_ids=[(6, 0, petition.ids)]
        )
        self.issue(decision, "512", "2026-12-10")
        decision.with_user(self.commune_user).action_correct_entry(
            "152", "2026-12-04", "Gõ nhầm."
        )
        titles = decision.recognition_ids
        self.assertEqual(set(titles.mapped("decision_number")), {"152"})
        self.assertEqual({str(day) for day in titles.mapped("decision_date")},
                         {"2026-12-04"})  # fmt: skip
        self.assertEqual(petition.answer_number, decision._reference())
        self.assertEqual(str(petition.answer_date), "2026-12-04")
        certificate = titles[0]._certificate_values()
        self.assertIn("152/", str(certificate["decision"]))

    def test_what_left_the_office_names_the_way_of_the_law(self):
        for position, leave, why in (
            (0, self._attach, "signed copy"),
            (1, self._print, "1 certificates are printed"),
            (2, self._amend, "another decision names it"),
        ):
            decision = self._decision(f"{200 + position}", position=position)
            leave(decision)
            with self.subTest(why=why):
                window = self._window(decision, move="action_correct_entry")
                self.assertIn(why, window.held)
                self.assertIn("Correction letter", window.held)
                self.assertRefused(
                    UserError, why, decision.action_correct_entry, "7", "2026-12-09",
                    "Gõ nhầm.",
                )  # fmt: skip

    def _attach(self, decision):
        decision.write({"signed_file": scanned(), "signed_filename": "q.pdf"})

    def _print(self, decision):
        reports = self.env["ir.actions.report"].with_user(self.commune_user)
        reports.with_context(force_report_rendering=True)._render_qweb_pdf(
            "cdht_module.report_cdht_certificate", decision.recognition_ids.ids
        )

    def _amend(self, decision):
        change = decision.action_amend("Sai chức danh.")
        change.verification = "Biên bản xác minh ngày 11 tháng 12 năm 2026"
        change.action_submit()

    def test_a_number_that_another_paper_has_is_refused(self):
        first, second = self._decision("7"), self._decision("8", position=1)
        self.assertRefused(
            UserError, "7/", second.action_correct_entry, "7", "2026-12-10", "Nhầm."
        )
        self.assertTrue(first)

    def test_only_who_issues_mends(self):
        petition = self._petition()
        petition.action_issue()
        for user in (self.chapter, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                petition.with_user(user).action_correct_entry(
                    "3", "2026-12-02", "Nhầm."
                )
        with self.assertRaises(UserError):
            petition.action_correct_entry("3", "2026-12-02", "")

    def test_the_print_is_made_anew(self):
        petition = self._petition(number="512").with_context(
            force_report_rendering=True
        )
        petition.action_issue()
        first = petition.print_ids
        petition.action_correct_entry("12", "2026-12-02", "Nhầm.")
        self.assertTrue(first.superseded)
        self.assertEqual(len(petition.print_ids - first), 1)
        self.assertIn("12-", (petition.print_ids - first).filename)
