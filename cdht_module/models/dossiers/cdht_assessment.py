from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .cdht_stage import ASSESSMENT_STATES

OPEN_STATES = ("registered", "self_assessed", "appraised")
# What appraisers have not settled is theirs: whatever is made from their scores has
# their groups. People read what is settled on their own page.
APPRAISERS = "cdht_module.group_cdht_staff"
# What an officer may write by hand; everything else is written by moves.
WRITABLE = {
    "in_learning_family",
    "in_learning_clan",
    "in_learning_community",
    "in_learning_unit",
    "labour_group_id",
    "line_ids",
}


class CdhtAssessment(models.Model):
    """One person's dossier of one year; what was true then stays with it."""

    _name = "cdht.assessment"
    _description = "Assessment dossier"
    _order = "year desc, sort_name, id"

    citizen_id = fields.Many2one(
        "cdht.citizen", required=True, index=True, ondelete="restrict"
    )
    partner_id = fields.Many2one(
        related="citizen_id.partner_id", store=True, index="btree_not_null"
    )
    sort_name = fields.Char(
        related="citizen_id.sort_name",
        store=True,
        precompute=True,
        export_string_translation=False,
    )
    campaign_id = fields.Many2one(
        "cdht.campaign", required=True, index=True, ondelete="restrict"
    )
    year = fields.Integer(
        related="campaign_id.year", store=True, precompute=True, aggregator=None
    )
    commune_id = fields.Many2one(
        related="campaign_id.unit_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one("cdht.unit", required=True, ondelete="restrict")
    labour_group_id = fields.Many2one(
        "cdht.labour.group", index=True, ondelete="restrict"
    )
    gender = fields.Selection(related="citizen_id.gender", related_sudo=False)
    birth_year = fields.Integer(
        related="citizen_id.birth_year", related_sudo=False, aggregator=None
    )
    state = fields.Selection(
        ASSESSMENT_STATES, default="registered", required=True, copy=False
    )
    previous_state = fields.Selection(
        ASSESSMENT_STATES, copy=False, help="Where “Restore” leads."
    )
    stage_id = fields.Many2one(
        "cdht.stage",
        ondelete="restrict",
        index=True,
        copy=False,
        group_expand="_expand_stages",
        domain="[('state', '=', state)]",
    )
    outcome = fields.Selection(
        [
            ("not_eligible", "Not eligible"),
            ("refused", "Refused by the authority"),
            ("not_assessed", "Not assessed"),
        ],
        copy=False,
    )
    return_reason = fields.Text(copy=False)
    line_ids = fields.One2many("cdht.assessment.line", "assessment_id")
    self_total = fields.Integer(compute="_compute_scores", store=True)
    self_complete = fields.Boolean(compute="_compute_scores", store=True)
    appraised_total = fields.Integer(
        compute="_compute_scores", store=True, groups=APPRAISERS
    )
    appraised_complete = fields.Boolean(
        compute="_compute_scores", store=True, groups=APPRAISERS
    )
    min_score = fields.Integer(
        string="Lowest score",
        compute="_compute_scores",
        store=True,
        aggregator="min",
        groups=APPRAISERS,
    )
    eligible = fields.Boolean(compute="_compute_scores", store=True, groups=APPRAISERS)
    needs_reason = fields.Boolean(
        compute="_compute_scores",
        store=True,
        groups=APPRAISERS,
        help="An appraised score differs from the person's own without a reason.",
    )
    grade = fields.Selection(
        [
            ("passed", "Passed"),
            ("failed", "Failed"),
            ("passed_five", "Passed, five years running"),
        ],
        compute="_compute_grade",
        store=True,
        groups=APPRAISERS,
    )
    earlier_streak = fields.Integer(
        string="Years running before",
        compute="_compute_grade",
        store=True,
        aggregator=None,
        help="Recognised years without a gap up to the year before this one.",
    )
    in_learning_family = fields.Boolean()
    in_learning_clan = fields.Boolean()
    in_learning_community = fields.Boolean(
        compute="_compute_from_population",
        store=True,
        readonly=False,
        precompute=True,
    )
    in_learning_unit = fields.Boolean(
        compute="_compute_from_population",
        store=True,
        readonly=False,
        precompute=True,
    )
    proposal_id = fields.Many2one(
        "cdht.proposal", index=True, ondelete="set null", copy=False
    )
    decision_id = fields.Many2one(
        "cdht.decision", index="btree_not_null", ondelete="restrict", copy=False
    )
    authority_id = fields.Many2one(
        "cdht.unit",
        string="Authority asked",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        help="The body that a petition asked to decide.",
    )

    _citizen_year_uniq = models.UniqueIndex(
        "(citizen_id, year) WHERE state <> 'withdrawn'",
        "This person has a dossier of that year already.",
    )
    _unit_campaign_state_idx = models.Index("(unit_id, campaign_id, state)")

    @api.depends("citizen_id.name", "year")
    def _compute_display_name(self):
        for dossier in self:
            name = dossier.citizen_id.name or ""
            dossier.display_name = f"{name} ({dossier.year})" if dossier.year else name

    @api.model
    def _search_display_name(self, operator, value):
        return [("citizen_id.display_name", operator, value)]

    @api.depends(
        "line_ids.self_score", "line_ids.appraised_score", "line_ids.note",
        "campaign_id.set_id",
    )  # fmt: skip
    def _compute_scores(self):
        # One query whatever the number of dossiers: prefetching goes by 1000 lines.
        self.line_ids.fetch(["self_score", "appraised_score", "note"])
        for dossier in self:
            lines, rule = dossier.line_ids, dossier.campaign_id.set_id
            own = lines.mapped("self_score")
            appraised = lines.mapped("appraised_score")
            dossier.self_total = sum(own)
            dossier.self_complete = bool(own) and min(own) >= rule.score_min
            dossier.appraised_complete = bool(own) and min(appraised) >= rule.score_min
            (
                dossier.appraised_total,
                dossier.min_score,
                dossier.eligible,
            ) = rule._judge(appraised) if rule else (0, 0, False)
            dossier.needs_reason = any(line._needs_reason() for line in lines)

    @api.depends(
        "eligible", "appraised_complete", "year", "campaign_id.set_id",
        "citizen_id.recognition_ids.state", "citizen_id.recognition_ids.year",
    )  # fmt: skip
    def _compute_grade(self):
        years = self.env["cdht.recognition"]._valid_years(self.citizen_id)
        for dossier in self:
            streak = self.env["cdht.recognition"]._streak(
                years.get(dossier.citizen_id._origin.id, ()), dossier.year - 1
            )
            dossier.earlier_streak = streak
            needed = dossier.campaign_id.set_id.outstanding_years
            if not dossier.appraised_complete:
                dossier.grade = False
            elif not dossier.eligible:
                dossier.grade = "failed"
            else:
                dossier.grade = "passed_five" if streak + 1 >= needed else "passed"

    @api.model
    def _expand_stages(self, stages, domain):
        return stages.search(Domain.TRUE)

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        if set(vals) == {"stage_id"}:
            return self._drag_to(self.env["cdht.stage"].browse(vals["stage_id"]))
        self._check_written_by_hand(set(vals), WRITABLE)
        self._check_open("write")
        self._check_not_decided()
        self._check_state(*OPEN_STATES)
        self._check_not_own()
        # Scores trace themselves, in their lines.
        before = self.env["cdht.trace"]._texts_of(self, vals.keys() - {"line_ids"})
        result = super().write(vals)
        self.env["cdht.trace"]._record_changes(self, before)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A dossier is not deleted. Use “Withdraw” and give the reason.")
        )

    def _check_written_by_hand(self, names, allowed):
        own = {
            name
            for name in names & set(self._fields)
            if self._fields[name]._module == "cdht_module"
        }
        denied = sorted(own - allowed)
        if denied:
            raise AccessError(
                self.env._(
                    "These fields change through the buttons only: %s.",
                    ", ".join(denied),
                )
            )

    @api.model
    def _own_dossiers(self, dossiers):
        """Those of the acting user: nobody decides about oneself."""
        me = self.env.user.partner_id
        # sudo: whose login a person has is compared, not shown
        return dossiers.filtered(lambda dossier: dossier.sudo().partner_id == me)

    def _outside_reach(self):
        return self.env._("This dossier does not belong to a unit of yours.")

    def _names(self):
        """The people, by name, for a message."""
        # sudo: names of dossiers that the caller was already allowed to reach
        return ", ".join(self.sudo().citizen_id.mapped("name"))

    def _trace_unit(self):
        return self.unit_id

    def action_view_traces(self):
        """What happened to these dossiers, their scores included."""
        self.check_access("read")
        self.env["cdht.trace"].check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_trace"
        )
        of_dossiers = Domain("res_model", "=", "cdht.assessment") & Domain(
            "res_id", "in", self.ids
        )
        of_scores = Domain("res_model", "=", "cdht.assessment.line") & Domain(
            "res_id", "in", self.line_ids.ids
        )
        return {**action, "domain": list(of_dossiers | of_scores)}
