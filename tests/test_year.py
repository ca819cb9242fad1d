"""The bundled commune's year, by the script that `make demo` runs."""

import ast
import importlib
import json
import sys
from pathlib import Path
from unittest import SkipTest

from odoo.tests import BaseCase, TransactionCase, tagged

CHECKOUT = Path(__file__).resolve().parents[1]
COMMUNE = CHECKOUT / "devkit/communes/chau-son-2026"
SCRIPTS = ("year.py", "year_next.py", "year_setup.py", "year_summary.py")
LISTS = ("error_rows", "warnings")  # compared as sets of sheet, row and code


def devkit_module(name):
    """A module of devkit, which stands beside the tests in a checkout only."""
    sys.path.insert(0, str(CHECKOUT))
    try:
        return importlib.import_module(f"devkit.{name}")
    finally:
        sys.path.remove(str(CHECKOUT))


@tagged("-at_install", "post_install")
class TestYear(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not COMMUNE.is_dir():
            raise SkipTest("The bundled commune is not beside these tests.")
        year = devkit_module("year")
        cls.place, cls.lists, cls.decision = year.carry(
            cls.env, COMMUNE, year.draw_passwords(), year.Phases(), cls.env.flush_all
        )
        cls.summary = devkit_module("year_summary").count(cls.lists)
        cls.expected = json.loads((COMMUNE / "expected.json").read_text("utf-8"))

    def test_summary_equals_the_expected_one(self):
        self.assertEqual(self.summary.keys(), self.expected.keys())
        for key, expected in self.expected.items():
            found = self.summary[key]
            if key in LISTS:
                entries = {tuple(entry.values()) for entry in found}
                self.assertEqual(len(entries), len(found), "one entry each")
                self.assertEqual(entries, {tuple(e.values()) for e in expected}, key)
            else:
                self.assertEqual(found, expected, key)

    def test_everyone_has_arrived(self):
        dossiers = self.place.campaign.assessment_ids
        self.assertEqual(set(dossiers.mapped("state")), {"recognised", "rejected"})
        failed = dossiers.filtered(lambda dossier: dossier.state == "rejected")
        self.assertEqual(set(failed.mapped("outcome")), {"not_eligible"})
        self.assertFalse(any(failed.mapped("eligible")))
        lists = self.place.campaign.proposal_ids
        self.assertEqual(set(lists.mapped("state")), {"accepted"})
        self.assertEqual(self.decision.recognition_ids.assessment_id, dossiers - failed)
        five = dossiers.filtered(lambda dossier: dossier.grade == "passed_five")
        self.assertEqual(len(five), self.expected["outstanding"])

    def test_who_did_it_and_in_whose_place(self):
        moves = self.env["cdht.trace"]._read_group(
            [("move", "in", ("appraise", "propose"))],
            ["unit_id", "user_id", "on_behalf_of"],
            ["__count"],
        )
        users, units = self.place.users, self.place.units
        chapters = {
            units[key]: users[login]
            for login, key in devkit_module("year").CHAPTERS.items()
        }
        for unit, user, on_behalf_of, _count in moves:
            own = chapters.get(unit)
            self.assertEqual(user, own or users["xa"], unit.name)
            self.assertEqual(on_behalf_of, False if own else "chapter", unit.name)
        self.assertEqual(len({unit for unit, *_rest in moves}), 10)
        superuser = self.env["cdht.trace"].search(
            [("user_id", "=", self.env.uid), ("is_setting", "=", False)]
        )
        self.assertFalse(superuser)

    def test_the_same_files_again_change_nothing(self):
        data = devkit_module("year")
        before = self.env["cdht.trace"].search_count([("move", "!=", "import")])
        people = self.env["cdht.citizen"].search_count([])
        again = data._read_lists(self.place, COMMUNE)
        self.assertEqual(again.imported_count, self.expected["imported"])
        summary = devkit_module("year_summary").count(again)
        for key in ("history_rows", "recognised", "points_final", "imported"):
            self.assertEqual(summary[key], self.expected[key], key)
        self.assertEqual(
            {tuple(e.values()) for e in summary["error_rows"]},
            {tuple(e.values()) for e in self.expected["error_rows"]},
        )
        self.assertEqual(
            before, self.env["cdht.trace"].search_count([("move", "!=", "import")])
        )
        self.assertEqual(people, self.env["cdht.citizen"].search_count([]))

    def test_the_next_year_shows_every_step(self):
        campaign = devkit_module("year_next").open_next_year(self.place)
        self.assertEqual((campaign.year, campaign.state), (2027, "open"))
        self.assertLessEqual(
            {"registered", "self_assessed", "appraised", "proposed"},
            set(campaign.assessment_ids.mapped("state")),
        )
        self.assertNotIn("recognised", campaign.assessment_ids.mapped("state"))
        self.assertIn("submitted", campaign.proposal_ids.mapped("state"))
        year_of = [("campaign_id", "=", campaign.id)]
        self.assertEqual(self.env["cdht.petition"].search(year_of).state, "issued")
        self.assertEqual(self.env["cdht.decision"].search(year_of).state, "submitted")
        summary = devkit_module("year_summary").count(self.lists)
        self.assertEqual(summary, self.summary, "it does not count in 2026")

    def test_a_citizen_can_log_in(self):
        devkit_module("year_setup").give_citizen_login(self.place, "mat-khau-thu")
        user = self.place.users["congdan"]
        mine = self.env["cdht.assessment"].with_user(user).search([])
        self.assertEqual(mine.citizen_id.partner_id, user.partner_id)
        self.assertEqual(mine.mapped("year"), [2026])


@tagged("-at_install", "post_install")
class TestYearScript(BaseCase):
    """The year goes through the models' own methods, as users of the right roles."""

    def _nodes(self):
        if not COMMUNE.is_dir():
            self.skipTest("The script is not beside these tests.")
        for name in SCRIPTS:
            tree = ast.parse((CHECKOUT / "devkit" / name).read_text("utf-8"))
            for node in ast.walk(tree):
                yield name, node

    def test_no_superuser(self):
        for name, node in self._nodes():
            where = f"{name}:{getattr(node, 'lineno', '')}"
            if isinstance(node, ast.Attribute | ast.Name):
                word = node.attr if isinstance(node, ast.Attribute) else node.id
                forbidden = ("sudo", "SUPERUSER_ID", "execute", "execute_query")
                self.assertNotIn(word, forbidden, where)
            if isinstance(node, ast.keyword) and node.arg == "su":
                self.assertIs(node.value.value, False, where)

    def test_no_state_is_written(self):
        for name, node in self._nodes():
            where = f"{name}:{getattr(node, 'lineno', '')}"
            if isinstance(node, ast.Dict):
                keys = {k.value for k in node.keys if isinstance(k, ast.Constant)}
                self.assertFalse(keys & {"state", "stage_id"}, where)
            if isinstance(node, ast.Assign | ast.AugAssign):
                targets = getattr(node, "targets", None) or [node.target]
                written = {getattr(target, "attr", "") for target in targets}
                self.assertFalse(written & {"state", "stage_id"}, where)
