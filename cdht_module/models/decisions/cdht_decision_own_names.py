from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key


class CdhtDecision(models.Model):
    """The signatory's own name in the list: named before signature, never a dead end.

    The chairperson nearly always stands on the list of the committee's office. The
    deputy signs (KT.), or these people get a decision of their own, or it goes up as
    it is; each choice is traced.
    """

    _inherit = "cdht.decision"

    own_name_ids = fields.Many2many(
        "cdht.assessment",
        string="Signatory's own name",
        compute="_compute_own_name_ids",
    )
    own_name_text = fields.Char(
        string="Signatory on the list", compute="_compute_own_name_ids"
    )

    @api.depends(
        "assessment_ids.citizen_id.name", "signatory_id.citizen_id", "signatory_id.name"
    )
    def _compute_own_name_ids(self):
        for decision in self:
            signatory = decision.signatory_id
            own = decision._dossiers_of(signatory)
            decision.own_name_ids = own
            decision.own_name_text = own._names() if own else False

    def _dossiers_of(self, signatory):
        """Dossiers on the list that are the signatory's; where no citizen is linked,
        those of the same name."""
        self.ensure_one()
        # sudo: what the paper holds stays whole for its checks; of it the readable
        people = self.sudo().assessment_ids.with_env(self.env)
        dossiers = people._filtered_access("read")
        # sudo: who the signatory is as a citizen is compared with readable dossiers
        person = signatory.sudo().citizen_id
        if person:
            return dossiers.filtered(lambda d: d.citizen_id.id == person.id)
        key = name_key(signatory.name)
        return dossiers.filtered(lambda d: key and name_key(d.citizen_id.name) == key)

    def action_deputy_signs(self):
        """The deputy signs for the head: the body's first one not on the list."""
        self._check_own_names()
        for decision in self:
            deputy = next(
                (
                    signatory
                    for signatory in decision._deputies()
                    if not decision._dossiers_of(signatory)
                ),
                None,
            )
            if not deputy:
                raise UserError(
                    self.env._(
                        "No deputy of %s who is not on the list is known. Enter one"
                        " under Signatories (capacity KT.), or make a decision of its"
                        " own.",
                        decision.issuing_unit_id.body_name,
                    )
                )
            self.env["cdht.trace"]._record(
                decision,
                "deputy_signs",
                [{"value_from": decision.signatory_id.display_name}],
                value_to=deputy.display_name,
            )
            decision.signatory_id = deputy

    def action_split_own_names(self):
        """A draft of its own for these people; its signatory is still to be chosen."""
        self._cdht_one()
        self._check_own_names()
        own = self.own_name_ids
        if own == self.assessment_ids:
            raise UserError(
                self.env._(
                    "The decision names nobody else. Choose another signatory for it."
                )
            )
        other = self.copy(
            {
                "petition_ids": [Command.set(self.petition_ids.ids)],
                "assessment_ids": [Command.set(own.ids)],
                "signatory_id": False,
            }
        )
        self.assessment_ids -= own
        self.env["cdht.trace"]._record(
            self | other, "split_own_names", value_to=other.display_name
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": other.id,
            "view_mode": "form",
        }

    def _trace_own_name(self):
        """A list that goes up with its signatory's name leaves a trace of it."""
        self.env["cdht.trace"]._record(
            self,
            "own_names_kept",
            [{"value_to": decision.signatory_id.display_name} for decision in self],
        )

    def _check_own_names(self):
        self._check_authority_officer()
        self._check_state("draft")
        if not all(decision.own_name_ids for decision in self):
            raise UserError(self.env._("The list does not hold its signatory's name."))

    def _deputies(self):
        """Who signs for the head of the body on the day of the decision."""
        day = self.date or self.env["cdht.campaign"]._today()
        return self.env["cdht.signatory"].search(
            [
                ("unit_id", "=", self.issuing_unit_id.id), ("capacity", "=", "kt"),
                "|", ("date_from", "=", False), ("date_from", "<=", day),
                "|", ("date_to", "=", False), ("date_to", ">=", day),
            ]
        )  # fmt: skip
