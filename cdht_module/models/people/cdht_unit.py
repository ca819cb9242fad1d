from odoo import fields, models


class CdhtUnit(models.Model):
    """How many people a unit has."""

    _inherit = "cdht.unit"

    citizen_count = fields.Integer(compute="_compute_citizen_count")

    def _compute_citizen_count(self):
        counts = dict(
            self.env["cdht.citizen"]._read_group(
                [("unit_id", "in", self.ids)], ["unit_id"], ["__count"]
            )
        )
        for unit in self:
            unit.citizen_count = counts.get(unit, 0)
