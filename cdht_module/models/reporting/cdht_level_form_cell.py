from odoo import api, fields, models

from odoo.addons.cdht_module.tools.dossier_row import COLUMNS

REPEATS = [
    ("once", "One cell"),
    ("units", "A row for each unit"),
    ("people", "A row for each person"),
]


class CdhtLevelFormCell(models.Model):
    """What stands in a cell of a form of the level above, or in the column that begins
    there."""

    _name = "cdht.level.form.cell"
    _description = "Cell of a form of the level above"
    _inherit = ["cdht.traced.setting"]
    _order = "form_id, sequence, id"
    _rec_name = "address"

    form_id = fields.Many2one(
        "cdht.level.form", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=100)
    sheet = fields.Char(required=True)
    address = fields.Char(
        string="Cell or first row", required=True, help="As Excel names it, such as B7."
    )
    repeat = fields.Selection(
        REPEATS, string="How often", required=True, default="once"
    )
    figure = fields.Selection(lambda self: self._offered_figures())
    person_field = fields.Selection(COLUMNS, string="Of each person")
    beside = fields.Char(
        string="What stands beside it",
        compute="_compute_beside",
        help="The nearest texts at its left and above it.",
    )
    problem = fields.Char(string="To be mended", compute="_compute_problem")

    def _trace_unit(self):
        return self.form_id.unit_id

    @api.model
    def _offered_figures(self):
        return list(self.env["cdht.level.form"]._codes()["units"].items())

    @api.model
    def _repeats(self):
        return self._fields["repeat"]._description_selection(self.env)

    def _code(self):
        return (self.person_field if self.repeat == "people" else self.figure) or ""

    @api.depends("form_id.layout", "sheet", "address")
    def _compute_beside(self):
        for cell in self:
            cell.beside = cell.form_id._beside(cell.sheet, cell.address)

    @api.depends("form_id.layout", "sheet", "address", "repeat", "figure",
                 "person_field")  # fmt: skip
    def _compute_problem(self):
        codes = self.env["cdht.level.form"]._codes()
        for cell in self:
            why = cell.form_id._why_not(cell.sheet, cell.address)
            if not why and cell._code() not in codes[cell.repeat]:
                why = self.env._("Choose what stands there.")
            cell.problem = why if cell.address else False
