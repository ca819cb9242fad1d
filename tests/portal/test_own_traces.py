"""“Ai đã xem, đã sửa dữ liệu của tôi”, and whether a receipt still stands."""

import re

from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.cdht_module.models.papers.cdht_verified import ADDRESS

from ..own_page_case import OwnPageCase
from ..paper_common import PaperCase
from ..sample_file import blank_page

SEEN = "/cdht/toi/ai-da-xem"


@tagged("post_install", "-at_install", "access_rights")
class TestSeen(OwnPageCase):
    """From the trace, in plain words, without other people's data."""

    def rows(self, page=1):
        text = self.get(f"{SEEN}?trang={page}")
        return [
            " ".join(re.sub(r"<[^>]+>", "", row).split()).replace(" ;", ";")
            for row in re.findall(r'<section class="box">(.*?)</section>', text)
        ]

    def assertSaid(self, words, rows=None):
        rows = self.rows() if rows is None else rows
        self.assertTrue(any(words in row for row in rows), (words, rows))

    def test_what_was_done_and_by_which_post(self):
        dossier = self.registered()
        own = dossier.with_user(self.citizen_user)
        own.action_save({"line_ids": [
            (1, line.id, {"self_score": 8}) for line in dossier.line_ids
        ]})  # fmt: skip
        own.action_submit()
        self.env.flush_all()
        rows = self.rows()
        self.assertSaid("chính ông/bà Nộp phiếu tự đánh giá", rows)
        (scores,) = [row for row in rows if "Điểm tự chấm" in row]
        self.assertIn("chỉ số 1: chưa có → 8; chỉ số 2: chưa có → 8", scores)
        dossier.with_user(self.chapter).line_ids.write({"appraised_score": 9,
                                                        "note": "Đã xem"})  # fmt: skip
        rows = self.rows()
        self.assertSaid("cán bộ chi hội (thôn Một) Điểm thẩm định: chỉ số 1;", rows)
        self.assertNotIn("→ 9", str(rows), "not settled yet")
        dossier.with_user(self.chapter).action_appraise()
        self.assertSaid("chưa có → 9")
        dossier.with_user(self.commune_user).action_reopen("Lý do riêng của chi hội")
        rows = self.rows()
        self.assertSaid("cán bộ xã (xã Mẫu) Mở lại", rows)
        self.assertNotIn("Lý do riêng", str(rows))
        for secret in (self.chapter.login, self.commune_user.login):
            self.assertNotIn(secret, str(rows))

    def test_files_added_and_deleted(self):
        """Of which indicator, by whom; neither a file's name nor what is in it."""
        dossier = self.registered()
        first, third = dossier.line_ids[0], dossier.line_ids[2]
        own = third.with_user(self.citizen_user)
        file = own._add_file("bi-mat.pdf", blank_page())
        rows = self.rows()
        self.assertSaid("chính ông/bà Thêm tệp minh chứng: chỉ số 3.", rows)
        own._remove_file(file.id)
        self.assertSaid("chính ông/bà Xóa tệp minh chứng: chỉ số 3.")
        officer = first.with_user(self.chapter)
        files = self.env["ir.attachment"].with_user(self.chapter)
        values = {"name": "bi-mat.pdf", "raw": blank_page()}
        unbound = files.create([values, values])
        self.assertNotIn("cán bộ chi hội", str(self.rows()))
        officer.attachment_ids = [Command.set(unbound.ids)]
        who = "cán bộ chi hội (thôn Một)"
        self.assertSaid(f"{who} Thêm tệp minh chứng: chỉ số 1 (2 tệp).")
        officer.attachment_ids = [Command.unlink(unbound[0].id)]
        self.assertSaid(f"{who} Xóa tệp minh chứng: chỉ số 1.")
        unbound[1].unlink()
        self.assertEqual(
            self.traces(first).mapped("move"),
            ["evidence_added", "evidence_deleted", "evidence_deleted"],
        )
        self.assertNotIn("bi-mat", self.get(SEEN))
        self.assertTrue(self.traces(first)[0].with_user(self.chapter).move_label)

    def test_a_batch_of_files_is_traced_at_once(self):
        lines = self.registered().line_ids
        lines |= self.register(self.make_people(size=3)).line_ids
        counts = []
        for size in (4, 40):
            values = [
                {"name": "a.pdf", "raw": b"%PDF", "res_model": line._name,
                 "res_id": line.id}
                for line in lines[:size]
            ]  # fmt: skip
            files = self.env["ir.attachment"].create(values)
            self.env.flush_all()
            self.env.invalidate_all()
            files.mapped("res_id")
            before = self.env.cr.sql_log_count
            files._trace_evidence("evidence_deleted")
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

    def test_lists_that_left_the_database(self):
        export = self.env.ref("base.group_allow_export")
        (self.chapter | self.chapter_other).group_ids |= export
        self.make_people(self.village, 3)
        people = self.env["cdht.citizen"].with_user(self.chapter).search([])
        people.export_data(["name", "identity_number"])
        elsewhere = self.env["cdht.citizen"].with_user(self.chapter_other)
        self.make_people(self.other_village, 2)
        elsewhere.search([]).export_data(["name"])
        rows = self.rows()
        self.assertSaid("Xuất ra tệp, trong danh sách của thôn Một, 5 người", rows)
        self.assertNotIn("Thôn Bên", str(rows))
        self.assertNotIn("thôn Bên", str(rows))

    def test_papers_that_name_the_person(self):
        dossier = self.registered()
        self.register(self.other)
        report = self.env["ir.actions.report"].with_user(self.chapter)
        report._render_qweb_html(
            "cdht_module.registration_paper", dossier.proposal_id.ids
        )
        self.assertSaid("In danh sách, biên bản có tên ông/bà, 2 người")

    def test_nothing_of_others(self):
        theirs = self.registered(self.other)
        self.score(theirs, "self_score", 3)
        before = self.rows()
        theirs.with_user(self.chapter).write({"in_learning_family": True})
        self.assertEqual(self.rows(), before)
        self.assertNotIn(self.other.name, str(before))

    def test_page_by_page(self):
        dossier = self.registered()
        traces = self.env["cdht.trace"]
        for number in range(45):
            traces._record(dossier, "write", field_name="in_learning_family",
                           reason=str(number))  # fmt: skip
            traces._record(dossier, "consent")
        first, second = self.get(SEEN), self.get(f"{SEEN}?trang=2")
        self.assertIn("?trang=2", first)
        self.assertIn("?trang=1", second)
        field = self.env["cdht.assessment"]._fields["in_learning_family"]
        label = field._description_string(self.env(context={"lang": "vi_VN"}))
        self.assertIn(f"Sửa: {label}", first)
        self.assertEqual(self.rows(99), [])
        for odd in ("x", "-1", "99999", "1 or 1"):
            self.assertEqual(self.url_open(f"{SEEN}?trang={odd}").status_code, 200)

    def test_only_with_an_account(self):
        self.authenticate(None, None)
        answer = self.url_open(SEEN, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        self.authenticate("t_chapter", "t_chapter")
        answer = self.url_open(SEEN, allow_redirects=False)
        self.assertEqual(answer.status_code, 303, "an officer who is no person here")

    def test_as_quick_however_much_stands(self):
        dossier = self.registered()
        traces = self.env["cdht.trace"]

        def queries(number):
            traces._record(dossier.browse(dossier.ids * number), "write",
                           field_name="labour_group_id")  # fmt: skip
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.person._own_seen(1)
            return self.env.cr.sql_log_count - before

        queries(50)
        few = queries(50)
        self.assertLessEqual(queries(300), few)
        self.assertLessEqual(few, 20)


@tagged("post_install", "-at_install", "access_rights")
class TestReceipt(OwnPageCase):
    """The ten scores as they were handed in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossier = cls.register(cls.person)
        cls.score(cls.dossier, "self_score", *range(1, 11))
        cls.dossier.with_user(cls.citizen_user).action_submit()

    def check(self, number=None, code=None):
        answer = self.post(
            "/cdht/bien-nhan",
            so=self.dossier.receipt_number if number is None else number,
            ma=self.dossier.receipt_code if code is None else code,
        )
        return answer.status_code, " ".join(answer.text.split())

    def test_it_stands_on_the_page_and_can_be_checked(self):
        code = self.dossier.receipt_code
        self.assertRegex(code, r"^[A-Z0-9]{5}-[A-Z0-9]{5}$")
        page = self.get("/cdht/toi")
        self.assertIn(code, page)
        self.assertIn("đúng như khi nộp", page)
        for typed in (code, code.lower(), code.replace("-", " ")):
            status, text = self.check(code=typed)
            self.assertEqual(status, 200)
            self.assertIn("Đúng như khi nộp", text)
            self.assertNotIn(self.person.name, text.split("</header>")[-1])
        self.authenticate(None, None)
        self.url_open("/cdht/bien-nhan")

    def test_a_score_changed_behind_the_moves(self):
        code = self.dossier.receipt_code
        self.env.cr.execute(
            SQL("UPDATE cdht_assessment_line SET self_score = 9 WHERE id = %s",
                self.dossier.line_ids[0].id)
        )  # fmt: skip
        self.env.invalidate_all()
        self.assertNotEqual(self.dossier.receipt_code, code)
        page = self.get("/cdht/toi")
        self.assertIn("đã thay đổi sau khi nộp, không có dấu vết", page)
        status, text = self.check(code=code)
        self.assertEqual(status, 404)
        self.assertIn("Không khớp", text)

    def test_a_score_changed_by_an_officers_list(self):
        self.dossier.line_ids[2].with_user(self.commune_user).sudo().self_score = 10
        page = self.get("/cdht/toi")
        self.assertRegex(
            page, r"đã thay đổi sau khi nộp, lúc \d\d:\d\d ngày [\d/]+, cán bộ xã"
        )

    def test_two_scores_swapped_are_no_other_sum(self):
        code = self.dossier.receipt_code
        first, second = self.dossier.line_ids[:2]
        first.self_score, second.self_score = second.self_score, first.self_score
        self.assertEqual(self.dossier.self_total, 55)
        self.assertNotEqual(self.dossier.receipt_code, code)

    def test_given_back_and_handed_in_again_it_is_another(self):
        self.env.cr.execute(
            "UPDATE cdht_assessment SET submitted_on = submitted_on - INTERVAL '1 day'"
        )
        self.env.invalidate_all()
        code = self.dossier.receipt_code
        self.dossier.action_return("Xem lại")
        self.assertNotIn(code, self.get("/cdht/toi"))
        self.dossier.with_user(self.citizen_user).action_submit()
        self.assertNotEqual(self.dossier.receipt_code, code)
        self.assertIn("đúng như khi nộp", self.get("/cdht/toi"))

    def test_typed_by_an_officer_it_has_one_too(self):
        dossiers = self.make_dossiers(size=3)
        self.score(dossiers, "self_score", 8)
        dossiers.with_user(self.chapter).action_submit()
        self.assertEqual(len(set(dossiers.mapped("receipt_code"))), 3)
        for dossier in dossiers:
            self.assertIn(dossier.receipt_code, self.traces(dossier, "submit").reason)
            self.dossier = dossier
            self.assertEqual(self.check()[0], 200)

    def test_odd_ones_are_answered(self):
        for number, code in (
            ("", ""), ("x", "x"), ("2026-999999999", "AAAAAAAAAA"),
            ("2026-99999999999999999999", "AAAAAAAAAA"), ("2025-000001", "AAAAAAAAAA"),
            (self.dossier.receipt_number, "AAAAAAAAAA"),
            (self.dossier.receipt_number.replace("2026", "2027"), None),
            ("٢٠٢٦-٠٠٠٠٠١", "AAAAAAAAAA"),
        ):  # fmt: skip
            with self.subTest(number):
                self.assertEqual(self.check(number, code)[0], 404)


@tagged("post_install", "-at_install")
class TestReceiptOnPaper(PaperCase):
    def test_on_the_form_that_was_handed_in(self):
        report = "cdht_module.report_cdht_assessment_form"
        registered, dossier = self.make_dossiers(size=2)
        self.assertNotIn("Biên nhận", self.print_text(registered, report=report))
        self.carry(dossier, "self_assessed")
        text = self.print_text(dossier, report=report)
        self.assertIn(dossier.receipt_number, text)
        self.assertIn(dossier.receipt_code, text)
        self.assertNotIn("bien-nhan", text, "no address that nobody can open")
        self.env["ir.config_parameter"].set_param(ADDRESS, "https://xa-mau.example")
        text = self.print_text(dossier, report=report)
        self.assertIn("https://xa-mau.example/cdht/bien-nhan", "".join(text.split()))
