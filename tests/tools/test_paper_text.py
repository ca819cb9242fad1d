from datetime import date

from odoo.tests import BaseCase, tagged

from odoo.addons.cdht_module.tools.paper_text import (
    blank_date,
    figure_and_words,
    hour_and_date,
    long_date,
    roman,
    text_lines,
    whole,
)


@tagged("cdht_unit")
class TestPaperText(BaseCase):
    def test_date_has_zeros_where_the_decree_wants_them(self):
        for day, text in (
            (date(2026, 12, 5), "ngày 05 tháng 12 năm 2026"),
            (date(2026, 2, 10), "ngày 10 tháng 02 năm 2026"),
            (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        ):
            self.assertEqual(long_date(day), text)

    def test_missing_date_leaves_day_and_month_to_write_in(self):
        text = blank_date(2026)
        self.assertEqual(text.count('class="blank"'), 2)
        self.assertEqual(text.striptags(), "ngày tháng năm 2026")

    def test_references_and_dates_stay_on_one_line(self):
        text = whole("số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020, <b> & Điều 1.")
        self.assertIn('<span class="whole">số 30/2020/NĐ-CP</span>', text)
        for part in ("ngày\xa005", "tháng\xa03", "năm\xa02020", "Điều\xa01."):
            self.assertIn(part, text)
        self.assertIn("&lt;b&gt; &amp;", text)

    def test_figures_in_words(self):
        for figure, text in (
            (0, "0 (không)"),
            (3, "03 (ba)"),
            (10, "10 (mười)"),
            (338, "338 (ba trăm ba mươi tám)"),
            (2000, "2.000 (hai nghìn)"),
        ):
            self.assertEqual(figure_and_words(figure), text)

    def test_hours_have_two_figures(self):
        day = date(2026, 11, 15)
        for hour, text in ((8, "08 giờ 00"), (19.5, "19 giờ 30"), (0, "…… giờ ……")):
            self.assertIn(text, hour_and_date(hour, day))

    def test_the_programmes_name_stays_together(self):
        for text in (
            "mô hình Công dân học tập giai đoạn",
            "mô hình “Công dân học tập”",
        ):
            self.assertIn("Công\xa0dân\xa0học\xa0tập", whole(text))

    def test_roman_numbers(self):
        for number, text in ((1, "I"), (4, "IV"), (19, "XIX"), (44, "XLIV")):
            self.assertEqual(roman(number), text)
        self.assertEqual(roman(399), "CCCXCIX")

    def test_lines_lose_what_the_template_adds(self):
        self.assertEqual(
            text_lines("- Như Điều …;\n\n Lưu: VT.\n"), ["Như Điều …", "Lưu: VT"]
        )
        self.assertEqual(text_lines(False), [])
