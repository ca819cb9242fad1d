from odoo import models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.dossiers.cdht_assessment import OPEN_STATES
from odoo.addons.cdht_module.tools.locking import lock
from odoo.addons.cdht_module.tools.redirection import redirection

from .cdht_proposal import BEFORE_SENDING

_DRAGGED = {
    "submitted": "action_submit",
    "received": "action_receive",
    "accepted": "action_accept",
}


class CdhtProposal(models.Model):
    """The way of a list: appraised, sent, received, accepted, or given back."""

    _inherit = "cdht.proposal"

    def action_submit(self):
        """Send the list: the eligible are proposed, the others did not pass."""
        self.check_access("write")
        self._check_officer("chapter", "commune")
        self.env["cdht.assessment"]._check_known()
        # Nobody joins the list, or assesses oneself, while it is being sent.
        lock(self, allow_referencing=False)
        self._check_state(*BEFORE_SENDING)
        self._check_minutes()
        dossiers = self.assessment_ids
        lock(dossiers)
        dossiers._check_open()
        waiting = dossiers.filtered(lambda dossier: dossier.state == "self_assessed")
        if waiting:
            raise UserError(self.env._("Not yet appraised: %s.", waiting._names()))
        appraised = dossiers.filtered(lambda dossier: dossier.state == "appraised")
        empty = self - appraised.proposal_id
        if empty:
            raise UserError(
                self.env._(
                    "Nobody on the list has been appraised: %s.", empty._unit_names()
                )
            )
        eligible = appraised.filtered("eligible")
        eligible._apply_as_chapter("propose", {"state": "proposed"})
        (appraised - eligible)._apply_as_chapter(
            "propose", {"state": "rejected", "outcome": "not_eligible"}
        )
        by_chapter = self.unit_id._in_reach("chapter")
        for unit, proposals in self.grouped("unit_id").items():
            proposals._move_to(
                "submitted",
                "submit",
                on_behalf_of=None if unit in by_chapter else "chapter",
                return_reason=False,
            )

    def action_receive(self):
        """The commune has the list in hand; day and person are kept."""
        self._check_officer("commune")
        self._check_state("submitted")
        today = self.env["cdht.campaign"]._today()
        for day, proposals in self.grouped("received_date").items():
            proposals._move_to(
                "received",
                "receive",
                received_date=day or today,
                received_by_id=self.env.uid,
            )

    def action_accept(self):
        """The list is in order; late people of the unit get a further one."""
        self._check_officer("commune")
        self.env["cdht.assessment"]._check_known()
        self._check_state("received")
        self._move_to("accepted", "accept")
        self._place_late_people()

    def _place_late_people(self):
        """Who could not join while the list was away gets a place on the open one."""
        # sudo: people of units whose reach was checked, who came too late for the list
        late = (
            self.env["cdht.assessment"]
            .sudo()
            .search(
                [
                    ("campaign_id", "in", self.campaign_id.ids),
                    ("unit_id", "in", self.unit_id.ids),
                    ("proposal_id", "in", [False, *self.ids]),
                    ("state", "in", OPEN_STATES),
                ]
            )
        )
        late.with_env(self.env)._join_open_list()

    def action_return(self, reason):
        """Back to the unit: its people are appraised again, nobody is proposed."""
        reason = self._check_reason(reason)
        self._check_officer("commune")
        self.env["cdht.assessment"]._check_known()
        self._check_state("submitted", "received")
        dossiers = self.assessment_ids.filtered(
            lambda dossier: (
                dossier.state == "proposed" or dossier.outcome == "not_eligible"
            )
        )
        dossiers._leave_papers()
        dossiers._apply("return_list", {"state": "appraised", "outcome": False}, reason)
        self._move_to(
            "returned",
            "return",
            reason,
            return_reason=reason,
            received_date=False,
            received_by_id=False,
        )
        self._place_late_people()

    def action_appraise(self):
        """Record the meeting's result for all of the list that wait for it."""
        return self.assessment_ids.filtered(
            lambda dossier: dossier.state == "self_assessed"
        ).action_appraise()

    def _check_officer(self, *roles):
        self.check_access("read")
        if self.unit_id - self.unit_id._in_reach(*roles):
            raise AccessError(self.env["cdht.assessment"]._outside_reach())

    def _check_minutes(self):
        incomplete = self.filtered(lambda proposal: not proposal.minutes_complete)
        if incomplete:
            raise UserError(
                self.env._(
                    "The minutes of %s are incomplete: day, place, chair,"
                    " secretary, present and total of the meeting.",
                    incomplete._unit_names(),
                )
            )
        too_many = self.filtered(
            lambda proposal: proposal.meeting_present > proposal.meeting_total
        )
        if too_many:
            raise UserError(
                self.env._(
                    "%s: more members present than the chapter has.",
                    too_many._unit_names(),
                )
            )

    def _unit_names(self):
        """The lists, by their units, for a message."""
        return ", ".join(self.unit_id.mapped("name"))

    def _drag_to(self, state):
        """A card dropped in another column of the board asks for the move."""
        moved = self.filtered(lambda proposal: proposal.state != state)
        if not moved:
            return True
        if state == "returned":
            raise redirection(
                self.env._("This move needs a reason."),
                self.env["cdht.reason"]._action_for(moved, "action_return"),
                self.env._("Give the reason"),
            )
        if state not in _DRAGGED:
            raise UserError(
                self.env._("A list goes back to its unit by “Return”, with a reason.")
            )
        getattr(moved, _DRAGGED[state])()
        return True
