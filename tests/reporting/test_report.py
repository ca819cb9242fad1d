import io
import re

from openpyxl import load_workbook
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.cdht_module.models.figures.cdht_statistic import hide_small

from ..common import YEAR
from ..paper_common import PaperCase

REPORT = "cdht_module.report_cdht_report"


@tagged("post_install", "-at_install")
class TestReport(PaperCase):
    """Báo cáo: figures taken once, text worded by the office, then issued."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_list(cls.village, 3, five=1, gender="female")
        cls.dossiers[0].citizen_id.gender = "male"
        failed = cls.register(cls.make_people(cls.village_2, 2))
        cls.carry(failed, "proposed", 6)
        cls.recognise(cls.dossiers)
        cls.report = cls.make_report(cls.commune)

    @classmethod
    def make_report(cls, body, **vals):
        return (
            cls.env["cdht.report"]
            .with_user(cls.commune_user)
            .create({"issuing_unit_id": body.id, "year": YEAR, **vals})
        )

    def word(self, report):
        """Fill in what is left open."""
        for part in report.part_ids:
            part.text = (part.text or "").replace("…", "Không có.") or False

    def issued(self, report):
        report.action_take_figures()
        self.word(report)
        report.write({"number": str(next(self.numbers)), "date": "2026-12-14"})
        report.action_issue()
        return report

    def test_figures_by_unit(self):
        self.report.action_take_figures()
        lines = {line.unit_id: line for line in self.report.line_ids}
        self.assertEqual(set(lines), set(self.village | self.village_2 | self.agency))
        own = lines[self.village]
        self.assertEqual((own.registered, own.recognised, own.women), (3, 3, 2))
        self.assertEqual((own.first_time, own.outstanding), (2, 1))
        self.assertEqual(own.earlier_recognised, 1)
        other = lines[self.village_2]
        self.assertEqual((other.registered, other.recognised), (2, 0))
        whole = self.report.figures["this"]
        self.assertEqual((whole["registered"], whole["not_eligible"]), (5, 2))
        action = own.action_open_dossiers()
        found = self.env["cdht.assessment"].search(action["domain"])
        self.assertEqual(found, self.dossiers)

    def test_no_placeholder_is_left(self):
        """“{cơ quan}”, “{body}” are filled in: on the screen and on paper."""
        self.report.action_take_figures()
        texts = [
            self.print_text(self.report, report=REPORT),
            *self.report.part_ids.mapped("text"),
        ]
        texts += self.report.part_ids.mapped("name")
        self.assertFalse([text for text in texts if re.search(r"\{\w", text or "")])

    def test_figures_that_are_not_those_of_the_titles_hold_it(self):
        self.report.action_take_figures()
        self.word(self.report)
        self.report.action_check()
        self.assertFalse(self.report.finding_ids)
        self.recognise(self.make_list(self.agency, 1))
        self.report.write({"number": "9", "date": "2026-12-14"})
        self.assertRefused(UserError, "take the figures", self.report.action_issue)
        self.report.action_take_figures()
        self.report.action_issue()

    def test_a_list_that_is_not_sent_is_named(self):
        self.report.action_take_figures()
        self.word(self.report)
        self.make_dossiers("registered", self.agency)
        self.report.action_check()
        found = self.report.finding_ids.grouped("code")["unsent"]
        self.assertEqual(found.severity, "warning")
        self.assertIn(self.agency.name, found.text)

    def test_share_above_the_whole_is_no_share(self):
        self.report.action_take_figures()
        figures = {**self.report.figures}
        target = {
            "name": "Tỷ lệ", "value": 40, "to_confirm": False, "part": 3, "whole": 2,
            "share": None, "earlier": None, "finding": "3/2",
        }  # fmt: skip
        self.report.sudo().figures = {**figures, "targets": [target]}
        self.report.action_check()
        self.assertIn("share", self.report.finding_ids.mapped("code"))

    def test_text_follows_the_figures_until_somebody_changes_it(self):
        self.report.action_take_figures()
        parts = {part.code: part for part in self.report.part_ids}
        self.assertIn("03 người", parts["results"].text)
        self.assertIn("05 người đăng ký", parts["results"].text)
        parts["weak"].text = "Lời của xã."
        self.recognise_more()
        self.report.action_take_figures()
        self.assertIn("06 người đăng ký", parts["results"].text)
        self.assertEqual(parts["weak"].text, "Lời của xã.")
        self.assertEqual(len(self.report.part_ids), len(parts))

    def test_who_has_no_group_is_counted_too(self):
        self.dossiers.labour_group_id = False
        self.dossiers[0].labour_group_id = self.env.ref("cdht_module.labour_group_n1")
        self.report.action_take_figures()
        results = self.report.part_ids.filtered(lambda part: part.code == "results")
        self.assertIn("nhóm 1: 01 người, chưa rõ nhóm: 02 người", results.text)

    def recognise_more(self):
        self.register(self.make_people(self.agency))

    def test_issue(self):
        with self.assertRaises(UserError):
            self.report.action_issue()  # figures first
        self.report.action_take_figures()
        self.report.write({"number": "7", "date": "2026-12-14"})
        with self.assertRaises(UserError):
            self.report.action_issue()  # “…” is left open
        self.word(self.report)
        self.report.action_issue()
        self.assertEqual(self.report.symbol, "BC-UBND")
        for change in (
            lambda: self.report.write({"subject": "Khác"}),
            lambda: self.report.part_ids[0].write({"text": "Khác"}),
            lambda: self.report.action_take_figures(),
            lambda: self.report.unlink(),
        ):
            with self.assertRaises(UserError):
                change()

    def test_figures_are_not_written_by_hand(self):
        self.report.action_take_figures()
        with self.assertRaises(AccessError):
            self.report.write({"figures": {}})
        with self.assertRaises(AccessError):
            self.report.line_ids[0].with_user(self.commune_user).name = "Khác"

    def test_paper(self):
        self.issued(self.report)
        text = self.print_text(self.report, report=REPORT)
        for part in (
            "BÁO CÁO Kết quả xây dựng mô hình “Công dân học tập” năm 2026",
            "Ủy ban nhân dân xã Mẫu báo cáo kết quả xây dựng mô hình “Công dân học tập”"
            " năm 2026 như sau:",
            "I. KẾT QUẢ THỰC HIỆN",
            "xã Mẫu có 05 người đăng ký",
            "Kính gửi: Ủy ban nhân dân tỉnh Mẫu",
            "- Như trên;",
            "là 03 người, bằng 60,0% số người đăng ký (3/5)",
            "Xã Mẫu còn 02 người không đạt.",
            "So với năm 2025 (01 người), số người được công nhận tăng 02 người",
            "Trên đây là báo cáo của Ủy ban nhân dân xã Mẫu./.",
            "Phụ lục I KẾT QUẢ THEO THÔN, ĐƠN VỊ NĂM 2026",
            "1 Thôn Một – 3 3 3 3 3 100,0 – 2 1",
            "Tổng cộng",
            "Phụ lục II NGƯỜI ĐƯỢC CÔNG NHẬN THEO THÔN, ĐƠN VỊ NĂM 2026",
        ):
            self.assertIn(part, text)
        for dossier in self.dossiers:
            self.assertNotIn(dossier.citizen_id.name, text)

    def test_association_reports_on_the_commune(self):
        officer = self.make_user("t_hkh", "commune", self.association)
        report = self.env["cdht.report"].with_user(officer).create({"year": YEAR})
        self.assertEqual(report.issuing_unit_id, self.association)
        self.assertEqual(report.area_id, self.commune)
        self.assertEqual(report.symbol, "BC-HKH")
        report.action_take_figures()
        self.assertEqual(report.figures["this"]["registered"], 5)

    def test_half_year(self):
        with Form(self.env["cdht.report"].with_user(self.commune_user)) as form:
            form.period = "half"
            self.assertIn("6 tháng đầu năm 2026", form.subject)
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.make_report(self.commune, period="half")

    def test_small_cells_stay_in_the_office(self):
        """From 1 to 4 of an ethnic minority would point at people (NĐ 356/2025)."""
        tay = self.env.ref("cdht_module.ethnicity_02")
        self.dossiers.citizen_id.write({"ethnicity_id": tay.id})
        self.report.action_take_figures()
        line = self.report.line_ids.filtered(lambda line: line.unit_id == self.village)
        self.assertIsNone(line.figures["minority"])
        self.assertIsNone(self.report.figures["this"]["minority"])
        self.assertNotIn(3, self.report.figures["this"]["ethnicities"].values())
        self.assertNotIn("ethnicities", line.figures)
        # Whoever gets the report needs numbers: what is kept back has no column.
        for of in ("figures", "earlier_figures"):
            for _code, _heading, columns in self.report._matrices(of):
                self.assertNotIn("Dân tộc thiểu số", [one["label"] for one in columns])
        self.assertEqual(
            self.report._ethnicity_rows(), [("Các dân tộc, chưa ghi", 3, 1)]
        )
        part = self.report.part_ids.filtered(lambda part: part.code == "results")
        self.assertNotIn("dân tộc thiểu số", part.text)

    def test_hiding(self):
        self.assertEqual(hide_small([0, 7, 20]), [0, 7, 20])
        # A single hidden cell could be computed from the sum, so a second one is
        # hidden.
        self.assertEqual(hide_small([0, 3, 9, 20]), [0, None, None, 20])
        # So could several, where the sum leaves only one possibility.
        self.assertEqual(hide_small([1, 1, 50, 60]), [None, None, None, 60])
        self.assertEqual(hide_small([0, 4, 4]), [None, None, None])
        self.assertEqual(hide_small([4]), [None])
        # 48 of 50 would tell that two are others.
        self.assertEqual(hide_small([48, 20, 30], [0]), [None, None, 30])

    def test_closed_year_stands(self):
        """What is revoked later does not change the figures of a closed year."""
        campaign = self.campaign.with_user(self.commune_user)
        self.report.unlink()
        campaign.action_close()
        report = self.env["cdht.report"].search([("area_id", "=", self.commune.id)])
        self.assertEqual(report.figures["this"]["recognised"], 3)
        self.assertTrue(report.is_frozen)
        title = self.dossiers[1].decision_id.recognition_ids[0]
        title.sudo().state = "revoked"
        self.env.flush_all()
        with self.assertRaises(UserError):
            report.with_user(self.commune_user).action_take_figures()
        with self.assertRaises(UserError):
            report.with_user(self.commune_user).unlink()
        self.assertEqual(report.figures["this"]["recognised"], 3)
        self.word(report)
        report.write({"number": "8", "date": "2026-12-20"})
        report.with_user(self.commune_user).action_issue()

    def test_workbook(self):
        self.issued(self.report)
        reports = self.env["ir.actions.report"].with_user(self.commune_user)
        content, _type = reports._render_xlsx(
            "cdht_module.report_xlsx", self.report.ids, {}
        )
        book = load_workbook(io.BytesIO(content))
        sheet = book[f"Theo đơn vị {YEAR}"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        heads = rows[0]
        place = heads.index("Được công nhận")
        self.assertEqual([row[1] for row in rows[1:4]], ["Thôn Một", "Thôn Hai",
                                                         "UBND xã"])  # fmt: skip
        self.assertEqual([row[place] for row in rows[1:4]], [3, 0, 0])
        self.assertEqual(rows[4][place], "=SUM(H5:H7)")
        rate = heads.index("Công nhận trên đăng ký (%)")
        self.assertEqual(rows[4][rate], '=IF(D8=0,"",ROUND(100*H8/D8,1))')
        for row in (5, 8):  # a total looks like what it sums
            self.assertEqual(sheet.cell(row, rate + 1).number_format, "#,##0.0")
        before = book[f"Theo đơn vị {YEAR - 1}"]
        self.assertEqual(before.cell(row=5, column=place + 1).value, 1)
        self.assertEqual(len(book.sheetnames), 7)
        self.assertEqual(book.properties.title, "Số liệu báo cáo")
        for name in book.sheetnames:
            self.assertGreater(book[name].row_dimensions[4].height, 15)
            for row in book[name].iter_rows(min_row=5):
                for cell in row[2:]:
                    self.assertNotIn("*", str(cell.value or "").replace("100*", ""))
        # Three people of no known ethnicity are too few to be told apart.
        self.assertEqual(
            [cell.value for cell in book[f"Dân tộc {YEAR}"][5]],
            [1, "Các dân tộc, chưa ghi", 3, 1],
        )

    def test_a_half_goes_up_everywhere(self):
        """13 of 16 are 81,3 %, on paper, in Excel and on screen."""
        agency_list = self.make_list(self.agency, 13, gender="female")
        failed = self.register(self.make_people(self.agency, 3))
        self.carry(failed, "proposed", 6)
        self.recognise(agency_list)
        self.issued(self.report)
        text = self.print_text(self.report, report=REPORT)
        self.assertIn("3 UBND xã – 16 16 16 13 13 81,3 –", text)
        self.assertIn("76,2% số người đăng ký (16/21)", text)
        content, _type = (
            self.env["ir.actions.report"]
            .with_user(self.commune_user)
            ._render_xlsx("cdht_module.report_xlsx", self.report.ids, {})
        )
        sheet = load_workbook(io.BytesIO(content), data_only=True)[
            f"Theo đơn vị {YEAR}"
        ]
        heads = [cell.value for cell in sheet[4]]
        place = heads.index("Công nhận trên đăng ký (%)") + 1
        self.assertEqual(sheet.cell(7, place).value, 81.3)
        self.assertEqual(sheet.cell(8, place).value, 76.2)
        target = self.env["cdht.plan.target"]
        self.assertEqual(target._fields["result"].get_digits(self.env)[1], 1)

    def test_an_empty_year_reads_like_a_report(self):
        report = self.make_report(self.commune, year=2021)
        self.issued(report)
        text = self.print_text(report, report=REPORT)
        self.assertIn(
            "Năm 2021, xã Mẫu chưa có người đăng ký, được đánh giá, công nhận"
            " danh hiệu",
            text,
        )
        for part in ("là 0 người", "0 nữ", "Phụ lục", "Chi tiết"):
            self.assertNotIn(part, text)

    def test_replaced_and_supplemented_by_another_that_names_it(self):
        with self.assertRaises(UserError):
            self.report.action_make_replacement()  # a draft is changed itself
        self.report.action_take_figures()
        weak = self.report.part_ids.filtered(lambda part: part.code == "weak")
        weak.text = "Lời của xã."
        self.issued(self.report)
        self.recognise_more()
        for method, how, word in (
            ("action_make_replacement", "replace", "thay thế"),
            ("action_make_supplement", "supplement", "bổ sung"),
        ):
            action = getattr(self.report, method)()
            self.assertEqual(getattr(self.report, method)(), action)
            other = self.report.browse(action["res_id"])
            self.assertEqual((other.amends_id, other.amends_as), (self.report, how))
            self.assertEqual((other.state, other.year), ("draft", YEAR))
            texts = other.part_ids.mapped("text")
            self.assertEqual("Lời của xã." in texts, how == "replace")
            self.issued(other)
            self.assertEqual(other.figures["this"]["registered"], 6)
            text = self.print_text(other, report=REPORT)
            named = self.report._paper_named()
            self.assertIn(
                f"Báo cáo này {word} {named} của Ủy ban nhân dân xã Mẫu.", text
            )
        self.assertEqual(len(self.report.amended_by_ids), 2)
        self.assertEqual(self.report.figures["this"]["registered"], 5)
        with self.assertRaises(UserError):
            other.write({"amends_as": "replace"})

    def test_who_reads(self):
        for user in (self.chapter, self.district):
            self.assertFalse(self.report.with_user(user)._filtered_access("read"))
        self.issued(self.report)
        for user in (self.chapter, self.district):
            self.assertTrue(self.report.with_user(user).read())
            self.assertTrue(self.report.line_ids.with_user(user).mapped("recognised"))
        for user in (self.chapter_other, self.commune_other):
            self.assertFalse(self.report.with_user(user)._filtered_access("read"))

    def test_half_year_is_of_its_day(self):
        """Of the day on which it is taken; nobody compares it with a whole year."""
        half = self.make_report(self.commune, period="half", year=YEAR + 1)
        half.action_take_figures()
        text = half.part_ids.filtered(lambda part: part.code == "results").text
        self.assertIn("thực hiện vào cuối năm", text)
        self.assertIn(f"Năm {YEAR}, xã Mẫu có 03 người được công nhận.", text)
        self.assertNotIn("giảm", text)
        self.assertIn("tính đến ngày", half._period_text())

    def test_not_issued_empty_nor_before_its_year(self):
        self.report.action_take_figures()
        self.word(self.report)
        self.report.write({"number": "7", "date": f"{YEAR - 1}-12-20"})
        with self.assertRaises(UserError):
            self.report.action_issue()
        self.report.date = f"{YEAR}-12-20"
        texts = self.report.part_ids.mapped("text")
        self.report.part_ids.text = False
        with self.assertRaises(UserError):
            self.report.action_issue()
        self.report.part_ids[0].text = texts[0] or "Đã triển khai..."
        self.report.part_ids[0].text = "Kết quả ..."
        with self.assertRaises(UserError):
            self.report.action_issue()

    def test_years_of_lists_only(self):
        """What a list does not tell is not 0."""
        before = self.make_report(self.commune, year=YEAR - 1)
        before.action_take_figures()
        self.assertIsNone(before.figures["this"]["registered"])
        text = before.part_ids.filtered(lambda part: part.code == "results").text
        self.assertNotIn("0 người đăng ký", text)
        self.report.action_take_figures()
        _code, _heading, columns = self.report._matrices("earlier_figures")[0]
        labels = [one["label"] for one in columns]
        self.assertNotIn("Công nhận năm trước", labels)
        registered = columns[labels.index("Đăng ký")]
        self.assertEqual({*registered["values"], registered["total"]}, {None})
