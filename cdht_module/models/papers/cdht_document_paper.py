import re
from typing import NamedTuple

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.report import blocks, word_paper
from odoo.addons.cdht_module.tools import clock, word_changes, word_file
from odoo.addons.cdht_module.tools.paper_text import (
    BLANK,
    Markup,
    blank_date,
    frozen,
    in_sentence,
    letterhead_lines,
    long_date,
    roman,
    text_lines,
    thawed,
    title,
    whole,
)
from odoo.addons.cdht_module.tools.wording import could_say, fields_of

# “Như Điều …”: the template fills in the number of the last article.
_LAST_ARTICLE = re.compile(r"^(Như Điều)\s*[….]*$")

# “III.”, “2.”, “b)” before what is typed.
_MARK = re.compile(r"\A(?:[IVXLC]+\.|\d+\.|\w\))\s+")
# Another one each time, and nothing of the text.
_TRACES = "Nhật ký xử lý: "
_KEPT = {
    "copy": False,
    "prefetch": False,
    "groups": fields.NO_ACCESS,
    "export_string_translation": False,
}


class Typed(NamedTuple):
    """A text that is typed in a paper: the field of a record. ``mark``: the number
    before its first line; ``given``: lines of the data, whose numbers nobody types.
    """

    record: models.BaseModel
    field: str
    mark: str = ""
    given: str = ""

    def lines(self):
        """[(number of a line, the line, what stands before it)]"""
        lines = (self.record[self.field] or "").splitlines()
        said = [(n, line.strip()) for n, line in enumerate(lines) if line.strip()]
        marks = [self.mark, *[""] * len(said)]
        return [(*line, mark) for line, mark in zip(said, marks, strict=False)]


class CdhtDocument(models.AbstractModel):
    """What a paper says, in the words and order of Nghị định 30/2020, Phụ lục I.

    Plain values for page templates; Vietnamese whatever the user's language. What a
    paper says is kept with it from issue on: whatever is renamed behind it, it is
    printed again, and named in other papers, as it was issued.
    """

    _inherit = "cdht.document"

    # What such a paper is called in Vietnamese, before its number and in file names.
    _paper_kind = None
    # The states in which the paper stands.
    _standing = frozenset({"issued"})
    # The methods of values of what goes out; other sheets are printed as data are.
    _issued_papers = ("_paper_values",)

    # {kind of paper: {code: text}} where this paper alone says it otherwise.
    own_words = fields.Json(string="Sentences of its own", **_KEPT)
    # The head is kept apart: each certificate of a long list reads only that.
    issued_head = fields.Json(**_KEPT)
    issued_values = fields.Json(**_KEPT)

    def _keep_issued_values(self):
        """Papers that stand now keep what they say; those given back, nothing."""
        # sudo: move: nobody reads or writes what is kept but by printing it
        for paper in self.sudo():
            if paper.state not in paper._standing:
                paper.write({"issued_head": False, "issued_values": False})
            elif not paper.issued_head:
                paper.issued_head = paper._head_now()
                paper.issued_values = frozen(paper._values_to_keep())

    def _values_to_keep(self):
        return {method: self._values_now(method) for method in self._issued_papers}

    def _issued(self, name):
        """What is kept under ``name``; None while the paper does not stand."""
        # sudo: part: what the paper says, for whoever may print or name it
        return thawed((self.sudo().issued_values or {}).get(name))

    def _fetch_issued(self):
        """Read at once what many papers keep; ``_issued`` of one reads its own."""
        # sudo: part: as ``_issued``
        self.sudo().fetch(["issued_values"])

    def _kept_people(self, people):
        """{dossier id: (name, year of birth)} as the paper was issued, or as ``people``
        gives them now."""
        kept = self._issued("people")
        rows = people() if kept is None else kept
        return {key: (name, born) for key, name, born in rows}

    def _as_issued(self, method="_paper_values"):
        """What the paper says: as it was issued, or as its data are while it is not."""
        self.ensure_one()
        kept = self._issued(method)
        values = self._values_now(method) if kept is None else kept
        return self._with_sentences(method, {**values, **self._values_when_printed()})

    def _values_when_printed(self):
        """What is never kept, since it may change or be taken back."""
        return {}

    def _words_of_draft(self):
        """The wording that its window and its Word file are about."""
        words = self._words(self._issued_papers[0])
        if not words:
            raise UserError(self.env._("The text of this paper is written in it."))
        return words

    def _with_words_now(self, values):
        """``values`` ({paper: what it says}) with the sentences that are in force,
        looked up for all at once."""
        words = {paper: paper._words(paper._issued_papers[0]) for paper in values}
        asked = {
            paper: paper._asked_words(words[paper], said)
            for paper, said in values.items()
            if words[paper]
        }
        rows = self.env["cdht.paper.wording"]._in_force_for(asked.values())
        return {
            paper: {**said, "words": paper._own_or(words[paper], rows[asked[paper]])}
            if paper in asked
            else said
            for paper, said in values.items()
        }

    def _subject_facts(self):
        """{field of its subject: what a draft knows of it from its beginning}"""
        return {}

    def _propose_subjects(self):
        """Drafts begin with the subject that their office's wording gives. One that was
        typed stays; one that the wording gave is renewed."""
        asked, facts = {}, {}
        for paper in self:
            words = paper._words(paper._issued_papers[0])
            facts[paper] = paper._subject_facts()
            values = {
                name: paper[name] for name in [words.variant] if name in paper._fields
            }
            asked[paper] = words, paper._asked_words(words, values)
        wording = self.env["cdht.paper.wording"]
        rows = wording._in_force_for(key for _words, key in asked.values())
        papers = [words.paper for words in self._all_wordings()]
        known = wording._subjects_of(papers) if any(self.mapped("subject")) else ()
        for paper, (words, key) in asked.items():
            read, old = facts[paper].get, paper.subject
            new = words.subject_of(rows[key], facts[paper])
            if new and (
                not old or any(could_say(row.text or "", old, read) for row in known)
            ):
                paper.subject = new

    def _with_proposed(self, words, rows, values):
        """``values`` as if the draft still began with what ``rows`` say; rooms whose
        drafts begin with more than their subject fill that in too."""
        if words.subject is None:
            return values
        subject = words.subject_of(rows, self._subject_facts())
        return {**values, **self._values_of_subject(subject)} if subject else values

    def _values_of_subject(self, subject):
        return {"subject": title(subject)}

    def _proposed_by_words(self, values):
        """The text with which a draft begins, {part: text}: what its office's
        sentences say of ``values``."""
        words = self._words(self._issued_papers[0])
        return words.proposed(self._words_now(words, values), values)

    def _sentences(self, words):
        """What this paper says beside what its office says; for its window."""
        # sudo: part: who may read a record may read what its paper says
        values = self.sudo()._values_now(words.method)
        rows = self._words_in_force(words, values)
        own = (self.sudo().own_words or {}).get(words.paper, {})
        return [
            {
                "code": row.code,
                "kind": row.kind,
                "name": row.name,
                "office_text": row.text,
                "text": own.get(row.code, row.text),
            }
            for row in rows
            if not words.is_of_draft(row.kind)
        ]

    def _set_own_words(self, words):
        """This draft alone says ``words``, {code: text}, instead of what its office
        says; what is not named there follows the office again."""
        self.ensure_one()
        paper = self._words_of_draft().paper
        self.check_access("write")
        self._check_draft()
        for text in words.values():
            self.env["cdht.paper.wording"]._check_sentence(paper, text)
        # sudo: move: written by this method alone, for who may write the draft
        kept = self.sudo().own_words or {}
        before = kept.get(paper, {})
        self.sudo().own_words = {**kept, paper: words}
        changed = sorted(
            code for code in {*before, *words} if before.get(code) != words.get(code)
        )
        self.env["cdht.trace"]._record(
            self.browse(self.ids * len(changed)),
            "write",
            [
                {
                    "field_name": "own_words",
                    "value_from": before.get(code) or False,
                    "value_to": words.get(code) or False,
                }
                for code in changed
            ],
        )

    # -- The Word file of a draft that comes back

    def _typed_texts(self):
        """Yield what is typed in the draft and printed as it stands, a ``Typed`` each,
        in the order of the paper."""
        yield Typed(self, "subject")

    def _changes_in_word(self, words, theirs):
        """What ``theirs``, paragraphs of a Word file, says otherwise than this draft:
        [{code, line, kind, old, new, text, before}], ``text`` being what the sentence
        says from now on, or absent where it is not taken: ``why`` says why. What is
        typed in the draft has ``model``, ``id`` and ``field`` instead of ``code``."""
        self.env[f"report.cdht_module.{words.template}"]._check_reader(self)
        # sudo: part: the reader is checked as for the print
        paper = self.sudo()
        values = {**paper._values_now(words.method), "verify_mark": ""}
        rows, page = values["words"], paper._page(words, values)
        ours = word_file.of_ours(word_paper.to_docx(blocks.read(str(page))))
        found = []
        for in_table in (False, True):
            texts, other = (
                [
                    p["text"]
                    for p in one
                    if p["in_table"] == in_table and not p["text"].startswith(_TRACES)
                ]
                for one in (ours, theirs)
            )
            fits = word_changes.is_as_long if in_table else word_changes.is_of
            if not fits(texts, other):
                raise UserError(
                    self.env._("This does not look like the Word file of this draft.")
                )
            places = {} if in_table else paper._places(words, rows, values, texts)
            for change in word_changes.changes(texts, other):
                place = places.get(change.at)
                if isinstance(place, _TypedLine):
                    found.append(place.changed(change))
                else:
                    found.append(_change(change, place, words.reader(values)))
        return [change for change in found if change]

    def _places(self, words, rows, values, texts):
        """{number of a paragraph: the sentence or the typed line in it}"""
        said = [word_changes.said(text) for text in texts]
        found = _sentence_places(words, rows, values, said)
        start = 0
        for typed in self._typed_texts():
            for number, line, mark in typed.lines():
                wanted = word_changes.said(f"{mark} {self._filled_in(line)}".strip())
                numbers = range(start, len(texts)) if wanted else ()
                place = next(
                    (n for n in numbers if said[n] == wanted and n not in found), None
                )
                if place is not None:
                    read = {
                        name: self._filled_in(f"{{{name}}}") for name in fields_of(line)
                    }
                    found[place] = _TypedLine(typed, number, line, mark, read)
                    start = place + 1
        return found

    def _take_from_word(self, words, changes):
        """This draft says from now on what ``changes`` say, each as given above."""
        self._take_typed([change for change in changes if "field" in change])
        self._take_sentences(words, [change for change in changes if "code" in change])

    def _take_typed(self, changes):
        changed = {}
        for change in changes:
            record = self.env[change["model"]].browse(change["id"]).exists()
            if not record or (record[change["field"]] or "") != change["before"]:
                raise UserError(self._changed_meanwhile())
            changed.setdefault((record, change["field"]), []).append(change)
        for (record, name), found in changed.items():
            record[name] = word_changes.taken_over(record[name] or "", found)

    def _changed_meanwhile(self):
        return self.env._(
            "The wording of the draft was changed meanwhile. Read the Word file once"
            " more."
        )

    def _take_sentences(self, words, changes):
        if not changes:
            return
        now = {row["code"]: row for row in self._sentences(words)}
        changed = {}
        for change in changes:
            row = now.get(change["code"])
            if not row or (row["text"] or "") != change["before"]:
                raise UserError(self._changed_meanwhile())
            changed.setdefault(change["code"], []).append(change)
        own = {
            code: row["text"] or ""
            for code, row in now.items()
            if (row["text"] or "") != (row["office_text"] or "")
        }
        for code, of_row in changed.items():
            own[code] = word_changes.taken_over(now[code]["text"] or "", of_row)
            if own[code] == (now[code]["office_text"] or ""):
                del own[code]
        self._set_own_words(own)

    def _head(self):
        """Who issues and signs: as kept, or as the data are."""
        self.ensure_one()
        # sudo: part: what the paper says, for whoever may print or name it
        return self.sudo().issued_head or self._head_now()

    def _head_now(self):
        unit, signatory = self.issuing_unit_id, self.signatory_id
        lines = signatory._capacity_lines if signatory else lambda _collective: []
        return {
            "superior_lines": letterhead_lines(unit.superior_letterhead),
            "body_lines": letterhead_lines(unit.letterhead),
            "issuer": unit.body_name or "",
            "body": self._body_now(),
            "capacity_lines": lines(self._paper_is_collective()),
            "own_capacity_lines": lines(False),
            "signatory": signatory.name or "",
            "post": signatory.post or "",
            "units": {str(unit.id): unit.name for unit in self._paper_units()},
        }

    def _paper_units(self):
        """The units that the paper, or one that goes with it, names by themselves."""
        return self.issuing_unit_id

    def _unit_name(self, unit):
        """What that unit was called when the paper was issued."""
        return self._head()["units"].get(str(unit.id)) or unit.name or ""

    def _paper_values(self):
        """Return what is common to all papers, as a dict of plain values."""
        return {
            **self._head(),
            "is_draft": self.state == "draft",
            "reference": self._paper_reference(),
            "symbol": self.symbol or "",
            "place": self.place or "",
            "long_date": self._paper_long_date(),
            **self._values_of_subject(self.subject or ""),
            "bases": [whole(line) for line in self._paper_bases()],
            "recipients": self._paper_recipients(),
        }

    def _paper_body(self):
        """The issuing body as it stands in a sentence."""
        # sudo: part: what the paper says, for whoever may print or name it
        kept = self.sudo().issued_head
        return kept["body"] if kept else self._body_now()

    def _body_now(self):
        return self.issuing_unit_id.body_name or ""

    def _paper_is_collective(self):
        """Whether the body signs (“TM.”), not its head alone."""
        return True

    def _paper_has_number(self):
        """The registry numbers a paper after it is signed, never a draft (Đ.15)."""
        return self.state != "draft"

    def _paper_reference(self):
        """Number and symbol on one line; a place to write while there is none."""
        has_number = self.number and self._paper_has_number()
        number = self._reference().split("/")[0] if has_number else BLANK
        return Markup('<span class="whole">%s/%s</span>') % (number, self.symbol or "")

    def _paper_long_date(self):
        if self.date and self._paper_has_number():
            return whole(long_date(self.date))
        # The year in which it is printed: a title's decision may come in the next.
        return blank_date((self.date or clock.today()).year)

    def _paper_bases(self):
        """The legal bases, without the “;” that the template puts after each."""
        return text_lines(self.bases)

    def _paper_recipients(self):
        """“Nơi nhận”."""
        return [
            _LAST_ARTICLE.sub(r"\1 …", line) for line in text_lines(self.recipients)
        ]

    def _paper_trace_head(self):
        """What ties the traces to papers that others keep."""
        return self.env["cdht.trace.chain"]._head_text(self.issuing_unit_id)

    def _filled_in(self, text):
        """The text with the names of this body and commune in the place of {…}."""
        commune = self.issuing_unit_id.commune_id or self.issuing_unit_id
        text = text.replace("{body}", self._paper_body() or "Ủy ban nhân dân xã …")
        return text.replace("{commune}", in_sentence(commune.name or "Xã …"))

    def _numbered_annexes(self, annexes):
        """One annex stands without a number (Phụ lục I, III.1.a)."""
        for i, annex in enumerate(annexes, 1):
            annex["name"] = f"Phụ lục {roman(i)}" if len(annexes) > 1 else "Phụ lục"
        return annexes

    def _annex_names(self, annexes):
        """“Phụ lục I và Phụ lục II”: a text names what is annexed to it (Phụ lục I,
        III.1.a)."""
        *names, last = [annex["name"] for annex in annexes] or [""]
        return " và ".join(filter(None, [", ".join(names), last]))

    def _file_kind(self):
        return self._paper_kind

    def _file_facts(self):
        """The number begins anew each year; a draft says that it is one."""
        has_number = self.number and self._paper_has_number()
        return [
            self.number if has_number else "dự thảo" * (self.state == "draft"),
            self.number_year if has_number else (self.date or clock.today()).year,
        ]

    def _paper_filename(self):
        """What the paper is called, with its number: the title of its PDF."""
        name = self._file_kind()
        if not (self.number and self._paper_has_number()):
            return name
        return f"{name} {self._reference()}".replace("/", "-")

    def _kind_and_subject(self):
        """Tên loại và trích yếu, in registers: “Quyết định về việc …”."""
        number = f" {self._reference()}".replace("/", "-")
        kind = self._paper_filename().removesuffix(number)
        return _said_once(kind, in_sentence(self.subject or ""))

    def _addressed_to(self):
        """Whom “Kính gửi” names, one by one."""
        return text_lines(self.addressees) if "addressees" in self._fields else []

    def _paper_named(self):
        """“Quyết định số 12/QĐ-UBND ngày 05 tháng 12 năm 2026”, in another paper."""
        self.ensure_one()
        date = f" {long_date(self.date)}" if self.date else ""
        return f"{self._paper_kind} số {self._reference().strip()}{date}"


def _said_once(kind, subject):
    """“Biên bản kiểm tra” and “kiểm tra việc …” are “Biên bản kiểm tra việc …”."""
    words = kind.split()
    for first in range(1, len(words)):
        if subject.startswith(f"{' '.join(words[first:])} "):
            return " ".join([*words[:first], subject])
    return f"{kind} {subject}".rstrip()


class _TypedLine(NamedTuple):
    """A line of a typed text, in a paragraph of its own."""

    typed: Typed
    line: int
    text: str
    mark: str
    read: dict

    def changed(self, change):
        """As ``_change``."""
        record, field = self.typed.record, self.typed.field
        found = {
            "old": change.old,
            "new": change.new,
            "model": record._name,
            "id": record.id,
            "field": field,
            "line": self.line,
            "before": record[field] or "",
        }
        is_line = record._fields[field].type == "char"
        old, new = (
            _MARK.sub("", text) if self.mark else text
            for text in map(word_changes.plain, (change.old, change.new))
        )
        if not old and field == "name":  # below a heading the text begins
            is_line = False
            found |= {"field": "text", "line": -1, "before": record.text or ""}
        if is_line and not (old and new):
            return {"old": change.old, "new": change.new, "why": "place"}
        if not new:
            return found | {"kind": "removed", "text": ""}
        given = map(_numbers, self.typed.given.splitlines())
        try:
            if not old:
                return found | {
                    "kind": "added",
                    "text": word_changes.own_sentence(new),
                }
            if _numbers(old) != _numbers(new) and _numbers(old) in given:
                return found | {"why": "figures"}
            text = word_changes.retyped(self.text, self.read, new)
            return found | {"kind": "changed", "text": text}
        except word_changes.ValueTouched as error:
            return found | {"why": "value", "field_name": error.field}
        except word_changes.NoSentence:
            return found | {"why": "braces"}


def _numbers(text):
    return re.findall(r"\d+", text)


def _sentence_places(words, rows, values, said):
    """{number of a paragraph: (row, line, template) of the sentence in it}"""
    read, found, start = words.reader(values), {}, 0
    for sentence in words.sentences(rows):
        wanted = word_changes.said(word_changes.shown(sentence[2], read))
        begin = 0 if sentence[1] is None else start
        numbers = range(begin, len(said)) if wanted else ()
        place = next((n for n in numbers if said[n] == wanted and n not in found), None)
        if place is None:
            continue
        found[place] = sentence
        if sentence[1] is not None:
            start = place + 1
    return found


def _change(change, place, read):
    """The change of a paragraph as a dict; None where nothing but a number that is
    counted anew, or the paper's end, differs."""
    found = {"old": change.old, "new": change.new}
    if place is None:
        return found | {"why": "data" if change.old else "place"}
    row, line, template = place
    found |= {"code": row["code"], "line": line, "before": row["text"] or ""}
    if (
        change.old
        and change.new
        and (word_changes.said(change.old) == word_changes.said(change.new))
    ):
        return None
    is_article = row["kind"] == "article"
    try:
        if not change.new:
            return found | {"kind": "removed", "text": ""}
        if not change.old:
            if line is None or is_article != word_changes.has_number(change.new):
                return found | {"why": "place"}
            text = word_changes.own_sentence(word_changes.without_number(change.new))
            return found | {"kind": "added", "text": text}
        new = word_changes.without_number(change.new) if is_article else change.new
        text = word_changes.rewritten(template, read, new)
        return found | {"kind": "changed", "text": text}
    except word_changes.ValueTouched as error:
        return found | {"why": "value", "field_name": error.field}
    except word_changes.NoSentence:
        return found | {"why": "braces"}
