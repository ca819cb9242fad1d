from odoo.tests import TransactionCase, tagged

from odoo.addons.cdht_module.tools.paper_text import (
    decimal,
    dotted,
    in_full,
    percent,
    percent_of,
    signed,
)
from odoo.addons.cdht_module.tools.rounding import half_up, places_of, rate


@tagged("post_install", "-at_install")
class TestRounding(TransactionCase):
    """A half goes up, one number of decimals in a column, a minus is a minus."""

    def test_a_half_goes_up(self):
        for number, places, expected in (
            (81.25, 1, "81.3"), (0.125, 2, "0.13"), (2.5, 0, "3"), (-81.25, 1, "-81.3"),
            (1.005, 2, "1.01"), (81.24, 1, "81.2"),
        ):  # fmt: skip
            self.assertEqual(str(half_up(number, places)), expected)
        self.assertEqual(rate(13, 16), 81.3)
        self.assertEqual(percent(13, 16), "81,3%")
        self.assertEqual(percent_of(1300, 1600), "81,3% (1.300/1.600)")
        self.assertIsNone(rate(1, 0))

    def test_every_half_of_small_shares_goes_up(self):
        """By whole numbers: 1000 · part / whole, rounded."""
        for whole in range(1, 401):
            for part in range(whole + 1):
                tenths = (2000 * part + whole) // (2 * whole)
                self.assertEqual(rate(part, whole), tenths / 10, (part, whole))

    def test_decimals_of_a_column(self):
        self.assertEqual(places_of([48.75, 65, 75.0]), 2)
        self.assertEqual(places_of([20, 30.0, 52.5]), 1)
        self.assertEqual(places_of([20, 30.0, 0]), 0)
        self.assertEqual(places_of([]), 0)
        self.assertEqual(decimal(65, 2), "65,00")
        self.assertEqual(decimal(48.75), "48,75")
        self.assertEqual(decimal(60.0), "60")

    def test_signs(self):
        self.assertEqual(signed(-1.7), "−1,7")
        self.assertEqual(signed(9.47), "+9,5")
        self.assertEqual(signed(-0.04), "0,0")
        self.assertEqual(dotted(-1200), "−1.200")
        self.assertEqual(percent(15, 1), "1.500,0%")

    def test_names_in_full(self):
        self.assertEqual(
            in_full("Tỷ lệ CDHT trong GĐ, DH, Cộng đồng học tập"),
            "Tỷ lệ “Công dân học tập” trong gia đình, dòng họ, cộng đồng học tập",
        )
        self.assertEqual(in_full("Tỷ lệ người DHL"), "Tỷ lệ người DHL")
