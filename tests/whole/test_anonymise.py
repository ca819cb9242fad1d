"""Anonymising: the person goes, the lists of issued decisions stay."""

import base64

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.models import MAGIC_COLUMNS
from odoo.tests import tagged
from odoo.tools import SQL

from ..common import CommuneCase
from ..import_case import HEADER, person, workbook

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
        name = "Lò Thị Kín"
        self.person.write(
            {"name": name, "identity_number": "020080000001", "phone": "0912",
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
        for field in (*person._personal(), "active"):
            if field not in ("name", "birth_year", "gender"):
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


@tagged("post_install", "-at_install")
class TestPersonalFields(CommuneCase):
    """A new field of a person is marked as personal, or has its reason here."""

    NOT_PERSONAL = {
        "active": "whether the programme follows the person, no longer once forgotten",
        "anonymised_on": "says that the data are gone",
        "commune_id": "follows from the unit",
        "labour_group_id": "stays for the figures",
        "name_folded": "follows from the name",
        "sort_name": "follows from the name",
        "status": "stays for the figures",
        "unit_id": "stays for the figures",
        "unit_rank": "the order of the unit's list",
    }

    def test_each_is_marked_or_has_a_reason(self):
        citizen = self.env["cdht.citizen"]
        stored = {
            name
            for name, field in citizen._fields.items()
            if field.store and field.column_type and name not in MAGIC_COLUMNS
        }
        self.assertEqual(stored, {*citizen._personal(), *self.NOT_PERSONAL})
        self.assertFalse(self.NOT_PERSONAL.keys() & {*citizen._personal()})

    def test_traces_keep_no_value_of_them(self):
        person = self.make_people(
            identity_number="020080000001", phone="0912", birth_date="1980-02-03"
        )
        personal = person._personal()
        tay = self.env["cdht.ethnicity"].search([], limit=1)
        new = {"name": "Lò Thị Mới", "identity_number": "020080000002",
               "phone": "0999", "birth_date": "1981-02-03", "gender": "female",
               "occupation": "Thợ mộc", "position": "Trưởng thôn",
               "partner_id": self.citizen_user.partner_id.id, "birth_year": 1981,
               "ethnicity_id": tay.id}  # fmt: skip
        self.assertEqual({*new}, {*personal}, "a new one is tried here")
        person.write(new)
        traces = self.traces(person, "write")
        self.assertEqual({*traces.mapped("field_name")}, {*personal})
        self.assertFalse(any(traces.mapped("value_from") + traces.mapped("value_to")))


@tagged("post_install", "-at_install")
class TestNothingIsLeft(CommuneCase):
    """Every text that the database keeps is looked through for one who was erased."""

    NAME, NUMBER, PHONE = "Vi Thị Kín Đáo", "020080012345", "0987654321"
    # What issued papers and the trace say stays with them.
    PAPERS = {
        "cdht_recognition.printed_name",
        # What a paper said when it was issued is kept with it (law of archives).
        "cdht_decision.issued_values",
        "cdht_proposal.issued_values",
        # Why an officer did something, in their words: traces are never changed.
        "cdht_trace.reason",
        # The signatory's own name, as on the papers that they signed.
        "cdht_signatory.name",
    }

    # Texts in what hangs on a person that `test_every_column` need not fill, and why.
    NOT_FILLED = {
        "of the decision, its register and its certificate": (
            "cdht_recognition.certificate_number", "cdht_recognition.deciding_body",
            "cdht_recognition.decision_number", "cdht_recognition.decision_reference",
            "cdht_recognition.decision_symbol", "cdht_recognition.verify_token",
        ),
        "follow from the name that is theirs or that was printed": (
            "cdht_assessment.sort_name", "cdht_recognition.sort_name",
        ),
        "drawn by chance, or gone with the slip": (
            "cdht_form_key.token", "cdht_invitation.code_digest",
            "cdht_invitation.login",
        ),
        "of the office, not of who holds it": (
            "cdht_signatory.head_post", "cdht_signatory.on_behalf_name",
            "cdht_signatory.post",
        ),
        "of others: who abstained, who is to be an officer": (
            "cdht_meeting_recusal.name", "cdht_officer_setup_line.name",
        ),
        "in test_a_line_of_a_commendation": (
            "cdht_commendation.achievement", "cdht_commendation.name",
            "cdht_commendation.number", "cdht_commendation.report_text",
        ),
        "in test_objection": (
            "cdht_objection.answer", "cdht_objection.sender_contact",
            "cdht_objection.sender_name", "cdht_objection.text",
        ),
    }  # fmt: skip

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.make_people(
            name=cls.NAME, identity_number=cls.NUMBER, phone=cls.PHONE,
            birth_date="1980-02-03", occupation=f"Con ông {cls.NAME}",
            position=cls.NAME,
        )  # fmt: skip

    def _columns(self):
        self.env.cr.execute(
            """SELECT table_name, column_name FROM information_schema.columns
                WHERE table_schema = current_schema()
                  AND data_type IN ('character varying', 'text', 'jsonb', 'json')
                  AND (table_name LIKE 'cdht%' OR table_name LIKE 'mail%'
                       OR table_name IN ('res_users', 'res_partner', 'ir_attachment'))
            """
        )
        return self.env.cr.fetchall()

    def _texts_beside_a_person(self):
        """Columns with words or files in the models that hang on a person."""
        about = ("cdht.citizen", "cdht.assessment", "cdht.assessment.line",
                 "cdht.recognition")  # fmt: skip
        words = ("char", "text", "html", "json", "binary")
        return {
            f"{model._table}.{name}"
            for model in self.env.registry.values()
            if model._auto and not model._abstract and model._name.startswith("cdht.")
            and any(
                field.type == "many2one" and field.store
                and field.comodel_name in about
                for field in model._fields.values()
            )
            for name, field in model._fields.items()
            if field.store and field.column_type and field.type in words
        }  # fmt: skip

    def _where_it_stands(self):
        """Columns with a trace of the person, as the database holds them."""
        self.env.flush_all()
        found = set()
        for table, column in self._columns():
            for secret in (self.NAME, self.NUMBER, self.PHONE, "kin dao"):
                self.env.cr.execute(
                    SQL(
                        "SELECT 1 FROM %s WHERE %s::text ILIKE %s LIMIT 1",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        f"%{secret}%",
                    )
                )
                if self.env.cr.fetchone():
                    found.add(f"{table}.{column}")
        return found

    def test_every_column(self):
        name, number = self.NAME, self.NUMBER
        # Found from a list with an error that names the person.
        record = self.env["cdht.import"].with_user(self.commune_user).create(
            {
                "campaign_id": self.campaign.id,
                "data_file": workbook(
                    {"Thôn Hai": [HEADER, person(name=name, id=number)]}
                ),
            }
        )  # fmt: skip
        dossier = self.register(self.person)
        record.action_check()
        self.assertIn(name, record.issue_ids.message)
        self.score(dossier, "self_score", 8)
        dossier.line_ids[0].evidence = f"Giấy khen của {name}"
        dossier.helped_by = f"{name} (con)"
        dossier.action_submit()
        dossier.action_return(f"{name} kể rõ thêm")
        dossier.action_record_consent("form")
        self.carry(dossier, "recognised")
        dossier.line_ids[0].note = f"{name} trình bày"
        dossier.write(
            dict.fromkeys(
                ("return_reason", "late_reason", "consent_withdrawal_reason"),
                f"{name} đổi ý",
            )
        )
        self.env["cdht.invitation"]._issue(self.person)[0]
        slip = self.env["cdht.invitation"].search([("citizen_id", "=", self.person.id)])
        slip._redeem("mat-khau-rieng")
        self.env["cdht.signatory"].create(
            {"name": name, "unit_id": self.commune.id, "post": "Phó Chủ tịch",
             "citizen_id": self.person.id}
        )  # fmt: skip
        request = self.env["cdht.data.request"].create(
            {"citizen_id": self.person.id, "note": f"Tôi là {name}, số {number}"}
        )
        request.write({"answer": f"Trả lời {name}", "copy_filename": f"{name}.xlsx"})
        request.message_post(body=f"{name} gọi {self.PHONE}")
        request.message_post(body="x", attachments=[(f"{name}.txt", b"x")])
        batch = self.env["cdht.print.batch"].create(
            {"res_model": dossier._name, "res_ids": dossier.ids,
             "report_id": self.env.ref("cdht_module.report_cdht_assessment_form").id}
        )  # fmt: skip
        batch.sudo().write({"state": "failed", "message": f"{name}: không in được"})
        inspection = self.env["cdht.inspection"].create(
            {"campaign_id": self.campaign.id, "unit_id": self.village.id,
             "issuing_unit_id": self.commune.id}
        )  # fmt: skip
        sample = self.env["cdht.inspection.sample"].create(
            {"inspection_id": inspection.id, "assessment_id": dossier.id,
             "hint": name, "note": name}
        )  # fmt: skip
        for beside in (self.person, dossier, dossier.line_ids[0]):
            values = {"res_model": beside._name, "res_id": beside.id}
            self.env["ir.attachment"].create(
                {"name": f"{name}.txt", "raw": name.encode(), **values}
            )
            self.env["mail.message"].create(
                {
                    "model": beside._name,
                    "res_id": beside.id,
                    "body": f"{name}: {number}",
                }
            )
            self.env["mail.activity"].create(
                {
                    "res_model_id": self.env["ir.model"]._get_id(beside._name),
                    "res_id": beside.id, "summary": name, "note": number,
                }
            )  # fmt: skip
        self.env["cdht.reason"].create(
            {"res_model": dossier._name, "res_ids": dossier.ids,
             "method": "action_restore", "reason": f"{name} {number}"}
        )  # fmt: skip
        self.env["cdht.identity.change"].create(
            {
                "citizen_id": self.person.id,
                "name": name,
                "reason": number,
                "identity_number": number,
            }
        )
        self.env["cdht.merge"].create(
            {"citizen_id": self.person.id, "about": name, "before": {"name": name}}
        )
        self.env["cdht.print"].create(
            {"res_model": dossier.proposal_id._name, "res_id": dossier.proposal_id.id,
             "report_name": "x", "stage": "signature", "superseded": True,
             "file": base64.b64encode(name.encode()), "filename": f"{name}.pdf",
             "sha256": "x"}
        )  # fmt: skip
        self.env.flush_all()
        named = self._where_it_stands()
        known = {column for columns in self.NOT_FILLED.values() for column in columns}
        self.assertEqual(self._texts_beside_a_person() - named, known)
        self.person.with_user(self.commune_user).action_anonymise(REASON)
        self.assertEqual(self._where_it_stands(), self.PAPERS)
        self.assertFalse(record.data_file or batch.exists() or sample.note)
        self.assertFalse(
            self.env["cdht.signatory"].search([("citizen_id", "=", self.person.id)])
        )

    def test_nobodys_window_stands_in_the_way(self):
        """A window with ids of no shape is not made at all."""
        windows = self.env["cdht.reason"].with_user(self.chapter)
        for ids in ([[1]], 5, "x", [0], {"a": 1}):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                windows.create(
                    {"res_model": "cdht.citizen", "res_ids": ids,
                     "method": "action_anonymise", "reason": "x"}
                )  # fmt: skip
        self.person.with_user(self.commune_user).action_anonymise(REASON)
        self.assertTrue(self.person.anonymised_on)

    def test_the_reason_names_nobody(self):
        office = self.person.with_user(self.commune_user)
        for told in (self.NAME, self.NAME.upper(), self.NUMBER, self.PHONE):
            with self.assertRaises(UserError):
                office.action_anonymise(f"Theo đơn của {told}")
        self.assertFalse(self.person.anonymised_on)

    def test_on_a_notice_that_hangs(self):
        """From the public page and from what the notice keeps."""
        dossier = self.register(self.person)
        self.carry(dossier, "proposed")
        dossier.action_record_consent("form")
        dossier.proposal_id.action_receive()
        action = self.campaign.with_user(self.commune_user).action_make_posting()
        posting = self.env["cdht.posting"].browse(action["res_id"])
        posting.write(
            {"signatory_id": self.signatory.id, "date_from": "2026-10-16",
             "contact": "Ủy ban nhân dân xã Mẫu", "number": "7", "date": "2026-10-15"}
        )  # fmt: skip
        posting.with_user(self.commune_user).action_issue()
        self.assertIn(self.NAME, str(posting.issued_values))
        self.assertIn(self.NAME, str(posting._posted_people()))
        self.recognise(dossier)
        self.person.with_user(self.commune_user).action_anonymise(REASON)
        self.assertFalse(posting._posted_people())
        self.assertNotIn("cdht_posting.issued_values", self._where_it_stands())

    def test_a_line_of_a_commendation(self):
        dossier = self.make_dossiers("recognised", size=1)
        person_ = dossier.citizen_id
        review = self.env["cdht.review"].create(
            {"issuing_unit_id": self.commune.id, "year_from": 2026, "year_to": 2026}
        )
        line = self.env["cdht.commendation"].sudo().create(
            {"review_id": review.id, "kind": "person", "name": person_.name,
             "recognition_id": person_.recognition_ids.id, "achievement": "x",
             "is_chosen": True}
        )  # fmt: skip
        decision = self.make_decision()
        line.decision_id = decision
        self.assertRefused(
            UserError, person_.name,
            person_.with_user(self.commune_user).action_anonymise, REASON,
        )  # fmt: skip
        line.decision_id = False
        person_.with_user(self.commune_user).action_anonymise(REASON)
        self.assertFalse(line.exists())
