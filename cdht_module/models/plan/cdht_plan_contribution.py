from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.cdht_module.tools import clock

from .cdht_plan_cost import LARGEST, SOURCES


class CdhtPlanContribution(models.Model):
    """What organisations and people gave for the year's work, in money or in kind."""

    _name = "cdht.plan.contribution"
    _description = "Contribution"
    _inherit = ["cdht.money.line", "cdht.guarded"]
    _order = "date desc, id desc"
    _rec_name = "giver"

    plan_id = fields.Many2one(
        "cdht.plan", required=True, index=True, ondelete="cascade"
    )
    giver = fields.Char(required=True)
    date = fields.Date(required=True, default=lambda self: clock.today())
    source = fields.Selection(
        SOURCES, string="Source of money", required=True, default="social"
    )
    amount = fields.Float(string="Amount (đồng)", digits=(16, 0))
    in_kind = fields.Char(help="Books, a projector …; its worth may stand as amount.")

    @api.constrains("giver", "amount", "in_kind")
    def _check_something_given(self):
        for gift in self:
            if not 0 <= gift.amount < LARGEST:
                raise ValidationError(self.env._("Check the amount: %s.", gift.giver))
        if any(not (gift.amount or gift.in_kind) for gift in self):
            raise ValidationError(
                self.env._("Type the amount, or what was given in kind.")
            )
