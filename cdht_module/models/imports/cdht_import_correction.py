from odoo import api, fields, models


class CdhtImportCorrection(models.Model):
    """A cell that was corrected on screen: what is read instead of what stands in the
    file, as long as that file is this import's."""

    _name = "cdht.import.correction"
    _description = "Corrected cell of an imported workbook"
    _inherit = ["cdht.guarded"]
    _order = "import_id, sheet, row, id"

    import_id = fields.Many2one(
        "cdht.import", required=True, index=True, ondelete="cascade"
    )
    sheet = fields.Char(required=True, readonly=True)
    row = fields.Integer(required=True, readonly=True, aggregator=None)
    column = fields.Char(required=True, readonly=True)
    was = fields.Char(string="As the file has it", readonly=True)
    value = fields.Char(string="Corrected to", required=True)

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._count_anew()
        return records

    def write(self, vals):
        self._count_anew()
        return super().write(vals)

    def unlink(self):
        self._count_anew()
        return super().unlink()

    def _count_anew(self):
        if not self.env.su:
            self.import_id._begin_again()

    def _as_cells(self):
        """{sheet: {row: {column: text}}}"""
        cells = {}
        for one in self:
            rows = cells.setdefault(one.sheet, {})
            rows.setdefault(str(one.row), {})[one.column] = one.value
        return cells
