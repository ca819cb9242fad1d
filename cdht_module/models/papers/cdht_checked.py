from functools import wraps

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.finding import (
    Finding,
    cited_after,
    counted_people,
    differing_names,
    is_cited_in_full,
    names_ended_level,
    plain,
    reading,
    uncited,
    wrong_words,
)
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

# Clauses of Nghị định 30/2020/NĐ-CP.
_BASES = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.a"
_CITATION = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.b"
_RECIPIENTS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9"
_ANNEXES = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.1.a"
_WHOLE = "Nghị định 30/2020/NĐ-CP, Điều 10, Điều 11"
_WORDS = "Nghị định 30/2020/NĐ-CP, Điều 12"
_REGISTER = "Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1"
_TWO_TIERS = "Nghị quyết 202/2025/QH15"

_LIKE_ABOVE = "như trên"
_SHOWN = 90
_NAMES_SHOWN = 5


class PaperHeld(UserError):
    """A paper does not go out with what the check found."""


def told_when_held(move):
    """A move that a form calls (``keeps_findings`` in the context) tells what holds the
    paper, and what was found stays in its tab; to other callers it is raised."""

    @wraps(move)
    def told(papers):
        if not papers.env.context.get("keeps_findings"):
            return move(papers)
        papers = papers.with_context(keeps_findings=False)
        try:
            with papers.env.cr.savepoint():
                return move(papers)
        except PaperHeld as held:
            papers._renew_findings()
            return papers._cdht_told(str(held), "danger")

    return told


class CdhtChecked(models.AbstractModel):
    """“Soát thể thức”: a paper is read once more before it goes for signature and is
    issued; errors hold it until they are mended or the office lets them stand,
    warnings do not.

    A room adds checks of its papers by ``_findings``: named generators of (paper,
    ``Finding``) over all papers at once. It says of its papers which people they name
    (``_named_people``) and which numbers of people they may say (``_known_counts``).
    """

    _name = "cdht.checked"
    _description = "Paper that is checked"
    _inherit = ["cdht.moved"]
    _moves = (
        Move("check_paper", "action_check", who="authority", label=_lt("Checked")),
    )

    # The moves before which it is checked.
    _checked_moves = frozenset({"submit", "issue"})
    # Minutes may be filled in by hand: what is left open is pointed out, no more.
    _is_filled_by_hand = False
    # The field in which the text is written where it has no sentences (“words”).
    _text_field = ""

    finding_ids = fields.Many2many(
        "cdht.paper.finding",
        string="Found by the check",
        compute="_compute_finding_ids",
    )

    has_several_to_confirm = fields.Boolean(
        compute="_compute_has_several_to_confirm", export_string_translation=False
    )

    def _compute_finding_ids(self):
        of_paper = self.env["cdht.paper.finding"]._of(self).grouped("res_id")
        for paper in self:
            found = of_paper.get(paper._origin.id, self.env["cdht.paper.finding"])
            # Who reads the paper reads what was found in it.
            paper.finding_ids = found.with_env(self.env).sorted()

    @api.depends("finding_ids")
    @api.depends_context("uid")
    def _compute_has_several_to_confirm(self):
        """Whether one reason may answer more than one point."""
        for paper in self:
            paper.has_several_to_confirm = len(paper.finding_ids._to_confirm()) > 1

    def unlink(self):
        findings = self.env["cdht.paper.finding"]._of(self)
        result = super().unlink()
        findings.unlink()
        return result

    def action_check(self):
        """Read the papers and keep what is found, for the tab “Soát thể thức”."""
        self.check_access("write")
        if self._renew_findings():
            return None
        return self._cdht_told(self.env._("Nothing has to be mended."))

    def _make_move(self, name, *args, **vals):
        if name in self._checked_moves:
            self._hold_errors()
        return super()._make_move(name, *args, **vals)

    def _hold_errors(self):
        """Nothing goes out with an error that nobody has let stand."""
        if errors := self._renew_findings()._holding():
            raise PaperHeld(errors.with_env(self.env)._held_text())

    def _renew_findings(self):
        # sudo: part: what a paper says is read whole, for whoever may write it
        found = [*self.sudo()._findings(self._read())]
        self.invalidate_recordset(["finding_ids", "has_several_to_confirm"])
        return self.env["cdht.paper.finding"]._renew(self, found)

    def _read(self):
        """{paper: what it says}; the sentences of all are looked up at once."""
        # sudo: part: as for the print
        papers = self.sudo()
        values = {paper: paper._values_to_check() for paper in papers}
        return {
            paper: reading(paper._with_sentences(paper._issued_papers[0], said))
            for paper, said in papers._with_words_now(values).items()
        }

    def _values_to_check(self):
        """What the paper says, without its sentences."""
        return getattr(self, self._issued_papers[0])()

    @api.model
    def _shortened(self, text):
        text = plain(text)
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    def _named_people(self):
        """{dossier id: (name, year of birth)} as the paper says them; {} where it names
        nobody, or by another key."""
        return {}

    def _known_counts(self):
        """The numbers of people that its text may say, or None: any."""
        return None

    def _source_name(self):
        """How it is named where another paper disagrees with it."""
        return self._paper_named()

    # -- checks ------------------------------------------------------------------------

    def _findings(self, read):
        """(paper, finding) of every check; ``read``: {paper: what it says}."""
        yield from self._find_doubts()
        yield from self._find_open_places(read)
        yield from self._find_annexes(read)
        yield from self._find_recipients(read)
        yield from self._find_bases(read)
        yield from self._find_citations(read)
        yield from self._find_ended_levels(read)
        yield from self._find_later_papers(read)
        yield from self._find_other_counts(read)
        yield from self._find_wrong_words(read)
        yield from self._find_number()

    def _doubtful(self):
        """{paper: {kind of records: those that it uses}}; rooms add theirs."""
        return {
            # Of the default row, if the paper still says something of it.
            paper: [row]
            * any(row[name] and row[name] == paper[name] for name in _DEFAULTS)
            for paper, row in self._fitting_defaults()
        }

    def _find_doubts(self):
        """What is to be confirmed is not signed (a paper says what is certain)."""
        for paper, used in self._doubtful().items():
            for record in used:
                for doubt in record.filtered("to_confirm"):
                    yield paper, self._doubt_finding(doubt)

    def _doubt_finding(self, doubt):
        text = doubt.to_confirm.removeprefix("Cần xác nhận: ")
        return Finding(
            "doubt",
            "error",
            self.env._("To be confirmed: %s", text),
            doubt.display_name,
            f"{doubt._name},{doubt.id}",
            doubt,
        )

    def _find_open_places(self, read):
        """Nothing is left to be filled in by hand."""
        for paper, said in read.items():
            for line in said.open_places():
                text = self.env._("Left open: “%s”", self._shortened(line))
                severity = "warning" if paper._is_filled_by_hand else "error"
                place = paper._place_of(said, line)
                yield (
                    paper,
                    Finding("open", severity, text, _WHOLE, line, place=place),
                )

    def _place_of(self, said, line):
        """Where that line is mended."""
        place = said.place(line)
        return self._text_field or place if place == "words" else place

    def _find_annexes(self, read):
        """The text names each annex, and each that it names is there (III.1.a)."""
        for paper, said in read.items():
            for name in said.unnamed_annexes():
                text = self.env._("No sentence names the annex “%s”.", name)
                yield paper, paper._of_annex("annex_unnamed", text, name)
            for name in said.missing_annexes():
                text = self.env._("“%s” is named and not attached.", name)
                yield paper, paper._of_annex("annex_missing", text, name)

    def _of_annex(self, code, text, name):
        place = self._text_field or "words"
        return Finding(code, "error", text, _ANNEXES, name, place=place)

    def _find_recipients(self, read):
        """“Nơi nhận” ends with who keeps it; “Kính gửi” and “Như trên” go together
        (II.9)."""
        for paper, said in read.items():
            recipients = [line.lower() for line in said.recipients]
            like_above = any(line.startswith(_LIKE_ABOVE) for line in recipients)
            if said.addressees is not None and not said.addressees:
                if like_above:
                    text = self.env._("“Như trên” without anybody after “Kính gửi”.")
                    yield paper, self._of_recipients("addressees", text)
            elif said.addressees and not like_above:
                text = self.env._("“Kính gửi” without “Như trên” in “Nơi nhận”.")
                yield paper, self._of_recipients("like_above", text)
            elif like_above and said.addressees is None:
                text = self.env._("“Như trên” in a paper without “Kính gửi”.")
                yield paper, self._of_recipients("addressees", text)
            if said.recipients and not recipients[-1].startswith("lưu"):
                text = self.env._("“Nơi nhận” does not end with “Lưu: …”.")
                yield paper, self._of_recipients("kept_by", text, "warning")

    def _of_recipients(self, code, text, severity="error"):
        return Finding(code, severity, text, _RECIPIENTS, place="recipients")

    def _find_bases(self, read):
        """Each base is in force on the day of the paper (II.6.a)."""
        acts = self.env["cdht.act"]._known(
            line for said in read.values() for line in said.bases
        )
        for paper, said in read.items():
            day = paper._paper_date()
            for line in said.bases:
                act = acts._cited_in(line)[:1]
                if act.to_confirm:
                    yield paper, self._doubt_finding(act)
                if not act or act._is_in_force(day):
                    continue
                text = paper._not_in_force_text(act, day)
                yield (
                    paper,
                    Finding("base", "error", text, _BASES, line, place="bases"),
                )

    def _not_in_force_text(self, act, day):
        values = {"act": act.display_name, "day": day.strftime("%d/%m/%Y")}
        if day < act.date_from:
            return self.env._("“%(act)s” is not in force yet on %(day)s.", **values)
        if not act.replaced_by_id:
            return self.env._(
                "“%(act)s” is not in force any more on %(day)s.", **values
            )
        return self.env._(
            "“%(act)s” is not in force any more on %(day)s: “%(other)s” is.",
            **values,
            other=act.replaced_by_id.display_name,
        )

    def _find_citations(self, read):
        """A paper cited first stands with its day, its body and what it is about
        (II.6.b)."""
        for paper, said in read.items():
            for line in uncited(said):
                if not is_cited_in_full(line):
                    text = self.env._(
                        "Cited first without its day, its body or what it is about:"
                        " “%s”",
                        self._shortened(line),
                    )
                    yield paper, Finding("citation", "warning", text, _CITATION, line)

    def _find_ended_levels(self, read):
        """No paper is based on, or sent to, a level of government that is no more."""
        for paper, said in read.items():
            day = paper._paper_date()
            kinds = (
                ("error", [*said.bases, *said.recipients]),
                ("warning", said.lines),
            )
            for severity, lines in kinds:
                for line in lines:
                    if names_ended_level(line, day):
                        text = self.env._(
                            "There are no districts since 01/07/2025: “%s”",
                            self._shortened(line),
                        )
                        place = paper._place_of(said, line)
                        yield (
                            paper,
                            Finding(
                                "level", severity, text, _TWO_TIERS, line, place=place
                            ),
                        )

    def _find_later_papers(self, read):
        """No paper cites one that is dated after it."""
        for paper, said in read.items():
            # The registry gives the day after the signature.
            for cited in cited_after(said, paper.date) if paper.date else ():
                text = self.env._(
                    "Of %(day)s, and cites what is dated later: “%(cited)s”",
                    day=paper.date.strftime("%d/%m/%Y"),
                    cited=self._shortened(cited),
                )
                source = self.env._("The paper cited")
                yield (
                    paper,
                    Finding("date_order", "error", text, source, cited, place="date"),
                )

    def _find_earlier_than(self, sources):
        """``sources``: {paper: [(day, what happened on it)]}, none of which comes after
        the paper."""
        for paper, days in sources.items():
            for day, source in days:
                if paper.date and day and paper.date < day:
                    text = self.env._(
                        "Of %(day)s, and goes by what is of %(later)s.",
                        day=paper.date.strftime("%d/%m/%Y"),
                        later=day.strftime("%d/%m/%Y"),
                    )
                    about = f"{source} {text}"
                    yield (
                        paper,
                        Finding(
                            "date_order", "error", text, source, about, place="date"
                        ),
                    )

    def _find_other_names(self, sources):
        """``sources``: {paper: other papers that name the same people}; all say the
        same name and year of birth."""
        for paper, others in sources.items():
            own = paper._named_people()
            for other in others:
                found = differing_names(own, other._named_people())
                if not found:
                    continue
                shown = [f"{one} ≠ {theirs}" for one, theirs in found[:_NAMES_SHOWN]]
                text = self.env._(
                    "%(count)s people stand otherwise in the other paper: %(names)s.",
                    count=len(found),
                    names="; ".join(shown) + " …" * (len(found) > len(shown)),
                )
                source = other._source_name()
                yield paper, Finding("name", "error", text, source, source + text)

    def _find_other_counts(self, read):
        """A number of people that the text says is that of its list."""
        for paper, said in read.items():
            known = paper._known_counts()
            if known is None:
                continue
            for line in said.lines:
                for number in counted_people(line):
                    if number not in known:
                        text = self.env._(
                            "%(number)s people, and no such number is on its list:"
                            " “%(line)s”",
                            number=number,
                            line=self._shortened(line),
                        )
                        source = self.env._("Its own list")
                        yield (
                            paper,
                            Finding(
                                "count", "error", text, source, f"{number} {line}",
                                place=paper._place_of(said, line),
                            ),
                        )  # fmt: skip

    def _find_wrong_words(self, read):
        """The words in brackets say the figure before them."""
        for paper, said in read.items():
            for line in said.lines:
                for wrong in wrong_words(line):
                    text = self.env._("Figure and words differ: “%s”", wrong)
                    place = paper._place_of(said, line)
                    yield (
                        paper,
                        Finding("words", "error", text, _WORDS, wrong, place=place),
                    )

    def _find_number(self):
        """Numbers follow the dates of a year (Điều 15)."""
        for paper in self.filtered("number_warning"):
            text = paper.number_warning
            yield (
                paper,
                Finding("number", "warning", text, _REGISTER, place="number"),
            )


# What a paper takes over from its default.
_DEFAULTS = ("symbol", "bases", "recipients")
