"""Where a unit stands, what stands there twice, and how a wrong one goes."""

from datetime import date

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestPlaces(CommuneCase):
    def form(self, name, unit_type="village", parent=None):
        """The form of a new unit, filled by a manager, and what it warned of."""
        form = Form(self.env["cdht.unit"].with_user(self.manager))
        form.unit_type = unit_type
        form.parent_id = parent or self.commune
        form.name = name
        return form

    def warning(self, name, unit_type="village", parent=None):
        units = self.env["cdht.unit"].with_user(self.manager)
        unit = units.new(
            {
                "name": name,
                "unit_type": unit_type,
                "parent_id": (parent or self.commune).id,
            }
        )
        return (unit._onchange_place() or {}).get("warning", {}).get("message", "")

    def test_a_unit_stands_under_its_level(self):
        for unit_type, parent in (
            ("village", self.village),
            ("village", self.association),
            ("village", self.province),
            ("commune", self.commune),
            ("association", self.village),
            ("school", self.association),
            ("school", self.village),
            ("district", self.commune),
        ):
            with self.subTest(unit_type=unit_type, parent=parent.unit_type):
                self.assertRefused(
                    ValidationError, ["Đơn vị Thử", parent.name],
                    self.make_unit, "Đơn vị Thử", unit_type, parent,
                )  # fmt: skip
                self.assertIn(parent.name, self.warning("Thử", unit_type, parent))

    def test_what_moves_or_changes_its_type_is_judged_again(self):
        with self.assertRaises(ValidationError):
            self.village.parent_id = self.village_2
        with self.assertRaises(ValidationError):
            self.commune.unit_type = "village"

    def test_units_stand_where_they_do(self):
        school = self.make_unit("Trường Mẫu", "school")
        self.make_unit("Điểm trường Mẫu", "school", school)
        self.make_unit("Dòng họ Mẫu", "clan", self.village)
        district = self.make_unit("Huyện Mẫu", "district", self.province)
        self.make_unit("Xã Cũ", "commune", district)
        self.make_unit("Hội Khuyến học tỉnh Mẫu", "association", self.province)
        self.assertEqual(self.warning("Trường Hai", "school"), "")

    def test_a_name_stands_once_under_a_unit(self):
        self.assertRefused(
            ValidationError, [self.village.name, self.commune.name],
            self.make_unit, "thôn  một",
        )  # fmt: skip
        other = self.make_unit(self.village.name, parent=self.other_commune)
        with self.assertRaises(ValidationError):
            other.parent_id = self.commune
        # One that has ended leaves its name to its successor.
        self.village.date_to = date(2026, 6, 30)
        self.make_unit(self.village.name, date_from=date(2026, 7, 1))

    def test_likely_doubles_are_named_before_saving(self):
        self.assertIn("Thôn Một", self.warning("Mot"))
        self.assertIn("Thôn Một", self.warning("thôn mốt"))
        self.assertEqual(self.warning("Thôn Ba"), "")
        # Accents tell villages apart: what was named may be saved.
        self.form("Thôn Mốt").save()

    def test_a_wrong_unit_goes_while_nothing_hangs_on_it(self):
        """With the empty list that the open year gave it."""
        wrong = self.make_unit("Thôn Nhầm")
        self.env["cdht.proposal"]._ensure_open(self.campaign, wrong)
        wrong.with_user(self.manager).unlink()
        self.assertFalse(wrong.exists())

    def test_a_unit_with_people_stays(self):
        self.make_people(self.village_2)
        with self.assertRaises(UserError):
            self.village_2.with_user(self.manager).unlink()
        self.assertTrue(self.env["cdht.proposal"].search_count(
            [("unit_id", "=", self.village_2.id)]
        ))  # fmt: skip
