from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import MINUTES, CommuneCase


@tagged("post_install", "-at_install")
class TestMinutes(CommuneCase):
    """The meeting appraises: who was there, who did not vote on whom."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dossiers = cls.make_dossiers("appraised", size=3)
        cls.list = cls.dossiers.proposal_id
        cls.mine = cls.list.with_user(cls.chapter)
        cls.names = cls.dossiers.citizen_id.mapped("name")

    def _recusals(self):
        return {(line.name, line.assessment_id) for line in self.list.recusal_ids}

    def test_leaders_on_the_list_do_not_vote_about_themselves(self):
        self.mine.write({**MINUTES, "meeting_chair": self.names[0].upper()})
        self.assertEqual(self._recusals(), {(self.names[0].upper(), self.dossiers[0])})
        self.assertEqual(self.list.recusal_ids.reason, "own")
        self.mine.write({"meeting_chair": self.names[0].upper()})
        self.assertEqual(len(self.list.recusal_ids), 1)

    def test_attendants_who_vote(self):
        self.mine.write(
            {
                "attendant_ids": [
                    Command.create({"name": self.names[1], "post": "Trưởng thôn"}),
                    Command.create({"name": self.names[2], "votes": False}),
                    Command.create({"name": "Lý Văn Khách"}),
                ]
            }
        )
        self.assertEqual(self._recusals(), {(self.names[1], self.dossiers[1])})

    def test_it_is_looked_at_and_changed_before_sending(self):
        self.mine.write({**MINUTES, "meeting_secretary": self.names[0]})
        self.mine.recusal_ids.unlink()
        self.assertEqual(self.mine.own_names_text, self.names[0])
        self.mine.action_find_recusals()
        self.assertFalse(self.mine.own_names_text)
        self.mine.recusal_ids = [
            Command.create({"name": "Lý Văn Mẫu", "assessment_id": self.dossiers[1].id})
        ]
        self.assertEqual(len(self.list.recusal_ids), 2)

    def test_frozen_with_the_list(self):
        self.mine.write({**MINUTES, "meeting_chair": self.names[0]})
        self.mine.attendant_ids = [Command.create({"name": "Ông Mẫu"})]
        self.mine.action_submit()
        for call in (
            lambda: self.mine.recusal_ids.unlink(),
            lambda: self.mine.recusal_ids.write({"reason": "other"}),
            lambda: self.mine.attendant_ids.write({"name": "Khác"}),
            lambda: self.mine.attendant_ids.create(
                {"proposal_id": self.list.id, "name": "Muộn"}
            ),
            self.mine.action_find_recusals,
            lambda: self.mine.write({"meeting_start": 19.5}),
        ):
            with self.assertRaises(UserError):
                call()

    def test_others_keep_their_hands_off(self):
        line = self.env["cdht.meeting.attendant"].create(
            {"proposal_id": self.list.id, "name": "Ông Mẫu"}
        )
        for user in (self.chapter_2, self.commune_other, self.district):
            for call in (
                lambda user=user: line.with_user(user).write({"name": "Khác"}),
                lambda user=user: line.with_user(user).unlink(),
                lambda user=user: line.with_user(user).create(
                    {"proposal_id": self.list.id, "name": "Khác"}
                ),
                self.list.with_user(user).action_find_recusals,
            ):
                with self.subTest(user=user.login), self.assertRaises(AccessError):
                    call()
        line.with_user(self.commune_user).name = "Ông Khác"

    def test_only_people_of_the_list(self):
        stranger = self.make_dossiers("appraised", self.village_2)
        with self.assertRaises(ValidationError):
            self.env["cdht.meeting.recusal"].with_user(self.commune_user).create(
                {"proposal_id": self.list.id, "name": "Ông Mẫu",
                 "assessment_id": stranger.id}
            )  # fmt: skip

    def test_hours(self):
        self.mine.write({"meeting_start": 19.5, "meeting_end": 21.0})
        for hours in ((21.0, 19.5), (19.5, 24.5), (-1.0, 5.0)):
            with self.subTest(hours=hours), self.assertRaises(ValidationError):
                self.mine.write({"meeting_start": hours[0], "meeting_end": hours[1]})

    def test_a_dossier_points_to_its_minutes(self):
        self.assertFalse(self.dossiers[0].minutes_text)
        self.mine.write(MINUTES)
        text = self.dossiers[0].with_user(self.chapter).minutes_text
        self.assertIn("12/10/2026", text)
        self.assertIn("Nhà văn hóa thôn", text)

    def test_the_level_above_reads_abstentions_about_its_own_people(self):
        self.mine.write({**MINUTES, "meeting_chair": self.names[0]})
        lines = self.list.recusal_ids.with_user(self.district)
        self.assertFalse(lines._filtered_access("read"))
        self.dossiers[0].authority_id = self.province
        self.assertFalse(lines._filtered_access("read"), "the list is being made")
        self.list.state = "received"
        self.assertTrue(lines._filtered_access("read"))
