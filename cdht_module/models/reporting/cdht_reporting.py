from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.finding import Finding, numbers_before
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.paper_text import (
    decimal,
    in_full,
    in_sentence,
    text_lines,
)

_lt = LazyTranslate(__name__)

_UNKNOWN = "…"

# What sentences of all such reports may name.
FIELDS = {
    "cơ quan": "body",
    "phụ lục": "annex_names",
    "báo cáo bị thay thế": "replaced",
    "báo cáo được bổ sung": "supplemented",
}


class CdhtReporting(models.AbstractModel):
    """A report in chapters: its figures are taken once and stand, its text is the
    office's. Báo cáo of a half-year, a year, or several years.

    A model that inherits it has ``part_ids`` (``cdht.reporting.part``) and says what
    its figures, its text and its annexes are.
    """

    _name = "cdht.reporting"
    _description = "Report in chapters"
    _inherit = ["cdht.document"]
    _paper_kind = "Báo cáo"
    _by_moves = {"state", "figures", "taken_on", "amends_id", "amends_as"}
    _moves = (
        Move("take_figures", "action_take_figures", ("draft",), None,
             "commune", _lt("Figures taken")),
        Move("issue", "action_issue", ("draft",), "issued", "commune", _lt("Issued")),
        Move("replace", "action_make_replacement", ("issued",), None,
             "commune", _lt("Replaced by another")),
        Move("supplement", "action_make_supplement", ("issued",), None,
             "commune", _lt("Supplemented by another")),
    )  # fmt: skip

    issuing_unit_id = fields.Many2one(
        required=True,
        default=lambda self: self.env["cdht.letter"]._default_issuing_unit(),
    )
    signatory_id = fields.Many2one(
        compute="_compute_signatory_id", store=True, readonly=False, precompute=True
    )
    area_id = fields.Many2one(
        "cdht.unit",
        string="Reported area",
        compute="_compute_area_id",
        store=True,
        index=True,
        precompute=True,
    )
    addressees = fields.Text(
        compute="_compute_addressees",
        store=True,
        readonly=False,
        precompute=True,
        help="After “Kính gửi”, one a line.",
    )
    figures = fields.Json(string="Figures of the whole", copy=False)
    taken_on = fields.Datetime(string="Figures taken on", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )

    # An issued report is not changed: another one takes its place, or adds to it.
    # ``amends_id`` is a field of each model.
    amends_as = fields.Selection(
        [("replace", "Replaces"), ("supplement", "Supplements")],
        readonly=True,
        copy=False,
    )

    def _paper(self):
        return "report"

    def _register_tables(self):
        """Reports of all kinds stand in one register."""
        return ["cdht_report", "cdht_review"]

    def _said_later(self):
        how = {"replace": "Được thay thế bởi", "supplement": "Được bổ sung bởi"}
        return {
            report: [
                f"{how[later.amends_as]} {later._paper_named()}"
                for later in report.amended_by_ids
                if later.state != "draft"
            ]
            for report in self
        }

    @api.depends("issuing_unit_id")
    def _compute_area_id(self):
        """The committee and the association of a commune report on the commune."""
        for report in self:
            unit = report.issuing_unit_id
            report.area_id = unit.commune_id or unit

    @api.depends("issuing_unit_id")
    def _compute_addressees(self):
        for report in self:
            report.addressees = "\n".join(report._bodies_above()) or False

    def _bodies_above(self):
        """To whom a body reports: a committee to the one above, an association to the
        one above and to the committee of its commune."""
        # sudo: name: the names of the bodies above, on the paper
        unit = self.issuing_unit_id.sudo()
        above = unit.parent_id
        if unit.unit_type != "association":
            return [above.body_name] if above else []
        province = above.parent_id
        associations = [f"Hội Khuyến học {in_sentence(province.name)}"] * bool(province)
        return associations + [above.body_name] * bool(above)

    def action_take_figures(self):
        """Take the figures as they are now; text that nobody changed follows."""
        self._check_issuing_officer()
        self._lock()
        self._check_move("take_figures")
        self._take_figures()

    def _take_figures(self):
        """Only sums are taken; whoever takes them is an officer of the body."""
        for report in self:
            # sudo: move: figures are taken by the move, never written by hand
            report.sudo().write(
                {**report._figures_now(), "taken_on": fields.Datetime.now()}
            )
            report._propose_text()
        self.env["cdht.trace"]._record(self, "take_figures")

    def _figures_now(self):
        """The fields that hold figures, as {name: value}."""
        raise NotImplementedError

    def _last_year(self):
        """The last year that it reports on."""
        raise NotImplementedError

    def _proposed_parts(self):
        """[(level, code, heading, table)] of a new report, in order."""
        raise NotImplementedError

    def _facts(self):
        """{field of its sentences: what the figures say}"""
        raise NotImplementedError

    def _proposed_texts(self):
        """{code of a part: the text that the figures give}; what nothing is known of
        is left open, except beside a table."""
        values = self._values_of_figures()
        return self._texts_of_parts(self._proposed_by_words(values))

    def _texts_of_parts(self, proposed):
        return {
            code: proposed[code] or ("" if table else _UNKNOWN)
            for _level, code, _heading, table in self._proposed_parts()
            if code in proposed
        }

    def _propose_text(self):
        self.ensure_one()
        if not self.part_ids:
            self.part_ids = [
                fields.Command.create(
                    {
                        "sequence": 10 * number,
                        "level": level,
                        "code": code,
                        "name": name,
                        "table": table,
                    }
                )
                for number, (level, code, name, table) in enumerate(
                    self._proposed_parts(), 1
                )
            ]
        self.part_ids._propose(self._proposed_texts())

    def _aims(self, year):
        """What the plan in force says of ``year``, a line a target; not what is only
        proposed for it."""
        targets = self.env["cdht.plan.target"]._in_force(self.area_id, [year])
        return [
            f"{in_full(target.metric_id.name)}: {decimal(target.value)}%"
            for target in targets[self.area_id.id, year]
            if not target.to_confirm
        ]

    def action_issue(self):
        """Issue with the registry's number and date."""
        self._check_issuing_officer()
        self._lock()
        self._check_move("issue")
        self._check_ready()
        self._enter_in_register()
        for report in self:
            if report.date.year < report._last_year():
                raise UserError(
                    self.env._(
                        "A report on %(year)s is not dated before it: %(date)s.",
                        year=report._last_year(),
                        date=report.date.strftime("%d/%m/%Y"),
                    )
                )
        self._make_move("issue")

    def _lacking(self):
        yield from super()._lacking()
        if not self.taken_on:
            yield self.env._("Take the figures first.")
        if not self.signatory_id:
            yield self.env._("Choose who signs.")
        texts = self.part_ids.mapped("text")
        if not any(texts):
            yield self.env._("A report says something: write its text.")
        if any("…" in (text or "").replace("...", "…") for text in texts):
            yield self.env._("Fill in what is left open in the text: look for “…”.")

    def _doubtful(self):
        """The levels of the plan by which it measures, and what they measure."""
        used = super()._doubtful()
        years = {report: report._last_year() for report in self}
        in_force = self.env["cdht.plan.target"]._in_force(self.area_id, years.values())
        for report, year in years.items():
            targets = in_force[report.area_id.id, year]
            used[report] += [targets, targets.metric_id]
        return used

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_other_counts(read)

    def _find_other_counts(self, read):
        """How many people its text names is what its figures say."""
        for report, said in read.items():
            if not report.taken_on:
                continue
            facts = [f"{fact} người" for fact in report._facts().values()]
            known = {*_counts(report.figures), *numbers_before(facts, "người").values()}
            for written, number in numbers_before(said.lines, "người").items():
                if number not in known:
                    text = self.env._("%s người are none of its figures.", written)
                    source = self.env._("The figures taken")
                    yield report, Finding("count", "warning", text, source, written)

    # -- An issued report is replaced or supplemented by another one that names it.

    def _way_of_law(self):
        return self.env._("Press “Make the report that replaces it”.")

    def _left_the_office(self):
        yield from super()._left_the_office()
        for later in self.search([("amends_id", "=", self.id)]):
            if later.state == "issued":
                yield self.env._("another paper names it: %s", later.display_name)

    def action_make_replacement(self):
        """A draft with this report's words; once issued, it takes its place."""
        return self._make_amending("replace")

    def action_make_supplement(self):
        """A draft of what is added to this report."""
        return self._make_amending("supplement")

    def _make_amending(self, how):
        self._cdht_one()
        self._check_issuing_officer()
        self._check_move(how)
        known = [("amends_id", "=", self.id), ("amends_as", "=", how)]
        if how == "supplement":
            known.append(("state", "=", "draft"))
        draft = self.search(known, limit=1)
        if not draft:
            # sudo: move: which report it amends is said by the move; its words go on
            report = self.sudo()
            vals = {
                "subject": report.subject,
                "own_words": report.own_words,
                "amends_id": report.id,
                "amends_as": how,
            }
            draft = report.copy(vals).sudo(False)
            if how == "replace":
                self.part_ids._copy_to(draft)
        return draft._cdht_action_form()

    def _paper_values(self):
        return {
            **super()._paper_values(),
            "addressees": text_lines(self.addressees),
            "contents": self.part_ids._paper_blocks(self._filled_in),
            **self._values_of_figures(),
        }

    def _values_of_figures(self):
        """What its sentences name, and its annexes."""
        annexes = self._paper_annexes() if self.taken_on else []
        annexes = self._numbered_annexes(annexes)
        amended = self.amends_id
        cited = amended and f"{amended._paper_named()} của {amended._paper_body()}"
        return {
            "body": self._paper_body(),
            "annexes": annexes,
            "annex_names": self._annex_names(annexes),
            "replaced": cited if cited and self.amends_as == "replace" else "",
            "supplemented": cited if cited and self.amends_as == "supplement" else "",
            "facts": self._facts() if self.taken_on else {},
        }

    def _typed_texts(self):
        yield from super()._typed_texts()
        yield from self.part_ids._typed_texts()

    def _with_proposed(self, words, rows, values):
        values = super()._with_proposed(words, rows, values)
        if not self.taken_on:
            return values
        texts = self._texts_of_parts(words.proposed(rows, values))
        parts = {part: texts[part.code] for part in self.part_ids if part.code in texts}
        return {
            **values,
            "contents": self.part_ids._paper_blocks(self._filled_in, parts),
        }

    def _paper_units(self):
        return super()._paper_units() | self.area_id

    def _paper_annexes(self):
        """[{heading, columns, groups, notes}] of the figures taken."""
        return []


def _counts(figures):
    """All whole numbers in it, however deep."""
    if isinstance(figures, dict):
        figures = figures.values()
    elif not isinstance(figures, list):
        return [figures] * (type(figures) is int)
    return [number for part in figures for number in _counts(part)]
