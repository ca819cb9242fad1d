"""Codes on printed forms: one dossier, until the deadline, with the date of birth."""

from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.cdht_module.models.cdht_verified import ADDRESS

from .common import CommuneCase
from .own_page_case import EntryMixin


@tagged("post_install", "-at_install", "access_rights")
class TestFormKey(EntryMixin, CommuneCase):
    def key(self, **vals):
        self.dossier = self.register(self.make_people(**vals) if vals else self.person)
        return self.env["cdht.form.key"]._issue(self.dossier)

    def by_token(self, token):
        public = self.env.ref("base.public_user")
        return self.env["cdht.form.key"].with_user(public)._by_token(token)

    def test_printed_with_the_form(self):
        dossier = self.register(self.person).with_user(self.chapter)
        action = dossier.action_print_form_with_code()
        self.assertEqual(action["report_name"], "cdht_module.assessment_form_paper")
        key = dossier.sudo().key_ids
        html = self.env["ir.actions.report"].with_user(self.chapter)
        form, _kind = html._render_qweb_html(action["report_name"], dossier.ids)
        self.assertIn("Quét mã để tự", form.decode())
        self.assertIn("1968", form.decode())
        self.assertNotIn("05/03/1968", form.decode(), "what the code asks for")
        dossier.action_print_form_with_code()
        self.assertEqual(dossier.sudo().key_ids, key, "printed again, the same")
        with self.assertRaises(AccessError):
            key.with_user(self.chapter).read(["token"])

    def test_without_address_or_year_of_birth_nothing_is_printed(self):
        unknown = self.register(self.make_people(birth_year=0))
        with self.assertRaises(UserError):
            unknown.action_print_form_with_code()
        self.env["ir.config_parameter"].set_param(ADDRESS, "")
        with self.assertRaises(UserError):
            self.register(self.person).action_print_form_with_code()
        self.assertFalse(self.env["cdht.form.key"].search([]))

    def test_date_or_year_of_birth(self):
        key = self.key()
        for birth in ("5/3/1968", "05-03-1968", "05031968", " 5 . 3 . 1968 "):
            self.assertTrue(key._accepts(birth), birth)
        key = self.key(birth_year=1971)
        for birth in ("1971", "1/1/1971"):
            self.assertTrue(key._accepts(birth), birth)

    def test_five_wrong_dates_lock_it(self):
        key = self.key()
        for birth in ("1968", "", "31/02/1968", "5-3-68", "x" * 500):
            self.assertFalse(key._accepts(birth))
        self.assertEqual(key.tries, 0, "no dates")
        self.assertFalse(key._accepts("3/5/1968"))
        self.assertTrue(key._accepts("5/3/1968"))
        for day in range(10, 15):
            self.assertFalse(key._accepts(f"{day}/3/1968"))
        self.assertEqual((key.state, key.tries), ("locked", 5))
        self.assertFalse(key._accepts("5/3/1968"))
        self.assertFalse(self.by_token(key.token))
        new = self.env["cdht.form.key"]._issue(self.dossier)
        self.assertNotEqual(new.token, key.token)
        self.assertTrue(self.by_token(new.token))

    def test_revoked(self):
        key = self.key()
        self.dossier.with_user(self.chapter).action_revoke_form_code()
        self.assertEqual(key.state, "revoked")
        self.assertFalse(self.by_token(key.token))
        with self.assertRaises(UserError):
            self.dossier.with_user(self.chapter).action_revoke_form_code()

    def test_until_the_deadline(self):
        key = self.key()
        today = self.registry["cdht.campaign"]
        with patch.object(today, "_today", lambda _self: date(2026, 10, 31)):
            self.assertTrue(self.by_token(key.token))
        with patch.object(today, "_today", lambda _self: date(2026, 11, 1)):
            self.assertFalse(self.by_token(key.token))
            self.assertFalse(key._accepts("5/3/1968"))
        self.dossier.action_withdraw("Đi làm xa")
        self.assertFalse(self.by_token(key.token))

    def test_unknown_tokens(self):
        key = self.key()
        token = key.token
        for other in ("", "a" * 43, token[:-1], token + "a", "\0" * 43, "é" * 43):
            self.assertFalse(self.by_token(other))
