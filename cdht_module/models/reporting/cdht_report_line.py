from odoo import api, fields, models
from odoo.fields import Domain

# What the screen shows of the figures of a line.
SHOWN = ("registered", "self_assessed", "appraised", "recognised", "women",
         "first_time", "outstanding")  # fmt: skip


class CdhtReportLine(models.Model):
    """The figures of one unit in a report, as they were taken: they never change."""

    _name = "cdht.report.line"
    _description = "Figures of a unit in a report"
    _inherit = ["cdht.record"]
    _order = "report_id, sequence, id"
    _rec_name = "name"

    report_id = fields.Many2one(
        "cdht.report", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "cdht.unit", required=True, index=True, ondelete="restrict"
    )
    name = fields.Char(required=True)
    sequence = fields.Integer()
    figures = fields.Json(required=True)
    earlier_figures = fields.Json(string="Figures of the year before")
    registered = fields.Integer(compute="_compute_shown")
    self_assessed = fields.Integer(string="Self-assessed", compute="_compute_shown")
    appraised = fields.Integer(compute="_compute_shown")
    recognised = fields.Integer(compute="_compute_shown")
    women = fields.Integer(compute="_compute_shown")
    first_time = fields.Integer(string="For the first time", compute="_compute_shown")
    outstanding = fields.Integer(compute="_compute_shown")
    earlier_recognised = fields.Integer(
        string="Recognised the year before", compute="_compute_shown"
    )

    @api.depends("figures", "earlier_figures")
    def _compute_shown(self):
        for line in self:
            for name in SHOWN:
                line[name] = (line.figures or {}).get(name) or 0
            before = line.earlier_figures or {}
            line.earlier_recognised = before.get("recognised") or 0

    def action_open_dossiers(self):
        """The dossiers of this unit in the year of the report."""
        self._cdht_one()
        self.check_access("read")
        rows = self.env["cdht.statistic"]
        of_year = Domain("year", "=", self.report_id.year)
        rows = rows.search(rows._below(self.unit_id) & of_year)
        return rows.action_open_dossiers()
