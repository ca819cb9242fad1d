"""Papers for people with a phone: slips and forms whose codes a camera reads."""

import base64
import io

import pypdfium2
import zxingcpp
from pypdf import PdfReader

from odoo.tests import tagged

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS

from ..paper_common import PaperCase
from ..pdf_layout import page_text, text_lines

HOST = "https://congdanhoctap.xa-mau.gov.vn"
FORM = "cdht_module.assessment_form_paper"


def read_codes(pdf):
    """What a camera reads on each page."""
    pages = pypdfium2.PdfDocument(pdf)
    return [
        [one.text for one in zxingcpp.read_barcodes(page.render(scale=3).to_pil())]
        for page in pages
    ]


@tagged("post_install", "-at_install")
class TestPortalPapers(PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(ADDRESS, HOST)

    def test_slips_four_a_page(self):
        people = self.make_people(size=5)
        action = people.with_user(self.chapter).action_invite()
        sheet = self.env["cdht.slip.sheet"].browse(action["res_id"])
        pdf = base64.b64decode(sheet.pdf)
        codes = read_codes(pdf)
        self.assertEqual([len(page) for page in codes], [4, 1])
        for address in sum(codes, []):
            page, _mark, code = address.partition("#")
            self.assertEqual(page, f"{HOST}/cdht/moi")
            public = self.env.ref("base.public_user")
            slip = self.env["cdht.invitation"].with_user(public)._by_code(code)
            self.assertIn(slip.citizen_id, people)
        text = page_text(PdfReader(io.BytesIO(pdf)).pages[0])
        for person in people[:4]:
            self.assertIn(person.name, text)

    def test_forms_with_their_code(self):
        """A form each, and the code over nothing that is printed."""
        group = self.env.ref("cdht_module.labour_group_n1")
        people = self.make_people(
            size=2, birth_date="1968-03-05", gender="male", labour_group_id=group.id
        )
        dossiers = self.register(people).with_user(self.chapter)
        plain = self.print_pdf(dossiers, self.chapter, FORM)
        self.assertFalse(any(read_codes(plain)))
        dossiers.action_print_form_with_code()
        pdf = self.print_pdf(dossiers, self.chapter, FORM)
        codes = read_codes(pdf)
        self.assertEqual(len(codes), len(read_codes(plain)), "no page more")
        tokens = dossiers.sudo().key_ids.mapped("token")
        self.assertEqual(
            sorted(sum(codes, [])),
            sorted(f"{HOST}/cdht/phieu-cua-toi#{token}" for token in tokens),
        )
        text = " ".join(map(page_text, PdfReader(io.BytesIO(pdf)).pages))
        for key in dossiers.sudo().key_ids:
            self.assertIn(key._typed_code(), text, "for who cannot scan")
        for line in text_lines(PdfReader(io.BytesIO(pdf)).pages[0]):
            self.assertFalse(
                line.right > 181 and 8 < line.y < 27.5, f"under the code: {line}"
            )

    def test_once_submitted_no_code_is_printed(self):
        dossier = self.register(self.make_people())
        dossier.action_print_form_with_code()
        self.carry(dossier, "self_assessed")
        self.assertFalse(any(read_codes(self.print_pdf(dossier, report=FORM))))
