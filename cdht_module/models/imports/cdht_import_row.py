from odoo import fields, models


class CdhtImportRow(models.Model):
    """What a check says of one person's row, before anything is written: it goes with
    the workbook that it was read from."""

    _name = "cdht.import.row"
    _description = "Row of a checked list"
    _inherit = ["cdht.guarded"]
    _order = "import_id, outcome, sheet_sequence, row, id"
    _rec_name = "name"

    import_id = fields.Many2one(
        "cdht.import", required=True, index=True, ondelete="cascade"
    )
    sheet = fields.Char(readonly=True)
    sheet_sequence = fields.Integer(aggregator=None, readonly=True)
    row = fields.Integer(aggregator=None, readonly=True)
    unit_id = fields.Many2one("cdht.unit", readonly=True)
    name = fields.Char(string="Full name", readonly=True)
    # By their codes in the order in which they are shown.
    outcome = fields.Selection(
        [
            ("changed", "Changed"),
            ("new", "New"),
            ("refused", "Stays out"),
            ("same", "Unchanged"),
        ],
        required=True,
        readonly=True,
    )
    changes = fields.Text(string="What changes, or why not", readonly=True)
