from odoo import api, models

_LINE = "cdht.assessment.line"


class IrAttachment(models.Model):
    """Evidence is changed as the line that it belongs to: by its officers, in the
    state for it, never one's own; other apps' files are untouched."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        files._check_evidence_open()
        return files

    def write(self, vals):
        self._check_evidence_open()
        result = super().write(vals)
        if "res_model" in vals or "res_id" in vals:
            self._check_evidence_open()
        return result

    def unlink(self):
        self._check_evidence_open()
        return super().unlink()

    def _check_evidence_open(self):
        if self.env.su or not self:
            return
        # sudo: where a file belongs is asked before whether one may change it
        evidence = self.sudo().filtered(lambda file: file.res_model == _LINE)
        lines = self.env[_LINE].browse(evidence.mapped("res_id")).exists()
        if lines:
            lines._check_written_by_hand({"attachment_ids": True})

    def _unlink_evidence_of(self, line):
        """Delete those of ``self`` that belong to that line."""
        # sudo: they left a line that the caller was allowed to write
        self.sudo().filtered(
            lambda file: (file.res_model, file.res_id) == (_LINE, line.id)
        ).unlink()
