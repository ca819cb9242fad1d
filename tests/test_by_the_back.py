"""What a request could try beyond the screens: other people's names, other ways
to reach, to files and to logins."""

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CommuneCase


@tagged("post_install", "-at_install", "access_rights")
class TestReachByTheBack(CommuneCase):
    """A manager who is an officer too gets no reach but from another manager."""

    def test_units_are_not_written_through_another_officer(self):
        officer = self.chapter_2.with_user(self.manager)
        for command in (
            Command.update(
                self.village.id, {"user_ids": [Command.link(self.manager.id)]}
            ),
            Command.create({"name": "X", "unit_type": "village"}),
            Command.delete(self.village_2.id),
        ):
            with self.assertRaises(AccessError):
                officer.write({"cdht_unit_ids": [command]})
        officer.write({"cdht_unit_ids": [Command.link(self.village.id)]})
        self.assertEqual(self.chapter_2.cdht_unit_ids, self.village | self.village_2)

    def test_the_own_unit_does_not_become_an_association(self):
        both = self.make_user("t_both", "manager,commune", self.agency)
        with self.assertRaises(AccessError):
            self.agency.with_user(both).unit_type = "association"
        self.agency.with_user(self.manager).unit_type = "association"
        self.assertIn(self.village, both.cdht_reach_ids)

    def test_the_own_association_does_not_go_elsewhere_nor_take_units(self):
        both = self.make_user("t_both", "manager,commune", self.association)
        with self.assertRaises(AccessError):
            self.association.with_user(both).parent_id = self.other_commune
        with self.assertRaises(AccessError):
            self.other_village.with_user(both).parent_id = self.commune
        self.village_2.with_user(both).parent_id = self.village  # its own, inside
        self.village_2.with_user(both).parent_id = self.commune

    def test_a_slip_gives_no_right_that_its_maker_lacks(self):
        ethnicity = self.env.ref("cdht_module.group_cdht_ethnicity")
        self.chapter.group_ids += ethnicity
        with self.assertRaises(AccessError):
            self.chapter.with_user(self.commune_user)._cdht_check_slip()
        self.commune_user.group_ids += ethnicity
        self.chapter.with_user(self.commune_user)._cdht_check_slip()
        self.chapter.with_user(self.manager)._cdht_check_slip()
