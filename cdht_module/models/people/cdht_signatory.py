from odoo import api, fields, models


class CdhtSignatory(models.Model):
    """Which person of the programme a signatory is."""

    _inherit = "cdht.signatory"

    citizen_id = fields.Many2one(
        "cdht.citizen",
        string="As a citizen",
        index="btree_not_null",
        ondelete="set null",
        help="So that a list with the signatory's own name says so.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        signatories = super().create(vals_list)
        signatories.citizen_id.check_access("read")
        return signatories

    def write(self, vals):
        """A stranger's name is not to be had by an id typed into a request."""
        result = super().write(vals)
        if vals.get("citizen_id"):
            self.citizen_id.check_access("read")
        return result
