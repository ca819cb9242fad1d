import hashlib

from odoo import models
from odoo.fields import Command

from odoo.addons.cdht_module.tools.vietnamese_text import clean_lines


class CdhtAssessmentLine(models.Model):
    """One indicator as its person saves it, perhaps from two devices, perhaps again."""

    _inherit = "cdht.assessment.line"

    def _mark(self):
        """What a page showed of the line: a short digest of score and evidence."""
        self.ensure_one()
        return _digest(self.self_score, self.evidence)

    def _as_entered(self, files):
        """What stands in the line's form; ``files`` are those of the line."""
        self.ensure_one()
        return {
            "mark": self._mark(),
            "score": self.self_score,
            "text": self.evidence or "",
            "files": [{"id": file.id, "name": file.name} for file in files],
        }

    def _save_own(self, score, evidence, mark, sent=()):
        """Save what was typed on a page that showed the line as ``mark``.

        ``score``: whole number, or None where none was chosen; ``sent``: [(score,
        evidence)] that the page sent before and never heard of. Sent a second time it
        changes nothing. Return False, and save nothing, where the line has become
        something else since (saved on another device).
        """
        self.ensure_one()
        dossier = self.assessment_id
        known = {mark, *(_digest(*one) for one in sent)}
        vals = {"self_score": score or False, "evidence": clean_lines(evidence)}
        same = _digest(*vals.values()) == self._mark()
        if not same and self._mark() not in known:
            return False
        dossier.action_save({"line_ids": [Command.update(self.id, vals)]})
        return True


def _digest(score, evidence):
    text = f"{score or 0}|{clean_lines(evidence) or ''}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
