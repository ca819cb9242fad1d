from odoo import models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.papers.cdht_document import _short_date

GRANTS = ("recognise", "supplement")


class CdhtDecision(models.Model):
    """What every move of a decision looks at first."""

    _inherit = "cdht.decision"

    def _check_authority_officer(self):
        """An officer of the body that decides; a level above decides for itself."""
        self.check_access("write")
        bodies = self.issuing_unit_id
        if bodies - bodies._in_reach("commune", "district"):
            raise AccessError(self._not_the_body_message())

    def _not_the_body_message(self):
        return self.env._("Only an officer of the deciding body can do this.")

    def _check_people(self):
        """Whom the decision names, in the right state, under its authority."""
        self.ensure_one()
        if self.kind not in GRANTS:
            self._check_titles()
            return
        if self.origin_id:
            self._check_changes_own()
        self._check_dossiers()

    def _check_grants(self):
        """Only a decision that gives the title is amended, revoked or supplemented."""
        if any(decision.kind == "commend" for decision in self):
            raise UserError(
                self.env._(
                    "A decision on commendation gives no title: it is not changed here."
                )
            )

    def _check_changes_own(self):
        """The decision that this one changes or supplements."""
        origin = self.origin_id
        if origin.issuing_unit_id != self.issuing_unit_id or origin.state != "issued":
            raise UserError(
                self.env._(
                    "A body changes only its own decisions, and those that stand."
                )
            )
        if self.kind in GRANTS and origin.year != self.year:
            raise UserError(
                self.env._(
                    "A supplementing decision is about the same year as the decision"
                    " that it supplements: %s.",
                    origin.year,
                )
            )

    def _check_titles(self):
        """The titles that it changes, of the decision that it names."""
        titles = self.changed_recognition_ids
        if not titles and self.kind != "commend":
            raise UserError(self.env._("Choose the titles that it changes."))
        titles._check_not_revoked()
        self._check_changes_own()
        foreign = titles - self.origin_id.recognition_ids
        if foreign:
            raise UserError(
                self.env._(
                    "Not of the decision that this one changes: %s.",
                    ", ".join(foreign.mapped("display_name")),
                )
            )

    def _check_dossiers(self):
        """The people to whom it gives the title."""
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
        """Its people fall under its body on its date (by whose law it is made); on
        today's while it has none."""
        date = self._paper_date()
        bodies = self.env["cdht.authority"]._authority_of(dossiers.unit_id, date)
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
                    date=_short_date(date),
                    names=outside._names(),
                )
            )
