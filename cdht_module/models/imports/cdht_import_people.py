from odoo import models

from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key
from odoo.addons.cdht_module.models.people.cdht_citizen import IDENTITY
from odoo.addons.cdht_module.tools import list_reader
from odoo.addons.cdht_module.tools.vietnamese_text import SEXES, normalise, spelling_key

# What is compared of a person.
_COMPARED = (
    "name", "identity_number", "birth_date", "birth_year", "gender", "occupation",
    "position", "phone", "unit_id", "labour_group_id", "ethnicity_id", "partner_id",
)  # fmt: skip


class CdhtImport(models.Model):
    """Finding the person of a row among those who are known, and keeping them."""

    _inherit = "cdht.import"

    def _match_people(self, rows, taken=()):
        """Set ``row.citizen`` (an empty recordset for a new person).

        By identity number wherever the person is recorded; without a number by
        name, birth and unit. Nobody is matched to two persons' rows of a file;
        ``taken``: whose rows stand in another part of it, {id: a key of persons}.
        """
        # sudo: register: a person may be recorded in a unit outside the user's reach;
        # such a one is refused below and never shown by name
        Citizen = self.env["cdht.citizen"].sudo().with_context(active_test=False)
        numbers = [row.identity.number for row in rows if row.identity.number]
        known = Citizen.search_fetch([("identity_number", "in", numbers)], _COMPARED)
        by_number = {citizen.identity_number: citizen for citizen in known}
        self._match_keys(rows, by_number)
        units = {row.unit.id for row in rows if row.unit}
        pool = {}
        here = [("unit_id", "in", list(units))]
        for citizen in Citizen.search_fetch(here, _COMPARED, order="id"):
            key = (_match_name(citizen.name), citizen.birth_year, citizen.unit_id.id)
            pool.setdefault(key, []).append(citizen)
        taken = dict(taken)
        surest = sorted(rows, key=lambda r: (not r.keyed, not r.identity.number))
        for row in surest:
            citizen = (
                row.keyed
                or by_number.get(row.identity.number)
                or self._same_person(row, pool, taken)
            )
            row.extra = {}  # what the list says beside who the person is
            row.citizen = citizen or Citizen
            if citizen:
                taken.setdefault(citizen.id, self._person_key(row))
        units = Citizen.union(*(row.citizen for row in rows)).unit_id.sudo(False)
        reached = units._in_reach("chapter", "commune")
        for row in rows:
            if row.citizen and row.citizen.unit_id not in reached:
                if not row.errors:
                    row.add("error", "unit_mismatch_elsewhere", "name")
                row.citizen = Citizen
        self._keep_identities(rows)
        if self.kind == "recognition":
            self._match_titles(rows)
        else:
            self._match_dossiers(rows)
            list_reader.mark_duplicates(rows, lambda row: row.unit)
            self._mark_repeats(rows)

    def _mark_repeats(self, rows):
        """Who stands on two sheets of one unit is one person, also where the number is
        missing; within a sheet two of one name and birth are two."""
        sheets, seen = {}, {}
        for row in rows:
            sheets.setdefault(row.unit, set()).add(row.sheet)
        for row in rows:
            if row.errors or not row.birth_year or len(sheets[row.unit]) < 2:
                continue
            key = self._likeness(row)
            first = next(
                (one for one in seen.get(key, ()) if _may_be_one(one, row)), None
            )
            if first:
                told = {"other": first.row, "sheet": first.sheet}
                row.add("error", "person_repeated", "name", **told)
            else:
                seen.setdefault(key, []).append(row)

    def _keep_identities(self, rows):
        """Set ``row.kept``: the fields in which the row says otherwise who a
        title-holder is, and which the file leaves as they are.

        A list completes what is blank where the commune's officer reads it in, and
        changes nothing. With another name it means another person: the row stays out.
        """
        # sudo: compare: compared with the list; who is out of reach was taken off above
        people = self.env["cdht.citizen"].sudo().union(*(row.citizen for row in rows))
        holders = people._with_title()
        reached = holders.unit_id.sudo(False)._in_reach("commune").sudo()
        completing = holders.filtered(
            lambda person: (
                person.unit_id in reached
                and person.partner_id != self.env.user.partner_id
            )
        )
        for row in rows:
            row.kept = set()
            row.is_holder = row.citizen in holders
            if not row.is_holder:
                continue
            said = _changes(row.citizen, self._person_values(row)).keys() & {*IDENTITY}
            wrong = {name for name in said if _contradicts(row, name)}
            blank = set() if row.citizen in completing else said - wrong
            row.kept = wrong | blank
            self._report_kept_identity(row, wrong, blank)

    def _report_kept_identity(self, row, wrong, blank):
        person = row.citizen
        if "name" in wrong and name_key(row.name) != name_key(person.name):
            row.add("error", "title_holder_name", "name", name=person.name)
            return
        if self.kind != "recognition":  # one of earlier titles is older anyway
            if wrong & {"birth_date", "birth_year"}:
                births = _birth(row), _birth(person)
                _replace_finding(row, "birth_year_mismatch", "birth", *births)
            if "gender" in wrong:
                sexes = SEXES[row.sex], SEXES[person.gender]
                _replace_finding(row, "sex_mismatch", "sex", *sexes)
        if "identity_number" in wrong:
            row.add("warning", "title_holder_number", "identity", name=person.name)
        if blank:
            row.add("warning", "title_holder_blank", "name", name=person.name)

    def _same_person(self, row, pool, taken):
        """A recorded person of that name, birth and unit, not yet this file's.

        A row with a number takes only somebody who is recorded without one.
        """
        unit_id = row.unit.id if row.unit else 0
        key = (_match_name(row.name), row.birth_year or 0, unit_id)
        for citizen in pool.get(key, ()):
            mine = taken.get(citizen.id) in (None, self._person_key(row))
            number_fits = not (row.identity.number and citizen.identity_number)
            dates = (row.birth_date, citizen.birth_date)
            if mine and number_fits and (not all(dates) or dates[0] == dates[1]):
                return citizen
        return None

    def _person_key(self, row):
        """What tells two rows of one file apart as persons; of earlier titles the rows
        of one person and unit, by name and birth."""
        if row.identity.number:
            return row.identity.number
        if self.kind == "recognition":
            return (row.name.casefold(), row.birth_year, row.unit and row.unit.id)
        return (row.sheet, row.row)

    def _person_values(self, row):
        """What the list says of a person; blanks say nothing."""
        values = {
            "name": normalise(row.name),
            "identity_number": row.identity.number,
            "birth_date": row.birth_date,
            "birth_year": row.birth_year,
            "gender": row.sex,
            "occupation": row.occupation,
            "position": row.position,
            "phone": row.phone,
            "unit_id": row.unit.id,
        }
        return {name: value for name, value in values.items() if value}

    def _keep_people(self, rows):
        """Create the new people, bring the known ones up to the list.

        A list of earlier titles is older than what is known: it fills gaps only.
        """
        first_rows = {}
        for row in rows:
            if not row.citizen:
                key = self._new_person_key(row)
                first_rows.setdefault(key, row)
        values = [
            {**self._person_values(row), **row.extra} for row in first_rows.values()
        ]
        ethnicities = [person.pop("ethnicity_id", False) for person in values]
        created = self.env["cdht.citizen"]._enter_list(values, ethnicities)
        new = dict(zip(first_rows, created, strict=True))
        completed = created.browse()
        for row in rows:
            if not row.citizen:
                row.citizen = new[self._new_person_key(row)]
                continue
            # row.citizen is sudo: compared, then written as the user
            changed = self._person_changes(row)
            row.citizen = row.citizen.with_env(self.env)
            self._keep_ethnicity(row.citizen, changed.pop("ethnicity_id", False))
            if row.is_holder and changed.keys() & {*IDENTITY}:
                completed |= row.citizen
                # sudo: move: it completes what is blank, by the commune's officer
                row.citizen.sudo().write(
                    {name: changed.pop(name) for name in IDENTITY if name in changed}
                )
            if changed:
                row.citizen.write(changed)
        self.env["cdht.trace"]._record(
            completed,
            "change_identity",
            reason=self.env._("As on the list read in: %s", self.filename or ""),
        )

    def _keep_ethnicity(self, people, ethnicity):
        if ethnicity:
            # sudo: move: the list in the officer's hand says it of people in their
            # reach; whoever lacks the right to read it does not see it again
            people.sudo().write({"ethnicity_id": ethnicity})

    def _person_changes(self, row):
        """What the row would write on the person whom it matched."""
        changed = _changes(row.citizen, {**self._person_values(row), **row.extra})
        if self.kind == "recognition":
            changed = {name: v for name, v in changed.items() if not row.citizen[name]}
            if row.citizen.birth_year not in (0, row.birth_year):
                changed.pop("birth_date", None)
        return {name: v for name, v in changed.items() if name not in row.kept}

    def _likeness(self, row):
        """The same for rows that could be taken for one person without a number."""
        return row.unit.id, _match_name(row.name), row.birth_year

    def _new_person_key(self, row):
        return self._person_key(row)


def _may_be_one(row, other):
    """Whether rows of two sheets with one name and year can be about one person."""
    numbers = (row.identity.number, other.identity.number)
    dates = (row.birth_date, other.birth_date)
    return (
        row.sheet != other.sheet
        and not all(numbers)
        and (not all(dates) or dates[0] == dates[1])
    )


def _contradicts(row, name):
    """Whether something else stands where the row says who the person is."""
    if name not in ("birth_date", "birth_year"):
        return bool(row.citizen[name])
    person = row.citizen
    years = (person.birth_year, row.birth_year)
    dates = (person.birth_date, row.birth_date)
    return any(all(pair) and pair[0] != pair[1] for pair in (years, dates))


def _birth(someone):
    date = someone.birth_date
    return date.strftime("%d/%m/%Y") if date else str(someone.birth_year)


def _replace_finding(row, code, column, said, held):
    """Report that the recorded value is kept, in place of that finding."""
    row.findings = [finding for finding in row.findings if finding.code != code]
    row.add("warning", f"{code}_title", column, said=said, held=held)


def _match_name(name):
    return spelling_key(name)


def _changes(record, values):
    """The values that differ from what is recorded.

    A year alone does not replace the full date of that year.
    """
    changed = {}
    for name, value in values.items():
        held = record[name]
        held = held.id if isinstance(held, models.BaseModel) else held
        if held != value:
            changed[name] = value
    if "birth_year" in changed and "birth_date" not in values and record.birth_date:
        changed["birth_date"] = False
    return changed
