from odoo import models
from odoo.exceptions import UserError

from .cdht_decision_guards import GRANTS


class CdhtDecision(models.Model):
    """Draft → submitted for signature → issued; changed by another decision."""

    _inherit = "cdht.decision"

    def action_submit(self):
        """Hand the draft to its signatory."""
        self._check_authority_officer()
        self.env["cdht.assessment"]._check_known()
        self._lock()
        self._check_state("draft")
        for decision in self:
            if not decision.signatory_id:
                raise UserError(self.env._("Choose who signs."))
            decision._check_people()
            if decision.kind in GRANTS:
                # sudo: the dossier names the paper that decides about it
                decision.assessment_ids.sudo().write({"decision_id": decision.id})
        with_own_name = self.filtered("own_name_ids")
        self._move_to("submitted", "submit", return_reason=False)
        self._keep_what_is_put()
        with_own_name._trace_own_name()

    def action_return(self, reason):
        """The signatory gives it back, with a remark."""
        reason = self._check_reason(reason)
        self._check_authority_officer()
        self.env["cdht.assessment"]._check_known()
        self._lock()
        self._check_state("submitted")
        # sudo: the dossiers are free for another paper again
        dossiers = self.sudo().assessment_ids
        dossiers.filtered(lambda dossier: dossier.decision_id in self).write(
            {"decision_id": False}
        )
        self._move_to(
            "draft",
            "return",
            reason,
            return_reason=reason,
            put_values=False,
            signed_date=False,
            signed_by_id=False,
        )

    def action_issue(self):
        """Enter number and date as the registry gave them; the decision stands."""
        self._check_authority_officer()
        self.env["cdht.assessment"]._check_known()
        self._lock()
        self._check_state("submitted")
        self._check_signed()
        self._check_what_is_put()
        self._enter_in_register()
        for decision in self:
            decision._check_people()
            if decision.kind in GRANTS:
                decision._recognise()
            elif decision.kind in ("amend", "revoke"):
                decision._change_titles()
        self._move_to("issued", "issue", put_values=False)

    def action_revoke(self, reason):
        """Return a draft decision that revokes this one (all or some people)."""
        return self._draft_change("revoke", reason, self._standing_titles())

    def action_amend(self, reason):
        """Return a draft decision that amends this one."""
        return self._draft_change("amend", reason, self._standing_titles())

    def action_supplement(self, reason):
        """Return a draft decision that supplements this one with late people, to be
        chosen by their petitions."""
        return self._draft_change("supplement", reason)

    def _standing_titles(self):
        return self.recognition_ids.filtered(lambda title: title.state != "revoked")

    def _draft_change(self, kind, reason, titles=None):
        """A draft that changes this decision, for ``titles`` of it if any are given."""
        self._cdht_one()
        reason = self._check_reason(reason)
        self._check_authority_officer()
        self._check_state("issued")
        self._check_grants()
        return self.create(
            {
                "kind": kind,
                "origin_id": self.id,
                "issuing_unit_id": self.issuing_unit_id.id,
                "campaign_id": self.campaign_id.id,
                "year": self.year,
                "signatory_id": self.signatory_id.id,
                "symbol": self.symbol,
                "issued_by_head": self.issued_by_head,
                "change_reason": reason,
                "changed_recognition_ids": titles.ids if titles else [],
            }
        )

    def _recognise(self):
        """The people of the list hold the title of the year."""
        self.ensure_one()
        dossiers = self.assessment_ids
        titles = self.env["cdht.recognition"]
        streaks = titles._later_streaks(dossiers.citizen_id, self.year)
        titles._grant(
            dossiers,
            {
                "decision_id": self.id,
                "decision_number": self.number,
                "decision_symbol": self.symbol,
                "decision_date": self.date,
                "deciding_unit_id": self.issuing_unit_id.id,
            },
        )
        titles._flag_changed_streaks(streaks, self._reference())
        # sudo: the dossier names the decision that recognised it
        dossiers.sudo().write({"decision_id": self.id})
        # sudo: a list of which people were recognised does not go back
        lists = dossiers.sudo().proposal_id
        lists.filtered(lambda paper: paper.state == "received").action_accept()
        dossiers._apply("recognise", {"state": "recognised"}, self._reference())
        # sudo: the petitions that this authority, checked above, has answered
        self.petition_ids.sudo().filtered(
            lambda petition: petition.state == "issued"
        )._move_to(
            "answered",
            "answer",
            answer_number=self._reference(),
            answer_date=self.date,
        )

    def _change_titles(self):
        """Titles are revoked or marked as corrected; nothing is deleted."""
        self.ensure_one()
        titles = self.changed_recognition_ids
        if self.kind == "amend":
            titles._move_to("corrected", "amend", self._reference())
            return
        streaks = titles._later_streaks(titles.citizen_id, self.year)
        titles._move_to("revoked", "revoke", self._reference())
        titles._flag_changed_streaks(streaks, self._reference())
        # sudo: whether anybody is left under the first decision
        origin = self.origin_id.sudo()
        if all(title.state == "revoked" for title in origin.recognition_ids):
            origin._move_to("revoked", "revoke", self._reference())
