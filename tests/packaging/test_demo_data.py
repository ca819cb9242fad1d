"""What Odoo's own demonstration flag brings: little, and all of it usable."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from devkit import database, paths, postgres, setup  # noqa: E402

DB = "cdht_test_demo_data"
LOG = paths.LOGS / "demo-data.log"


class TestDemoData(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        setup.ensure()
        database.create(DB)
        cls.addClassCleanup(database.drop, DB)
        # Odoo loads it where all that the add-on stands on has its own.
        postgres.psql("UPDATE ir_module_module SET demo = true", DB)
        database.odoo(DB, "-i", paths.ADDON, "--with-demo", log=LOG)

    def test_it_loads(self):
        """Odoo would install the add-on without it, and only warn."""
        told = LOG.read_text()
        self.assertNotRegex(told, r" (WARNING|ERROR|CRITICAL) ")
        ((loaded,),) = postgres.psql(
            f"SELECT demo FROM ir_module_module WHERE name = '{paths.ADDON}'", DB
        )
        self.assertTrue(loaded)

    def test_what_there_is(self):
        """Six people in two villages; one village waits for its meeting."""
        states = postgres.psql(
            "SELECT state, count(*), count(DISTINCT unit_id) FROM cdht_assessment"
            " GROUP BY state ORDER BY state",
            DB,
        )
        self.assertEqual(states, [["registered", 3, 1], ["self_assessed", 3, 1]])


if __name__ == "__main__":
    unittest.main()
