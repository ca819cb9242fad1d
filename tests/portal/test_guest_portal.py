"""The host's portal page: a way in for people of the programme, no load on others."""

from odoo.tests import tagged

from ..common import CommuneHttpCase

LINK = 'href="/cdht/toi"'


@tagged("post_install", "-at_install")
class TestGuestPortal(CommuneHttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.supplier = cls.make_user("t_supplier", "citizen")
        cls.supplier.group_ids = cls.env.ref("base.group_portal")

    def my(self, login):
        self.authenticate(login, login)
        self.url_open("/my")  # caches of templates and groups are filled
        before = self.env.cr.sql_log_count
        page = self.url_open("/my").text
        return page, self.env.cr.sql_log_count - before

    def test_only_people_of_the_programme_see_it(self):
        self.assertIn(LINK, self.my("t_citizen")[0])
        self.assertNotIn(LINK, self.my("t_supplier")[0])

    def test_not_a_query_more(self):
        with_us = self.my("t_supplier")[1]
        self.env.ref("cdht_module.portal_my_home").active = False
        self.assertEqual(with_us, self.my("t_supplier")[1])

    def test_who_is_no_person_of_the_programme_is_told_so(self):
        self.authenticate("t_supplier", "t_supplier")
        self.assertIn("chưa gắn với ai", self.url_open("/cdht/toi").text)
