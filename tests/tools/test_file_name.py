from odoo.tests import TransactionCase, tagged

from odoo.addons.cdht_module.tools.file_name import file_name


@tagged("post_install", "-at_install")
class TestFileName(TransactionCase):
    """Kind, number and year, in letters that every machine keeps."""

    def test_a_paper(self):
        self.assertEqual(file_name("Quyết định", "145", 2026), "Quyet-dinh-145-2026")

    def test_what_is_empty_is_left_out(self):
        self.assertEqual(file_name("Tờ trình", "", False, 2026), "To-trinh-2026")

    def test_nothing_but_letters_figures_and_hyphens(self):
        name = file_name("Biên bản", "Thôn Háng Ý / khu «2»", "\u200b", 2026)
        self.assertEqual(name, "Bien-ban-Thon-Hang-Y-khu-2-2026")

    def test_it_is_not_endless(self):
        self.assertLessEqual(len(file_name("Đơn vị " * 60)), 100)
