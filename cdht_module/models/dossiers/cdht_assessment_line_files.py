from odoo import models
from odoo.exceptions import AccessError

from odoo.addons.cdht_module.tools.vietnamese_text import normalise

from .ir_attachment import with_extension

LONGEST_NAME = 60


class CdhtAssessmentLine(models.Model):
    """Evidence files belong to their line: who reads the dossier reads them, and
    nobody else; a file that leaves the line is gone."""

    _inherit = "cdht.assessment.line"

    def _claim_files(self):
        """Bind new files to their line; refuse files of something else."""
        claimed = self.env["ir.attachment"]
        for line in self:
            # sudo: a file that is bound nowhere is read by its creator only
            for file in line.sudo().attachment_ids:
                if (file.res_model, file.res_id) == (self._name, line.id):
                    continue
                mine = self.env.su or file.create_uid == self.env.user
                if file.res_id or file.res_field or file.type != "binary" or not mine:
                    raise AccessError(
                        self.env._("This file belongs elsewhere; upload it here again.")
                    )
                # sudo: one's own, of a line that one was allowed to write
                file.sudo().write(
                    {
                        **line._as_evidence(file.name, file.raw or b""),
                        "res_model": self._name,
                        "res_id": line.id,
                    }
                )
                claimed |= file
        claimed._trace_evidence("evidence_added")

    def _as_evidence(self, name, content):
        """What is written of a file that becomes evidence (of this line, if known)."""
        name = normalise(name or "")[-LONGEST_NAME:]
        kept, mimetype, extension = self.env["ir.attachment"]._as_kept(name, content)
        for campaign in self.assessment_id.campaign_id:
            campaign._check_evidence_size(name, len(kept))
        return {
            "name": with_extension(name, extension),
            "raw": kept,
            "mimetype": mimetype,
            "type": "binary",
            "url": False,
        }

    def _evidence_files(self):
        """The files that belong to these lines."""
        # sudo: what belongs to lines that the caller may already change
        Attachment = self.env["ir.attachment"].sudo()
        return Attachment.search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
