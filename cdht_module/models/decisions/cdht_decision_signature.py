from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools.paper_text import frozen

# The registry's entry, and what ties the paper to the traces of its day.
_GIVEN_LATER = {"long_date", "reference", "trace_head"}


class CdhtDecision(models.Model):
    """The signature between submission and issue (Nghị định 30/2020, Điều 13, 15)."""

    _inherit = "cdht.decision"

    signed_date = fields.Date(
        string="Signed on", copy=False, help="The day on which the signature was noted."
    )
    signed_by_id = fields.Many2one(
        "res.users", string="Signature noted by", copy=False, ondelete="restrict"
    )
    # What it said when it was put to its signatory.
    put_values = fields.Json(
        copy=False,
        prefetch=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
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

    def _keep_what_is_put(self):
        """What is signed is what is issued: see ``_check_what_is_put``."""
        # sudo: nobody reads or writes what is kept
        for decision in self.sudo():
            decision.put_values = decision._put_values_now()

    def _put_values_now(self):
        return {
            "paper": {
                name: value
                for name, value in frozen(self._paper_values()).items()
                if name not in _GIVEN_LATER
            },
            "rows": frozen(self._paper_rows()),
        }

    def _check_what_is_put(self):
        """Whatever was renamed or changed since: not under this signature."""
        # sudo: compared; what is told is on the paper
        for decision in self.sudo().filtered("put_values"):
            then, now = decision.put_values, decision._put_values_now()
            if then == now:
                continue
            people = [row["name"] for row in then["rows"] if row not in now["rows"]]
            raise UserError(
                self.env._(
                    "“%(decision)s” does not say any more what was put to signature"
                    " (%(what)s). Return it, look through it and submit it again.",
                    decision=decision.display_name,
                    what=", ".join(people)
                    or self.env._("its wording, its letterhead or its signatory"),
                )
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
