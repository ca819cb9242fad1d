import base64
import io
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import YEAR, CommuneCase
from ..form_file import blank_form, book, saved
from ..office_calc import saved as saved_by_office


class LevelFormCase(CommuneCase):
    """A form of the level above, filled in by the commune's officer."""

    def form(self, *cells, file=None, names=(), user=None, **vals):
        """``cells``: (address, figure) or (address, how often, code)."""
        lines = []
        for address, *told in cells:
            *repeat, code = told
            repeat = repeat[0] if repeat else "once"
            field = "person_field" if repeat == "people" else "figure"
            line = {"sheet": "Biểu", "address": address, "repeat": repeat, field: code}
            lines.append((0, 0, line))
        Form = self.env["cdht.level.form"].with_user(user or self.commune_user)
        return Form.create(
            {
                "name": "Biểu 01: Tổng hợp",
                "unit_id": self.commune.id,
                "file": file or blank_form(names),
                "filename": "bieu.xlsx",
                "cell_ids": lines,
                **vals,
            }
        )

    def window(self, form, user=None):
        Window = self.env["cdht.level.form.fill"].with_user(user or self.commune_user)
        return Window.create({"form_id": form.id, "campaign_id": self.campaign.id})

    def content(self, form, user=None):
        """The filled file, by the report as the window's button asks for it."""
        self.env.flush_all()
        window = self.window(form, user)
        content, kind = (
            self.env["ir.actions.report"]
            .with_user(user or self.commune_user)
            ._render("cdht_module.report_cdht_level_form", window.ids)
        )
        self.assertEqual(kind, "xlsx")
        return content

    def page(self, form):
        import openpyxl

        return openpyxl.load_workbook(io.BytesIO(self.content(form)))["Biểu"]


@tagged("post_install", "-at_install")
class TestLevelForm(LevelFormCase):
    """Its cells are filled in, all else stays as it came."""

    def test_a_line_says_which_figure_stands_in_a_cell(self):
        self.make_dossiers("registered", size=3)
        form = self.form(("B2", "registered"), ("C2", "unit_name"), ("D2", "year"))
        self.assertEqual(form.cell_ids[0].beside, "Số người đăng ký")
        page = self.page(form)
        self.assertEqual(
            [page[where].value for where in ("B2", "C2", "D2")], [3, "Xã Mẫu", YEAR]
        )

    def test_named_cells_need_no_line(self):
        self.make_dossiers("registered", size=2)
        names = {
            "cdht_registered": "B2",
            "CDHT_each_unit_number": "A6",
            "cdht_each_unit_unit_name": "B6",
            "cdht_each_unit_registered": "C6",
            "tong": "C11",
        }
        form = self.form(names=names)
        self.assertIn("cdht_registered (Biểu, B2)", form.named_cells)
        self.assertNotIn("tong", form.named_cells)
        page = self.page(form)
        self.assertEqual(page["B2"].value, 2)
        rows = [[page.cell(row, one).value for one in (1, 2, 3)] for row in (6, 7, 8)]
        self.assertEqual(
            rows, [[1, "Thôn Một", 2], [2, "Thôn Hai", 0], [3, "UBND xã", 0]]
        )

    def test_a_name_that_means_nothing_is_said(self):
        form = self.form(names={"cdht_registred": "B2"})
        self.assertIn("Biểu, B2", self.window(form).problems)
        with self.assertRaisesRegex(UserError, "Biểu, B2"):
            self.content(form)

    def test_formulas_formats_and_merged_cells_stay(self):
        self.make_dossiers("registered")
        form = self.form(("C6", "units", "registered"))
        page = self.page(form)
        self.assertEqual(page["C11"].value, "=SUM(C6:C10)")
        self.assertEqual(page["E6"].value, "=C6+D6")
        self.assertEqual(str(page.merged_cells), "A1:E1")
        self.assertTrue(page["A1"].font.bold)
        self.assertEqual(page["C7"].border.top.style, "thin")

    def test_pictures_and_lines_stay_as_they_came(self):
        stream = io.BytesIO(saved(book()))
        picture = b"\x89PNG\r\n\x1a\n" + bytes(range(200))
        with zipfile.ZipFile(stream, "a") as archive:
            archive.writestr("xl/media/image1.png", picture)
            archive.writestr("xl/drawings/drawing9.xml", "<lines/>")
        file = base64.b64encode(stream.getvalue()).decode()
        made = self.content(self.form(("B2", "registered"), file=file))
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            self.assertEqual(archive.read("xl/media/image1.png"), picture)
            self.assertEqual(archive.read("xl/drawings/drawing9.xml"), b"<lines/>")

    def test_what_is_not_known_stays_blank_and_is_named(self):
        self.make_dossiers("registered")
        form = self.form(("B2", "registered"), ("C2", "people"))
        self.assertIn("Xã Mẫu: ", self.window(form).unknown)
        page = self.page(form)
        self.assertEqual((page["B2"].value, page["C2"].value), (1, None))

    def test_a_share_follows_the_format_of_its_cell(self):
        metric = self.env["cdht.metric"].create(
            {
                "code": "mau",
                "name": "Tỷ lệ mẫu",
                "numerator": "a",
                "denominator": "b",
                "numerator_figure": "passed",
                "denominator_figure": "registered",
            }
        )
        self.make_dossiers("appraised")
        self.make_dossiers("registered", size=3)
        share = f"share_{metric.code}"
        page = self.page(self.form(("B3", share), ("C3", share)))
        self.assertEqual((page["B3"].value, page["C3"].value), (0.25, 25))

    def test_people_stand_in_rows_and_are_traced(self):
        dossiers = self.make_dossiers("registered", size=2)
        numbers = ["020080000011", "020080000012"]
        for dossier, number in zip(dossiers, numbers, strict=True):
            dossier.citizen_id.identity_number = number
        form = self.form(
            ("A6", "people", "number"),
            ("B6", "people", "name"),
            ("C6", "people", "identity"),
            people="registered",
        )
        page = self.page(form)
        names = {page["B6"].value, page["B7"].value}
        self.assertEqual(names, set(dossiers.citizen_id.mapped("name")))
        self.assertEqual(sorted([page["C6"].value, page["C7"].value]), numbers)
        self.assertEqual(page["C6"].data_type, "s")
        trace = self.env["cdht.trace"].search(
            [("move", "=", "print"), ("unit_id", "=", self.village.id)]
        )
        self.assertEqual(trace[:1].value_to, "2")
        self.assertEqual(trace[:1].user_id, self.commune_user)
        self.assertIn("Biểu 01", trace[:1].reason)

    def test_only_people_whom_the_form_asks_for(self):
        self.make_dossiers("registered")
        appraised = self.make_dossiers("appraised")
        form = self.form(("B6", "people", "name"), people="appraised")
        page = self.page(form)
        self.assertEqual(page["B6"].value, appraised.citizen_id.name)
        self.assertIsNone(page["B7"].value)

    def test_people_who_do_not_fit_are_said_before_anything_is_written(self):
        self.make_dossiers("registered", size=6)
        form = self.form(("B6", "people", "name"), people="registered")
        self.assertIn("B11", self.window(form).problems)
        with self.assertRaisesRegex(UserError, "5.*6"):
            self.content(form)

    def test_nothing_typed_becomes_a_formula(self):
        self.make_dossiers("registered", name="=HYPERLINK(1)", occupation="@x")
        self.make_dossiers("registered", name="+84 x", occupation="-1\x0b")
        form = self.form(
            ("B6", "people", "name"), ("D6", "people", "occupation"),
            people="registered",
        )  # fmt: skip
        page = self.page(form)
        cells = [page[where] for where in ("B6", "B7", "D6", "D7")]
        self.assertEqual(
            {cell.value for cell in cells}, {"=HYPERLINK(1)", "+84 x", "@x", "-1"}
        )
        for cell in cells:
            self.assertEqual((cell.data_type, cell.quotePrefix), ("s", True))
            self.assertEqual(cell.border.top.style, "thin")

    def test_what_the_form_says_is_never_written_over(self):
        form = self.form(
            ("A2", "registered"), ("C11", "registered"), ("B1", "registered"),
            ("Bảy", "registered"), ("b2", "registered"),
        )  # fmt: skip
        said = form.cell_ids.mapped("problem")
        self.assertIn("Số người đăng ký", said[0])
        self.assertEqual([bool(one) for one in said], [True] * 4 + [False])
        with self.assertRaises(UserError):
            self.content(form)
        form.cell_ids[:4].unlink()
        self.assertEqual(self.page(form)["B2"].value, 0)

    def test_a_sheet_that_is_no_longer_there_is_named(self):
        form = self.form(("B2", "registered"))
        other = book()
        other.active.title = "Khác"
        form.file = base64.b64encode(saved(other)).decode()
        self.assertIn("Biểu", form.cell_ids.problem)

    def test_the_file_has_a_name_with_kind_and_year(self):
        window = self.window(self.form())
        self.assertEqual(window._file_name(), f"bieu-bieu-01-tong-hop-{YEAR}")
        action = window.action_download()
        self.assertEqual(action["report_name"], "cdht_module.level_form_xlsx")

    def test_the_codes_stand_in_the_form(self):
        codes = self.form().codes
        for code in (
            "cdht_registered",
            "cdht_each_unit_households",
            "cdht_each_person_identity",
            "cdht_share_in_learning",
        ):
            self.assertIn(f">{code}<", codes)

    def test_only_xlsx_files_are_taken(self):
        macros = io.BytesIO(saved(book()))
        with zipfile.ZipFile(macros, "a") as archive:
            archive.writestr("xl/vbaProject.bin", b"\xd0\xcf")
        types = io.BytesIO()
        with (
            zipfile.ZipFile(macros) as archive,
            zipfile.ZipFile(types, "w") as changed,
        ):
            for name in archive.namelist():
                content = archive.read(name).replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml"
                    b".sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
                changed.writestr(name, content)
        for content, said in (
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xlsx"),
            (types.getvalue(), ".xlsx"),
            (b"STT;Ten", ".xlsx"),
            (saved(book())[:-90], "damaged"),
            (b"PK\x03\x04" + bytes(90), "damaged"),
        ):
            with self.subTest(content[:9]):
                with self.assertRaises(UserError) as refused:
                    self.form(file=base64.b64encode(content).decode())
                self.assertIn(said, str(refused.exception))
        with self.assertRaises(UserError):
            self.form(file="không phải")

    @mute_logger("odoo.addons.cdht_module.tools.limited_child")
    def test_parts_that_are_missing_or_burst_are_a_message(self):
        whole = saved(book())
        for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
            for content in (None, b"<a", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'):
                made = io.BytesIO()
                with (
                    zipfile.ZipFile(io.BytesIO(whole)) as archive,
                    zipfile.ZipFile(made, "w") as changed,
                ):
                    for name in archive.namelist():
                        if name != part:
                            changed.writestr(name, archive.read(name))
                        elif content:
                            changed.writestr(name, content)
                file = base64.b64encode(made.getvalue()).decode()
                if part == "xl/styles.xml" and content is None:
                    continue  # can be done without
                with self.assertRaises(UserError, msg=f"{part} {content}"):
                    self.form(file=file)

    def test_it_is_the_commune_s(self):
        self.make_dossiers("registered")
        form = self.form(("B2", "registered"))
        for user in (self.chapter, self.district, self.commune_other):
            with self.assertRaises(AccessError):
                form.with_user(user).action_fill()
            with self.assertRaises(AccessError):
                self.window(form, user)
            with self.assertRaises(AccessError):
                form.with_user(user).read(["file"])
        with self.assertRaises(AccessError):
            self.form(user=self.commune_other)
        window = self.window(form)
        colleague = self.make_user("t_commune_2", "commune", self.commune)
        with self.assertRaises(AccessError):
            window.with_user(colleague).action_download()
        for user in (self.chapter, self.district, self.commune_other, self.manager):
            with self.assertRaises(AccessError):
                self.env["ir.actions.report"].with_user(user)._render(
                    "cdht_module.report_cdht_level_form", window.ids
                )


@tagged("post_install", "-at_install", "-standard", "cdht_word")
class TestLevelFormInOffice(LevelFormCase):
    """A form that LibreOffice saved is filled in, and LibreOffice reckons it."""

    def test_a_form_saved_by_libreoffice(self):
        import openpyxl

        self.make_dossiers("registered", size=4)
        names = {"cdht_registered": "B2"}
        file = saved_by_office(saved(book(names)), "xlsx")
        form = self.form(
            ("C6", "units", "registered"), file=base64.b64encode(file).decode()
        )
        reckoned = saved_by_office(self.content(form), "xlsx")
        page = openpyxl.load_workbook(io.BytesIO(reckoned), data_only=True)["Biểu"]
        self.assertEqual([page[one].value for one in ("B2", "C6", "C11")], [4, 4, 4])
        self.assertEqual(str(page.merged_cells), "A1:E1")
