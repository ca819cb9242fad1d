from odoo import api, fields, models

from .cdht_assessment import APPRAISERS

# How many points short of passing somebody still stands close to it (75–79 of 80).
NEAR_POINTS = 5


class CdhtAssessment(models.Model):
    """Who is close to passing, and for whom this year would be the fifth."""

    _inherit = "cdht.assessment"

    is_near = fields.Boolean(
        string="Close to passing",
        compute="_compute_is_near",
        store=True,
        groups=APPRAISERS,
        help="At most five points short, or one indicator one point below the least"
        " score. By the appraised scores, before them by the person's own.",
    )
    is_fifth_year = fields.Boolean(
        string="Fifth year if recognised",
        compute="_compute_is_fifth_year",
        store=True,
        help="With this year's title the person holds it for as many years running as"
        " make it outstanding.",
    )

    @api.depends(
        "line_ids.self_score", "line_ids.appraised_score", "campaign_id.set_id"
    )
    def _compute_is_near(self):
        for dossier in self:
            rule, lines = dossier.campaign_id.set_id, dossier.line_ids
            name = "appraised_score" if dossier.appraised_complete else "self_score"
            scores = lines.mapped(name)
            complete = bool(scores) and min(scores) >= rule.score_min
            low = [score for score in scores if score < rule.pass_min]
            short = rule.pass_total - sum(scores)
            dossier.is_near = (
                complete
                and short <= NEAR_POINTS
                and (short > 0 if not low else low == [rule.pass_min - 1])
            )

    @api.depends("earlier_streak", "campaign_id.set_id")
    def _compute_is_fifth_year(self):
        for dossier in self:
            needed = dossier.campaign_id.set_id.outstanding_years
            dossier.is_fifth_year = dossier.earlier_streak == needed - 1
