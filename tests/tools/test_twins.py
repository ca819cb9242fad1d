import time
from datetime import date

from odoo.tests import TransactionCase, tagged

from odoo.addons.cdht_module.tools.twins import Person, differing, twins

AN = "Lò Văn An"
BORN = date(1980, 3, 12)


def person(id_, name=AN, **vals):
    held = {
        "birth_year": 1980, "birth_date": None, "unit_id": 1, "number": "",
        "gender": "",
    }  # fmt: skip
    return Person(id_, name, **{**held, **vals})


@tagged("post_install", "-at_install")
class TestTwins(TransactionCase):
    """Who may be one person, and who is not."""

    def why(self, one, other):
        return twins([one, other]).get((one.id, other.id))

    def test_what_only_spelling_tells_apart(self):
        for one, other in (
            ("Hoàng Thị Thuý", "Hoàng Thị Thúy"),
            ("Lò Văn Hoà", "Lò Văn Hòa"),
            ("Vi Thị Lý", "Vi Thị Lí"),
            ("Đặng Văn An", "Ðặng Văn An"),
            (AN, "Ông Lò Văn An"),
            (AN, "LÒ VĂN  AN"),
        ):
            found = self.why(person(1, one), person(2, other))
            self.assertIn(found, ("spelling", "number"), (one, other))

    def test_a_digit_an_accent_a_birth_a_number(self):
        a, b = "020080000001", "020080000091"
        for one, other, why in (
            ({"number": a}, {"number": b}, "digit"),
            ({"number": a}, {"number": b, "unit_id": 2}, "digit"),
            ({"number": a}, {}, "number"),
            ({}, {"birth_year": 0}, "birth"),
            ({"birth_date": BORN}, {"birth_date": BORN, "unit_id": 2}, "number"),
            ({}, {"name": "Lo Van An"}, "accents"),
            ({}, {"name": "Lò Van An"}, "accents"),
            ({"birth_date": BORN}, {"name": "Lò An", "birth_date": BORN}, "near"),
        ):
            two = [
                person(n, **{"name": AN, **who}) for n, who in ((1, one), (2, other))
            ]
            self.assertEqual(self.why(*two), why, (one, other))

    def test_two_people_are_two(self):
        for one, other in (
            ({}, {"birth_year": 1981}),
            ({}, {"unit_id": 2}),
            ({"gender": "male"}, {"gender": "female"}),
            ({}, {"name": "Lò Văn Ân"}),
            ({}, {"name": "Lò Vân An"}),
            ({"birth_date": BORN}, {"birth_date": date(1980, 3, 13)}),
            ({"number": "020080000001"}, {"number": "020080000022"}),
            ({"number": "020080000001"}, {"number": "020080000002", "name": "Vi Ba"}),
            ({"name": "Lò Văn Nam"}, {"name": "Lò Văn Năm"}),
            ({"name": ""}, {"name": ""}),
        ):
            two = [
                person(n, **{"name": AN, **who}) for n, who in ((1, one), (2, other))
            ]
            self.assertIsNone(self.why(*two), (one, other))

    def test_one_pass_also_where_many_share_a_name(self):
        """Twenty thousand people, half of them of one name and year in one unit."""
        people = [person(n, "Triệu Thị Mùi") for n in range(10_000)]
        people += [
            person(n, f"Vi Văn {n}", unit_id=n % 50, number=f"{n:012}")
            for n in range(10_000, 20_000)
        ]
        begin = time.process_time()
        found = twins(people)
        self.assertLess(time.process_time() - begin, 15)
        self.assertLess(len(found), 20_000)

    def test_where_numbers_differ(self):
        self.assertEqual(differing("020080000001", "020080000091"), [11])
        self.assertEqual(differing("020080000001", ""), [])
