"""The file of a year for the archive: what is in it, what is missing, who takes it."""

import hashlib
import io
import zipfile
from unittest.mock import patch

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from ..common import CommuneMixin, scanned
from ..paper_common import PaperCase
from ..pdf_layout import page_text


class YearFileMixin:
    """A year with a decision and all that led to it; steps of the cron at once."""

    def _make_issued_year(self):
        cron = self.env.registry["ir.cron"]
        self.patch(cron, "_commit_progress", lambda *_a, **_k: 100)
        self.dossiers = self.make_list(size=2)
        petition = self.petition(self.dossiers, number="03", date="2026-12-01")
        decision = self.decision_on(petition)
        self.decision = self.issue(decision, "12", "2026-12-10")
        self.env.flush_all()

    def _file(self, user=None):
        campaign = self.campaign.with_user(user or self.commune_user)
        made = campaign.action_make_year_file()
        file = self.env["cdht.year.file"].browse(made["res_id"])
        file._cron_print()
        return file.with_user(user or self.commune_user)

    def _archive(self, file):
        stream = io.BytesIO()
        file._write_archive(stream)
        return zipfile.ZipFile(stream)


@tagged("post_install", "-at_install")
class TestYearFile(YearFileMixin, PaperCase):
    def setUp(self):
        super().setUp()
        self._make_issued_year()

    def _text(self, archive, name):
        reader = PdfReader(io.BytesIO(archive.read(name)))
        return " ".join("\n".join(map(page_text, reader.pages)).split())

    def test_a_corrected_number_is_told_in_the_index(self):
        self.decision.with_user(self.commune_user).action_correct_entry(
            "13", "2026-12-11", "Gõ nhầm"
        )
        file = self._file()
        line = file.line_ids.filtered(
            lambda one: one.res_model == "cdht.decision" and one.entry_corrected
        )
        self.assertTrue(line)
        self.assertIn("12/QĐ-UBND, 10/12/2026 (sửa ", line[0].entry_corrected)
        archive = self._archive(file)
        index = next(name for name in archive.namelist() if "muc-luc" in name)
        self.assertIn("trước khi sửa: 12/QĐ-UBND", self._text(archive, index))
        self.assertNotIn("Gõ nhầm", self._text(archive, index))

    def test_papers_in_the_order_of_the_work(self):
        self.decision.signed_file = scanned("ký")
        self.decision.action_number_certificates()
        file = self._file()
        self.assertEqual((file.state, file.progress), ("done", 100), file.message)
        archive = self._archive(file)
        names = archive.namelist()
        for name in names:
            self.assertTrue(name.isascii() and len(name) < 120, name)
        kinds = [name.partition("/")[2][7:] for name in names]
        self.assertEqual(names[-3:], ["muc-luc-van-ban.pdf", "bien-ban-giao-nhan.pdf",
                                      "sha256.txt"])  # fmt: skip
        order = ["danh-sach-dang-ky", "bien-ban-hop-tham-dinh", "danh-sach-de-nghi",
                 "to-trinh-03", "quyet-dinh-12"]  # fmt: skip
        places = [
            next(i for i, kind in enumerate(kinds) if kind.startswith(start))
            for start in order
        ]
        self.assertEqual(places, sorted(places))
        self.assertTrue(any(kind.endswith("-ban-ky.pdf") for kind in kinds))
        self.assertTrue(any("phieu-trinh" in kind for kind in kinds))
        self.assertTrue(any("so-cap-giay-chung-nhan" in kind for kind in kinds))

    def test_kept_prints_and_check_sums(self):
        """What is kept comes byte for byte, and each file is as its sum says."""
        self.print_pdf(self.decision)
        file = self._file()
        archive = self._archive(file)
        sums = dict(
            reversed(line.split("  "))
            for line in archive.read("sha256.txt").decode().splitlines()
        )
        self.assertEqual({*sums, "sha256.txt"}, {*archive.namelist()})
        for name, digest in sums.items():
            content = archive.read(name)
            self.assertEqual(hashlib.sha256(content).hexdigest(), digest)
        kept = self.decision.print_ids.filtered(lambda one: one.stage == "issued")
        self.assertIn(kept.sha256, sums.values())
        line = file.line_ids.filtered(lambda one: one.print_id == kept)
        self.assertFalse(line.sudo().file)

    def test_what_went_meanwhile_is_not_left_out_silently(self):
        file = self._file()
        file.line_ids.print_id.filtered(
            lambda one: one.res_model == "cdht.decision"
        ).sudo().unlink()
        with self.assertRaises(UserError):
            self._archive(file)

    def test_index_and_minutes(self):
        file = self._file()
        file.code = "01.CDHT"
        file.action_renew()
        file.sudo()._cron_print()
        archive = self._archive(file)
        index = self._text(archive, "muc-luc-van-ban.pdf")
        for text in (
            "MỤC LỤC VĂN BẢN, TÀI LIỆU", "Số, ký hiệu hồ sơ: 01.CDHT", "Vĩnh viễn",
            "12/QĐ-UBND", "10/12/2026", "Quyết định về việc", "Chưa có bản ký",
            "Chưa có trong hồ sơ",
        ):  # fmt: skip
            self.assertIn(text, index)
        self.assertNotIn("xác nhận", index)
        minutes = self._text(archive, "bien-ban-giao-nhan.pdf")
        files = len(archive.namelist())
        for text in (
            "Giao nhận hồ sơ, tài liệu", "BÊN GIAO", "BÊN NHẬN", "01.CDHT",
            f"Tổng số tệp tin trong hồ sơ: {files}", "ĐẠI DIỆN BÊN NHẬN",
        ):  # fmt: skip
            self.assertIn(text, minutes)
        # Whose names are not known writes them in.
        self.assertEqual(minutes.count("(Ký, ghi rõ họ tên)"), 2)

    def test_papers_lie_in_their_parts(self):
        """What leads to a commendation lies with it, the decision on a team with the
        inspection."""
        filed = {
            model: self.env[model].new(values)._filed_as()
            for model, values in (
                ("cdht.commendation.petition", {}),
                ("cdht.commendation.meeting", {}),
                ("cdht.decision", {"kind": "inspect"}),
            )
        }
        self.assertEqual(
            [*filed.values()], ["commendation", "commendation", "inspection"]
        )
        parts = self.env["cdht.filing.part"]._by_kind()
        self.assertFalse({*filed.values()} - {*parts})

    def test_parts_name_their_papers_in_words(self):
        parts = self.env["cdht.filing.part"].search([])
        for part in parts:
            kinds = (part.papers or "").split()
            self.assertFalse({*kinds} & {*part.paper_names.split(", ")}, part.name)

    def test_signed_copies_are_looked_for_once(self):
        """Whatever the number of kinds of papers."""
        file = self._file()
        looked, copies = [], self.env.registry["cdht.signed.copy"]
        of = copies._of

        def _of(records, *kinds, **values):
            looked.append(len(kinds))
            return of(records, *kinds, **values)

        self.patch(copies, "_of", _of)
        file.sudo()._found()
        self.assertEqual(len(looked), 1)
        self.assertGreater(looked[0], 5)

    def test_what_is_missing_is_named(self):
        """What always belongs in it, what is a draft still, what others have."""
        draft = self.env["cdht.letter"].create(
            {"issuing_unit_id": self.commune.id, "year": 2026, "subject": "hỏi việc"}
        )
        file = self._file()
        missing = {line.name: line for line in file.missing_ids}
        self.assertIn("Kế hoạch", missing)
        self.assertTrue(missing["Kế hoạch"].remedy)
        self.assertIn("Công văn hỏi việc", missing)
        opened = missing["Công văn hỏi việc"].action_open_paper()
        self.assertEqual(opened["res_id"], draft.id)
        self.assertEqual(file.missing_count, len(file.missing_ids))
        with self.assertRaises(UserError):
            missing["Kế hoạch"].action_open_paper()
        book = missing["Sổ cấp giấy chứng nhận năm 2026"]
        self.assertIn("2", book.remedy)
        draft.unlink()
        file.action_renew()
        file.sudo()._cron_print()
        self.assertNotIn("Công văn hỏi việc", file.missing_ids.mapped("name"))

    def test_terms_are_the_offices_and_doubts_stay_on_screen(self):
        parts = self.env["cdht.filing.part"].search([])
        parts.write({"is_permanent": False, "years_kept": 10})
        parts[0].to_confirm = "Chưa đối chiếu"
        parts[4].years_kept = 20
        parts[4].to_confirm = "Hỏi Lưu trữ"
        file = self._file()
        self.assertEqual(file.term, "20 năm")
        self.assertIn("Hỏi Lưu trữ", file.to_confirm)
        archive = self._archive(file)
        self.assertNotIn("Hỏi", self._text(archive, "muc-luc-van-ban.pdf"))

    def test_for_the_communes_officers_alone(self):
        for user in (self.chapter, self.chapter_2, self.commune_other, self.district,
                     self.manager, self.citizen_user):  # fmt: skip
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.campaign.with_user(user).action_make_year_file()
        file = self._file()
        for user in (self.chapter, self.commune_other, self.district, self.manager):
            other = file.with_user(user)
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    other.read(["code"])
                with self.assertRaises(AccessError):
                    other.action_take()
                with self.assertRaises(AccessError):
                    self._archive(other)
                with self.assertRaises(AccessError):
                    other.line_ids.read(["name"])

    def test_who_took_it_is_traced(self):
        file = self._file()
        self._archive(file)
        traces = self.traces(self.campaign, "take_year_file")
        self.assertEqual(traces.user_id, self.commune_user)
        self.assertTrue(self.traces(self.campaign, "renew_year_file"))

    def test_one_file_at_a_time_is_read(self):
        """No bytes of earlier files are left in the cache."""
        file = self._file()
        self.env.invalidate_all()
        lines = type(file.line_ids)
        read = lines._content
        held = []

        def content(line):
            found = read(line)
            cached = self.env["ir.attachment"]._fields["raw"]._get_cache(self.env)
            held.append(len(cached))
            return found

        with patch.object(lines, "_content", content):
            self._archive(file)
        self.assertLessEqual(max(held), 1)

    def test_a_failure_is_told_and_gone_on_from(self):
        broken = patch.object(
            type(self.decision), "_paper_cover_values", side_effect=UserError("Thiếu")
        )
        with broken:
            file = self._file()
        self.assertEqual(file.state, "failed")
        self.assertIn("Thiếu", file.message)
        with self.assertRaises(UserError):
            file.action_take()
        file.action_start()
        file.sudo()._cron_print()
        self.assertEqual(file.state, "done")

    def test_who_is_forgotten_is_in_no_archive(self):
        file = self._file()
        person = self.dossiers[0].citizen_id.sudo()
        person.unit_id = self.other_village  # of another commune since then
        person._forget_elsewhere()
        self.assertFalse(file.exists())

    def test_a_draft_that_went_meanwhile(self):
        draft = self.make_petition(self.env["cdht.proposal"])
        file = self._file()
        line = file.line_ids.filtered(
            lambda one: (one.res_model, one.res_id) == (draft._name, draft.id)
        )
        self.assertEqual(line.action_open_paper()["res_id"], draft.id)
        draft.unlink()
        self.assertRefused(UserError, "no such paper", line.action_open_paper)

    def test_who_reads_less_does_not_take_what_another_officer_made(self):
        """The cover note of the level above is for its own officers."""
        self.env["cdht.authority"].create(
            {"unit_type": "village", "authority_id": self.province.id}
        )
        dossiers = self.make_list(self.village_2)
        dossiers.authority_id = self.province
        above = self.make_decision(
            dossiers,
            issuing_unit_id=self.province.id,
            signatory_id=self.make_signatory(self.province).id,
            symbol="QĐ-UBND",
        )
        self.issue(above, "8")
        units = self.commune | self.province
        both = self.make_user("t_both", "commune,district", units)
        file = self._file(both)
        self.assertEqual(file.state, "done", file.message)
        names = self._archive(file).namelist()
        self.assertTrue([name for name in names if "phieu-trinh" in name])
        with self.assertRaises(UserError):
            self._archive(file.with_user(self.commune_user))
        file = self._file()
        self.assertTrue(self._archive(file).namelist())


@tagged("post_install", "-at_install")
class TestYearFileTaken(YearFileMixin, CommuneMixin, HttpCase):
    make_list = classmethod(PaperCase.make_list.__func__)
    petition = classmethod(PaperCase.petition.__func__)
    decision_on = classmethod(PaperCase.decision_on.__func__)

    def test_saved_by_the_browser(self):
        self._make_issued_year()
        file = self._file()
        url = file.action_take()["url"]
        login = self.commune_user.login
        self.authenticate(login, login)
        answer = self.url_open(url)
        self.assertEqual(answer.status_code, 200)
        self.assertIn("ho-so-cong-dan-hoc-tap-xa-mau-2026.zip",
                      answer.headers["Content-Disposition"])  # fmt: skip
        archive = zipfile.ZipFile(io.BytesIO(answer.content))
        self.assertIsNone(archive.testzip())
        self.assertIn("sha256.txt", archive.namelist())
        login = self.commune_other.login
        self.authenticate(login, login)
        answer = self.url_open(url, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
