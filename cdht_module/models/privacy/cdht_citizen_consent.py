from odoo import models


class CdhtCitizen(models.Model):
    """Who may be shown on a public page."""

    _inherit = "cdht.citizen"

    def _publishable(self):
        """The people whose consent stands; taken back, it stands in no year."""
        # sudo: a public page asks before it knows anybody; only who is left is told
        consented = (
            self.env["cdht.assessment"]
            .sudo()
            .search_fetch(
                [("citizen_id", "in", self.ids), ("consent_state", "=", "recorded")],
                ["citizen_id"],
            )
        )
        return self & consented.citizen_id.with_env(self.env)
