"""The house: what docs/architecture.md says of it holds in the code."""

import re
import sys
import unittest
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT))

from devkit import moves, rooms  # noqa: E402

HOUSE = (CHECKOUT / "docs" / "architecture.md").read_text(encoding="utf-8")
# Those that the first rule of the house names.
ENDINGS = re.findall(r"`(_\w+)`", re.search(r"\n1\. A model(.|\n)*?\n2\. ", HOUSE)[0])
# Models whose subject takes more than two files in one room, and why.
LONG = {
    ("papers", "cdht.document"): "every paper, what it says, its entry in the register",
    ("dossiers", "cdht.assessment"): "the dossier, its moves, the receipt, its papers",
    (
        "lists",
        "cdht.proposal",
    ): "the list, its moves and papers, what their sentences may name",
    (
        "decisions",
        "cdht.decision",
    ): "the decision, its moves, paper, bonus, list, cover",
    ("imports", "cdht.import"): "two kinds of lists, their people, sheets and files",
}


class TestRooms(unittest.TestCase):
    def test_no_room_leans_to_its_right(self):
        leans = rooms.leans()
        wrong = [lean for lean in leans if (lean.room, lean.name) not in rooms.KNOWN]
        self.assertEqual(wrong, [], "\n".join(map(str, wrong)))
        needed = {(lean.room, lean.name) for lean in leans}
        self.assertEqual(rooms.KNOWN.keys() - needed, set(), "no longer needed")

    def test_no_method_is_overridden_within_a_room(self):
        self.assertEqual(rooms.overridden(), [])

    def test_a_model_has_one_file_in_a_room_or_two(self):
        self.assertEqual(rooms.scattered().keys(), LONG.keys())
        for piece in rooms.pieces():
            own = piece.model.replace(".", "_")
            with self.subTest(piece.file, room=piece.room):
                rest = piece.file.removeprefix(own)
                self.assertNotEqual(rest, piece.file, f"not named after {piece.model}")
                self.assertTrue(not rest or rest in ENDINGS, rest)

    def test_views_inherit_views_of_the_add_on_only_across_rooms(self):
        self.assertEqual(rooms.views_inherited_within_room(), [])

    def test_folders_and_tests_have_the_same_rooms(self):
        known = {*rooms.names()}
        for kind in rooms.FACES:
            folders = {p.name for p in (rooms.ADDON / kind).iterdir() if p.is_dir()}
            # `typst`: all that the engine of papers may read.
            self.assertLessEqual(folders - {"__pycache__", "typst"}, known, kind)
        tests = CHECKOUT / "tests"
        folders = {one.parent.name for one in tests.glob("*/test_*.py")}
        others = {"whole", "tools", "server", "guest", "packaging", "fuzz", "upgrade"}
        self.assertLessEqual(folders - others, known)

    def test_the_page_says_what_the_code_does(self):
        """`python3 -m devkit.rooms` renews it."""
        self.assertEqual(rooms.PAGE.read_text(encoding="utf-8"), rooms.text())

    def test_the_design_lists_every_move(self):
        """`python3 -m devkit.moves` renews it."""
        self.assertEqual(moves.PAGE.read_text(encoding="utf-8"), moves.text())
