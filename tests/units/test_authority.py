from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase

LAST_DAY = date(2025, 6, 30)
FIRST_DAY = date(2025, 7, 1)
NOTE = "Cần xác nhận: chưa có văn bản."


@tagged("post_install", "-at_install")
class TestAuthority(CommuneCase):
    """The district until 30/06/2025 for its kinds of units, then the commune."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.district_unit = cls.make_unit("Huyện Mẫu", "district", cls.province)
        cls.school = cls.make_unit("Trường Mẫu", "school")
        cls.env["cdht.authority"].create(
            [
                *(
                    {"unit_id": cls.commune.id, "unit_type": unit_type,
                     "authority_id": cls.district_unit.id, "date_to": LAST_DAY}
                    for unit_type in ("school", "enterprise", "armed_force", "agency")
                ),
                {"unit_id": cls.commune.id, "authority_id": cls.commune.id,
                 "date_from": FIRST_DAY, "to_confirm": NOTE},
            ]
        )  # fmt: skip
        cls.rows = cls.env["cdht.authority"]

    def _body(self, unit, day):
        return self.rows._authority_of(unit, day)[unit]

    def test_the_day_of_the_change(self):
        for unit, day, body in (
            (self.school, LAST_DAY, self.district_unit),
            (self.school, FIRST_DAY, self.commune),
            (self.agency, LAST_DAY, self.district_unit),
            (self.village, LAST_DAY, self.commune),
            (self.village, FIRST_DAY, self.commune),
            (self.other_village, LAST_DAY, self.other_commune),
        ):
            with self.subTest(unit=unit.name, day=day):
                self.assertEqual(self._body(unit, day), body)

    def test_unit_beats_type_and_deeper_beats_higher(self):
        day = date(2026, 12, 1)
        self.rows.create({"unit_type": "school", "authority_id": self.province.id})
        self.assertEqual(self._body(self.school, day), self.commune)
        self.rows.create({"unit_id": self.school.id, "authority_id": self.province.id})
        self.assertEqual(self._body(self.school, day), self.province)
        self.assertEqual(self._body(self.agency, day), self.commune)

    def test_what_is_to_be_confirmed_is_told(self):
        units = self.school | self.village
        self.assertEqual(self.rows._notes(units, FIRST_DAY), [NOTE])
        self.assertEqual(self.rows._notes(units, LAST_DAY), [])
        dossier = self.make_dossiers().with_user(self.chapter)
        self.assertEqual(dossier.competent_id, self.commune)
        self.assertEqual(dossier.competent_note, NOTE)

    def test_a_decision_goes_by_its_date(self):
        campaign = self.env["cdht.campaign"].create(
            {"unit_id": self.commune.id, "year": 2025}
        )
        campaign.action_open()
        dossiers = self.register(
            self.make_people(self.school) | self.make_people(), campaign
        )
        self.carry(dossiers, "proposed")
        decision = self.make_decision(dossiers, campaign_id=campaign.id, year=2025)
        # What is to be confirmed holds a paper: test_doubts.
        self.env["cdht.authority"].search([]).to_confirm = False
        decision.action_submit()
        decision.write({"number": "7", "date": LAST_DAY})
        message = self.assertRefused(
            UserError,
            [dossiers[0].citizen_id.name, self.commune.body_name, "30/06/2025"],
            decision.action_issue,
        )
        self.assertNotIn(dossiers[1].citizen_id.name, str(message))
        decision.date = FIRST_DAY
        decision.action_check()
        decision.finding_ids.action_allow("Cuộc họp của ca thử ở ngày khác.")
        decision.action_issue()
        self.assertEqual(set(dossiers.mapped("state")), {"recognised"})


@tagged("post_install", "-at_install")
class TestElsewhere(CommuneCase):
    """People whom a body above recognises go by the committee's petition."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["cdht.authority"].create(
            {"unit_id": cls.agency.id, "authority_id": cls.province.id,
             "to_confirm": NOTE}
        )  # fmt: skip
        cls.here = cls.make_dossiers("proposed", size=2)
        cls.above = cls.make_dossiers("proposed", cls.agency, size=2)
        cls.lists = (cls.here | cls.above).proposal_id
        cls.lists.action_receive()

    def _petition_above(self):
        action = self.campaign.with_user(self.commune_user).action_petition_elsewhere()
        return self.env["cdht.petition"].browse(action["res_id"])

    def test_the_association_leaves_them_out_and_says_so(self):
        petition = self.make_petition(self.lists)
        self.assertEqual(petition.assessment_ids, self.here)
        for text in (self.province.body_name, *self.above.citizen_id.mapped("name")):
            self.assertIn(text, petition.elsewhere_text)
        petition.action_issue()
        self.assertEqual(self.above.mapped("state"), ["proposed"] * 2)

    def test_one_button_petitions_the_body_that_decides(self):
        campaign = self.campaign.with_user(self.commune_user)
        self.assertEqual(campaign.elsewhere_count, 2)
        shown = campaign.action_view_elsewhere()
        self.assertEqual(shown["domain"], [("id", "in", self.above.ids)])
        petition = self._petition_above()
        self.assertRecordValues(
            petition,
            [{"issuing_unit_id": self.commune.id, "state": "draft",
              "addressee_unit_id": self.province.id, "authority_notes": NOTE}],
        )  # fmt: skip
        self.assertEqual(petition.assessment_ids, self.above)
        self.assertEqual(petition.proposal_ids, self.above.proposal_id)
        with self.assertRaises(UserError):
            campaign.action_petition_elsewhere()

    def test_who_petitions(self):
        for user in (self.chapter, self.district, self.commune_other, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.campaign.with_user(user).action_petition_elsewhere()

    def test_the_answer_counts_like_any_title(self):
        self.make_titles(self.above[0].citizen_id, range(2022, 2026))
        petition = self._petition_above()
        petition.write({"number": "5", "date": "2026-12-03"})
        self.env["cdht.authority"].search([]).to_confirm = False
        petition.with_user(self.commune_user).action_issue()
        petition.with_user(self.commune_user).action_answer(
            "90/QĐ-UBND", "2026-12-20", self.above[:1].citizen_id.ids
        )
        title = self.above[0].citizen_id.recognition_ids.sorted("year")[-1]
        self.assertRecordValues(
            title,
            [{"year": 2026, "streak": 5, "is_outstanding": True,
              "deciding_unit_id": self.province.id}],
        )  # fmt: skip
        self.assertEqual(self.above[1].outcome, "refused")

    def test_the_level_above_decides_here_from_the_petition(self):
        petition = self._petition_above()
        petition.write({"number": "5", "date": "2026-12-03"})
        self.env["cdht.authority"].search([]).to_confirm = False
        petition.with_user(self.commune_user).action_issue()
        decision = (
            self.env["cdht.decision"]
            .with_user(self.district)
            .create(
                {
                    "issuing_unit_id": self.province.id,
                    "year": 2026,
                    "signatory_id": self.make_signatory(self.province).id,
                    "petition_ids": [Command.set(petition.ids)],
                    "symbol": "QĐ-UBND",
                }
            )
        )
        self.assertEqual(decision.assessment_ids, self.above)
        self.issue(decision, "91")
        self.assertEqual(set(self.above.mapped("state")), {"recognised"})
        self.assertEqual(petition.state, "answered")
