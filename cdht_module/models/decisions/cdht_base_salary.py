from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.cdht_module.tools.paper_text import dotted


class CdhtBaseSalary(models.Model):
    """Mức lương cơ sở: what the multiples of bonuses are multiplied by, from when to
    when, and by which decree."""

    _name = "cdht.base.salary"
    _description = "Base salary"
    _inherit = ["cdht.traced.setting", "cdht.doubtful"]
    _order = "date_from desc, id desc"

    amount = fields.Integer(string="Base salary (đồng)", required=True, aggregator=None)
    rounding = fields.Integer(
        string="Bonuses rounded up to (đồng)",
        default=10_000,
        required=True,
        aggregator=None,
    )
    citation = fields.Char(
        string="As papers cite it",
        required=True,
        help="Number, day, body and what it is about, without “Căn cứ”.",
    )
    date_from = fields.Date(string="In force from", required=True)
    date_to = fields.Date(string="In force until")

    _one_a_day = models.UniqueIndex(
        "(date_from)", "There is a base salary from this day on already."
    )
    _amounts = models.Constraint(
        # A hundred times of it (the largest multiple) is an amount that is kept.
        "CHECK (amount BETWEEN 1 AND 20000000 AND rounding BETWEEN 1 AND 1000000)",
        "A base salary is an amount in đồng, and so is what bonuses are rounded to.",
    )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        if any(row.date_to and row.date_to < row.date_from for row in self):
            raise ValidationError(self.env._("The last day lies before the first."))

    @api.depends("amount", "date_from")
    def _compute_display_name(self):
        for row in self:
            day = row.date_from and row.date_from.strftime("%d/%m/%Y")
            row.display_name = self.env._(
                "Base salary of %(amount)s đồng from %(day)s",
                amount=dotted(row.amount),
                day=day or "…",
            )

    @api.model
    def _in_force(self, day):
        return self.search(
            [
                ("date_from", "<=", day),
                "|", ("date_to", "=", False), ("date_to", ">=", day),
            ],
            limit=1,
        )  # fmt: skip
