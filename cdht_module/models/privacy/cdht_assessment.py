from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

CONSENT_CHANNELS = [
    ("not_recorded", "Not recorded"),
    ("paper", "The unit's paper sheet"),
    ("form", "Own paper form"),
    ("portal", "Portal"),
    ("on_behalf", "Told an officer"),
]

# Which channel is recorded by whom; the paper sheet records by its own move.
_BY_OFFICER = ("form", "on_behalf")

_BY_CITIZEN = "portal"


class CdhtAssessment(models.Model):
    """Consent to the processing of personal data (Luật 91/2025/QH15; NĐ 356/2025).

    Silence is no consent: everybody begins as “not recorded”. That stops no
    assessment and no decision, which rest on the authority's task; but nothing of
    such a person goes on a public page.
    """

    _inherit = "cdht.assessment"
    _moves = (
        Move("withdraw_consent", "action_withdraw_consent",
             who="citizen, chapter, commune", label=_lt("Consent withdrawn"),
             reason=True),
    )  # fmt: skip

    consent_channel = fields.Selection(
        CONSENT_CHANNELS, default="not_recorded", required=True, copy=False
    )
    consent_date = fields.Date(string="Consent given on", copy=False)
    consent_user_id = fields.Many2one(
        "res.users", string="Consent recorded by", copy=False, ondelete="restrict"
    )
    consent_sheet_id = fields.Many2one(
        "cdht.consent.sheet",
        string="Paper sheet",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    consent_withdrawn_on = fields.Date(copy=False)
    consent_withdrawal_reason = fields.Char(copy=False)
    consent_state = fields.Selection(
        [
            ("not_recorded", "Not recorded"),
            ("recorded", "Recorded"),
            ("withdrawn", "Withdrawn"),
        ],
        string="Consent",
        compute="_compute_consent_state",
        store=True,
        precompute=True,
        index=True,
    )
    processing_basis = fields.Char(
        string="Legal basis of processing", compute="_compute_processing_basis"
    )

    @api.depends("consent_channel", "consent_withdrawn_on")
    def _compute_consent_state(self):
        for dossier in self:
            if dossier.consent_withdrawn_on:
                dossier.consent_state = "withdrawn"
            elif dossier.consent_channel in (False, "not_recorded"):
                dossier.consent_state = "not_recorded"
            else:
                dossier.consent_state = "recorded"

    @api.depends(
        "consent_state",
        "campaign_id.processing_basis",
        "campaign_id.processing_basis_to_confirm",
    )
    def _compute_processing_basis(self):
        for dossier in self:
            campaign = dossier.campaign_id
            if dossier.consent_state == "recorded":
                dossier.processing_basis = self.env._("The person's consent")
            elif campaign.processing_basis_to_confirm:
                dossier.processing_basis = self.env._(
                    "%s (to be confirmed)", campaign.processing_basis or ""
                )
            else:
                dossier.processing_basis = campaign.processing_basis

    def _publishable(self):
        """The dossiers of which a public page may show something."""
        # sudo: compare: a public page asks before it knows anybody; only who is left is
        # told
        return self.filtered(lambda d: d.sudo().consent_state == "recorded")

    def action_record_consent(self, channel, date=None):
        """Record that these people consent.

        ``channel``: ``portal`` by the citizen for oneself; ``form`` or
        ``on_behalf`` by the chapter or the commune's officer. A paper sheet of the
        unit is recorded by ``cdht.consent.sheet.action_record``.
        """
        self.check_access("read")
        if channel == _BY_CITIZEN:
            if self - self._own_dossiers(self):
                raise AccessError(
                    self.env._("On the portal one consents for oneself only.")
                )
        elif channel in _BY_OFFICER:
            self._check_officer()
        else:
            raise UserError(
                self.env._("Choose how the consent was given: form or told.")
            )
        self._give_consent(channel, date)

    def action_record_consent_form(self):
        self.action_record_consent("form")

    def action_record_consent_told(self):
        self.action_record_consent("on_behalf")

    def _give_consent(self, channel, date=None, sheet=None):
        """Record the consent of people whom the caller checked."""
        today = clock.today()
        date = fields.Date.to_date(date) or today
        if date > today:
            raise UserError(self.env._("A consent cannot lie in the future."))
        self._trace_consent("consent", {"value_to": channel})
        # sudo: move: written by moves only; the caller checked who records for whom
        self.sudo().write(
            {
                "consent_channel": channel,
                "consent_date": date,
                "consent_user_id": self.env.uid,
                "consent_sheet_id": sheet and sheet.id,
                "consent_withdrawn_on": False,
                "consent_withdrawal_reason": False,
            }
        )

    def action_withdraw_consent(self, reason):
        """The people take their consent back, for every year, at once.

        By the person, or by the chapter or the commune's officer for them.
        """
        reason = self._check_reason(reason)
        self.check_access("read")
        (self - self._own_dossiers(self))._check_officer()
        # sudo: move: what a person takes back holds wherever it was given
        recorded = self.sudo().search(
            [
                ("citizen_id", "in", self.sudo().citizen_id.ids),
                ("consent_state", "=", "recorded"),
            ]
        )
        # sudo: compare: who gave no consent; the officer was checked above
        without = self.sudo().citizen_id - recorded.citizen_id
        if without:
            raise UserError(
                self.env._(
                    "No consent stands that could be withdrawn: %s.",
                    ", ".join(without.mapped("name")),
                )
            )
        recorded.with_env(self.env)._trace_consent(
            "withdraw_consent", {"value_to": "withdrawn", "reason": reason}
        )
        recorded.write(
            {
                "consent_withdrawn_on": clock.today(),
                "consent_withdrawal_reason": reason,
            }
        )

    def _trace_consent(self, move, common):
        # sudo: move: the state before, of dossiers that the move checked
        before = [{"value_from": dossier.consent_state} for dossier in self.sudo()]
        self.env["cdht.trace"]._record(self.sudo(), move, before, **common)

    # -- Taking evidence away: scores and results stay, what was told about them
    #    goes.

    def _forget_evidence(self):
        """Texts and files of these dossiers, which the caller may take away."""
        # sudo: move: the move that calls this checked who takes whose data away
        lines = self.sudo().line_ids
        lines._evidence_files().unlink()
        lines.filtered("evidence").write({"evidence": False})
        # A difference of scores keeps having a reason, if no longer a personal one.
        lines.filtered("note").write({"note": self.env._("Taken away")})
        for name in self._told():
            # sudo: move: the move that calls this checked who takes whose data away
            self.sudo().filtered(name).write({name: False})

    def _told(self):
        """Fields that say something of the person in words; later rooms add theirs."""
        return ("return_reason", "late_reason", "consent_withdrawal_reason")
