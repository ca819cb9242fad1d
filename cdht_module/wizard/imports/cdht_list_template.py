from odoo import fields, models
from odoo.exceptions import UserError

_FILES = {
    "assessment": "danh-sach-va-diem",
    "registration": "danh-sach-dang-ky",
    "people": "danh-sach-cong-dan",
    "population": "so-lieu-nen",
}


class CdhtListTemplate(models.TransientModel):
    """A workbook of a campaign's units, to be filled in and read in again."""

    _name = "cdht.list.template"
    _description = "Workbook to fill in"
    _inherit = ["cdht.guarded"]

    campaign_id = fields.Many2one(
        "cdht.campaign",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env["cdht.import"]._default_campaign(),
    )
    kind = fields.Selection(
        [
            ("assessment", "People and scores"),
            ("registration", "Registration, without scores"),
            ("people", "People only"),
            ("population", "Population figures"),
        ],
        string="Workbook",
        default="assessment",
        required=True,
    )
    unit_ids = fields.Many2many(
        "cdht.unit",
        string="Units",
        domain="[('has_people', '=', True)]",
        help="Leave it empty for all your units of the campaign.",
    )

    def action_download(self):
        """The workbook, made now."""
        self._cdht_one()
        self._units()
        report = self.env.ref("cdht_module.report_cdht_list_template")
        return report.report_action(self, config=False)

    def _file_name(self, kind=""):
        """Without its ending; also the report's ``print_report_name``."""
        return f"{kind or _FILES[self.kind]}-{self.campaign_id.year}"

    def _units(self):
        """The units of the workbook: of the campaign, in reach of who asks."""
        campaign = self.campaign_id
        last_day = fields.Date.to_date(f"{campaign.year}-12-31")
        groups = ("commune",) if self.kind == "population" else ("chapter", "commune")
        mine = campaign.unit_id._people_units(last_day)._in_reach(*groups)
        units = (mine & self.unit_ids if self.unit_ids else mine).sorted()
        if not units:
            raise UserError(
                self.env._("None of these units is yours in %s.", campaign.name)
            )
        return units
