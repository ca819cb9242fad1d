from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError

# As the decision's list printed them.
_PRINTED = ("printed_name", "printed_birth_year", "printed_rank", "sort_name")


class CdhtCitizen(models.Model):
    """A person's titles."""

    _inherit = "cdht.citizen"

    recognition_ids = fields.One2many("cdht.recognition", "citizen_id")
    has_title = fields.Boolean(
        string="Holds a title",
        compute="_compute_has_title",
        compute_sudo=True,
        help="Who holds a title is changed by the commune's officer, with a reason.",
    )

    @api.depends("recognition_ids.state")
    def _compute_has_title(self):
        holders = self._origin._with_title()
        for citizen in self:
            citizen.has_title = citizen._origin in holders

    def _with_title(self):
        """Those of ``self`` who hold a title of any year, given by whatever body."""
        return self.browse(self.env["cdht.recognition"]._valid_years(self)) & self

    def _printed_in(self, decision):
        """Name and year of birth on the list of a draft decision."""
        return {"name": self.name, "birth_year": self.birth_year or ""}

    # -- Two records of one person: its titles stand, each as it was given.

    def _check_one_person(self, other):
        """Of one year there is one title, or it is one that was transcribed twice."""
        twice = self._titles_of_same_year(other)
        differing = [
            title.year
            for title, same in twice
            if title.decision_id
            or title.decision_reference != same.decision_reference
            or title.decision_date != same.decision_date
        ]
        if differing:
            raise UserError(
                self.env._(
                    "Both hold a title of %(years)s, by different decisions or by one"
                    " made here: %(one)s, %(other)s. Look which decision named whom;"
                    " one of the titles is revoked first.",
                    years=", ".join(map(str, sorted(differing))),
                    one=self.name,
                    other=other.name,
                )
            )
        return super()._check_one_person(other)

    def _titles_of_same_year(self, other):
        """[(a title of ``other``, this person's of that year)] of those in force."""
        mine = {
            title.year: title
            for title in self.recognition_ids
            if title.state != "revoked"
        }
        return [
            (title, mine[title.year])
            for title in other.recognition_ids
            if title.state != "revoked" and title.year in mine
        ]

    def _take_over(self, other):
        """Titles keep what was printed; years running are counted anew, and flagged
        where a decision made here had counted otherwise."""
        for title, _same in self._titles_of_same_year(other):
            title.unlink()  # transcribed twice
        reason = self.env._("Two records of the person were made one")
        with self._counting_anew(other, reason):
            return super()._take_over(other)

    def _give_back(self, other, moved):
        """The same the other way; who counts as before is flagged no longer."""
        reason = self.env._("Two records of the person were taken apart again")
        with self._counting_anew(other, reason):
            result = super()._give_back(other, moved)
        titles = (self | other).recognition_ids
        as_before = titles.filtered(
            lambda one: one.streak_changed and one.streak == one.streak_before
        )
        as_before.write({"streak_changed": False, "streak_before": 0})
        return result

    @contextmanager
    def _counting_anew(self, other, reason):
        """Titles go from person to person: what was printed stays, years running are
        counted anew, and flagged where a decision made here had counted otherwise."""
        Recognition = self.env["cdht.recognition"]
        titles = self.recognition_ids | other.recognition_ids
        given_here = titles.filtered("decision_id")
        before = {title: title.streak for title in given_here}
        printed = [Recognition._fields[name] for name in _PRINTED]
        with self.env.protecting(printed, titles):
            yield
            titles.flush_recordset()
        Recognition._flag_changed_streaks(before, reason)

    def _lost_with(self, other):
        twice = [title for title, _same in self._titles_of_same_year(other)]
        return [
            *super()._lost_with(other), self.env["cdht.recognition"].union(*twice),
        ]  # fmt: skip

    def _built_since(self, before):
        """Titles that were given here meanwhile, for years running of one person."""
        known = {
            int(id_)
            for model, _name, found in [*before["moved"], *before["stood"]]
            if model == "cdht.recognition"
            for id_ in found
        }
        given = self.recognition_ids.filtered(
            lambda one: one.decision_id and one.id not in known
        )
        return [
            *super()._built_since(before),
            *(
                self.env._(
                    "the title of %(year)s was given since; it stands until its"
                    " decision is corrected or revoked.",
                    year=title.year,
                )
                for title in given
            ),
        ]

    def _about(self):
        years = sorted(
            title.year for title in self.recognition_ids if title.state != "revoked"
        )
        about = self.env._("Titles: %s", ", ".join(map(str, years)))
        return [*super()._about(), *([about] if years else [])]
