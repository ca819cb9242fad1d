from odoo import api, fields, models


class CdhtIndicator(models.Model):
    """Chỉ số: scored 1–10 by the citizen and by the appraisal meeting."""

    _name = "cdht.indicator"
    _description = "Indicator"
    _inherit = ["cdht.indicator.part"]
    _order = "set_id, sequence, id"

    criterion_id = fields.Many2one(
        "cdht.indicator.criterion", required=True, index=True, ondelete="cascade"
    )
    # Not precomputed: that would leave drafts in the set's list of indicators.
    set_id = fields.Many2one(related="criterion_id.set_id", store=True, index=True)
    code = fields.Char(required=True, help="“CS01” … “CS10”")
    sequence = fields.Integer(default=10)
    name = fields.Char(required=True)
    is_digital_skill = fields.Boolean(help="Counts for the share with digital skill.")
    guide_ids = fields.One2many("cdht.indicator.guide", "indicator_id", copy=True)

    _code_uniq = models.Constraint(
        "UNIQUE (set_id, code)", "This code is used by another indicator of the set."
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for indicator in self:
            indicator.display_name = f"{indicator._number()}. {indicator.name or ''}"

    def _number(self):
        """“6” of “CS06”, as people count them."""
        self.ensure_one()
        return (self.code or "").removeprefix("CS").lstrip("0")

    def _locking_set(self):
        return self.criterion_id.set_id
