"""Lists of real structure with invented people, where they lie beside the checkout:
each gives the people whom it must give, or a finding that says why not."""

import json
from pathlib import Path

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools import list_reader
from odoo.addons.cdht_module.tools.vietnamese_text import spelling_key

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "cases" / "lists"
GROUPS = {
    "N1": "Nông dân và lao động nông thôn",
    "N2": "Công nhân, lao động tiểu thủ công, thợ sửa chữa thiết bị gia dụng",
    "N3": "Cán bộ quản lý, công chức, viên chức, nhân viên từ cấp xã trở lên, doanh"
    " nhân, quản lý doanh nghiệp",
}
# What these files tell in words in place of people.
REFUSED = {"S22c": "“Số định danh cá nhân”", "S36": "“Họ và tên”"}
FOUND = {"S43": {"birth_future", "birth_unreadable", "birth_young"}}
# People of whom it is said which number they have, and the file does not hold it
# (“không có”, “2.00817E+10”, “080.123.456”): an error each.
NUMBER_NOWHERE = {"S25": 3}


@tagged("-at_install", "post_install")
class TestOfficeLists(BaseCase):
    def test_expected_people(self):
        if not FOLDER.is_dir():
            self.skipTest("The lists are not beside this checkout.")
        cases = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))
        for name, case in cases.items():
            with self.subTest(name, what=case["what"]):
                self._check(name, case)

    def _check(self, name, case):
        sheets = list_reader.read_workbook(
            (FOLDER / case["file"]).read_bytes(),
            kind=case["kind"],
            groups=GROUPS,
            year=2027,
        )
        passed_over = set(case.get("skip") or ())
        lists = [
            sheet
            for sheet in sheets
            if sheet.is_list and sheet.visible and sheet.name not in passed_over
        ]
        gap = list_reader.incomplete(lists or sheets)
        self.assertEqual(gap and gap.missing[0], REFUSED.get(name))
        if gap:
            return
        rows = [row for sheet in lists for row in sheet.rows]
        if name in FOUND:
            codes = {finding.code for row in rows for finding in row.findings}
            self.assertLessEqual(FOUND[name], codes)
            return
        good = [row for row in rows if not row.errors]
        read = self._titles if case["kind"] == "recognition" else self._people
        told = list(read(good))
        missing = [one for one in case["expect"] if not self._is_among(one, told)]
        self.assertEqual(len(missing), NUMBER_NOWHERE.get(name, 0), missing)
        if name not in NUMBER_NOWHERE:
            self.assertEqual(len(good), len(case["expect"]))

    def _people(self, rows):
        for row in rows:
            given = [
                own if other is None else other
                for own, other in zip(
                    row.self_scores, row.appraised_scores, strict=True
                )
            ]
            yield self._person(row) | {
                "sex": row.sex,
                "id": row.identity.number,
                "group": row.group_code,
                "self": row.self_scores,
                "app": given,
            }

    def _titles(self, rows):
        for row in rows:
            yield self._person(row) | {
                "year": row.year,
                "number": row.number,
                "symbol": row.symbol,
                "date": row.date and row.date.isoformat(),
            }

    def _person(self, row):
        day = row.birth_date and row.birth_date.isoformat()
        return {"name": row.name, "birth": day or str(row.birth_year)}

    def _is_among(self, wanted, told):
        return any(
            all(self._same(key, value, one) for key, value in wanted.items())
            for one in told
        )

    def _same(self, key, wanted, one):
        if wanted is None or key == "unit":
            return True
        if key == "name":
            return spelling_key(wanted) == spelling_key(one["name"])
        if key == "birth":
            return one["birth"] in wanted.split("|")
        return one[key] == wanted
