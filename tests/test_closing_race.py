from unittest.mock import patch

from odoo import api
from odoo.exceptions import UserError
from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from .common import YEAR, CommuneCase

# What this class leaves behind, by the column that leads to its units.
_LEFT = (
    ("cdht_report", "area_id"),
    ("cdht_trace", "unit_id"),
    ("cdht_assessment", "unit_id"),
    ("cdht_proposal", "unit_id"),
    ("cdht_campaign", "unit_id"),
    ("cdht_citizen", "unit_id"),
    ("cdht_unit", "id"),
)


@tagged("post_install", "-at_install", "-standard", "cdht_concurrency")
class TestRegisteringWhileTheYearCloses(CommuneCase):
    """Two sessions at once: nobody stays registered in a closed year."""

    def setUp(self):
        super().setUp()
        # Transactions of their own see only what is committed, so it is cleared.
        with self.registry.cursor() as cursor:
            env = api.Environment(cursor, self.env.uid, {})
            Unit = env["cdht.unit"]
            commune = Unit.create({"name": "Xã Đua", "unit_type": "commune"})
            village = Unit.create({"name": "Thôn Đua", "parent_id": commune.id})
            people = env["cdht.citizen"].create(
                [{"name": f"Người {n}", "unit_id": village.id} for n in range(2)]
            )
            campaign = env["cdht.campaign"].create(
                {"unit_id": commune.id, "year": YEAR}
            )
            campaign.action_open()
            campaign.action_register(people[0].ids)
            self.units, self.people = (village | commune).ids, people.ids
            self.campaign_id = campaign.id
        self.addCleanup(self._clear)
        self.one = self.enterContext(self.registry.cursor())
        self.two = self.enterContext(self.registry.cursor())
        self.enterContext(patch("odoo.service.model.time.sleep"))
        self.enterContext(mute_logger("odoo.sql_db", "odoo.service.model"))

    def _clear(self):
        """By SQL: dossiers and traces are never deleted otherwise."""
        self.one.rollback()
        self.two.rollback()
        with self.registry.cursor() as cursor:
            for table, column in _LEFT:
                cursor.execute(
                    SQL(
                        "DELETE FROM %s WHERE %s IN %s",
                        SQL.identifier(table),
                        SQL.identifier(column),
                        tuple(self.units),
                    )
                )

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
