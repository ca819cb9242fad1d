from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key
from odoo.addons.cdht_module.models.papers.cdht_document import _short_date

from .cdht_proposal import BEFORE_SENDING


class CdhtProposal(models.Model):
    """The minutes of the appraisal meeting: who was there, who did not vote on whom.

    The appraiser is the chapter's meeting, not the login. Who leads it and stands on
    the list is found by name and entered as not voting about oneself; the officer
    looks at it before the list is sent.
    """

    _inherit = "cdht.proposal"

    meeting_start = fields.Float(
        string="From (hour)", copy=False, help="Hours and minutes: 19:30."
    )
    meeting_end = fields.Float(string="To (hour)", copy=False)
    attendant_ids = fields.One2many("cdht.meeting.attendant", "proposal_id")
    recusal_ids = fields.One2many("cdht.meeting.recusal", "proposal_id")
    own_names_text = fields.Char(
        string="Voters on the list",
        compute="_compute_own_names_text",
        help="Voters of the meeting who stand on the list, by name, and are not entered"
        " as not voting about themselves.",
    )

    @api.constrains("meeting_start", "meeting_end")
    def _check_hours(self):
        for proposal in self:
            hours = (proposal.meeting_start, proposal.meeting_end)
            backwards = all(hours) and hours[0] >= hours[1]
            if backwards or not all(0 <= hour < 24 for hour in hours):
                raise ValidationError(
                    self.env._("The meeting begins before it ends, on one day.")
                )

    @api.depends(
        "meeting_chair", "meeting_secretary", "assessment_ids.citizen_id.name",
        "attendant_ids.name", "attendant_ids.votes", "recusal_ids.assessment_id",
        "recusal_ids.name",
    )  # fmt: skip
    def _compute_own_names_text(self):
        for proposal in self:
            found = proposal._missing_recusals(proposal._voters())
            names = dict.fromkeys(name for name, _dossier in found)
            proposal.own_names_text = ", ".join(names) or False

    def _recuse_leaders(self, vals):
        """Who leads the meeting does not vote about themselves."""
        leaders = [
            vals[name] for name in ("meeting_chair", "meeting_secretary")
            if vals.get(name)
        ]  # fmt: skip
        if leaders:
            self._propose_recusals(leaders)

    def action_find_recusals(self):
        """Enter as not voting about themselves all voters found on the list."""
        self.check_access("write")
        self._check_officer("chapter", "commune")
        self._check_state(*BEFORE_SENDING)
        for proposal in self:
            proposal._propose_recusals(proposal._voters())

    def _propose_recusals(self, names):
        """``names``: voters; those found on the list do not vote about themselves."""
        # sudo: written by hand before or by the officer whose write brought the names
        self.env["cdht.meeting.recusal"].sudo().create(
            [
                {
                    "proposal_id": proposal.id,
                    "name": name,
                    "assessment_id": dossier.id,
                    "reason": "own",
                }
                for proposal in self
                for name, dossier in proposal._missing_recusals(names)
            ]
        )

    def _voters(self):
        """Names of all who vote, as written in the minutes."""
        self.ensure_one()
        voters = self.attendant_ids.filtered("votes").mapped("name")
        names = [self.meeting_chair, self.meeting_secretary, *voters]
        return [name for name in dict.fromkeys(names) if name]

    def _missing_recusals(self, names):
        """[(name, dossier)]: who of ``names`` stands on the list (blanks and case
        aside) and is not yet entered as not voting about that dossier."""
        self.ensure_one()
        keys = {name_key(name): name for name in names if name}
        if not keys:
            return []
        entered = {
            (name_key(line.name), line.assessment_id) for line in self.recusal_ids
        }
        people = [
            (name_key(dossier.citizen_id.name), dossier)
            for dossier in self.assessment_ids
            if dossier.state != "withdrawn"
        ]
        return [
            (keys[key], dossier)
            for key, dossier in people
            if key in keys and (key, dossier) not in entered
        ]

    def _minutes_reference(self):
        """“Minutes of 15/11/2026 at …”: by what a dossier was appraised."""
        if not self.meeting_date:
            return False
        if not self.meeting_place:
            return self.env._("Minutes of %s", _short_date(self.meeting_date))
        return self.env._(
            "Minutes of %(date)s, %(place)s",
            date=_short_date(self.meeting_date),
            place=self.meeting_place,
        )
