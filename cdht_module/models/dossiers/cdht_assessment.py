from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.cdht_module.tools import clock

from .cdht_stage import ASSESSMENT_STATES

OPEN_STATES = ("registered", "self_assessed", "appraised")

# Of more people a message names these and counts the others.
_MOST_NAMES = 5

# Appraised scores are for appraisers until they are settled, and so is each field
# computed from them. People see settled scores on their own page.
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

# What holds of a person from one year to the next, until somebody says otherwise.
_FACTS = (
    "in_learning_family", "in_learning_clan",
    "in_learning_community", "in_learning_unit",
)  # fmt: skip


class CdhtAssessment(models.Model):
    """One person's dossier of one year; what was true then stays with it."""

    _name = "cdht.assessment"
    _description = "Assessment dossier"
    _inherit = ["cdht.moved", "cdht.worded"]
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
    in_learning_community = fields.Boolean()
    in_learning_unit = fields.Boolean()
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

    competent_id = fields.Many2one(
        "cdht.unit",
        string="Recognising authority",
        compute="_compute_competent_id",
        help="The body whose people they are today.",
    )
    competent_note = fields.Char(
        string="Authority to be confirmed", compute="_compute_competent_id"
    )
    minutes_text = fields.Char(string="Minutes", compute="_compute_minutes_text")

    has_digital_skill = fields.Boolean(
        string="Digital skill",
        compute="_compute_scores",
        store=True,
        groups=APPRAISERS,
        help="Every indicator of digital skill reaches the set's score for it.",
    )
    is_digitally_fluent = fields.Boolean(
        string="Digitally fluent",
        compute="_compute_scores",
        store=True,
        groups=APPRAISERS,
    )

    is_near = fields.Boolean(
        string="Close to passing",
        compute="_compute_scores",
        store=True,
        groups=APPRAISERS,
        help="At most five points short, or one indicator one point below the least"
        " score. By the appraised scores, before them by the person's own.",
    )
    is_fifth_year = fields.Boolean(
        string="Fifth year if recognised",
        compute="_compute_is_fifth_year",
        store=True,
        help="With this year's title the person holds it for as many years running as"
        " make it outstanding.",
    )

    same_device = fields.Selection(
        [
            ("entry", "Same device: own scores and appraisal"),
            ("account", "Same device: account opened, own scores and appraisal"),
        ],
        index="btree_not_null",
        readonly=True,
        copy=False,
        groups="cdht_module.group_cdht_staff",
        help="The person's own scores were sent from a device on which the appraiser"
        " works. A hint, no proof: look at the evidence.",
    )

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
        self.line_ids.fetch(["indicator_id", "self_score", "appraised_score", "note"])
        for rule, dossiers in self.grouped(lambda d: d.campaign_id.set_id).items():
            results = rule._results_of(dossier._scored_lines() for dossier in dossiers)
            for dossier, result in zip(dossiers, results, strict=True):
                dossier.update(result)

    def _scored_lines(self):
        return [
            (line.indicator_id, line.self_score, line.appraised_score, line.note)
            for line in self.line_ids
        ]

    @api.depends(
        "eligible", "appraised_complete", "year", "campaign_id.set_id",
        "citizen_id.recognition_ids.state", "citizen_id.recognition_ids.year",
    )  # fmt: skip
    def _compute_grade(self):
        Recognition = self.env["cdht.recognition"]
        years = Recognition._valid_years(self.citizen_id)
        for rule, dossiers in self.grouped(lambda d: d.campaign_id.set_id).items():
            needed = rule.outstanding_years
            for dossier in dossiers:
                known = years.get(dossier.citizen_id._origin.id, ())
                streak = Recognition._streak(known, dossier.year - 1)
                dossier.earlier_streak = streak
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
            return self._drag_to_stage(self.env["cdht.stage"].browse(vals["stage_id"]))
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
        # A list that was taken back never made it.
        if self.env.su and self.env.context.get("cdht_never_made"):
            return
        raise UserError(
            self.env._("A dossier is not deleted. Use “Withdraw” and give the reason.")
        )

    def _check_written_by_hand(self, names, allowed):
        addon_fields = {
            name
            for name in names & set(self._fields)
            if self._fields[name]._module == "cdht_module"
        }
        self._refuse_by_hand(addon_fields - allowed)

    @api.model
    def _own_dossiers(self, dossiers):
        """Those of the acting user: nobody decides about oneself."""
        me = self.env.user.partner_id
        # sudo: compare: whose login a person has is compared, not shown
        own = dossiers.sudo().filtered(lambda dossier: dossier.partner_id == me)
        return own.with_env(dossiers.env)

    def _names(self):
        """The people, by name, for a message; of many the first ones."""
        # sudo: name: names of dossiers that the caller was already allowed to reach
        names = self.sudo().citizen_id.mapped("name")
        others = len(names) - _MOST_NAMES
        if others < 2:
            return ", ".join(names)
        return self.env._(
            "%(names)s and %(others)s others",
            names=", ".join(names[:_MOST_NAMES]),
            others=others,
        )

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

    # -- Who decides about a dossier, and by which minutes it was appraised.

    @api.depends("unit_id", "authority_id")
    def _compute_competent_id(self):
        today = clock.today()
        # sudo: part: whoever reads a dossier, its person too, may know who decides
        # about it
        rows = self.env["cdht.authority"].sudo()._row_of(self.unit_id, today)
        for dossier in self:
            row = rows.get(dossier.unit_id)
            dossier.competent_id = (
                row and row.authority_id.sudo(False)
            ) or dossier.unit_id.commune_id
            dossier.competent_note = row.to_confirm if row else False

    @api.depends("proposal_id.meeting_date", "proposal_id.meeting_place")
    def _compute_minutes_text(self):
        for dossier in self:
            # sudo: part: whoever reads the dossier may know by which minutes it was
            # appraised
            minutes = dossier.sudo().proposal_id
            dossier.minutes_text = minutes._minutes_reference()

    @api.model
    def _action_list(self, ids):
        """The action that lists these dossiers, whatever their year."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_assessment"
        )
        return {**action, "domain": [("id", "in", ids)], "context": {}}

    @api.model
    def _facts_of_last_year(self, citizens, years):
        """{(person, year): what their dossier of the year before says of them}, with
        which the new one begins."""
        # sudo: part: of people whom the caller registers
        dossiers = self.sudo().search_fetch(
            [
                ("citizen_id", "in", citizens.ids),
                ("year", "in", [year - 1 for year in years]),
                ("state", "!=", "withdrawn"),
            ],
            ["citizen_id", "year", "labour_group_id", *_FACTS],
        )
        facts = {}
        for dossier in dossiers:
            known = {name: dossier[name] for name in _FACTS}
            if dossier.labour_group_id:
                known["labour_group_id"] = dossier.labour_group_id.id
            facts[dossier.citizen_id.id, dossier.year + 1] = known
        return facts

    # -- For whom this year would be the fifth.

    @api.depends("earlier_streak", "campaign_id.set_id")
    def _compute_is_fifth_year(self):
        for dossier in self:
            needed = dossier.campaign_id.set_id.outstanding_years
            dossier.is_fifth_year = dossier.earlier_streak == needed - 1

    def _hangs(self):
        """(where, until when, whom to tell) of the person's name on a public board
        today, or None; postings say it."""
        return None

    # -- Why a dossier does not pass, in the words of a paper.

    def _failure_reasons(self):
        """Return {dossier: “dưới 80 điểm; chỉ số 2, 6 dưới 5”}."""
        reasons = {}
        self.line_ids.fetch(["assessment_id", "indicator_id", "appraised_score"])
        for dossier in self:
            rule, found = dossier.campaign_id.set_id, []
            if dossier.appraised_total < rule.pass_total:
                found.append(f"dưới {rule.pass_total} điểm")
            low = [
                line.indicator_id._number()
                for line in dossier.line_ids
                if line.appraised_score < rule.pass_min
            ]
            if low:
                found.append(f"chỉ số {', '.join(low)} dưới {rule.pass_min}")
            reasons[dossier] = "; ".join(found)
        return reasons

    # -- Who may know the meeting's scores.

    def _is_settled(self):
        """Whether the appraisers' scores are final enough to be shown."""
        if self.state == "rejected":
            # What was closed unassessed may hold scores of a meeting that never was.
            return self.outcome in ("not_eligible", "refused")
        return self.state in ("appraised", "proposed", "recognised")

    def _tells_appraised(self):
        """Whether who prints the form may know the meeting's scores: appraisers, and
        its person once they are settled."""
        reader = self.env.user
        staff = reader._is_superuser() or reader.has_group(APPRAISERS)
        return staff or self._is_settled()

    # -- Dossiers that came from their person's own access, on an appraiser's
    #    device. A hint, no proof: in a village with one computer it is often as it
    #    should be. What it goes by are the browsers' marks in the traces; a browser
    #    whose cookies were cleared, a private window, another device are not seen.

    def _note_device(self):
        """Mark those that were just appraised by whom works on their device."""
        found = {"entry": self.browse(), "account": self.browse()}
        entered = self._own_browsers()
        if entered:
            dossiers = self.browse(entered)
            shared = dossiers._appraisers_browsers(entered)
            opened = dossiers._accounts_opened_on(set().union(*shared.values()))
            for dossier in dossiers.filtered(lambda one: shared[one.id]):
                account_marks = opened.get(dossier.citizen_id.id, set())
                kind = "account" if account_marks & shared[dossier.id] else "entry"
                found[kind] |= dossier
        # sudo: move: the mark is written here only
        marked = self.sudo()
        for kind, dossiers in found.items():
            dossiers.sudo().same_device = kind
            marked -= dossiers
        marked.filtered("same_device").same_device = False

    def _traced(self, records, *moves, groupby=(), domain=()):
        """Traces of ``records`` with a browser's mark, grouped."""
        # sudo: compare: marks are compared here and shown to nobody
        return self.env["cdht.trace"].sudo()._read_group(
            [
                ("res_model", "=", records._name), ("res_id", "in", records.ids),
                ("move", "in", moves), ("browser_mark", "!=", False), *domain,
            ],
            groupby,
        )  # fmt: skip

    def _own_browsers(self):
        """{dossier's id: marks of browsers} of those that were scored or sent by their
        person's own account, or by the code of their form, whoever sent them then."""
        sent = self._traced(
            self,
            "submit",
            "form_key_used",
            groupby=["res_id", "user_id", "browser_mark"],
            domain=["|", ("on_behalf_of", "=", False), ("user_id.share", "=", True)],
        )
        # sudo: compare: whose logins these are is compared, not shown
        people = self.sudo().citizen_id.partner_id.with_context(active_test=False)
        account_ids = {
            dossier.id: set(
                (people & dossier.sudo().citizen_id.partner_id).user_ids.ids
            )
            for dossier in self
        }
        marks = {}
        for dossier_id, user, mark in sent:
            marks.setdefault(dossier_id, set()).add(mark)
            account_ids[dossier_id].add(user.id)
        scored = self._traced(
            self.line_ids, "self_score", groupby=["res_id", "user_id", "browser_mark"]
        )
        for line_id, user, mark in scored:
            dossier_id = self.line_ids.browse(line_id).assessment_id.id
            if user.id in account_ids[dossier_id]:
                marks.setdefault(dossier_id, set()).add(mark)
        return marks

    def _appraisers_browsers(self, entered):
        """{dossier's id: those of its marks from which its appraisers work}."""
        appraisers = {dossier.id: {self.env.uid} for dossier in self}
        scored = self._traced(
            self.line_ids, "appraised_score", groupby=["res_id", "user_id"]
        )
        for line_id, user in scored:
            line = self.line_ids.browse(line_id)
            appraisers[line.assessment_id.id].add(user.id)
        # sudo: compare: marks are compared here and shown to nobody
        used = self.env["cdht.trace"].sudo()._read_group(
            [
                ("browser_mark", "in", list(set().union(*entered.values()))),
                ("user_id", "in", list(set().union(*appraisers.values()))),
            ],
            ["browser_mark", "user_id"],
        )  # fmt: skip
        pairs = {(mark, user.id) for mark, user in used}
        now = self.env["cdht.trace"]._browser_mark()
        pairs.add((now, self.env.uid))
        return {
            dossier.id: {
                mark
                for mark in entered[dossier.id]
                if any((mark, user) in pairs for user in appraisers[dossier.id])
            }
            for dossier in self
        }

    def _accounts_opened_on(self, marks):
        """{citizen's id: those of ``marks`` on which their account was opened}."""
        rows = self._traced(
            self.citizen_id,
            "invitation_used",
            groupby=["res_id", "browser_mark"],
            domain=[("browser_mark", "in", list(marks))],
        )
        opened = {}
        for citizen_id, mark in rows:
            opened.setdefault(citizen_id, set()).add(mark)
        return opened

    def action_compare_people(self):
        """Whether the person of a dossier, or those of two, stand there twice."""
        self.check_access("read")
        return self.citizen_id.action_compare()
