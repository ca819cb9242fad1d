from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.papers.cdht_document import _short_date
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move, Turn

from .cdht_recognition import IN_FORCE

_lt = LazyTranslate(__name__)

BONUS = {"bonus_amount", "bonus_outstanding_amount"}

GRANTS = ("recognise", "supplement")

_OFFICERS = (("issuing_unit_id", "commune"), ("issuing_unit_id", "district"))
# Written by moves; a later room adds its own.
BY_MOVES = {"state", "return_reason", "signed_date", "signed_by_id"}


class CdhtDecision(models.Model):
    """The authority's decision: recognises, or changes what an earlier one did."""

    _name = "cdht.decision"
    _description = "Decision"
    _inherit = ["cdht.document"]
    _order = "year desc, date desc, id desc"
    _print_stages = {
        "submitted": "signature",
        "issued": "issued",
        "revoked": "issued",
    }
    _moves = (
        Move("submit", "action_submit", ("draft",), "submitted",
             "authority", _lt("Submitted for signature")),
        Move("return", "action_return", ("submitted",), "draft",
             "authority", _lt("Returned"), reason=True),
        Move("sign", "action_sign", ("submitted",), "submitted",
             "signer, authority", _lt("Signed")),
        Move("issue", "action_issue", ("submitted",), "issued",
             "clerk, authority", _lt("Issued")),
        Move("revoke", "action_revoke", ("issued",), None,
             "authority", _lt("Revoked by a decision"), reason=True),
        Move("amend", "action_amend", ("issued",), None,
             "authority", _lt("Corrected by a decision"), reason=True),
        Move("supplement", "action_supplement", ("issued",), None,
             "authority", _lt("Supplemented by a decision"), reason=True),
        Move("number_certificates", "action_number_certificates", ("issued",), None,
             "authority", _lt("Certificates numbered")),
        Move("correct_entry", "action_correct_entry", (), None,
             "authority", _lt("Number or date corrected")),
    )  # fmt: skip
    _turns = (
        Turn("sign", ("submitted",), (("issuing_unit_id", "signer"), *_OFFICERS),
             ("campaign_id.report_due",), only="awaits_signature"),
        Turn("enter_number", ("submitted",), (("issuing_unit_id", "clerk"), *_OFFICERS),
             ("campaign_id.report_due",)),
    )  # fmt: skip
    _by_moves = BY_MOVES

    kind = fields.Selection(
        [
            ("recognise", "Recognise"),
            ("supplement", "Supplement"),
            ("amend", "Amend"),
            ("revoke", "Revoke"),
            ("commend", "Commend"),
        ],
        default="recognise",
        required=True,
    )
    origin_id = fields.Many2one(
        "cdht.decision",
        string="Decision that it changes",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('state', '=', 'issued'), ('issuing_unit_id', '=', issuing_unit_id)]",
    )
    follower_ids = fields.One2many(
        "cdht.decision", "origin_id", string="Decisions that change this one"
    )
    issuing_unit_id = fields.Many2one(
        required=True,
        compute="_compute_from_campaign",
        store=True,
        readonly=False,
        precompute=True,
    )
    authority_id = fields.Many2one(
        related="issuing_unit_id",
        string="Authority",
        store=True,
        readonly=False,
        index=True,
    )
    issued_by_head = fields.Boolean(
        string="Decision of the head",
        help="The chairperson decides personally: no “TM.” over the signature.",
    )
    campaign_id = fields.Many2one(
        "cdht.campaign",
        index=True,
        ondelete="restrict",
        # A body above decides about the communes below it.
        domain="[('unit_id', 'child_of', issuing_unit_id)] if issuing_unit_id else []",
    )
    year = fields.Integer(
        required=True,
        aggregator=None,
        compute="_compute_from_campaign",
        store=True,
        readonly=False,
        precompute=True,
        help="Year of the title.",
    )
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    petition_ids = fields.Many2many(
        "cdht.petition",
        string="Petitions",
        domain="[('addressee_unit_id', '=', issuing_unit_id),"
        " ('year', '=', year), ('state', 'in', ('issued', 'answered'))]",
    )
    assessment_ids = fields.Many2many(
        "cdht.assessment",
        string="People",
        compute="_compute_assessment_ids",
        store=True,
        readonly=False,
        domain="[('year', '=', year), ('state', '=', 'proposed')]",
    )
    changed_recognition_ids = fields.Many2many(
        "cdht.recognition",
        string="Titles that it changes",
        domain="[('decision_id', '=', origin_id), ('state', '!=', 'revoked')]",
        help="All or some of the people of the decision that it changes.",
    )
    recognition_ids = fields.One2many(
        "cdht.recognition", "decision_id", string="Titles given"
    )
    # Stored: whoever reads the paper may know how many it names.
    people_count = fields.Integer(compute="_compute_people_count", store=True)
    change_reason = fields.Text(string="Reason", copy=False)
    verification = fields.Char(
        string="Minutes of the verification",
        copy=False,
        help="What was looked into before something is changed, as a base names it:"
        " “Biên bản xác minh ngày … tháng … năm … của …”.",
    )
    proposer = fields.Char(
        string="Proposed by",
        copy=False,
        help="Who asks for the change where no petition does, with the post.",
    )
    return_reason = fields.Text(copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted for signature"),
            ("issued", "Issued"),
            ("revoked", "Revoked"),
        ],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )

    days_left = fields.Integer(compute="_compute_time_left")
    deadline_text = fields.Char(string="Time left", compute="_compute_time_left")

    @api.depends("campaign_id")
    def _compute_from_campaign(self):
        for decision in self:
            campaign = decision.campaign_id
            decision.year = decision.year or campaign.year
            decision.issuing_unit_id = decision.issuing_unit_id or campaign.unit_id

    @api.depends("year", "kind", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    def _subject_facts(self):
        return {"năm": self.year or ""}

    @api.depends("petition_ids")
    def _compute_assessment_ids(self):
        for decision in self:
            decision.assessment_ids = decision.petition_ids.assessment_ids.filtered(
                lambda dossier: dossier.state == "proposed"
            )

    @api.depends("assessment_ids", "changed_recognition_ids")
    def _compute_people_count(self):
        for decision in self:
            decision.people_count = len(
                decision.assessment_ids or decision.changed_recognition_ids
            )

    @api.constrains("origin_id", "kind")
    def _check_origin(self):
        for decision in self:
            if decision.kind in ("amend", "revoke") and not decision.origin_id:
                raise UserError(self.env._("Name the decision that this one changes."))

    def write(self, vals):
        # Moves write as superuser and leave a trace of their own.
        by_hand = set() if self.env.su else (BONUS | {"bonus_reason"}) & vals.keys()
        before = self.env["cdht.trace"]._texts_of(self, by_hand)
        result = super().write(vals)
        self.env["cdht.trace"]._record_changes(self, before)
        if "signed_date" in vals:
            # Signing does not change the state, but it changes whose turn it is.
            self._pass_turn()
        return result

    def _check_by_hand(self, vals):
        if "state" in vals:
            raise AccessError(self.env._("Use the buttons to move a decision."))
        by_hand = self._written_by_hand(vals)
        for decision in self:
            if decision.state in ("issued", "revoked") and by_hand:
                raise AccessError(decision._frozen_message())
            # Between signature and issue only the registry's entry is made.
            if decision.state == "submitted" and by_hand - {"number", "date"}:
                raise AccessError(decision._standing_message())

    def _standing_message(self):
        if self.state in self._standing:
            return self._frozen_message()
        return self.env._("The decision is with its signatory. Return it to change it.")

    def _frozen_message(self):
        self.ensure_one()
        return self.env._(
            "Decision No. %(number)s of %(date)s stands: it is changed only by an"
            " amending or supplementing decision.",
            number=self._reference(),
            date=_short_date(self.date),
        )

    # -- What every move of a decision looks at first.

    def _check_authority_officer(self):
        """An officer of the body that decides; a level above decides for itself."""
        self.check_access("write")
        bodies = self.issuing_unit_id
        if bodies - bodies._in_reach("commune", "district"):
            raise AccessError(self._not_the_body_message())

    def _not_the_body_message(self):
        return self.env._("Only an officer of the deciding body can do this.")

    def _check_people(self):
        """Whom the decision names, in the right state, under its authority."""
        self.ensure_one()
        if self.kind not in GRANTS:
            self._check_titles()
            return
        if self.origin_id:
            self._check_changes_own()
        self._check_dossiers()

    def _check_grants(self):
        """Only a decision that gives the title is amended, revoked or supplemented."""
        if any(decision.kind == "commend" for decision in self):
            raise UserError(
                self.env._(
                    "A decision on commendation gives no title: it is not changed here."
                )
            )

    def _check_changes_own(self):
        """The decision that this one changes or supplements."""
        origin = self.origin_id
        if origin.issuing_unit_id != self.issuing_unit_id or origin.state != "issued":
            raise UserError(
                self.env._(
                    "A body changes only its own decisions, and those that stand."
                )
            )
        if self.kind in GRANTS and origin.year != self.year:
            raise UserError(
                self.env._(
                    "A supplementing decision is about the same year as the decision"
                    " that it supplements: %s.",
                    origin.year,
                )
            )

    def _check_titles(self):
        """The titles that it changes, of the decision that it names."""
        titles = self.changed_recognition_ids
        if not titles and self.kind != "commend":
            raise UserError(self.env._("Choose the titles that it changes."))
        titles._check_state(*IN_FORCE)
        self._check_changes_own()
        foreign = titles - self.origin_id.recognition_ids
        if foreign:
            raise UserError(
                self.env._(
                    "Not of the decision that this one changes: %s.",
                    ", ".join(foreign.mapped("display_name")),
                )
            )

    def _check_dossiers(self):
        """The people to whom it gives the title."""
        # sudo: compare: whom the officer does not reach is refused below, not passed
        # over
        dossiers = self.sudo().assessment_ids.with_env(self.env)
        if not dossiers:
            raise UserError(
                self.env._("The decision names nobody: choose its petitions.")
            )
        dossiers._check_open("read")
        dossiers._check_state("proposed")
        self.petition_ids._check_state("issued", "answered")
        # sudo: compare: the level above reads the people, not the lists on which they
        # stand
        dossiers.sudo().proposal_id._check_state("received", "accepted")
        self._check_no_title_yet(dossiers)
        other_year = dossiers.filtered(lambda dossier: dossier.year != self.year)
        if other_year:
            raise UserError(
                self.env._("Dossiers of another year: %s.", other_year._names())
            )
        taken = dossiers.filtered(
            lambda dossier: dossier.decision_id not in (self, self.browse())
        )
        if taken:
            raise UserError(
                self.env._("Named in another decision already: %s.", taken._names())
            )
        self._check_authority_of(dossiers)

    def _check_no_title_yet(self, dossiers):
        """Nobody holds the title of the year already, by whatever decision."""
        years = self.env["cdht.recognition"]._valid_years(dossiers.citizen_id)
        holders = dossiers.filtered(
            lambda dossier: self.year in years.get(dossier.citizen_id.id, ())
        )
        if holders:
            raise UserError(
                self.env._(
                    "They hold the title of %(year)s already: %(names)s.",
                    year=self.year,
                    names=holders._names(),
                )
            )

    def _check_authority_of(self, dossiers):
        """Its body has the authority over its people on the date of the decision, or
        today while it has no date."""
        date = self._paper_date()
        bodies = self.env["cdht.authority"]._authority_of(dossiers.unit_id, date)
        outside = dossiers.filtered(
            lambda dossier: bodies[dossier.unit_id] != self.issuing_unit_id
        )
        if outside:
            raise UserError(
                self.env._(
                    "%(count)s people do not fall under the authority of %(body)s on"
                    " %(date)s: %(names)s.",
                    count=len(outside),
                    body=self.issuing_unit_id.body_name,
                    date=_short_date(date),
                    names=outside._names(),
                )
            )

    @api.depends("state", "campaign_id.report_due")
    def _compute_time_left(self):
        """For decisions not yet issued: the time left until the year's report is
        due."""
        today = clock.today()
        for decision in self:
            due = decision.campaign_id.report_due
            waits = due and decision.state in ("draft", "submitted")
            decision.days_left = (due - today).days if waits else 0
            decision.deadline_text = (
                decision._time_left_text(decision.days_left) if waits else False
            )
