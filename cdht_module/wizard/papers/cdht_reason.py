from odoo import api, models
from odoo.exceptions import AccessError


class CdhtReason(models.TransientModel):
    """One reason for all points of a paper that its reader may confirm."""

    _inherit = "cdht.reason"

    @api.model
    def default_get(self, fields):
        """Of the paper that is open on screen, or in the window over it, where the
        button says so."""
        values = super().default_get(fields)
        if not self.env.context.get("confirms_findings"):
            return values
        points = self._open_paper().finding_ids._to_confirm()
        return {**values, "res_model": points._name, "res_ids": points.ids}

    def _open_paper(self):
        model, active_id = self.env.context.get("active_model"), self._cdht_active_id()
        if model == "cdht.register.entry":
            return self.env[model].browse(active_id or ())._paper()
        checked = self.env.registry.descendants(["cdht.checked"], "_inherit")
        if not isinstance(model, str) or model not in checked:
            raise AccessError(self.env._("Open the paper first."))
        paper = self.env[model].browse(active_id or ()).exists()
        paper.check_access("read")
        return paper
