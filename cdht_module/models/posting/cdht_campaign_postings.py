from odoo import fields, models
from odoo.exceptions import AccessError


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
