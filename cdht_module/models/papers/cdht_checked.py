from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.finding import (
    Finding,
    is_cited_in_full,
    names_ended_level,
    plain,
    reading,
    uncited,
)
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)

# Clauses of Nghị định 30/2020/NĐ-CP.
_BASES = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.a"
_CITATION = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.6.b"
_RECIPIENTS = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.9"
_ANNEXES = "Nghị định 30/2020/NĐ-CP, Phụ lục I, phần I, mục III.1.a"
_WHOLE = "Nghị định 30/2020/NĐ-CP, Điều 10, Điều 11"
_REGISTER = "Nghị định 30/2020/NĐ-CP, Điều 15 khoản 1"
_TWO_TIERS = "Nghị quyết 202/2025/QH15"

_LIKE_ABOVE = "như trên"
_SHOWN = 90


class CdhtChecked(models.AbstractModel):
    """“Soát thể thức”: a paper is read once more before it goes for signature and is
    issued; errors hold it until they are mended or the office lets them stand,
    warnings do not.

    A room adds checks of its papers by ``_findings``: named generators of (paper,
    ``Finding``) over all papers at once.
    """

    _name = "cdht.checked"
    _description = "Paper that is checked"
    _inherit = ["cdht.moved"]
    _moves = (
        Move("check_paper", "action_check", who="authority", label=_lt("Checked")),
    )

    # The moves before which it is checked; minutes are filled in by hand.
    _checked_moves = frozenset({"submit", "issue"})

    finding_ids = fields.Many2many(
        "cdht.paper.finding",
        string="Found by the check",
        compute="_compute_finding_ids",
    )

    def _compute_finding_ids(self):
        of_paper = self.env["cdht.paper.finding"]._of(self).grouped("res_id")
        for paper in self:
            found = of_paper.get(paper._origin.id, self.env["cdht.paper.finding"])
            # Who reads the paper reads what was found in it.
            paper.finding_ids = found.with_env(self.env).sorted()

    def unlink(self):
        findings = self.env["cdht.paper.finding"]._of(self)
        result = super().unlink()
        findings.unlink()
        return result

    def action_check(self):
        """Read the papers and keep what is found, for the tab “Soát thể thức”."""
        self.check_access("write")
        self._renew_findings()

    def _make_move(self, name, *args, **vals):
        if name in self._checked_moves:
            self._hold_errors()
        return super()._make_move(name, *args, **vals)

    def _hold_errors(self):
        """Nothing goes out with an error that nobody has let stand."""
        errors = self._renew_findings().filtered(
            lambda one: one.severity == "error" and not one.is_allowed
        )
        if errors:
            raise UserError(
                self.env._(
                    "“Soát thể thức” holds this paper:\n%(errors)s\nMend it, confirm"
                    " what is doubtful, or press “Soát thể thức” and let it stand with"
                    " a reason.",
                    errors="\n".join(f"– {one.text} ({one.source})" for one in errors),
                )
            )

    def _renew_findings(self):
        # sudo: part: what a paper says is read whole, for whoever may write it
        found = [*self.sudo()._findings(self._read())]
        self.invalidate_recordset(["finding_ids"])
        return self.env["cdht.paper.finding"]._renew(self, found)

    def _read(self):
        """{paper: what it says}"""
        # sudo: part: as for the print
        return {
            paper: reading(
                paper._with_sentences(
                    "_paper_values", paper._values_now("_paper_values")
                )
            )
            for paper in self.sudo()
        }

    @api.model
    def _shortened(self, text):
        text = plain(text)
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

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
                    text = doubt.to_confirm.removeprefix("Cần xác nhận: ")
                    yield (
                        paper,
                        Finding(
                            "doubt",
                            "error",
                            self.env._("To be confirmed: %s", text),
                            doubt.display_name,
                            f"{doubt._name},{doubt.id}",
                            doubt,
                        ),
                    )

    def _find_open_places(self, read):
        """Nothing is left to be filled in by hand."""
        for paper, said in read.items():
            for text in said.open_places():
                yield (
                    paper,
                    Finding(
                        "open",
                        "error",
                        self.env._("Left open: “%s”", self._shortened(text)),
                        _WHOLE,
                        text,
                    ),
                )

    def _find_annexes(self, read):
        """The text names each annex, and each that it names is there (III.1.a)."""
        for paper, said in read.items():
            for name in said.unnamed_annexes():
                text = self.env._("No sentence names the annex “%s”.", name)
                yield paper, Finding("annex_unnamed", "error", text, _ANNEXES, name)
            for name in said.missing_annexes():
                text = self.env._("“%s” is named and not attached.", name)
                yield paper, Finding("annex_missing", "error", text, _ANNEXES, name)

    def _find_recipients(self, read):
        """“Nơi nhận” ends with who keeps it; “Kính gửi” and “Như trên” go together
        (II.9)."""
        for paper, said in read.items():
            recipients = [line.lower() for line in said.recipients]
            like_above = any(line.startswith(_LIKE_ABOVE) for line in recipients)
            if said.addressees is not None and not said.addressees:
                if like_above:
                    text = self.env._("“Như trên” without anybody after “Kính gửi”.")
                    yield paper, Finding("addressees", "error", text, _RECIPIENTS)
            elif said.addressees and not like_above:
                text = self.env._("“Kính gửi” without “Như trên” in “Nơi nhận”.")
                yield paper, Finding("like_above", "error", text, _RECIPIENTS)
            elif like_above and said.addressees is None:
                text = self.env._("“Như trên” in a paper without “Kính gửi”.")
                yield paper, Finding("addressees", "error", text, _RECIPIENTS)
            if said.recipients and not recipients[-1].startswith("lưu"):
                text = self.env._("“Nơi nhận” does not end with “Lưu: …”.")
                yield paper, Finding("kept_by", "warning", text, _RECIPIENTS)

    def _find_bases(self, read):
        """Each base is in force on the day of the paper (II.6.a)."""
        acts = self.env["cdht.act"]._known(
            line for said in read.values() for line in said.bases
        )
        for paper, said in read.items():
            day = paper._paper_date()
            for line in said.bases:
                act = acts._cited_in(line)[:1]
                if not act or act._is_in_force(day):
                    continue
                yield (
                    paper,
                    Finding(
                        "base",
                        "error",
                        paper._not_in_force_text(act, day),
                        _BASES,
                        line,
                    ),
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
                        yield paper, Finding("level", severity, text, _TWO_TIERS, line)

    def _find_number(self):
        """Numbers follow the dates of a year (Điều 15)."""
        for paper in self.filtered("number_warning"):
            text = paper.number_warning
            yield paper, Finding("number", "warning", text, _REGISTER)


# What a paper takes over from its default.
_DEFAULTS = ("symbol", "bases", "recipients")
