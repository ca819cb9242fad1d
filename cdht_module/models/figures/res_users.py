from odoo import api, models


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _cdht_home(self):
        """The year at a glance, with what to do now."""
        super()._cdht_home()
        return self.env.ref("cdht_module.action_open_cdht_dashboard").sudo(False)
