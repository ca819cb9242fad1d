from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestPeopleOrder(CommuneCase):
    """The order of people on papers: by given name, or the unit's own."""

    NAMES = ("Vi Văn Út", "Chu Thị Hường", "Lý Văn An")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.env["cdht.citizen"].create(
            [{"name": name, "unit_id": cls.agency.id} for name in cls.NAMES]
        )

    def order(self, people):
        people = self.env["cdht.unit"]._in_paper_order(people)
        return people.mapped("display_name")

    def test_by_given_name_unless_the_unit_says_otherwise(self):
        self.assertEqual(self.order(self.people), list(reversed(self.NAMES)))
        self.agency.people_order = "own"
        self.assertEqual(self.order(self.people), list(self.NAMES))

    def test_dragged_by_an_officer_of_the_unit(self):
        self.agency.people_order = "own"
        for place, person in enumerate(
            self.people[1] | self.people[2] | self.people[0]
        ):
            person.with_user(self.commune_user).unit_rank = place
        names = [self.NAMES[i] for i in (1, 2, 0)]
        self.assertEqual(self.order(self.people), names)
        dossiers = self.register(self.people)
        self.assertEqual(
            self.env["cdht.unit"]._in_paper_order(dossiers).citizen_id.mapped("name"),
            names,
        )

    def test_nobody_else_orders(self):
        self.give_login(self.people[0], self.citizen_user)
        for user in (self.citizen_user, self.chapter, self.commune_other):
            with self.assertRaises(AccessError):
                self.people[0].with_user(user).unit_rank = 9
        for user in (self.commune_user, self.chapter):
            with self.assertRaises(AccessError):
                self.agency.with_user(user).people_order = "own"

    def test_who_comes_stands_last(self):
        late = self.make_people(self.agency, 2)
        ranks = (self.people | late).mapped("unit_rank")
        self.assertEqual(ranks, [1, 2, 3, 4, 5])
        villager = self.make_people(self.village)
        self.assertEqual(villager.unit_rank, 1)
        villager.unit_id = self.agency
        self.assertEqual(villager.unit_rank, 6)
        self.people.action_archive()
        self.assertEqual(self.make_people(self.agency).unit_rank, 7)

    def test_one_query_for_the_places_of_a_long_list(self):
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.make_people(self.agency, 1)
        self.env.flush_all()
        one = self.env.cr.sql_log_count - before
        before = self.env.cr.sql_log_count
        self.make_people(self.agency, 80)
        self.env.flush_all()
        self.assertLessEqual(self.env.cr.sql_log_count - before, one)

    def test_an_issued_list_keeps_the_order_of_its_day(self):
        self.agency.people_order = "own"
        dossiers = self.register(self.people)
        self.carry(dossiers, "recognised", 9)
        decision = dossiers.decision_id
        printed = [row["name"] for row in decision._paper_rows()]
        self.assertEqual(printed, list(self.NAMES))
        self.people[0].unit_rank = 99
        self.agency.people_order = "given_name"
        self.assertEqual([row["name"] for row in decision._paper_rows()], printed)
