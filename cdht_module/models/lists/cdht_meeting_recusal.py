from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CdhtMeetingRecusal(models.Model):
    """Who of the meeting did not vote on whom, and why."""

    _name = "cdht.meeting.recusal"
    _description = "Abstention at the meeting"
    _inherit = ["cdht.meeting.part"]
    _order = "proposal_id, id"

    name = fields.Char(string="Who did not vote", required=True)
    assessment_id = fields.Many2one(
        "cdht.assessment",
        string="About whom",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('proposal_id', '=', proposal_id)]",
    )
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

    @api.constrains("proposal_id", "assessment_id")
    def _check_on_the_list(self):
        elsewhere = self.filtered(
            lambda line: line.assessment_id.proposal_id != line.proposal_id
        )
        if elsewhere:
            raise ValidationError(
                self.env._("Not on this list: %s.", elsewhere.assessment_id._names())
            )
