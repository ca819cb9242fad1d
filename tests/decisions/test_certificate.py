import io
import os
from pathlib import Path
from unittest.mock import patch

from psycopg2 import IntegrityError
from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import CommuneHttpCase
from ..desk import desks
from ..paper_common import PaperCase, pieces
from ..pdf_layout import MM, page_text

REPORT = "cdht_module.report_cdht_"
_SHOTS = os.environ.get("CDHT_SHOTS")


@tagged("post_install", "-at_install")
class TestCertificate(PaperCase):
    """Certificates on plain paper and over bought forms; the list for signing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.long_name = "Nguyễn Thị Bích Thủy Phương Khánh Linh"
        dossiers = cls.make_list(cls.village, 3, five=1, names={1: cls.long_name})
        cls.decision = cls.decision_on(cls.petition(dossiers))
        cls.issue(cls.decision, "215")
        cls.titles = cls.decision.recognition_ids

    def _reader(self, report, records):
        pdf = self.print_pdf(records, report=REPORT + report)
        return PdfReader(io.BytesIO(pdf))

    def _texts(self, report, records):
        return [page_text(page) for page in self._reader(report, records).pages]

    def test_one_a_person_on_landscape_paper(self):
        reader = self._reader("certificate", self.titles)
        self.assertEqual(len(reader.pages), len(self.titles))
        for page, title in zip(reader.pages, self.titles, strict=True):
            self.assertAlmostEqual(float(page.mediabox.width) / MM, 297, delta=0.2)
            self.assertAlmostEqual(float(page.mediabox.height) / MM, 210, delta=0.2)
            lines = [text for text, _x, _y in pieces(page)]
            # The name stands on one line, however long.
            self.assertIn(title.printed_name, lines)
            text = " ".join(" ".join(lines).split())
            self.assertIn("“CÔNG DÂN HỌC TẬP” NĂM 2026", text)
            self.assertIn("Sinh năm 1980; thôn Một, xã Mẫu, tỉnh Mẫu", text)
            self.assertIn("Quyết định số 215/QĐ-UBND ngày 10 tháng 12 năm 2026", text)
            self.assertIn("Nguyễn Văn Mẫu", text)
            self.assertNotIn("TIÊU BIỂU", text)

    def test_people_are_addressed_by_their_sex(self):
        """Both forms only where the sex is not known."""
        for title, sex in zip(self.titles, ("male", "female", False), strict=True):
            title.citizen_id.sudo().gender = sex
        texts = self._texts("certificate", self.titles)
        for text, form in zip(texts, ("Ông", "Bà", "Ông/bà"), strict=True):
            self.assertIn(f"Chứng nhận {form}: ", text)
        # Whom it addresses the office above reads too, though not the person.
        report = REPORT + "certificate"
        text = self.print_text(self.titles[0], user=self.district, report=report)
        self.assertIn("Chứng nhận Ông: ", text)

    def test_room_for_the_seal_and_beside_the_ornament(self):
        """Three lines of a post leave 28 mm above a long name; the corners' ornaments
        end at 42 mm from the edge, the code and its text begin after them."""
        deputy = self.env["cdht.signatory"].create(
            {"unit_id": self.commune.id, "capacity": "kt", "post": "Phó Chủ tịch",
             "head_post": "Chủ tịch", "name": "Nguyễn Thị Bích Thủy Phương Khánh"}
        )  # fmt: skip
        petition = self.petition(self.make_list(self.village_2))
        decision = self.decision_on(petition, signatory_id=deputy.id)
        self.issue(decision, "216", "2026-12-11")
        page = self._reader("certificate", decision.recognition_ids).pages[0]
        place = {text: (x, y) for text, x, y in pieces(page)}
        self.assertIn("KT. CHỦ TỊCH", place)
        post, name = place["PHÓ CHỦ TỊCH"], place[deputy.name]
        self.assertGreater(name[1] - post[1], 28)
        self.assertGreater(297 - 42, name[0] + 85)
        book = next(x for text, x, _y in pieces(page) if "Số vào sổ" in text)
        self.assertGreater(book, 42)

    def test_five_years_have_their_own(self):
        texts = self._texts("outstanding_certificate", self.titles)
        self.assertEqual(len(texts), 1)
        self.assertIn("“CÔNG DÂN HỌC TẬP” TIÊU BIỂU XUẤT SẮC", texts[0])
        self.assertIn("5 năm liền (2022 - 2026)", texts[0])
        with self.assertRaisesRegex(UserError, "five years"):
            others = self.titles.filtered(lambda title: not title.is_outstanding)
            self.print_pdf(others, report=REPORT + "outstanding_certificate")

    def test_numbers_continue_the_book(self):
        decision = self.decision.with_user(self.commune_user)
        batch = self.env["cdht.print.batch"].with_user(self.commune_user)
        batch = batch.with_context(active_model=decision._name, active_ids=decision.ids)
        self.assertIn("3", batch.new(batch.default_get(["res_ids"])).notice)
        self.assertTrue(decision.has_unnumbered)
        told = decision.action_number_certificates()["params"]["message"]
        self.assertFalse(decision.has_unnumbered)
        self.assertIn("01/2026", told)
        self.assertIn("03/2026", told)
        self.assertFalse(batch.new(batch.default_get(["res_ids"])).notice)
        in_order = self.env["cdht.unit"]._in_paper_order(self.titles)
        self.assertEqual(
            in_order.mapped("certificate_number"), ["01/2026", "02/2026", "03/2026"]
        )
        again = decision.action_number_certificates()  # a second click
        self.assertIn("already", again["params"]["message"])
        self.assertEqual(in_order[0].certificate_number, "01/2026")
        later = self.decision_on(self.petition(self.make_list(self.village_2, 2)))
        self.issue(later, "216")
        later.action_number_certificates()
        self.assertEqual(
            sorted(later.recognition_ids.mapped("certificate_number")),
            ["04/2026", "05/2026"],
        )
        self.assertIn("Số vào sổ: 01/2026", self._texts("certificate", in_order[0])[0])
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            in_order[1].certificate_number = "01/2026"
            self.env.flush_all()

    def test_book_is_the_bodys(self):
        with self.assertRaises(AccessError):
            self.decision.with_user(self.chapter).action_number_certificates()
        draft = self.decision.copy()
        with self.assertRaises(UserError):
            draft.action_number_certificates()

    def test_reissue_says_so(self):
        title = self.titles[0].with_user(self.commune_user)
        with self.assertRaises(UserError):
            title.action_reissue(" ")
        title.action_reissue("Bị mất")
        title.action_reissue("Bị rách")
        text = self._texts("certificate", self.titles[0])[0]
        self.assertIn("(Cấp lại lần 2, ngày 15 tháng 10 năm 2026)", text)
        self.assertEqual(self.traces(self.titles[0], "reissue")[-1].reason, "Bị rách")
        with self.assertRaises(AccessError):
            self.titles[0].with_user(self.chapter).action_reissue("Bị mất")

    def test_revoked_and_imported_titles_have_none(self):
        self.titles[2]._make_move("revoke", "thử")
        imported = self.make_titles(self.titles[0].citizen_id, [2020])
        for title in (self.titles[2], imported):
            with self.assertRaises(UserError):
                self.print_pdf(title, report=REPORT + "certificate")
            with self.assertRaises(UserError):
                title.action_reissue("Bị mất")

    def _make_blank(self, **vals):
        return self.env["cdht.certificate.blank"].create(
            {
                "name": "Phôi của xã",
                "unit_id": self.commune.id,
                "line_ids": [
                    Command.create(
                        {"part": "name", "x": 100, "y": 80, "align": "left"}
                    ),
                    Command.create(
                        {"part": "number", "x": 30, "y": 170, "align": "left",
                         "font_size": 12}
                    ),
                ],
                **vals,
            }
        )  # fmt: skip

    def _place(self, text, page):
        return next((x, y) for found, x, y in pieces(page) if found == text)

    def test_on_a_bought_form_only_texts_at_their_places(self):
        self.decision.action_number_certificates()
        title = self.titles.filtered(lambda t: t.certificate_number == "01/2026")
        blank = self._make_blank(height=200)
        page = self._reader("certificate_on_blank", title).pages[0]
        self.assertAlmostEqual(float(page.mediabox.height) / MM, 200, delta=0.2)
        self.assertEqual(
            {text for text, _x, _y in pieces(page)}, {title.printed_name, "01/2026"}
        )
        name, number = (
            self._place(title.printed_name, page),
            self._place("01/2026", page),
        )
        self.assertAlmostEqual(name[0], 100, delta=0.5)
        self.assertAlmostEqual(number[0], 30, delta=0.5)
        # `y` is the top of the line; letters of 12 points stand 3.9 mm below it.
        self.assertAlmostEqual(number[1], 170 + 3.9, delta=0.5)
        blank.write({"offset_x": -2, "offset_y": 3})
        page = self._reader("certificate_on_blank", title).pages[0]
        moved = self._place("01/2026", page)
        self.assertAlmostEqual(moved[0], number[0] - 2, delta=0.1)
        self.assertAlmostEqual(moved[1], number[1] + 3, delta=0.1)

    def test_test_page_and_common_form(self):
        five = self._texts("outstanding_on_blank", self.titles[:1])
        self.assertIn("2022 - 2026", five[0])
        texts = self._texts("blank_test", self._make_blank())
        self.assertEqual(len(texts), 1)
        self.assertIn("|100", texts[0])
        self.env["cdht.certificate.blank"].search([]).unlink()
        with self.assertRaisesRegex(UserError, "measures"):
            self._reader("certificate_on_blank", self.titles[:1])

    def test_list_for_signing(self):
        self.decision.action_number_certificates()
        text = self.print_text(self.decision, report=REPORT + "receipt")
        self.assertNotIn("Tiền thưởng", text)
        self.assertIn("Danh sách có 03 (ba) cá nhân.", text)

    def test_bonus_in_the_decision_and_on_the_list(self):
        """The article, the annexed list and the list for signing name one sum."""
        titles = self.make_list(self.village_2, 3, five=1)
        decision = self.decision_on(
            self.petition(titles),
            bonus_amount=100000,
            bonus_outstanding_amount=250000,
            bonus_reason="Quy chế số 01/QC-UBND ngày 05 tháng 01 năm 2026 của Ủy ban"
            " nhân dân xã Mẫu",
        )
        self.issue(decision, "216", "2026-12-11")
        text = self.print_text(decision)
        for words in (
            "Điều 3. Tiền thưởng kèm theo danh hiệu: 100.000 đồng/người; cá nhân tiêu"
            " biểu xuất sắc 250.000 đồng/người; tổng số 450.000 đồng (Bằng chữ: Bốn"
            " trăm năm mươi nghìn đồng), theo Quy chế số 01/QC-UBND ngày 05 tháng 01"
            " năm 2026 của Ủy ban nhân dân xã Mẫu.",
            "Tổng cộng 450.000",
            "Danh sách có 03 (ba) cá nhân, tổng số tiền thưởng 450.000 đồng (Bằng chữ:"
            " Bốn trăm năm mươi nghìn đồng)./.",
            "Danh sách có 01 (một) cá nhân./.",
        ):
            self.assertIn(words, text)
        receipt = self.print_text(decision, report=REPORT + "receipt")
        for words in (
            "DANH SÁCH KÝ NHẬN GIẤY CHỨNG NHẬN VÀ TIỀN THƯỞNG",
            "I. Thôn Hai (3 người): 450.000 đồng",
            "Tổng cộng 450.000",
            "Tổng số tiền thưởng: 450.000 đồng",
            "(Bằng chữ: Bốn trăm năm mươi nghìn đồng).",
            "KẾ TOÁN",
            "(Theo Quyết định số 216/QĐ-UBND",
        ):
            self.assertIn(words, receipt)
        rows = decision._receipt_values()["groups"][0]["rows"]
        self.assertEqual(
            sorted(row[4] for row in rows), ["100.000", "100.000", "250.000"]
        )
        decision.recognition_ids[:1].sudo().state = "revoked"
        decision.action_check()
        self.assertEqual(set(decision.finding_ids.mapped("code")), {"receipt"})
        receipt = self.print_text(decision, report=REPORT + "receipt")
        self.assertIn("Tổng số theo Quyết định: 450.000 đồng", receipt)


@tagged("post_install", "-at_install")
class TestCertificateScreen(CommuneHttpCase):
    """Before printing one reads how many lack their number; numbering says what it
    did."""

    def test_one_title_without_number(self):
        """Its menu “Print” asks first, too."""
        self.commune_user.lang = "vi_VN"
        title = self.make_dossiers("recognised").decision_id.recognition_ids
        says = "document.querySelector('.modal')?.innerText.includes('1 giấy chưa vào')"
        press = "document.querySelector('.modal-footer .btn-{}').click()"
        render = patch.object(
            self.env.registry["ir.actions.report"],
            "_render_qweb_pdf",
            return_value=(b"%PDF-1.7", "pdf"),
        )
        with render as rendered, desks(self, self.commune_user) as desk:
            desk.open(f"/odoo/action-cdht_module.action_cdht_recognition/{title.id}")
            desk.wait("document.querySelector('.o_form_view')")
            for answer, is_printed in (("secondary", False), ("primary", True)):
                desk.run(
                    "window.done = false;"
                    "void odoo.__WOWL_DEBUG__.root.env.services.action.doAction("
                    "'cdht_module.report_cdht_certificate',"
                    f" {{additionalContext: {{active_ids: [{title.id}]}}}})"
                    ".then(() => (window.done = true))"
                )
                desk.wait(says)
                self.look(desk, "in-mot-giay-chua-co-so")
                desk.run(press.format(answer))
                desk.wait("window.done && !document.querySelector('.modal')")
                self.assertEqual(rendered.called, is_printed)

    def test_numbers_before_printing(self):
        self.commune_user.lang = "vi_VN"
        decision = self.make_dossiers("recognised", size=2).decision_id
        says = "document.querySelector('{}')?.innerText.includes('{}')"
        with desks(self, self.commune_user) as desk:
            desk.open(f"/odoo/cdht.decision/{decision.id}")
            desk.wait("document.querySelector('[name=action_number_certificates]')")
            desk.touch("In giấy chứng nhận")
            desk.wait(says.format(".modal .alert-warning", "2 giấy chưa vào sổ"))
            self.look(desk, "in-giay-chua-co-so")
            desk.run("document.querySelector('.modal [special=cancel]').click()")
            desk.wait("!document.querySelector('.modal')")
            desk.run(
                "document.querySelector('[name=action_number_certificates]').click()"
            )
            desk.wait(says.format(".o_notification", "01/2026 đến 02/2026"))
            self.look(desk, "da-vao-so")
            desk.touch("In giấy chứng nhận")
            desk.wait(
                "document.querySelector('.modal [name=two_sided]') &&"
                " !document.querySelector('.modal .alert-warning')"
            )
            self.look(desk, "in-giay-co-so")
            desk.run("document.querySelector('.modal [special=cancel]').click()")
            desk.wait("!document.querySelector('.modal')")
        self.assertTrue(all(decision.recognition_ids.mapped("certificate_number")))

    def look(self, desk, name):
        if _SHOTS:
            desk.screenshot(Path(_SHOTS) / f"{name}.png")
