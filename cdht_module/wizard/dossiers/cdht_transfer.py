from odoo import api, fields, models
from odoo.fields import Command


class CdhtTransfer(models.TransientModel):
    """Choose the unit in which people who stand on two lists are assessed."""

    _name = "cdht.transfer"
    _description = "Move to another unit"
    _inherit = ["cdht.guarded"]

    assessment_ids = fields.Many2many("cdht.assessment", required=True)
    commune_id = fields.Many2one("cdht.unit", compute="_compute_commune_id")
    unit_id = fields.Many2one(
        "cdht.unit",
        string="Is assessed in",
        required=True,
        domain="[('commune_id', '=', commune_id), ('has_people', '=', True)]",
    )

    @api.depends("assessment_ids")
    def _compute_commune_id(self):
        for wizard in self:
            wizard.commune_id = wizard.assessment_ids.commune_id[:1]

    @api.model
    def default_get(self, fields):
        """The dossiers chosen in the list, or the one that is open."""
        values = super().default_get(fields)
        if "assessment_ids" in fields and not values.get("assessment_ids"):
            values["assessment_ids"] = [Command.set(self._cdht_active_ids())]
        return values

    def action_confirm(self):
        """Move them; the move checks who may do it and in which state."""
        self._cdht_one()
        self.assessment_ids.action_transfer(self.unit_id.id)
        return {"type": "ir.actions.act_window_close"}
