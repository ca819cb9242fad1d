from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestDays(CommuneCase):
    def test_no_day_lies_centuries_away(self):
        """Typed without strokes a day becomes one of another age: it is not kept."""
        meeting = self.make_dossiers().proposal_id.with_user(self.chapter)
        with Form(meeting) as form:
            form.meeting_date = "5112-11-02"
            with self.assertRaisesRegex(ValidationError, "5112.*25/11/2026"):
                form.save()
            form.meeting_date = "2026-11-25"
        with self.assertRaises(ValidationError):
            self.make_people()[0].with_user(self.commune_user).birth_date = "0190-01-01"
