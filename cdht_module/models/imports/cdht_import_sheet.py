from odoo import fields, models


class CdhtImportSheet(models.Model):
    """A sheet with a list: which unit it is read as, or that it is passed over."""

    _name = "cdht.import.sheet"
    _description = "Sheet of an imported workbook"
    _inherit = ["cdht.guarded"]
    _order = "import_id, sequence, id"

    import_id = fields.Many2one(
        "cdht.import", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer()
    name = fields.Char(required=True, readonly=True)
    unit_id = fields.Many2one("cdht.unit", domain="[('has_people', '=', True)]")
    is_skipped = fields.Boolean(string="Pass over")
    row_count = fields.Integer(string="Number of people", readonly=True)
    imported_count = fields.Integer(string="Good rows", readonly=True)
