"""One's own page for nobody else: forged requests, others' dossiers, files."""

import io
from datetime import date
from unittest.mock import patch

from PIL import Image

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.cdht_module.tools import limited_child

from ..common import today_is
from ..own_page_case import OwnPageCase
from ..sample_file import picture


@tagged("post_install", "-at_install", "access_rights")
class TestForced(OwnPageCase):
    """Others' dossiers, forged and oversized requests, nobody logged in."""

    def test_nothing_without_a_person(self):
        dossier = self.registered()
        for login in (None, "t_chapter"):
            self.authenticate(login, login)
            for path in ("chi-so/1", "nop", "rut", "dang-ky", "dong-y",
                         "giay-chung-nhan/2026", "tep/1"):  # fmt: skip
                answer = self.url_open(f"/cdht/toi/{path}", allow_redirects=False)
                self.assertEqual(answer.status_code, 303, path)
            self.step(dossier, 1, 3)
            self.assertFalse(dossier.line_ids[0].self_score)

    def test_another_persons_dossier_in_the_form(self):
        """A form that a former user of the phone left open, sent after another one
        logged in."""
        mine, theirs = self.registered(), self.registered(self.other)
        self.score(mine | theirs, "self_score", 8)
        mine.action_record_consent("form")
        file = mine.line_ids[0]._add_file("a.jpg", picture())
        before = mine.read()
        for path, form in (
            ("chi-so/1", {"score": "3"}),
            ("nop", {}),
            ("rut", {"reason": "x"}),
            ("nhom", {"group": self.group.id}),
            ("dong-y", {"reason": "x"}),
            (f"tep/{file.id}", {}),
        ):
            whose = self.whose(theirs)
            answer = self.post(f"/cdht/toi/{path}", whose=whose, **form)
            self.assertEqual(answer.status_code, 409, path)
            answer = self.post(f"/cdht/toi/{path}", whose="", **form)
            self.assertEqual(answer.status_code, 409, path)
        self.assertEqual(mine.read(), before)
        self.assertTrue(file.exists())

    def test_without_the_page_of_ours_nothing_is_taken(self):
        dossier = self.registered()
        self.step(dossier, 1, 3, csrf_token="forged")
        self.post("/cdht/toi/rut", reason="x", csrf_token="")
        self.assertFalse(dossier.line_ids[0].self_score)
        self.assertEqual(dossier.state, "registered")

    def test_oversized_bodies(self):
        self.registered()
        answer = self.post("/cdht/toi/rut", reason="x" * 70_000)
        self.assertEqual(answer.status_code, 413)
        self.assertIn("lớn quá", answer.text)

    def test_a_page_open_too_long(self):
        """In Vietnamese, and what was typed can be copied."""
        dossier = self.registered()
        answer = self.step(dossier, 1, 3, "Đã học nghề mộc", csrf_token="old")
        self.assertEqual(answer.status_code, 400)
        self.assertIn("Đã học nghề mộc", answer.text)
        self.assertIn("hết phiên", answer.text)

    def test_unsettled_appraisals_by_rpc(self):
        dossier = self.registered()
        self.carry(dossier, "self_assessed")
        line = dossier.line_ids[0]
        line.write({"appraised_score": 2, "note": "Xem lại"})
        own = line.with_user(self.citizen_user)
        self.assertEqual(own.read(["self_score"])[0]["self_score"], 8)
        for state in ("self_assessed", "registered"):
            for name in ("note", "appraised_score"):
                with self.subTest(state=state, field=name):
                    with self.assertRaises(AccessError):
                        own.read([name])
                    with self.assertRaises(AccessError):
                        own.search([(name, "!=", False)])
            if state == "self_assessed":
                dossier.action_return("Kể rõ thêm")

    def test_a_file_in_the_place_of_a_text(self):
        dossier = self.registered()
        line = dossier.line_ids[0]
        for path, name, form in (
            ("/cdht/toi/chi-so/1", "evidence",
             {"dossier": dossier.id, "mark": line._mark(), "score": "8"}),
            ("/cdht/toi/rut", "reason", {}),
            ("/cdht/toi/dang-ky", "group", {}),
            ("/cdht/moi", "ma", {}),
        ):  # fmt: skip
            files = {name: ("a.txt", b"x", "text/plain")}
            answer = self.post(path, files=files, **form)
            self.assertLess(answer.status_code, 500, path)

    def test_nothing_of_the_host_and_nothing_kept(self):
        self.registered()
        for path in ("/cdht/toi", "/cdht/toi/chi-so/1", "/cdht/toi/nop"):
            answer = self.url_open(path)
            self.assertEqual(answer.headers["Cache-Control"], "no-store")
            self.assertNotIn("/web/", answer.text)
            self.assertLess(len(answer.content), 100_000)

    def test_queries_do_not_grow(self):
        pages = ("/cdht/toi", "/cdht/toi/chi-so/1", "/cdht/toi/nop", "/cdht/toi/rut")

        def queries():
            self.env.flush_all()
            counts = []
            for page in pages:
                self.url_open(page)  # warm
                before = self.env.cr.sql_log_count
                self.url_open(page)
                counts.append(self.env.cr.sql_log_count - before)
            return counts

        dossier = self.registered()
        few = queries()
        self.make_dossiers("self_assessed", size=9)
        for line in dossier.line_ids:
            line._add_file("a.jpg", picture(size=(40 + line.id % 99, 30)))
        for less, more in zip(few, queries(), strict=True):
            self.assertLessEqual(more, less + 1)  # the files' names


@tagged("post_install", "-at_install", "access_rights")
class TestFiles(OwnPageCase):
    def send(self, dossier, *contents, number=1, **form):
        files = [("files", (f"anh {n}.png", one, "image/png"))
                 for n, one in enumerate(contents)]  # fmt: skip
        return self.step(dossier, number, 8, files=files, **form)

    def test_a_photo_is_kept_small_and_read_by_its_person(self):
        dossier = self.registered()
        answer = self.send(dossier, picture(size=(3000, 2000), kind="PNG"))
        self.assertEqual(answer.status_code, 303)
        file = dossier.line_ids.attachment_ids
        self.assertEqual((file.name, file.mimetype), ("CS1 anh 0.jpg", "image/jpeg"))
        self.assertLessEqual(max(Image.open(io.BytesIO(file.raw)).size), 1600)
        answer = self.url_open(f"/cdht/toi/tep/{file.id}")
        self.assertEqual(answer.content, file.raw)
        self.assertIn("no-store", answer.headers["Cache-Control"])
        self.assertEqual(answer.headers["X-Content-Type-Options"], "nosniff")
        self.assertIn("sandbox", answer.headers["Content-Security-Policy"])
        self.assertTrue(answer.headers["Content-Disposition"].startswith("attachment"))
        self.assertEqual(self.url_open(f"/web/content/{file.id}").status_code, 404)

    def test_sent_twice_it_is_kept_once(self):
        dossier = self.registered()
        for _time in range(2):
            self.send(dossier, picture("teal"), picture("brown"))
        self.assertEqual(len(dossier.line_ids[0].attachment_ids), 2)

    def test_too_many_at_once_is_no_refusal(self):
        """What was typed is saved; the same file once more is kept."""
        dossier = self.registered()
        busy = limited_child.Busy("evidence_file")
        with patch.object(limited_child, "run", side_effect=busy):
            answer = self.send(dossier, picture())
        self.assertEqual(answer.status_code, 503)
        self.assertIn("gửi lại", answer.text)
        self.assertEqual(dossier.line_ids[0].self_score, 8)
        self.assertFalse(dossier.line_ids.attachment_ids)
        self.assertEqual(self.send(dossier, picture()).status_code, 303)
        self.assertTrue(dossier.line_ids.attachment_ids)

    def test_the_kind_goes_by_the_content(self):
        dossier = self.registered()
        for content in (
            b"<html><script>alert(1)</script></html>",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"MZ\x90\x00" + b"\0" * 200,
            b"GIF89a" + b"\0" * 50,
            b"%PDF-1.7 cut short",
            picture()[:500],
            b"",
        ):
            answer = self.send(dossier, content)
            self.assertEqual(answer.status_code, 422, content[:20])
        self.assertFalse(dossier.line_ids.attachment_ids)
        self.assertEqual(dossier.line_ids[0].self_score, 8, "what was typed is saved")

    def test_broken_photos(self):
        """Whatever a decoder makes of them, they are refused, not an error."""
        dossier = self.registered()
        exif = Image.Exif()
        exif[0x0112], exif[0x010F] = 6, "Điện thoại mẫu"
        kept = io.BytesIO()
        Image.new("RGB", (40, 30)).save(kept, "JPEG", exif=exif)
        whole = kept.getvalue()
        broken = [whole[:n] + b"\xff\x07" + whole[n + 2 :] for n in range(22, 120, 5)]
        broken.append(picture(size=(5100, 5000), kind="PNG"))
        broken.append(b"%PDF-1.7 /OpenAction << /S /JavaScript >> %%EOF")
        for content in broken:
            answer = self.send(dossier, content)
            self.assertIn(answer.status_code, (303, 422))
        self.assertFalse(
            dossier.line_ids.attachment_ids.filtered(
                lambda file: file.mimetype != "image/jpeg"
            )
        )

    def test_turned_upright(self):
        dossier = self.registered()
        exif = Image.Exif()
        exif[0x0112] = 6
        lying = io.BytesIO()
        Image.new("RGB", (80, 60)).save(lying, "JPEG", exif=exif)
        self.send(dossier, lying.getvalue())
        kept = Image.open(io.BytesIO(dossier.line_ids.attachment_ids.raw))
        self.assertEqual((kept.size, dict(kept.getexif())), ((60, 80), {}))

    def test_more_than_one_may_send(self):
        """Files that are too many are refused in words; none disappears silently."""
        dossier = self.registered()
        self.campaign.evidence_files = 2
        colours = ("teal", "brown", "navy", "olive")
        answer = self.send(dossier, *map(picture, colours))
        self.assertEqual(answer.status_code, 422)
        self.assertEqual(len(dossier.line_ids.attachment_ids), 2)
        self.assertIn("2 tệp", answer.text)

    def test_uploads_an_hour(self):
        dossier = self.registered()
        attempts = self.env["cdht.verify.miss"]
        for _turn in range(120):
            attempts._pass_rate_limit("cdht_upload", str(dossier.id), 999, 60)
        self.assertEqual(self.send(dossier, picture()).status_code, 422)
        self.assertFalse(dossier.line_ids.attachment_ids)

    def test_size_and_number(self):
        dossier = self.registered()
        self.campaign.evidence_file_mb = 1
        large = b"%PDF-" + b"0" * 1_100_000 + b"%%EOF"
        self.assertEqual(self.send(dossier, large).status_code, 422)
        self.campaign.evidence_files = 1
        self.assertEqual(self.send(dossier, picture("teal")).status_code, 303)
        answer = self.send(dossier, picture("brown"), number=2)
        self.assertEqual(answer.status_code, 422)
        self.assertIn("1 tệp", answer.text)
        self.campaign.write({"evidence_files": 20, "evidence_total_mb": 0})
        self.assertEqual(self.send(dossier, picture("brown")).status_code, 422)

    def test_nobody_elses_file(self):
        theirs = self.registered(self.other).line_ids[0]
        file = theirs._add_file("a.jpg", picture())
        self.registered()
        for call in (self.url_open, self.post):
            answer = call(f"/cdht/toi/tep/{file.id}", allow_redirects=False) if (
                call == self.url_open
            ) else call(f"/cdht/toi/tep/{file.id}")  # fmt: skip
            self.assertEqual(answer.status_code, 303)
            self.assertNotEqual(answer.content, file.raw)
        self.assertTrue(file.exists())

    def test_deleted_while_registered_only(self):
        dossier = self.registered()
        self.send(dossier, picture())
        file = dossier.line_ids.attachment_ids
        self.carry(dossier, "self_assessed")
        self.post(f"/cdht/toi/tep/{file.id}", chi_so="1")
        self.assertTrue(file.exists())
        dossier.action_return("Sửa ảnh")
        answer = self.post(f"/cdht/toi/tep/{file.id}", chi_so="1")
        self.assertURLEqual(answer.headers["Location"], "/cdht/toi/chi-so/1")
        self.assertFalse(file.exists())
        self.assertEqual(
            self.post(f"/cdht/toi/tep/{file.id}", chi_so="1").status_code, 303
        )

    def test_after_the_deadline(self):
        dossier = self.registered()
        with today_is(date(2026, 11, 1)):
            self.send(dossier, picture())
        self.assertFalse(dossier.line_ids.attachment_ids)
