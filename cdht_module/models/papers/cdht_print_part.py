from odoo import fields, models


class CdhtPrintPart(models.Model):
    """What one step of a batch printed, until all parts are joined."""

    _name = "cdht.print.part"
    _description = "Part of a printing"
    _inherit = ["cdht.record"]
    _order = "id"

    batch_id = fields.Many2one(
        "cdht.print.batch", required=True, index=True, ondelete="cascade"
    )
    paper_count = fields.Integer(string="Copies", required=True, aggregator="sum")
    file = fields.Binary(attachment=True, required=True)
