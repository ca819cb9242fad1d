from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import CommuneCase
from ..import_case import workbook

HEADER = ("TT", "Họ và tên", "Năm sinh", "Đơn vị")


@tagged("post_install", "-at_install")
class TestAnswerFile(CommuneCase):
    """The answer of the level above, read from the list of its decision."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("proposed", size=3)
        cls.others = cls.make_dossiers("proposed", cls.village_2)
        lists = (cls.dossiers | cls.others).proposal_id
        lists.action_receive()
        cls.petition = cls.make_petition(
            lists, issuing_unit_id=cls.commune.id, addressee_unit_id=cls.province.id
        )
        cls.petition.action_issue()

    def _rows(self, dossiers, year=1980):
        return [
            (number, dossier.citizen_id.name.upper(), year, dossier.unit_id.name)
            for number, dossier in enumerate(dossiers, 1)
        ]

    def _answer(self, rows, content=None):
        wizard = Form(
            self.env["cdht.answer"]
            .with_user(self.commune_user)
            .with_context(active_id=self.petition.id)
        )
        wizard.number = "90/QĐ-UBND"
        wizard.date = "2026-12-20"
        wizard.answer_file = content or workbook(
            {"Danh sách": [("DANH SÁCH CÔNG NHẬN",), HEADER, *rows]}
        )
        return wizard.save()

    def test_whom_the_list_names_is_recognised(self):
        wizard = self._answer(self._rows(self.dossiers[:2]))
        self.assertEqual(wizard.assessment_ids, self.dossiers[:2])
        self.assertFalse(wizard.not_found)
        wizard.action_confirm()
        self.assertEqual(
            self.dossiers.mapped("state"), ["recognised", "recognised", "rejected"]
        )
        self.assertEqual(self.others.outcome, "refused")

    def test_who_is_not_in_the_petition_is_named_and_nothing_done(self):
        wizard = self._answer(
            [
                *self._rows(self.dossiers[:1]),
                *self._rows(self.dossiers[1:2], year=1981),
                (3, "Lò Văn Lạ", 1970, "Thôn Một"),
            ]
        )
        self.assertRefused(
            UserError, ["Lò Văn Lạ", "(1981)", "5"], wizard.action_confirm
        )
        self.assertEqual(set(self.dossiers.mapped("state")), {"proposed"})
        self.assertEqual(self.petition.state, "issued")

    def test_namesakes_are_told_apart_by_their_unit(self):
        self.others.citizen_id.name = self.dossiers[0].citizen_id.name
        wizard = self._answer(self._rows(self.others))
        self.assertEqual(wizard.assessment_ids, self.others)
        wizard = self._answer([(1, self.others.citizen_id.name, 1980, "")])
        self.assertFalse(wizard.assessment_ids)
        self.assertTrue(wizard.not_found)

    def test_what_is_no_list(self):
        for content in (b"UERG", workbook({"Trang": [("Ghi chú",)]})):
            with self.assertRaises(UserError):
                self._answer([], content)
