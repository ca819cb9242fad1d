"""Lists are judged row by row."""

import datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools.list_reader import (
    mark_duplicates,
    read_workbook,
)

from ..list_case import (
    AN,
    APPRAISED,
    BE,
    NINES,
    PLAIN,
    SELF,
    codes,
    plain,
    read,
    workbook,
)


@tagged("-at_install", "post_install")
class TestFindings(BaseCase):
    """Every code that needs no database, with what its message tells."""

    def _finding(self, row, code):
        (finding,) = (f for f in row.findings if f.code == code)
        return finding

    def _with(self, **cells):
        places = {"name": 1, "birth": 2, "sex": 3, "identity": 4, "group": 5}
        person = AN + NINES
        for key, value in cells.items():
            person[places.get(key) or int(key[1:]) + 5] = value
        return plain(person).rows[0]

    def test_good_row(self):
        row = self._with(name="  Lò\u00a0 Văn  An ")
        self.assertEqual((row.name, row.row, row.findings), ("Lò Văn An", 2, []))

    def test_name_missing(self):
        for blank in (None, "  ", "…"):
            finding = self._finding(self._with(name=blank), "name_missing")
            self.assertEqual((finding.severity, finding.column), ("error", "B"))
            self.assertEqual(finding.params, {"row": 2})

    def test_identity_number(self):
        for value in ("02009000000X", "0200900000011", 123456789, "không nhớ"):
            finding = self._finding(
                self._with(identity=value), "identity_number_invalid"
            )
            self.assertEqual(finding.params["value"], str(value))
            self.assertEqual(finding.column, "E")
        for value in (20090000001, 20090000001.0, "20090000001"):
            row = self._with(identity=value)
            finding = self._finding(row, "identity_number_padded")
            self.assertEqual(finding.params["value"], "020090000001")
            self.assertEqual(codes(row, "error"), set())
        self.assertEqual(codes(self._with(identity=None)), {"identity_number_missing"})

    def test_group(self):
        for value in (1, 1.0, "1", "01", "N1", "n 1", "Nhóm 1", "nhom I", "NHÓM SỐ 1"):
            self.assertEqual(self._with(group=value).group_code, "N1", value)
        for value, code in (
            ("Công nhân", "N2"),
            ("Nông dân", "N1"),
            ("LĐ nông thôn", "N1"),
            ("Cán bộ, công chức", "N3"),
            ("viên chức", "N3"),
            ("thợ sửa chữa", "N2"),
            # Of two groups, or of none.
            ("Lao động", None),
            ("Công", None),
            ("Nông dân, công nhân", None),
            ("Giáo viên, viên chức", None),
            ("Học sinh, sinh viên", None),
        ):
            self.assertEqual(self._with(group=value).group_code, code, value)
        for value, shown in ((9, "9"), ("Nhóm 9", "Nhóm 9"), (None, ""), (1.5, "1,5")):
            finding = self._finding(self._with(group=value), "group_unknown")
            self.assertEqual(finding.params, {"row": 2, "value": shown})

    def test_scores(self):
        for value, code, shown in (
            (None, "score_missing", ""),
            (" ", "score_missing", ""),
            (8.5, "score_not_integer", "8,5"),
            ("8.5", "score_not_integer", "8.5"),
            ("chín", "score_not_integer", "chín"),
            (True, "score_not_integer", "TRUE"),
            (datetime.date(2026, 10, 9), "score_not_integer", "09/10/2026"),
            (0, "score_out_of_range", "0"),
            (12, "score_out_of_range", "12"),
            ("-3", "score_out_of_range", "-3"),
        ):
            row = self._with(s4=value)
            finding = self._finding(row, code)
            self.assertEqual(codes(row), {code})
            self.assertEqual(finding.column, "J")
            self.assertEqual((finding.params["n"], finding.params["value"]), (4, shown))
        for value in ("9", 9.0, " 9 ", "9,0"):
            self.assertEqual(self._with(s4=value).self_scores[3], 9)

    def test_appraised_scores(self):
        given = [None, "8", 8.5, 0, *[None] * 6]
        sheet = read(PLAIN + SELF + APPRAISED, AN + NINES + given)
        row = sheet.rows[0]
        self.assertEqual(row.appraised_scores, [None, 8, *[None] * 8])
        self.assertEqual(codes(row), {"score_not_integer", "score_out_of_range"})
        self.assertEqual([f.column for f in row.findings], ["S", "T"])

    def test_bounds_are_the_callers(self):
        data = workbook(("Thôn A", [PLAIN + SELF, AN + [12] * 10]))
        (sheet,) = read_workbook(data, score_min=0, score_max=20)
        self.assertEqual(sheet.rows[0].findings, [])

    def test_list_against_number(self):
        finding = self._finding(self._with(sex="Nữ"), "sex_mismatch")
        self.assertEqual(finding.params, {"row": 2, "sex": "Nữ"})
        finding = self._finding(self._with(birth="18/02/1989"), "birth_year_mismatch")
        self.assertEqual(finding.params, {"row": 2, "year": 1989, "from_id": 1990})

    def test_a_day_that_no_calendar_has(self):
        for value in ("31/02/1990", "1990-02-31", "31 tháng 4 năm 1990", "32/13/1990"):
            row = self._with(birth=value)
            finding = self._finding(row, "birth_impossible")
            self.assertEqual(finding.params["value"], value)
            self.assertEqual(codes(row), {"birth_impossible"})
            self.assertEqual((row.birth_date, row.birth_year), (None, 1990))

    def test_birth_year_only(self):
        for value in (1990, "1990", 1990.0, "02/1990", "__/__/1990"):
            row = self._with(birth=value)
            self.assertEqual(codes(row), {"birth_year_only"}, value)
            self.assertEqual((row.birth_date, row.birth_year), (None, 1990))
        header = ["Họ tên", "Năm sinh", "CCCD", "Nhóm", *SELF]
        sheet = read(header, [AN[1], 1990, AN[4], 1, *NINES])
        row = sheet.rows[0]
        self.assertEqual((codes(row), row.birth_year), (set(), 1990))
        self.assertEqual(codes(self._with(birth="không rõ")), set())

    def test_duplicates(self):
        bad = ["", *AN[1:5], 7]
        again = [5, "Lò An", "18/02/1990", "Nam", 20090000001, 1]
        people = [bad, AN, BE, AN, again, bad]
        first = [PLAIN + SELF, *(person + NINES for person in people[:3])]
        second = [PLAIN + SELF, *(person + NINES for person in people[3:])]
        sheets = read_workbook(workbook(("Thôn B", first), ("Thôn A", second)))
        rows = [row for sheet in sheets for row in sheet.rows]
        mark_duplicates(rows)
        duplicate = "identity_number_duplicate"
        found = [duplicate in codes(row) for row in rows]
        self.assertEqual(found, [False, False, False, True, True, False])
        finding = self._finding(rows[4], duplicate)
        earlier = finding.params["unit"], finding.params["other"]
        self.assertEqual(earlier, ("Thôn B", 3))
        self.assertEqual([f.code for f in rows[4].reported], [duplicate])
