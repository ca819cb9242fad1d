from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from odoo.addons.cdht_module.models.units.cdht_unit import UNIT_TYPES
from odoo.addons.cdht_module.tools.wording import fields_of, is_balanced

KINDS = [
    ("subject", "Subject"),
    ("article", "Article"),
    ("paragraph", "Paragraph"),
    ("named", "Heading or line of a list"),
    ("chapter", "Heading of a chapter"),
    ("proposed", "Proposed text of a draft"),
]

# Kinds of sentences that do not stand among the others, in their order.
_PLACED = {"named", "proposed"}
# Among how many papers one is looked for by which a sentence is shown.
_LATEST = 80


class CdhtPaperWording(models.Model):
    """A sentence of a kind of paper, with fields in braces (``tools/wording.py``).

    Rows have dates; the row of an office, which holds for its chapters too, beats the
    shipped one of the same code, the later one beats the earlier. Shipped rows are
    renewed by each upgrade and changed by nobody else (record rules): an office writes
    its own beside them.
    """

    _name = "cdht.paper.wording"
    _description = "Wording of a paper"
    _inherit = ["cdht.traced.setting"]
    _order = "paper, variant, sequence, id"

    # Papers and variants are added by the rooms of their papers.
    paper = fields.Selection([], required=True, index=True)
    variant = fields.Selection([], help="Empty: the sentence stands in all of them.")
    code = fields.Char(
        string="Which sentence",
        required=True,
        help="An office's own sentence of the same code stands in its place.",
    )
    kind = fields.Selection(KINDS, default="paragraph", required=True)
    sequence = fields.Integer(default=10)
    name = fields.Char(string="What it is about", required=True, translate=True)
    text = fields.Text(
        help="Fields stand in braces; what stands in brackets falls away where one of"
        " its fields is empty. Empty: the sentence is left out."
    )
    unit_type = fields.Selection(UNIT_TYPES, string="Issued by units of type")
    unit_id = fields.Many2one(
        "cdht.unit", string="Issued by", index=True, ondelete="cascade"
    )
    date_from = fields.Date()
    date_to = fields.Date()
    model_text = fields.Text(string="As the model has it", compute="_compute_page")
    field_text = fields.Char(string="Fields", compute="_compute_page")
    shown_name = fields.Char(string="Shown with", compute="_compute_page")
    preview = fields.Html(compute="_compute_page", sanitize=False)

    _one_a_code = models.UniqueIndex(
        "(paper, COALESCE(variant, ''), code, COALESCE(unit_id, 0),"
        " COALESCE(unit_type, ''), COALESCE(date_from, '0001-01-01'))",
        "There is such a sentence already: change that one, or give this one its own"
        " first day.",
    )
    _dates_in_order = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The last day lies before the first.",
    )

    @api.onchange("text")
    def _onchange_text(self):
        """A field that the paper does not have is named while the sentence is typed;
        it is refused when it is saved."""
        try:
            self._check_text()
        except ValidationError as error:
            return {
                "warning": {
                    "type": "notification",
                    "title": self.env._("This sentence cannot be kept"),
                    "message": str(error),
                }
            }
        return None

    @api.constrains("text", "paper", "kind")
    def _check_text(self):
        for row in self:
            row._check_sentence(row.paper, row.text, row.kind)

    @api.constrains("kind", "code", "paper", "variant", "unit_id")
    def _check_kind(self):
        """What has a place of its own on the page, or begins a draft, is found by it:
        of another kind it would stand nowhere, or twice."""
        for row in self.filtered("unit_id"):
            model = row._model()
            kinds = {row.kind, model.kind or row.kind}
            if len(kinds) > 1 and kinds & _PLACED:
                raise ValidationError(
                    self.env._(
                        "“%s” has a place of its own on the paper: open the shipped"
                        " sentence and write your own from there.",
                        row.name,
                    )
                )

    @api.model
    def _check_sentence(self, paper, text, kind=None):
        """Refuse a sentence whose fields the paper does not have."""
        words = self._words_of(paper)
        if not words:  # the paper is missing, which is refused as such
            return
        known = words.names(kind)
        unknown = [name for name in fields_of(text) if name not in known]
        if unknown:
            raise ValidationError(
                self.env._(
                    "This paper has no field %(unknown)s. It has: %(known)s.",
                    unknown=_in_braces(unknown, ", "),
                    known=_in_braces(known, ", "),
                )
            )
        if not is_balanced(text):
            raise ValidationError(
                self.env._(
                    "A brace or bracket is not closed, or stands within another one:"
                    " %s",
                    text,
                )
            )
        alone = [name for name in fields_of(text) if name in words.blocks]
        if alone and (text or "").strip() != f"{{{alone[0]}}}":
            raise ValidationError(
                self.env._(
                    "{%s} is a list or a table: it stands in a sentence of its own.",
                    alone[0],
                )
            )

    @api.depends("text", "paper", "variant", "code", "kind", "unit_id")
    def _compute_page(self):
        """The sentence on the latest paper of that kind which the user reads."""
        for row in self:
            words = self._words_of(row.paper)
            row.field_text = _in_braces(words.names(row.kind)) if words else False
            row.model_text = row._model().text if row.unit_id else False
            record = row._latest_paper(words) if words else row.browse()
            row.shown_name = record.display_name or False
            row.preview = row._page(record, words)

    def _page(self, record, words):
        if not record:
            return False
        try:
            return record._preview(words, self._with_row(record, words))
        except AccessError:  # people on it whom the user does not reach
            return False

    def _latest_paper(self, words):
        """One that this sentence stands in, or none."""
        papers = self.env[words.model]
        if not papers.has_access("read"):
            return papers.browse()
        offices = self.unit_id or self.env.user.cdht_unit_ids
        domain = papers._worded_for(offices)
        if words.variant in papers._fields and self.variant:
            domain.append((words.variant, "=", self.variant))
        # Decisions of several kinds have several wordings.
        found = papers.search(domain, order="id desc", limit=_LATEST)
        return found.filtered(lambda r: r._worded_as(words.method) == words.paper)[:1]

    def _with_row(self, record, words):
        """The sentences of ``record``, with this one as it is being written."""
        # sudo: part: who may read a record may read what its paper says
        rows = record.sudo()._values_now(words.method)["words"]
        return [
            {**one, "text": self.text or ""} if one["code"] == self.code else one
            for one in rows
        ]

    def _model(self):
        """The shipped sentence in whose place this one stands."""
        models = self.search(
            [
                ("paper", "=", self.paper),
                ("code", "=", self.code),
                ("variant", "in", [False, self.variant]),
                ("unit_id", "=", False),
            ]
        )
        return models.sorted(lambda row: bool(row.variant))[-1:]

    def action_write_own(self):
        """A copy of this sentence for the caller's office, to be written anew."""
        self._cdht_one()
        office = self.env.user.cdht_unit_ids._in_reach("commune")[:1]
        if not office:
            raise AccessError(self.env._("This is for officers of a commune."))
        own = self.search(
            [
                ("paper", "=", self.paper),
                ("code", "=", self.code),
                ("variant", "=", self.variant),
                ("unit_id", "=", office.id),
            ],
            limit=1,
        )
        if not own:
            own = self.copy({"unit_id": office.id, "unit_type": False})
        return own._cdht_action_form()

    def action_back_to_model(self):
        """Delete the office's sentence: the shipped one stands again."""
        self._cdht_one()
        model = self._model()
        self.unlink()
        return model._cdht_action_form() if model else None

    @api.model
    def _words_of(self, paper):
        """What sentences of that paper may name; see ``cdht.worded``."""
        papers = self.env.registry.descendants(["cdht.worded"], "_inherit")
        return next(
            (
                words
                for name in papers
                for words in self.env[name]._all_wordings()
                if words.paper == paper
            ),
            None,
        )

    def _trace_unit(self):
        return self.unit_id

    # -- what a paper says ----------------------------------------------------------

    @api.model
    def _subjects_of(self, papers):
        """The subjects of those kinds of papers, of all offices and days."""
        # sudo: compare: whether a subject was typed or once given by one of them
        return self.sudo().search([("kind", "=", "subject"), ("paper", "in", papers)])

    @api.model
    def _in_force_for(self, asked):
        """{(paper, variant, body, day): rows for what that body issues on that day, one
        a code, in the order of the paper}; one search, however many are ``asked``."""
        asked = [*dict.fromkeys(asked)]
        units = self.env["cdht.unit"].union(*(unit for _p, _v, unit, _day in asked))
        # sudo: public: whoever may print a paper reads what it says
        rows = self.sudo().search(
            [
                ("paper", "in", list({paper for paper, *_rest in asked})),
                ("unit_id", "in", [False, *(units | units.commune_id)._origin.ids]),
            ]
        )
        by_paper = rows.grouped("paper")
        return {
            key: by_paper.get(key[0], rows.browse())._fitting(*key[1:]) for key in asked
        }

    def _fitting(self, variant, unit, day):
        """The best row of each code for what ``unit`` issues on ``day``."""
        offices = (unit | unit.commune_id)._origin
        rows = self.filtered(
            lambda row: (
                row.variant in (False, variant or False)
                and (not row.unit_id or row.unit_id in offices)
                and row.unit_type in (False, unit.unit_type)
                and (not row.date_from or row.date_from <= day)
                and (not row.date_to or row.date_to >= day)
            )
        )
        long_ago = fields.Date.to_date("1900-01-01")
        best = rows.sorted(
            lambda row: (
                bool(row.unit_id),
                row.unit_id == unit._origin,
                bool(row.variant),
                bool(row.unit_type),
                row.date_from or long_ago,
            )
        ).grouped("code")
        found = self.browse([own[-1].id for own in best.values()])
        return found.sorted(lambda row: (row.sequence, row.id))


def _in_braces(names, between="  "):
    return between.join(f"{{{name}}}" for name in names)
