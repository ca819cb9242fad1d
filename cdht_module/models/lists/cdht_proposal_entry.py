import datetime
import re

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_datetime

from odoo.addons.cdht_module.models.foundation.rpc_input import (
    BIGGEST,
    invalid_request,
    is_id,
    is_text,
)
from odoo.addons.cdht_module.models.people.cdht_citizen import GENDERS
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.locking import lock_or_retry
from odoo.addons.cdht_module.tools.twins import Person, perhaps
from odoo.addons.cdht_module.tools.vietnamese_text import (
    fold,
    normalise,
    proper_name,
    spelling_key,
)

from .cdht_proposal import BEFORE_SENDING

# What is typed of each indicator, in the order in which it is written: own scores come
# first, then the reason, since an appraised score is judged with it.
_TYPED = ("self_score", "paper_evidence", "appraised_score", "note")
# What is typed of the person.
_GROUP = "labour_group_id"
# A whole number, perhaps as a spreadsheet writes it.
_WHOLE = re.compile(r"(\d{1,3})(?:[.,]0+)?")
_LONGEST_NOTE = 500
# What completes somebody who was known without it.
_FROM_CARD = ("identity_number", "birth_date", "birth_year", "gender")
MOST_CELLS = 5000


class CdhtProposal(models.Model):
    """The list as a grid to type in: what it shows, what is taken, what is refused."""

    _inherit = "cdht.proposal"

    def action_open_entry(self):
        """The grid in which a meeting's scores are typed."""
        self._check_entry()
        action = self.env["ir.actions.client"]._for_xml_id(
            "cdht_module.action_cdht_entry_grid"
        )
        return {
            **action,
            "name": self.display_name,
            "context": {"active_id": self.id, "active_model": self._name},
        }

    def read_entry(self):
        """What the grid shows: the rule, the indicators, a row for each person in the
        order of the printed sheets."""
        self._check_entry()
        rule = self.campaign_id.set_id
        groups = self.env["cdht.labour.group"].search(Domain.TRUE)
        return {
            "id": self.id,
            "title": self.env._("Enter scores: %s", self.display_name),
            "rule": {
                "low": rule.score_min,
                "high": rule.score_max,
                "pass_total": rule.pass_total,
                "pass_min": rule.pass_min,
                "years": rule.outstanding_years,
            },
            "indicators": [
                {"id": one.id, "number": one._number(), "name": one.name}
                for one in rule.indicator_ids
            ],
            "asks_who": self.asks_who,
            "unit": self.unit_id.id,
            "campaign": self.campaign_id.id,
            "is_open": self._is_entry_open(),
            "genders": self.env["cdht.citizen"]
            ._fields["gender"]
            ._description_selection(self.env),
            "groups": [
                [
                    group.id,
                    f"{group.display_name}: {group.name}",
                    group._number(),
                    group.name,
                ]
                for group in groups
            ],
            "rows": self._entry_rows(self._paper_people()),
        }

    def action_enter(self, cells):
        """Write what was typed; each cell is taken, refused, or shown as a conflict.

        ``cells``: [{dossier, indicator, field, value, known}] by ids, with no indicator
        for what is the person's (their group); ``known`` are the
        values that the sender saw in the cell or sent before: where another one stands
        by now, somebody else has typed there, and nothing is overwritten. Return
        ``rows`` as they stand now, and ``answers``, one a cell: ``kind`` is saved,
        waits, who (until the officer has said who they are), refused or conflict,
        ``text`` says why, ``now`` what the cell holds.
        """
        self._check_entry()
        if len(cells) > MOST_CELLS:
            raise UserError(self.env._("Send at most %s cells at once.", MOST_CELLS))
        for cell in cells:
            self._check_cell(cell)
        people = self._people_named([cell["dossier"] for cell in cells])
        held = {(one.id, False): one for one in people} | self._lines_of(people)
        answers = [None] * len(cells)
        for field in (_GROUP, *_TYPED):
            places = [n for n, cell in enumerate(cells) if cell["field"] == field]
            if field == "appraised_score" and places and not self.asks_who:
                self._send_own_scores(people, [cells[n] for n in places])
            self._enter_field(field, places, cells, held, answers)
        return {"rows": self._entry_rows(people), "answers": answers}

    def action_enter_as_self_scored(self):
        """Appraise as self-scored whoever of the list can be; blanks only."""
        self._check_entry()
        people = self._paper_people()
        locks = self.env["cdht.assessment.line"]._why_locked(people)
        people = people.filtered(lambda one: not locks[one]["appraised_score"])
        people.filtered(
            lambda one: one.state == "registered" and one.self_complete
        ).action_submit()
        ready = people.filtered(lambda one: one.state == "self_assessed")
        if ready:
            ready.action_fill_appraised()
        left = people - ready
        return {
            "rows": self._entry_rows(self._paper_people()),
            "left": left._names() if left else "",
        }

    def action_enter_person(self, person):
        """Put a person on the list who was not known or not registered yet.

        ``person``: name, birth_year or birth_date (ISO), gender, labour_group_id,
        identity_number. Sent a second time, or known in the unit by number, or by name
        and birth, it is the same person. Return the row, and ``said``: who was known
        already. Where somebody else may be meant (by a name alone, too), or age or sex
        are strange, return ``asks`` instead, {text, alike: [[id, text]]}; ``answer`` in
        ``person`` is then the id of who it is, or “new”.
        """
        self._check_entry()
        self._check_state(*BEFORE_SENDING)
        answer = person.get("answer")
        vals = self._person_values(person)
        Citizen = self.env["cdht.citizen"]
        Citizen._check_year_of_birth(vals["birth_year"], vals["name"])
        self._come_one_after_the_other()
        citizen = self._same_person(vals)
        if not citizen and answer not in (None, "new"):
            citizen = self._perhaps_same(vals).filtered(lambda one: one.id == answer)
            self._check_of_unit(citizen)
        if not citizen and answer != "new":
            asks = self._asks_about(vals)
            if asks:
                return {"asks": asks}
        known = citizen
        if not citizen:
            citizen = Citizen.create({**vals, "unit_id": self.unit_id.id})
        elif not (citizen._with_title() or citizen._on_sent_lists()):
            blank = {name for name in _FROM_CARD if not citizen[name]}
            citizen.write({name: vals[name] for name in blank if vals.get(name)})
        dossiers = self.campaign_id.action_register(citizen.ids)
        if dossiers.proposal_id != self:
            raise UserError(
                self.env._(
                    "%s has a dossier of this year, but not on this list.",
                    dossiers._names(),
                )
            )
        said = known and self.env._(
            "%s was on the list of citizens already: nobody is entered twice.",
            ", ".join(known._about()[:2]),
        )
        return {"row": self._entry_rows(dossiers)[0], "said": said or ""}

    # -- what is checked -------------------------------------------------------------

    def _check_entry(self):
        self._cdht_one()
        self._check_officer("chapter", "commune")

    def _is_entry_open(self):
        return self.state in BEFORE_SENDING and self._is_year_open()

    def _check_cell(self, cell):
        """What a cell says is of its kind; which value it is, is judged later."""
        known, indicator = cell.get("known"), cell.get("indicator")
        of_person = indicator is False and cell.get("field") == _GROUP
        fits = (
            is_id(cell.get("dossier"))
            and (of_person or is_id(indicator) and cell.get("field") in _TYPED)
            and isinstance(known, list)
            and all(map(_is_plain, [cell.get("value"), *known]))
        )
        if not fits:
            raise invalid_request(self.env, self.env._("Cells"))

    def _people_named(self, ids):
        """The dossiers of these ids that stand on this list."""
        people = self.assessment_ids.filtered(lambda one: one.state != "withdrawn")
        return people & people.browse(ids)

    def _person_values(self, person):
        """What was typed of a new person, cleaned."""
        name, number = person.get("name"), person.get("identity_number")
        year, group = person.get("birth_year"), person.get("labour_group_id")
        texts = [text for text in (name, number) if text not in (None, False)]
        if (
            person.keys() - {
                "name", "birth_year", "birth_date", "gender", "labour_group_id",
                "identity_number", "answer",
            }
            or not (person.get("answer") in (None, "new") or is_id(person["answer"]))
            or not all(map(is_text, texts))
            or person.get("gender") not in (None, False, "", *dict(GENDERS))
            or not all(one in (None, False) or is_id(one) for one in (year, group))
        ):  # fmt: skip
            raise invalid_request(self.env, self.env._("Person"))
        name = normalise(name)
        if not name:
            raise UserError(self.env._("Enter the full name."))
        born = self._born(person.get("birth_date"))
        vals = {
            "name": proper_name(name),
            **({"birth_date": born} if born else {}),
            "birth_year": born.year if born else year or False,
            "gender": person.get("gender") or False,
            "labour_group_id": group or False,
        }
        number = re.sub(r"[\s.]", "", number or "")
        return {**vals, "identity_number": number} if number else vals

    def _born(self, text):
        try:
            return datetime.date.fromisoformat(text) if text else None
        except (TypeError, ValueError):
            raise invalid_request(self.env, self.env._("Person")) from None

    def _same_person(self, vals):
        """Somebody of the unit with that number, or that name and year of birth: a name
        alone is borne by many."""
        of_unit = [("unit_id", "=", self.unit_id.id)]
        Citizen, number = self.env["cdht.citizen"], vals.get("identity_number")
        if number:
            citizen = Citizen.search([*of_unit, ("identity_number", "=", number)])
            if citizen:
                return citizen
        if not vals["birth_year"]:
            return Citizen
        key, born = spelling_key(vals["name"]), vals.get("birth_date", False)
        people = Citizen.search([*of_unit, ("birth_year", "=", vals["birth_year"])])
        alike = people.filtered(
            lambda one: (
                spelling_key(one.name) == key
                and not (number and one.identity_number)
                and len({born, one.birth_date} - {False}) < 2
            )
        )
        return alike[:1]

    def _perhaps_same(self, vals):
        """Those whom the caller may read in the commune and who may be meant."""
        people = self.env["cdht.citizen"].search(
            [
                ("commune_id", "=", self.commune_id.id),
                ("name_folded", "=", fold(vals["name"])),
            ]
        )
        typed = Person(
            0,
            vals["name"],
            vals["birth_year"],
            vals.get("birth_date"),
            self.unit_id.id,
            vals.get("identity_number"),
            vals["gender"],
        )
        return people.browse(one.id for one in perhaps(typed, people._compared()))

    def _asks_about(self, vals):
        """What is asked before somebody new is made, or nothing."""
        alike = self._perhaps_same(vals)
        doubts = alike._age_doubt(vals["birth_year"]), self._sex_doubt(vals)
        if not (alike or any(doubts)):
            return None
        who = self.env._("Is it one of these people of the list of citizens?")
        return {
            "text": " ".join(filter(None, (*doubts, alike and who))),
            "alike": [[one.id, " · ".join(one._about())] for one in alike],
        }

    def _sex_doubt(self, vals):
        """A slip of one key: a man whose middle name is a woman's. A card is right."""
        if vals["gender"] != "male" or vals.get("birth_date"):
            return None
        middle = vals["name"].split()[1:-1]
        return "Thị" in middle and self.env._(
            "The name has “Thị”, but the sex is given as male."
        )

    def _check_of_unit(self, citizen):
        """Who belongs to another unit is assessed there."""
        if citizen and citizen.unit_id != self.unit_id:
            raise UserError(
                self.env._(
                    "%(name)s belongs to %(unit)s and is assessed there. If the person"
                    " moved, change the unit on their page first.",
                    name=citizen.name,
                    unit=citizen.unit_id.name,
                )
            )

    def _come_one_after_the_other(self):
        """Two requests that add the same person at once: the second begins anew and
        finds who the first one added, since the list has changed under it."""
        # sudo: move: role and state of the list were checked
        proposal = self.sudo()
        lock_or_retry(proposal)
        proposal.write({"meeting_notes": proposal.meeting_notes})
        proposal.flush_recordset()

    # -- what is written -------------------------------------------------------------

    def _lines_of(self, people):
        """{(dossier's id, indicator's id): the line}"""
        lines = people.line_ids
        # One query whatever the number of people: prefetching goes by 1000 lines.
        lines.fetch(["assessment_id", "indicator_id", "sequence", *_TYPED])
        return {(one.assessment_id.id, one.indicator_id.id): one for one in lines}

    def _send_own_scores(self, people, cells):
        """An appraised score is typed once the ten own scores stand: they are sent on
        the person's behalf then, as the paper in the officer's hand."""
        named = people.browse({cell["dossier"] for cell in cells}) & people
        locks = self.env["cdht.assessment.line"]._why_locked(named)
        ready = named.filtered(
            lambda one: (
                one.state == "registered"
                and one.self_complete
                and not locks[one]["appraised_score"]
            )
        )
        if ready:
            ready.action_submit()

    def _enter_field(self, field, places, cells, held, answers):
        """Answer the cells of one field; write those that are good."""
        Line = self.env["cdht.assessment.line"]
        Held = self.env["cdht.assessment"] if field == _GROUP else Line
        typed = [cells[place] for place in places]
        found = [held.get((one["dossier"], one["indicator"])) for one in typed]
        people = _dossiers(Held.union(*filter(None, found)))
        locks = Line._why_locked(people)
        groups = field == _GROUP and self.env["cdht.labour.group"].search(Domain.TRUE)
        good, conflicts = {}, []
        for place, record in zip(places, found, strict=True):
            if not record:
                text = self.env._("This person is not on the list any more.")
                answers[place] = {"kind": "refused", "text": text, "now": False}
                continue
            answer, value = self._judge_cell(field, cells[place], record, locks, groups)
            answers[place] = answer
            if answer["kind"] == "conflict":
                conflicts.append((record, answer))
            elif answer["kind"] == "saved" and value != answer["now"]:
                good.setdefault(value, []).append(record.id)
                answer["now"] = value
        self._name_who_was_first(field, conflicts)
        for value, ids in good.items():
            Held.browse(ids).write({field: value})

    def _judge_cell(self, field, cell, record, locks, groups):
        """(the answer, the value to write)"""
        dossier = _dossiers(record)
        now = _stored(record[field].id if field == _GROUP else record[field])
        try:
            value = (
                self._typed_group(cell["value"], groups)
                if field == _GROUP
                else self._typed_value(field, cell["value"], record)
            )
        except UserError as error:
            return {"kind": "refused", "text": str(error), "now": now}, now
        if value == now:
            return {"kind": "saved", "text": "", "now": now}, value
        why = locks[dossier][field]
        if why:
            return {"kind": "refused", "text": why, "now": now}, value
        if now not in [_stored(one) for one in cell["known"]]:
            return {"kind": "conflict", "text": "", "now": now}, value
        if field != "self_score" and self.asks_who:
            text = self.env._("Waits until you have said who you are.")
            return {"kind": "who", "text": text, "now": now}, value
        by_meeting = field in ("appraised_score", "note")
        if by_meeting and dossier.state == "registered":
            text = self.env._("Waits until the ten own scores stand.")
            return {"kind": "waits", "text": text, "now": now}, value
        return {"kind": "saved", "text": "", "now": now}, value

    def _typed_group(self, value, groups):
        """One of ``groups``, or none, or a refusal in words."""
        if value in (None, False, ""):
            return False
        if not is_id(value) or value not in groups.ids:
            raise UserError(self.env._("There is no such group (any more)."))
        return value

    def _typed_value(self, field, value, line):
        """``value`` as the line takes it, or a refusal in words."""
        if field == "paper_evidence":
            return bool(value)
        if field == "note":
            return normalise(str(value or ""))[:_LONGEST_NOTE] or False
        text = "" if value is None or value is False else normalise(str(value))
        if not text:
            return False
        whole = _WHOLE.fullmatch(text)
        rule = line.indicator_id.set_id
        score = int(whole[1]) if whole else 0
        if not rule.score_min <= score <= rule.score_max:
            raise UserError(
                self.env._(
                    "“%(value)s” is no score: %(refusal)s",
                    value=text[:20],
                    refusal=str(line._out_of_range(rule)),
                )
            )
        return score

    def _name_who_was_first(self, field, conflicts):
        """Say of each cell who typed what there meanwhile, and when."""
        if not conflicts:
            return
        ids = [record.id for record, _answer in conflicts]
        traces = self.env["cdht.trace"].search_fetch(
            [
                ("res_model", "=", conflicts[0][0]._name), ("res_id", "in", ids),
                ("field_name" if field == _GROUP else "move", "=", field),
            ],
            ["res_id", "user_id", "create_date"],
            order="id",
        )  # fmt: skip
        last = {trace.res_id: trace for trace in traces}
        for record, answer in conflicts:
            trace = last.get(record.id)
            # sudo: name: who typed there, to be named to a colleague
            who = trace and trace.user_id.sudo().name
            hour = trace and format_datetime(
                self.env, trace.create_date, clock.TIME_ZONE.zone, "HH:mm dd/MM/yyyy"
            )
            answer["text"] = (
                self.env._("%(who)s typed here at %(time)s.", who=who, time=hour)
                if trace
                else self.env._("Somebody else typed here meanwhile.")
            )

    # -- what is shown ---------------------------------------------------------------

    def _entry_rows(self, people):
        """A row for each of ``people``, in their order; blank cells are left out."""
        lines = self._lines_of(people)
        people.fetch(["earlier_streak", "state", "citizen_id", _GROUP])
        people.citizen_id.fetch(["name", "birth_year"])
        locks = self.env["cdht.assessment.line"]._why_locked(people)
        states = dict(people._fields["state"]._description_selection(self.env))
        indicators = self.campaign_id.set_id.indicator_ids
        evidence = self._entry_evidence(people.line_ids)
        return [
            {
                "id": dossier.id,
                "citizen": dossier.citizen_id.id,
                "name": dossier.citizen_id.name,
                "birth_year": dossier.citizen_id.birth_year or "",
                "state": dossier.state,
                "state_text": states[dossier.state],
                "streak": dossier.earlier_streak,
                "locks": locks[dossier],
                "evidence": evidence.get(dossier.id, {}),
                "values": {
                    f"{field}:{indicator.id}": value
                    for indicator in indicators
                    if (line := lines.get((dossier.id, indicator.id)))
                    for field in _TYPED
                    if (value := line[field])
                }
                | ({_GROUP: dossier[_GROUP].id} if dossier[_GROUP] else {}),
            }
            for dossier in people
        ]

    def _entry_evidence(self, lines):
        """{dossier's id: {indicator's id: {text, files: [[id, name]]}}} of what people
        gave: who appraises sees it beside the scores."""
        lines.fetch(["evidence", "attachment_ids"])
        lines.attachment_ids.fetch(["name"])
        found = {}
        for line in lines:
            if line.evidence or line.attachment_ids:
                of_person = found.setdefault(line.assessment_id.id, {})
                of_person[line.indicator_id.id] = {
                    "text": line.evidence or "",
                    "files": [[file.id, file.name] for file in line.attachment_ids],
                }
        return found


def _dossiers(held):
    """Of dossiers, or of lines of them."""
    return held if held._name == "cdht.assessment" else held.assessment_id


def _stored(value):
    """A blank is False, however it arrives."""
    return value or False


def _is_plain(value):
    """What a cell may hold or show: a text, a whole number, a tick, nothing."""
    if value is None or isinstance(value, bool):
        return True
    return is_text(value) or type(value) is int and abs(value) <= BIGGEST
