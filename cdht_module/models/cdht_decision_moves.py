from odoo import models
from odoo.exceptions import AccessError, UserError

from .cdht_document import _short_date

_GRANTS = ("recognise", "supplement")


class CdhtDecision(models.Model):
    """Draft → submitted for signature → issued; changed by another decision."""

    _inherit = "cdht.decision"

    def action_submit(self):
        """Hand the draft to its signatory."""
        self._check_authority_officer()
        self._check_state("draft")
        for decision in self:
            if not decision.signatory_id:
                raise UserError(self.env._("Choose who signs."))
            decision._check_people()
            # sudo: the dossier names the paper that decides about it
            decision.assessment_ids.sudo().write({"decision_id": decision.id})
        self._move_to("submitted", "submit", return_reason=False)

    def action_return(self, reason):
        """The signatory gives it back, with a remark."""
        reason = self._check_reason(reason)
        self._check_authority_officer()
        self._check_state("submitted")
        # sudo: the dossiers are free for another paper again
        self.assessment_ids.sudo().write({"decision_id": False})
        self._move_to("draft", "return", reason, return_reason=reason)

    def action_issue(self):
        """Enter number and date as the registry gave them; the decision stands."""
        self._check_authority_officer()
        self._check_state("submitted")
        self._check_number_and_date()
        for decision in self:
            decision._check_people()
            if decision.kind in _GRANTS:
                decision._recognise()
            elif decision.kind in ("amend", "revoke"):
                decision._change_titles()
        self._move_to("issued", "issue")

    def action_revoke(self, reason):
        """Return a draft decision that revokes this one (all or some people)."""
        return self._draft_change("revoke", reason)

    def action_amend(self, reason):
        """Return a draft decision that amends this one."""
        return self._draft_change("amend", reason)

    def _draft_change(self, kind, reason):
        self.ensure_one()
        reason = self._check_reason(reason)
        self._check_authority_officer()
        self._check_state("issued")
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
                "changed_recognition_ids": self.recognition_ids.filtered(
                    lambda title: title.state != "revoked"
                ).ids,
            }
        )

    def _recognise(self):
        """The people of the list hold the title of the year."""
        self.ensure_one()
        dossiers = self.assessment_ids
        self.env["cdht.recognition"]._grant(
            dossiers,
            {
                "decision_id": self.id,
                "decision_number": self.number,
                "decision_symbol": self.symbol,
                "decision_date": self.date,
                "deciding_unit_id": self.issuing_unit_id.id,
            },
        )
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
        titles._move_to("revoked", "revoke", self._reference())
        # sudo: whether anybody is left under the first decision
        origin = self.origin_id.sudo()
        if all(title.state == "revoked" for title in origin.recognition_ids):
            origin._move_to("revoked", "revoke", self._reference())

    def _check_authority_officer(self):
        """An officer of the body that decides; a level above decides for itself."""
        self.check_access("write")
        bodies = self.issuing_unit_id
        if bodies - bodies._in_reach("commune", "district"):
            raise AccessError(
                self.env._("Only an officer of the deciding body can do this.")
            )

    def _check_people(self):
        """Whom the decision names, in the right state, under its authority."""
        self.ensure_one()
        if self.kind not in _GRANTS:
            titles = self.changed_recognition_ids
            if not titles and self.kind != "commend":
                raise UserError(self.env._("Choose the titles that it changes."))
            gone = titles.filtered(lambda title: title.state == "revoked")
            if gone:
                raise UserError(
                    self.env._(
                        "Revoked already: %s.",
                        ", ".join(gone.mapped("display_name")),
                    )
                )
            origin = self.origin_id
            if origin.issuing_unit_id != self.issuing_unit_id or (
                origin.state != "issued"
            ):
                raise UserError(
                    self.env._(
                        "A body changes only its own decisions, and those that stand."
                    )
                )
            foreign = titles - self.origin_id.recognition_ids
            if foreign:
                raise UserError(
                    self.env._(
                        "Not of the decision that this one changes: %s.",
                        ", ".join(foreign.mapped("display_name")),
                    )
                )
            return
        # sudo: whom the officer does not reach is refused below, not passed over
        dossiers = self.sudo().assessment_ids.with_env(self.env)
        if not dossiers:
            raise UserError(
                self.env._("The decision names nobody: choose its petitions.")
            )
        dossiers._check_open("read")
        dossiers._check_state("proposed")
        self.petition_ids._check_state("issued", "answered")
        # sudo: the level above reads the people, not the lists on which they stand
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
        if self.date:
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
        """Its people fall under its body on its date (by whose law it is made)."""
        bodies = self.env["cdht.authority"]._authority_of(dossiers.unit_id, self.date)
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
                    date=_short_date(self.date),
                    names=outside._names(),
                )
            )
