from odoo import models
from odoo.exceptions import UserError


class CdhtAssessment(models.Model):
    """A dossier in the grid of its list."""

    _inherit = "cdht.assessment"

    def action_open_entry(self):
        """The grid of the list, with this person's scores in front."""
        self._cdht_one()
        self.check_access("read")
        if not self.proposal_id:
            raise UserError(
                self.env._(
                    "%s stands on no list: register the person anew.", self.display_name
                )
            )
        action = self.proposal_id.action_open_entry()
        return {**action, "context": {**action["context"], "cdht_person": self.id}}
