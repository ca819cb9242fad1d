from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.cdht_module.models.campaigns.cdht_campaign_steps import YearStep
from odoo.addons.cdht_module.models.lists.cdht_proposal import RECEIVED

# Objections handled between two commits: about a second.
_STEP = 1000


class CdhtCampaign(models.Model):
    """Posting the lists of the year before the decision."""

    _inherit = "cdht.campaign"

    posting_days = fields.Integer(
        string="Days of posting",
        default=10,
        aggregator=None,
        help="To be confirmed by the office: 10 days are those of “Gia đình văn hóa”;"
        " for this title no rule was found.",
    )

    def action_make_posting(self):
        """Draft the notice of posting of all lists received; return its form."""
        self._cdht_one()
        if not self.unit_id._in_reach("commune"):
            raise AccessError(self.env._("This is for the commune's officer."))
        return self.env["cdht.posting"]._draft_of(self)._cdht_action_form()

    def _year_steps(self):
        steps = super()._year_steps()
        if not self.env["cdht.posting"].has_access("read"):
            return steps
        postings = self.env["cdht.posting"].search([("campaign_id", "=", self.id)])
        begun = postings.filtered(lambda posting: posting.state != "draft")
        ended = begun.filtered(lambda posting: posting.state == "ended")
        received = self.proposal_ids.filtered(lambda one: one.state in RECEIVED)
        is_office = bool(self.unit_id._in_reach("commune"))
        may_make = bool(received) and is_office
        return [
            *steps,
            YearStep(
                60,
                "posting",
                self.env._("Posting"),
                is_done=bool(ended) and ended == postings,
                told=", ".join(posting._reference() for posting in begun),
                act=self.env._("Open it") if postings else self.env._("Post the lists"),
                begin=(lambda: self._show_postings(postings))
                if postings or may_make
                else None,
                is_own=may_make or (is_office and bool(postings)),
                goes_on=bool(begun),
                why=self.env._("No list has been received yet.") if is_office else "",
            ),
        ]

    def _undone(self):
        undone = super()._undone()
        running = self.env["cdht.posting"].search(
            [("campaign_id", "in", self.ids), ("state", "=", "issued")]
        )
        if running:
            names = ", ".join(posting._reference() for posting in running)
            undone.append(self.env._("The posting has not ended: %s.", names))
        return undone

    def _show_postings(self, postings):
        if not postings:
            return self.action_make_posting()
        return self._one_or_window(postings, "action_cdht_posting")

    # -- Who objected is forgotten with the evidence of the year.

    @api.model
    def _cron_delete_old_evidence(self):
        self._evidence_is_over()._forget_objectors()
        return super()._cron_delete_old_evidence()

    def _forget_objectors(self):
        """In steps: what is left is taken away by the next run."""
        self.env["cdht.objection"].search(
            [
                ("posting_id.campaign_id", "in", self.ids),
                "|",
                ("sender_name", "!=", False),
                ("sender_contact", "!=", False),
            ],
            limit=_STEP,
        )._forget_senders()
