from datetime import date, timedelta

import vobject

from odoo.tests import tagged

from ..common import CommuneHttpCase


@tagged("post_install", "-at_install")
class TestCalendar(CommuneHttpCase):
    """The days of a year in an officer's own calendar."""

    def calendar(self, login, campaign=None):
        self.authenticate(login, login)
        campaign = campaign or self.campaign
        return self.url_open(f"/cdht/nam/{campaign.id}/lich.ics")

    def events(self, login):
        response = self.calendar(login)
        self.assertEqual(
            response.headers["Content-Type"], "text/calendar; charset=utf-8"
        )
        return vobject.readOne(response.text).vevent_list

    def test_the_days_that_are_still_to_be_kept(self):
        self.make_dossiers("registered")
        events = self.events(self.commune_user.login)
        days = {event.dtstart.value for event in events}
        self.assertIn(self.campaign.proposal_deadline, days)
        self.assertTrue(all(type(day) is date for day in days), days)
        alarm = events[0].valarm.trigger.value
        self.assertEqual(alarm, timedelta(days=-self.campaign.remind_days))
        self.assertIn(self.campaign.name, events[0].summary.value)

    def test_of_a_village_what_is_its_own(self):
        """Each day that lies ahead, done or not; nothing that others do."""
        self.campaign.registration_deadline = "2026-10-20"
        self.campaign.report_due = "2026-12-20"
        self.make_dossiers("appraised")
        days = {event.dtstart.value for event in self.events(self.chapter.login)}
        campaign = self.campaign
        self.assertEqual(
            days,
            {
                campaign.registration_deadline,
                campaign.self_deadline,
                campaign.proposal_deadline,
            },
        )

    def test_a_day_that_moved_takes_the_place_of_the_one_before(self):
        before = {event.uid.value: event for event in self.events(self.chapter.login)}
        moved = self.campaign.proposal_deadline + timedelta(days=1)
        self.campaign.proposal_deadline = moved
        after = {event.uid.value: event for event in self.events(self.chapter.login)}
        self.assertEqual(before.keys(), after.keys())
        self.assertIn(moved, [event.dtstart.value for event in after.values()])

    def test_another_communes_year_is_not_told(self):
        other = self.env["cdht.campaign"].create(
            {"unit_id": self.other_commune.id, "year": self.campaign.year}
        )
        response = self.calendar(self.chapter.login, other)
        self.assertNotIn("VCALENDAR", response.text)
