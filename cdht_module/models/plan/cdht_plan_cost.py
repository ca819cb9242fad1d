from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.cdht_module.tools.rounding import half_up

SOURCES = [
    ("budget", "Commune budget"),
    ("merged", "Merged from other programmes"),
    ("social", "Gifts of organisations and people"),
    ("other", "Other lawful sources"),
]

# A thousand billion đồng: more than any commune spends, and what words are made for.
LARGEST = 10**12


class CdhtPlanCost(models.Model):
    """An item of the year's estimate: quantity × price, from which source, spent.

    For the plan's annex and the report; nothing is posted to accounting.
    """

    _name = "cdht.plan.cost"
    _description = "Item of the estimate"
    _inherit = ["cdht.money.line", "cdht.paper.line"]
    _order = "plan_id, sequence, id"
    # Written while the year goes on.
    _free_fields = frozenset({"spent", "note"})

    plan_id = fields.Many2one(
        "cdht.plan", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Item", required=True)
    quantity = fields.Float(default=1, digits=(12, 2), aggregator=None)
    uom = fields.Char(string="Measured in", help="“người”, “buổi”, “tờ” …")
    price = fields.Float(string="Price (đồng)", digits=(16, 0), aggregator=None)
    source = fields.Selection(
        SOURCES, string="Source of money", required=True, default="budget"
    )
    planned = fields.Float(
        string="Planned (đồng)", digits=(16, 0), compute="_compute_planned", store=True
    )
    spent = fields.Float(string="Spent (đồng)", digits=(16, 0), copy=False)
    is_bonus = fields.Boolean(
        string="Bonus",
        compute="_compute_is_bonus",
        store=True,
        readonly=False,
        precompute=True,
        help="Decisions of the year give no more bonuses than such items estimate.",
    )
    note = fields.Char(copy=False)
    origin_id = fields.Many2one(
        "cdht.plan.cost",
        string="Copied from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
    )

    @api.depends("quantity", "price")
    def _compute_planned(self):
        for cost in self:
            cost.planned = float(half_up(cost.quantity * cost.price))

    @api.depends("name")
    def _compute_is_bonus(self):
        for cost in self:
            cost.is_bonus = cost.is_bonus or "thưởng" in (cost.name or "").lower()

    @api.constrains("quantity", "price", "spent")
    def _check_amounts(self):
        for cost in self:
            amounts = (cost.quantity, cost.price, cost.spent, cost.planned)
            if not all(0 <= amount < LARGEST for amount in amounts):
                raise ValidationError(self.env._("Check the amount: %s.", cost.name))
