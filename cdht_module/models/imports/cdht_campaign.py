from odoo import models


class CdhtCampaign(models.Model):
    """People come in by lists: that is how an office registers them."""

    _inherit = "cdht.campaign"

    def _year_steps(self):
        steps = super()._year_steps()
        if self.state != "open" or not self.unit_id._in_reach("commune"):
            return steps
        return [
            step._replace(act=self.env._("Read a list in"), begin=self._read_a_list)
            if step.key == "registration"
            else step
            for step in steps
        ]

    def _read_a_list(self):
        """A new import, open."""
        window = self._window("action_cdht_import", default_campaign_id=self.id)
        return {**window, "views": [(False, "form")]}
