from collections import Counter
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, models

# Files deleted between two commits: some seconds' work.
_STEP = 500


class CdhtCampaign(models.Model):
    """Evidence files of closed years are deleted when their time is over."""

    _inherit = "cdht.campaign"

    def _evidence_is_over(self):
        """The closed years whose files their commune no longer keeps."""
        today = self._today()

        def over(campaign):
            months = campaign.unit_id.evidence_retention_months
            end = date(campaign.year, 12, 31)
            return months and end + relativedelta(months=months) < today

        return self.search([("state", "=", "closed")]).filtered(over)

    def _old_evidence(self, limit=None):
        """Evidence files of these years."""
        lines = self.env["cdht.assessment.line"]._search(
            [("assessment_id.campaign_id", "in", self.ids)]
        )
        return self.env["ir.attachment"].search(
            [("res_model", "=", "cdht.assessment.line"), ("res_id", "in", lines)],
            limit=limit,
            order="id",
        )

    @api.model
    def _cron_delete_old_evidence(self):
        """Delete what is over in steps; a step that was cut off goes on next time."""
        campaigns = self._evidence_is_over()
        files = campaigns._old_evidence() if campaigns else []
        remaining = len(files)
        for start in range(0, remaining, _STEP):
            step = files[start : start + _STEP]
            self._delete_evidence(step)
            remaining -= len(step)
            if not self.env["ir.cron"]._commit_progress(len(step), remaining=remaining):
                break

    @api.model
    def _delete_evidence(self, files):
        """Delete files, with a trace of how many of which unit."""
        lines = self.env["cdht.assessment.line"].browse(files.mapped("res_id"))
        counts = Counter(
            (line.assessment_id.campaign_id, line.assessment_id.unit_id)
            for line in lines
        )
        self.env["cdht.trace"]._record(
            self.union(*(campaign for campaign, _unit in counts)).browse(
                [campaign.id for campaign, _unit in counts]
            ),
            "evidence_over",
            [
                {"unit_id": unit.id, "value_to": str(count)}
                for (_campaign, unit), count in counts.items()
            ],
        )
        files.unlink()
