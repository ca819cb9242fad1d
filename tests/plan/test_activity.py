from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import YEAR
from ..paper_common import PaperCase


@tagged("post_install", "-at_install")
class TestActivity(PaperCase):
    """Propaganda, trainings, conferences: announced, held, counted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.activity = cls.make_activity()

    @classmethod
    def make_activity(cls, user=None, **vals):
        return (
            cls.env["cdht.activity"]
            .with_user(user or cls.commune_user)
            .create(
                {
                    "name": "Tập huấn cách tự đánh giá",
                    "kind": "training",
                    "date": f"{YEAR}-03-18",
                    "hour": 13.5,
                    "place": "Hội trường xã",
                    "content": "Bộ tiêu chí\nCách cho điểm",
                    "invited": "Trưởng thôn\nChi hội trưởng",
                    **vals,
                }
            )
        )

    def test_texts_to_copy(self):
        self.assertEqual(self.activity.organiser_id, self.commune)
        for text in (self.activity.loudspeaker_text, self.activity.zalo_text):
            self.assertIn("tập huấn cách tự đánh giá", text.lower())
            self.assertIn("13 giờ 30, ngày 18 tháng 3 năm 2026", text)
            self.assertIn("Hội trường xã", text)
            self.assertIn("Trưởng thôn, Chi hội trưởng", text)
        self.assertTrue(
            self.activity.loudspeaker_text.startswith("Kính thưa toàn thể bà con")
        )
        open_one = self.make_activity(invited=False, place=False, content=False)
        self.assertIn("toàn thể bà con nhân dân", open_one.loudspeaker_text)
        self.assertNotIn("Nội dung", open_one.zalo_text)

    def test_highland(self):
        self.assertFalse(self.activity.in_highland)
        self.village.is_highland = True
        self.activity.unit_ids = self.village
        self.assertTrue(self.activity.in_highland)

    def test_counted_from_the_sheet_or_typed(self):
        self.activity.attended_count = 40
        self.assertEqual(self.activity.attended_count, 40)
        with Form(self.activity) as form:
            for name in ("Một", "Hai", "Ba"):
                with form.attendant_ids.new() as line:
                    line.name = name
        self.activity.attendant_ids[0].is_present = False
        self.assertEqual(self.activity.attended_count, 2)
        self.activity.action_hold()
        self.assertEqual(self.activity.state, "held")

    def test_bad_values(self):
        for vals in ({"hour": 25}, {"attended_count": 3, "women_count": 4}):
            with self.assertRaises(ValidationError):
                self.activity.write(vals)

    def test_invitation(self):
        action = self.activity.action_make_invitation()
        letter = self.env["cdht.letter"].browse(action["res_id"])
        self.assertEqual(letter.kind, "invitation")
        self.assertIn("13 giờ 30", letter.body)
        self.assertNotIn("…", letter.body)
        again = self.activity.action_make_invitation()
        self.assertEqual(again["res_id"], letter.id)
        letter.write({"number": "3", "date": f"{YEAR}-03-10"})
        letter.action_issue()

    def test_attendance_sheet(self):
        self.activity.attendant_ids = [
            (0, 0, {"name": "Lý Văn Mẫu", "post": "Trưởng thôn"})
        ]
        self.activity.invited_count = 30
        report = "cdht_module.report_cdht_attendance"
        text = self.print_text(self.activity, report=report)
        for part in (
            "DANH SÁCH THAM DỰ",
            "Tập huấn cách tự đánh giá",
            "1 Lý Văn Mẫu Trưởng thôn",
            "30",
            "NGƯỜI CHỦ TRÌ",
        ):
            self.assertIn(part, text)

    def test_a_chapter_organises_its_own(self):
        own = self.make_activity(self.chapter, organiser_id=self.village.id)
        own.action_hold()
        self.assertTrue(self.activity.with_user(self.chapter).name)
        with self.assertRaises(AccessError):
            self.activity.with_user(self.chapter).name = "Khác"
        with self.assertRaises(AccessError):
            self.make_activity(self.chapter, organiser_id=self.village_2.id)
        for user in (self.chapter_other, self.commune_other):
            self.assertFalse(self.activity.with_user(user)._filtered_access("read"))
        self.activity.attendant_ids = [(0, 0, {"name": "Lý Văn Mẫu"})]
        names = self.activity.attendant_ids.with_user(self.chapter)
        self.assertFalse(names._filtered_access("read"), "names are the organiser's")

    def test_in_the_report(self):
        self.make_activity(kind="mobile", attended_count=100).action_hold()
        self.activity.attended_count = 43
        self.activity.action_hold()
        self.make_activity(state="planned")
        report = (
            self.env["cdht.report"]
            .with_user(self.commune_user)
            .create({"issuing_unit_id": self.commune.id, "year": YEAR})
        )
        report.action_take_figures()
        part = report.part_ids.filtered(lambda part: part.code == "activities")
        self.assertIn("1 lớp tập huấn (43 lượt người)", part.text)
        self.assertIn("1 buổi tuyên truyền lưu động (100 lượt người)", part.text)

    def test_nothing_is_given_away_nor_put_upon_others(self):
        """Neither an activity nor a name on a sheet ends up with somebody else."""
        own = self.make_activity(self.chapter, organiser_id=self.village.id)
        own.attendant_ids = [(0, 0, {"name": "Lý Văn Mẫu"})]
        for vals in (
            {"organiser_id": self.commune.id},
            {"organiser_id": self.other_commune.id},
            {"commune_id": self.other_commune.id},
        ):
            with self.assertRaises(AccessError):
                own.write(vals)
        with self.assertRaises(AccessError):
            own.attendant_ids.activity_id = self.activity

    def test_links_only_what_one_reads(self):
        letter = (
            self.env["cdht.letter"]
            .with_user(self.commune_other)
            .create(
                {
                    "issuing_unit_id": self.other_commune.id,
                    "subject": "Việc riêng",
                    "addressees": "A",
                    "body": "B",
                }
            )
        )
        with self.assertRaises(AccessError):
            self.make_activity(letter_id=letter.id)
        for sent in (str(letter.id), float(letter.id)):  # no id at all
            with self.assertRaises(UserError):
                self.make_activity(letter_id=sent)

    def test_absent(self):
        self.activity.attendant_ids = [(0, 0, {"name": "Lý Văn Mẫu"})]
        self.assertEqual(self.activity.attended_count, 1)
        self.activity.attendant_ids.is_present = False
        self.assertEqual(self.activity.attended_count, 0)
