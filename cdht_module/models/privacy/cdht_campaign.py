from collections import Counter
from datetime import date

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.wording import could_say

# Files deleted between two commits: some seconds' work.
_STEP = 500


class CdhtCampaign(models.Model):
    """Evidence files of closed years are deleted when their time is over."""

    _inherit = "cdht.campaign"

    consent_text = fields.Text(
        string="Consent sentence",
        compute="_compute_consent_text",
        store=True,
        readonly=False,
        precompute=True,
        help="Printed over the signatures of those who register.",
    )

    processing_basis = fields.Char(
        string="Legal basis without consent",
        default="Nhiệm vụ của cơ quan nhà nước",
        help="Shown on the dossiers of people whose consent is not recorded.",
    )
    processing_basis_to_confirm = fields.Boolean(
        string="Legal basis to be confirmed",
        default=True,
        help="No text that names the ground is known yet; the office confirms it.",
    )

    def _evidence_is_over(self):
        """The closed years whose files their commune no longer keeps."""
        today = clock.today()

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

    # -- The consent sentence over which people sign (Luật 91/2025/QH15).

    @api.depends("unit_id", "year")
    def _compute_consent_text(self):
        """Renewed with year and commune as the wording has it, unless the office typed
        its own words for this year."""
        proposed, templates = self._asking_words(), self._consent_templates()
        for campaign in self:
            said, body = campaign.consent_text, campaign.unit_id.body_name
            if not said or campaign._is_proposed(said, templates):
                shown = proposed[campaign].get("signed")
                campaign.consent_text = shown if body else False
            else:
                campaign.consent_text = said

    def _consent_templates(self):
        # sudo: compare: whether a sentence was typed, or proposed by one of them
        rows = (
            self.env["cdht.paper.wording"]
            .sudo()
            .search(
                [
                    ("paper", "=", "asking"),
                    ("code", "=", "signed"),
                    ("variant", "=", "consent"),
                ]
            )
        )
        return [row.text for row in rows if row.text]

    def _is_proposed(self, text, templates):
        """Whether the wording could have said it, of any year and body."""
        read = self._words("_asking_values").reader({"year": 1, "body": "x"})
        return any(could_say(template, text, read) for template in templates)

    def _asking_values(self):
        return {**super()._asking_values(), "consents": "consent"}

    def _next_year_values(self):
        """The office's own words, of the new year; what was proposed is so anew."""
        said, year = self.consent_text or "", self.year + 1
        if self._is_proposed(said, self._consent_templates()):
            following = self.new({"unit_id": self.unit_id.id, "year": year})
            said = following.consent_text
        else:
            said = said.replace(f"năm {self.year}", f"năm {year}")
        return {**super()._next_year_values(), "consent_text": said}

    def _signed_sentence(self):
        """Who signs to take part consents as well."""
        return self.consent_text or super()._signed_sentence()
