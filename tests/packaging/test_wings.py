"""Wings come out by their folders and lines: nothing that stays names what is gone.

`python3 -m devkit.wings` installs what is left; that takes minutes.
"""

import ast
import csv
import sys
import tempfile
import unittest
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from devkit import paths, rooms, wings  # noqa: E402


def imported(addon, file):
    """The files or folders of the add-on that a file imports from."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.ImportFrom):
            continue
        inside = f"odoo.addons.{paths.ADDON}."
        if node.level:
            start = file.parents[node.level - 1]
            parts = (node.module or "").split(".")
        elif (node.module or "").startswith(inside):
            start, parts = addon, node.module.removeprefix(inside).split(".")
        else:
            continue
        place = start.joinpath(*filter(None, parts))
        yield place
        if place.is_dir() and node.level and not node.module:
            yield from (place / alias.name for alias in node.names)


class TestWings(unittest.TestCase):
    def test_wings_say_which_wings_they_need(self):
        order, needs = rooms.names(), rooms.needs()
        for wing, named in rooms.wings_named().items():
            self.assertLessEqual(named, needs[wing], wing)
        for room, needed in needs.items():
            for wing in needed:
                self.assertIn(wing, rooms.wings())
                self.assertLess(order.index(wing), order.index(room))

    def test_nothing_that_stays_names_what_is_gone(self):
        homes, before = rooms.homes(), rooms.ADDON
        imports = [
            (file.relative_to(before), place.relative_to(before))
            for file in before.rglob("*.py")
            if file.name != "__init__.py"  # those change
            for place in imported(before, file)
        ]
        for wing in rooms.wings():
            going = wings.with_those_that_need_it(wing)
            with self.subTest(wing), tempfile.TemporaryDirectory() as folder:
                addon = wings.copy(Path(folder), "static", "i18n", "migrations")
                wings.take_out(addon, going)
                manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
                for name in manifest["data"]:
                    self.assertTrue((addon / name).is_file(), name)
                named = [
                    (addon / file, addon / place)
                    for file, place in imports
                    if (addon / file).is_file()
                ]
                for file in addon.rglob("__init__.py"):
                    named += [(file, place) for place in imported(addon, file)]
                for file, place in named:
                    there = place.is_dir() or place.with_suffix(".py").is_file()
                    self.assertTrue(there, f"{file}: {place}")
                models = {
                    f"model_{model.replace('.', '_')}"
                    for model, room in homes.items()
                    if room in going
                }
                for name in ("ir.model.access.csv", "ir.rule.csv"):
                    with (addon / "security" / name).open(encoding="utf-8") as rows:
                        left = {row[2] for row in csv.reader(rows)}
                    self.assertFalse(left & models)
                for gone in going:
                    self.assertEqual(list(addon.glob(f"*/{gone}")), [])
