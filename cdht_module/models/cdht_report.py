from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

PERIODS = {"year": "năm %s", "half": "6 tháng đầu năm %s"}
_SUBJECT = "Kết quả xây dựng mô hình “Công dân học tập” %s"


class CdhtReport(models.Model):
    """Báo cáo of the committee (BC-UBND) or the association (BC-HKH), of half a year
    or a year: its figures are taken once and stand, its text is the office's.
    """

    _name = "cdht.report"
    _description = "Report"
    _inherit = ["cdht.document"]
    _order = "year desc, period desc, id desc"
    _print_stages = {"issued": "issued"}
    _by_moves = {"state", "figures", "taken_on", "line_ids"}

    issuing_unit_id = fields.Many2one(
        required=True,
        default=lambda self: self.env["cdht.letter"]._default_issuing_unit(),
    )
    signatory_id = fields.Many2one(
        compute="_compute_signatory_id", store=True, readonly=False, precompute=True
    )
    area_id = fields.Many2one(
        "cdht.unit",
        string="Reported area",
        compute="_compute_area_id",
        store=True,
        index=True,
        precompute=True,
    )
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
    addressees = fields.Text(help="After “Kính gửi”, where there are any: one a line.")
    opening = fields.Text(
        default="{body} báo cáo kết quả như sau:",
        help="The paragraph before the first chapter. {body} is the issuing body.",
    )
    closing = fields.Text(
        default="Trên đây là báo cáo của {body}.",
        help="The last paragraph; “./.” is added at its end.",
    )
    part_ids = fields.One2many("cdht.report.part", "report_id", string="Text")
    line_ids = fields.One2many("cdht.report.line", "report_id", string="Figures")
    figures = fields.Json(string="Figures of the whole", copy=False)
    taken_on = fields.Datetime(string="Figures taken on", readonly=True, copy=False)
    is_frozen = fields.Boolean(compute="_compute_is_frozen")
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )

    _number_uniq = models.UniqueIndex(
        "(issuing_unit_id, symbol, number_year, number_key)"
        " WHERE number_key IS NOT NULL AND number_year <> 0",
        "This number is used by another paper of the year.",
    )
    _one_of_a_period = models.UniqueIndex(
        "(issuing_unit_id, year, period)",
        "This body has a report of that period already.",
    )

    @api.depends("issuing_unit_id")
    def _compute_area_id(self):
        """The committee and the association of a commune report on the commune."""
        for report in self:
            unit = report.issuing_unit_id
            report.area_id = unit.commune_id or unit

    @api.depends("issuing_unit_id")
    def _compute_signatory_id(self):
        """The first of the body's signatories in force, while nobody is chosen."""
        first = self.env["cdht.signatory"]._first_of(self.issuing_unit_id)
        for report in self:
            if report.signatory_id.unit_id != report.issuing_unit_id:
                report.signatory_id = first.get(report.issuing_unit_id.id)

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

    @api.constrains("year")
    def _check_year(self):
        if any(not 2021 <= report.year <= 2100 for report in self):
            raise ValidationError(
                self.env._("The programme began in 2021; check the year.")
            )

    def write(self, vals):
        if not self.env.su:
            if "state" in vals:
                raise AccessError(self.env._("Use the buttons to issue a report."))
            if self._written_by_hand(vals):
                self._check_draft()
            if {"year", "period", "issuing_unit_id"} & vals.keys() and any(
                self.mapped("taken_on")
            ):
                raise UserError(
                    self.env._("The figures are taken: make another report for it.")
                )
        return super().write(vals)

    def _check_draft(self):
        issued = self.filtered(lambda report: report.state == "issued")
        if issued and not self.env.su:
            raise UserError(
                self.env._(
                    "“%s” is issued and not changed any more.", issued[0].subject
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_state("draft")
        if any(report.is_frozen for report in self):
            raise UserError(
                self.env._("The figures of a closed year stand with their report.")
            )

    def action_take_figures(self):
        """Take the figures as they are now; text that nobody changed follows."""
        self._check_issuing_officer()
        self._lock()
        self._check_state("draft")
        if any(report.is_frozen for report in self):
            raise UserError(
                self.env._("The year is closed: its figures stand as they were taken.")
            )
        self._take_figures()

    def action_issue(self):
        """Issue with the registry's number and date."""
        self._check_issuing_officer()
        self._lock()
        self._check_state("draft")
        for report in self:
            if not report.taken_on:
                raise UserError(self.env._("Take the figures first."))
            if not report.signatory_id:
                raise UserError(self.env._("Choose who signs."))
            texts = report.part_ids.mapped("text") + [report.opening, report.closing]
            if any("…" in (text or "") for text in texts):
                raise UserError(
                    self.env._("Fill in what is left open in the text: look for “…”.")
                )
        self._enter_in_register()
        self._move_to("issued", "issue")

    def action_open_dossiers(self):
        """The dossiers of the reported area and year."""
        self.ensure_one()
        self.check_access("read")
        rows = self.env["cdht.statistic"].search(
            [("unit_id", "child_of", self.area_id.ids), ("year", "=", self.year)]
        )
        return rows.action_open_dossiers()
