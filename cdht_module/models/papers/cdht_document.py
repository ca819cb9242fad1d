from collections import defaultdict
from itertools import chain

from odoo import api, fields, models
from odoo.exceptions import AccessError, LockError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.cdht_module.tools import clock

_LONGEST_NUMBER = 20


class CdhtDocument(models.AbstractModel):
    """What every paper carries (Nghị định 30/2020, Phụ lục I, phần I, mục II).

    Number and date are typed as the registry gave them: the register counts all
    papers of the body, so gaps are normal. A number is unique per issuing body,
    symbol and calendar year (Điều 15).

    A kind of paper says of itself what it is called (``_paper_kind``), in which states
    it stands (``_standing``), when its prints are kept (``_print_stages``) and whether
    it carries a code (``_carries_code``); its templates are rows of `report/papers.py`.
    All else finds it in the registry.
    """

    _name = "cdht.document"
    _description = "Paper"
    _inherit = [
        "cdht.turn", "cdht.worded", "cdht.checked", "cdht.verified", "cdht.signed",
        "cdht.thread", "mail.activity.mixin",
    ]  # fmt: skip
    _rec_name = "subject"
    # Whose turn it is in which state (``tools/move.py``).
    _turns = ()

    issuing_unit_id = fields.Many2one(
        "cdht.unit", string="Issuing body", index=True, ondelete="restrict"
    )
    symbol = fields.Char(
        compute="_compute_paper_defaults", store=True, readonly=False, precompute=True
    )
    number = fields.Char(
        copy=False, help="As the registry gave it, with its leading zero."
    )
    date = fields.Date(copy=False)
    number_year = fields.Integer(
        compute="_compute_number_key", store=True, aggregator=None
    )
    number_key = fields.Char(
        compute="_compute_number_key", store=True, export_string_translation=False
    )
    place = fields.Char(
        compute="_compute_place", store=True, readonly=False, precompute=True
    )
    subject = fields.Char()
    signatory_id = fields.Many2one(
        "cdht.signatory",
        ondelete="restrict",
        domain="[('unit_id', '=', issuing_unit_id)]",
    )
    bases = fields.Text(
        string="Legal bases",
        compute="_compute_paper_defaults",
        store=True,
        readonly=False,
        precompute=True,
        help="One a line, without the “;” at its end.",
    )
    recipients = fields.Text(
        compute="_compute_paper_defaults",
        store=True,
        readonly=False,
        precompute=True,
        help="One a line, without the dash before and the “;” after it.",
    )
    signed_file = fields.Binary(string="Signed copy", attachment=True, copy=False)
    signed_filename = fields.Char(copy=False)
    verify_token = fields.Char(
        copy=False, index="btree_not_null", groups="base.group_system"
    )

    _number_uniq = models.UniqueIndex(
        "(issuing_unit_id, symbol, number_year, number_key)"
        " WHERE number_key IS NOT NULL AND number_year <> 0",
        "This number is used by another paper of the year.",
    )

    # Entered by the clerk of the issuing unit, where it has one.
    _by_clerk = frozenset({"number", "date", "signed_file", "signed_filename"})

    def _paper(self):
        """The kind of paper in ``cdht.paper.default``."""
        return self._name.removeprefix("cdht.")

    def _paper_date(self):
        """The day by whose law the paper is made."""
        return self.date or clock.today()

    def _fitting_defaults(self):
        """Yield (paper, its row of ``cdht.paper.default``); one search a kind."""
        defaults, rows = self.env["cdht.paper.default"], {}
        for paper in self:
            kind = paper._paper()
            if kind not in rows:
                rows[kind] = defaults.search([("paper", "=", kind)])
            unit = paper.issuing_unit_id
            yield paper, rows[kind]._fitting(unit, paper._paper_date())

    @api.depends("issuing_unit_id")
    def _compute_paper_defaults(self):
        for paper, row in self._fitting_defaults():
            paper.symbol = paper.symbol or row.symbol
            paper.bases = paper.bases or row.bases
            paper.recipients = paper.recipients or row.recipients

    @api.depends("issuing_unit_id")
    def _compute_place(self):
        for paper in self:
            paper.place = paper.place or paper.issuing_unit_id.place_name

    @api.depends("number", "date")
    def _compute_number_key(self):
        """“05” and “5” are one number; the register begins anew each year."""
        for paper in self:
            number = (paper.number or "").strip()
            paper.number_key = number.lstrip("0") or False
            paper.number_year = paper.date.year if number and paper.date else 0

    def _number_alone(self, number):
        """The number of “145/QĐ-UBND”, where that is this paper's own symbol."""
        alone, _slash, symbol = (number or "").strip().partition("/")
        own = (self.symbol or "").casefold()
        return alone.strip() if symbol.strip().casefold() == own else number

    @api.onchange("number")
    def _onchange_number(self):
        self.number = self._number_alone(self.number)

    @api.constrains("number")
    def _check_number_is_alone(self):
        for paper in self:
            if "/" in (paper.number or ""):
                raise ValidationError(
                    self.env._(
                        "“%(number)s”: write the number alone. The symbol is printed"
                        " after it: %(symbol)s.",
                        number=paper.number,
                        symbol=paper.symbol or "…",
                    )
                )

    @api.constrains("number")
    def _check_number_is_short(self):
        """Numbers are counted with those of the whole register."""
        if any(len(paper.number or "") > _LONGEST_NUMBER for paper in self):
            raise ValidationError(
                self.env._("A number has at most %s characters.", _LONGEST_NUMBER)
            )

    @api.constrains("number", "date", "symbol", "issuing_unit_id")
    def _check_number_is_free(self):
        numbered = self.filtered(
            lambda paper: paper.number_key and paper.date and paper.issuing_unit_id
        )
        for paper in numbered:
            # Raw SQL: a search would write this paper first, and the index (there
            # for two officers at once) would refuse it without naming the other.
            # The register of a body is one, whoever reads parts of it.
            rows = self.env.execute_query(
                SQL(
                    "SELECT date FROM (%s) papers WHERE (name, id) <> (%s, %s)"
                    " AND issuing_unit_id = %s AND COALESCE(symbol, '') = %s"
                    " AND number_year = %s AND number_key = %s LIMIT 1",
                    SQL(" UNION ALL ").join(map(_register, self._register_tables())),
                    self._table,
                    paper.id,
                    paper.issuing_unit_id.id,
                    paper.symbol or "",
                    paper.number_year,
                    paper.number_key,
                )
            )
            if rows:
                raise ValidationError(
                    self.env._(
                        "Number %(number)s/%(symbol)s is used by the paper of"
                        " %(date)s already. Compare with the register.",
                        number=paper.number,
                        symbol=paper.symbol,
                        date=_short_date(rows[0][0]),
                    )
                )

    def _register_tables(self):
        """The tables whose papers are numbered together."""
        return [self._table]

    @api.depends("number", "symbol", "subject", "date")
    def _compute_display_name(self):
        for paper in self:
            label = paper.subject or self._kind_name()
            if paper.number:
                label = f"{paper._reference()} – {label}"
            paper.display_name = label

    @api.model
    def _kind_name(self):
        """What such a paper is called, in the reader's language."""
        return self.env["ir.model"]._get(self._name).name

    def _reference(self):
        """“12/QĐ-UBND”; blanks to write in while the registry gave no number."""
        self.ensure_one()
        number = (self.number or "").strip()
        if number.isdecimal() and len(number) < 2:
            number = f"0{number}"
        return f"{number or '        '}/{self.symbol or ''}"

    @api.depends("issuing_unit_id")
    def _compute_signatory_id(self):
        """The first of the body's signatories in force, while nobody is chosen."""
        first = self.env["cdht.signatory"]._first_of(self.issuing_unit_id)
        for paper in self:
            if paper.signatory_id.unit_id != paper.issuing_unit_id:
                paper.signatory_id = first.get(paper.issuing_unit_id.id)

    def _check_number_and_date(self):
        """A paper is issued with the number and date of the registry."""
        for paper in self:
            if not (paper.number and paper.date):
                raise UserError(
                    self.env._(
                        "Type the number and the date that the registry gave to “%s”.",
                        paper.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        # Papers made in bulk add no followers and no notes to the chatter.
        quiet = self.with_context(mail_create_nosubscribe=True, mail_create_nolog=True)
        papers = super(CdhtDocument, quiet).create(vals_list).with_env(self.env)
        papers.filtered(
            lambda paper: any(paper[name] for name in self._by_clerk)
        )._check_clerk()
        return papers

    def write(self, vals):
        if not self.env.su:
            self._check_by_hand(vals)
        if self._by_clerk & vals.keys():
            self._check_clerk()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_draft(self):
        """What was sent or issued stays, whatever becomes of it."""
        self._check_state("draft")

    def _trace_unit(self):
        return self.issuing_unit_id

    def _check_by_hand(self, vals):
        """What officers write, they write in a draft."""
        if self._written_by_hand(vals):
            self._check_draft()

    def _written_by_hand(self, vals):
        """Fields of this add-on in ``vals``, but for the signed copy that is
        attached to a paper of any state. What moves and rules write is refused."""
        addon_fields = {
            name for name in vals if self._fields[name]._module == "cdht_module"
        }
        results = {
            name
            for name in addon_fields
            if self._fields[name].compute and self._fields[name].readonly
        }
        self._refuse_by_hand(results | addon_fields & self._by_moves)
        return addon_fields - {"signed_file", "signed_filename"}

    def _write_move(self, vals):
        """After it: whose turn is next, what is kept of what the paper says."""
        result = super()._write_move(vals)
        self._pass_turn()
        self._keep_issued_values()
        self._keep_prints(vals["state"])
        return result

    def _check_issuing_officer(self, *roles):
        """The commune's, if no other ``roles`` are named."""
        self.check_access("write")
        bodies = self.issuing_unit_id
        if bodies - bodies._in_reach(*(roles or ("commune",))):
            raise AccessError(
                self.env._("This is for an officer of the body that issues it.")
            )

    def _check_draft(self):
        """What goes for signature or is issued is not changed any more, nor are its
        lines."""
        gone = self.filtered(lambda paper: paper.state != "draft")
        if gone and not self.env.su:
            raise UserError(gone[0]._standing_message())

    def _standing_message(self):
        return self.env._("“%s” is issued and not changed any more.", self.display_name)

    def _unfit_message(self, **told):
        return self.env._(
            "This is for papers in “%(states)s” only. Not so: %(names)s.", **told
        )

    def _lock(self):
        """Lock the papers: of two simultaneous moves the second sees the first one's
        result."""
        try:
            self.lock_for_update(allow_referencing=True)
        except LockError as error:
            raise LockError(
                self.env._(
                    "Somebody else is just moving this paper: %s. Look at it again in a"
                    " moment.",
                    ", ".join(self.mapped("display_name")),
                )
            ) from error

    # -- Every move passes the turn on: one activity for one officer.

    def _turn(self):
        """Its row of ``_turns``, or None while nobody must act."""
        for turn in self._turns:
            if self.state in turn.states and (
                not turn.only or any(self._follow(turn.only))
            ):
                return turn
        return None

    def _follow(self, path):
        """What a row of ``_turns`` names."""
        return self.mapped(getattr(type(self), path) if path[0] == "_" else path)

    def _candidates(self, turn):
        """In order, users or pairs of a unit and a role or mark of its officers."""
        for place in turn.whose:
            if isinstance(place, tuple):
                path, role = place
                yield from ((unit, role) for unit in self._follow(path))
            else:
                yield self._follow(place)

    @api.model
    def _waiting_for(self, units):
        """The papers of which ``units`` may have the turn now."""
        domain = Domain.FALSE
        # An association acts for its commune, whichever way its row names it.
        units |= units.filtered(lambda unit: unit.unit_type == "association").parent_id
        for turn in self._turns:
            paths = (place[0] for place in turn.whose if isinstance(place, tuple))
            domain |= Domain("state", "in", turn.states) & Domain.OR(
                Domain(path, "in", units.ids) for path in paths if path[0] != "_"
            )
        # sudo: compare: whoever changes officers need not read the papers
        return self.sudo().search(domain) if self._turns else self

    def _due_on(self, turn):
        days = (day for path in turn.due for day in self._follow(path) if day)
        today = clock.today()
        day = next(days, today)
        return day if turn.late else max(day, today)

    def _pass_turn(self):
        """The turns before are done; the officer whose turn it is now learns it."""
        self._end_activities()
        self._give_turn()

    def _renew_turn(self):
        """Officer or deadline have changed, not the state: tell it afresh."""
        self._automatic_activities().unlink()
        self._give_turn()

    def _give_turn(self):
        # sudo: compare: whoever moves the paper need not see whose turn it is next
        turns = {paper: turn for paper in self.sudo() if (turn := paper._turn())}
        asked = {paper: [*paper._candidates(turn)] for paper, turn in turns.items()}
        units = defaultdict(self.env["cdht.unit"].browse)
        for candidate in chain.from_iterable(asked.values()):
            if isinstance(candidate, tuple):
                unit, role = candidate
                units[role] |= unit
        officers = {role: some._first_officers(role) for role, some in units.items()}

        def user_of(candidate):
            if isinstance(candidate, tuple):
                unit, role = candidate
                return officers[role].get(unit)
            return candidate

        given = []
        for paper, turn in turns.items():
            user = next(filter(None, map(user_of, asked[paper])), None)
            if user:
                day = paper._due_on(turn)
                given.append((paper, turn.work, user, day, paper._turn_summary()))
        self._give_activities(given)

    def _turn_summary(self):
        """Unit and year: no personal data in what is sent around."""
        return f"{self.issuing_unit_id.name} – {self.year}"

    def _time_left_text(self, days):
        """What cards and lists show: ``days`` until the deadline, or over it."""
        if days < 0:
            return self.env._("Overdue by %s days", -days)
        if days == 0:
            return self.env._("Due today")
        return self.env._("Due in %s days", days)

    # -- Prints of papers that go for signature and are issued.

    def _keep_prints(self, state):
        """What a move means for the prints of papers that are now ``state``."""
        if state in self._print_stages:
            self._make_verify_tokens()
        else:
            # Given back: what was printed for signature is not what will be signed.
            self._supersede_prints()
        if state == "issued":
            self._keep_issued_prints()

    # -- What an office files of a year.

    def _filed_as(self):
        """Its kind among the papers of a year."""
        return self._paper()

    @api.model
    def _of_year(self, year):
        """The domain of the papers about that year's work."""
        return Domain("year" if "year" in self._fields else "number_year", "=", year)

    def _filed_on(self):
        """Its day in the year's file."""
        return self.date

    def _sheets_to_file(self):
        """The templates of sheets that are filed though no print of them is kept."""
        return set()

    def _said_later(self):
        """{paper: what later papers did to it}, in the words of the register."""
        return {}


def _short_date(value):
    return value.strftime("%d/%m/%Y") if value else ""


def _register(table):
    """The entries of a table in the register of its body."""
    return SQL(
        "SELECT %s AS name, id, date, issuing_unit_id, symbol, number_year, number_key"
        " FROM %s",
        table,
        SQL.identifier(table),
    )
