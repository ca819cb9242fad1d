from odoo import api, fields, models


class CdhtLetter(models.Model):
    """An invitation to an activity of the plan says to which."""

    _inherit = "cdht.letter"

    invites_to_ids = fields.One2many(
        "cdht.activity", "letter_id", string="Invites to", readonly=True
    )

    @api.depends("invites_to_ids")
    def _compute_subject(self):
        return super()._compute_subject()

    def _subject_facts(self):
        activity = self.invites_to_ids[:1]
        return {
            **super()._subject_facts(),
            "hoạt động": activity._in_sentence() if activity else "",
        }
