from odoo import api, fields, models


class CdhtSignatory(models.Model):
    """Which person of the programme a signatory is."""

    _inherit = "cdht.signatory"

    # Whose person in the lists: personal, so without the name.
    _traced_by_name = {"citizen_id"}

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
        """Refuse to link people whom the user cannot read: their names would be
        shown."""
        result = super().write(vals)
        if vals.get("citizen_id"):
            self.citizen_id.check_access("read")
        return result
