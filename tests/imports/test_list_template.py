import base64
import io
from contextlib import contextmanager

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.cdht_module.tools.list_reader import STEP_SHEET

from ..import_case import AN, BE, CHI, ImportCase, person

FIRST = 6  # the first person's row, as Excel counts
NAME, BIRTH, SEX, IDENTITY, GROUP, PHONE = "B", "C", "E", "F", "G", "I"
SELF = "JKLMNOPQRS"
APPRAISED = "TUVWXYZ"
KEY = "AD"


class TemplateCase(ImportCase):
    """Workbooks made here, mended as offices do, and read again."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("vi_VN")

    def made(self, kind="assessment", user=None, units=None):
        """The workbook as its user gets it."""
        window = (
            self.env["cdht.list.template"]
            .with_user(user or self.commune_user)
            .create(
                {
                    "campaign_id": self.campaign.id,
                    "kind": kind,
                    "unit_ids": [(6, 0, units.ids if units else [])],
                }
            )
        )
        action = window.action_download()
        self.assertEqual(action["report_type"], "xlsx")
        report = self.env["ir.actions.report"].with_user(user or self.commune_user)
        return report._render_xlsx(action["report_name"], window.ids, {})[0]

    @contextmanager
    def edited(self, content):
        """Yield the workbook (openpyxl); then ``book.content`` is what became of it."""
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(content))
        yield book
        stream = io.BytesIO()
        book.save(stream)
        book.content = stream.getvalue()

    def unmerge(self, sheet):
        """Before columns go: openpyxl leaves merged cells where they were."""
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))

    def come_back(self, content, user=None, **vals):
        return self.read(base64.b64encode(content), user, **vals)

    def told(self):
        """What the list said of everybody: what an import may change."""
        people = self.env["cdht.citizen"].search(
            [("commune_id", "=", self.commune.id)], order="id"
        )
        return {
            one.id: {
                "name": one.name,
                "birth": one.birth_date or one.birth_year,
                "sex": one.gender,
                "identity": one.identity_number,
                "group": one.labour_group_id.code,
                "phone": one.phone,
                "unit": one.unit_id,
                "state": one.assessment_ids.mapped("state"),
                "scores": [
                    (line.self_score, line.appraised_score)
                    for line in one.assessment_ids.line_ids
                ],
            }
            for one in people
        }

    def assertOnly(self, before, **changes):
        """Of all that is told, just this is new: {name of an earlier person: {…}}."""
        now = self.told()
        found = {}
        for key, values in before.items():
            other = {n: v for n, v in now[key].items() if values[n] != v}
            if other:
                found[values["name"]] = other
        self.assertEqual(found, changes.pop("changed", {}))
        added = sorted(v["name"] for key, v in now.items() if key not in before)
        self.assertEqual(added, changes.pop("added", []))


@tagged("post_install", "-at_install")
class TestListTemplate(TemplateCase):
    """“Excel”: a unit's workbook with known people comes back with every change."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.three = [AN, BE, CHI]

    def setUp(self):
        super().setUp()
        self.read(
            {
                "Thôn Một": [
                    person(AN, scores=8, appraised=9),
                    person(BE, scores=7, number=2),
                ],
                "Thôn Hai": [person(CHI, scores=6)],
            }
        )

    def test_unchanged(self):
        """A workbook that nobody touched says nothing new, and its kind is known."""
        before = self.told()
        for kind in ("assessment", "recognition", "population"):
            record = self.come_back(self.made(), kind=kind)
            self.assertEqual(record.state, "done", record.issue_ids.mapped("message"))
            self.assertEqual(record.kind, "assessment")
            self.assertTrue(record.nothing_new)
            self.assertEqual(record.imported_count, 3)
            self.assertFalse(record.issue_ids, record.issue_ids.mapped("message"))
        self.assertOnly(before)

    def test_sheets_and_limits(self):
        """A sheet a unit, choices and bounds, locked totals, notes, guide, step."""
        with self.edited(self.made()) as book:
            names = ["Thôn Một", "Thôn Hai", "UBND xã", "Hướng dẫn", STEP_SHEET]
            self.assertEqual(book.sheetnames, names)
            sheet = book["Thôn Một"]
            self.assertEqual(book[STEP_SHEET].sheet_state, "veryHidden")
            self.assertTrue(sheet.protection.sheet)
            self.assertFalse(sheet.protection.password)
            self.assertEqual(sheet["J6"].value, 8)
            self.assertTrue(sheet["AE6"].value.startswith("=IF(COUNT(J6:S6)"))
            self.assertTrue(sheet["AE6"].protection.locked)
            self.assertFalse(sheet["B6"].protection.locked)
            self.assertTrue(sheet.column_dimensions[KEY].hidden)
            indicator = self.campaign.set_id.indicator_ids[0]
            self.assertIn(indicator.name, sheet["J5"].comment.text)
            kinds = {one.type for one in sheet.data_validations.dataValidation}
            self.assertEqual(kinds, {"list", "whole", "date", "textLength"})

    def test_corrected_number_and_name(self):
        """What is mended in a known person's row is theirs, and no second person."""
        before = self.told()
        with self.edited(self.made()) as book:
            sheet = book["Thôn Một"]
            rows = {sheet[f"{NAME}{n}"].value: n for n in (FIRST, FIRST + 1)}
            an, be = rows[AN["name"]], rows[BE["name"]]
            sheet[f"{IDENTITY}{an}"] = "020090000099"
            sheet[f"{NAME}{be}"] = "Lò Thị Bế"
            sheet[f"K{be}"] = 10
            sheet[f"{PHONE}{be}"] = "0912345678"
        record = self.come_back(book.content)
        self.assertFalse(record.error_count, record.issue_ids.mapped("message"))
        self.assertOnly(
            before,
            changed={
                AN["name"]: {"identity": "020090000099"},
                BE["name"]: {
                    "name": "Lò Thị Bế",
                    "phone": "0912345678",
                    "scores": [(7, 7), (10, 7), *[(7, 7)] * 8],
                },
            },
        )

    def test_sorted_added_and_columns_dropped(self):
        before = self.told()
        with self.edited(self.made(units=self.village)) as book:
            sheet = book["Thôn Một"]
            places = [cell.column_letter for cell in sheet[FIRST]]
            one, two = (
                [sheet[f"{place}{n}"].value for place in places]
                for n in (FIRST, FIRST + 1)
            )
            for place, first, second in zip(places, two, one, strict=True):
                sheet[f"{place}{FIRST}"], sheet[f"{place}{FIRST + 1}"] = first, second
            new = person(CHI | {"name": "Vi Thị Mới", "id": "020192000033"}, scores=5)
            for place, value in zip(
                [*"ABCEFG", *SELF], [3, *new[1:6], *new[6:16]], strict=True
            ):
                sheet[f"{place}{FIRST + 2}"] = value
            self.unmerge(sheet)
            sheet.delete_cols(8, 2)  # occupation and telephone
        record = self.come_back(book.content)
        self.assertFalse(record.error_count, record.issue_ids.mapped("message"))
        self.assertOnly(before, added=["Vi Thị Mới"])

    def test_what_is_known_may_be_dropped(self):
        """Without number, births, group and the meeting's scores they stay as recorded;
        a changed score is the only change."""
        before = self.told()
        with self.edited(self.made(units=self.village)) as book:
            sheet = book["Thôn Một"]
            rows = {sheet[f"{NAME}{n}"].value: n for n in (FIRST, FIRST + 1)}
            sheet[f"J{rows[AN['name']]}"] = 6
            self.unmerge(sheet)
            sheet.delete_cols(20, 10)
            sheet.delete_cols(3, 5)
        record = self.come_back(book.content)
        self.assertFalse(record.error_count, record.issue_ids.mapped("message"))
        self.assertOnly(
            before,
            changed={AN["name"]: {"scores": [(6, 9), *[(8, 9)] * 9]}},
        )

    def test_another_person_over_the_row(self):
        """Somebody else written over a row is somebody else; the first one stays."""
        before = self.told()
        with self.edited(self.made(units=self.village_2)) as book:
            sheet = book["Thôn Hai"]
            other = {"B": "Nông Văn Tư", "E": "Nam", "F": "020088000044"}
            for place, value in other.items():
                sheet[f"{place}{FIRST}"] = value
        record = self.come_back(book.content)
        self.assertFalse(record.error_count, record.issue_ids.mapped("message"))
        self.assertOnly(before, added=["Nông Văn Tư"])

    def test_number_of_somebody_else(self):
        before = self.told()
        with self.edited(self.made(units=self.village)) as book:
            sheet = book["Thôn Một"]
            rows = {sheet[f"{NAME}{n}"].value: n for n in (FIRST, FIRST + 1)}
            sheet[f"{IDENTITY}{rows[AN['name']]}"] = CHI["id"]
        record = self.come_back(book.content)
        self.assertEqual(
            record.issue_ids.filtered(lambda one: one.severity == "error").mapped(
                "code"
            ),
            ["identity_number_taken"],
        )
        self.assertOnly(before)

    def test_key_opens_no_other_unit(self):
        """A key finds nobody beyond the reader's units, and a made-up key nobody."""
        with self.edited(self.made(units=self.village_2)) as book:
            key = book["Thôn Hai"][f"{KEY}{FIRST}"].value
        mine = self.made(user=self.chapter, units=self.village)
        before = self.told()
        for stolen in (key, key[:-1] + ("0" if key[-1] != "0" else "1"), "1-"):
            with self.edited(mine) as book:
                sheet = book["Thôn Một"]
                for place in (f"{NAME}{FIRST}", f"{BIRTH}{FIRST}", f"{KEY}{FIRST}"):
                    sheet[place] = None
                sheet[f"{NAME}{FIRST}"] = CHI["name"]
                sheet[f"{BIRTH}{FIRST}"] = CHI["birth"]
                sheet[f"{IDENTITY}{FIRST}"] = "020192000077"
                sheet[f"{SEX}{FIRST}"] = CHI["sex"]
                sheet[f"{KEY}{FIRST}"] = stolen
            record = self.make_import(base64.b64encode(book.content), self.chapter)
            record.action_check()
            if stolen == key:
                self.assertEqual(record.issue_ids.mapped("code"), ["unit_mismatch"])
                self.assertNotIn("Hai", record.issue_ids.message)
        self.assertOnly(before)

    def test_another_year(self):
        content = self.made()
        other = self.campaign.copy({"year": 2027})
        other.action_open()
        record = self.come_back(content, campaign_id=other.id)
        self.assertEqual(record.state, "failed")
        self.assertEqual(record.issue_ids.code, "other_year")

    def test_who_gets_one(self):
        """A chapter gets its own units' people only; the level above none."""
        with self.edited(self.made(user=self.chapter)) as book:
            self.assertNotIn("Thôn Hai", book.sheetnames)
        with self.assertRaises(UserError):
            self.made(user=self.chapter, units=self.village_2)
        with self.assertRaises(UserError):
            self.made("population", user=self.chapter)
        with self.assertRaises(AccessError):
            self.made(user=self.district)

    def test_registration(self):
        """Without scores: people are recorded and registered, nothing is scored."""
        before = self.told()
        with self.edited(self.made("registration", units=self.village_2)) as book:
            sheet = book["Thôn Hai"]
            new = ["Vi Thị Mới", "18/02/1990", None, "Nữ", "020190000033", 2]
            for place, value in zip("BCDEFG", new, strict=True):
                sheet[f"{place}{FIRST + 1}"] = value
        record = self.come_back(book.content)
        self.assertEqual(record.kind, "registration")
        self.assertFalse(record.issue_ids, record.issue_ids.mapped("message"))
        self.assertOnly(before, added=["Vi Thị Mới"])
        new = self.env["cdht.citizen"].search([("name", "=", "Vi Thị Mới")])
        self.assertEqual(new.assessment_ids.state, "registered")
        self.assertEqual(new.labour_group_id.code, "N2")
        self.assertTrue(self.come_back(book.content).nothing_new)

    def test_plain_list_of_names(self):
        """Number, name, birth, thôn: people and nothing else."""
        before = self.told()
        with self.edited(self.made("people")) as book:
            sheet = book["Danh sách"]
            new = ["Vi Thị Mới", None, 1990, "Thôn Hai"]
            for place, value in zip("BCDE", new, strict=True):
                sheet[f"{place}{FIRST + 3}"] = value
        record = self.come_back(book.content)
        self.assertEqual(record.kind, "people")
        self.assertFalse(record.issue_ids, record.issue_ids.mapped("message"))
        self.assertOnly(before, added=["Vi Thị Mới"])
        new = self.env["cdht.citizen"].search([("name", "=", "Vi Thị Mới")])
        self.assertEqual((new.unit_id, new.birth_year), (self.village_2, 1990))
        self.assertFalse(new.assessment_ids)
        self.assertTrue(self.come_back(book.content).nothing_new)

    def test_population(self):
        """Figures of units: what is blank stays, what is no figure is told."""
        Population = self.env["cdht.population"]
        row = Population.create(
            {"unit_id": self.village.id, "year": 2026, "people": 90, "households": 20}
        )
        with self.edited(self.made("population")) as book:
            sheet = book["Số liệu nền"]
            self.assertEqual(sheet["C5"].value, 20)
            units = {sheet[f"B{n}"].value: n for n in range(5, 8)}
            sheet["C5"], sheet["D5"] = "1.021", None
            sheet[f"D{units['Thôn Hai']}"] = 77
            sheet[f"E{units['Thôn Hai']}"] = 50
        record = self.come_back(book.content)
        self.assertEqual(record.kind, "population")
        self.assertFalse(record.issue_ids, record.issue_ids.mapped("message"))
        self.assertEqual((row.households, row.people), (1021, 90))
        other = Population.search([("unit_id", "=", self.village_2.id)])
        self.assertEqual((other.year, other.people, other.adults), (2026, 77, 50))
        self.assertTrue(self.come_back(book.content).nothing_new)
        with self.edited(book.content) as book:
            book["Số liệu nền"]["C5"] = "khoảng 20"
        record = self.come_back(book.content)
        self.assertEqual(record.issue_ids.mapped("code"), ["figure_invalid"])
        self.assertEqual(record.issue_ids.column, "C")

    def test_not_yet_scored(self):
        """Who has no scores yet comes back without findings, and unregistered."""
        self.env["cdht.citizen"].create(
            {"name": "Nông Văn Chờ", "birth_year": 1980, "unit_id": self.village_2.id}
        )
        before = self.told()
        record = self.come_back(self.made())
        codes = record.issue_ids.mapped("code")
        self.assertEqual(codes, ["identity_number_missing"])
        self.assertTrue(record.nothing_new)
        self.assertOnly(before)

    def test_formulas_are_text(self):
        """What people typed never becomes a formula."""
        person = self.citizen(AN)
        person.sudo().occupation = '=HYPERLINK("http://x";"y")'
        with self.edited(self.made(units=self.village)) as book:
            sheet = book["Thôn Một"]
            values = [sheet[f"H{n}"] for n in (FIRST, FIRST + 1)]
            self.assertIn(person.occupation, [cell.value for cell in values])
            self.assertEqual({cell.data_type for cell in values}, {"s", "n"})

    def test_taken_back(self):
        """Whatever the workbook was for, reading it in is taken back as a whole."""
        figures = self.env["cdht.population"].create(
            {"unit_id": self.village.id, "year": 2026, "people": 90}
        )
        before = self.told()
        for kind, name, place in (
            ("assessment", "Thôn Hai", "BCDEFG"),
            ("registration", "Thôn Hai", "BCDEFG"),
            ("people", "Danh sách", "BCD"),
        ):
            with self.subTest(kind):
                with self.edited(self.made(kind)) as book:
                    sheet = book[name]
                    new = ["Vi Thị Mới", "18/02/1990", None, "Nữ", "020190000033", 2]
                    for letter, value in zip(place, new, strict=False):
                        sheet[f"{letter}{FIRST + 3}"] = value
                    sheet[f"E{FIRST + 3}"] = "Nữ" if kind != "people" else "Thôn Hai"
                    if kind == "assessment":
                        for letter in SELF:
                            sheet[f"{letter}{FIRST + 3}"] = 7
                record = self.come_back(book.content)
                self.assertFalse(record.error_count, record.issue_ids.mapped("message"))
                self.assertOnly(before, added=["Vi Thị Mới"])
                record.action_take_back()
                self.assertOnly(before)
        with self.edited(self.made("population")) as book:
            sheet = book["Số liệu nền"]
            sheet["D5"], sheet["D6"] = 91, 77
        record = self.come_back(book.content)
        told = self.env["cdht.population"].search([]).mapped("people")
        self.assertEqual(sorted(told), [77, 91])
        record.action_take_back()
        self.assertEqual(self.env["cdht.population"].search([]), figures)
        self.assertEqual(figures.people, 90)

    def test_what_it_would_do(self):
        """Before it is read in, each unit's figures are told as new or changed."""
        self.env["cdht.population"].create(
            {"unit_id": self.village.id, "year": 2026, "people": 90}
        )
        with self.edited(self.made("population")) as book:
            sheet = book["Số liệu nền"]
            sheet["D5"], sheet["D6"] = 91, 77
        record = self.make_import(base64.b64encode(book.content))
        record.action_check()
        found = {(row.name, row.outcome): row.changes for row in record.row_ids}
        self.assertEqual({*found}, {("Thôn Một", "changed"), ("Thôn Hai", "new"),
                                    ("UBND xã", "same")})  # fmt: skip
        self.assertIn("90 → 91", found["Thôn Một", "changed"])
