"""Tests with several real transactions at once; what they commit is cleared."""

from odoo import api
from odoo.tools import SQL, mute_logger

from .common import YEAR, CommuneCase

# What a test leaves behind, by the column that leads to its units.
_LEFT = (
    ("cdht_report", "area_id"),
    ("cdht_trace", "unit_id"),
    ("cdht_trace_chain", "commune_id"),
    ("cdht_assessment", "unit_id"),
    ("cdht_proposal", "unit_id"),
    ("cdht_campaign", "unit_id"),
    ("cdht_citizen", "unit_id"),
    ("cdht_unit", "id"),
)


class RaceCase(CommuneCase):
    """A commune that is really committed, for transactions of their own."""

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
        self.enterContext(mute_logger("odoo.sql_db", "odoo.service.model"))

    def _clear(self):
        """By SQL: dossiers and traces are never deleted otherwise."""
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
