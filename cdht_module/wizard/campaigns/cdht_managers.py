from odoo import api, models


class CdhtManagers(models.TransientModel):
    """Who takes the role begins with the set-up."""

    _inherit = "cdht.managers"

    @api.model
    def _home(self):
        super()._home()
        return self.env.ref("cdht_module.action_cdht_setup")

    def _begin(self):
        page = "/odoo/learning-citizen-setup"
        return {"type": "ir.actions.act_url", "url": page, "target": "self"}
