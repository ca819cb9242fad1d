from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.papers.cdht_document import _short_date

_SUBJECTS = {
    "recognise": "Về việc công nhận danh hiệu “Công dân học tập” năm %s",
    "supplement": "Về việc công nhận bổ sung danh hiệu “Công dân học tập” năm %s",
    "amend": "Về việc sửa đổi Quyết định công nhận danh hiệu “Công dân học tập” năm %s",
    "revoke": "Về việc thu hồi danh hiệu “Công dân học tập” năm %s",
    "commend": "Về việc khen thưởng “Công dân học tập” tiêu biểu năm %s",
}


BONUS = {"bonus_amount", "bonus_outstanding_amount"}


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

    # What the wizard `cdht.reason` may call.
    _reason_methods = {
        "action_return",
        "action_revoke",
        "action_amend",
        "action_supplement",
        "action_clear_bonus",
    }
    _by_moves = {"state", "return_reason", "signed_date", "signed_by_id", "review_id"}

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

    _number_uniq = models.UniqueIndex(
        "(issuing_unit_id, symbol, number_year, number_key)"
        " WHERE number_key IS NOT NULL AND number_year <> 0",
        "This number is used by another paper of the year.",
    )

    @api.depends("campaign_id")
    def _compute_from_campaign(self):
        for decision in self:
            campaign = decision.campaign_id
            decision.year = decision.year or campaign.year
            decision.issuing_unit_id = decision.issuing_unit_id or campaign.unit_id

    @api.depends("year", "kind")
    def _compute_subject(self):
        for decision in self:
            # A subject that somebody worded stays; a standard one follows.
            without_year = (decision.subject or "").rstrip("0123456789")
            standard = {text % "" for text in _SUBJECTS.values()}
            if decision.year and without_year in standard | {""}:
                decision.subject = (
                    _SUBJECTS[decision.kind or "recognise"] % decision.year
                )

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
        if not self.env.su:
            if "state" in vals:
                raise AccessError(self.env._("Use the buttons to move a decision."))
            by_hand = self._written_by_hand(vals)
            for decision in self:
                written = by_hand - decision._blank_bonus()
                if decision.state in ("issued", "revoked") and written:
                    raise AccessError(decision._frozen_message())
                # Between signature and issue only the registry's entry is made.
                if decision.state == "submitted" and written - {"number", "date"}:
                    raise AccessError(decision._standing_message())
        # As superuser a move writes it, and traces it with its reason.
        by_hand = set() if self.env.su else BONUS & vals.keys()
        before = self.env["cdht.trace"]._texts_of(self, by_hand)
        result = super().write(vals)
        self.env["cdht.trace"]._record_changes(self, before)
        if "signed_date" in vals:
            # Signed or not is recorded within one state.
            self._pass_turn()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_state("draft")

    def _blank_bonus(self):
        """Money is no part of the decision that gives the title: it is typed, once,
        when it is known."""
        return {name for name in BONUS if self.kind != "commend" and not self[name]}

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
