"""Anonymising: the person goes, the lists of issued decisions stay."""

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CommuneCase

REASON = "Theo yêu cầu của công dân"


@tagged("post_install", "-at_install")
class TestAnonymise(CommuneCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("recognised", size=3)
        cls.decision = cls.dossiers.decision_id
        cls.person = cls.dossiers[1].citizen_id

    def _anonymise(self, user=None, person=None):
        person = person or self.person
        person.with_user(user or self.commune_user).action_anonymise(REASON)

    def test_who_they_were_is_gone(self):
        line = self.dossiers[1].line_ids[0]
        file = self.env["ir.attachment"].create(
            {"name": "chung-chi.pdf", "raw": b"%PDF", "res_model": line._name,
             "res_id": line.id}
        )  # fmt: skip
        line.write(
            {
                "evidence": "Chứng chỉ",
                "note": "Ông Lý",
                "attachment_ids": [Command.link(file.id)],
            }
        )
        self.give_login(self.person, self.citizen_user)
        name = self.person.name
        self.person.write(
            {"identity_number": "020080000001", "phone": "0912",
             "birth_date": "1980-02-03", "occupation": "Nông dân",
             "position": "Trưởng thôn",
             "ethnicity_id": self.env["cdht.ethnicity"].search([], limit=1).id}
        )  # fmt: skip
        request = self.env["cdht.data.request"].create(
            {"citizen_id": self.person.id, "note": "Tôi là Mẫu"}
        )
        request.action_make_copy()
        self._anonymise()
        person = self.person
        for field in ("birth_date", "ethnicity_id", "identity_number", "occupation",
                      "partner_id", "phone", "position", "active"):  # fmt: skip
            self.assertFalse(person[field], field)
        for field in ("name", "sort_name", "name_folded"):
            self.assertNotEqual(person[field], name)
        self.assertEqual((person.birth_year, str(person.anonymised_on)),
                         (1980, "2026-10-15"))  # fmt: skip
        self.assertFalse(line.evidence or line.attachment_ids or file.exists())
        self.assertNotEqual(line.note, "Ông Lý")
        self.assertEqual(line.appraised_score, 8)
        self.assertEqual(self.dossiers[1].state, "recognised")
        self.assertFalse(request.note or request.copy_file)
        dossier = self.dossiers[1].with_user(self.citizen_user)
        self.assertFalse(dossier.has_access("read"))
        trace = self.traces(person, "anonymise")
        self.assertEqual((trace.user_id, trace.reason), (self.commune_user, REASON))
        # Nothing of the person finds them again.
        found = self.env["cdht.citizen"].with_context(active_test=False)
        self.assertFalse(found.search([("display_name", "ilike", name)]) & person)

    def test_the_issued_list_is_printed_as_it_was(self):
        before = self.decision._paper_rows()
        self._anonymise()
        self.decision.invalidate_recordset()
        self.assertEqual(self.decision._paper_rows(), before)
        # A later spelling does not change what was issued either.
        self.dossiers[0].citizen_id.name = "Tên Khác Hẳn"
        self.assertEqual(self.decision._paper_rows(), before)

    def test_a_decision_about_them_names_them_as_printed(self):
        name = self.person.name
        self._anonymise()
        draft = self.decision.action_revoke("Sai sót")
        self.assertIn(name, [row["name"] for row in draft._paper_rows()])

    def test_who_is_still_on_the_way_is_refused_by_name(self):
        for state in ("registered", "self_assessed", "appraised"):
            dossier = self.make_dossiers(state)
            self.assertRefused(
                UserError, dossier.citizen_id.name,
                self._anonymise, None, dossier.citizen_id | self.person,
            )  # fmt: skip
            self.assertTrue(self.person.active)
        draft = self.decision.action_revoke("Sai sót")
        self.assertRefused(UserError, self.person.name, self._anonymise)
        draft.unlink()
        self._anonymise()

    def test_who_may(self):
        for user in (self.chapter, self.chapter_2, self.commune_other, self.district,
                     self.manager, self.citizen_user):  # fmt: skip
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self._anonymise(user)
        with self.assertRaises(UserError):
            self.person.with_user(self.commune_user).action_anonymise("  ")
        with self.assertRaises(AccessError):
            self.person.with_user(self.commune_user).anonymised_on = "2026-01-01"
        self.give_login(self.person, self.commune_user)
        with self.assertRaises(AccessError):
            self._anonymise()

    def test_the_button_asks_for_the_reason(self):
        wizard = (
            self.env["cdht.reason"]
            .with_user(self.commune_user)
            .with_context(active_model="cdht.citizen", active_ids=self.person.ids)
            .create({"method": "action_anonymise", "reason": REASON})
        )
        wizard.action_confirm()
        self.assertTrue(self.person.anonymised_on)

    def test_the_number_is_free_again(self):
        self.person.identity_number = "020080000001"
        self._anonymise()
        new = self.make_people(identity_number="020080000001")
        self.assertTrue(new)
