from collections import defaultdict

from odoo import models


class CdhtDocument(models.AbstractModel):
    """Every move passes the turn on: one activity for one officer."""

    _inherit = "cdht.document"

    def _turn(self):
        """The paper's ``Turn``, or None while nobody must act."""
        return None

    def _pass_turn(self):
        """The turns before are done; the officer whose turn it is now learns it."""
        self._end_activities()
        self._give_turn()

    def _renew_turn(self):
        """Officer or deadline have changed, not the state: tell it afresh."""
        self._automatic_activities().unlink()
        self._give_turn()

    def _give_turn(self):
        # sudo: whoever moves the paper need not see whose turn it is next
        turns = {paper: turn for paper in self.sudo() if (turn := paper._turn())}
        units = defaultdict(self.env["cdht.unit"].browse)
        for turn in turns.values():
            for candidate in turn.candidates:
                if isinstance(candidate, tuple):
                    unit, role = candidate
                    units[role] |= unit
        officers = {role: asked._first_officers(role) for role, asked in units.items()}

        def user_of(candidate):
            if isinstance(candidate, tuple):
                unit, role = candidate
                return officers[role].get(unit)
            return candidate

        given = []
        for paper, turn in turns.items():
            user = next(filter(None, map(user_of, turn.candidates)), None)
            if user:
                row = (paper, turn.kind, user, turn.deadline, paper._turn_summary())
                given.append(row)
        self._give_activities(given)

    def _turn_summary(self):
        """Unit and year: no personal data in what is sent around."""
        return f"{self.issuing_unit_id.name} – {self.year}"

    def _not_before_today(self, *days):
        """The first day of ``days`` that is set, today at the earliest."""
        today = self.env["cdht.campaign"]._today()
        return max(today, next(filter(None, days), today))

    def _time_left_text(self, days):
        """What cards and lists show: ``days`` until the deadline, or over it."""
        if days < 0:
            return self.env._("Overdue by %s days", -days)
        if days == 0:
            return self.env._("Due today")
        return self.env._("Due in %s days", days)
