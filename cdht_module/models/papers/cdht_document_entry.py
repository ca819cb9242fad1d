from itertools import count

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.paper_text import frozen

from .cdht_document import _short_date

_lt = LazyTranslate(__name__)

# States in which no paper has been entered in the register yet.
_BEFORE_ISSUE = ("draft", "submitted")
# A number further on than so many times what the year's pace lets expect is named.
_PACES, _A_FEW = 3, 20


class CdhtDocument(models.AbstractModel):
    """Its entry in the register of outgoing papers (Nghị định 30/2020, Điều 15, 16):
    what is said before, who makes it and with which number, and a slip in it mended as
    long as the paper is still in the house."""

    _inherit = "cdht.document"
    _moves = (
        Move("correct_entry", "action_correct_entry", (), None,
             "commune", _lt("Number or date corrected")),
    )  # fmt: skip

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
            clerks = unit._officers_with_duty("clerk")
            papers.enters_register = not clerks or self.env.user in clerks

    @api.onchange("date")
    def _onchange_date(self):
        """A paper may be typed in before its day; more often the year is mistyped."""
        today = clock.today()
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
        # sudo: register: the register of a body is one, whoever reads parts of it
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
        own_number = int(self.number_key)
        for other in others.filtered(lambda paper: paper.number_key.isdecimal()):
            values = {
                "number": self.number,
                "other": other.number,
                "date": _short_date(other.date),
            }
            if own_number < int(other.number_key) and other.date < self.date:
                return self.env._(
                    "Number %(number)s is lower than number %(other)s, given on"
                    " %(date)s. Please check.",
                    **values,
                )
            if own_number > int(other.number_key) and other.date > self.date:
                return self.env._(
                    "Number %(number)s is higher than number %(other)s, given later,"
                    " on %(date)s. Please check.",
                    **values,
                )
        return False

    def _check_clerk(self):
        """Where the issuing unit has a clerk, only the clerk enters papers."""
        self.issuing_unit_id._check_duty("clerk")

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
        self._trace_number_warning()

    def _trace_number_warning(self):
        odd = self.filtered("number_warning")
        self.env["cdht.trace"]._record(
            odd, "number_warning", [{"reason": paper.number_warning} for paper in odd]
        )

    def _draw_numbers(self):
        """The next numbers, without gaps, for papers that have none."""
        # If two officers do this at once, the later request is repeated and sees these
        # numbers.
        self.issuing_unit_id._lock_register()
        papers = self.filtered(
            lambda paper: not paper.number and paper.issuing_unit_id.keeps_register
        )
        today = clock.today()
        # One by one: each number follows from the one before it.
        for paper in papers:
            date = paper.date or today
            # sudo: move: the officer, checked by the move, draws and does not choose
            paper.sudo().write({"date": date, "number": paper._next_number(date.year)})

    def _next_number(self, year):
        """The first free number after the last one issued of that year."""
        # sudo: register: the register of a body is one, whoever reads parts of it
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

    # -- What is said before a number is given.

    def _said_at_issue(self):
        """What it means to issue this paper, for who is about to do it."""
        return self.env._("What is issued is not changed any more.")

    def _correctable_until(self):
        """Yield what ends that number and date are corrected (``_left_the_office``)."""
        yield self.env._("a signed copy is attached")

    def _check_issuer(self):
        """Whether who issues it is known as for that; rooms ask it of their papers."""

    def _check_ready(self):
        """Refuse before anybody goes to the registry for a number, with all that is
        lacking."""
        self._check_issuer()
        if lacking := [text for paper in self for text in paper._lacking()]:
            raise UserError("\n".join(dict.fromkeys(lacking)))

    def _lacking(self):
        """Yield what the paper needs before it is issued, a sentence each; rooms say it
        of theirs."""
        self.ensure_one()
        yield from ()

    def _checks_at_issue(self):
        """What the move asks of the paper, whatever its number."""
        return [self._check_ready]

    def _held_before_number(self):
        """All that would be refused at the end, told at once, before a number is asked
        for; what the check finds stays in its tab."""
        self.ensure_one()
        told = []
        for check in self._checks_at_issue():
            try:
                check()
            except UserError as refused:
                told.append(str(refused))
        errors = self._renew_findings()._holding()
        # Number and day are asked for now.
        errors = errors.filtered(lambda one: one.place not in ("number", "date"))
        if errors:
            told.append(errors.with_env(self.env)._held_text())
        return "\n".join(told)

    def _entry_notes(self, number, date):
        """What is odd about that number and date for this paper, a text each."""
        self.ensure_one()
        today = clock.today()
        if date and date > today:
            yield self.env._(
                "%(date)s is %(days)s days ahead: today is %(today)s.",
                date=_short_date(date),
                days=(date - today).days,
                today=_short_date(today),
            )
        paper = self.new({"number": number, "date": date}, origin=self)
        if paper.number_warning:
            yield paper.number_warning
        before = self._entered_before(date)
        if before and paper._jumps_from(before):
            yield self.env._(
                "Number %(number)s is %(count)s after number %(other)s of %(date)s."
                " Please compare with the register.",
                number=number,
                count=int(paper.number_key) - int(before.number_key),
                other=before.number,
                date=_short_date(before.date),
            )

    def _number_to_draw(self, date):
        """The number that its body's own register gives next; False where the registry
        gives it."""
        self.ensure_one()
        return self.issuing_unit_id.keeps_register and self._next_number(date.year)

    def _entered_before(self, date):
        """The paper of the same register and year with the highest number."""
        # sudo: register: the register of a body is one, whoever reads parts of it
        issued = (
            self.sudo()
            .search(
                [
                    ("id", "!=", self.id),
                    ("issuing_unit_id", "=", self.issuing_unit_id.id),
                    ("symbol", "=", self.symbol),
                    ("number_year", "=", (date or clock.today()).year),
                    ("state", "not in", _BEFORE_ISSUE),
                ]
            )
            .filtered(lambda paper: (paper.number_key or "").isdecimal())
        )
        return max(issued, key=lambda paper: int(paper.number_key), default=issued)

    def _jumps_from(self, before):
        """Whether the number is further on than its register has gone so far."""
        if not (self.date and (self.number_key or "").isdecimal()):
            return False
        gone = int(self.number_key) - int(before.number_key)
        if self.issuing_unit_id.keeps_register:
            return gone > 1
        days = max((self.date - before.date).days, 0)
        a_day = int(before.number_key) / before.date.timetuple().tm_yday
        return gone > _PACES * days * a_day + _A_FEW

    def _issued_text(self):
        """What is told once it is issued: its number and date, what comes next."""
        done = self.env._("Issued: %s.", self._entry_text())
        return "\n".join(filter(None, [done, self._next_after_issue()]))

    def _next_after_issue(self):
        return self.env._(
            "Next: print it for signature, then attach the signed copy in “%s”.",
            self._fields["signed_file"]._description_string(self.env),
        )

    # -- What was mistyped, while nobody outside has seen it. Afterwards a paper of the
    #    law puts it right (Nghị định 30/2020, Điều 18 khoản 3).

    def action_correct_entry(self, number, date, reason):
        """Give the issued paper the right number and date, with a reason."""
        self._cdht_one()
        reason = self._check_reason(reason)
        self._check_entry_officer()
        self._check_clerk()
        self._lock()
        number = (self._number_alone(number) or "").strip()
        if not (number and date):
            raise UserError(self.env._("Give the number and the date."))
        if held := self._entry_held():
            raise UserError(held)
        before = self._entry_text()
        self._enter_again(number, date)
        self.env["cdht.trace"]._record(
            self,
            "correct_entry",
            [{"value_from": before, "reason": reason}],
            value_to=self._entry_text(),
        )
        self._trace_number_warning()

    def _check_entry_officer(self):
        """Whoever issues it."""
        self._check_issuing_officer()

    def _entry_held(self):
        """Why number and date are not corrected here any more, with the way that is
        left; False while they are."""
        self.ensure_one()
        if self.state != "issued" or not self.number:
            return self.env._(
                "Number and date are corrected of a paper that was just issued. Not so:"
                " %s.",
                self.display_name,
            )
        left = "; ".join(self._left_the_office())
        if not left:
            return False
        return self.env._(
            "“%(paper)s” has left the office: %(why)s. Its number and date are not"
            " corrected here any more. %(way)s",
            paper=self.display_name,
            why=left,
            way=self._way_of_law(),
        )

    def _left_the_office(self):
        """Yield why others may know the paper by its number and date."""
        if self.signed_filename:
            yield self.env._("a signed copy is attached")

    def _way_of_law(self):
        return self.env._(
            "Write a letter that corrects it (“Công văn đính chính”, Decree 30/2020,"
            " Article 18)."
        )

    def _entry_text(self):
        return f"{self._reference().strip()}, {_short_date(self.date)}"

    def _enter_again(self, number, date):
        """Of what the paper says, what follows from number and date is said anew; all
        else stays as it was issued."""
        # sudo: move: what is kept is written by moves; the officer was checked
        paper = self.sudo()
        old_entry, old = paper._reference(), frozen(paper._values_to_keep())
        paper.write({"number": number, "date": date})
        self._check_number_is_free()
        new, kept = frozen(paper._values_to_keep()), paper.issued_values
        paper.issued_values = {
            part: _renewed(said, old.get(part), new.get(part))
            for part, said in kept.items()
        }
        self._follow_entry(old_entry)
        self._hold_errors()
        self._supersede_prints(stage="issued")
        self._keep_issued_prints()
        self.invalidate_recordset(["print_ids"])

    def _follow_entry(self, old):
        """What else tells number and date of this paper, which was called ``old``."""


def _renewed(said, old, new):
    """``said`` with those of its values that differ between ``old`` and ``new``."""
    if not (isinstance(said, dict) and isinstance(old, dict) and isinstance(new, dict)):
        return new if old != new else said
    return {
        name: new[name] if name in new and old.get(name) != new[name] else value
        for name, value in said.items()
    }
