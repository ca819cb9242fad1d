from odoo import models
from odoo.exceptions import ConcurrencyError, UserError

from odoo.addons.cdht_module.tools.locking import lock

from .cdht_assessment import OPEN_STATES


class CdhtCampaign(models.Model):
    """The year's end: everybody's dossier came to one, nobody comes in after it."""

    _inherit = "cdht.campaign"

    def action_close(self):
        """Freeze the year; people who only registered were not assessed."""
        self._check_commune_officer()
        # Nobody registers or is restored while the year closes.
        lock(self, allow_referencing=False)
        self._check_nobody_slipped_in()
        Assessment = self.env["cdht.assessment"]
        for campaign in self:
            if campaign.state != "open":
                raise UserError(self.env._("%s is not open.", campaign.name))
            on_the_way = Assessment.search(
                [
                    ("campaign_id", "=", campaign.id),
                    ("state", "in", ("self_assessed", "appraised", "proposed")),
                ]
            )
            if on_the_way:
                raise UserError(
                    self.env._(
                        "%(count)s dossiers are still on their way: %(names)s.",
                        count=len(on_the_way),
                        names=on_the_way._names(),
                    )
                )
            Assessment.search(
                [("campaign_id", "=", campaign.id), ("state", "=", "registered")]
            )._apply("close", {"state": "rejected", "outcome": "not_assessed"})
        self._move_to("closed", "close")

    def _check_nobody_slipped_in(self):
        """Start afresh where somebody came in after this request began.

        A transaction sees what stood at its beginning, so that dossiers registered
        or restored between that moment and its lock would stay open in a closed
        year. Under the lock a look from outside sees all of them.
        """
        unfinished = [
            ("campaign_id", "in", self.ids),
            ("state", "in", (*OPEN_STATES, "proposed")),
        ]
        # sudo: dossiers are compared, not shown
        Assessment = self.env["cdht.assessment"].sudo()
        with self.env.registry.cursor() as cursor:
            outside = Assessment.with_env(Assessment.env(cr=cursor)).search(unfinished)
            came_in = set(outside.ids) - set(Assessment.search(unfinished).ids)
        if came_in:
            raise ConcurrencyError("dossiers came in while the year was being closed")
