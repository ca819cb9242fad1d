from odoo import api, fields, models


class CdhtInspectionSample(models.Model):
    """A dossier that was drawn, and how the team found it."""

    _name = "cdht.inspection.sample"
    _description = "Dossier of the sample"
    _order = "inspection_id, id"
    _rec_name = "assessment_id"

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

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_draft()
        return lines

    def write(self, vals):
        self._check_draft()
        result = super().write(vals)
        self._check_draft()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_draft()

    def _check_draft(self):
        if not self.env.su:
            self.inspection_id._check_state("draft")
            # Only dossiers of the unit that is inspected, and not one's own.
            for line in self:
                line._check_dossier()

    def _check_dossier(self):
        dossier, inspection = self.assessment_id, self.inspection_id
        wrong = (dossier.unit_id, dossier.campaign_id) != (
            inspection.unit_id,
            inspection.campaign_id,
        )
        if wrong or dossier._own_dossiers(dossier):
            raise self.env["cdht.inspection"]._foreign_dossier(dossier)
