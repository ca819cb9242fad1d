from odoo import api, fields, models
from odoo.exceptions import AccessError

# What makes a certificate another paper than the one that was printed.
_ON_CERTIFICATE = {
    "state",
    "certificate_number",
    "printed_name",
    "is_outstanding",
    "reissue_count",
}


class CdhtRecognition(models.Model):
    """The title held for one year, by a decision here or one made elsewhere."""

    _name = "cdht.recognition"
    _description = "Recognition"
    _inherit = ["cdht.verified"]
    _order = "year desc, sort_name, id"
    # What the wizard `cdht.reason` may call.
    _reason_methods = {"action_revoke", "action_amend", "action_reissue"}
    _print_stages = dict.fromkeys(("valid", "corrected", "revoked"), "issued")

    citizen_id = fields.Many2one(
        "cdht.citizen", required=True, index=True, ondelete="restrict"
    )
    sort_name = fields.Char(
        compute="_compute_printed",
        store=True,
        precompute=True,
        export_string_translation=False,
    )
    partner_id = fields.Many2one(
        related="citizen_id.partner_id", store=True, index="btree_not_null"
    )
    birth_year = fields.Integer(related="citizen_id.birth_year", aggregator=None)
    year = fields.Integer(required=True, aggregator=None, index=True)
    unit_id = fields.Many2one("cdht.unit", index=True, ondelete="restrict")
    commune_id = fields.Many2one(
        related="unit_id.commune_id", store=True, precompute=True, index=True
    )
    labour_group_id = fields.Many2one("cdht.labour.group", ondelete="restrict")
    assessment_id = fields.Many2one(
        "cdht.assessment", index="btree_not_null", ondelete="restrict"
    )
    decision_id = fields.Many2one(
        "cdht.decision", index="btree_not_null", ondelete="restrict"
    )
    decision_number = fields.Char(help="As the registry gave it: “16”.")
    decision_symbol = fields.Char(help="“QĐ-UBND”.")
    decision_reference = fields.Char(
        string="Decision reference", compute="_compute_decision_reference", store=True
    )
    decision_date = fields.Date()
    deciding_unit_id = fields.Many2one(
        "cdht.unit", string="Decided by", index="btree_not_null", ondelete="restrict"
    )
    deciding_body = fields.Char(
        help="As written on an imported list, where no unit of that name and time is."
    )
    streak = fields.Integer(
        compute="_compute_streak",
        store=True,
        aggregator="max",
        help="Recognised years without a gap, this one included.",
    )
    is_outstanding = fields.Boolean(compute="_compute_streak", store=True)
    certificate_number = fields.Char(copy=False)
    verify_token = fields.Char(
        copy=False, index="btree_not_null", groups="base.group_system"
    )
    state = fields.Selection(
        [("valid", "Valid"), ("corrected", "Corrected"), ("revoked", "Title revoked")],
        default="valid",
        required=True,
        index=True,
    )

    _citizen_year_uniq = models.UniqueIndex(
        "(citizen_id, year) WHERE state <> 'revoked'",
        "This person holds the title of that year already.",
    )

    @api.depends("decision_number", "decision_symbol")
    def _compute_decision_reference(self):
        for title in self:
            parts = (title.decision_number, title.decision_symbol)
            title.decision_reference = "/".join(part for part in parts if part)

    @api.depends("printed_name", "year")
    def _compute_display_name(self):
        """The level above reads titles, not the people's records."""
        for title in self:
            title.display_name = f"{title.printed_name or ''} ({title.year})"

    @api.model
    def _valid_years(self, citizens):
        """Return {citizen id: the years in which the title stands}, one query."""
        # sudo: titles count wherever they were given; only their years are used
        return {
            citizen.id: set(years)
            for citizen, years in self.sudo()._read_group(
                [("citizen_id", "in", citizens.ids), ("state", "!=", "revoked")],
                ["citizen_id"],
                ["year:array_agg"],
            )
        }

    @staticmethod
    def _streak(years, last):
        """Years without a gap that end in ``last``, whatever body gave them."""
        streak = 0
        while last - streak in years:
            streak += 1
        return streak

    @api.model
    def _needed_years(self, year):
        """How many years running make a title of ``year`` outstanding."""
        return self.env["cdht.indicator.set"]._in_force_in(year).outstanding_years

    @api.depends(
        "state", "year",
        "citizen_id.recognition_ids.state", "citizen_id.recognition_ids.year",
    )  # fmt: skip
    def _compute_streak(self):
        years = self._valid_years(self.citizen_id)
        needed = {year: self._needed_years(year) for year in set(self.mapped("year"))}
        for title in self:
            if title.state == "revoked":
                title.streak, title.is_outstanding = 0, False
                continue
            title.streak = self._streak(years.get(title.citizen_id.id, ()), title.year)
            at_least = needed[title.year]
            title.is_outstanding = bool(at_least) and title.streak >= at_least

    @api.model
    def _grant(self, dossiers, decision_vals):
        """Give the title of their year to the people of checked dossiers."""
        # sudo: nobody creates titles by hand; the caller checked the authority
        titles = self.sudo().create(
            [
                {
                    "citizen_id": dossier.citizen_id.id,
                    "year": dossier.year,
                    "unit_id": dossier.unit_id.id,
                    "labour_group_id": dossier.labour_group_id.id,
                    "assessment_id": dossier.id,
                    **decision_vals,
                }
                for dossier in dossiers
            ]
        )
        titles._make_verify_tokens()
        return titles

    def _trace_unit(self):
        return self.unit_id

    def _move_to(self, state, move, reason):
        """Revoke or correct titles by a decision that was checked."""
        self.env["cdht.trace"]._record(
            self,
            move,
            [{"value_from": title.state} for title in self],
            value_to=state,
            reason=reason,
        )
        # sudo: a title changes by decision only; the decision was checked
        self.sudo().write({"state": state})

    def write(self, vals):
        if not self.env.su:
            raise AccessError(self.env._("A title changes by a decision only."))
        result = super().write(vals)
        if _ON_CERTIFICATE & vals.keys():
            self._supersede_prints()
        return result
