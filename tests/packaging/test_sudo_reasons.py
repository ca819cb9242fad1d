"""Each `sudo()` has a reason of a kind from the table of CONTRIBUTING.md."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from devkit import sudo_reasons  # noqa: E402

KINDS = {"compare", "name"}


class TestSudoReasons(unittest.TestCase):
    def judge(self, *lines):
        source = "\n".join(["def method(self):", *(f"    {line}" for line in lines)])
        return sudo_reasons.judge(source, KINDS)

    def test_every_call_of_the_add_on_has_its_reason(self):
        self.assertEqual(sudo_reasons.findings(), [])

    def test_the_kinds_are_those_of_the_table_and_each_is_used(self):
        addon = sudo_reasons.paths.CHECKOUT / sudo_reasons.paths.ADDON
        text = "\n".join(file.read_text() for file in addon.rglob("*.py"))
        kinds = sudo_reasons.kinds()
        self.assertGreater(len(kinds), 5)
        self.assertFalse({kind for kind in kinds if f"# sudo: {kind}: " not in text})

    def test_a_reason_stands_above_a_call_or_in_its_line(self):
        reason = "# sudo: compare: whether there is any"
        self.assertEqual(self.judge(reason, "return self.sudo()"), [])
        self.assertEqual(self.judge(f"return self.sudo()  {reason}"), [])
        self.assertEqual(self.judge(reason, "for one in self.sudo():", "    pass"), [])
        several = (reason, "one = self.sudo()", "two = self.sudo()", "return one + two")
        self.assertEqual(self.judge(*several), [])
        self.assertEqual(self.judge("return self.sudo(False)"), [])

    def test_a_call_without_a_reason_is_found(self):
        self.assertIn("without a reason", self.judge("return self.sudo()")[0])
        self.assertIn("without a reason", self.judge("return self.sudo(True)")[0])
        self.assertIn("without a reason", self.judge("return self.sudo(flag=1)")[0])
        far = ("# sudo: compare: whether there is any", "a = 1", "", "self.sudo()")
        self.assertIn("5: ", self.judge(*far)[0])
        elsewhere = ("# sudo: compare: any", "one = self.sudo()", "def inner():")
        self.assertEqual(len(self.judge(*elsewhere, "    return self.sudo()")), 1)

    def test_a_reason_of_no_kind_or_without_words_is_found(self):
        wrong = ("# sudo: because: of that", "# sudo: compare", "# sudo: compare: ",
                 "# sudo: names of colleagues", "# sudo")  # fmt: skip
        for reason in wrong:
            with self.subTest(reason):
                self.assertEqual(len(self.judge(reason, "return self.sudo()")), 1)
