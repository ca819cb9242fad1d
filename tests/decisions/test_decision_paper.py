from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..paper_common import PaperCase


@tagged("post_install", "-at_install")
class TestDecisionPaper(PaperCase):
    """What the decision says, in each state and kind."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_list(
            cls.village, 3, five=1, birth_year=1971, identity_number=False
        )
        cls.dossiers[0].citizen_id.identity_number = "020171000123"
        cls.late = cls.make_list(cls.village_2, 2, birth_year=1972)
        cls.paper = cls.petition(cls.dossiers | cls.late, number="3", date="2026-12-02")
        cls.decision = cls.decision_on(cls.paper)

    def test_draft_says_so_and_has_no_number(self):
        self.decision.write({"number": "7", "date": "2026-12-09"})
        text = self.print_text(self.decision)
        self.assertIn("DỰ THẢO", text)
        self.assertIn("Số: /QĐ-UBND", text)
        self.assertRegex(text, r"Mẫu, ngày tháng năm 2026")

    def test_villages_are_called_as_they_call_themselves(self):
        self.assertIn("trưởng các thôn có liên quan", self.print_text(self.decision))
        self.village_2.name = "Khối phố 5"
        text = self.print_text(self.decision)
        self.assertIn("đơn vị, trưởng các thôn, khối phố có liên quan", text)
        (self.village | self.village_2).unit_type = "agency"
        text = self.print_text(self.decision)
        self.assertIn("cơ quan, đơn vị có liên quan", text)

    def test_copy_for_signature_leaves_number_and_day_blank(self):
        """Even where number and day were typed ahead, until it is issued."""
        self.decision.action_submit()
        self.decision.write({"number": "999", "date": "2026-12-09"})
        self.decision.action_sign()
        text = self.print_text(self.decision)
        self.assertNotIn("999", text)
        self.assertNotIn("DỰ THẢO", text)
        self.assertIn("Số: /QĐ-UBND", text)
        self.assertIn("Kèm theo Quyết định số /QĐ-UBND ngày tháng năm 2026", text)
        self.assertNotIn("999", self.decision._paper_filename())

    def test_issued_decision_in_the_order_of_the_decree(self):
        self.issue(self.decision, "9", "2027-01-05")
        text = self.print_text(self.decision)
        position = -1
        for part in (
            "ỦY BAN NHÂN DÂN XÃ MẪU",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 09/QĐ-UBND",
            "Mẫu, ngày 05 tháng 01 năm 2027",
            "QUYẾT ĐỊNH Về việc công nhận danh hiệu “Công dân học tập” năm 2026",
            "ỦY BAN NHÂN DÂN XÃ MẪU Căn cứ Luật",
            "giai đoạn 2021 - 2030; Theo đề nghị của Hội Khuyến học xã Mẫu tại Tờ"
            " trình số 03/TTr-HKH ngày 02 tháng 12 năm 2026. QUYẾT ĐỊNH: Điều 1.",
            "năm 2026 cho 05 (năm) cá nhân (có danh sách kèm theo tại Phụ lục I).",
            "Điều 2. Ghi nhận 01 (một) cá nhân",
            "“Công dân học tập” tiêu biểu xuất sắc (có danh sách kèm theo tại Phụ lục"
            " II).",
            "Điều 3. Quyết định này có hiệu lực thi hành kể từ ngày ký.",
            "Điều 4. Hội Khuyến học xã Mẫu, thủ trưởng",
            "chịu trách nhiệm thi hành Quyết định này./.",
            "Nơi nhận: - Như Điều 4;",
            "- Lưu: VT, HKH.",
            "CHỦ TỊCH",
            "Nguyễn Văn Mẫu",
            "Phụ lục I DANH SÁCH CÁ NHÂN ĐƯỢC CÔNG NHẬN DANH HIỆU “CÔNG DÂN HỌC TẬP”"
            " NĂM 2026 (Kèm theo Quyết định số 09/QĐ-UBND ngày 05 tháng 01 năm 2027"
            " của Ủy ban nhân dân xã Mẫu)",
            "TT Họ và tên Năm sinh Số năm liên tục Ghi chú",
            "I. Thôn Một (3 người)",
            "5 Tiêu biểu xuất sắc",
            "II. Thôn Hai (2 người)",
            "Danh sách có 05 (năm) cá nhân./.",
            "Phụ lục II",
            "TT Họ và tên Năm sinh Thôn/đơn vị Số năm liên tục Ghi chú",
            "Danh sách có 01 (một) cá nhân./.",
        ):
            found = text.find(part, position + 1)
            self.assertGreater(found, position, f"{part} in {text}")
            position = found

    def test_one_annex_has_no_number(self):
        decision = self.decision
        decision.assessment_ids = self.late
        text = self.print_text(decision)
        self.assertIn("kèm theo tại Phụ lục).", text)
        self.assertNotIn("Phụ lục I", text)
        self.assertNotIn("tiêu biểu xuất sắc", text)
        self.assertIn("Như Điều 3;", text)
        self.assertIn("có tên tại Điều 1", text)

    def test_people_in_the_order_of_the_paper(self):
        for dossier, name in zip(
            self.dossiers, ("Chu Thị Hường", "Lý Văn An", "Vi Thị Hương"), strict=True
        ):
            dossier.citizen_id.name = name
        for state in ("draft", "issued"):
            if state == "issued":
                # The petition asked for them by other names.
                self.decision.action_check()
                self.decision.finding_ids.action_allow("Đổi tên sau khi trình.")
                self.issue(self.decision)
            rows = [row for row in self.decision._paper_rows() if row["unit_name"]]
            self.assertEqual(
                [row["name"] for row in rows][:3],
                ["Lý Văn An", "Vi Thị Hương", "Chu Thị Hường"],
            )
            self.assertEqual([row["streak"] for row in rows], [1, 1, 5, 1, 1])
            self.assertEqual(
                [row["is_outstanding"] for row in rows],
                [False, False, True, False, False],
            )

    def test_no_identity_number_and_no_score(self):
        self.dossiers.citizen_id.write({"birth_year": 1966})
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("cdht_module.report_cdht_decision", self.decision.ids)[0]
            .decode()
        )
        self.assertNotIn("020171000123", html)
        self.assertNotIn("1000123", html)
        self.assertNotRegex(html, r">\s*90\s*<")  # the total of ten nines

    def test_decision_of_the_head(self):
        self.signatory.write(
            {
                "post": "Phó Chủ tịch",
                "head_post": "Chủ tịch",
                "capacity": "kt",
                "on_behalf_name": "Ủy ban nhân dân",
            }
        )
        text = self.print_text(self.decision)
        self.assertIn("TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH", text)
        self.decision.issued_by_head = True
        text = self.print_text(self.decision)
        self.assertIn("năm 2026 CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU Căn cứ", text)
        self.assertNotIn("TM.", text)
        self.assertIn("của Chủ tịch Ủy ban nhân dân xã Mẫu)", text)

    def test_supplementing_decision(self):
        self.decision.write({"kind": "supplement", "subject": "Về việc bổ sung"})
        text = self.print_text(self.decision)
        self.assertIn("Điều 1. Công nhận bổ sung danh hiệu", text)
        self.assertIn("ĐƯỢC CÔNG NHẬN BỔ SUNG DANH HIỆU", text)

    def test_decisions_that_change_another_one_name_it(self):
        self.issue(self.decision, "9", "2026-12-10")
        named = "Quyết định số 09/QĐ-UBND ngày 10 tháng 12 năm 2026"
        for change, words in (
            (self.decision.action_amend("Ghi sai năm sinh."), "Sửa đổi nội dung"),
            (self.decision.action_revoke("Không đủ điều kiện"), "Thu hồi danh hiệu"),
        ):
            text = self.print_text(change)
            self.assertIn(f"Căn cứ {named} của Ủy ban nhân dân xã Mẫu về việc", text)
            self.assertIn(f"Điều 1. {words}", text)
            self.assertIn(f"tại {named} của Ủy ban nhân dân xã Mẫu đối với 05", text)
            self.assertIn("Lý do:", text)
            self.assertNotIn("Số năm liên tục", text)
            self.assertNotIn("Ghi nhận", text)

    def test_one_person_needs_no_annex(self):
        """An article names them; who asked and what was looked into are bases."""
        self.issue(self.decision, "9", "2026-12-10")
        title = self.decision.recognition_ids[0]
        person = title.citizen_id
        person.sudo().write({"gender": "female", "birth_year": 1960})
        draft = title.action_revoke("Không đủ điều kiện")
        draft.write(
            {
                "verification": "Biên bản xác minh ngày 12 tháng 12 năm 2026",
                "proposer": "Trưởng phòng Văn hóa - Xã hội",
            }
        )
        text = self.print_text(draft)
        self.assertIn(f"đối với bà {person.name}, sinh năm 1960, thôn Một. Lý", text)
        self.assertIn("có liên quan và cá nhân có tên tại Điều 1", text)
        self.assertNotIn("Phụ lục", text)
        self.assertNotIn("DANH SÁCH", text)
        base = text.index("Căn cứ Biên bản xác minh ngày 12 tháng 12 năm 2026;")
        self.assertIn(
            "Theo đề nghị của Trưởng phòng Văn hóa - Xã hội. QUYẾT ĐỊNH", text[base:]
        )
        codes = [found.code for _paper, found in draft._findings(draft._read())]
        self.assertNotIn("change_bases", codes)
        draft.proposer = False
        codes = [found.code for _paper, found in draft._findings(draft._read())]
        self.assertIn("change_bases", codes)

    def test_vietnamese_for_every_user(self):
        languages = []
        self.env["res.lang"]._activate_lang("vi_VN")
        for language in ("en_US", "vi_VN"):
            self.commune_user.lang = language
            languages.append(self.print_text(self.decision, user=self.commune_user))
        self.assertEqual(*languages)

    def test_who_reads_the_decision_prints_its_list(self):
        self.issue(self.decision)
        text = self.print_text(self.decision, user=self.district)
        self.assertIn(self.dossiers[0].citizen_id.name, text)
        for user in (self.commune_other, self.citizen_user, self.chapter):
            with self.assertRaises(AccessError):
                self.print_text(self.decision, user=user)

    def test_typed_text_is_text(self):
        self.dossiers[0].citizen_id.name = "<img src=x> & <b>"
        html = (
            self.env["ir.actions.report"]
            ._render_qweb_html("cdht_module.report_cdht_decision", self.decision.ids)[0]
            .decode()
        )
        self.assertIn("&lt;img src=x&gt; &amp; &lt;b&gt;", html)

    def test_queries_do_not_grow_with_the_list(self):
        self.issue(self.decision)
        longer = self._longer_decision()
        self._queries(self.decision)  # fills the caches of templates
        self.assertEqual(self._queries(self.decision), self._queries(longer))

    def _queries(self, decision):
        """How many queries the paper's HTML takes."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.env["ir.actions.report"]._render_qweb_html(
            "cdht_module.report_cdht_decision", decision.ids
        )
        return self.env.cr.sql_log_count - before

    def _longer_decision(self):
        dossiers = self.make_list(self.agency, 30, five=1)
        return self.issue(self.decision_on(self.petition(dossiers)))
