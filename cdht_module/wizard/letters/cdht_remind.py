from odoo import api, fields, models
from odoo.fields import Command


class CdhtRemind(models.TransientModel):
    """Which units have not sent their lists; a letter to them, a text for Zalo."""

    _name = "cdht.remind"
    _description = "Reminder of units"
    _inherit = ["cdht.guarded"]

    campaign_id = fields.Many2one(
        "cdht.campaign",
        required=True,
        ondelete="cascade",
        default=lambda self: self._cdht_active_id(),
    )
    proposal_ids = fields.Many2many(
        "cdht.proposal",
        string="Lists not yet sent",
        compute="_compute_proposal_ids",
        store=True,
        readonly=False,
        help="Take out the units that need no reminder.",
    )
    message = fields.Text(string="Text for Zalo", compute="_compute_message")

    @api.depends("campaign_id")
    def _compute_proposal_ids(self):
        for reminder in self:
            lists = reminder.campaign_id._unsent_lists()
            reminder.proposal_ids = [Command.set(lists.ids)]

    @api.depends("proposal_ids")
    def _compute_message(self):
        for reminder in self:
            lists = reminder.proposal_ids._origin
            reminder.message = (
                reminder.campaign_id._reminder_message(lists) if lists else False
            )

    def action_make_letter(self):
        """Make the reminder letter and show it."""
        self._cdht_one()
        letter = self.campaign_id.action_make_reminder(self.proposal_ids)
        return letter._cdht_action_form()
