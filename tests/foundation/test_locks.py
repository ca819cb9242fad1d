from unittest.mock import patch

from odoo.exceptions import LockError, UserError
from odoo.tests import tagged

from ..common import CommuneCase


@tagged("post_install", "-at_install")
class TestLocks(CommuneCase):
    """Two sessions at once: one works, the other is told to try again."""

    def test_a_held_row_is_a_plain_message(self):
        registry = self.env.registry
        dossiers = self.make_dossiers("appraised")
        for record, move in (
            (self.campaign, lambda: self.campaign.action_close()),
            (dossiers.proposal_id, lambda: self.send(dossiers.proposal_id)),
        ):
            with (
                self.subTest(record=record._name),
                patch.object(
                    registry[record._name], "lock_for_update", side_effect=LockError("")
                ),
                self.assertRaises(UserError) as caught,
            ):
                move()
            self.assertNotIsInstance(caught.exception, LockError)
        self.assertEqual(self.campaign.state, "open")
        self.assertEqual(dossiers.proposal_id.state, "draft")

    def test_two_sessions(self):
        """The row that one cursor holds is refused to another, and free after it."""
        stage_id = self.env.ref("cdht_module.stage_appraised").id
        Cursor = self.registry._db.cursor  # real cursors, beside the test's own
        with Cursor() as first, Cursor() as second:
            held, asked = (
                self.env(cr=cr)["cdht.stage"].browse(stage_id) for cr in (first, second)
            )
            held.lock_for_update(allow_referencing=True)
            with self.assertRaises(LockError):
                asked.lock_for_update(allow_referencing=True)
            first.rollback()
            asked.lock_for_update(allow_referencing=True)
