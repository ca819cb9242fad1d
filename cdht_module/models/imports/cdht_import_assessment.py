from odoo import models
from odoo.tools import split_every

from odoo.addons.cdht_module.tools import list_reader
from odoo.addons.cdht_module.tools.vietnamese_text import match_key

_READ_AT_ONCE = 1000
# What is compared of a dossier, beside its scores.
_COMPARED = (
    "citizen_id",
    "unit_id",
    "partner_id",
    "labour_group_id",
    "state",
    *list_reader.LEARNING_MODELS,
)


class CdhtImport(models.Model):
    """Lists of people with their scores: person and dossier are transcribed and
    submitted on behalf; appraising stays an act of the unit's list."""

    _inherit = "cdht.import"

    def _match_dossiers(self, rows):
        """Set ``row.dossier``; refuse what a file must not change."""
        # sudo: register: a live dossier counts wherever it is; its unit is named only
        # where the user may see the person
        Assessment = self.env["cdht.assessment"].sudo()
        ids = {row.citizen.id for row in rows if row.citizen}
        live = Assessment.search_fetch(
            [
                ("citizen_id", "in", list(ids)),
                ("year", "=", self.campaign_id.year),
                ("state", "!=", "withdrawn"),
            ],
            _COMPARED,
        )
        held = self._held_scores(live)
        by_citizen = {dossier.citizen_id: dossier for dossier in live}
        self._read_group_and_ethnicity(rows)
        units = self.env["cdht.unit"].union(*(row.unit for row in rows if row.unit))
        decided = self.campaign_id._decided_units(units)
        kept = set()  # numbers of good rows: a later mention is a duplicate, no more
        for row in rows:
            row.dossier = by_citizen.get(row.citizen, Assessment)
            row.held = held.get(row.dossier.id, [])
            if row.errors or row.identity.number in kept:
                continue
            self._judge_dossier(row, decided)
            if row.identity.number and not row.errors:
                kept.add(row.identity.number)

    def _read_group_and_ethnicity(self, rows):
        """Set ``row.group`` and ``row.extra``, what the list says beside a person."""
        Group = self.env["cdht.labour.group"]
        groups = {group.code: group for group in Group.search([])}
        ethnicities = {
            match_key(ethnicity.name): ethnicity.id
            for ethnicity in self.env["cdht.ethnicity"].search([])
        }
        of_sheet = {
            line.name: line.labour_group_id
            for line in self.sheet_ids.filtered("lacks_groups")
        }
        for row in rows:
            # A workbook made here may come back without what is known already.
            known = row.citizen.labour_group_id if row.row_key else Group
            known = known or of_sheet.get(row.sheet, Group)
            row.group = groups.get(row.group_code, known)
            ethnicity = row.ethnicity and ethnicities.get(match_key(row.ethnicity))
            row.extra = {"labour_group_id": row.group.id} if row.group else {}
            # Of other lists the reader has said so.
            silent = row.row_key and not row.group_text
            if silent and not (row.group or row.unscored):
                row.add("error", "group_unknown", "group", value=row.group_text)
            if ethnicity:
                row.extra["ethnicity_id"] = ethnicity

    def _judge_dossier(self, row, decided):
        """Refuse a row that would change what a file must not change, or add somebody
        to one of the units about which the year's decision is issued."""
        dossier, me = row.dossier, self.env.user.partner_id
        if not dossier:
            if not self._brings_dossier(row):
                return
            if row.citizen and row.citizen.partner_id == me:
                row.add("error", "own_dossier", "name")
            elif row.unit in decided:
                row.add("error", "unit_decided", "name", name=row.name)
            return
        # sudo: register: a live dossier counts wherever it is
        if dossier.unit_id != row.unit.sudo():
            row.add(
                "error",
                "unit_mismatch",
                "name",
                name=row.name,
                unit=dossier.unit_id.name,
            )
            return
        changes = self._dossier_changes(row)
        if dossier.state not in ("registered", "self_assessed"):
            if changes or self._person_changes(row):
                row.add("error", "dossier_locked", "name", name=row.name)
        elif changes and dossier.partner_id == me:
            row.add("error", "own_dossier", "name")

    def _brings_dossier(self, row):
        """Whether the row makes one, if there is none."""
        return self.kind == "registration" or not row.unscored

    def _held_scores(self, dossiers):
        """{id: [(own, appraised) score of each indicator]}; of many dossiers no line
        stays in memory, and one copy of what many have."""
        held, known, names = {}, {}, ["self_score", "appraised_score"]
        for ids in split_every(_READ_AT_ONCE, dossiers.ids):
            part = dossiers.browse(ids)
            part.line_ids.fetch(names)
            for dossier in part:
                scores = [(one.self_score, one.appraised_score)
                          for one in dossier.line_ids]  # fmt: skip
                held[dossier.id] = known.setdefault(tuple(scores), scores)
            if len(dossiers) > len(part):
                part.line_ids.invalidate_recordset()
                part.invalidate_recordset(["line_ids"])
        return held

    def _scores(self, row):
        """(own, appraised) score of each indicator: a blank means “as own”.

        Where a workbook made here comes back without any of the meeting's scores, those
        that are recorded stay, and so do one's own that nobody changed.
        """
        held = row.held
        if row.unscored:
            return held
        if row.row_key and row.unappraised and held:
            own, given = zip(*held, strict=True)
            if any(given) or list(own) == row.self_scores:
                return list(zip(row.self_scores, given, strict=True))
        return [
            (own, own if appraised is None else appraised)
            for own, appraised in zip(
                row.self_scores, row.appraised_scores, strict=True
            )
        ]

    def _dossier_changes(self, row):
        """Whether the row would change the dossier's scores or group."""
        if not row.dossier:
            return False
        # sudo: compare: the dossier's group with the list's
        return (
            row.held != self._scores(row)
            or (row.group and row.dossier.labour_group_id != row.group.sudo())
            or any(
                row.dossier[name] != value
                for name, value in row.learning_models.items()
            )
            or (row.dossier.state == "registered" and not row.unscored)
        )

    def _dossier_differences(self, row):
        """“Field: old → new” of what the row would change in the dossier."""
        dossier = row.dossier
        if not dossier:
            return []
        said = {**row.learning_models}
        if row.group:
            said["labour_group_id"] = row.group.id
        held = {name: dossier[name] for name in row.learning_models}
        held["labour_group_id"] = dossier.labour_group_id.id
        texts = [
            self._difference(dossier, name, value)
            for name, value in said.items()
            if held[name] != value
        ]
        for name, scores in zip(
            ("self_score", "appraised_score"),
            zip(*self._scores(row), strict=True),
            strict=True,
        ):
            texts += self._score_differences(dossier.line_ids, name, scores)
        if dossier.state == "registered" and not row.unscored:
            texts.append(self.env._("The self-assessment is submitted on behalf."))
        return texts

    def _score_differences(self, lines, name, scores):
        """One text of all where none stood, otherwise one of each that changes."""
        if all(scores) and not any(lines.mapped(name)):
            label = lines._fields[name]._description_string(self.env)
            return [f"{label}: – → {' '.join(map(str, scores))} = {sum(scores)}"]
        return [
            # sudo: name: the indicator's, which everybody reads
            f"{line.indicator_id.sudo().code} · {self._difference(line, name, score)}"
            for line, score in zip(lines, scores, strict=True)
            if line[name] != score
        ]

    def _changes_dossier(self, row):
        """Whether the row says something of person or dossier that is not known."""
        return (
            not row.citizen
            or (not row.dossier and self._brings_dossier(row))
            or self._dossier_changes(row)
            or bool(self._person_changes(row))
        )

    def _apply_dossiers(self, rows):
        """Register, correct and submit, as the list says."""
        # Lists hold appraised scores, perhaps of one's own dossier.
        self.env["cdht.assessment"]._check_identified()
        self._keep_people(rows)
        new = [row for row in rows if not row.dossier and self._brings_dossier(row)]
        known = [row for row in rows if row.dossier and self._dossier_changes(row)]
        self._register_scored([row for row in new if not row.unscored])
        self._register_unscored([row for row in new if row.unscored])
        self._correct_rows(known)

    def _register_unscored(self, rows):
        """New dossiers of people who only register."""
        if not rows:
            return
        people = [row.citizen.id for row in rows]
        dossiers = self.campaign_id.action_register(people).grouped("citizen_id")
        for row in rows:
            row.dossier = dossiers[row.citizen]

    def _register_scored(self, rows):
        """New dossiers with both columns of scores, submitted on behalf."""
        reason = self.env._("As in the minutes of the appraisal meeting")
        dossiers = self.env["cdht.assessment"]._enter_submitted(
            self.campaign_id,
            [
                {
                    "campaign_id": self.campaign_id.id,
                    "citizen_id": row.citizen.id,
                    "unit_id": row.unit.id,
                    "labour_group_id": (row.group or row.citizen.labour_group_id).id,
                    **row.learning_models,
                }
                for row in rows
            ],
            [
                [(own, given, own != given and reason) for own, given in scores]
                for scores in map(self._scores, rows)
            ],
        )
        for row, dossier in zip(rows, dossiers, strict=True):
            row.dossier = dossier

    def _correct_rows(self, rows):
        """A corrected list: the scores that changed, in dossiers not yet appraised."""
        reason = self.env._("As in the minutes of the appraisal meeting")
        submitted = self.env["cdht.assessment"]
        for row in rows:
            for line, (own, appraised) in zip(
                row.dossier.line_ids, self._scores(row), strict=True
            ):
                if (line.self_score, line.appraised_score) != (own, appraised):
                    # row.dossier is sudo: state and reach were checked row by row
                    line.write(
                        {
                            "self_score": own,
                            "appraised_score": appraised,
                            "note": own != appraised and (line.note or reason),
                        }
                    )
            group = {"labour_group_id": row.group.id} if row.group else {}
            row.dossier.write({**group, **row.learning_models})
            if row.dossier.state == "registered" and not row.unscored:
                submitted |= row.dossier
        submitted.with_env(self.env).action_submit()
