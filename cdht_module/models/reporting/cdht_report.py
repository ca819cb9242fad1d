from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

PERIODS = {"year": "năm %s", "half": "6 tháng đầu năm %s"}
_SUBJECT = "Kết quả xây dựng mô hình “Công dân học tập” %s"


class CdhtReport(models.Model):
    """Báo cáo of the committee (BC-UBND) or the association (BC-HKH), of half a year
    or a year. The figures of a closed year are frozen with it.
    """

    _name = "cdht.report"
    _description = "Report"
    _inherit = ["cdht.reporting"]
    _order = "year desc, period desc, id desc"
    _print_stages = {"issued": "issued"}
    _by_moves = {"state", "figures", "taken_on", "line_ids"}

    year = fields.Integer(
        required=True,
        aggregator=None,
        default=lambda self: self.env["cdht.campaign"]._today().year,
    )
    period = fields.Selection(
        [("half", "First half of the year"), ("year", "Whole year")],
        default="year",
        required=True,
    )
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    part_ids = fields.One2many("cdht.report.part", "report_id", string="Text")
    line_ids = fields.One2many("cdht.report.line", "report_id", string="Figures")
    is_frozen = fields.Boolean(compute="_compute_is_frozen")

    _number_uniq = models.UniqueIndex(
        "(issuing_unit_id, symbol, number_year, number_key)"
        " WHERE number_key IS NOT NULL AND number_year <> 0",
        "This number is used by another paper of the year.",
    )
    _one_of_a_period = models.UniqueIndex(
        "(issuing_unit_id, year, period)",
        "This body has a report of that period already.",
    )

    @api.depends("year", "period")
    def _compute_subject(self):
        standard = {_SUBJECT % text.replace(" %s", "") for text in PERIODS.values()}
        for report in self:
            # A subject that somebody worded stays; a standard one follows.
            without_year = (report.subject or "").rstrip("0123456789").rstrip()
            if report.year and without_year in standard | {""}:
                period = PERIODS[report.period or "year"] % report.year
                report.subject = _SUBJECT % period

    @api.depends("area_id", "year", "period", "taken_on")
    def _compute_is_frozen(self):
        """The figures of a closed year stand as they were taken."""
        # sudo: whether the commune's year is closed, for whoever reports on it
        closed = self.env["cdht.campaign"].sudo().search(
            [
                ("state", "=", "closed"),
                ("unit_id", "in", self.area_id.ids),
                ("year", "in", self.mapped("year")),
            ]
        )  # fmt: skip
        keys = {(campaign.unit_id.id, campaign.year) for campaign in closed}
        for report in self:
            is_closed = (report.area_id.id, report.year) in keys
            report.is_frozen = bool(report.taken_on) and is_closed

    def _last_year(self):
        return self.year

    def _period_text(self):
        """“năm 2026”; of a half-year with the day: dossiers keep no day of their
        stages, so that its figures are those of the day on which they are taken."""
        text = PERIODS[self.period] % self.year
        if self.period == "half" and self.taken_on:
            text += f" (tính đến ngày {self.taken_on:%d/%m/%Y})"
        return text

    @api.constrains("year")
    def _check_year(self):
        if any(not 2021 <= report.year <= 2100 for report in self):
            raise ValidationError(
                self.env._("The programme began in 2021; check the year.")
            )

    def write(self, vals):
        keys = {"year", "period", "issuing_unit_id"} & vals.keys()
        if keys and not self.env.su and any(self.mapped("taken_on")):
            raise UserError(
                self.env._("The figures are taken: make another report for it.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_not_frozen(self):
        if any(report.is_frozen for report in self):
            raise UserError(
                self.env._("The figures of a closed year stand with their report.")
            )

    def action_take_figures(self):
        """As of any report; of a closed year they stand."""
        if any(report.is_frozen for report in self):
            raise UserError(
                self.env._("The year is closed: its figures stand as they were taken.")
            )
        return super().action_take_figures()

    def action_open_dossiers(self):
        """The dossiers of the reported area and year."""
        self._cdht_one()
        self.check_access("read")
        rows = self.env["cdht.statistic"]
        rows = rows.search(rows._below(self.area_id) & Domain("year", "=", self.year))
        return rows.action_open_dossiers()
