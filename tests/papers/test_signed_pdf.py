"""What a signed copy says of itself: resolution of a scan, digital signatures; and the
public page that tells which file somebody holds."""

import base64
import io
from datetime import datetime, timedelta, timezone
from unittest.mock import patch

from PIL import Image
from pypdf import PdfReader, PdfWriter, Transformation
from pypdf.generic import NameObject, NumberObject

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.cdht_module.tools import limited_child, signed_pdf

from ..common import scanned
from ..paper_common import PaperCase

SIGNER = "Hoàng Văn Mẫu"


def sheet():
    writer, stream = PdfWriter(), io.BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(stream)
    return stream.getvalue()


def scan(dots):
    """A sheet of A4 as a scanner makes it, with so many dots an inch."""
    size = round(dots * 210 / 25.4), round(dots * 297 / 25.4)
    stream = io.BytesIO()
    Image.new("RGB", size, "white").save(stream, "PDF", resolution=dots)
    return stream.getvalue()


def signed(content):
    """``content`` with a digital signature by a certificate that nobody knows."""
    from asn1crypto import keys
    from asn1crypto import x509 as certificates
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, SIGNER),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "UBND xã Mẫu"),
        ]
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1))
        .not_valid_after(datetime(2046, 1, 1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    signer = signers.SimpleSigner(
        signing_cert=certificates.Certificate.load(
            certificate.public_bytes(serialization.Encoding.DER)
        ),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )
    return signers.sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(content)),
        signers.PdfSignatureMetadata(field_name="Signature1"),
        signer=signer,
    ).getvalue()


@tagged("post_install", "-at_install")
class TestSignedPdf(PaperCase):
    def setUp(self):
        super().setUp()
        self.decision = self.recognise(self.make_list())

    def _attach(self, content):
        self.decision.signed_file = base64.b64encode(content)
        copies = self.decision.signed_copy_ids
        return copies.filtered("is_current").with_context(lang="vi_VN")

    def test_as_it_was_signed(self):
        copy = self._attach(signed(sheet()))
        self.assertEqual(copy.reading["signatures"][0]["verdict"], "intact")
        for text in (SIGNER, "UBND xã Mẫu", "nguyên vẹn", "chưa đối chiếu"):
            self.assertIn(text, copy.signature_text)
        self.assertNotIn("hợp lệ", copy.signature_text)
        self.assertFalse(copy.reading_warning)
        self.assertEqual(copy.page_count, 1)

    def test_altered_after_it_was_signed(self):
        content = signed(sheet())
        place = content.index(b"842", content.index(b"/MediaBox"))
        copy = self._attach(content[:place] + b"843" + content[place + 3 :])
        self.assertEqual(copy.reading["signatures"][0]["verdict"], "altered")
        self.assertIn("đã bị sửa", copy.signature_text)
        self.assertNotIn("nguyên vẹn", copy.signature_text)
        self.assertIn("đã bị sửa", copy.reading_warning)

    def test_something_was_added_afterwards(self):
        stream = io.BytesIO()
        writer = PdfWriter(io.BytesIO(signed(sheet())), incremental=True)
        writer.pages[0].rotate(90)
        writer.write(stream)
        copy = self._attach(stream.getvalue())
        self.assertEqual(copy.reading["signatures"][0]["verdict"], "added")

    def test_resolution_is_measured(self):
        """By the dots of the image and its place on the page, whatever it claims."""
        copy = self._attach(scan(150))
        self.assertIn(copy.dpi, (149, 150))
        self.assertIn("200", copy.reading_warning)
        copy = self._attach(scan(300))
        self.assertIn(copy.dpi, (299, 300))
        self.assertFalse(copy.reading_warning)
        # A logo is no scan.
        logo = PdfReader(io.BytesIO(scan(20))).pages[0]
        writer = PdfWriter()
        blank = writer.add_blank_page(595, 842)
        blank.merge_transformed_page(logo, Transformation().scale(0.2))
        stream = io.BytesIO()
        writer.write(stream)
        self.assertFalse(self._attach(stream.getvalue()).dpi)

    def test_without_the_package(self):
        """The add-on says that it cannot read them."""
        content = signed(sheet())
        with patch.dict("sys.modules", {"pyhanko.pdf_utils.reader": None}):
            said = signed_pdf.look(content)
        self.assertIn(b'"unread": "library"', said)
        with patch.object(limited_child, "run", lambda *_a, **_k: said):
            copy = self._attach(content)
        self.assertIn("pyhanko", copy.reading_warning)
        copy.action_read()
        self.assertIn(SIGNER, copy.signature_text)

    def test_a_hostile_file_is_left_unread(self):
        """It is kept; what it does to its reader ends with the child."""
        overrun = limited_child.Overrun("signed_pdf:look")
        with patch.object(limited_child, "run", side_effect=overrun):
            copy = self._attach(sheet())
        self.assertEqual(copy.reading, {"error": "too_large"})
        self.assertTrue(copy.reading_warning)
        for content in (
            b"%PDF-1.7\n/ByteRange [0 1 2 3]\nstartxref\n9\n%%EOF\n",
            b"%PDF-1.7\n1 0 obj\n<</Pages 1 0 R /Kids [1 0 R]>>\nstartxref\n9\n%%EOF\n",
        ):
            copy = self._attach(content)
            self.assertFalse(copy.reading.get("signatures"))

    def test_what_a_file_says_of_itself_is_kept_within_bounds(self):
        """No number, letter or day of a foreign file is more than the database has."""
        self.assertEqual(signed_pdf._named("A\0B\ud800" + "C" * 300), "AB" + "C" * 198)
        last = datetime(9999, 12, 31, 23, 59, tzinfo=timezone.utc)
        first = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
        for time in (first, last):
            self.assertIsNone(signed_pdf._moment(time))
        writer, stream = PdfWriter(clone_from=io.BytesIO(scan(20))), io.BytesIO()
        for image in writer.pages[0]["/Resources"]["/XObject"].values():
            for side in ("/Width", "/Height"):
                image.get_object()[NameObject(side)] = NumberObject(10**14)
        writer.write(stream)
        copy = self._attach(stream.getvalue())
        self.assertEqual((copy.page_count, copy.dpi), (1, 100_000))

    def test_what_has_a_password_is_refused(self):
        """However the file says so; nobody could open it later."""
        for locked in ("/Encrypt 5 0 R", "/Encrypt<</Filter/Standard>>"):
            with self.subTest(locked=locked), self.assertRaises(UserError):
                self.decision.signed_file = scanned(locked)

    def test_the_time_is_that_of_the_communes(self):
        """Whatever the reader's own time zone is, or if they have none."""
        copy = self._attach(sheet())
        said = {"signer": SIGNER, "time": "2026-12-10T17:30:00+00:00"}
        copy.sudo().reading = {"signatures": [{**said, "verdict": "intact"}]}
        for tz in ("America/New_York", False):
            self.commune_user.tz = tz
            self.env.invalidate_all()
            text = copy.with_user(self.commune_user).signature_text
            self.assertIn("00:30 11/12/2026", text)

    def test_which_file_somebody_holds(self):
        """The page has the sums of what was printed and of what was signed apart."""
        self.env["ir.config_parameter"].sudo().set_param(
            "cdht_module.public_url", "https://cdht.example.vn"
        )
        self.commune.verifies_decisions = True
        self.decision.sudo()._make_verify_tokens()
        self.print_pdf(self.decision)
        self.decision.signed_file = scanned("ký")
        values = self.decision._verified_by(self.decision.sudo().verify_token)
        copy = self.decision.signed_copy_ids
        self.assertEqual(values["signed_hashes"], copy.sha256)
        self.assertTrue(values["hashes"])
        self.assertNotIn(copy.sha256, values["hashes"])
