"""The years before, in the guided set-up: people and titles from an office's files."""

import base64
import io

import docx

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import CommuneCase
from ..import_case import BE, HEADER, TITLES, person, title, workbook


@tagged("post_install", "-at_install")
class TestEarlier(CommuneCase):
    def open_setup(self):
        setup = self.env["cdht.setup"].with_user(self.commune_user).create({})
        setup.step = "earlier"
        return setup

    def file(self, *rows):
        return workbook({self.village.name: rows})

    def test_people_first_then_their_titles(self):
        setup = self.open_setup()
        setup.write(
            {
                "earlier_list": self.file(HEADER, person(), person(BE)),
                "earlier_list_name": "2025.xlsx",
            }
        )
        action = setup.action_next()
        read = self.env["cdht.import"].browse(action["res_id"])
        self.assertEqual(
            (read.kind, read.state, read.row_count, read.filename),
            ("people", "checked", 2, "2025.xlsx"),
        )
        self.assertEqual(setup.step, "earlier")
        self.assertFalse(setup.earlier_list)
        read.with_user(self.commune_user).action_import()
        setup.write(
            {
                "earlier_titles": self.file(TITLES, title()),
                "earlier_titles_name": "qd.xlsx",
            }
        )
        read = self.env["cdht.import"].browse(setup.action_next()["res_id"])
        read.with_user(self.commune_user).action_import()
        found = self.env["cdht.recognition"].search([("year", "=", 2025)])
        self.assertEqual(found.citizen_id.name, "Lò Văn An")
        setup.action_next()
        self.assertEqual(setup.step, "done")

    def test_without_a_year_it_says_what_to_do(self):
        setup = self.open_setup()
        setup.year = 2031
        setup.earlier_list = self.file(HEADER, person(), person(BE))
        self.assertRefused(UserError, "Year", setup.action_next)

    def read_signed(self, *columns):
        """What is proposed from a decision's Word file with that block at its end."""
        document = docx.Document()
        document.add_paragraph("QUYẾT ĐỊNH")
        document.add_table(rows=1, cols=2).cell(0, 0).text = "STT"
        cells = document.add_table(rows=1, cols=len(columns)).rows[0].cells
        for cell, lines in zip(cells, columns, strict=True):
            cell.text = "\n".join(lines)
        stream = io.BytesIO()
        document.save(stream)
        return self.read_file(base64.b64encode(stream.getvalue()))

    def read_file(self, content):
        setup = self.env["cdht.setup"].with_user(self.manager).create({})
        setup.write({"step": "bodies", "commune_id": self.commune.id})
        form = Form(setup)
        form.signed_paper = content
        self.assertFalse(form.signed_paper)
        return (form.leader, form.leader_post, form.chair, form.chair_post)

    def test_who_signed_is_read_from_last_years_decision(self):
        before = self.env["cdht.signatory"].search_count([])
        to = ["Nơi nhận:", "- Như Điều 3;", "- Chủ tịch UBND xã;", "- Lưu: VT."]
        self.assertEqual(
            self.read_signed(
                to, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "(Đã ký)",
                     "Vi Thị Bích Mẫu"],
            ),
            ("Vi Thị Bích Mẫu", "Phó Chủ tịch", False, "Chủ tịch"),
        )  # fmt: skip
        found = self.read_signed(
            to, ["TM. BAN CHẤP HÀNH", "CHỦ TỊCH", "", "Lý Văn Mẫu"]
        )
        self.assertEqual(found[2:], ("Lý Văn Mẫu", "Chủ tịch"))
        self.assertNotEqual(found[0], "Lý Văn Mẫu")
        people = [["STT", "Họ và tên"], [1, "Lò Văn An"], []]
        rows = [*people, ["", "CHỦ TỊCH"], ["", "(ký, đóng dấu)"], ["", "Chu Văn Mẫu"]]
        self.assertEqual(
            self.read_file(workbook({"QĐ": rows}))[:2], ("Chu Văn Mẫu", "Chủ tịch")
        )
        # Nobody signs before it was looked at.
        self.assertEqual(self.env["cdht.signatory"].search_count([]), before)

    def test_a_paper_without_signature_says_so(self):
        setup = self.env["cdht.setup"].with_user(self.manager).create({})
        answer = setup.onchange(
            {"signed_paper": self.file(HEADER, person()).decode()},
            ["signed_paper"],
            {"signed_paper": {}, "leader": {}},
        )
        self.assertIn("warning", answer)

    def test_it_is_the_officers_step(self):
        setup = self.env["cdht.setup"].with_user(self.manager).create({})
        self.assertNotIn("earlier", setup._steps())
