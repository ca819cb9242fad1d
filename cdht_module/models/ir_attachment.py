from odoo import api, models
from odoo.exceptions import AccessError

_OURS = "cdht."
_LINE = "cdht.assessment.line"


class IrAttachment(models.Model):
    """Evidence is changed as the line that it belongs to: by its officers, in the
    state for it, never one's own. Signed copies and scans are changed as the field
    that they are, by its own rules and with its trace. Nothing of ours is published.
    Other apps' files are untouched."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        files._check_ours()
        return files

    def write(self, vals):
        self._check_ours()
        result = super().write(vals)
        if {"res_model", "res_id", "res_field", "public"} & vals.keys():
            self._check_ours()
        return result

    def unlink(self):
        self._check_ours()
        return super().unlink()

    def _check_ours(self):
        if self.env.su or not self:
            return
        # sudo: where a file belongs is asked before whether one may change it
        ours = self.sudo().filtered(
            lambda file: (file.res_model or "").startswith(_OURS)
        )
        # Fields write their files as superuser, after their model's own checks.
        if ours.filtered(lambda file: file.res_field or file.public):
            raise AccessError(
                self.env._(
                    "Signed copies and scans are attached on their own form, and no"
                    " file of the programme is made public."
                )
            )
        evidence = ours.filtered(lambda file: file.res_model == _LINE)
        lines = self.env[_LINE].browse(evidence.mapped("res_id")).exists()
        if lines:
            lines._check_written_by_hand({"attachment_ids": True})

    def _read_format(self, fnames, load="_classic_read"):
        """The content of imported workbooks is traced by whichever way it goes out."""
        result = super()._read_format(fnames, load)
        sizes = self.env.context.get("bin_size")
        if not self.env.su and not sizes and {"datas", "raw", "db_datas"} & {*fnames}:
            # sudo: where the files belong; the caller has read them
            imports = self.env["cdht.import"].browse(self.sudo()._cdht_import_ids())
            imports._trace_file_out()
        return result

    def _cdht_import_ids(self):
        """Ids of the imports whose stored workbooks these are."""
        own = self.filtered(lambda file: file.res_model == "cdht.import")
        return own.mapped("res_id")

    def _unlink_evidence_of(self, line):
        """Delete those of ``self`` that belong to that line."""
        # sudo: they left a line that the caller was allowed to write
        self.sudo().filtered(
            lambda file: (file.res_model, file.res_id) == (_LINE, line.id)
        ).unlink()
