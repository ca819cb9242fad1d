from odoo import models

# The file as it came, and with its findings.
_WORKBOOKS = ("data_file", "error_file")


class IrBinary(models.AbstractModel):
    """Imported workbooks that leave are traced, as all that takes identity numbers out
    in bulk."""

    _inherit = "ir.binary"

    def _record_to_stream(self, record, field_name):
        stream = super()._record_to_stream(record, field_name)
        self._cdht_workbook_of(record, field_name)._trace_file_out()
        return stream

    def _cdht_workbook_of(self, record, field_name):
        """The import whose stored workbook is streamed, by whichever address."""
        imports = self.env["cdht.import"]
        if record._name == imports._name and field_name in _WORKBOOKS:
            return imports.browse(record.id)
        if record._name == "ir.attachment":
            # sudo: host: where the file belongs; the caller has read it
            return imports.browse(record.sudo()._cdht_import_ids())
        return imports
