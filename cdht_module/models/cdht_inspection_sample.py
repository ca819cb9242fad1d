from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CdhtInspectionSample(models.Model):
    """A dossier that was drawn, and how the team found it."""

    _name = "cdht.inspection.sample"
    _description = "Dossier of the sample"
    _inherit = ["cdht.paper.line"]
    _order = "inspection_id, id"
    _rec_name = "assessment_id"
    _paper_field = "inspection_id"

    inspection_id = fields.Many2one(
        "cdht.inspection", required=True, index=True, ondelete="cascade"
    )
    assessment_id = fields.Many2one(
        "cdht.assessment", required=True, index=True, ondelete="restrict"
    )
    self_total = fields.Integer(related="assessment_id.self_total", aggregator=None)
    appraised_total = fields.Integer(
        related="assessment_id.appraised_total", aggregator=None
    )
    hint = fields.Char(readonly=True)
    verdict = fields.Selection(
        [
            ("right", "As it should be"),
            ("evidence", "Evidence is missing"),
            ("high", "Scored too high"),
            ("low", "Scored too low"),
            ("other", "Other"),
        ],
        string="How it was found",
    )
    note = fields.Char()

    _once = models.Constraint(
        "UNIQUE (inspection_id, assessment_id)",
        "This dossier is in the sample already.",
    )

    @api.constrains("inspection_id", "assessment_id")
    def _check_assessment_id(self):
        """Dossiers of the unit that is inspected, and never one's own."""
        for line in self:
            dossier, inspection = line.assessment_id, line.inspection_id
            if (dossier.unit_id, dossier.campaign_id) != (
                inspection.unit_id,
                inspection.campaign_id,
            ):
                raise ValidationError(
                    self.env._("Only dossiers of the unit that is inspected are drawn.")
                )
            if dossier._own_dossiers(dossier):
                raise ValidationError(
                    self.env._("Your own dossier is inspected by somebody else.")
                )
