"""A good guest: the host's other apps look and run as they did before.

An office with hr, account, project and website, two companies, an employee and a
supplier with a portal login is looked at three times: before the add-on is installed,
with it, and after it was uninstalled.
"""

import json
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from devkit import database, paths, setup  # noqa: E402

DB = f"{os.environ.get('DB') or 'cdht_test'}_guest"
LOG = paths.LOGS / f"{DB}.log"
UNCLEAN = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) .*", re.M)


def office(steps, name):
    """Carry out steps of `host.py` in one process; return what `look` found."""
    host = Path(__file__).with_name("host.py")
    file = paths.TMP / f"{DB}-{name}.json"
    command = [paths.VENV_PYTHON, "-m", "devkit.launch", DB, host, steps, file]
    with LOG.open("a") as log:
        subprocess.run(
            [str(part) for part in command],
            check=True,
            cwd=CHECKOUT,
            stdout=log,
            stderr=log,
        )
    return json.loads(file.read_text())


def odoo_log_of_install():
    """Install the add-on and return the log of it."""
    file = paths.LOGS / f"{DB}-install.log"
    database.odoo(DB, "-i", paths.ADDON, log=file)
    return file.read_text()


class TestGoodGuest(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        setup.ensure()
        LOG.unlink(missing_ok=True)
        database.create(DB, *database.GUEST)
        cls.addClassCleanup(database.drop, DB)
        cls.before = office("furnish,look", "before")
        cls.install_log = odoo_log_of_install()
        mark = LOG.stat().st_size
        cls.beside = office("look,use,uninstall", "beside")
        cls.after = office("look", "after")
        cls.later_log = LOG.read_bytes()[mark:].decode()

    def _assert_unchanged(self, key):
        self.assertTrue(self.before[key], "something to compare")
        self.assertEqual(self.beside[key], self.before[key])
        self.assertEqual(self.after[key], self.before[key])

    def test_menus_of_a_plain_internal_user(self):
        self.assertIn("Employees", " ".join(self.before["menus"]))
        self._assert_unchanged("menus")

    def test_what_internal_and_portal_users_are(self):
        self._assert_unchanged("groups")

    def test_foreign_access_lists(self):
        self._assert_unchanged("access")

    def test_foreign_rules(self):
        self._assert_unchanged("rules")

    def test_foreign_crons(self):
        self._assert_unchanged("crons")

    def test_an_invoice(self):
        self.assertIn("Sổ tay", self.before["invoice"]["text"])
        self._assert_unchanged("invoice")

    def test_the_suppliers_page(self):
        for address, page in self.before["my"].items():
            self.assertEqual(page["status"], "200 OK", address)
            for key in ("status", "shows"):
                self.assertEqual(self.beside["my"][address][key], page[key], address)
                self.assertEqual(self.after["my"][address][key], page[key], address)

    def test_the_suppliers_page_costs_no_query_more(self):
        for address, page in self.before["my"].items():
            self.assertGreater(page["queries"], 0, address)
            self.assertLessEqual(
                self.beside["my"][address]["queries"], page["queries"], address
            )

    def test_pages_of_what_went_wrong(self):
        self._assert_unchanged("faults")

    def test_it_was_there(self):
        self.assertFalse(any(self.before["left"].values()))
        self.assertIn("cdht_unit", self.beside["left"]["tables"])

    def test_nothing_is_left(self):
        self.assertEqual(self.after["left"], self.before["left"])

    def test_a_clean_log(self):
        self.assertEqual(UNCLEAN.findall(self.install_log), [])
        self.assertEqual([line[0] for line in UNCLEAN.finditer(self.later_log)], [])
