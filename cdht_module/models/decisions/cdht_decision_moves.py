from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key
from odoo.addons.cdht_module.models.papers.cdht_checked import told_when_held
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_text import frozen

from .cdht_decision import GRANTS

# The registry's entry, and what ties the paper to the traces of its day.
_GIVEN_LATER = {"long_date", "reference", "trace_head"}


class CdhtDecision(models.Model):
    """Draft → submitted for signature → issued; changed by another decision."""

    _inherit = "cdht.decision"

    signed_date = fields.Date(
        string="Signed on", copy=False, help="The day on which the signature was noted."
    )
    signed_by_id = fields.Many2one(
        "res.users", string="Signature noted by", copy=False, ondelete="restrict"
    )
    # What the paper said when it was submitted for signature.
    put_values = fields.Json(
        copy=False,
        prefetch=False,
        groups=fields.NO_ACCESS,
        export_string_translation=False,
    )
    awaits_signature = fields.Boolean(
        compute="_compute_awaits_signature", export_string_translation=False
    )

    own_name_ids = fields.Many2many(
        "cdht.assessment",
        string="Signatory's own name",
        compute="_compute_own_name_ids",
    )
    own_name_text = fields.Char(
        string="Signatory on the list", compute="_compute_own_name_ids"
    )

    @told_when_held
    def action_submit(self):
        """Hand the draft to its signatory."""
        self._check_authority_officer()
        self.env["cdht.assessment"]._check_identified()
        self._lock()
        self._check_move("submit")
        for decision in self:
            if not decision.signatory_id:
                raise UserError(self.env._("Choose who signs."))
            decision._check_people()
            if decision.kind in GRANTS:
                # sudo: move: the dossier names the paper that decides about it
                decision.assessment_ids.sudo().write({"decision_id": decision.id})
        with_own_name = self.filtered("own_name_ids")
        self._make_move("submit", return_reason=False)
        self._keep_submitted_values()
        with_own_name._trace_own_name()

    def action_return(self, reason):
        """The signatory gives it back, with a remark."""
        reason = self._check_reason(reason)
        self._check_authority_officer()
        self.env["cdht.assessment"]._check_identified()
        self._lock()
        self._check_move("return")
        # sudo: move: the dossiers are free for another paper again
        dossiers = self.sudo().assessment_ids
        dossiers.filtered(lambda dossier: dossier.decision_id in self).write(
            {"decision_id": False}
        )
        self._make_move(
            "return",
            reason,
            return_reason=reason,
            put_values=False,
            signed_date=False,
            signed_by_id=False,
        )

    def _check_issuer(self):
        self.env["cdht.assessment"]._check_identified()
        return super()._check_issuer()

    def action_issue(self):
        """Enter number and date as the registry gave them; the decision stands."""
        self._check_authority_officer()
        self._check_ready()
        self._lock()
        self._check_move("issue")
        self._check_signed()
        self._check_submitted_values()
        self._enter_in_register()
        for decision in self:
            decision._check_people()
            if decision.kind in GRANTS:
                decision._recognise()
            elif decision.kind in ("amend", "revoke"):
                decision._change_titles()
        self._make_move("issue", put_values=False)

    def _checks_at_issue(self):
        checks = [self._check_signed, self._check_submitted_values, self._check_named]
        return [*super()._checks_at_issue(), *checks]

    def _check_named(self):
        for decision in self:
            decision._check_people()

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
        self._check_move(kind)
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
        # sudo: move: the dossier names the decision that recognised it
        dossiers.sudo().write({"decision_id": self.id})
        # sudo: move: a list of which people were recognised does not go back
        lists = dossiers.sudo().proposal_id
        lists.filtered(lambda paper: paper.state == "received").action_accept()
        dossiers._make_move("recognise", self._reference(), state="recognised")
        # sudo: move: the petitions that this authority, checked above, has answered
        self.petition_ids.sudo().filtered(
            lambda petition: petition.state == "issued"
        )._make_move(
            "answer",
            answer_number=self._reference(),
            answer_date=self.date,
        )

    def _change_titles(self):
        """Titles are revoked or marked as corrected; nothing is deleted."""
        self.ensure_one()
        titles = self.changed_recognition_ids
        if self.kind == "amend":
            titles._make_move("amend", self._reference())
            return
        streaks = titles._later_streaks(titles.citizen_id, self.year)
        titles._make_move("revoke", self._reference())
        titles._flag_changed_streaks(streaks, self._reference())
        # sudo: compare: whether anybody is left under the first decision
        origin = self.origin_id.sudo()
        if all(title.state == "revoked" for title in origin.recognition_ids):
            origin._make_move("revoke", self._reference(), state="revoked")

    # -- The signature between submission and issue (Nghị định 30/2020, Điều 13,
    #    15).

    @api.depends("state", "signed_date", "issuing_unit_id")
    def _compute_awaits_signature(self):
        """Not to be issued yet: the body has somebody who signs here."""
        for decision in self:
            decision.awaits_signature = (
                decision.state == "submitted"
                and not decision.signed_date
                and bool(decision.issuing_unit_id._officers_with_duty("signer"))
            )

    def action_sign(self):
        """Note that the decision is signed: by who signs for the body, if it has such
        an officer, else by its officers, who may also leave this step out."""
        self._check_authority_officer()
        self.issuing_unit_id._check_duty("signer")
        self._lock()
        self._check_move("sign")
        unsigned = self.filtered(lambda decision: not decision.signed_date)
        unsigned._make_move(
            "sign", signed_date=clock.today(), signed_by_id=self.env.uid
        )

    def _keep_submitted_values(self):
        """Keep what the paper says now, for ``_check_submitted_values``."""
        # sudo: move: nobody reads or writes what is kept
        for decision in self.sudo():
            decision.put_values = decision._submitted_values_now()

    def _submitted_values_now(self):
        return {
            "paper": {
                name: value
                for name, value in frozen(self._values_now("_paper_values")).items()
                if name not in self._given_later()
            },
            # A decision that changes titles prints only part of its rows: not compared.
            "rows": frozen(self._paper_rows()) if self.kind in GRANTS else [],
        }

    def _given_later(self):
        """Names of values that may change after submission: they are filled in after
        the signature, or this kind does not print them."""
        if self.kind in GRANTS:
            return _GIVEN_LATER
        return _GIVEN_LATER | {"outstanding", "outstanding_years"}

    def _check_submitted_values(self):
        """Refuse to issue a paper that says something else than when it was
        submitted."""
        # sudo: compare: compared; what is told is on the paper
        for decision in self.sudo().filtered("put_values"):
            then, now = decision.put_values, decision._submitted_values_now()
            # Compare only values kept then: a later version of the add-on may have
            # more.
            now["paper"] = {name: now["paper"].get(name) for name in then["paper"]}
            if then == now:
                continue
            people = [row["name"] for row in then["rows"] if row not in now["rows"]]
            raise UserError(
                self.env._(
                    "“%(decision)s” does not say any more what was put to signature"
                    " (%(what)s). Return it, look through it and submit it again.",
                    decision=decision.display_name,
                    what=", ".join(people)
                    or self.env._(
                        "its wording, its letterhead, its signatory or the order of"
                        " its list"
                    ),
                )
            )

    def _check_signed(self):
        """Numbers are given after the signature (Điều 15.2)."""
        for decision in self.filtered("awaits_signature"):
            # sudo: name: names of colleagues, so that one can ask them
            signers = decision.issuing_unit_id._officers_with_duty("signer").sudo()
            raise UserError(
                self.env._(
                    "“%(decision)s” is not signed yet. Ask %(names)s to sign it; then"
                    " it can be issued.",
                    decision=decision.display_name,
                    names=", ".join(signers.mapped("name")),
                )
            )

    # -- Number and date put right while nobody outside has seen them.

    def _said_at_issue(self):
        return self.env._("An issued decision is changed only by another decision.")

    def _next_after_issue(self):
        said = super()._next_after_issue()
        if self.kind not in GRANTS:
            return said
        return f"{said} {self.env._('The certificates of its people can be printed.')}"

    def _check_entry_officer(self):
        self._check_authority_officer()

    def _correctable_until(self):
        yield from super()._correctable_until()
        if self.kind in GRANTS:
            yield self.env._("a certificate is printed")
        yield self.env._("another decision names it")

    def _left_the_office(self):
        yield from super()._left_the_office()
        # sudo: figures: how many; of a decision that the officer issued
        printed = self.sudo().recognition_ids.filtered("certificate_printed")
        if printed:
            yield self.env._("%s certificates are printed", len(printed))
        # sudo: name: papers of other bodies hold it too; told is which one
        for later in self.sudo().follower_ids:
            if later.state in ("submitted", "issued"):
                yield self.env._("another decision names it: %s", later.display_name)

    def _way_of_law(self):
        return self.env._(
            "Press “Correction letter” (Decree 30/2020, Article 18); where more than"
            " number and date is wrong, “Amend the recognition”."
        )

    def _follow_entry(self, old):
        """Its titles name it, and so do the petitions that it answered."""
        if self.kind in GRANTS:
            self._check_authority_of(self.assessment_ids)
        # sudo: move: what names the decision follows it; the officer was checked
        decision = self.sudo()
        decision.recognition_ids.write(
            {"decision_number": self.number, "decision_date": self.date}
        )
        decision.petition_ids.filtered(lambda one: one.answer_number == old).write(
            {"answer_number": self._reference(), "answer_date": self.date}
        )

    # -- The signatory's own name in the list: named before signature, never a dead
    #    end. The chairperson nearly always stands on the list of the committee's
    #    office. The deputy signs (KT.), or these people get a decision of their
    #    own, or it goes up as it is; each choice is traced.

    @api.depends(
        "assessment_ids.citizen_id.name", "signatory_id.citizen_id", "signatory_id.name"
    )
    def _compute_own_name_ids(self):
        for decision in self:
            signatory = decision.signatory_id
            dossiers = decision._dossiers_of(signatory)
            decision.own_name_ids = dossiers
            decision.own_name_text = dossiers._names() if dossiers else False

    def _dossiers_of(self, signatory):
        """Dossiers on the list that are the signatory's; where no citizen is linked,
        those of the same name."""
        self.ensure_one()
        # sudo: compare: what the paper holds stays whole for its checks; of it the
        # readable
        people = self.sudo().assessment_ids.with_env(self.env)
        dossiers = people._filtered_access("read")
        # sudo: compare: who the signatory is as a citizen is compared with readable
        # dossiers
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
        dossiers = self.own_name_ids
        if dossiers == self.assessment_ids:
            raise UserError(
                self.env._(
                    "The decision names nobody else. Choose another signatory for it."
                )
            )
        other = self.copy(
            {
                "petition_ids": [Command.set(self.petition_ids.ids)],
                "assessment_ids": [Command.set(dossiers.ids)],
                "signatory_id": False,
            }
        )
        self.assessment_ids -= dossiers
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
        day = self.date or clock.today()
        return self.env["cdht.signatory"].search(
            [
                ("unit_id", "=", self.issuing_unit_id.id), ("capacity", "=", "kt"),
                "|", ("date_from", "=", False), ("date_from", "<=", day),
                "|", ("date_to", "=", False), ("date_to", ">=", day),
            ]
        )  # fmt: skip
