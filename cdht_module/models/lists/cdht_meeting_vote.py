from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CdhtMeetingVote(models.Model):
    """How many ballots were for one person and how many against."""

    _name = "cdht.meeting.vote"
    _description = "Votes about a person"
    _inherit = ["cdht.meeting.part"]
    _order = "proposal_id, id"

    assessment_id = fields.Many2one(
        "cdht.assessment",
        string="About whom",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('proposal_id', '=', proposal_id)]",
    )
    votes_for = fields.Integer(string="In favour", aggregator=None)
    votes_against = fields.Integer(string="Against", aggregator=None)

    _once = models.Constraint(
        "UNIQUE (proposal_id, assessment_id)",
        "This person's votes are counted already.",
    )
    _from_zero = models.Constraint(
        "CHECK (votes_for >= 0 AND votes_against >= 0)",
        "Votes are counted from 0.",
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
