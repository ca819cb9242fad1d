from odoo import api, fields, models


class CdhtMeetingAttendant(models.Model):
    """Who else was at the appraisal meeting: trưởng thôn, bí thư chi bộ, members …"""

    _name = "cdht.meeting.attendant"
    _description = "Attendant of the meeting"
    _inherit = ["cdht.meeting.part"]
    _order = "proposal_id, sequence, id"

    sequence = fields.Integer(default=10)
    name = fields.Char(string="Full name", required=True)
    post = fields.Char(
        string="Position", help="“Trưởng thôn”, “Bí thư chi bộ”, as it is printed."
    )
    votes = fields.Boolean(default=True, help="A guest is heard but does not vote.")

    @api.model_create_multi
    def create(self, vals_list):
        attendants = super().create(vals_list)
        attendants._name_recusals()
        return attendants

    def write(self, vals):
        result = super().write(vals)
        if {"name", "votes"} & vals.keys():
            self._name_recusals()
        return result

    def _name_recusals(self):
        """Who votes and stands on the list does not vote about oneself."""
        for proposal, attendants in (
            self.filtered("votes").grouped("proposal_id").items()
        ):
            proposal._propose_recusals(attendants.mapped("name"))
