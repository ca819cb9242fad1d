import hashlib

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.cdht_module.tools.locking import lock_or_retry
from odoo.addons.cdht_module.tools.vietnamese_text import clean_lines

_MOST_AN_HOUR = 120


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

    # -- Photos and PDF that people send of their own dossier, through our routes.
    #    Portal users have no right on files at all: what is asked here is whether
    #    the dossier is theirs, registered and in time.

    def _add_file(self, name, content):
        """Keep one file; sent a second time it is kept once. Return the file."""
        self.ensure_one()
        dossier = self._check_own_files()
        values = self._as_evidence(name, content)
        # Two at once are counted one after the other.
        # sudo: own: own, checked above; locked only
        lock_or_retry(dossier.sudo())
        # sudo: own: own and open, checked above
        Attachment = self.env["ir.attachment"].sudo()
        checksum = Attachment._compute_checksum(values["raw"])
        for file in self._evidence_files():
            if file.checksum == checksum:
                return file
        dossier.campaign_id._check_evidence_room(dossier, len(values["raw"]))
        number = self.indicator_id._number()
        stem, _dot, extension = values["name"].rpartition(".")
        stem = "".join(c for c in stem if c.isalnum() or c in " -_").strip()
        file = Attachment.create(
            {
                **values,
                "name": f"CS{number} {stem or 'minh chứng'}.{extension}",
                "res_model": self._name,
                "res_id": self.id,
            }
        )
        # sudo: own: own and open, checked above
        self.sudo().write({"attachment_ids": [Command.link(file.id)]})
        return file

    def _take_upload(self):
        """Reading photos is work: so many an hour for one dossier, good or bad."""
        dossier = str(self.assessment_id.id)
        attempts = self.env["cdht.verify.miss"]
        if not attempts._pass_rate_limit("cdht_upload", dossier, _MOST_AN_HOUR, 60):
            raise UserError(
                self.env._("Too many files were sent within an hour. Wait a little.")
            )

    def _remove_file(self, file_id):
        """Delete a file of these lines; gone already, nothing happens."""
        self._check_own_files()
        file = self._evidence_files().filtered(lambda one: one.id == file_id)
        line = self.filtered(lambda line: line.id == file.res_id)
        # sudo: own: own and open, checked above
        line.sudo().write({"attachment_ids": [Command.unlink(file.id)]})

    def _check_own_files(self):
        dossier = self.assessment_id
        dossier._check_open("read")
        dossier._check_own()
        dossier._check_state("registered")
        dossier._check_self_deadline()
        return dossier


def _digest(score, evidence):
    text = f"{score or 0}|{clean_lines(evidence) or ''}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]
