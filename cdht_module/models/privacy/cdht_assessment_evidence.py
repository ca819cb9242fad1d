from odoo import models

# What is said of the person in words.
_TOLD = ("return_reason", "helped_by", "late_reason", "consent_withdrawal_reason")


class CdhtAssessment(models.Model):
    """Taking evidence away: scores and results stay, what was told about them goes."""

    _inherit = "cdht.assessment"

    def _forget_evidence(self):
        """Texts and files of these dossiers, which the caller may take away."""
        # sudo: the move that calls this checked who takes whose data away
        lines = self.sudo().line_ids
        lines._evidence_files().unlink()
        lines.filtered("evidence").write({"evidence": False})
        # A difference of scores keeps having a reason, if no longer a personal one.
        lines.filtered("note").write({"note": self.env._("Taken away")})
        for name in _TOLD:
            self.sudo().filtered(name).write({name: False})
