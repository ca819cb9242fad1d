from odoo.tests import tagged

from ..common import MINUTES, CommuneHttpCase
from ..desk import desks

_TICKED = "document.querySelectorAll('.o_data_row input:checked').length"
_ROW = "document.querySelector('.o_data_row').innerText"
_START = "document.querySelector('[name=meeting_start] input')"


@tagged("post_install", "-at_install")
class TestMinutesScreen(CommuneHttpCase):
    """The evening's work in the browser: from the table up, and the minutes' hours."""

    def test_ticks_stay_from_step_to_step(self):
        """Lists ticked once are appraised, sent and received one after the other."""
        lists = self.env["cdht.proposal"]
        for unit in (self.village, self.village_2, self.agency):
            lists |= self.make_dossiers("self_assessed", unit).proposal_id
        lists.assessment_ids.action_fill_appraised()
        lists.write(MINUTES)
        left_out = lists[2]
        with desks(self, self.commune_user) as desk:
            desk.open("/odoo/learning-citizen-minutes")
            desk.wait("document.querySelectorAll('.o_data_row').length === 3")
            for row in (0, 1):
                desk.run(
                    f"document.querySelectorAll('.o_data_row input')[{row}].click()"
                )
            for move in ("appraise", "submit", "receive"):
                button = f"document.querySelector('button[name=action_{move}]')"
                desk.wait(f"{button} && !{button}.disabled")
                desk.run(f"window.before = {_ROW}; {button}.click()")
                desk.wait(f"{_ROW} !== window.before && !{button}.disabled")
                self.assertEqual(desk.run(_TICKED), 2, move)
        self.assertEqual((lists - left_out).mapped("state"), ["received"] * 2)
        self.assertEqual(left_out.state, "draft")

    def test_hours_are_blank_until_said(self):
        mine = self.make_dossiers("appraised").proposal_id
        with desks(self, self.chapter) as desk:
            desk.open(f"/odoo/action-cdht_module.action_cdht_proposal/{mine.id}")
            for typed, shown in (("19:30", "19:30"), ("", "")):
                desk.wait(_START)
                self.assertEqual(desk.run(f"{_START}.value"), "" if typed else "19:30")
                desk.run(f"{_START}.focus(); {_START}.select()")
                desk.press(*(typed or ["Delete"]), "Tab")
                self.assertEqual(desk.run(f"{_START}.value"), shown)
                desk.run("document.querySelector('.o_form_button_save').click()")
                desk.wait("!document.querySelector('.o_form_dirty')")
                desk.wait(
                    "document.querySelector('.o_form_status_indicator_buttons.invisible')"
                )
        self.assertFalse(mine.meeting_start)
