from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

_ON_THE_WAY = ("registered", "self_assessed", "appraised", "proposed")

# Of what is personal this stays, for the figures.
_KEPT = ("birth_year", "gender")


class CdhtCitizen(models.Model):
    """Taking a person's data away while the lists of issued decisions stay."""

    _inherit = "cdht.citizen"
    _moves = (
        Move("anonymise", "action_anonymise", who="commune",
             label=_lt("Anonymised"), reason=True),
    )  # fmt: skip

    data_request_ids = fields.One2many("cdht.data.request", "citizen_id")

    def write(self, vals):
        if not self.env.su and "anonymised_on" in vals:
            raise AccessError(self.env._("Use “Anonymise” and give the reason."))
        return super().write(vals)

    def action_anonymise(self, reason):
        """Take away who these people are, by the commune's officer.

        Dossiers keep scores and results without evidence; titles keep the name that
        the decision's list printed. It cannot be undone.
        """
        reason = self._check_reason(reason)
        self.check_access("write")
        self._check_reason_is_anonymous(reason)
        if self.unit_id - self.unit_id._in_reach("commune"):
            raise AccessError(self.env._("This is for the commune's officer."))
        if not self.env.su and self.env.user.partner_id in self.partner_id:
            raise AccessError(
                self.env._("Your own data are taken away by another officer.")
            )
        self._check_nothing_open()
        self.env["cdht.trace"]._record(self, "anonymise", reason=reason)
        # sudo: move: role and reach were checked; it holds in every unit and year in
        # which the person stood, and for fields that the officer may not read
        people = self.sudo().with_context(active_test=False)
        people.assessment_ids._forget_evidence()
        people._forget_linked_records()
        people._forget_unissued_prints()
        people._forget_elsewhere()
        today = clock.today()
        for person in people:
            person.write(
                {
                    **dict.fromkeys(self._personal(), False),
                    # Said, since the year would follow the date of birth.
                    **{name: person[name] for name in _KEPT},
                    "name": self.env._("Anonymised person %s", person.id),
                    "active": False,
                    "anonymised_on": today,
                }
            )
        people.data_request_ids._forget_asking()

    def _check_reason_is_anonymous(self, reason):
        """The trace keeps the reason for ever."""
        # sudo: compare: compared with what the officer typed
        for person in self.sudo():
            told = (person.name, person.identity_number, person.phone)
            if any(one and one.casefold() in reason.casefold() for one in told):
                raise UserError(
                    self.env._(
                        "The reason stays in the trace for ever: write it without the"
                        " person's name and numbers."
                    )
                )

    def _forget_linked_records(self):
        """What was attached, written and planned beside the records of these people,
        who abstained from voting on them, windows about them that are still open, whom
        they are compared with, and prints for signatures that were never given.

        For moves that checked the caller.
        """
        env, dossiers = self.env, self.assessment_ids
        for records in (self, dossiers, dossiers.line_ids):
            about_records = [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
            ]
            env["ir.attachment"].search(about_records).unlink()
            env["mail.activity"].with_context(active_test=False).search(
                about_records
            ).unlink()
            env["mail.message"].search(
                [("model", "=", records._name), ("res_id", "in", records.ids)]
            ).unlink()
        for lines in ("cdht.meeting.recusal", "cdht.meeting.vote"):
            env[lines].search(
                [
                    ("assessment_id", "in", dossiers.ids),
                    ("proposal_id.state", "!=", "accepted"),
                ]
            ).unlink()
        env["cdht.identity.change"].search([("citizen_id", "in", self.ids)]).unlink()
        env["cdht.twin"]._naming(self).unlink()
        env["cdht.merge"].search([("citizen_id", "in", self.ids)]).unlink()
        env["cdht.reason"].search(Domain.TRUE).filtered(
            lambda window: (
                window.res_model in (self._name, dossiers._name)
                and not {*self.ids, *dossiers.ids}.isdisjoint(window.res_ids)
            )
        ).unlink()
        campaigns = [("campaign_id", "in", dossiers.campaign_id.ids)]
        lists = env["cdht.proposal"].search(
            [*campaigns, ("unit_id", "in", dossiers.unit_id.ids)]
        )
        # Decisions that commend name no campaign.
        years = [*dossiers.mapped("year"), *self.recognition_ids.mapped("year")]
        decisions = env["cdht.decision"].search([("year", "in", years)])
        for papers in (lists, decisions):
            env["cdht.print"].search(
                [
                    ("res_model", "=", papers._name),
                    ("res_id", "in", papers.ids),
                    ("stage", "=", "signature"),
                    ("superseded", "=", True),
                ]
            ).unlink()

    def _forget_unissued_prints(self):
        """What names these people and is no issued paper: files printed in bulk; and
        who of the people a signatory is.

        For moves that checked the caller.
        """
        begun = self.env["cdht.print.batch"].search([("state", "!=", "draft")])
        begun._naming_people(self).unlink()
        self.env["cdht.signatory"].with_context(active_test=False).search(
            [("citizen_id", "in", self.ids)]
        ).write({"citizen_id": False})

    def _forget_elsewhere(self):
        """What the rooms further on keep of these people; each of them says itself.

        For moves that checked the caller, as superuser.
        """

    def _check_nothing_open(self):
        """Nobody disappears from a list or a decision that is still being made."""
        # sudo: move: also what lies in other units or in papers the officer does not
        # read
        people = self.sudo()
        dossiers = people.env["cdht.assessment"].search(
            [("citizen_id", "in", self.ids), ("state", "in", _ON_THE_WAY)]
        )
        being_made = people.env["cdht.decision"].search(
            [
                ("state", "in", ("draft", "submitted")),
                "|",
                ("assessment_ids.citizen_id", "in", self.ids),
                ("changed_recognition_ids.citizen_id", "in", self.ids),
            ]
        )
        named = (
            being_made.assessment_ids.citizen_id
            | being_made.changed_recognition_ids.citizen_id
            | people._named_elsewhere()
        )
        busy = self & (dossiers.citizen_id | named).sudo(self.env.su)
        if busy:
            raise UserError(
                self.env._(
                    "Still on a list or in a decision that is being made: %s. Withdraw"
                    " the dossier or finish the decision first.",
                    ", ".join(busy.mapped("name")),
                )
            )

    def _named_elsewhere(self):
        """Those of these people whom papers of later rooms name that are being made."""
        return self.browse()

    # -- Who may be shown on a public page.

    def _publishable(self):
        """The people whose consent stands; taken back, it stands in no year."""
        # sudo: compare: a public page asks before it knows anybody; only who is left is
        # told
        consented = (
            self.env["cdht.assessment"]
            .sudo()
            .search_fetch(
                [("citizen_id", "in", self.ids), ("consent_state", "=", "recorded")],
                ["citizen_id"],
            )
        )
        return self & consented.citizen_id.with_env(self.env)
