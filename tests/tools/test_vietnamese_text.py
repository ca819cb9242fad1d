import random
import re
import unicodedata
from functools import cmp_to_key

from psycopg2.errors import FeatureNotSupported

from odoo.tests import BaseCase, TransactionCase, tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.cdht_module.tools.vietnamese_text import (
    fold,
    match_key,
    normalise,
    sort_key_text,
    sort_name,
)


def words_of(text):
    return text.split()


# All that the oracle knows: a group a letter, its tones in the dictionary's order.
DICTIONARY = words_of("""
aàảãáạ ăằẳẵắặ âầẩẫấậ b c d đ eèẻẽéẹ êềểễếệ f g h iìỉĩíị j k l m n oòỏõóọ ôồổỗốộ
ơờởỡớợ p q r s t uùủũúụ ưừửữứự v w x yỳỷỹýỵ z
""")
PLACE = {
    character: (letter, tone)
    for letter, tones in enumerate(DICTIONARY)
    for tone, character in enumerate(tones)
}
FAMILIES = words_of("Hoàng Hoang Nguyễn Nguyên Đặng Dương Đinh Vi Ví Lý Ưng Âu Ân")
MIDDLES = words_of("Thị Thi Văn Vân Đức Quang Hữu Ngọc Minh")
GIVENS = words_of(
    "An Anh Ánh Ân Ấn Ba Bá Bả Bã Bạ Đào Dao Hoa Hoà Hoá Hương Hường Hưởng Hưỡng Hướng "
    "Hượng Huông Huơng Lan Lân Tú Tư Từ Tứ Thuý Thuỷ Thùy Uyên Ước Ý Yên Yến"
)


def compare_words(one, other):
    """Compare letter by letter, the shorter word first, then the one tone of each."""
    one = [PLACE[character] for character in one.lower()]
    other = [PLACE[character] for character in other.lower()]
    for (left, _), (right, _) in zip(one, other, strict=False):
        if left != right:
            return left - right
    if len(one) != len(other):
        return len(one) - len(other)
    return max(tone for _, tone in one) - max(tone for _, tone in other)


def compare_names(one, other):
    """Compare given names, then the other words from the left."""
    one, other = one.split(), other.split()
    one, other = one[-1:] + one[:-1], other[-1:] + other[:-1]
    for left, right in zip(one, other, strict=False):
        if result := compare_words(left, right):
            return result
    return len(one) - len(other)


def sample_names():
    """Names as people have them, and words of random letters; always the same."""
    chance = random.Random(244)
    for _ in range(700):
        middle = chance.sample(MIDDLES, chance.randrange(3))
        yield " ".join([chance.choice(FAMILIES), *middle, chance.choice(GIVENS)])
    for _ in range(300):
        words = []
        for _ in range(chance.randrange(1, 4)):
            letters = [
                chance.choice(chance.choice(DICTIONARY)[0])
                for _ in range(chance.randrange(1, 4))
            ]
            # A syllable carries one tone.
            spot = chance.randrange(len(letters))
            letters[spot] = chance.choice(DICTIONARY[PLACE[letters[spot]][0]])
            words.append("".join(letters))
        yield " ".join(words)


@tagged("post_install", "-at_install")
class TestNormalise(BaseCase):
    def test_spaces_of_every_kind(self):
        for text in (
            "  Hoàng  Thị \t Hường\r\n",
            "Hoàng\u00a0Thị\u2003\u3000Hường",
            "\ufeffHoàng \u200bThị\u202f\u200bHường\u200e",
            "Ho\u00adàng Th\u200bị Hường",
            "Hoàng\x00Thị\x0bHường",
        ):
            with self.subTest(text=text):
                self.assertEqual(normalise(text), "Hoàng Thị Hường")

    def test_composed(self):
        text = "Đặng Thị Thuỷ Ước"
        for form in ("NFC", "NFD"):
            self.assertEqual(normalise(unicodedata.normalize(form, text)), text)
        # Marks typed in another order.
        self.assertEqual(normalise("e\u0302\u0323 e\u0323\u0302"), "ệ ệ")

    def test_nothing(self):
        for nothing in (None, False, "", " \u00a0\u200b"):
            self.assertEqual(normalise(nothing), "")
            self.assertEqual(fold(nothing), "")
            self.assertEqual(match_key(nothing), "")
            self.assertEqual(sort_name(nothing), "")

    def test_fold(self):
        for text, folded in (
            ("Hoàng Thị Hường", "hoang thi huong"),
            (unicodedata.normalize("NFD", "HOÀNG THỊ HƯỜNG"), "hoang thi huong"),
            ("Đặng Ðức", "dang duc"),
            ("H’Hen  Niê – Êban", "h'hen nie - eban"),
            ("Trường PTDTBT TH&THCS “Châu Sơn”", 'truong ptdtbt th&thcs "chau son"'),
            ("Иван", "иван"),
        ):
            with self.subTest(text=text):
                self.assertEqual(fold(text), folded)
        every = " ".join(DICTIONARY)
        self.assertRegex(fold(every + every.upper()), r"\A[a-z ]+\Z")

    def test_match_key(self):
        for text, key in (
            ("Họ và tên", "ho va ten"),
            ("Thôn/đơn vị", "thon don vi"),
            ("Ngày, tháng,\nnăm sinh (*)", "ngay thang nam sinh"),
            ("Trường PTDTBT TH&THCS Châu Sơn", "truong ptdtbt th thcs chau son"),
            ("(…)", ""),
        ):
            with self.subTest(text=text):
                self.assertEqual(match_key(text), key)


@tagged("post_install", "-at_install")
class TestSortName(BaseCase):
    def assertOrder(self, *names, key=sort_name):
        keys = [key(name) for name in names]
        self.assertEqual(sorted(set(keys)), keys)

    def test_given_name_then_family_name(self):
        self.assertOrder("Vi Thị An", "Hoàng An Bình", "Vi An Bình", "An Thị Cúc")

    def test_all_level_tones_before_the_falling(self):
        """All Hương stand before all Hường, whatever the family name."""
        self.assertOrder("An Thị Hương", "Vi Thị Hương", "An Thị Hường", "Vi Thị Hường")

    def test_order_of_tones(self):
        self.assertOrder("Ba", "Bà", "Bả", "Bã", "Bá", "Bạ")

    def test_letters_outweigh_tones(self):
        """An accent that makes a letter counts as one, a tone only breaks a tie."""
        self.assertOrder("An", "Án", "Anh", "Ánh", "Ăn", "Ân", "Ba", "Dao", "Đa", "Đà")

    def test_alphabet(self):
        self.assertOrder(*(row[0] for row in DICTIONARY))

    def test_same_key(self):
        for names in (
            ("Vi Thị Hoà", "Vi Thị Hòa", "VI THỊ HOÀ", "vi  thị\u00a0hòa "),
            ("Mã Thuỷ", "Mã Thủy", unicodedata.normalize("NFD", "Mã Thuỷ")),
            ("H'Hen Niê", "H’Hen Niê"),
            ("Đinh Đào", "Ðinh Ðào"),
            ("Anna-Maria Vi", "Anna–Maria Vi"),
        ):
            with self.subTest(names=names):
                self.assertEqual(len({sort_name(name) for name in names}), 1)

    def test_remark_after_the_name(self):
        """A number or a remark in brackets is not the given name."""
        self.assertOrder(
            "Vi Thị Lan", "Vi Thị Lan 2", "Vi Thị Lan 10", "Vi Thị Lan (B)", "Vi Minh"
        )
        self.assertEqual(sort_name("Vi Thị Lan(B)"), sort_name("Vi Thị Lan (B)"))
        self.assertEqual(sort_name("Vi Thị Lan -"), sort_name("Vi Thị Lan"))

    def test_other_names(self):
        """A hyphenated given name stays one; other scripts stand last, told apart."""
        self.assertOrder("Vi Anna", "An Anna-Maria", "Vi Anna-Maria", "An Bình")
        self.assertOrder("Vi Zoe", "Vi Анна", "Vi Иван")
        self.assertOrder("Vi Muller", "Vi Müllers")

    def test_units(self):
        self.assertOrder(
            "Thôn 1",
            "Thôn 02",
            "Thôn 10",
            "Thôn Khe Cù",
            "Thôn Khe Pặn",
            "UBND xã",
            "Xóm A-B",
            "Xóm A / C",
            key=sort_key_text,
        )

    def test_against_another_comparison(self):
        """A thousand names sort like an oracle that compares them by a table."""
        names = sorted(sample_names())
        expected = sorted(names, key=cmp_to_key(compare_names))
        self.assertEqual(sorted(names, key=sort_name), expected)
        keys = [sort_name(name) for name in expected]
        for first, second, key, next_key in zip(
            expected, expected[1:], keys, keys[1:], strict=False
        ):
            self.assertEqual(compare_names(first, second) == 0, key == next_key)

    def test_shape_of_the_key(self):
        """Codes of a letter and a digit: what every collation sorts alike."""
        odd = ("Vi Thị Lan 20", "Ø 2½ ￦Ａ２", "𝔘 Иван ١٢ ፩", "'", "(A)", "Hồngđào")
        for name in (*sample_names(), *odd):
            self.assertTrue(re.fullmatch(r"([a-z][0-9])*", sort_name(name)), name)
        self.assertLessEqual(len(sort_name("Nguyễn Thị Hường")), 40)


@tagged("post_install", "-at_install")
class TestSortNameInDatabase(TransactionCase):
    def test_every_collation_sorts_alike(self):
        """PostgreSQL sorts keys as Python does, by each collation that it has."""
        # Raw SQL: the ORM sorts by the collation of the database only.
        names = [*sample_names()][::6] + ["Vi Иван", "Vi Thị Lan 2", "Anna-Maria Vi"]
        keys = sorted({sort_name(name) for name in names})
        shuffled = random.Random(1).sample(keys, len(keys))
        collations = self.env.execute_query(
            SQL(
                """
                SELECT collname FROM pg_collation
                WHERE collencoding IN (-1, pg_char_to_encoding(getdatabaseencoding()))
                  AND collname NOT LIKE '%%.%%' -- en_US.utf8 is there as en_US too
                """
            )
        )
        self.assertIn(("C",), collations)
        for (collation,) in collations:
            if not self._is_usable(collation):
                continue  # listed, but the server was built without ICU
            with self.subTest(collation=collation):
                rows = self.env.execute_query(
                    SQL(
                        "SELECT key FROM unnest(%s) AS key ORDER BY key COLLATE %s",
                        shuffled,
                        SQL.identifier(collation),
                    )
                )
                self.assertEqual([key for (key,) in rows], keys)

    def _is_usable(self, collation):
        try:
            with self.env.cr.savepoint(flush=False), mute_logger("odoo.sql_db"):
                self.env.execute_query(
                    SQL("SELECT 'a' < 'b' COLLATE %s", SQL.identifier(collation))
                )
        except FeatureNotSupported:
            return False
        return True
