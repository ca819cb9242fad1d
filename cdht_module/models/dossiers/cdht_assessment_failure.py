from odoo import models


class CdhtAssessment(models.Model):
    """Why a dossier does not pass, in the words of a paper."""

    _inherit = "cdht.assessment"

    def _failure_reasons(self):
        """Return {dossier: “dưới 80 điểm; chỉ số 2, 6 dưới 5”}."""
        reasons = {}
        self.line_ids.fetch(["assessment_id", "indicator_id", "appraised_score"])
        for dossier in self:
            rule, found = dossier.campaign_id.set_id, []
            if dossier.appraised_total < rule.pass_total:
                found.append(f"dưới {rule.pass_total} điểm")
            low = [
                line.indicator_id._number()
                for line in dossier.line_ids
                if line.appraised_score < rule.pass_min
            ]
            if low:
                found.append(f"chỉ số {', '.join(low)} dưới {rule.pass_min}")
            reasons[dossier] = "; ".join(found)
        return reasons
