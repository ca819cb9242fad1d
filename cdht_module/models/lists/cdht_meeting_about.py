from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CdhtMeetingAbout(models.AbstractModel):
    """A line of the minutes that is about one person of the list."""

    _name = "cdht.meeting.about"
    _description = "Line of the minutes about a person"
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

    @api.constrains("proposal_id", "assessment_id")
    def _check_on_the_list(self):
        elsewhere = self.filtered(
            lambda line: line.assessment_id.proposal_id != line.proposal_id
        )
        if elsewhere:
            raise ValidationError(
                self.env._("Not on this list: %s.", elsewhere.assessment_id._names())
            )
