from odoo import api, fields, models


class CdhtCitizen(models.Model):
    """A person's place in the unit's own order (``cdht.unit.people_order``)."""

    _inherit = "cdht.citizen"

    unit_rank = fields.Integer(
        string="Place in the unit's order",
        aggregator=None,
        compute="_compute_unit_rank",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
    )

    @api.depends("unit_id")
    def _compute_unit_rank(self):
        """Who comes to a unit stands last: a list read in keeps its order."""
        # sudo: the last place, whoever holds it
        everybody = self.sudo().with_context(active_test=False)
        places = everybody._read_group(
            [("unit_id", "in", self.unit_id.ids)], ["unit_id"], ["unit_rank:max"]
        )
        last = {unit.id: rank or 0 for unit, rank in places}
        for citizen in self:
            unit = citizen.unit_id.id
            citizen.unit_rank = last[unit] = last.get(unit, 0) + 1
