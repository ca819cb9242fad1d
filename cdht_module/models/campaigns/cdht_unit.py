from odoo import models


class CdhtUnit(models.Model):
    """A commune that has a year has begun."""

    _inherit = "cdht.unit"

    def _has_begun(self):
        # sudo: compare: whether there is a year
        years = self.env["cdht.campaign"].sudo()
        return super()._has_begun() or bool(
            years.search_count([("unit_id", "child_of", self.ids)], limit=1)
        )
