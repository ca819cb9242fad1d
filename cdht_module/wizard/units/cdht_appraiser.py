from odoo import fields, models


class CdhtAppraiser(models.TransientModel):
    """The commune's officer names who appraises in units without a chapter."""

    _name = "cdht.appraiser"
    _description = "Who appraises in units without a chapter"
    _inherit = ["cdht.guarded"]

    unit_ids = fields.Many2many(
        "cdht.unit",
        string="Units without a chapter",
        required=True,
        default=lambda self: self._cdht_active_ids(),
    )
    appraiser_unit_id = fields.Many2one(
        "cdht.unit",
        string="Appraised by",
        domain="[('id', 'not in', unit_ids), ('appraiser_unit_id', '=', False),"
        " '|', ('has_people', '=', True), ('unit_type', '=', 'association')]",
        help="Empty: their own chapter.",
    )

    def action_confirm(self):
        """Name it; the move checks who may."""
        self._cdht_one()
        self.unit_ids.action_set_appraiser(self.appraiser_unit_id.id)
        return {"type": "ir.actions.act_window_close"}
