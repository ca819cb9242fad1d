from odoo import api, fields, models
from odoo.exceptions import UserError

# The way a dossier goes; the last two stand beside it.
ASSESSMENT_STATES = [
    ("registered", "Registered"),
    ("self_assessed", "Self-assessed"),
    ("appraised", "Appraised"),
    ("proposed", "Proposed"),
    ("recognised", "Recognised"),
    ("rejected", "Not recognised"),
    ("withdrawn", "Withdrawn"),
]


class CdhtStage(models.Model):
    """A kanban column. An office may have several for one state."""

    _name = "cdht.stage"
    _description = "Stage"
    _inherit = ["cdht.traced.setting"]
    _order = "sequence, id"
    _untraced = {"state", "sequence", "fold"}

    name = fields.Char(required=True, translate=True)
    state = fields.Selection(ASSESSMENT_STATES, required=True, index=True)
    sequence = fields.Integer(default=10)
    fold = fields.Boolean(string="Folded in kanban")

    def write(self, vals):
        if any(stage.state != vals.get("state", stage.state) for stage in self):
            raise UserError(
                self.env._("The state of a stage is fixed; make another stage.")
            )
        return super().write(vals)

    @api.model
    def _first_of(self, state):
        """The first stage of ``state``: where a move puts a dossier."""
        return self.search([("state", "=", state)], limit=1)
