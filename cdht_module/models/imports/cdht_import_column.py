from odoo import fields, models

MEANINGS = [
    ("ignored", "Not read"),
    ("number", "Ordinal number"),
    ("name", "Full name"),
    ("birth", "Date of birth"),
    ("birth_year", "Year of birth"),
    ("day", "Day of birth alone"),
    ("month", "Month of birth alone"),
    ("year_part", "Year of birth beside day and month"),
    ("male", "Men: a tick or the year of birth"),
    ("female", "Women: a tick or the year of birth"),
    ("male_date", "Men: the date of birth"),
    ("female_date", "Women: the date of birth"),
    ("sex", "Sex"),
    ("ethnicity", "Ethnicity"),
    ("identity", "Identity number"),
    ("phone", "Phone"),
    ("occupation", "Occupation"),
    ("position", "Position"),
    ("unit", "Unit"),
    ("group", "Labour group"),
    ("group_mark", "Labour group: a tick"),
    ("self", "Own score"),
    ("appraised", "Appraised score"),
    ("in_learning_family", "Learning family"),
    ("in_learning_clan", "Learning clan"),
    ("in_learning_community", "Learning community"),
    ("in_learning_unit", "Learning unit"),
    ("year", "Year of the title"),
    ("title_year", "Titles of one year"),
    ("decision_number", "Number of the decision"),
    ("symbol", "Symbol of the decision"),
    ("date", "Date of the decision"),
    ("body", "Who decided"),
    ("note", "Note"),
    ("row_key", "Key of the row, in a workbook made here"),
]
# Chosen at the first of a block: what it says of the columns that follow.
_FROM_HERE = {"self_from_here": "self", "appraised_from_here": "appraised"}
_CHOICES = [
    *MEANINGS,
    ("self_from_here", "Own scores of all indicators, from this column on"),
    ("appraised_from_here", "Appraised scores of all indicators, from this column on"),
]


class CdhtImportColumn(models.Model):
    """A column of a sheet: its title as written, what it was taken for, what stands in
    it first. Another meaning is chosen here, and counts at the next reading."""

    _name = "cdht.import.column"
    _description = "Column of an imported sheet"
    _inherit = ["cdht.guarded"]
    _order = "sheet_id, sequence, id"

    sheet_id = fields.Many2one(
        "cdht.import.sheet", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(readonly=True)
    letter = fields.Char(string="Column", readonly=True)
    title = fields.Char(string="Title in the file", readonly=True)
    meaning = fields.Selection(_CHOICES, required=True, default="ignored")
    number = fields.Integer(
        string="Indicator, group, year",
        aggregator=None,
        help="Which indicator its scores are of, which group it marks, or of which year"
        " its titles are.",
    )
    samples = fields.Char(string="First values", readonly=True)
    is_chosen = fields.Boolean(string="Chosen here", readonly=True)

    def write(self, vals):
        if not self.env.su:
            self.sheet_id.import_id._begin_again()
            vals = {**vals, "is_chosen": True}
        result = super().write(vals)
        if vals.get("meaning") in _FROM_HERE:
            self._choose_from_here()
        return result

    def _choose_from_here(self):
        """Say a block of scores at once: as many columns as there are indicators, from
        the chosen one on; what was taken for these scores elsewhere is not read."""
        for first in self.filtered(lambda column: column.meaning in _FROM_HERE):
            meaning = _FROM_HERE[first.meaning]
            columns = first.sheet_id.column_ids.sorted("sequence")
            start = columns.mapped("sequence").index(first.sequence)
            rule = first.sheet_id.import_id.campaign_id.set_id
            block = columns[start:][: len(rule.indicator_ids)]
            others = columns - block
            elsewhere = others.filtered_domain([("meaning", "=", meaning)])
            # Without a number the reader takes them in their order, and no others.
            block.update({"meaning": meaning, "number": False})
            elsewhere.update({"meaning": "ignored", "number": False})

    def _as_choice(self):
        return {
            str(column.sequence): [column.meaning, column.number or None]
            for column in self
        }
