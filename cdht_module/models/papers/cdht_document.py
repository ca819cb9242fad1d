from odoo import api, fields, models
from odoo.exceptions import LockError, UserError, ValidationError
from odoo.tools import SQL


class CdhtDocument(models.AbstractModel):
    """What every paper carries (Nghị định 30/2020, Phụ lục I, phần I, mục II).

    Number and date are typed as the registry gave them: the register counts all
    papers of the body, so gaps are normal. A number is unique per issuing body,
    symbol and calendar year (Điều 15).
    """

    _name = "cdht.document"
    _description = "Paper"
    _inherit = [
        "cdht.turn", "cdht.moved", "cdht.verified", "cdht.signed", "mail.thread",
        "mail.activity.mixin",
    ]  # fmt: skip
    _rec_name = "subject"

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

    def _paper(self):
        """The kind of paper in ``cdht.paper.default``."""
        return self._name.removeprefix("cdht.")

    def _paper_date(self):
        """The day by whose law the paper is made."""
        return self.date or self.env["cdht.campaign"]._today()

    @api.depends("issuing_unit_id")
    def _compute_paper_defaults(self):
        defaults, rows = self.env["cdht.paper.default"], {}
        for paper in self:
            kind = paper._paper()
            if kind not in rows:
                rows[kind] = defaults.search([("paper", "=", kind)])
            row = rows[kind]._fitting(paper.issuing_unit_id, paper._paper_date())
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

    @api.constrains("number", "date", "symbol", "issuing_unit_id")
    def _check_number_is_free(self):
        for paper in self.filtered(lambda paper: paper.number_key and paper.date):
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
        # A good guest: no follower and no note for what the year makes in bulk.
        quiet = self.with_context(mail_create_nosubscribe=True, mail_create_nolog=True)
        papers = super(CdhtDocument, quiet).create(vals_list).with_env(self.env)
        papers.filtered(
            lambda paper: any(paper[name] for name in self._by_clerk)
        )._check_clerk()
        return papers

    def _trace_unit(self):
        return self.issuing_unit_id

    def _written_by_hand(self, vals):
        """Fields of this add-on in ``vals``, but for the signed copy that is
        attached to a paper of any state. What moves and rules write is refused."""
        own = {name for name in vals if self._fields[name]._module == "cdht_module"}
        results = {
            name
            for name in own
            if self._fields[name].compute and self._fields[name].readonly
        }
        self._refuse_by_hand(results | own & self._by_moves)
        return own - {"signed_file", "signed_filename"}

    def _move_to(self, state, move, reason=None, on_behalf_of=None, **vals):
        """Carry out a move of a paper whose role, reach and rule were checked: the
        trace, the state, whose turn is next, what is kept of what the paper says."""
        self.env["cdht.trace"]._record(
            self,
            move,
            [{"value_from": paper.state} for paper in self],
            value_to=state,
            reason=reason,
            on_behalf_of=on_behalf_of,
        )
        # sudo: state belongs to moves; the move checked role, reach and state
        self.sudo().write({**vals, "state": state})
        self._pass_turn()
        self._keep_issued_values()
        self._keep_prints(state)

    def _check_draft(self):
        """What goes for signature or is issued is not changed any more, nor are its
        lines."""
        gone = self.filtered(lambda paper: paper.state != "draft")
        if gone and not self.env.su:
            raise UserError(gone[0]._standing_message())

    def _standing_message(self):
        return self.env._("“%s” is issued and not changed any more.", self.display_name)

    def _check_state(self, *states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        unfit = self.filtered(lambda paper: paper.state not in states)
        if unfit:
            wrong = [f"{paper.display_name} ({labels[paper.state]})" for paper in unfit]
            raise UserError(
                self.env._(
                    "This is for papers in “%(states)s” only. Not so: %(names)s.",
                    states=", ".join(labels[state] for state in states),
                    names=", ".join(wrong),
                )
            )

    def _lock(self):
        """Moves of one paper come one after the other, whoever clicks twice."""
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

    def _check_reason(self, reason):
        return self.env["cdht.assessment"]._check_reason(reason)


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
