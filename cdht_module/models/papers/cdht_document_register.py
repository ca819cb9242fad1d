from itertools import count

from odoo import api, fields, models
from odoo.exceptions import AccessError

from .cdht_document import _short_date

# States in which no paper has been entered in the register yet.
_BEFORE_ISSUE = ("draft", "submitted")


class CdhtDocument(models.AbstractModel):
    """Entry in the register of outgoing papers (Nghị định 30/2020, Điều 15, 16)."""

    _inherit = "cdht.document"

    # Entered by the clerk of the issuing unit, where it has one.
    _by_clerk = frozenset({"number", "date", "signed_file", "signed_filename"})

    number_warning = fields.Char(
        string="Number against the dates", compute="_compute_number_warning"
    )
    enters_register = fields.Boolean(
        compute="_compute_enters_register", export_string_translation=False
    )

    @api.depends("issuing_unit_id")
    @api.depends_context("uid")
    def _compute_enters_register(self):
        """Whether the reader types number and date and attaches the signed copy."""
        for unit, papers in self.grouped("issuing_unit_id").items():
            clerks = unit._helpers("clerk")
            papers.enters_register = not clerks or self.env.user in clerks

    @api.onchange("date")
    def _onchange_date(self):
        """A paper may be typed in before its day; more often the year is mistyped."""
        today = self.env["cdht.campaign"]._today()
        if not self.date or self.date <= today:
            return None
        return {
            "warning": {
                "title": self.env._("A day to come"),
                "message": self.env._(
                    "%(date)s is later than today, %(today)s. Please check the date.",
                    date=_short_date(self.date),
                    today=_short_date(today),
                ),
            }
        }

    @api.depends("number_key", "number_year", "date", "symbol", "issuing_unit_id")
    def _compute_number_warning(self):
        """Numbers follow the dates of a year; one that does not is pointed out."""
        self.number_warning = False
        entered = self.filtered(
            lambda paper: paper.number_year and (paper.number_key or "").isdecimal()
        )
        if not entered:
            return
        # sudo: the register of a body is one, whoever reads parts of it
        issued = self.sudo().search_fetch(
            [
                ("issuing_unit_id", "in", entered.issuing_unit_id.ids),
                ("number_year", "in", entered.mapped("number_year")),
                ("state", "not in", _BEFORE_ISSUE),
            ],
            ["issuing_unit_id", "symbol", "number_year", "number_key", "date"],
        )
        registers = issued.grouped(lambda paper: paper._register_key())
        for paper in entered:
            others = registers.get(paper._register_key(), issued.browse())
            paper.number_warning = paper._number_against(others - paper._origin)

    def _register_key(self):
        return self.issuing_unit_id._origin.id, self.symbol or "", self.number_year

    def _number_against(self, others):
        """What is wrong with the number of this paper beside ``others``, or False."""
        own = int(self.number_key)
        for other in others.filtered(lambda paper: paper.number_key.isdecimal()):
            values = {
                "number": self.number,
                "other": other.number,
                "date": _short_date(other.date),
            }
            if own < int(other.number_key) and other.date < self.date:
                return self.env._(
                    "Number %(number)s is lower than number %(other)s, given on"
                    " %(date)s. Please check.",
                    **values,
                )
            if own > int(other.number_key) and other.date > self.date:
                return self.env._(
                    "Number %(number)s is higher than number %(other)s, given later,"
                    " on %(date)s. Please check.",
                    **values,
                )
        return False

    def write(self, vals):
        if self._by_clerk & vals.keys():
            self._check_clerk()
        return super().write(vals)

    def _check_issuing_officer(self):
        self.check_access("write")
        if self.issuing_unit_id - self.issuing_unit_id._in_reach("commune"):
            raise AccessError(
                self.env._("This is for an officer of the body that issues it.")
            )

    def _check_clerk(self):
        """Where the issuing unit has a clerk, only the clerk enters papers."""
        self.issuing_unit_id._check_helper("clerk")

    def _enter_in_register(self):
        """Number and date of papers that are about to be issued.

        A body that keeps its whole register here gives the next number by itself,
        and today where no date is typed. A number that runs against the dates of
        its neighbours stays, with a trace.
        """
        self._check_clerk()
        self._draw_numbers()
        self._check_number_is_free()
        self._check_number_and_date()
        odd = self.filtered("number_warning")
        self.env["cdht.trace"]._record(
            odd, "number_warning", [{"reason": paper.number_warning} for paper in odd]
        )

    def _draw_numbers(self):
        """The next numbers, without gaps, for papers that have none."""
        # Two officers at once: the later one begins anew, and sees these numbers.
        self.issuing_unit_id._hold_register()
        papers = self.filtered(
            lambda paper: not paper.number and paper.issuing_unit_id.keeps_register
        )
        today = self.env["cdht.campaign"]._today()
        # One by one: each number follows from the one before it.
        for paper in papers:
            date = paper.date or today
            # sudo: the officer, checked by the move, draws and does not choose
            paper.sudo().write({"date": date, "number": paper._next_number(date.year)})

    def _next_number(self, year):
        """The first free number after the last one issued of that year."""
        # sudo: the register of a body is one, whoever reads parts of it
        register = self.sudo().search_fetch(
            [
                ("issuing_unit_id", "=", self.issuing_unit_id.id),
                ("symbol", "=", self.symbol),
                ("number_year", "=", year),
            ],
            ["number_key", "state"],
        )
        numbered = register.filtered(lambda paper: paper.number_key.isdecimal())
        issued = numbered.filtered(lambda paper: paper.state not in _BEFORE_ISSUE)
        last = max((int(paper.number_key) for paper in issued), default=0)
        used = {int(paper.number_key) for paper in numbered}
        number = next(number for number in count(last + 1) if number not in used)
        return f"{number:02}"
