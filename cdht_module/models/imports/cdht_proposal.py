from odoo import models


class CdhtProposal(models.Model):
    """From a unit's list to the workbooks that brought its people: a wrong one is taken
    back there."""

    _inherit = "cdht.proposal"

    def action_view_imports(self):
        """The lists of the year that were read in and hold people of this unit, or of
        several units."""
        self._cdht_one()
        self._check_officer("chapter", "commune")
        window = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_import_of_campaign"
        )
        return {
            **window,
            "domain": [
                ("campaign_id", "=", self.campaign_id.id),
                ("state", "in", ["stopped", "done", "undone"]),
                "|",
                ("sheet_ids.unit_id", "=", self.unit_id.id),
                ("sheet_ids.unit_id", "=", False),
            ],
        }
