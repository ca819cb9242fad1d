from odoo import api, fields, models

from .cdht_proposal import BEFORE_SENDING

# The dates of a year of which its contact point is reminded: fields, and the names
# of their activity types (`activity_report_due` …).
_DATES = ("registration_deadline", "self_deadline", "proposal_deadline", "report_due")
_AT_A_TIME = 50


class CdhtCampaign(models.Model):
    """Reminders before the dates of the year; lists that are still missing."""

    _name = "cdht.campaign"
    _inherit = ["cdht.turn", "cdht.campaign"]

    remind_days = fields.Integer(
        string="Remind before",
        default=7,
        help="Days before each date on which its contact point is reminded.",
    )
    unsent_count = fields.Integer(
        string="Lists not yet sent", compute="_compute_unsent"
    )
    days_left = fields.Integer(compute="_compute_unsent")
    deadline_text = fields.Char(string="Time left", compute="_compute_unsent")

    _remind_days_positive = models.Constraint(
        "CHECK (remind_days >= 0)", "Days before a date are counted from 0."
    )

    @api.depends("state", "proposal_deadline", "proposal_ids.state")
    def _compute_unsent(self):
        today = self._today()
        lists = self.env["cdht.proposal"]
        counts = {}
        # Managers and citizens see campaigns, but no lists.
        if lists.has_access("read"):
            counts = dict(
                lists._read_group(
                    [
                        ("campaign_id", "in", self.ids),
                        ("state", "in", BEFORE_SENDING),
                    ],
                    ["campaign_id"],
                    ["__count"],
                )
            )
        for campaign in self:
            count = counts.get(campaign, 0) if campaign.state == "open" else 0
            waits = count and campaign.proposal_deadline
            campaign.unsent_count = count
            campaign.days_left = (
                (campaign.proposal_deadline - today).days if waits else 0
            )
            campaign.deadline_text = (
                lists._time_left_text(campaign.days_left) if waits else False
            )

    def write(self, vals):
        result = super().write(vals)
        if {"proposal_deadline", "intake_user_id"} & vals.keys():
            # sudo: the turns of all units of the commune whose office sets the day
            waiting = self.sudo().proposal_ids.filtered(
                lambda proposal: proposal.state in (*BEFORE_SENDING, "submitted")
            )
            waiting._renew_turn()
        if vals.keys() & set(_DATES):
            self._move_reminders()
        return result

    def _move_to(self, state, move):
        result = super()._move_to(state, move)
        if state == "closed":
            self._end_activities()
            # sudo: nothing of the year is anybody's turn any more
            self.sudo().proposal_ids._end_activities()
        return result

    def _move_reminders(self):
        """A date was set anew: what is still to be done is due then."""
        fields_of = {self._activity_type(name): name for name in _DATES}
        campaigns = {campaign.id: campaign for campaign in self}
        for activity in self._automatic_activities():
            campaign = campaigns[activity.res_id]
            day = campaign[fields_of[activity.activity_type_id]]
            if day and day != activity.date_deadline:
                activity.date_deadline = day

    @api.model
    def _cron_remind(self):
        """Daily: remind of the dates that come near, a few campaigns at a time."""
        campaigns = self.search([("state", "=", "open")])
        for start in range(0, len(campaigns), _AT_A_TIME):
            step = campaigns[start : start + _AT_A_TIME]
            step._remind()
            left = len(campaigns) - start - len(step)
            if not self.env["ir.cron"]._commit_progress(len(step), remaining=left):
                break

    def _remind(self):
        """Give an activity for each date that is near, once a campaign and date."""
        today = self._today()
        told = {
            (activity.res_id, activity.activity_type_id, activity.date_deadline)
            for activity in self._automatic_activities(with_done=True)
        }
        officers = self.unit_id._first_officers("commune")
        given = []
        for campaign in self:
            user = campaign.intake_user_id or officers.get(campaign.unit_id)
            for name in _DATES:
                day, activity_type = campaign[name], self._activity_type(name)
                is_near = day and 0 <= (day - today).days <= campaign.remind_days
                is_new = (campaign.id, activity_type, day) not in told
                if user and is_near and is_new:
                    given.append((campaign, name, user, day, campaign.name))
        self._give_activities(given)
