from odoo import fields, models


class CdhtMeetingPart(models.AbstractModel):
    """A line of the minutes: kept by the list's officers until the list is sent."""

    _name = "cdht.meeting.part"
    _description = "Line of the minutes"
    _inherit = ["cdht.paper.line"]
    _paper_field = "proposal_id"

    proposal_id = fields.Many2one(
        "cdht.proposal", required=True, index=True, ondelete="cascade"
    )
