import random

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools.number_words import number_in_words

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def by_digits(number):
    """Read a number below 10^9 digit by digit: another way than the tool's."""
    if not number:
        return "không"
    figures = f"{number:09}"
    words, begun = [], False
    for start, unit in ((0, ["triệu"]), (3, ["nghìn"]), (6, [])):
        hundreds, tens, ones = (int(figure) for figure in figures[start : start + 3])
        if not hundreds + tens + ones:
            continue
        if begun or hundreds:
            words += [DIGITS[hundreds], "trăm"]
        if tens > 1:
            words += [DIGITS[tens], "mươi"]
        elif tens == 1:
            words.append("mười")
        elif ones and (begun or hundreds):
            words.append("lẻ")
        if ones == 1 and tens > 1:
            words.append("mốt")
        elif ones == 5 and tens:
            words.append("lăm")
        elif ones:
            words.append(DIGITS[ones])
        words += unit
        begun = True
    return " ".join(words)


def sample():
    """All numbers below 10,000, the edges, and 3,000 of every size up to 10^9."""
    chance = random.Random(2026)
    yield from range(10_000)
    for power in range(4, 10):
        yield from range(10**power - 3, min(10**power + 3, 10**9))
        yield from (chance.randrange(10 ** (power - 1), 10**power) for _ in range(500))
    # Figures with many zeros, where the readings differ.
    for _ in range(1_000):
        yield int("".join(chance.choice("000001459") for _ in range(9)))


@tagged("post_install", "-at_install")
class TestNumberWords(BaseCase):
    def test_office_reading(self):
        for number, words in (
            (0, "không"),
            (4, "bốn"),
            (10, "mười"),
            (15, "mười lăm"),
            (21, "hai mươi mốt"),
            (24, "hai mươi bốn"),
            (105, "một trăm lẻ năm"),
            (664, "sáu trăm sáu mươi bốn"),
            (1000, "một nghìn"),
            (1005, "một nghìn không trăm lẻ năm"),
            (1010, "một nghìn không trăm mười"),
            (2025, "hai nghìn không trăm hai mươi lăm"),
            (1_000_000, "một triệu"),
            (1_000_005, "một triệu không trăm lẻ năm"),
            (1_001_000, "một triệu không trăm lẻ một nghìn"),
            (21_000_115, "hai mươi mốt triệu một trăm mười lăm"),
        ):
            with self.subTest(number=number):
                self.assertEqual(number_in_words(number), words)

    def test_against_another_reading(self):
        differing = [n for n in sample() if number_in_words(n) != by_digits(n)]
        self.assertFalse(differing)

    def test_against_another_library(self):
        """vietnam-number reads as offices do, but for its spelling “lẽ”."""
        try:
            from vietnam_number import n2w
        except ImportError:
            self.skipTest("vietnam-number is not installed")
        differing = [
            number
            for number in sample()
            if n2w(str(number)).replace("lẽ", "lẻ") != number_in_words(number)
        ]
        self.assertFalse(differing)

    def test_beyond_a_billion(self):
        for number, words in (
            (10**9, "một tỷ"),
            (10**9 + 5, "một tỷ không trăm lẻ năm"),
            (1_005_000_000_000, "một nghìn không trăm lẻ năm tỷ"),
            (10**12 + 10**6, "một nghìn tỷ không trăm lẻ một triệu"),
            (10**15, "một triệu tỷ"),
        ):
            with self.subTest(number=number):
                self.assertEqual(number_in_words(number), words)

    def test_negative_and_whole_float(self):
        self.assertEqual(number_in_words(-5), "âm năm")
        self.assertEqual(number_in_words(-2025), f"âm {number_in_words(2025)}")
        self.assertEqual(number_in_words(15.0), "mười lăm")

    def test_refuses_what_is_no_whole_number(self):
        values = (85.5, float("nan"), float("inf"), "5", None, True, 10**18, -(10**18))
        for value in values:
            with self.subTest(value=value), self.assertRaises(ValueError):
                number_in_words(value)
