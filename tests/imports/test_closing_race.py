from unittest.mock import patch

from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged

from ..import_case import HEADER, person, workbook
from ..race_case import RaceCase


class TwoSessions(RaceCase):
    """Two transactions at once, each begun anew as a request is."""

    def setUp(self):
        super().setUp()
        self.one = self.enterContext(self.registry.cursor())
        self.two = self.enterContext(self.registry.cursor())
        self.enterContext(patch("odoo.service.model.time.sleep"))

    def _clear(self):
        self.one.rollback()
        self.two.rollback()
        super()._clear()

    def _campaign(self, cursor):
        """The open campaign, seen by the transaction that begins here."""
        env = api.Environment(cursor, self.env.uid, {})
        campaign = env["cdht.campaign"].browse(self.campaign_id)
        self.assertEqual(campaign.state, "open")
        return campaign

    def _now(self):
        """The state of the campaign and those of its dossiers, as committed."""
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            campaign = env["cdht.campaign"].browse(self.campaign_id)
            return campaign.state, campaign.assessment_ids.mapped("state")

    def _move(self, campaign, method, *arguments):
        """Call it as a request does: begun anew where it collided."""
        self.tries = 0

        def call():
            self.tries += 1
            return getattr(campaign, method)(*arguments)

        return retrying(call, campaign.env)


@tagged("post_install", "-at_install", "-standard", "cdht_concurrency")
class TestRegisteringWhileTheYearCloses(TwoSessions):
    """Two sessions at once: nobody stays registered in a closed year."""

    def test_registered_after_the_close_began(self):
        closing, registering = self._campaign(self.one), self._campaign(self.two)
        self.assertEqual(len(closing.assessment_ids), 1)
        self._move(registering, "action_register", self.people)
        self._move(closing, "action_close")
        self.assertEqual(self.tries, 2)
        self.assertEqual(self._now(), ("closed", ["rejected"] * 2))

    def test_restored_after_the_close_began(self):
        withdrawn = self._campaign(self.two).assessment_ids
        retrying(lambda: withdrawn.action_withdraw("Đi xa"), withdrawn.env)
        closing = self._campaign(self.one)
        self.assertEqual(closing.assessment_ids.mapped("state"), ["withdrawn"])
        retrying(lambda: withdrawn.action_restore("Đã về"), withdrawn.env)
        self._move(closing, "action_close")
        self.assertEqual(self._now(), ("closed", ["rejected"]))

    def test_closed_after_the_registering_began(self):
        closing, registering = self._campaign(self.one), self._campaign(self.two)
        self._move(closing, "action_close")
        with self.assertRaises(UserError) as caught:
            self._move(registering, "action_register", self.people)
        self.assertIn(registering.name, str(caught.exception))
        self.assertEqual(self.tries, 2)
        self.assertEqual(self._now(), ("closed", ["rejected"]))

    def test_both_at_the_same_moment(self):
        closing, registering = self._campaign(self.one), self._campaign(self.two)
        registering.action_register(self.people)
        registering.env.flush_all()
        with self.assertRaises(UserError):  # somebody is working on it
            self._move(closing, "action_close")
        self.two.commit()
        self._move(closing, "action_close")
        self.assertEqual(self._now(), ("closed", ["rejected"] * 2))


@tagged("post_install", "-at_install", "-standard", "cdht_concurrency")
class TestTwoImportsAtOnce(TwoSessions):
    """The same list, read by two clicks or by two officers: nobody is made twice."""

    def setUp(self):
        super().setUp()
        rows = [HEADER, person(name="Lò Văn Hai", id=None)]
        file = workbook({"Thôn Đua": rows})
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            values = {"campaign_id": self.campaign_id, "data_file": file}
            self.import_ids = env["cdht.import"].create([values, values]).ids

    def _clear(self):
        self.one.rollback()
        self.two.rollback()
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            env["cdht.import"].browse(self.import_ids).unlink()
        super()._clear()

    def _import(self, cursor, number):
        """An import, seen by the transaction that begins here."""
        env = api.Environment(cursor, self.env.uid, {})
        record = env["cdht.import"].browse(self.import_ids[number])
        self.assertEqual(record.state, "draft")
        return record

    def _people(self):
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            return env["cdht.citizen"].search_count(
                [("unit_id", "in", self.units), ("name", "=", "Lò Văn Hai")]
            )

    def test_one_import_twice(self):
        first, second = self._import(self.one, 0), self._import(self.two, 0)
        self._move(first, "action_import")
        self._move(second, "action_import")
        self.assertEqual((self.tries, second.state), (2, "done"))
        self.assertEqual(self._people(), 1)

    def test_two_imports_of_one_unit(self):
        first, second = self._import(self.one, 0), self._import(self.two, 1)
        self._move(first, "action_import")
        self._move(second, "action_import")
        self.assertEqual(self._people(), 1)
