from odoo import fields, models

from odoo.addons.cdht_module.models.units.cdht_unit import UNIT_TYPES


class CdhtPaperDefault(models.Model):
    """What a kind of paper carries by default: symbol, legal bases, recipients.

    Rows have dates, since laws change; the row of an office beats the general
    one, the later one beats the earlier. Bases: one a line, without the final
    “;”. Laws stand without number and body (Nghị định 30/2020, Phụ lục I, II.6.a).
    """

    _name = "cdht.paper.default"
    _description = "Default of a paper"
    _inherit = ["cdht.traced.setting", "cdht.doubtful"]
    _order = "paper, unit_id, date_from desc, id"
    _rec_name = "symbol"

    # The kinds are added by the rooms of their papers (``cdht.document._paper``).
    paper = fields.Selection([], required=True)
    unit_type = fields.Selection(UNIT_TYPES, string="Issued by units of type")
    unit_id = fields.Many2one(
        "cdht.unit", string="Issued by", index=True, ondelete="cascade"
    )
    date_from = fields.Date()
    date_to = fields.Date()
    symbol = fields.Char()
    bases = fields.Text(string="Legal bases")
    recipients = fields.Text()

    def _trace_unit(self):
        return self.unit_id

    def _fitting(self, unit, date):
        """The row of ``self`` for what ``unit`` issues on ``date`` (or no row)."""
        rows = self.filtered(
            lambda row: (
                (not row.unit_id or row.unit_id == unit._origin)
                and row.unit_type in (False, unit.unit_type)
                and (not row.date_from or row.date_from <= date)
                and (not row.date_to or row.date_to >= date)
            )
        )
        long_ago = fields.Date.to_date("1900-01-01")
        return rows.sorted(
            lambda row: (
                bool(row.unit_id), bool(row.unit_type), row.date_from or long_ago
            )
        )[-1:]  # fmt: skip
