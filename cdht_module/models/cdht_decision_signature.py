from odoo import api, fields, models
from odoo.exceptions import UserError


class CdhtDecision(models.Model):
    """The signature between submission and issue (Nghị định 30/2020, Điều 13, 15)."""

    _inherit = "cdht.decision"

    signed_date = fields.Date(
        string="Signed on", copy=False, help="The day on which the signature was noted."
    )
    signed_by_id = fields.Many2one(
        "res.users", string="Signature noted by", copy=False, ondelete="restrict"
    )
    awaits_signature = fields.Boolean(
        compute="_compute_awaits_signature", export_string_translation=False
    )

    @api.depends("state", "signed_date", "issuing_unit_id")
    def _compute_awaits_signature(self):
        """Not to be issued yet: the body has somebody who signs here."""
        for decision in self:
            decision.awaits_signature = (
                decision.state == "submitted"
                and not decision.signed_date
                and bool(decision.issuing_unit_id._helpers("signer"))
            )

    def action_sign(self):
        """Note that the decision is signed: by who signs for the body, if it has
        such a helper, else by its officers, who may also leave this step out."""
        self._check_authority_officer()
        self.issuing_unit_id._check_helper("signer")
        self._lock()
        self._check_state("submitted")
        unsigned = self.filtered(lambda decision: not decision.signed_date)
        unsigned._move_to(
            "submitted",
            "sign",
            signed_date=self.env["cdht.campaign"]._today(),
            signed_by_id=self.env.uid,
        )

    def _check_signed(self):
        """Numbers are given after the signature (Điều 15.2)."""
        for decision in self.filtered("awaits_signature"):
            # sudo: names of colleagues, so that one can ask them
            signers = decision.issuing_unit_id._helpers("signer").sudo()
            raise UserError(
                self.env._(
                    "“%(decision)s” is not signed yet. Ask %(names)s to sign it; then"
                    " it can be issued.",
                    decision=decision.display_name,
                    names=", ".join(signers.mapped("name")),
                )
            )
