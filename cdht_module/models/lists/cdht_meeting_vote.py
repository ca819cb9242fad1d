from odoo import fields, models


class CdhtMeetingVote(models.Model):
    """How many ballots were for one person and how many against."""

    _name = "cdht.meeting.vote"
    _description = "Votes about a person"
    _inherit = ["cdht.meeting.about"]

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
