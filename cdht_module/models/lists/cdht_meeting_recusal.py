from odoo import fields, models


class CdhtMeetingRecusal(models.Model):
    """Who of the meeting did not vote on whom, and why."""

    _name = "cdht.meeting.recusal"
    _description = "Abstention at the meeting"
    _inherit = ["cdht.meeting.about"]

    name = fields.Char(string="Who did not vote", required=True)
    reason = fields.Selection(
        [
            ("own", "The own dossier"),
            ("household", "Same household or close kin"),
            ("other", "Another interest"),
        ],
        default="household",
        required=True,
    )

    _once = models.Constraint(
        "UNIQUE (proposal_id, name, assessment_id)",
        "This abstention stands in the minutes already.",
    )
