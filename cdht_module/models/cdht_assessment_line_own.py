import hashlib

from odoo import models
from odoo.fields import Command


class CdhtAssessmentLine(models.Model):
    """One indicator as its person saves it, perhaps from two devices, perhaps again."""

    _inherit = "cdht.assessment.line"

    def _mark(self):
        """What a page showed of the line: a short digest of score and evidence."""
        self.ensure_one()
        text = f"{self.self_score or 0}|{self.evidence or ''}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def _as_entered(self, files):
        """What stands in the line's form; ``files`` are those of the line."""
        self.ensure_one()
        return {
            "mark": self._mark(),
            "score": self.self_score,
            "text": self.evidence or "",
            "files": [{"id": file.id, "name": file.name} for file in files],
        }

    def _save_own(self, score, evidence, mark):
        """Save what was typed on a page that showed the line as ``mark``.

        ``score``: whole number, or None where none was chosen. Sent a second time it
        changes nothing. Return False, and save nothing, where the line has become
        something else since (saved on another device).
        """
        self.ensure_one()
        dossier = self.assessment_id
        vals = dossier._clean_line({"evidence": evidence})
        vals["self_score"] = score or False
        same = all((self[name] or False) == value for name, value in vals.items())
        if not same and mark != self._mark():
            return False
        dossier.action_save({"line_ids": [Command.update(self.id, vals)]})
        return True
