from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools.identity_number import (
    birth_year_of,
    mask,
    parse_identity_number,
    sex_of,
)


@tagged("post_install", "-at_install")
class TestIdentityNumber(BaseCase):
    def assertReads(self, values, number, padded=False):
        for value in values:
            with self.subTest(value=value):
                read = parse_identity_number(value)
                self.assertEqual((read.number, read.padded), (number, padded))
                self.assertEqual(read.valid, number is not None)
                self.assertFalse(read.blank)

    def test_twelve_digits_in_any_writing(self):
        """Separators, a text mark and full-width digits change nothing."""
        self.assertReads(
            [
                "020069266329",
                "  020069266329\u00a0",
                "020 069 266 329",
                "020.069.266.329",
                "020-069-266-329",
                "020069 - 266329",
                "'020069266329",
                "\ufeff020069266329",
            ],
            "020069266329",
        )
        self.assertReads([120069266329, 120069266329.0], "120069266329")

    def test_zeros_lost_in_a_spreadsheet(self):
        """Numbers of eleven or ten digits get their zeros back, and say so."""
        self.assertReads(
            [
                20069266329,
                20069266329.0,
                "20069266329",
                "20.069.266.329",
                "20,069,266,329",
                "20069266329.0",
                "20069266329,00",
                "2.0069266329E10",
                "2.0069266329E+10",
                "2,0069266329e+10",
            ],
            "020069266329",
            padded=True,
        )
        self.assertReads([1069266329, "1069266329"], "001069266329", padded=True)

    def test_everything_else_is_invalid(self):
        self.assertReads(
            [
                "02018801234X",
                "0201880123456",
                "123456789",  # the old identity card
                "123456789.0",
                123456789,
                "-20069266329",
                -20069266329,
                20069266329.5,
                20069266.3295,
                "20069266329.5",
                "2.00693E+10",  # what is displayed when the column is too narrow
                "2.00692663295E10",
                float("nan"),
                float("inf"),
                "không có",
                "x",
                0,
                True,
            ],
            None,
        )

    def test_blank(self):
        for value in (None, False, "", "  ", "\u00a0\u200b"):
            read = parse_identity_number(value)
            self.assertTrue(read.blank)
            self.assertFalse(read.valid)
            self.assertFalse(read.padded)
            self.assertIsNone(read.number)

    def test_text_is_what_stood_there(self):
        """Messages quote the cell, a whole figure without its decimal point."""
        self.assertEqual(parse_identity_number(123456789.0).text, "123456789")
        self.assertEqual(parse_identity_number(" 02018801234X ").text, "02018801234X")

    def test_sex_and_birth_year(self):
        for number, sex, year in (
            ("087084000999", "male", 1984),
            ("020163532337", "female", 1963),
            ("020200000001", "male", 2000),
            ("020307611729", "female", 2007),
            ("001599000001", "female", 2199),
            ("001899000001", "male", 2399),
        ):
            with self.subTest(number=number):
                self.assertEqual(sex_of(number), sex)
                self.assertEqual(birth_year_of(number), year)

    def test_mask(self):
        self.assertEqual(mask("020069261234"), "020•••••1234")
        self.assertEqual(mask(None), "")
        self.assertEqual(mask(False), "")
