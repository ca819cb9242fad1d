"""The manual's pictures: each is one that `make pictures` makes, all are small."""

import ast
import unittest
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
FOLDER = CHECKOUT / "cdht_module" / "static" / "manual"
MOST = 2 * 2**20


def _made():
    """The names in the tables of demo_year/pictures.py."""
    script = (CHECKOUT / "demo_year" / "pictures.py").read_text(encoding="utf-8")
    tables = {
        node.targets[0].id: node.value
        for node in ast.parse(script).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    rows = [*tables["PHONES"].keys, *tables["PAPERS"].keys]
    rows += [shot.args[0] for shot in tables["SHOTS"].elts]
    return {row.value for row in rows}


class TestPictures(unittest.TestCase):
    def test_each_is_made_by_the_command(self):
        self.assertEqual({file.stem for file in FOLDER.iterdir()}, _made())

    def test_they_are_small(self):
        self.assertLess(sum(file.stat().st_size for file in FOLDER.iterdir()), MOST)


if __name__ == "__main__":
    unittest.main()
