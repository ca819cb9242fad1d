import json

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.cdht_module.tools.file_name import file_name

from ..common import CommuneCase, CommuneHttpCase


@tagged("post_install", "-at_install")
class TestNextPaper(CommuneCase):
    """What was just done says so and leads to the next paper; what was just sent can
    be taken back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.officer = cls.make_user("t_association", "commune", cls.association)
        cls.dossiers = cls.make_dossiers("appraised", size=2)
        cls.dossiers += cls.make_dossiers("appraised", cls.village_2)
        cls.lists = cls.dossiers.proposal_id

    def _paper(self, action):
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_sending_and_receiving_say_how_many(self):
        one = self.lists.filtered(lambda paper: paper.unit_id == self.village)
        one.write({"meeting_date": "2026-10-10", "meeting_place": "Nhà văn hóa",
                   "meeting_chair": "Lý Văn Chủ", "meeting_secretary": "Vi Thị Thư",
                   "meeting_present": 9, "meeting_total": 10})  # fmt: skip
        told = one.with_user(self.chapter).action_submit()
        self.assertIn("Thôn Một", told["params"]["message"])
        self.assertIn("2 proposed", told["params"]["message"])
        told = one.with_user(self.commune_user).action_receive()
        self.assertIn("1 lists with 2 people", told["params"]["message"])

    def test_a_village_takes_back_what_it_has_just_sent(self):
        self.send(self.lists)
        one = self.lists.filtered(lambda paper: paper.unit_id == self.village)
        own = one.with_user(self.chapter)
        with self.assertRaises(AccessError):
            one.with_user(self.chapter_2).action_take_back("Thiếu người.")
        with self.assertRaises(UserError):
            own.action_take_back("")
        own.action_take_back("Thiếu một người.")
        self.assertEqual(one.state, "draft")
        self.assertEqual(set(one.assessment_ids.mapped("state")), {"appraised"})
        trace = self.traces(one, "take_back")
        self.assertEqual((trace.user_id, trace.reason),
                         (self.chapter, "Thiếu một người."))  # fmt: skip
        own.action_submit()
        one.with_user(self.commune_user).action_receive()
        self.assertRefused(UserError, "Thôn Một", own.action_take_back, "Muộn rồi.")

    def test_received_lists_lead_to_their_petition(self):
        self.send(self.lists)
        first, second = self.lists
        first.with_user(self.officer).action_receive()
        petition = self._paper(first.with_user(self.officer).action_make_petition())
        self.assertEqual(petition.issuing_unit_id, self.association)
        self.assertEqual(petition.proposal_ids, first)
        self.assertEqual(petition.assessment_ids, first.assessment_ids)
        with self.assertRaises(UserError):
            second.with_user(self.officer).action_make_petition()
        second.with_user(self.officer).action_receive()
        same = self._paper(self.lists.with_user(self.officer).action_make_petition())
        self.assertEqual(same, petition)
        self.assertEqual(petition.proposal_ids, self.lists)
        with self.assertRaises(AccessError):
            first.with_user(self.chapter).action_make_petition()

    def test_an_issued_petition_leads_to_its_decision(self):
        self.send(self.lists).action_receive()
        petition = self.make_petition(self.lists)
        here = petition.with_user(self.commune_user)
        self.assertFalse(here.may_decide)
        petition.action_issue()
        petition.invalidate_recordset()
        self.assertTrue(here.may_decide)
        self.assertFalse(petition.with_user(self.officer).may_decide)
        told = petition.with_user(self.officer).next_text
        self.assertIn(self.commune.body_name, told)
        self.assertIn(self.commune_user.name, told)
        decision = self._paper(here.action_make_decision())
        self.assertEqual(decision.assessment_ids, self.dossiers)
        self.assertEqual(decision.signatory_id.unit_id, self.commune)
        self.assertEqual(self._paper(here.action_make_decision()), decision)
        with self.assertRaises(AccessError):
            petition.with_user(self.officer).action_make_decision()
        self.issue(decision)
        self.env.invalidate_all()
        self.assertFalse(here.may_decide)
        self.assertFalse(here.next_text)


@tagged("post_install", "-at_install")
class TestFileNames(CommuneHttpCase):
    """A file says its kind, number and year, whatever it is of."""

    def test_one_and_many(self):
        dossiers = self.make_dossiers("proposed", size=2)
        decision = self.issue(self.make_decision(dossiers), "145", "2026-12-10")
        titles = decision.recognition_ids
        name = titles[0].printed_name
        self.assertEqual(decision._file_name(), "Quyet-dinh-145-2026")
        self.authenticate(self.commune_user.login, self.commune_user.login)
        for report, ids, expected in (
            ("decision_paper", decision.ids, "Quyet-dinh-145-2026.pdf"),
            ("certificate_paper", titles.ids, "Giay-chung-nhan-QD-145-2026.pdf"),
            ("certificate_paper", titles[0].ids,
             f"{file_name('Giấy chứng nhận QĐ 145', name, 2026)}.pdf"),
        ):  # fmt: skip
            url = f"/report/pdf/cdht_module.{report}/{','.join(map(str, ids))}"
            with self.subTest(report=report, ids=len(ids)):
                answer = self.url_open(
                    "/report/download",
                    data={
                        "data": json.dumps([url, "qweb-pdf"]),
                        "csrf_token": http.Request.csrf_token(self),
                    },
                )
                self.assertEqual(answer.status_code, 200, answer.text[:300])
                self.assertIn(expected, answer.headers["Content-Disposition"])

    def test_an_address_tells_no_name_of_others(self):
        """An address that names records beside those that are printed gives the name
        of none that its caller may not read."""
        own = self.make_dossiers("self_assessed")
        other = self.make_dossiers("self_assessed", unit=self.village_2)
        self.authenticate(self.chapter.login, self.chapter.login)
        paper = "cdht_module.dossier_receipt_paper"
        for ids in (f"{other.id},{other.id}", f"{other.id},0", f"{own.id},{other.id}"):
            url = f"/a/b/{paper}/{ids},/report/pdf/{paper}/{own.id}"
            with self.subTest(ids):
                answer = self.url_open(
                    "/report/download",
                    data={
                        "data": json.dumps([url, "qweb-pdf"]),
                        "csrf_token": http.Request.csrf_token(self),
                    },
                )
                told = answer.headers.get("Content-Disposition", "")
                name = other.citizen_id.name
                self.assertNotIn(name.replace(" ", "-"), told)
                self.assertNotIn(file_name(name), told)

    def test_papers_of_a_unit_and_drafts(self):
        dossiers = self.make_dossiers("proposed")
        self.assertEqual(dossiers.proposal_id._file_name(), "Bien-ban-Thon-Mot-2026")
        petition = self.make_petition(dossiers.proposal_id)
        self.assertEqual(petition._file_name(), "To-trinh-du-thao-2026")
