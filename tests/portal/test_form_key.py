"""Codes on printed forms: one dossier, until the deadline, with the date of birth."""

from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS

from ..common import CommuneCase, today_is
from ..own_page_case import EntryMixin

HERE, ELSEWHERE = "192.0.2.1", "192.0.2.2"


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
            self.assertTrue(key._accepts(birth, HERE), birth)
        key = self.key(birth_year=1971)
        for birth in ("1971", "1/1/1971"):
            self.assertTrue(key._accepts(birth, HERE), birth)

    def test_what_is_no_date_is_not_counted(self):
        key = self.key()
        for birth in ("1968", "", "31/02/1968", "5-3-68", "x" * 500):
            self.assertFalse(key._accepts(birth, HERE))
        self.assertEqual(key.tries, 0, "no dates")
        self.assertFalse(key._accepts("3/5/1968", HERE))
        self.assertTrue(key._accepts("5/3/1968", HERE))
        self.assertEqual(key.tries, 0)

    def test_wrong_dates_of_one_address_close_it_to_nobody_else(self):
        key = self.key()
        for day in range(10, 20):
            self.assertFalse(key._accepts(f"{day}/3/1968", HERE))
        self.assertEqual((key.state, key.tries), ("open", 5), "five are looked at")
        self.assertEqual(key._tries_left(HERE), 0)
        self.assertFalse(key._accepts("5/3/1968", HERE), "one waits")
        self.assertTrue(key._accepts("5/3/1968", ELSEWHERE), "who holds the form")
        self.assertEqual(key._tries_left("192.0.2.3"), 5)

    def test_ten_wrong_dates_in_a_row_lock_it(self):
        """A date of birth can be guessed: at last the form has to be printed anew."""
        key = self.key()
        for address in (HERE, ELSEWHERE):
            for day in range(10, 15):
                self.assertFalse(key._accepts(f"{day}/3/1968", address))
        self.assertEqual((key.state, key.tries), ("locked", 10))
        self.assertFalse(key._accepts("5/3/1968", "192.0.2.3"))
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
        with today_is(date(2026, 10, 31)):
            self.assertTrue(self.by_token(key.token))
        with today_is(date(2026, 11, 1)):
            self.assertFalse(self.by_token(key.token))
            self.assertFalse(key._accepts("5/3/1968", HERE))
        self.dossier.action_withdraw("Đi làm xa")
        self.assertFalse(self.by_token(key.token))

    def test_unknown_tokens(self):
        key = self.key()
        token = key.token
        for other in ("", "A" * 16, "a" * 43, token[:-1], f"{token}A", "\0", "é"):
            self.assertFalse(self.by_token(other))

    def test_typed_as_one_likes(self):
        key = self.key()
        typed = key._typed_code()
        self.assertRegex(typed, r"^(\w{4}-){3}\w{4}$")
        for token in (typed, typed.lower(), typed.replace("-", " "), f" {key.token} "):
            self.assertEqual(self.by_token(token), key)

    def test_forms_printed_formerly(self):
        key = self.key()
        key.token = "aB-_" * 10 + "xyz"
        self.assertEqual(self.by_token(key.token), key)
        self.assertFalse(self.by_token(key.token.lower()))
        self.assertEqual(key._typed_code(), "", "nobody types that")
