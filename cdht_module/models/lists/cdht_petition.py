from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CdhtPetition(models.Model):
    """Tờ trình: the association asks the committee, or the committee the level
    above, to recognise the people of the chosen lists."""

    _name = "cdht.petition"
    _description = "Petition"
    _inherit = ["cdht.document"]
    _order = "year desc, date desc, id desc"
    _print_stages = {"issued": "issued", "answered": "issued"}
    _by_moves = {"state", "answer_number", "answer_date"}

    campaign_id = fields.Many2one(
        "cdht.campaign",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('unit_id', 'parent_of', issuing_unit_id)] if issuing_unit_id else []",
    )
    year = fields.Integer(
        related="campaign_id.year", store=True, precompute=True, aggregator=None
    )
    subject = fields.Char(
        compute="_compute_subject", store=True, readonly=False, precompute=True
    )
    issuing_unit_id = fields.Many2one(required=True)
    addressee_unit_id = fields.Many2one(
        "cdht.unit",
        string="Addressee",
        required=True,
        index=True,
        ondelete="restrict",
        compute="_compute_addressee_unit_id",
        store=True,
        readonly=False,
        precompute=True,
    )
    proposal_ids = fields.Many2many(
        "cdht.proposal",
        string="Lists",
        domain="[('campaign_id', '=', campaign_id),"
        " ('state', 'in', ('received', 'accepted'))]",
    )
    assessment_ids = fields.Many2many(
        "cdht.assessment",
        string="People",
        compute="_compute_assessment_ids",
        store=True,
        readonly=False,
        domain="[('campaign_id', '=', campaign_id), ('state', '=', 'proposed')]",
    )
    goes_above = fields.Boolean(
        string="To the level above",
        compute="_compute_goes_above",
        help="To a level above the commune, whose answer is typed here.",
    )
    # Stored: whoever reads the paper may know how many it names.
    assessment_count = fields.Integer(compute="_compute_assessment_count", store=True)
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued"), ("answered", "Answered")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )
    answer_number = fields.Char(
        copy=False, help="Number and symbol of the decision that answers."
    )
    answer_date = fields.Date(copy=False)

    _number_uniq = models.UniqueIndex(
        "(issuing_unit_id, symbol, number_year, number_key)"
        " WHERE number_key IS NOT NULL AND number_year <> 0",
        "This number is used by another paper of the year.",
    )

    @api.depends("campaign_id")
    def _compute_addressee_unit_id(self):
        for petition in self:
            petition.addressee_unit_id = (
                petition.addressee_unit_id or petition.campaign_id.unit_id
            )

    @api.depends("campaign_id")
    def _compute_subject(self):
        for petition in self:
            if not petition.subject and petition.year:
                petition.subject = (
                    "Về việc đề nghị công nhận danh hiệu “Công dân học tập”"
                    f" năm {petition.year}"
                )

    @api.depends("proposal_ids", "addressee_unit_id")
    def _compute_assessment_ids(self):
        for petition in self:
            people = petition._proposed_people()
            petition.assessment_ids = petition._asked_of_addressee(people)

    @api.depends("addressee_unit_id", "campaign_id")
    def _compute_goes_above(self):
        for petition in self:
            petition.goes_above = (
                petition.addressee_unit_id != petition.campaign_id.unit_id
            )

    @api.depends("assessment_ids")
    def _compute_assessment_count(self):
        for petition in self:
            petition.assessment_count = len(petition.assessment_ids)

    def write(self, vals):
        if not self.env.su:
            if "state" in vals:
                raise AccessError(self.env._("Use the buttons to move a petition."))
            written = self._written_by_hand(vals)
            if written and set(self.mapped("state")) - {"draft"}:
                raise UserError(
                    self.env._("An issued petition is not changed any more.")
                )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        self._check_state("draft")

    def action_issue(self):
        """Issue with the registry's number and date; its lists are accepted."""
        self._check_issuing_officer()
        self._lock()
        self._check_state("draft")
        self._enter_in_register()
        for petition in self:
            # sudo: whom the officer does not reach is refused below, not passed over
            dossiers = petition.sudo().assessment_ids.with_env(self.env)
            if not dossiers:
                raise UserError(
                    self.env._("The petition names nobody: choose its lists.")
                )
            petition._check_addressee()
            dossiers._check_open("read")
            dossiers._check_state("proposed")
            dossiers._check_undecided()
            dossiers.proposal_id._check_state("received", "accepted")
            petition.proposal_ids._check_state("received", "accepted")
            petition.proposal_ids.filtered(
                lambda proposal: proposal.state == "received"
            ).action_accept()
            # sudo: tells whom the officer, checked above, asked to decide
            dossiers.sudo().write({"authority_id": petition.addressee_unit_id.id})
        self._move_to("issued", "issue")

    def action_answer(self, number, date, citizen_ids):
        """Record the decision of a level above.

        ``number``: as it stands there (“90/QĐ-UBND”); ``date``: of that decision;
        ``citizen_ids``: those it recognises. The others were not recognised.
        """
        self._cdht_one()
        self._check_issuing_officer()
        self._check_state("issued")
        if self.addressee_unit_id == self.campaign_id.unit_id:
            raise UserError(
                self.env._("The commune's own committee answers by its decision.")
            )
        if not (number and date):
            raise UserError(self.env._("Give the number and date of the answer."))
        ids = citizen_ids.ids if isinstance(citizen_ids, models.Model) else citizen_ids
        # Who withdrew or was refused meanwhile is not waiting for the answer.
        dossiers = self.assessment_ids.filtered(lambda d: d.state == "proposed")
        unknown = self.env["cdht.citizen"].browse(ids) - dossiers.citizen_id
        if unknown:
            raise UserError(
                self.env._(
                    "Not named in this petition: %s.", ", ".join(unknown.mapped("name"))
                )
            )
        dossiers._check_open()
        dossiers._check_undecided()
        answer = self.env._("Answer No. %(number)s", number=number)
        recognised = dossiers.filtered(lambda dossier: dossier.citizen_id.id in ids)
        self.env["cdht.recognition"]._grant(
            recognised,
            {
                "decision_number": number.partition("/")[0].strip(),
                "decision_symbol": number.partition("/")[2].strip(),
                "decision_date": date,
                "deciding_unit_id": self.addressee_unit_id.id,
            },
        )
        recognised._apply("recognise", {"state": "recognised"}, answer)
        (dossiers - recognised)._apply(
            "refuse", {"state": "rejected", "outcome": "refused"}, answer
        )
        self._move_to("answered", "answer", answer_number=number, answer_date=date)

    def _check_addressee(self):
        """The association asks its committee, the committee a level above it."""
        self.ensure_one()
        commune, addressee = self.campaign_id.unit_id, self.addressee_unit_id
        is_above = commune.parent_path.startswith(addressee.parent_path)
        to_committee = addressee == commune and self.issuing_unit_id != commune
        upwards = addressee != commune and self.issuing_unit_id == commune
        if not (is_above and (to_committee or upwards)):
            raise UserError(
                self.env._(
                    "The association petitions the committee of its commune, the"
                    " committee a level above it; not %(issuer)s to %(addressee)s.",
                    issuer=self.issuing_unit_id.body_name,
                    addressee=addressee.body_name,
                )
            )
