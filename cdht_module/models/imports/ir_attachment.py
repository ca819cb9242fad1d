from odoo import models


class IrAttachment(models.Model):
    """Stored workbooks are files like others; that one is read leaves a trace."""

    _inherit = "ir.attachment"

    def _read_format(self, fnames, load="_classic_read"):
        """The content of imported workbooks is traced by whichever way it goes out."""
        result = super()._read_format(fnames, load)
        sizes = self.env.context.get("bin_size")
        if not self.env.su and not sizes and {"datas", "raw", "db_datas"} & {*fnames}:
            # sudo: host: where the files belong; the caller has read them
            imports = self.env["cdht.import"].browse(self.sudo()._cdht_import_ids())
            imports._trace_file_out()
        return result

    def _cdht_import_ids(self):
        """Ids of the imports whose stored workbooks these are."""
        workbooks = self.filtered(lambda file: file.res_model == "cdht.import")
        return workbooks.mapped("res_id")
