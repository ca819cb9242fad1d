from odoo import fields, models


class CdhtImportIssue(models.Model):
    """One finding in a workbook: where it stands, what is wrong, what to do."""

    _name = "cdht.import.issue"
    _description = "Import finding"
    _inherit = ["cdht.guarded"]
    _order = "import_id, severity, sheet_sequence, row, id"

    import_id = fields.Many2one(
        "cdht.import", required=True, index=True, ondelete="cascade"
    )
    sheet = fields.Char()
    sheet_sequence = fields.Integer(aggregator=None)
    row = fields.Integer(aggregator=None, help="The row number that Excel shows.")
    column = fields.Char(help="The column letter that Excel shows.")
    severity = fields.Selection(
        [("error", "Error"), ("warning", "Warning")], required=True
    )
    code = fields.Char(required=True)
    message = fields.Char(required=True)
