import re

from odoo import api, fields, models

from odoo.addons.cdht_module.tools.vietnamese_text import fold


class CdhtLevelFormFill(models.TransientModel):
    """Of which year a form of the level above is filled in; what stays blank in it."""

    _name = "cdht.level.form.fill"
    _description = "Form of the level above to be filled in"
    _inherit = ["cdht.guarded"]

    form_id = fields.Many2one("cdht.level.form", required=True, ondelete="cascade")
    unit_id = fields.Many2one(related="form_id.unit_id")
    campaign_id = fields.Many2one(
        "cdht.campaign",
        required=True,
        ondelete="cascade",
        domain="[('unit_id', '=', unit_id)]",
        compute="_compute_campaign_id",
        store=True,
        readonly=False,
    )
    unknown = fields.Text(string="Stays blank", compute="_compute_unknown")
    problems = fields.Text(string="To be mended", compute="_compute_unknown")

    @api.depends("form_id")
    def _compute_campaign_id(self):
        """The year that is going on, or the last one."""
        for window in self:
            years = self.env["cdht.campaign"].search(
                [("unit_id", "=", window.unit_id.id), ("state", "!=", "draft")]
            )
            is_open = years.filtered(lambda year: year.state == "open")
            window.campaign_id = is_open[:1] or years[:1]

    @api.depends("form_id", "campaign_id")
    def _compute_unknown(self):
        for window in self:
            unknown = problems = ()
            if window.form_id and window.campaign_id:
                window.campaign_id._check_commune_officer()
                form, year = window.form_id, window.campaign_id
                _cells, unknown, problems = form._cells(year)
            window.unknown = "\n".join(unknown)
            window.problems = "\n".join(problems)

    def action_download(self):
        """The form, filled in now."""
        self._cdht_one()
        self.check_access("read")
        self.campaign_id._check_commune_officer()
        report = self.env.ref("cdht_module.report_cdht_level_form")
        return report.report_action(self, config=False)

    def _file_name(self, kind=""):
        """Without its ending; also the report's ``print_report_name``."""
        kind = kind or re.sub(
            r"[^a-z0-9]+", "-", fold(self.form_id.name).lower()
        ).strip("-")
        return f"bieu-{kind[:60]}-{self.campaign_id.year}"
