from odoo import api, fields, models

from .cdht_assessment import APPRAISERS


class CdhtAssessment(models.Model):
    """What the year's figures are made of: learning models, digital skill."""

    _inherit = "cdht.assessment"

    has_digital_skill = fields.Boolean(
        string="Digital skill",
        compute="_compute_digital_skill",
        store=True,
        groups=APPRAISERS,
        help="Every indicator of digital skill reaches the set's score for it.",
    )
    is_digitally_fluent = fields.Boolean(
        string="Digitally fluent",
        compute="_compute_digital_skill",
        store=True,
        groups=APPRAISERS,
    )

    @api.depends("unit_id", "campaign_id")
    def _compute_from_population(self):
        """People of a learning community or unit belong to it; of families and
        clans only a list or an officer knows."""
        Population = self.env["cdht.population"]
        for year, dossiers in self.grouped(lambda d: d.campaign_id.year).items():
            # sudo: a fact about the unit, for whoever registers its people
            rows = Population.sudo().search(
                [("unit_id", "in", dossiers.unit_id.ids), ("year", "=", year)]
            )
            by_unit = rows.filtered("is_checked").grouped("unit_id")
            for dossier in dossiers:
                row = by_unit.get(dossier.unit_id.sudo(), Population)
                dossier.in_learning_community = row.is_learning_community
                dossier.in_learning_unit = row.is_learning_unit

    @api.depends("line_ids.appraised_score", "campaign_id.set_id")
    def _compute_digital_skill(self):
        """By the thresholds of the set, not by its least score, which everyone who is
        recognised has (QĐ 677: “kỹ năng số”, “thành thạo”; 7 and 9 to be confirmed)."""
        for rule, dossiers in self.grouped(lambda d: d.campaign_id.set_id).items():
            digital = rule.indicator_ids.filtered("is_digital_skill")
            for dossier in dossiers:
                scores = [
                    line.appraised_score
                    for line in dossier.line_ids
                    if line.indicator_id in digital
                ]
                least = min(scores, default=0)
                dossier.has_digital_skill = least and least >= rule.digital_min
                dossier.is_digitally_fluent = least and least >= rule.fluent_min

    @api.model
    def _action_list(self, ids):
        """The action that lists these dossiers, whatever their year."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_assessment"
        )
        return {**action, "domain": [("id", "in", ids)], "context": {}}
