from odoo import api, fields, models


class CdhtAssessment(models.Model):
    """Learning models that follow from the base figures of the unit."""

    _inherit = "cdht.assessment"

    in_learning_community = fields.Boolean(
        compute="_compute_from_population",
        store=True,
        readonly=False,
        precompute=True,
    )
    in_learning_unit = fields.Boolean(
        compute="_compute_from_population",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("unit_id", "campaign_id")
    def _compute_from_population(self):
        """People of a learning community or unit belong to it; of families and
        clans only a list or an officer knows."""
        Population = self.env["cdht.population"]
        for year, dossiers in self.grouped(lambda d: d.campaign_id.year).items():
            # sudo: figures: a fact about the unit, for whoever registers its people
            rows = Population.sudo().search(
                [("unit_id", "in", dossiers.unit_id.ids), ("year", "=", year)]
            )
            by_unit = rows.filtered("is_checked").grouped("unit_id")
            for dossier in dossiers:
                row = by_unit.get(dossier.unit_id.sudo(), Population)
                dossier.in_learning_community = row.is_learning_community
                dossier.in_learning_unit = row.is_learning_unit
