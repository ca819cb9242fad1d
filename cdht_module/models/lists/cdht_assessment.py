from odoo import api, fields, models
from odoo.exceptions import UserError

_WAYS = {"submitted": "take_back", "received": "return", "accepted": "accepted"}


class CdhtAssessment(models.Model):
    """A dossier on its list: in the grid; how it is corrected once that was sent."""

    _inherit = "cdht.assessment"

    way_to_correct = fields.Selection(
        [
            ("take_back", "Its unit takes the list back"),
            ("return", "The commune returns the list"),
            ("accepted", "The list was accepted"),
        ],
        string="How a sent dossier is corrected",
        compute="_compute_way_to_correct",
        groups="cdht_module.group_cdht_chapter,cdht_module.group_cdht_commune",
    )

    @api.depends("state", "outcome", "proposal_id.state")
    def _compute_way_to_correct(self):
        for dossier in self:
            sent = dossier.state == "proposed" or dossier.outcome == "not_eligible"
            dossier.way_to_correct = sent and _WAYS.get(dossier.proposal_id.state)

    def action_correct_sent(self):
        """Ask why the list of a sent dossier goes back, where its scores are corrected;
        the list's own move checks whose that is."""
        self._cdht_one()
        self.check_access("read")
        self.proposal_id._check_officer("chapter", "commune")
        method = {"take_back": "action_take_back", "return": "action_return"}.get(
            self.way_to_correct
        )
        if not method:
            raise UserError(
                self.env._("“%s” is not on a list that can go back.", self.display_name)
            )
        return self.env["cdht.reason"]._action_for(self.proposal_id, method)

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
