from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.paper_text import text_lines


class CdhtFilingPart(models.Model):
    """A part of a year's file: which papers lie in it, in the order of the work, and
    how long they are kept (Nghị định 30/2020, Điều 29; Phụ lục V)."""

    _name = "cdht.filing.part"
    _description = "Part of a year's file"
    _inherit = ["cdht.traced.setting", "cdht.doubtful"]
    _order = "sequence, id"

    sequence = fields.Integer(default=100)
    name = fields.Char(required=True)
    papers = fields.Text(
        string="Kinds of papers",
        help="One a line, as the programme calls them: plan, decision, report…",
    )
    paper_names = fields.Char(string="Papers in it", compute="_compute_paper_names")
    is_expected = fields.Boolean(
        string="Always there",
        help="A year without such a paper is pointed out.",
    )
    remedy = fields.Char(
        string="What to do where it is missing",
        help="Shown to who makes the year's file.",
    )
    is_permanent = fields.Boolean(string="Kept for ever")
    years_kept = fields.Integer(string="Years kept", aggregator=None)
    source = fields.Char(
        string="Source of the term", help="The act or the office's own list."
    )
    term = fields.Char(string="Retention term", compute="_compute_term")

    _term_is_given = models.Constraint(
        "CHECK (is_permanent OR years_kept > 0)",
        "Say how many years these papers are kept, or that it is for ever.",
    )

    @api.depends("papers")
    @api.depends_context("lang")
    def _compute_paper_names(self):
        """The kinds by the names that people know."""
        labels = self.env["cdht.paper.default"]._fields["paper"]
        names = dict(labels._description_selection(self.env))
        # sudo: public: what a kind of papers is called
        kinds = self.env["ir.model"].sudo()
        for part in self:
            part.paper_names = ", ".join(
                names.get(kind) or kinds._get(f"cdht.{kind}").name or kind
                for kind in text_lines(part.papers)
            )

    @api.depends("is_permanent", "years_kept")
    def _compute_term(self):
        """As registers say it, in Vietnamese for every user."""
        for part in self:
            years = part.years_kept
            part.term = "Vĩnh viễn" if part.is_permanent else f"{years:02} năm"

    def _longest(self):
        """Of these, the part whose papers are kept longest."""
        return self.sorted(lambda part: (part.is_permanent, part.years_kept))[-1:]

    @api.model
    def _by_kind(self):
        """{kind of paper: its part}"""
        return {
            kind: part
            for part in self.search(Domain.TRUE)
            for kind in text_lines(part.papers)
        }
