from odoo import fields, models


class CdhtIndicatorCriterion(models.Model):
    """Tiêu chí: a competence under which indicators stand."""

    _name = "cdht.indicator.criterion"
    _description = "Criterion"
    _inherit = ["cdht.indicator.part"]
    _order = "set_id, sequence, id"

    set_id = fields.Many2one(
        "cdht.indicator.set", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char(required=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    indicator_ids = fields.One2many("cdht.indicator", "criterion_id")
