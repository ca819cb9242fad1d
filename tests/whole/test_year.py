"""The bundled commune's year, by the script that `make demo` runs."""

import ast
import importlib
import json
import sys
from collections import Counter
from pathlib import Path
from unittest import SkipTest

from odoo.tests import BaseCase, TransactionCase, tagged

from odoo.addons.cdht_module.models.figures.cdht_statistic import MEASURES

from .. import year_count

CHECKOUT = Path(__file__).resolve().parents[2]
COMMUNE = CHECKOUT / "demo_year/communes/chau-son-2026"
# Papers that the year did not need, printed and taken back.
TAKEN_BACK = "variants.py"
LISTS = ("error_rows", "warnings")  # compared as sets of sheet, row and code


def chapter(name):
    """A module of demo_year, which stands beside the tests in a checkout only."""
    sys.path.insert(0, str(CHECKOUT))
    try:
        return importlib.import_module(f"demo_year.{name}")
    finally:
        sys.path.remove(str(CHECKOUT))


@tagged("-at_install", "post_install")
class TestYear(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not COMMUNE.is_dir():
            raise SkipTest("The bundled commune is not beside these tests.")
        story = chapter("story")
        cls.place, cls.lists, cls.decision = story.carry(
            cls.env, COMMUNE, story.draw_passwords(), story.Phases(), cls.env.flush_all
        )
        cls.summary = chapter("summary").count(cls.lists)
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
            units[key]: users[login] for login, key in chapter("story").CHAPTERS.items()
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
        before = self.env["cdht.trace"].search_count([("move", "!=", "import")])
        people = self.env["cdht.citizen"].search_count([])
        again = chapter("lists").read(self.place, COMMUNE)
        self.assertEqual(again.imported_count, self.expected["imported"])
        summary = chapter("summary").count(again)
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
        campaign = chapter("next_year").open_next_year(self.place)
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
        summary = chapter("summary").count(self.lists)
        self.assertEqual(summary, self.summary, "it does not count in 2026")

    def test_every_figure_equals_a_plain_count(self):
        """Each unit, each year, each measure; then the commune as their sum."""
        counted = year_count.count(self.env)
        Statistic = self.env["cdht.statistic"]
        years = sorted({year for _unit, year in counted})
        self.assertEqual(years, [2022, 2023, 2024, 2025, 2026])
        units = self.env["cdht.unit"].search([])
        figures = Statistic._figures(units, years)
        people = Statistic._breakdown(units, years)
        groups = {g.id: g.code for g in self.env["cdht.labour.group"].search([])}
        groups[None] = ""
        ethnicities = {e.id: e.name for e in self.env["cdht.ethnicity"].search([])}
        ethnicities[None] = ""
        for unit in units:
            below = units.filtered(
                lambda other, path=unit.parent_path: other.parent_path.startswith(path)
            )
            for year in years:
                cells = Counter()
                for other in below:
                    cells.update(counted.get((other.id, year), {}))
                with self.subTest(unit=unit.name, year=year):
                    found = figures[unit.id, year]
                    self.assertEqual(
                        {name: found[name] for name in MEASURES},
                        {name: cells[name] for name in MEASURES},
                    )
                    self.assertEqual(people[unit.id, year]["women"], cells["women"])
                    for name, label, keys in (
                        ("groups", "group", groups),
                        ("ethnicities", "ethnicity", ethnicities),
                        ("ages", "age", {band: band for band in ("", *"abcde")}),
                    ):
                        for key, value in keys.items():
                            self.assertEqual(
                                people[unit.id, year][name].get(value, 0),
                                cells[f"{label} {key}"],
                                (label, value),
                            )
                    minority = sum(
                        cells[f"ethnicity {key}"]
                        for key, value in ethnicities.items()
                        if value not in ("", "Kinh")
                    )
                    self.assertEqual(people[unit.id, year]["minority"], minority)
        commune = self.place.units["chau-son"]
        now = figures[commune.id, 2026]
        self.assertEqual(now["recognised"], self.expected["recognised"])
        self.assertEqual(now["outstanding"], self.expected["outstanding"])
        self.assertEqual(now["registered"], self.expected["imported"])

    def test_pivots_and_graphs_show_the_same(self):
        """What a grouped view reads is the sum of the same rows, for who reads them."""
        counted = year_count.count(self.env)
        office = self.place.as_user("xa")["cdht.statistic"]
        rows = office._read_group(
            [], ["unit_id", "year"], [f"{name}:sum" for name in MEASURES]
        )
        self.assertGreater(len(rows), 40)
        for unit, year, *numbers in rows:
            cells = counted[unit.id, year]
            self.assertEqual(
                dict(zip(MEASURES, numbers, strict=True)),
                {name: cells[name] for name in MEASURES},
            )

    def test_targets_beside_the_imported_titles(self):
        """2022-2025 from titles alone, 2026 from the year's dossiers."""
        found = {}
        for target in self.place.plan.target_ids:
            found[target.year, target.metric_id.code] = target
        for year in range(2022, 2027):
            for code in ("in_learning", "in_units"):
                target = found[year, code]
                self.assertTrue(target.result_text, (year, code))
                share = 100 * target.part / target.whole
                self.assertAlmostEqual(target.result, share, delta=0.051)
        self.assertFalse(found[2025, "digital"].result_text)
        self.assertTrue(found[2026, "digital"].result_text)
        self.assertIn("Cần xác nhận", found[2025, "column_4"].finding)

    def test_the_second_reader_finds_nothing(self):
        findings = self.env["cdht.paper.finding"].search([])
        self.assertEqual(findings.mapped("text"), [])

    def test_a_citizen_can_log_in(self):
        chapter("portal").give_citizen_login(self.place, "mat-khau-thu")
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
        for file in sorted((CHECKOUT / "demo_year").glob("*.py")):
            if file.name != TAKEN_BACK:
                for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                    yield file.name, node

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
