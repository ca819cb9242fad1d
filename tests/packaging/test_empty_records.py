"""No field of text is given a record.

``row and row.text`` is the empty *record* where there is none, and a field of text
prints it: “cdht.authority()”. Such a condition says what stands there otherwise:
``row.text if row else False``.
"""

import ast
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from devkit import paths  # noqa: E402

_TEXTS = {"Char", "Text", "Html"}


def _text_fields(trees):
    """The names of all fields of text."""
    return {
        target.id
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Call)
        and isinstance(node.value.func, ast.Attribute)
        and node.value.func.attr in _TEXTS
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _given(tree, names):
    """The expressions that ``tree`` gives to fields of those names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            targets = (t for t in node.targets if isinstance(t, ast.Attribute))
            if any(target.attr in names for target in targets):
                yield node.value
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if isinstance(key, ast.Constant) and key.value in names:
                    yield value
        elif isinstance(node, ast.FormattedValue):
            yield node.value


def _may_be_a_record(node):
    """The ``x and …`` in what ``node`` may give."""
    if isinstance(node, ast.IfExp):
        return _may_be_a_record(node.body) + _may_be_a_record(node.orelse)
    if not isinstance(node, ast.BoolOp):
        return []
    found = [found for value in node.values for found in _may_be_a_record(value)]
    is_bare = isinstance(node.values[0], ast.Name | ast.Attribute)
    return found + [node] * (isinstance(node.op, ast.And) and is_bare)


class TestEmptyRecords(unittest.TestCase):
    def findings(self, tree, names):
        return [
            f"{found.lineno}: {ast.unparse(found)}"
            for value in _given(tree, names)
            for found in _may_be_a_record(value)
        ]

    def test_no_text_is_a_record(self):
        addon = paths.CHECKOUT / paths.ADDON
        trees = {file: ast.parse(file.read_text()) for file in addon.rglob("*.py")}
        names = _text_fields(trees.values())
        self.assertIn("competent_note", names)
        wrong = [
            f"{file.relative_to(paths.CHECKOUT)}:{finding}"
            for file, tree in trees.items()
            for finding in self.findings(tree, names)
        ]
        self.assertFalse(wrong, "\n".join(wrong))

    def test_what_is_found(self):
        wrong = (
            "r.note = row and row.text",
            "r.note = r.note or (r.unit_id and r.unit_id.name)",
            "vals = {'note': unit and unit.name}",
            "f'{unit and unit.name}'",
        )
        right = (
            "r.note = row.text if row else False",
            "r.note = len(rows) > 1 and rows[0].text",
            "r.row_id = row and row.other_id",
        )
        for source in wrong:
            with self.subTest(source):
                self.assertEqual(len(self.findings(ast.parse(source), {"note"})), 1)
        for source in right:
            with self.subTest(source):
                self.assertEqual(self.findings(ast.parse(source), {"note"}), [])
