from odoo import api, fields, models


class CdhtAssessmentLine(models.Model):
    """The indicator as its person reads it: in the words of their group."""

    _inherit = "cdht.assessment.line"

    wording = fields.Char(
        string="Indicator in the person's words", compute="_compute_wording"
    )

    @api.depends("indicator_id", "assessment_id.labour_group_id")
    def _compute_wording(self):
        guides = self.env["cdht.indicator.guide"].search_fetch(
            [
                ("indicator_id", "in", self.indicator_id.ids),
                ("labour_group_id", "in", self.assessment_id.labour_group_id.ids),
            ],
            ["indicator_id", "labour_group_id", "wording"],
        )
        texts = {(g.indicator_id, g.labour_group_id): g.wording for g in guides}
        for line in self:
            indicator = line.indicator_id
            text = texts.get((indicator, line.assessment_id.labour_group_id))
            name = f"{indicator._number()}. {text}" if text else indicator.display_name
            line.wording = name
