"""What stands in a cell of a list: dates, births, sexes, scores, groups."""

import datetime

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools.list_reader.values import (
    parse_birth,
    parse_date,
    parse_group,
    parse_score,
    parse_sex,
)

from ..list_case import (
    GROUPS,
)


@tagged("-at_install", "post_install")
class TestCells(BaseCase):
    """What single cells say."""

    def test_dates(self):
        day = datetime.date(1990, 2, 8)
        for value in (
            day,
            datetime.datetime(1990, 2, 8, 7),
            "08/02/1990",
            "8-2-1990",
            "8.2.90",
            "8 / 2 / 1990",
            "1990-02-08",
            "08/02/1990 00:00:00",
            "ngày 8 tháng 2 năm 1990",
            32912.0,
            8021990,
            "08021990",
        ):
            self.assertEqual(parse_date(value), day, value)
        for value in ("", "31/02/1990", "hôm qua", 12, True, datetime.time(1)):
            self.assertIsNone(parse_date(value), value)

    def test_births(self):
        typed_over = datetime.date(1905, 6, 16)  # 1994 in a cell formatted as a date
        self.assertEqual(parse_birth(typed_over)[:2], (None, 1994))
        self.assertEqual(parse_birth("45")[:2], (None, 1945))
        self.assertEqual(parse_birth("khoảng 1950")[:2], (None, 1950))
        self.assertEqual(parse_birth("1950 hoặc 1951")[:2], (None, None))

    def test_sexes(self):
        for value, sex in (("Nam", "male"), ("NỮ", "female"), ("nu", "female")):
            self.assertEqual(parse_sex(value), sex)
        self.assertIsNone(parse_sex("1"))

    def test_scores(self):
        self.assertEqual(parse_score("", 1, 10), (None, None))
        self.assertEqual(parse_score("10", 1, 10), (10, None))
        self.assertEqual(parse_score("mười", 1, 10), (None, "score_not_integer"))

    def test_groups(self):
        self.assertEqual(parse_group("Nhóm hai", GROUPS), "N2")
        self.assertEqual(parse_group("3 (cán bộ)", GROUPS), "N3")
        for value in ("1, 2", "Nhóm", "Học sinh", 0, 12):
            self.assertIsNone(parse_group(value, GROUPS), value)
