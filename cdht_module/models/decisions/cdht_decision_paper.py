from odoo import models
from odoo.tools import groupby

from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.paper_table import column
from odoo.addons.cdht_module.tools.paper_text import (
    Markup,
    dotted,
    figure_and_words,
    in_sentence,
    roman,
    text_lines,
    whole,
)
from odoo.addons.cdht_module.tools.unit_names import village_kind
from odoo.addons.cdht_module.tools.wording import Words

from .cdht_decision import GRANTS
from .cdht_decision_bonus import bonus_fields, in_figures_and_words

_OUTSTANDING = "Tiêu biểu xuất sắc"

_CHANGES = ("amend", "revoke")
CHANGES = ("supplement", *_CHANGES)


def said_village_kinds(paper):
    """“thôn, khối phố”; decisions that stood before spoke of villages alone."""
    return ", ".join(paper.get("village_kinds", ["thôn"]))


class CdhtDecision(models.Model):
    """What the decision's paper says (Nghị định 30/2020, Phụ lục III, mẫu 1.2)."""

    _inherit = "cdht.decision"
    _paper_kind = "Quyết định"
    _carries_code = True
    _standing = frozenset({"issued", "revoked"})
    _wordings = (
        Words(
            "decision",
            "cdht.decision",
            "_paper_values",
            "decision_paper",
            {
                "năm": "year",
                "số người": "people",
                # Decisions that stood before named everybody in an annex.
                "những ai": lambda paper: (
                    paper.get("person") or f"{paper['people']} cá nhân"
                ),
                "người có tên": lambda paper: (
                    "cá nhân có tên tại Điều 1"
                    if paper.get("person")
                    else "các cá nhân có tên tại Điều 1"
                ),
                "nội dung đã ghi": lambda paper: paper.get("was", ""),
                "nay sửa thành": lambda paper: paper.get("now", ""),
                "phụ lục": lambda paper: _annex_name(paper, 0),
                "số người tiêu biểu": "outstanding",
                "những ai tiêu biểu": lambda paper: (
                    paper["kind"] in GRANTS
                    and paper["outstanding"]
                    and (paper.get("person") or f"{paper['outstanding']} cá nhân")
                ),
                "số năm liền": "outstanding_years",
                "phụ lục tiêu biểu": lambda paper: _annex_name(paper, 1),
                "tiền thưởng của danh sách": lambda paper: _annex_money(paper, 0),
                "tiền thưởng của danh sách tiêu biểu": lambda paper: _annex_money(
                    paper, 1
                ),
                "cơ quan trình": lambda paper: ", ".join(paper["petitioners"]),
                "thôn, khối phố": said_village_kinds,
                "quyết định gốc": "origin",
                "lý do": "reason",
                **bonus_fields(),
            },
            variant="kind",
            subject=("năm",),
        ),
    )

    def _paper_values(self):
        rows = self._paper_rows()
        outstanding = [row for row in rows if row["is_outstanding"]]
        rule = self.env["cdht.indicator.set"]._in_force_in(self.year)
        return {
            **super()._paper_values(),
            "head": self._paper_head() if self.issued_by_head else "",
            "kind": self.kind,
            "year": self.year,
            "petitioners": list(
                dict.fromkeys(paper._paper_body() for paper in self.petition_ids)
            ),
            "village_kinds": self._paper_village_kinds(),
            "people": figure_and_words(len(rows)),
            "outstanding": outstanding and figure_and_words(len(outstanding)),
            "outstanding_years": rule.outstanding_years,
            "origin": whole(
                f"{self.origin_id._paper_named()} của {self.origin_id._paper_body()}"
            )
            if self.origin_id
            else "",
            "reason": " ".join(text_lines(self.change_reason)),
            "bonus": self._bonus_values(),
            "annexes": self._paper_annexes(rows),
            **self._paper_person(rows),
            "trace_head": self._paper_trace_head(),
            "verify_mark": "" if self.state == "draft" else self._verify_mark(),
        }

    def _values_to_keep(self):
        """The rows beside the paper: extracts are made of them."""
        return {**super()._values_to_keep(), "rows": self._paper_rows()}

    def _paper_units(self):
        """Those of its people too: certificates name them, with their commune."""
        units = self._paper_people_units().sudo(False)
        communes = units.commune_id | self.issuing_unit_id.commune_id
        return super()._paper_units() | units | communes | communes._province()

    def _unit_line(self, *units):
        """“thôn Háng Ý, xã Châu Sơn, tỉnh Lạng Sơn”, as they were called."""
        units = [*units, *units[-1]._province()]
        return ", ".join(in_sentence(self._unit_name(unit)) for unit in units if unit)

    def _paper_people_units(self):
        # sudo: name: units are no secret; of the people nothing else is read
        decision = self.sudo()
        people = (
            decision.recognition_ids
            or decision.changed_recognition_ids
            or decision.assessment_ids
        )
        return people.unit_id

    def _paper_village_kinds(self):
        """“thôn”, “khối phố”: what the villages of its people call themselves."""
        villages = (
            self._paper_people_units()
            .sorted()
            .filtered(lambda unit: unit.unit_type == "village")
        )
        return list(
            dict.fromkeys(village_kind(self._unit_name(unit)) for unit in villages)
        )

    def _paper_has_number(self):
        """The copy for signature is blank, whatever was typed ahead: number and day
        are given after the signature (Điều 15.2)."""
        return self.state in self._standing

    def _body_now(self):
        body = super()._body_now()
        if not self.issued_by_head:
            return body
        return f"{self._paper_head_post()} {body}"

    def _paper_head(self):
        """The line over the bases where the head decides personally."""
        return self._paper_body().upper()

    def _paper_head_post(self):
        signatory = self.signatory_id
        is_head = signatory.capacity == "head" and signatory.post
        return signatory.head_post or is_head or "Chủ tịch"

    def _paper_is_collective(self):
        return not self.issued_by_head

    def _paper_bases(self):
        """Those typed, the decree of the base salary by which bonuses are reckoned, the
        decision that this one changes, then the petitions."""
        bases = super()._paper_bases()
        salary, _rates = self._bonus_rates()
        if salary and self._bonus_total():
            # After laws and other decrees, before decisions and requests.
            above = ("Căn cứ Luật", "Căn cứ Nghị định")
            place = max((n for n, one in enumerate(bases, 1) if one.startswith(above)),
                        default=0)  # fmt: skip
            bases.insert(place, f"Căn cứ {salary.citation}")
        if self.origin_id:
            origin = self.origin_id
            bases.append(
                f"Căn cứ {origin._paper_named()} của"
                f" {origin._paper_body()} {_continued(origin.subject)}"
            )
        if self.verification:
            bases.append(f"Căn cứ {' '.join(text_lines(self.verification))}")
        petitions = self.petition_ids.sorted(
            lambda p: (str(p.date or ""), p.number_key or "")
        )
        by_body = petitions.grouped(lambda petition: petition._paper_body())
        for body, papers in by_body.items():
            named = ", ".join(paper._paper_named() for paper in papers)
            bases.append(f"Theo đề nghị của {body} tại {named}")
        if self.proposer:
            bases.append(f"Theo đề nghị của {' '.join(text_lines(self.proposer))}")
        return bases

    # -- What is checked before signature and issue.

    def _doubtful(self):
        """Who recognises whom, by which rule; by which rates a bonus is reckoned."""
        used = super()._doubtful()
        granting = self.filtered(lambda paper: paper.kind in GRANTS)
        asked = {
            decision: (decision.assessment_ids.unit_id, decision._paper_date())
            for decision in granting
        }
        rows = self.env["cdht.authority"]._rows_for(asked)
        in_force = self.env["cdht.indicator.set"]._in_force_in
        rules = {year: in_force(year) for year in set(granting.mapped("year"))}
        for decision in granting:
            used[decision] += [rows[decision], rules[decision.year]]
        for decision in self:
            if decision._bonus_total():
                used[decision] += decision._bonus_rates()
        return used

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_people_not_asked_for()
        yield from self._find_names_of_petitions_and_lists()
        yield from self._find_change_without_bases()
        yield from self._find_person_not_named(read)
        yield from self._find_bonus(read)
        yield from self._find_bonus_without_basis()
        yield from self._find_other_receipt()

    def _find_people_not_asked_for(self):
        """Whom it names, its petitions ask for, and the other way round."""
        for decision in self.filtered("petition_ids"):
            asked = decision.petition_ids.assessment_ids
            named = decision.assessment_ids
            source = ", ".join(p._paper_named() for p in decision.petition_ids)
            if foreign := named - asked:
                text = self.env._(
                    "%(count)s people are in none of its petitions: %(names)s.",
                    count=len(foreign),
                    names=foreign._names(),
                )
                yield decision, Finding("not_asked_for", "error", text, source)
            # Who is named in another decision, or was refused, is answered.
            left = (asked - named).filtered(
                lambda d: d.state == "proposed" and not d.decision_id
            )
            if left:
                text = self.env._(
                    "%(count)s people of its petitions are not named: %(names)s.",
                    count=len(left),
                    names=left._names(),
                )
                yield decision, Finding("not_named", "warning", text, source)

    def _find_names_of_petitions_and_lists(self):
        """Petition, list and minutes name the same people, and come before it."""
        granting = self.filtered(lambda paper: paper.kind in GRANTS)
        petitions, lists = granting.petition_ids, granting.assessment_ids.proposal_id
        petitions._fetch_issued()
        lists._fetch_issued()
        yield from self._find_other_names(
            {decision: [*decision.petition_ids] for decision in granting}
        )
        yield from self._find_other_names(
            {decision: [*decision.assessment_ids.proposal_id] for decision in granting}
        )
        yield from self._find_earlier_than(
            {
                decision: [
                    *((one.date, one._source_name()) for one in decision.petition_ids),
                    *(
                        day
                        for one in decision.assessment_ids.proposal_id
                        for day in one._days_before_petition()
                    ),
                ]
                for decision in granting
            }
        )

    def _named_people(self):
        """By dossier, before issue and afterwards."""
        if self.kind not in GRANTS:
            return {}
        titles = {title.id: title.assessment_id.id for title in self.recognition_ids}
        return {
            titles.get(row["person"], row["person"]): (row["name"], row["birth_year"])
            for row in self._paper_rows()
        }

    def _known_counts(self):
        """All, those of five years, each unit."""
        if self.kind not in (*GRANTS, *_CHANGES):
            return None
        rows = self._paper_rows()
        five = [row for row in rows if row["is_outstanding"]]
        units = [row["unit"] for row in rows]
        return {len(rows), len(five), *map(units.count, set(units))}

    def _find_change_without_bases(self):
        """What is changed was asked for by somebody, and looked into."""
        for decision in self.filtered(lambda paper: paper.kind in CHANGES):
            missing = []
            if not decision.petition_ids and not decision.proposer:
                missing.append(self.env._("who proposed it"))
            if decision.kind != "supplement" and not decision.verification:
                missing.append(self.env._("the minutes of the verification"))
            if missing:
                text = self.env._("The bases do not name %s.", ", ".join(missing))
                source = self.env._("Nghị định 30/2020, Phụ lục I, II.6")
                yield decision, Finding("change_bases", "warning", text, source)

    def _find_person_not_named(self, read):
        """Where one person has no annex, an article names them."""
        for decision, said in read.items():
            rows = decision._paper_rows() if decision.kind in CHANGES else []
            if len(rows) != 1 or any(rows[0]["name"] in line for line in said.lines):
                continue
            text = self.env._("No article names %s.", rows[0]["name"])
            source = self.env._("The list of people")
            yield decision, Finding("person_not_named", "error", text, source)

    # -- The lists annexed to a decision (Nghị định 30/2020, Phụ lục III, mẫu 2.1).

    def _paper_rows(self):
        """One dict a person, in the order of the paper: {person, unit, unit_name,
        name, birth_year, streak, is_outstanding, was, now}; as issued, once it is.

        Before issue they are the dossiers to be recognised, afterwards the titles
        given. A decision that changes another one lists the titles that it changes;
        an amending one says what the list said (``was``) and what is right (``now``).
        """
        self.ensure_one()
        kept = self._issued("rows")
        if kept is not None:
            return kept
        if self.kind not in GRANTS:
            people, streak = self.changed_recognition_ids, "streak"
        elif self.recognition_ids:
            people, streak = self.recognition_ids, "streak"
        else:
            people, streak = self.assessment_ids, "earlier_streak"
        # One query each, whatever their number: prefetching goes by 1000.
        is_title = streak == "streak"
        flag = "is_outstanding" if is_title else "grade"
        printed = ["printed_name", "printed_birth_year", "printed_rank", "decision_id"]
        printed *= is_title
        people.fetch(["citizen_id", "unit_id", "sort_name", streak, flag, *printed])
        people.citizen_id.fetch(["name", "birth_year", "anonymised_on", "unit_rank"])
        amends = self.kind == "amend"
        return [
            {
                "person": person.id,
                "unit": person.unit_id.id,
                "unit_name": person.unit_id.name or "",
                **(person if is_title else person.citizen_id)._printed_in(self),
                "streak": person[streak] + (not is_title),
                "is_outstanding": person[flag] in (True, "passed_five"),
                "bonus": self._bonus_of(person[flag] in (True, "passed_five")),
                **(person._corrections() if amends else {}),
            }
            for person in self.env["cdht.unit"]._in_paper_order(people)
        ]

    def _paper_person(self, rows):
        """Whom a decision names in its articles: one person needs no annex."""
        if self.kind not in CHANGES or len(rows) != 1:
            return {"person": ""}
        (row,) = rows
        # sudo: name: the name goes with how somebody is addressed
        decision = self.sudo()
        person = (
            decision.recognition_ids.citizen_id
            or decision.changed_recognition_ids.citizen_id
            or decision.assessment_ids.citizen_id
        )
        named = [f"{person._form_of_address()} {row['name']}"]
        if row["birth_year"]:
            named.append(f"sinh năm {row['birth_year']}")
        named.append(in_sentence(row["unit_name"]))
        return {
            "person": ", ".join(filter(None, named)),
            "was": row.get("was", ""),
            "now": row.get("now", ""),
        }

    def _paper_annexes(self, rows, chosen=None):
        """The annexes that list ``rows``, as plain values for the page template.

        ``chosen``: ids of the people whom an extract names; their rows keep the
        numbers of the list, what is left out shows as “…”.
        """
        if self.kind in CHANGES and len(rows) == 1:
            return []
        kind = self.kind if self.kind in ("amend", "revoke") else "grant"
        outstanding = [row for row in rows if row["is_outstanding"]]
        lists = [rows, outstanding] if kind == "grant" and outstanding else [rows]
        # Where only who is outstanding gets a bonus, their own list says so.
        paid = any(row.get("bonus") and not row["is_outstanding"] for row in rows)
        paid = 1 if paid or len(lists) == 1 else 2
        annexes = []
        for i, people in enumerate(lists, 1):
            layout = _Layout(kind, people, notes=i == 1, money=i == paid)
            groups = layout.groups(people, chosen)
            if not groups:
                continue
            if chosen is None:
                groups += layout.sums()
            annexes.append(
                {
                    # One annex stands without a number (Phụ lục I, III.1.a).
                    "name": f"Phụ lục {roman(i)}" if len(lists) > 1 else "Phụ lục",
                    "columns": layout.columns,
                    "groups": groups,
                    "people": figure_and_words(len(people)),
                    "of_outstanding": i == 2,
                    "money": in_figures_and_words(layout.total),
                }
            )
        return annexes

    # -- What is filed with it, and what the register says of it.

    def _sheets_to_file(self):
        return {"cover_paper"}

    def _said_later(self):
        how = {"amend": "Được sửa đổi bởi", "supplement": "Được bổ sung bởi"}
        return {
            decision: [
                f"{how.get(later.kind, 'Bị thu hồi, hủy bỏ bởi')}"
                f" {later._paper_named()}"
                for later in decision.follower_ids
                if later.state in self._standing
            ]
            for decision in self
        }

    # -- What the public page says of a decision: no names.

    def _to_be_verified(self):
        return self.filtered(
            lambda paper: (
                paper.issuing_unit_id.verifies_decisions
                # A copy printed for signature may still exist after the draft was
                # returned, so its token keeps an answer.
                and (paper.state != "draft" or paper.verify_token)
            )
        )

    def _verify_values(self):
        self.ensure_one()
        if self.state not in ("issued", "revoked"):
            return {"kind": "decision", "status": "pending"}
        later = self.follower_ids.filtered(
            lambda paper: (
                paper.state in ("issued", "revoked") and paper.kind in _CHANGES
            )
        )
        return {
            "kind": "decision",
            "status": (
                "revoked"
                if self.state == "revoked"
                else "corrected" if later else "valid"
            ),
            "reference": self._reference().strip(),
            "date": self.date,
            "body": self._paper_body(),
            "subject": self.subject or "",
            "people": self.people_count,
            "later": [f"{p._paper_named()} của {p._paper_body()}" for p in later],
        }  # fmt: skip


def _annex_name(paper, index):
    names = [annex["name"] for annex in paper["annexes"]]
    return names[index] if index < len(names) else ""


def _annex_money(paper, index):
    sums = [annex.get("money") for annex in paper["annexes"]]
    return sums[index] if index < len(sums) else ""


def _continued(subject):
    """“Về việc …” inside a sentence."""
    subject = subject or ""
    return subject[:1].lower() + subject[1:]


class _Layout:
    """Columns and rows of one list; units are headings where there are several."""

    def __init__(self, kind, people, notes, money=False):
        self.names = {row["unit"]: row["unit_name"] for row in people}
        units = list(self.names)
        self.numerals = {unit: roman(i) for i, unit in enumerate(units, 1)}
        self.sizes = {unit: 0 for unit in units}
        for row in people:
            self.sizes[row["unit"]] += 1
        self.kind, self.notes = kind, notes
        self.grouped = len(units) > 1
        # What is kept of older papers says nothing of a bonus.
        self.total = sum(row.get("bonus", 0) for row in people) * money
        self.changes = kind == "amend" and any(row.get("now") for row in people)

    @property
    def columns(self):
        unit = [] if self.grouped else [column("Thôn/đơn vị", 37)]
        return [
            column("TT", 11.5, centre=True),
            column("Họ và tên"),
            column("Năm sinh", 13.5, centre=True),
            *unit,
            *self._last_columns(),
        ]

    def _last_columns(self):
        if self.changes:
            wide = 42 if self.grouped else 33
            return [column("Nội dung đã ghi", wide), column("Nay sửa thành", wide)]
        if self.kind != "grant":
            return [column("Ghi chú", 36)]
        streak = column("Số năm liên tục", 19, centre=True)
        if self.total:
            money = column("Tiền thưởng (đồng)", 26, right=True)
            return [streak, money, column("Ghi chú", 34 if self.grouped else 26)]
        return [streak, column("Ghi chú", 50 if self.grouped else 40)]

    def groups(self, people, chosen):
        """The rows unit by unit, numbered through the whole list; of ``chosen`` ids
        alone if they are given, with “…” for those between."""
        dots = ["…"] * len(self.columns)
        groups, left_out = [], False
        numbered = groupby(enumerate(people, 1), lambda line: line[1]["unit"])
        for unit, lines in numbered:
            rows = []
            for number, row in lines:
                if chosen is None or row["person"] in chosen:
                    rows.append(self._cells(number, row))
                elif rows[-1:] != [dots]:
                    rows.append(dots)
            if rows == [dots]:
                left_out = True
                continue
            if left_out:
                groups.append({"heading": "", "rows": [dots]})
                left_out = False
            groups.append({"heading": self._heading(unit), "rows": rows})
        if left_out and groups:
            groups.append({"heading": "", "rows": [dots]})
        return groups

    def _heading(self, unit):
        if not self.grouped:
            return ""
        return Markup('%s. %s <span class="whole">(%s người)</span>') % (
            self.numerals[unit], self.names[unit], self.sizes[unit],
        )  # fmt: skip

    def _cells(self, number, row):
        unit = [] if self.grouped else [row["unit_name"]]
        cells = [number, row["name"], row["birth_year"], *unit]
        if self.changes:
            return [*cells, row.get("was", ""), row.get("now", "")]
        if self.kind != "grant":
            return [*cells, ""]
        # Where everybody is outstanding the heading says so.
        note = _OUTSTANDING if row["is_outstanding"] and self.notes else ""
        money = [dotted(row["bonus"])] if self.total else []
        return [*cells, row["streak"], *money, note]

    def sums(self):
        """The last row of a list with amounts."""
        cells = ["", "Tổng cộng", *[""] * (len(self.columns) - 4)]
        row = [*cells, dotted(self.total), ""]
        return [{"heading": "", "rows": [row], "class": "total"}] * bool(self.total)
