"""Uploaded files are read in a child process, which ends if a file breaks it; evidence
is kept cleaned."""

import base64
import io
import os
import re
import subprocess
import sys
import time
import zlib
from unittest.mock import patch

from PIL import Image
from pypdf import PdfWriter
from pypdf.actions import JavaScript
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from odoo.addons.cdht_module.models.dossiers.ir_attachment import TryLater
from odoo.addons.cdht_module.tools import limited_child
from odoo.addons.cdht_module.tools.evidence_file import NotEvidence, as_kept

from ..common import CommuneCase, CommuneHttpCase
from ..sample_file import blank_page, picture, with_place

LINE = "cdht.assessment.line"


def action(kind, **entries):
    """A change of a PDF: something on its first page that can be clicked."""

    def change(writer):
        does = DictionaryObject({NameObject("/S"): NameObject(kind)})
        for key, value in entries.items():
            does[NameObject(f"/{key}")] = TextStringObject(value)
        link = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Link"),
                NameObject("/Rect"): ArrayObject(map(NumberObject, (0, 0, 99, 99))),
                NameObject("/A"): writer._add_object(does),
            }
        )
        writer.pages[0][NameObject("/Annots")] = ArrayObject([link])

    return change


def catalog(key, value):
    """A change of a PDF: an entry of its catalog."""

    def change(writer):
        writer.root_object[NameObject(key)] = value

    return change


def script(writer):
    writer.add_open_action(JavaScript("app.alert(1)"))


def in_object_stream(content):
    """The same PDF with its catalog hidden in a compressed container."""
    container = b"9 0 " + content
    packed = zlib.compress(container)
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>" % len(packed)
    plain = blank_page()
    hidden = b"8 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (head, packed)
    table = int(re.search(rb"startxref\s+(\d+)", plain)[1])
    moved = plain[:table] + hidden + plain[table:]
    there = b"startxref\n%d"
    return moved.replace(there % table, there % (table + len(hidden)))


def files_of_many_kinds():
    """{what: (PDF, why it is refused)}"""
    named = blank_page(script)
    hexed = re.sub(rb"/(J)(avaScript|S)\b", rb"/#4a\2", named)
    locked = PdfWriter()
    locked.add_blank_page(100, 100)
    locked.encrypt("mật khẩu")
    stream = io.BytesIO()
    locked.write(stream)
    empty = DictionaryObject()
    return {
        "a script": (named, "active"),
        "a name in hex": (hexed, "active"),
        "a page on the web": (blank_page(action("/URI", URI="http://a")), "active"),
        "a form that is sent": (blank_page(action("/SubmitForm", F="x")), "active"),
        "another file": (blank_page(action("/GoToR", F="b.pdf")), "active"),
        "a program": (blank_page(action("/Launch", F="cmd.exe")), "active"),
        "a file inside": (
            blank_page(lambda w: w.add_attachment("a.exe", b"MZ")),
            "active",
        ),
        "what pages do": (blank_page(catalog("/AA", empty)), "active"),
        "a portfolio": (blank_page(catalog("/Collection", empty)), "active"),
        "a form of XFA": (
            blank_page(
                catalog("/AcroForm", DictionaryObject({NameObject("/XFA"): empty}))
            ),
            "active",
        ),
        "a container nobody names": (
            in_object_stream(b"<</S/Launch/F(cmd.exe)>>"),
            "active",
        ),
        "a password": (stream.getvalue(), "locked"),
        "no page": (b"%PDF-1.7\n%%EOF", "unreadable"),
        "cut short": (blank_page()[:-9], "unreadable"),
    }


@tagged("-at_install", "post_install")
class TestLimitedChild(BaseCase):
    """What a file does to its reader ends the child, and the caller hears of it."""

    def test_time_and_memory(self):
        """A picture that takes long, or much, is an answer after its time."""
        large = picture(size=(4000, 4000), kind="PNG")
        run = limited_child.run
        began = time.monotonic()
        with mute_logger(limited_child.__name__):
            with self.assertRaises(limited_child.Overrun):
                run("evidence_file:kept", large, seconds=-1)
            with self.assertRaises(limited_child.Overrun):
                run("evidence_file:kept", large, memory=70 << 20)
            with self.assertRaises(limited_child.Crashed):
                run("evidence_file:no_such", b"")
        self.assertLess(time.monotonic() - began, 20)

    def test_few_at_once(self):
        """Across processes: who finds no turn says so, and the turn comes back."""
        with limited_child._turn("evidence_file", 1, 0):
            with self.assertRaises(limited_child.Busy):
                limited_child.run("evidence_file:kept", b"", at_once=1, patience=0.1)
        with limited_child._turn("evidence_file", 1, 0):
            pass

    def test_the_child_knows_no_secrets(self):
        with patch.dict(os.environ, {"PGPASSWORD": "bí mật"}):
            self.assertNotIn("PGPASSWORD", limited_child._environment())


@tagged("-at_install", "post_install")
class TestAsKept(BaseCase):
    """What becomes of files by what they are."""

    def assertRefused(self, content, reason, **options):
        with self.assertRaises(NotEvidence) as caught:
            as_kept(content, **options)
        self.assertEqual(caught.exception.reason, reason)

    def test_pdf_that_does_something(self):
        for what, (content, reason) in files_of_many_kinds().items():
            with self.subTest(what):
                self.assertRefused(content, reason)

    def test_plain_pdf_stays_as_it_is(self):
        first = ArrayObject([NumberObject(0), NameObject("/Fit")])
        for content in (
            blank_page(),
            blank_page(catalog("/OpenAction", first)),
            blank_page(action("/GoTo")),
        ):
            self.assertEqual(as_kept(content), (content, "application/pdf", "pdf"))

    def test_what_stands_behind_a_pdf_is_cut(self):
        page = blank_page()
        kept = as_kept(page + b"<script>alert(1)</script>")[0]
        self.assertEqual(kept, page)

    def test_places_in_a_pdf_are_gone(self):
        """Of photos that an app has put into it."""
        photo = with_place()

        def put(writer):
            image = StreamObject()
            image[NameObject("/Subtype")] = NameObject("/Image")
            image[NameObject("/Filter")] = NameObject("/DCTDecode")
            image.set_data(photo)
            held = DictionaryObject({NameObject("/A"): writer._add_object(image)})
            writer.pages[0][NameObject("/Resources")] = DictionaryObject(
                {NameObject("/XObject"): held}
            )

        content = blank_page(put)
        place = content.index(photo)
        kept = as_kept(content)[0]
        self.assertEqual(len(kept), len(content))
        self.assertNotIn("Điện thoại".encode(), kept)
        left = Image.open(io.BytesIO(kept[place : place + len(photo)]))
        self.assertEqual((left.size, dict(left.getexif())), ((800, 600), {}))

    def test_pictures_are_bound_by_what_is_decoded(self):
        """118 million pixels: line by line they are read, all at once they are not."""
        large = {"size": (11_000, 10_700), "mode": "CMYK", "colour": 0}
        self.assertRefused(picture(**large, progressive=True), "too_large")
        self.assertRefused(picture(size=(5100, 5000), kind="PNG"), "too_large")
        small = as_kept(picture(size=(9_000, 9_000)))[0]
        self.assertEqual(Image.open(io.BytesIO(small)).size, (1600, 1600))

    def test_a_photo_with_a_second_one_behind(self):
        """As phones store depth and brightness."""
        script = (
            "import sys; from PIL import Image; one = Image.new('RGB', (80, 60));"
            "one.save(sys.stdout.buffer, 'MPO', save_all=True, append_images=[one])"
        )
        made = subprocess.run([sys.executable, "-c", script], capture_output=True)
        self.assertIn(b"MPF", made.stdout)
        self.assertEqual(as_kept(made.stdout)[1], "image/jpeg")

    def test_place_and_camera_are_gone(self):
        kept = as_kept(with_place())[0]
        self.assertFalse(dict(Image.open(io.BytesIO(kept)).getexif()))
        self.assertNotIn("Điện thoại".encode(), kept)


@tagged("post_install", "-at_install", "access_rights")
class TestOfficersEvidence(CommuneCase):
    def test_a_file_keeps_its_ending(self):
        line = self.make_dossiers().line_ids[0]
        file = self.env["ir.attachment"].with_user(self.chapter).create(
            {"name": "giấy khen.jpg", "raw": picture(), "res_model": LINE,
             "res_id": line.id}
        )  # fmt: skip
        file.name = "Giấy khen 2025.JPG"
        for name in ("a.html", "a", "a.jpg.html", ""):
            with self.assertRaises(UserError):
                file.name = name

    """What officers attach goes the way of people's own files."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_dossiers().line_ids[0]

    def files(self, **context):
        model = self.env["ir.attachment"].with_user(self.chapter)
        return model.with_context(**context)

    def bound(self, **vals):
        return {
            "name": "ảnh.jpg",
            "res_model": LINE,
            "res_id": self.line.id,
            **vals,
        }

    def test_bound_at_once_or_later(self):
        """Both are kept as JPEG without a place, and named so."""
        photo = with_place(kind="JPEG")
        early = self.files().create({"name": "ảnh.png", "raw": photo})
        bound = self.files().create(
            self.bound(name="b.html", datas=base64.b64encode(photo))
        )
        self.line.with_user(self.chapter).attachment_ids = early | bound
        for file in early | bound:
            self.assertEqual(file.mimetype, "image/jpeg")
            self.assertTrue(file.name.endswith(".jpg"), file.name)
            self.assertFalse(dict(Image.open(io.BytesIO(file.raw)).getexif()))

    def test_what_is_no_evidence(self):
        page = b"<html><script>alert(1)</script></html>"
        line = self.line.with_user(self.chapter)
        link = {"name": "a", "type": "url", "url": "https://nơi-khác.example"}
        with self.assertRaises(AccessError):
            line.attachment_ids = self.files().create(link)
        with self.assertRaises(AccessError):
            self.files().create(self.bound(**link))
        with self.assertRaises(UserError):
            line.attachment_ids = self.files().create({"name": "a.pdf", "raw": page})
        active = blank_page(script)
        for vals in (
            {"raw": page},
            {"raw": page, "mimetype": "image/jpeg"},
            {"db_datas": base64.b64encode(page)},
            {"datas": base64.b64encode(active), "mimetype": "application/pdf"},
        ):
            with self.assertRaises(UserError):
                self.files().create(self.bound(**vals))
        defaults = {"default_res_model": LINE, "default_res_id": self.line.id}
        with self.assertRaises(AccessError):
            self.files(**defaults).create({"name": "a.jpg", "raw": page})
        self.assertFalse(line.attachment_ids)
        self.assertFalse(line._evidence_files())

    def test_it_says_what_to_do(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        files = self.files(lang="vi_VN")
        for content, words in (
            (blank_page(script), ["in ra PDF", "chụp ảnh"]),
            (files_of_many_kinds()["a password"][0], ["mật khẩu"]),
            (b"text", ["JPEG, PNG, WebP"]),
        ):
            self.assertRefused(UserError, words, files.create, self.bound(raw=content))

    def test_its_content_is_never_changed(self):
        file = self.files().create(self.bound(raw=picture()))
        for vals in (
            {"raw": b"<html>"},
            {"datas": base64.b64encode(b"<html>")},
            {"db_datas": b"x", "store_fname": False},
            {"mimetype": "text/html"},
            {"type": "url", "url": "https://nơi-khác.example"},
            {"res_id": self.line.id + 1},
            {"access_token": "x"},
        ):
            with self.assertRaises(AccessError):
                file.write(vals)
        loose = self.files().create({"name": "a", "raw": b"<html>"})
        with self.assertRaises(AccessError):
            loose.write({"res_model": LINE, "res_id": self.line.id})
        file.name = "giấy khen.jpg"

    def test_no_address_poses_as_a_file_of_ours(self):
        decision = {"res_model": "cdht.campaign", "res_id": self.campaign.id}
        link = {"name": "Bản ký", "type": "url", "url": "https://nơi-khác.example"}
        with self.assertRaises(AccessError):
            self.env["ir.attachment"].with_user(self.commune_user).create(
                {**decision, **link}
            )

    def test_busy_is_no_refusal(self):
        """The same file once more is kept."""
        photo = picture()
        with patch.object(
            limited_child, "run", side_effect=limited_child.Busy("evidence_file")
        ):
            with self.assertRaises(TryLater):
                self.files().create(self.bound(raw=photo))
        self.assertTrue(self.files().create(self.bound(raw=photo)))

    def test_pictures_of_ours_are_not_decoded_here(self):
        """Not even in a field that takes another kind of file."""
        large = base64.b64encode(picture(size=(3000, 3000)))
        with patch.object(Image, "open", side_effect=AssertionError("decoded")):
            self.env["cdht.import"].with_user(self.commune_user).create(
                {"campaign_id": self.campaign.id, "data_file": large}
            )

    def test_words_of_ours_are_not_kept_beside(self):
        """No second copy of a list's numbers, for whoever searches files."""
        content = base64.b64encode(b"number 020090000001 of somebody")
        record = self.env["cdht.import"].create(
            {"campaign_id": self.campaign.id, "data_file": content}
        )
        for _time in range(2):
            file = self.env["ir.attachment"].search(
                [("res_model", "=", record._name), ("res_field", "=", "data_file")]
            )
            self.assertEqual(file.mimetype, "text/plain")
            self.assertFalse(file.index_content)
            record.data_file = base64.b64encode(b"number 020090000002 of another")


@tagged("post_install", "-at_install", "access_rights")
class TestServedFiles(CommuneHttpCase):
    """No file of ours is opened as a page of the host."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls.make_dossiers().line_ids[0]
        cls.photo, cls.pdf = cls.env["ir.attachment"].create(
            [
                {"name": name, "raw": raw, "res_model": LINE, "res_id": cls.line.id}
                for name, raw in (("a.jpg", picture()), ("b.pdf", blank_page()))
            ]
        )
        cls.line.attachment_ids = cls.photo | cls.pdf

    def assertSandboxed(self, answer):
        self.assertEqual(answer.status_code, 200)
        headers = answer.headers
        self.assertTrue(headers["Content-Disposition"].startswith("attachment"))
        self.assertIn("sandbox", headers["Content-Security-Policy"])
        self.assertEqual(headers["X-Content-Type-Options"], "nosniff")

    def test_by_all_routes_of_the_host(self):
        self.authenticate("t_chapter", "t_chapter")
        token = self.pdf._get_raw_access_token()
        sheet = self.env["cdht.consent.sheet"].create(
            {
                "campaign_id": self.campaign.id,
                "unit_id": self.village.id,
                "scan": base64.b64encode(blank_page()),
            }
        )
        for path in (
            f"content/{self.photo.id}",
            f"content/{self.pdf.id}?mimetype=text/html",
            f"content/{self.pdf.id}?access_token={token}",
            f"content/{self.pdf.id}?download=false",
            f"content/cdht.consent.sheet/{sheet.id}/scan",
            f"image/{self.photo.id}",
            f"image/{self.photo.id}/120x80",
        ):
            with self.subTest(path):
                self.assertSandboxed(self.url_open(f"/web/{path}"))

    def test_pictures_are_not_decoded_by_the_server(self):
        """A request for a smaller one gets the file as it is."""
        self.authenticate("t_chapter", "t_chapter")
        paths = f"{self.photo.id}/12x8", f"{self.photo.id}?crop=1&width=9&height=9"
        with patch("odoo.tools.image.Image.open", side_effect=AssertionError):
            for path in paths:
                answer = self.url_open(f"/web/image/{path}")
                self.assertEqual(answer.content, self.photo.raw)

    def test_other_files_are_as_they_were(self):
        self.authenticate("t_chapter", "t_chapter")
        file = self.env["ir.attachment"].create(
            {
                "name": "a.jpg",
                "raw": picture(),
                "res_model": "res.partner",
                "res_id": self.chapter.partner_id.id,
            }
        )
        answer = self.url_open(f"/web/content/{file.id}")
        self.assertNotIn("sandbox", answer.headers["Content-Security-Policy"])

    def test_an_address_is_not_followed(self):
        """One that was stored before links were refused."""
        link = self.env["ir.attachment"].create(
            {"name": "a", "type": "url", "url": "https://nơi-khác.example",
             "res_model": LINE, "res_id": self.line.id}
        )  # fmt: skip
        self.authenticate("t_chapter", "t_chapter")
        answer = self.url_open(f"/web/content/{link.id}", allow_redirects=False)
        self.assertEqual(answer.status_code, 404)

    def upload(self, content, line=None):
        answer = self.url_open(
            "/web/binary/upload_attachment",
            data={
                "model": LINE,
                "id": (line or self.line).id,
                "csrf_token": http.Request.csrf_token(self),
            },
            files={"ufile": ("chứng chỉ.pdf", content)},
        )
        return answer.json()[0]

    def test_the_upload_button(self):
        """What is wrong with a file is said where it was chosen."""
        self.authenticate("t_chapter", "t_chapter")
        self.assertIn("chứng chỉ.pdf", self.upload(blank_page(script))["error"])
        made = self.upload(with_place())
        self.assertEqual(
            (made["filename"], made["mimetype"]), ("chứng chỉ.jpg", "image/jpeg")
        )
        with mute_logger("odoo.http"):
            stranger = self.make_dossiers(unit=self.village_2).line_ids[0]
            self.assertIn("error", self.upload(picture(), stranger))
        self.assertEqual(
            self.line._evidence_files().mapped("id"),
            [made["id"], self.pdf.id, self.photo.id],
        )
