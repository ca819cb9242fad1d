from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CdhtRecognition(models.Model):
    """Changing a few titles of a long list; years running that change thereby."""

    _inherit = "cdht.recognition"

    streak_changed = fields.Boolean(
        string="Years running changed",
        help="A decision about an earlier year changed the years running of this"
        " title. Title and certificate stand until they are corrected themselves.",
    )
    streak_before = fields.Integer(
        string="Years running before", aggregator=None, help="Before that change."
    )

    def action_revoke(self, reason):
        """Return a draft decision that revokes just these titles."""
        return self._draft_change("revoke", reason)

    def action_amend(self, reason):
        """Return a draft decision that amends just these titles."""
        return self._draft_change("amend", reason)

    def action_confirm_streak(self):
        """The office has looked at the changed years running and done what follows
        from them: the flag goes, with a trace."""
        self.check_access("read")
        communes = self.unit_id._in_reach("commune")
        bodies = self.deciding_unit_id._in_reach("district")
        if self.filtered(
            lambda title: (
                title.unit_id not in communes and title.deciding_unit_id not in bodies
            )
        ):
            raise AccessError(
                self.env._("This is for an officer of the commune of these people.")
            )
        flagged = self.filtered("streak_changed")
        self._record_streaks(flagged, "streak_confirmed")
        # sudo: a title changes by moves only; role and reach were checked above
        flagged.sudo().write({"streak_changed": False, "streak_before": 0})

    def _draft_change(self, kind, reason):
        self.check_access("read")
        bodies = self.deciding_unit_id
        if bodies - bodies._in_reach("commune", "district"):
            raise AccessError(self.decision_id._not_the_body_message())
        if len(self.decision_id) != 1 or any(not title.decision_id for title in self):
            raise UserError(
                self.env._(
                    "Choose titles of one decision that was made here. What an"
                    " imported decision gave is changed by the body that made it."
                )
            )
        self._check_not_revoked()
        return self.decision_id._draft_change(kind, reason, self)

    def _check_not_revoked(self):
        gone = self.filtered(lambda title: title.state == "revoked")
        if gone:
            raise UserError(
                self.env._(
                    "Revoked already: %s.", ", ".join(gone.mapped("display_name"))
                )
            )

    @api.model
    def _later_streaks(self, citizens, year):
        """Return {title: years running} of the titles that these people hold for
        years after ``year``, one query."""
        # sudo: years running count titles of every body; whoever changes one flags
        # the others, and reads nothing of them
        titles = self.sudo().search_fetch(
            [
                ("citizen_id", "in", citizens.ids),
                ("year", ">", year),
                ("state", "!=", "revoked"),
            ],
            ["streak"],
        )
        return {title: title.streak for title in titles}

    @api.model
    def _flag_changed_streaks(self, before, reason):
        """Flag the titles of ``before`` (``_later_streaks``) whose years running are
        others now; ``reason`` names the decision that did it."""
        # sudo: a title changes by moves only; the decision was checked
        changed = (
            self.sudo()
            .browse()
            .union(
                *(title for title, streak in before.items() if title.streak != streak)
            )
        )
        for title in changed:
            title.write(
                {
                    "streak_before": title.streak_before or before[title],
                    "streak_changed": True,
                }
            )
        self._record_streaks(changed, "streak_changed", before, reason=reason)

    @api.model
    def _record_streaks(self, titles, move, before=None, **common):
        """Trace the years running of titles, as they were and as they are."""
        self.env["cdht.trace"]._record(
            titles,
            move,
            [
                {
                    "value_from": (before or {}).get(title, title.streak_before),
                    "value_to": title.streak,
                }
                for title in titles
            ],
            **common,
        )
