from odoo import fields, models
from odoo.exceptions import AccessError

_JUDGED = {"verdict", "note"}


class CdhtInspectionSample(models.Model):
    """A dossier that was drawn, and how the team found it. Which ones are in the sample
    is the draw's alone (security/ir.model.access.csv)."""

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
    # A hint is no proof: it stays in the office.
    hint = fields.Char(readonly=True, groups="cdht_module.group_cdht_commune")
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

    def write(self, vals):
        if vals.keys() - _JUDGED and not self.env.su:
            raise AccessError(self.env._("The sample is drawn, not chosen."))
        return super().write(vals)
