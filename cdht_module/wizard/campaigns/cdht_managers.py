from odoo import models


class CdhtManagers(models.TransientModel):
    """Who takes the role begins with the set-up."""

    _inherit = "cdht.managers"

    def _begin(self):
        page = "/odoo/learning-citizen-setup"
        return {"type": "ir.actions.act_url", "url": page, "target": "self"}
