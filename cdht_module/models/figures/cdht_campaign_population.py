from odoo import fields, models

from .cdht_population import STOCKS


class CdhtCampaign(models.Model):
    """The base figures of the year, unit by unit."""

    _inherit = "cdht.campaign"

    def action_prepare_population(self):
        """Give each unit its row of base figures and show them: what it begins with is
        taken over from the year before, and counts once it is checked."""
        self._cdht_one()
        self._check_commune_officer()
        if self.state != "closed":
            self._prepare_population()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_population"
        )
        domain = [("commune_id", "=", self.unit_id.id), ("year", "=", self.year)]
        return {**action, "domain": domain, "context": {"default_year": self.year}}

    def _prepare_population(self):
        last_day = fields.Date.to_date(f"{self.year}-12-31")
        units = self.unit_id | self.unit_id._people_units(last_day)
        Population = self.env["cdht.population"]
        known = Population.search(
            [
                ("unit_id", "in", units.ids),
                ("year", "in", (self.year - 1, self.year)),
            ]
        )
        rows = known.filtered(lambda row: row.year == self.year)
        before = (known - rows).grouped("unit_id")
        names = [*STOCKS, "is_learning_community", "is_learning_unit"]
        Population.create(
            [
                {
                    "unit_id": unit.id,
                    "year": self.year,
                    "is_checked": False,
                    **{name: before[unit][name] for name in names if unit in before},
                }
                for unit in units - rows.unit_id
            ]
        )
