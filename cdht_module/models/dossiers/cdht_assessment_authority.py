from odoo import api, fields, models


class CdhtAssessment(models.Model):
    """Who decides about a dossier, and by which minutes it was appraised."""

    _inherit = "cdht.assessment"

    competent_id = fields.Many2one(
        "cdht.unit",
        string="Recognising authority",
        compute="_compute_competent_id",
        help="The body whose people they are today.",
    )
    competent_note = fields.Char(
        string="Authority to be confirmed", compute="_compute_competent_id"
    )
    minutes_text = fields.Char(string="Minutes", compute="_compute_minutes_text")

    @api.depends("unit_id", "authority_id")
    def _compute_competent_id(self):
        today = self.env["cdht.campaign"]._today()
        # sudo: whoever reads a dossier, its person too, may know who decides about it
        rows = self.env["cdht.authority"].sudo()._row_of(self.unit_id, today)
        for dossier in self:
            row = rows.get(dossier.unit_id)
            dossier.competent_id = (
                row and row.authority_id.sudo(False)
            ) or dossier.unit_id.commune_id
            dossier.competent_note = row and row.to_confirm

    @api.depends("proposal_id.meeting_date", "proposal_id.meeting_place")
    def _compute_minutes_text(self):
        for dossier in self:
            # sudo: whoever reads the dossier may know by which minutes it was appraised
            minutes = dossier.sudo().proposal_id
            dossier.minutes_text = minutes._minutes_reference()
