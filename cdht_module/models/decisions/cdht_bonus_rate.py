from decimal import ROUND_CEILING, Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.cdht_module.tools.paper_text import decimal


class CdhtBonusRate(models.Model):
    """The multiple of the base salary (hệ số) that goes with an award, from when to
    when, and where it is written; an office's own row beats the general one.

    The title itself has none by the law on emulation and commendation: its rows are an
    office's own, if there are any.
    """

    _name = "cdht.bonus.rate"
    _description = "Bonus of an award"
    _inherit = ["cdht.traced.setting", "cdht.doubtful"]
    _order = "award, unit_id, date_from desc, id"

    # Other awards are added by the rooms that give them, here and in `_for_whom`.
    award = fields.Selection(
        [("title", "Title of the year"), ("outstanding", "Title of five years")],
        required=True,
    )
    multiple = fields.Float(
        string="Multiple of the base salary",
        required=True,
        digits=(8, 3),
        aggregator=None,
    )
    source = fields.Char(string="By which clause", required=True)
    unit_id = fields.Many2one(
        "cdht.unit",
        string="Used by",
        index=True,
        ondelete="cascade",
        help="The commune whose own rate it is; empty: whoever has none.",
    )
    date_from = fields.Date(string="In force from", required=True)
    date_to = fields.Date(string="In force until")

    _multiple = models.Constraint(
        "CHECK (multiple > 0 AND multiple <= 100)",
        "A multiple lies between 0 and 100.",
    )

    @api.constrains("date_from", "date_to")
    def _check_dates(self):
        if any(row.date_to and row.date_to < row.date_from for row in self):
            raise ValidationError(self.env._("The last day lies before the first."))

    @api.depends("award", "multiple")
    def _compute_display_name(self):
        labels = dict(self._fields["award"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{labels.get(row.award, '')}: {decimal(row.multiple)}"

    def _trace_unit(self):
        return self.unit_id

    @api.model
    def _for_whom(self):
        """{award: who gets it, in a sentence}; rooms add those that they give."""
        return {
            "title": "danh hiệu của năm",
            "outstanding": "danh hiệu tiêu biểu xuất sắc",
        }

    @api.model
    def _in_force(self, unit, day):
        """{award: its row} for what ``unit`` gives on ``day``."""
        rows = self.search(
            [
                ("unit_id", "in", [False, *unit._origin.ids]),
                ("date_from", "<=", day),
                "|", ("date_to", "=", False), ("date_to", ">=", day),
            ]
        )  # fmt: skip
        ordered = rows.sorted(lambda row: (bool(row.unit_id), row.date_from, row.id))
        return {row.award: row for row in ordered}

    @api.model
    def _amounts(self, unit, day):
        """{award: bonus in đồng} by the base salary of that day."""
        salary = self.env["cdht.base.salary"]._in_force(day)
        return {
            award: row._amount(salary)
            for award, row in self._in_force(unit, day).items()
            if salary
        }

    def _amount(self, salary):
        """The bonus, rounded up; of its shortest text, as ``half_up`` says why."""
        exact = Decimal(str(self.multiple)) * salary.amount / salary.rounding
        return int(exact.to_integral_value(ROUND_CEILING)) * salary.rounding
