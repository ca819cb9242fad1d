"""Consent by channel: who records it, what it opens, how it is taken back."""

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import CommuneCase, scanned
from ..import_case import ImportCase, person

SCAN = scanned("consent")


@tagged("post_install", "-at_install")
class TestConsent(CommuneCase):
    def _sheet(self, dossiers, user=None, **vals):
        return (
            self.env["cdht.consent.sheet"]
            .with_user(user or self.chapter)
            .create(
                {
                    "campaign_id": self.campaign.id,
                    "unit_id": self.village.id,
                    "date": "2026-10-10",
                    "scan": SCAN,
                    "assessment_ids": [Command.set(dossiers.ids)],
                    **vals,
                }
            )
        )

    def test_not_recorded_stops_nothing_but_the_public_page(self):
        dossiers = self.make_dossiers("recognised", size=2)
        self.assertEqual(set(dossiers.mapped("consent_state")), {"not_recorded"})
        self.assertEqual(set(dossiers.mapped("state")), {"recognised"})
        self.assertFalse(dossiers._publishable())
        self.assertFalse(dossiers.citizen_id._publishable())

    def test_the_basis_is_shown_and_editable(self):
        dossier = self.make_dossiers()
        self.assertIn("Nhiệm vụ của cơ quan nhà nước", dossier.processing_basis)
        self.assertIn("to be confirmed", dossier.processing_basis)
        self.campaign.with_user(self.commune_user).write(
            {"processing_basis": "Điều 1", "processing_basis_to_confirm": False}
        )
        self.assertEqual(dossier.processing_basis, "Điều 1")
        dossier.action_record_consent("form")
        self.assertNotIn("Điều 1", dossier.processing_basis)

    def test_one_scan_for_all_its_people(self):
        dossiers = self.make_dossiers(size=3)
        signed, late = dossiers[:2], dossiers[2]
        sheet = self._sheet(signed)
        sheet.action_record()
        self.assertEqual(set(signed.mapped("consent_channel")), {"paper"})
        self.assertEqual(set(signed.mapped("consent_date")), {sheet.date})
        self.assertEqual(signed.consent_sheet_id, sheet)
        self.assertEqual(signed.consent_user_id, self.chapter)
        self.assertEqual(late.consent_state, "not_recorded")
        self.assertEqual(dossiers._publishable(), signed)
        self.assertEqual(len(self.traces(signed, "consent")), 2)
        for change in (
            {"assessment_ids": [Command.link(late.id)]},
            {"scan": False},
            {"unit_id": self.village_2.id},
            {"state": "draft"},
        ):
            with self.subTest(change=change), self.assertRaises(UserError):
                sheet.write(change)
        with self.assertRaises(UserError):
            sheet.unlink()
        with self.assertRaises(UserError):
            sheet.action_record()

    def test_take_everybody_leaves_those_who_consented(self):
        dossiers = self.make_dossiers(size=3)
        dossiers[0].action_record_consent("form")
        sheet = self._sheet(dossiers.browse())
        sheet.action_take_everybody()
        self.assertEqual(sheet.assessment_ids.ids, dossiers[1:].ids)

    def test_a_sheet_needs_its_scan_and_its_people(self):
        dossiers = self.make_dossiers()
        for sheet in (self._sheet(dossiers, scan=False), self._sheet(dossiers[:0])):
            with self.assertRaises(UserError):
                sheet.action_record()
        stranger = self.make_dossiers(unit=self.village_2)
        with self.assertRaises(ValidationError):
            self._sheet(stranger, self.commune_user)
        sheet = self._sheet(dossiers, self.commune_user)
        sheet.sudo().assessment_ids = stranger
        self.assertRefused(UserError, stranger.citizen_id.name, sheet.action_record)

    def test_sheets_of_other_units(self):
        dossier = self.make_dossiers(unit=self.village_2)
        with self.assertRaises(AccessError):
            self._sheet(dossier, unit_id=self.village_2.id)
        sheet = self._sheet(dossier, self.chapter_2, unit_id=self.village_2.id)
        for user in (self.chapter, self.commune_other, self.district, self.manager):
            self.assertFalse(sheet.with_user(user).has_access("read"), user.login)
        with self.assertRaises(AccessError):
            sheet.with_user(self.chapter).action_record()
        # A foreign dossier linked by its id gives no consent.
        mine = self._sheet(self.make_dossiers())
        mine.sudo().assessment_ids |= dossier
        with self.assertRaises(UserError):
            mine.with_user(self.chapter).action_record()
        sheet.with_user(self.commune_user).action_record()
        self.assertEqual(dossier.consent_state, "recorded")

    def test_who_records_which_channel(self):
        dossier = self.make_dossiers()
        self.give_login(dossier.citizen_id, self.citizen_user)
        for user, channel, error in (
            (self.chapter, "portal", AccessError),
            (self.chapter, "paper", UserError),
            (self.chapter, "not_recorded", UserError),
            (self.citizen_user, "form", AccessError),
            (self.citizen_user_2, "portal", AccessError),
            (self.chapter_2, "form", AccessError),
            (self.commune_other, "on_behalf", AccessError),
            (self.district, "form", AccessError),
            (self.manager, "form", AccessError),
        ):
            with self.subTest(user=user.login, channel=channel):
                with self.assertRaises(error):
                    dossier.with_user(user).action_record_consent(channel)
        for user, channel in (
            (self.citizen_user, "portal"),
            (self.chapter, "form"),
            (self.commune_user, "on_behalf"),
        ):
            dossier.with_user(user).action_record_consent(channel)
            self.assertEqual(dossier.consent_channel, channel)
            self.assertEqual(dossier.consent_user_id, user)
        with self.assertRaises(UserError):
            dossier.action_record_consent("form", "2026-10-16")
        with self.assertRaises(AccessError):
            dossier.with_user(self.commune_user).consent_channel = "not_recorded"

    def test_taken_back_at_once_for_every_year(self):
        dossier = self.make_dossiers()
        person = dossier.citizen_id
        following = self.env["cdht.campaign"].create(
            {"unit_id": self.commune.id, "year": 2027}
        )
        following.action_open()
        later = self.register(person, following)
        title = self.make_titles(person, [2025])
        (dossier | later).action_record_consent("form")
        self.assertEqual(title._publishable(), title)
        acting = later.with_user(self.chapter)
        with self.assertRaises(UserError):
            acting.action_withdraw_consent(" ")
        wizard = (
            self.env["cdht.reason"]
            .with_user(self.chapter)
            .with_context(active_model="cdht.assessment", active_ids=later.ids)
            .create({"method": "action_withdraw_consent", "reason": "Không muốn"})
        )
        wizard.action_confirm()
        for one in (dossier, later):
            self.assertEqual(one.consent_state, "withdrawn")
            self.assertEqual(one.consent_withdrawal_reason, "Không muốn")
            self.assertEqual(self.traces(one, "withdraw_consent").user_id, self.chapter)
        self.assertFalse((dossier | later)._publishable() or title._publishable())
        self.assertRefused(
            UserError, person.name, acting.action_withdraw_consent, "Lần nữa"
        )
        later.action_record_consent("form")
        self.assertEqual(title._publishable(), title)

    def test_who_takes_it_back(self):
        dossier = self.make_dossiers()
        self.give_login(dossier.citizen_id, self.citizen_user)
        dossier.action_record_consent("form")
        for user in (self.chapter_2, self.citizen_user_2, self.commune_other,
                     self.district, self.manager):  # fmt: skip
            with self.assertRaises(AccessError):
                dossier.with_user(user).action_withdraw_consent("Không")
        dossier.with_user(self.citizen_user).action_withdraw_consent("Tôi rút")
        self.assertEqual(dossier.consent_state, "withdrawn")


@tagged("post_install", "-at_install")
class TestConsentOfLists(ImportCase):
    def test_imported_people_have_none(self):
        self.read_people(person())
        self.assertEqual(self.dossier().consent_state, "not_recorded")
