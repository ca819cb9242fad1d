"""The same year from other lists: invented people in another layout."""

import json
import tempfile
from pathlib import Path
from unittest import SkipTest

from odoo.tests import BaseCase, TransactionCase, tagged

from .test_year import CHECKOUT, LISTS, chapter

FOLDER = CHECKOUT / "demo_year/communes/danh-sach-chung-2026"


def setUpModule():
    if not FOLDER.is_dir():
        raise SkipTest("The bundled lists are not beside these tests.")


@tagged("-at_install", "post_install")
class TestOtherListsMade(BaseCase):
    def test_the_script_makes_what_is_bundled(self):
        with tempfile.TemporaryDirectory() as folder:
            chapter("other_lists").make(Path(folder))
            for file in FOLDER.iterdir():
                self.assertEqual(
                    Path(folder, file.name).read_bytes(), file.read_bytes(), file.name
                )


@tagged("-at_install", "post_install")
class TestOtherLists(TransactionCase):
    def test_the_year_is_as_counted(self):
        """Sections, births in one column, groups in words, .ods and .csv."""
        story = chapter("story")
        _place, lists, _decision = story.carry(
            self.env, FOLDER, story.draw_passwords(), story.Phases(), self.env.flush_all
        )
        summary = chapter("summary").count(lists)
        expected = json.loads((FOLDER / "expected.json").read_text("utf-8"))
        self.assertEqual(summary.keys(), expected.keys())
        for key, value in expected.items():
            found = summary[key]
            if key in LISTS:
                found = {tuple(entry.values()) for entry in found}
                value = {tuple(entry.values()) for entry in value}
            self.assertEqual(found, value, key)
