from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

_FROZEN = {
    "campaign_id", "unit_id", "date", "kind", "scan", "scan_filename",
    "assessment_ids",
}  # fmt: skip


class CdhtConsentSheet(models.Model):
    """A unit's paper sheet, signed or thumbprinted by its people, scanned once."""

    _name = "cdht.consent.sheet"
    _description = "Consent sheet"
    _inherit = ["cdht.moved", "cdht.signed"]
    _order = "date desc, id desc"
    _moves = (
        Move("record_sheet", "action_record", ("draft",), "recorded",
             "chapter, commune", _lt("Consent sheet recorded")),
    )  # fmt: skip
    _by_moves = {"state", "recorded_by_id"}
    _signed_field = "scan"
    _signed_name = "scan_filename"

    campaign_id = fields.Many2one(
        "cdht.campaign", required=True, index=True, ondelete="restrict"
    )
    commune_id = fields.Many2one(related="campaign_id.unit_id")
    unit_id = fields.Many2one(
        "cdht.unit",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('commune_id', '=', commune_id), ('has_people', '=', True)]",
    )
    date = fields.Date(
        string="Signed on",
        required=True,
        default=lambda self: clock.today(),
    )
    kind = fields.Selection(
        [
            ("signed", "Signatures"),
            ("thumbprint", "Thumbprints"),
            ("both", "Signatures and thumbprints"),
        ],
        required=True,
        default="signed",
    )
    scan = fields.Binary(string="Scanned sheet", attachment=True, copy=False)
    scan_filename = fields.Char(copy=False)
    assessment_ids = fields.Many2many(
        "cdht.assessment",
        string="People who signed",
        copy=False,
        domain="[('campaign_id', '=', campaign_id), ('unit_id', '=', unit_id)]",
    )
    people_count = fields.Integer(compute="_compute_people_count")
    state = fields.Selection(
        [("draft", "Being entered"), ("recorded", "Recorded")],
        default="draft",
        required=True,
        copy=False,
    )
    recorded_by_id = fields.Many2one(
        "res.users", readonly=True, copy=False, ondelete="restrict"
    )

    @api.depends("unit_id", "date")
    def _compute_display_name(self):
        for sheet in self:
            day = sheet.date and sheet.date.strftime("%d/%m/%Y")
            sheet.display_name = f"{sheet.unit_id.name or ''} {day or ''}".strip()

    @api.depends("assessment_ids")
    def _compute_people_count(self):
        for sheet in self:
            sheet.people_count = len(sheet.assessment_ids)

    def write(self, vals):
        if not self.env.su and _FROZEN & vals.keys():
            self._check_state("draft")
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_state("draft")

    def _unfit_message(self, **_told):
        return self.env._("This sheet is recorded; enter a further one instead.")

    def _trace_unit(self):
        return self.unit_id

    def action_take_everybody(self):
        """Tick all of the unit who have no consent yet: strike out who did not sign."""
        for sheet in self:
            people = self.env["cdht.assessment"].search(
                [
                    ("campaign_id", "=", sheet.campaign_id.id),
                    ("unit_id", "=", sheet.unit_id.id),
                    ("state", "!=", "withdrawn"),
                    ("consent_state", "!=", "recorded"),
                ]
            )
            sheet.assessment_ids = [Command.set(people.ids)]

    def action_record(self):
        """Give the consent of everybody ticked; the sheet stays as it is."""
        self.check_access("write")
        self._check_move("record_sheet")
        for sheet in self:
            people = sheet.assessment_ids
            people.check_access("read")
            people._check_officer()
            if not sheet.scan or not people:
                raise UserError(
                    self.env._("Attach the scanned sheet and tick who signed it.")
                )
            strangers = people.filtered(
                lambda dossier, sheet=sheet: (
                    dossier.unit_id != sheet.unit_id
                    or dossier.campaign_id != sheet.campaign_id
                )
            )
            if strangers:
                raise UserError(
                    self.env._("Not of this unit and year: %s.", strangers._names())
                )
            people._give_consent("paper", sheet.date, sheet)
        self.env["cdht.trace"]._record(
            self,
            "record_sheet",
            [{"value_to": str(sheet.people_count)} for sheet in self],
            value_from="draft",
        )
        self._write_move({"state": "recorded", "recorded_by_id": self.env.uid})
