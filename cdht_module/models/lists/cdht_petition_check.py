from odoo import models

from odoo.addons.cdht_module.tools.finding import Finding

from .cdht_proposal_paper import named


class CdhtPetition(models.Model):
    """What is checked of a petition before it is issued, against its lists and
    minutes."""

    _inherit = "cdht.petition"

    def _doubtful(self):
        """Who recognises whom, and by which rule."""
        used = super()._doubtful()
        asked = {
            petition: (petition.assessment_ids.unit_id, petition._authority_date())
            for petition in self
        }
        rows = self.env["cdht.authority"]._rows_for(asked)
        in_force = self.env["cdht.indicator.set"]._in_force_in
        rules = {year: in_force(year) for year in set(self.mapped("year"))}
        for petition in self:
            used[petition] += [rows[petition], rules[petition.year]]
        return used

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_people_not_on_lists()
        yield from self._find_people_left_out()
        yield from self._find_people_without_group()
        lists = {petition: petition.proposal_ids for petition in self}
        self.proposal_ids._fetch_issued()
        yield from self._find_other_names(lists)
        yield from self._find_other_results()
        yield from self._find_earlier_than(
            {
                petition: [day for one in own for day in one._days_before_petition()]
                for petition, own in lists.items()
            }
        )

    def _find_people_not_on_lists(self):
        """Whom it names, the minutes of its lists propose."""
        for petition in self:
            foreign = petition.assessment_ids.filtered(
                lambda d, lists=petition.proposal_ids: d.proposal_id not in lists
            )
            if foreign:
                text = self.env._(
                    "%(count)s people stand on none of its lists: %(names)s.",
                    count=len(foreign),
                    names=foreign._names(),
                )
                yield (
                    petition,
                    Finding(
                        "not_on_lists",
                        "error",
                        text,
                        self.env._("The lists and minutes"),
                    ),
                )

    def _find_people_left_out(self):
        """Whom the lists propose to its addressee, it names."""
        for petition in self:
            asked = petition._asked_of_addressee(petition._proposed_people())
            left_out = asked - petition.assessment_ids
            if left_out:
                text = self.env._(
                    "%(count)s people of its lists are not asked for: %(names)s.",
                    count=len(left_out),
                    names=left_out._names(),
                )
                yield (
                    petition,
                    Finding(
                        "left_out", "warning", text, self.env._("The lists and minutes")
                    ),
                )

    def _find_people_without_group(self):
        """The petition counts its people by their groups; where some have one, it says
        so of who has none."""
        for petition in self:
            unknown = petition.assessment_ids.filtered(lambda d: not d.labour_group_id)
            if unknown and unknown != petition.assessment_ids:
                text = self.env._(
                    "%(count)s people have no labour group, and the paper says so:"
                    " %(names)s.",
                    count=len(unknown),
                    names=unknown._names(),
                )
                source = self.env._("The dossiers")
                yield petition, Finding("no_group", "warning", text, source)

    def _find_other_results(self):
        """How many passed by the minutes of a list is how many passed on it."""
        for petition in self:
            for one in petition.proposal_ids:
                minutes = one._passed_by_minutes()
                passed = one._passed_now()
                if minutes is not None and minutes != passed:
                    text = self.env._(
                        "The minutes say that %(minutes)s people passed, the list has"
                        " %(passed)s.",
                        minutes=minutes,
                        passed=passed,
                    )
                    source = one._source_name()
                    yield petition, Finding("minutes", "error", text, source, source)

    def _named_people(self):
        return self._kept_people(lambda: named(self._paper_people()))

    def _known_counts(self):
        """All, those of five years, each group and each unit; what the table of results
        says, stands in the table."""
        people = self.assessment_ids
        groups = people.grouped("labour_group_id").values()
        units = people.grouped("unit_id").values()
        five = people.filtered(lambda dossier: dossier.grade == "passed_five")
        return {len(people), len(five), *map(len, groups), *map(len, units)}
