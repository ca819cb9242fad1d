from markupsafe import Markup

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools.word_changes import (
    Change,
    NoSentence,
    ValueTouched,
    changes,
    is_of,
    own_sentence,
    rewritten,
)

VALUES = {
    "số người": 5,
    "năm": "2026",
    "phụ lục": Markup('<span class="whole">Phụ lục\xa0I</span>'),
    "ngày": Markup('ngày <span class="blank"></span> tháng 12'),
    "không": "",
}


@tagged("post_install", "-at_install")
class TestChanges(BaseCase):
    """Paragraphs of a file beside ours."""

    def test_nothing_changed(self):
        self.assertEqual(changes(["a", "b"], ["a", "b"]), [])

    def test_rewritten_added_taken_out(self):
        ours = ["Điều 1. Công nhận năm người", "Hai.", "Điều 3. Có hiệu lực ngay"]
        theirs = ["Điều 1. Công nhận sáu người", "Điều 3. Có hiệu lực ngay", "Thêm."]
        self.assertEqual(
            changes(ours, theirs),
            [
                Change(0, ours[0], theirs[0]),
                Change(1, "Hai.", ""),
                Change(2, "", "Thêm."),
            ],
        )

    def test_what_is_not_alike_is_another_paragraph(self):
        self.assertEqual(
            changes(["Có hiệu lực từ ngày ký"], ["Chánh Văn phòng chịu trách nhiệm"]),
            [
                Change(0, "Có hiệu lực từ ngày ký", ""),
                Change(0, "", "Chánh Văn phòng chịu trách nhiệm"),
            ],
        )

    def test_far_more_is_no_correction(self):
        ours = [f"Đoạn {number} của văn bản." for number in range(20)]
        self.assertTrue(is_of(ours, [*ours, *["Thêm."] * 200]))
        self.assertFalse(is_of(ours, [*ours, *["Thêm."] * 2_000]))
        self.assertFalse(is_of(ours, [*ours, "hiệu lực " * 20_000]))

    def test_before_the_first(self):
        self.assertEqual(changes(["a"], ["x y", "a"]), [Change(-1, "", "x y")])

    def test_many_paragraphs(self):
        ours = [f"dòng {n} cũ" for n in range(300)]
        theirs = [f"dòng {n} mới" for n in range(300)]
        found = changes(ours, theirs)
        self.assertEqual(found[299], Change(299, "dòng 299 cũ", "dòng 299 mới"))


@tagged("post_install", "-at_install")
class TestRewritten(BaseCase):
    """A text gives back its fields where their values stand untouched."""

    def rewrite(self, template, new):
        return rewritten(template, VALUES.get, new)

    def test_words_around_a_field(self):
        self.assertEqual(
            self.rewrite(
                "Công nhận {số người} cá nhân.", "Tặng danh hiệu cho 5 cá nhân."
            ),
            "Tặng danh hiệu cho {số người} cá nhân.",
        )

    def test_another_value_is_refused(self):
        for text in ("Công nhận 6 cá nhân.", "Công nhận năm cá nhân.",
                     "Công nhận các cá nhân."):  # fmt: skip
            with self.subTest(text=text), self.assertRaises(ValueTouched) as caught:
                self.rewrite("Công nhận {số người} cá nhân.", text)
            self.assertEqual(caught.exception.field, "số người")

    def test_a_value_of_several_words_stands_whole(self):
        template = "Danh sách tại {phụ lục} kèm theo."
        self.assertEqual(
            self.rewrite(template, "Tên người ở Phụ lục I kèm theo."),
            "Tên người ở {phụ lục} kèm theo.",
        )
        with self.assertRaises(ValueTouched):
            self.rewrite(template, "Danh sách tại Phụ lục II kèm theo.")

    def test_a_value_goes_with_its_words(self):
        self.assertEqual(
            self.rewrite(
                "Công nhận {số người} cá nhân, năm {năm}.", "Công nhận 5 cá nhân."
            ),
            "Công nhận {số người} cá nhân.",
        )

    def test_what_may_fall_away_still_may(self):
        template = "Công nhận {số người} cá nhân[ (tại {phụ lục})]."
        self.assertEqual(
            self.rewrite(template, "Tặng 5 cá nhân (tại Phụ lục I)."),
            "Tặng {số người} cá nhân[ (tại {phụ lục})].",
        )
        self.assertEqual(
            self.rewrite(template, "Công nhận 5 cá nhân."),
            "Công nhận {số người} cá nhân.",
        )

    def test_what_fell_away_stays(self):
        self.assertEqual(
            self.rewrite(
                "Công nhận {số người} cá nhân[ ({không})].", "Tặng 5 cá nhân."
            ),
            "Tặng {số người} cá nhân[ ({không})].",
        )

    def test_ends(self):
        """“./.” and the full stop are the paper's; a colon is the writer's."""
        template = "Thi hành năm {năm}"
        self.assertEqual(
            self.rewrite(template, "Làm trong năm 2026./."), "Làm trong năm {năm}"
        )
        self.assertEqual(
            self.rewrite("Thi hành.", "Chịu trách nhiệm./."), "Chịu trách nhiệm."
        )
        self.assertEqual(self.rewrite("Thi hành.", "Như sau:"), "Như sau:")

    def test_the_first_letter(self):
        self.assertEqual(
            self.rewrite("[{không}, ]thủ trưởng các đơn vị.", "Thủ trưởng đơn vị."),
            "[{không}, ]thủ trưởng đơn vị.",
        )

    def test_blanks_of_all_kinds_are_one(self):
        self.assertEqual(
            self.rewrite(
                "Từ {ngày} năm {năm}.", "Kể từ ngày\xa0 tháng 12 năm\xa02026."
            ),
            "Kể từ {ngày} năm {năm}.",
        )

    def test_braces_are_no_words(self):
        for text in ("Công nhận {n} 5 cá nhân.", "Công nhận 5 cá nhân [x].", "5 ]"):
            with self.subTest(text=text), self.assertRaises(NoSentence):
                self.rewrite("Công nhận {số người} cá nhân.", text)
        with self.assertRaises(NoSentence):
            own_sentence("Có {năm}.")

    def test_a_sentence_of_their_own(self):
        self.assertEqual(own_sentence("Thêm\xa0 một câu./."), "Thêm một câu.")
        self.assertEqual(own_sentence("Như sau:"), "Như sau:")
