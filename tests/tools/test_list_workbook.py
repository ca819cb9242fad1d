"""The bundled lists as they arrive; files that are no lists."""

import json
from pathlib import Path
from unittest import SkipTest

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools import list_reader
from odoo.addons.cdht_module.tools.list_reader import (
    RECOGNITION,
    incomplete,
    mark_duplicates,
    read_workbook,
)

from ..list_case import (
    AN,
    NINES,
    PLAIN,
    SELF,
    read,
    workbook,
)

COMMUNE = Path(__file__).resolve().parents[2] / "demo_year/communes/chau-son-2026"


@tagged("-at_install", "post_install")
class TestBundledCommune(BaseCase):
    """The commune that the project brings gives its expected result."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not COMMUNE.is_dir():
            raise SkipTest("The bundled commune is not beside these tests.")
        cls.expected = json.loads((COMMUNE / "expected.json").read_text("utf-8"))
        data = (COMMUNE / "danh-sach-2026.xlsx").read_bytes()
        cls.sheets = read_workbook(data)
        cls.rows = [row for sheet in cls.sheets for row in sheet.rows]
        mark_duplicates(cls.rows)

    def _expected(self, key):
        entries = self.expected[key]
        return {
            tuple(e[k] for k in ("sheet", "row", "code"))
            if isinstance(e, dict)
            else tuple(e)
            for e in entries
        }

    def _found(self, severity):
        return {
            (row.sheet, row.row, finding.code)
            for row in self.rows
            for finding in row.reported
            if finding.severity == severity
        }

    def test_rows_and_findings(self):
        good = [row for row in self.rows if not row.errors]
        self.assertIsNone(incomplete(self.sheets))
        self.assertEqual(len(self.rows), self.expected["rows"])
        self.assertEqual(len(good), self.expected["imported"])
        self.assertEqual(self._found("error"), self._expected("error_rows"))
        self.assertEqual(self._found("warning"), self._expected("warnings"))

    def test_units_groups_and_points(self):
        good = [row for row in self.rows if not row.errors]
        for unit, figures in self.expected["by_unit"].items():
            found = sum(row.sheet == unit for row in good)
            self.assertEqual(found, figures["imported"], unit)
        for group, figures in self.expected["by_group"].items():
            found = sum(row.group_code == group for row in good)
            self.assertEqual(found, figures["imported"], group)
        points = sum(
            own if given is None else given
            for row in good
            for own, given in zip(row.self_scores, row.appraised_scores, strict=True)
        )
        self.assertEqual(points, self.expected["points_final"])

    def test_earlier_titles(self):
        data = (COMMUNE / "da-cong-nhan-2022-2025.xlsx").read_bytes()
        (sheet,) = read_workbook(data, kind=RECOGNITION)
        self.assertEqual(len(sheet.rows), self.expected["history_rows"])
        self.assertFalse([row for row in sheet.rows if row.findings])
        for row in sheet.rows:
            self.assertTrue(row.number.isdigit() and row.symbol == "QĐ-UBND")
            self.assertTrue(row.date.year == row.year and row.unit_text)
            self.assertTrue(row.body_text.startswith("UBND "))


@tagged("-at_install", "post_install")
class TestKeptRows(BaseCase):
    def test_rows_come_back_as_they_were_read(self):
        """People, titles, figures; but for what was found, which was told."""
        people = read(PLAIN + SELF, [*AN, *NINES], [2, "Vi Bé", "1985", *[None] * 13])
        header = ["Họ tên", "CCCD", "Năm", "Số quyết định", "Ngày ký"]
        held = [AN[1], AN[4], 2024, "12/QĐ-UBND", "16/12/2024"]
        titles = read(header, held, kind=RECOGNITION)
        rows = [*people.rows, *titles.rows]
        self.assertEqual(len(rows), 3)
        parts = {"0": [(row, [n, None]) for n, row in enumerate(rows)]}
        data = list_reader.packed(parts, [1, 2])
        self.assertEqual(list_reader.unpacked_beside(data), [1, 2])
        self.assertIsNone(list_reader.unpacked(data, "3"))
        kept = list_reader.unpacked(data, "0")
        self.assertEqual(
            [facts for _row, facts in kept], [[0, None], [1, None], [2, None]]
        )
        for row, (again, _facts) in zip(rows, kept, strict=True):
            row.findings = []
            self.assertEqual(again, row)


@tagged("-at_install", "post_install")
class TestFiles(BaseCase):
    """Files that are no lists are refused with one clear reason."""

    def test_refused(self):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
        locked = ole + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
        header = workbook(("Thôn A", [PLAIN + SELF]))
        good = workbook(("Thôn A", [PLAIN + SELF, AN + NINES]))
        for data, code in (
            (b"", "wrong_file"),
            (b"a line of text\n", "wrong_file"),
            (b"<html><p>A</p></html>", "wrong_file"),
            (b"PK\x03\x04" + b"\0" * 40, "wrong_file"),
            (good[: len(good) // 2], "wrong_file"),
            (ole, "wrong_file"),
            (locked, "protected_file"),
            (workbook(("Thôn A", [])), "empty_file"),
            (header, "empty_file"),
        ):
            with self.assertRaises(list_reader.WorkbookError) as caught:
                read_workbook(data)
            self.assertEqual(caught.exception.code, code)
