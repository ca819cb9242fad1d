"""Signed copies and scans: what is in the file counts, the earlier ones stay, and
everybody who reads the paper sees by which check sum it is known."""

import base64
import hashlib
import io

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.cdht_module.tools.evidence_file import kind_of

from ..common import scanned
from ..issued_world import IssuedCase

PAGE = b"<html><script>alert(1)</script></html>"


def picture(kind):
    stream = io.BytesIO()
    Image.new("RGB", (20, 20), "white").save(stream, kind)
    return stream.getvalue()


def digitally_signed():
    """A PDF with a field of a digital signature, as signing programmes leave it."""
    writer = PdfWriter()
    writer.add_blank_page(595, 842)
    field = DictionaryObject(
        {
            NameObject("/FT"): NameObject("/Sig"),
            NameObject("/T"): TextStringObject("Signature1"),
            NameObject("/V"): DictionaryObject(
                {NameObject("/Type"): NameObject("/Sig"),
                 NameObject("/SubFilter"): NameObject("/adbe.pkcs7.detached"),
                 NameObject("/Contents"): TextStringObject("00" * 32)}
            ),
        }
    )  # fmt: skip
    form = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([writer._add_object(field)])}
    )
    writer.root_object[NameObject("/AcroForm")] = form
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def as_sent(content):
    return base64.b64encode(content).decode()


@tagged("post_install", "-at_install", "access_rights")
class TestSignedCopy(IssuedCase):
    def test_kinds_by_content(self):
        for content, kind in (
            (digitally_signed(), "pdf"),
            (picture("JPEG"), "jpg"),
            (picture("PNG"), "png"),
            # As telephones and scanners write them.
            (picture("JPEG") + b"\0\0SEFHi\0\0\0SEFT", "jpg"),
            (digitally_signed() + b"\n\0\0\0", "pdf"),
            (PAGE, None),
            (b"", None),
            (b"%PDF-1.7 cut short", None),
            (picture("PNG")[:-20], None),
            (picture("JPEG") + PAGE, None),
            (digitally_signed() + PAGE, None),
            (PAGE + digitally_signed(), None),
            (picture("GIF"), None),
            (b"II*\0" + PAGE, None),
            (b"PK\x03\x04", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        ):
            with self.subTest(content=content[:30]):
                self.assertEqual(kind_of(content), kind)

    def test_not_by_a_default_of_the_request(self):
        page = base64.b64encode(PAGE).decode()
        letters = self.env["cdht.letter"].with_user(self.commune_user)
        letter = letters.with_context(default_signed_file=page).create(
            {"issuing_unit_id": self.commune_user.cdht_unit_ids[:1].id}
        )
        self.assertFalse(letter.signed_file or letter.signed_copy_ids)

    def test_a_pdf_with_a_password_is_refused(self):
        """Nobody could open it later."""
        writer = PdfWriter()
        writer.add_blank_page(100, 100)
        writer.encrypt("bi mat", algorithm="RC4-128")
        locked = io.BytesIO()
        writer.write(locked)
        self.bring("consent_sheet", "h")
        sheet = self.records["cdht.consent.sheet"].with_user(self.chapter)
        with self.assertRaisesRegex(UserError, "password"):
            sheet.scan = base64.b64encode(locked.getvalue())

    def test_every_place_takes_papers_only(self):
        """Every kind of paper, and the scanned sheet, by RPC and whatever the name."""
        places = self.env.registry.descendants(["cdht.signed"], "_inherit")
        places = {name for name in places if not self.env[name]._abstract}
        self.assertEqual(places, self.documents() | {"cdht.consent.sheet"})
        for model in sorted(places):
            with self.subTest(model=model), self._undone():
                if model in self.documents():
                    record = self.draft(model)
                else:
                    self.bring("consent_sheet", "h")
                    record = self.records[model]
                self._try_place(record)

    def _try_place(self, record):
        file, name = record._signed_field, record._signed_name
        office = record.with_user(self.commune_user)
        for content in (PAGE, b"MZ", picture("GIF"), b"<svg/>"):
            with self.assertRaisesRegex(UserError, "is a PDF, or a picture"):
                office.write({file: as_sent(content), name: "ban-ky.pdf"})
        for value in ("no base64 at all", 7, ["x"], {"a": 1}):
            with self.assertRaises(UserError):
                office.write({file: value})
        office.write({file: as_sent(picture("PNG")), name: "../../x.html"})
        self.assertEqual(record[name], "x.png")
        office.write({file: scanned("1"), name: False})
        self.assertTrue(record[name].endswith(".pdf"))
        self.assertEqual(len(record.signed_copy_ids), 2 + (file == "scan"))

    def test_a_digital_signature_stays_byte_for_byte(self):
        decision = self.standing("cdht.decision").with_user(self.commune_user)
        content = digitally_signed()
        decision.write({"signed_file": as_sent(content), "signed_filename": "q.pdf"})
        decision.invalidate_recordset()
        self.assertEqual(base64.b64decode(decision.signed_file), content)
        self.assertEqual(decision.signed_hash, hashlib.sha256(content).hexdigest())

    def test_earlier_copies_stay(self):
        decision = self.standing("cdht.decision").with_user(self.commune_user)
        for text in ("first", "second", "second"):
            decision.write({"signed_file": scanned(text), "signed_filename": "a.pdf"})
        copies = decision.signed_copy_ids
        self.assertEqual(copies.mapped("is_current"), [True, False, False])
        digests = [
            hashlib.sha256(base64.b64decode(scanned(text))).hexdigest()
            for text in ("second", "second", "first")
        ]
        self.assertEqual(copies.mapped("sha256"), digests)
        self.assertEqual(copies.create_uid, self.commune_user)
        self.assertEqual(copies[2].file.decode(), scanned("first"))
        moves = self.traces(decision.sudo()).filtered(
            lambda trace: trace.move.endswith("_signed")
        )
        self.assertEqual(
            moves.mapped("move"), ["attach_signed"] + ["replace_signed"] * 2
        )
        self.assertEqual(moves.mapped("value_from"), [False, digests[2], digests[1]])
        self.assertEqual(moves.mapped("value_to"), digests[::-1])
        self.assertEqual(moves[1].display_name, "Signed copy replaced")

    def test_the_copy_of_a_standing_paper_is_not_taken_away(self):
        """Whatever kind of paper; only what is being made loses its copy, traced."""
        for model in sorted(self.documents() - {"cdht.proposal"}):
            with self.subTest(model=model), self._undone():
                paper = self.draft(model)
                paper.write({"signed_file": scanned("1"), "signed_filename": "a.pdf"})
                digest = paper.signed_hash
                paper.signed_file = False
                self.assertFalse(paper.signed_hash or paper.signed_filename)
                self.assertEqual(paper.signed_copy_ids.mapped("is_current"), [False])
                self.assertRecordValues(
                    self.traces(paper, "remove_signed"),
                    [{"value_from": digest, "value_to": False}],
                )
        for model in sorted(self.documents()):
            with self.subTest(model=model), self._undone():
                paper = self.standing(model)
                paper.signed_file = False  # there is none yet: nothing happens
                paper.write({"signed_file": scanned("1"), "signed_filename": "a.pdf"})
                with self.assertRaisesRegex(UserError, "is not taken away"):
                    paper.signed_file = False
                self.assertTrue(paper.signed_hash)
                self.assertFalse(self.traces(paper, "remove_signed"))

    def test_files_from_before_are_kept_too(self):
        decision = self.standing("cdht.decision")
        decision.write({"signed_file": scanned("old"), "signed_filename": "a.pdf"})
        self.env["cdht.signed.copy"]._of(decision).unlink()
        decision.with_user(self.commune_user).signed_file = scanned("new")
        copies = decision.signed_copy_ids
        self.assertEqual(
            [copy.file.decode() for copy in copies], [scanned("new"), scanned("old")]
        )

    def test_who_reads_the_paper_reads_its_copies(self):
        decision = self.standing("cdht.decision")
        decision.write({"signed_file": scanned("1"), "signed_filename": "a.pdf"})
        decision.write({"signed_file": scanned("2"), "signed_filename": "b.pdf"})
        copies = decision.signed_copy_ids
        for user in (self.commune_user, self.district):
            own = copies.with_user(user)
            self.assertEqual(own.search([]), copies)
            self.assertEqual(len(own.read(["file", "sha256"])), 2)
        for user in (self.chapter, self.commune_other, self.manager):
            with self.subTest(user=user.login):
                other = copies.with_user(user)
                other.invalidate_recordset()
                self.assertFalse(other.search([]))
                with self.assertRaises(AccessError):
                    other.read(["filename"])
        for vals in ({"file": scanned("x")}, {"is_current": True}, {"res_id": 1}):
            with self.assertRaises(AccessError):
                copies.with_user(self.commune_user).write(vals)
        with self.assertRaises(AccessError):
            copies.with_user(self.commune_user).unlink()
        files = self.env["ir.attachment"].with_user(self.commune_user)
        stored = files.search(
            [("res_model", "=", "cdht.signed.copy"), ("res_field", "=", "file")]
        )
        for attempt in (lambda: stored.write({"datas": b""}), stored.unlink):
            with self.assertRaises(AccessError):
                attempt()

    def test_a_sheet_keeps_the_scan_that_was_replaced(self):
        self.bring("consent_sheet", "h")
        sheet = self.records["cdht.consent.sheet"].with_user(self.chapter)
        first = sheet.signed_hash
        sheet.write({"scan": scanned("better"), "scan_filename": "to.pdf"})
        sheet.assessment_ids = [Command.set(self.dossier.ids)]
        sheet.action_record()
        self.assertNotEqual(sheet.signed_hash, first)
        self.assertIn(first, sheet.signed_copy_ids.mapped("sha256"))
        with self.assertRaises(UserError):
            sheet.scan = scanned("other")

    def test_a_draft_takes_its_copies_along(self):
        letter = self.draft("cdht.letter")
        letter.signed_file = scanned()
        copies = letter.signed_copy_ids
        letter.unlink()
        self.assertFalse(copies.exists())

    def test_a_kept_copy_opens_as_a_form_that_saves_nothing(self):
        copies = self.env["cdht.signed.copy"].with_user(self.commune_user)
        for kind in ("form", "kanban"):
            arch = copies.get_view(view_type=kind)["arch"]
            for part in ('edit="false"', 'name="create_date"', 'name="is_current"'):
                with self.subTest(kind=kind, part=part):
                    self.assertIn(part, arch)
            self.assertNotIn("res_model", arch)
        self.assertIn("<footer>", copies.get_view(view_type="form")["arch"])

    def test_the_form_shows_the_check_sum(self):
        for model in (*self.documents(), "cdht.consent.sheet"):
            records = self.env[model].with_user(self.commune_user)
            arch = records.get_view(view_type="form")["arch"]
            for name in ("signed_hash", "signed_copy_ids"):
                with self.subTest(model=model):
                    self.assertIn(f'name="{name}"', arch)
