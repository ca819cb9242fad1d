from odoo.tests import Form, tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestTypedWords(CommuneCase):
    """What an officer types is understood, and seen before it is kept."""

    def test_a_name_in_capitals_is_shown_as_papers_write_it(self):
        people = self.env["cdht.citizen"].with_user(self.commune_user)
        form = Form(people.with_context(default_unit_id=self.village.id))
        for typed, shown in (
            ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
            ("  nguyễn  văn an ", "Nguyễn Văn An"),
            ("A Nhơn Y Krông", "A Nhơn Y Krông"),
            ("Nguyễn Văn AN", "Nguyễn Văn AN"),
        ):
            form.name = typed
            with self.subTest(typed=typed):
                self.assertEqual(form.name, shown)

    def test_a_group_is_found_by_its_number(self):
        groups = self.env["cdht.labour.group"].with_user(self.chapter)
        for typed in ("1", "Nhóm 1", "nhom 1", "N1", "n1"):
            with self.subTest(typed=typed):
                found = [i for i, _name in groups.name_search(typed)]
                self.assertEqual(groups.browse(found).mapped("code"), ["N1"])
        everyone = [i for i, _name in groups.name_search("Nhóm")]
        self.assertEqual(groups.browse(everyone), groups.search([]))
