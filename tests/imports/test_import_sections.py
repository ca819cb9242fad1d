"""Several units in one sheet, and one person in several spellings."""

from odoo.tests import tagged

from ..import_case import AN, BE, CHI, HEADER, ImportCase, person, workbook


@tagged("-at_install", "post_install")
class TestImportSections(ImportCase):
    """A title between the rows says whose people follow."""

    def sheet(self, *rows, name="Danh sách"):
        return workbook({name: [HEADER, *rows]})

    def test_each_section_is_its_units(self):
        record = self.read(
            self.sheet(
                ["I", "THÔN MỘT"], person(), ["", "Cộng thôn Một: 1 người"],
                ["II", "THÔN HAI"], person(BE), person(CHI),
            )
        )  # fmt: skip
        self.assertEqual(record.state, "done")
        units = {
            dossier.citizen_id.name: dossier.unit_id
            for dossier in self.campaign.assessment_ids
        }
        self.assertEqual(
            units,
            {AN["name"]: self.village, BE["name"]: self.village_2,
             CHI["name"]: self.village_2},
        )  # fmt: skip

    def test_sections_in_a_sheet_of_one_unit(self):
        """The sheet's name, or the officer's choice, is for rows without a title."""
        record = self.make_import(
            self.sheet(person(), ["", "II. Thôn Hai"], person(BE), name="Thôn Một")
        )
        record.action_import()
        units = self.campaign.assessment_ids.sorted("id").unit_id
        self.assertEqual(units, self.village | self.village_2)

    def test_an_unknown_unit_is_never_passed_over(self):
        record = self.read(
            self.sheet(["", "Thôn Một"], person(), ["", "Thôn Lạ"], person(BE))
        )
        issue = record.issue_ids.filtered(lambda issue: issue.severity == "error")
        self.assertEqual((issue.code, issue.row), ("unit_unknown", 5))
        self.assertIn("Thôn Lạ", issue.message)
        self.assertEqual(self.campaign.assessment_ids.unit_id, self.village)

    def test_titles_that_name_no_unit_change_nothing(self):
        record = self.read(
            self.sheet(
                ["", "Nhóm nông dân"], person(), ["", "Trang 2"], name="Thôn Một"
            )
        )
        self.assertEqual(record.state, "done")
        self.assertEqual(self.campaign.assessment_ids.unit_id, self.village)


@tagged("-at_install", "post_install")
class TestOneSpelling(ImportCase):
    """Who is written otherwise is the same person, and keeps the years running."""

    def test_without_a_number(self):
        self.read({"Thôn Một": [person(BE, name="Lý Thị Thuý Hoà", id="")]})
        before = self.campaign.assessment_ids.citizen_id
        for name in ("Lý Thị Thúy Hòa", "LÍ THỊ THUÝ HOÀ", "Bà Lý Thị Thúy Hoà"):
            self.read({"Thôn Một": [person(BE, name=name, id="", scores=8)]})
            self.assertEqual(self.campaign.assessment_ids.citizen_id, before, name)

    def test_another_tone_is_another_person(self):
        self.read({"Thôn Một": [person(BE, name="Lý Thị Hoa", id="")]})
        self.read({"Thôn Một": [person(BE, name="Lý Thị Hoà", id="")]})
        self.assertEqual(len(self.campaign.assessment_ids.citizen_id), 2)
