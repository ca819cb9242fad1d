"""Invitation slips that give people an account: for whom, once, for how long."""

from datetime import date
from random import randrange
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CommuneCase, today_is
from ..own_page_case import EntryMixin


@tagged("post_install", "-at_install", "access_rights")
class TestInvitation(EntryMixin, CommuneCase):
    def test_a_unit_is_printed_as_a_batch(self):
        people = self.make_people(size=4)
        sheet = self.sheet(people | self.person, self.chapter)
        self.assertTrue(sheet.pdf.startswith(b"JVBER"))
        self.assertEqual(sheet.names.count("\n"), 4)
        self.assertIn("lythimau.", sheet.names)
        slips = self.env["cdht.invitation"].search([("state", "=", "open")])
        self.assertEqual(len(set(slips.mapped("login"))), 5)
        self.assertFalse(people.partner_id, "no account before it is wanted")
        self.assertTrue(self.traces(self.person, "invitation_made"))

    def test_the_code_is_kept_nowhere(self):
        login, code = self.invite()
        slip = self.env["cdht.invitation"].search([("login", "=", login)])
        self.assertNotIn(code, str(slip.sudo().read()))
        with self.assertRaises(AccessError):
            slip.with_user(self.commune_user).read(["code_digest"])

    def test_an_account_without_mail_and_without_default_password(self):
        login, code = self.invite()
        mails = self.env["mail.mail"].search_count([])
        typed = f"{code[:4]}-{code[4:8]}-{code[8:]}".lower()
        user = self.by_code(typed)._redeem("bí mật 1")
        self.assertEqual(user.login, login)
        self.assertFalse(user.email)
        self.assertFalse(self.person.partner_id.phone)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        self.assertEqual(self.person.partner_id, user.partner_id)
        self.assertTrue(user.has_group("base.group_portal"))
        self.assertTrue(user.has_group("cdht_module.group_cdht_citizen"))
        self.assertFalse(user.has_group("base.group_user"))
        self.assertFalse(self.by_code(code), "it works once")
        self.assertEqual(self.traces(self.person, "invitation_used").user_id, user)

    def test_good_slips_are_not_ended_in_passing(self):
        login, code = self.invite()
        other = self.make_people()
        names = self.sheet(self.person | other, self.chapter).names
        self.assertIn(self.person.name, names.split("\n")[0], "left out")
        self.assertTrue(self.by_code(code))
        with self.assertRaises(UserError):
            self.sheet(self.person, self.chapter)
        self.person.with_user(self.chapter).action_invite_again()
        self.assertFalse(self.by_code(code))
        slips = self.env["cdht.invitation"].search([("state", "=", "open")])
        self.assertEqual((slips & slips._open_of(self.person)).login, login)

    def test_a_new_slip_ends_the_earlier_one(self):
        _login, old = self.invite()
        _login, new = self.invite()
        self.assertFalse(self.by_code(old))
        self.assertTrue(self.by_code(new))

    def test_it_ends_after_thirty_days_and_with_the_person(self):
        _login, code = self.invite()
        with today_is(date(2026, 11, 15)):
            self.assertFalse(self.by_code(code))
        self.person.status = "moved"
        self.assertFalse(self.by_code(code))

    def test_unknown_codes(self):
        self.invite()
        for code in ("", "AAAAAAAAAAAA", "%", "' OR 1=1", "Đ" * 300, "\0"):
            self.assertFalse(self.by_code(code))

    def test_who_invites_whom(self):
        for maker in (self.chapter, self.commune_user):
            self.person.with_user(maker).action_invite_again()
        for maker in (self.chapter_2, self.commune_other, self.district, self.manager,
                      self.citizen_user):  # fmt: skip
            with self.subTest(maker=maker.login), self.assertRaises(AccessError):
                self.sheet(self.person, maker)

    def test_no_slip_takes_over_another_login(self):
        """Officers, suppliers, who signed up: their password is not ours."""
        self.give_login(self.person, self.chapter_2)
        person = self.make_people(size=2)
        self.give_login(person[0], self.citizen_user)
        for one in self.person | person[0]:
            with self.assertRaises(UserError):
                self.sheet(one, self.commune_user)
        sheet = self.sheet(person | self.person, self.chapter)
        self.assertIn(self.person.name, sheet.names.split("\n")[0])
        self.assertIn(person[0].name, sheet.names.split("\n")[0])

    def test_a_slip_ends_when_the_person_gets_another_login(self):
        _login, code = self.invite()
        self.give_login(self.person, self.citizen_user)
        self.assertFalse(self.by_code(code))

    def test_who_forgot_the_password(self):
        """The commune's officer renews an account of ours; the chapter does not."""
        login, code = self.invite()
        user = self.by_code(code)._redeem("bí mật 1")
        with self.assertRaises(UserError):
            self.sheet(self.person, self.chapter)
        self.assertIn(login, self.sheet(self.person, self.commune_user).names)
        login_2, code = self.invite()
        self.assertEqual(login_2, login)
        self.assertEqual(self.by_code(code)._redeem("bí mật 2"), user)
        user.group_ids = self.env.ref("base.group_user")
        _login, code = self.invite()
        self.assertFalse(self.by_code(code), "an employee's password is not ours")

    def test_nothing_of_an_anonymised_person_is_left(self):
        login, code = self.invite()
        user = self.by_code(code)._redeem("bí mật 1")
        dossier = self.register(self.person)
        dossier.with_user(user).action_save({"helped_by": "con trai Lý Văn Bé"})
        self.assertNotIn("Bé", str(self.traces(dossier).read()))
        dossier.action_withdraw("Đi làm xa")
        self.person.with_user(self.commune_user).action_anonymise("Theo yêu cầu")
        self.assertFalse(user.active)
        for record in (user, user.partner_id, dossier, self.person):
            self.assertNotRegex(str(record.read()), f"Lý Thị Mẫu|{login}|Văn Bé")
        self.assertFalse(self.env["cdht.invitation"].search([]))

    def test_tied_to_an_account_that_one_has(self):
        """Signed up at the host or by OIDC: the slip ties the account, once."""
        portal = self.env.ref("base.group_portal")
        user = self.env["res.users"].create(
            {"name": "Tự đăng ký", "login": "oidc", "group_ids": [(6, 0, portal.ids)]}
        )
        _login, code = self.invite()
        self.by_code(code)._attach_to(user)
        self.assertEqual(self.person.partner_id, user.partner_id)
        self.assertTrue(user.has_group("cdht_module.group_cdht_citizen"))
        _login, code = self.invite(self.make_people())
        with self.assertRaises(UserError):
            self.by_code(code)._attach_to(user)

    def test_an_officer_does_not_choose_who_one_is(self):
        """As where an officer writes the login of a person by hand."""
        for user in (self.chapter, self.commune_other, self.district, self.manager):
            _login, code = self.invite()
            with self.subTest(user=user.login), self.assertRaises(UserError):
                self.by_code(code)._attach_to(user)
        self.assertFalse(self.person.partner_id)

    def test_a_common_name(self):
        """However often a name stands there, each gets a login."""
        people = self.make_people(size=60, name="Nguyễn Thị Hoa")
        with patch("secrets.randbelow", lambda most: randrange(most // 50)):
            slips = self.env["cdht.invitation"]._issue(people)
        self.assertEqual(len({login for login, _code in slips}), 60)
