from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.tools.finding import Finding
from odoo.addons.cdht_module.tools.move import Move

_lt = LazyTranslate(__name__)


class CdhtExtract(models.Model):
    """Trích sao: part of an issued decision, copied for a unit or a person.

    It has the force of the decision itself (Nghị định 30/2020, Điều 25, 26). Its
    number is one of the register of copies, a register of its own by its symbol.
    """

    _name = "cdht.extract"
    _description = "Extract of a decision"
    _inherit = ["cdht.document"]
    _order = "date desc, id desc"
    _paper_kind = "Bản trích sao"
    _moves = (
        Move("issue", "action_issue", ("draft",), "issued", "authority", _lt("Issued")),
        Move("correct_entry", "action_correct_entry", (), None,
             "authority", _lt("Number or date corrected")),
    )  # fmt: skip

    decision_id = fields.Many2one(
        "cdht.decision",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('state', 'in', ('issued', 'revoked'))]",
    )
    issuing_unit_id = fields.Many2one(
        string="Body that copies",
        required=True,
        compute="_compute_from_decision",
        store=True,
        readonly=False,
        precompute=True,
    )
    subject = fields.Char(
        compute="_compute_from_decision", store=True, readonly=False, precompute=True
    )
    signatory_id = fields.Many2one(
        compute="_compute_signatory_id", store=True, readonly=False, precompute=True
    )
    unit_ids = fields.Many2many(
        "cdht.unit", string="For the units", help="All their people on the list."
    )
    recognition_ids = fields.Many2many(
        "cdht.recognition",
        string="People copied",
        compute="_compute_recognition_ids",
        store=True,
        readonly=False,
        domain="[('id', 'in', listed_ids)]",
    )
    listed_ids = fields.Many2many(
        "cdht.recognition", string="On the list", compute="_compute_listed_ids"
    )
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued")],
        default="draft",
        required=True,
        copy=False,
    )

    @api.model
    def _of_year(self, year):
        return Domain("decision_id.year", "=", year)

    def _sheets_to_file(self):
        return {"extract_paper"}

    @api.depends("decision_id")
    def _compute_from_decision(self):
        for extract in self:
            decision = extract.decision_id
            extract.issuing_unit_id = (
                extract.issuing_unit_id or decision.issuing_unit_id
            )
            if decision:
                extract.subject = f"Trích sao {decision._paper_named()}"

    @api.depends("decision_id.symbol", "unit_ids")
    def _compute_paper_defaults(self):
        """“QĐ-UBND” is copied as “TrS-UBND” (Phụ lục III, mục I)."""
        for extract in self:
            body = (extract.decision_id.symbol or "").partition("-")[2]
            extract.symbol = extract.symbol or f"TrS-{body or 'UBND'}"
            names = [unit.body_name for unit in extract.unit_ids]
            standard = "\n".join([*names, "Lưu: VT"])
            typed = (extract.recipients or "").splitlines()
            before = [unit.body_name for unit in extract._origin.unit_ids]
            if not typed or set(typed) <= {*names, *before, "Lưu: VT"}:
                extract.recipients = standard

    @api.depends("decision_id")
    def _compute_listed_ids(self):
        for extract in self:
            extract.listed_ids = extract.decision_id._listed_titles()

    @api.depends("decision_id", "unit_ids")
    def _compute_recognition_ids(self):
        for extract in self:
            listed = extract.decision_id._listed_titles()
            units = extract.unit_ids._origin
            chosen = extract.recognition_ids._origin & listed
            if units:
                chosen = listed.filtered_domain([("unit_id", "in", units.ids)])
            extract.recognition_ids = chosen

    @api.constrains("decision_id", "recognition_ids")
    def _check_recognition_ids(self):
        for extract in self:
            foreign = extract.recognition_ids - extract.decision_id._listed_titles()
            if foreign:
                raise UserError(
                    self.env._(
                        "Not on the list of that decision: %s.",
                        ", ".join(foreign.mapped("display_name")),
                    )
                )

    def _check_entry_officer(self):
        self._check_issuing_officer("commune", "district")

    def action_issue(self):
        """Enter number and date of the register of copies; the extract stands."""
        self._check_entry_officer()
        self._lock()
        self._check_move("issue")
        self._check_ready()
        self._enter_in_register()
        for extract in self:
            extract.decision_id._check_state("issued", "revoked")
            if extract.date < extract.decision_id.date:
                raise UserError(self.env._("A copy cannot be older than the decision."))
        self._make_move("issue")

    def _lacking(self):
        yield from super()._lacking()
        if not self.recognition_ids:
            yield self.env._("Choose the units or the people to be copied.")
        if not self.signatory_id:
            yield self.env._("Choose who signs.")

    # -- What an extract says: the part copied, below it the block of the copy (Nghị
    #    định 30/2020, Phụ lục I, phần II, mục II; Phụ lục III, mẫu 3.1).

    def _paper_values(self):
        """The values of the copy; ``copied``: those of the decision; ``annexes``: its
        lists with the rows of the chosen people alone."""
        decision = self.decision_id
        people = set(self.recognition_ids.ids)
        annexes = decision._paper_annexes(decision._paper_rows(), people)
        return {
            **super()._paper_values(),
            "copied": {**decision._as_issued(), "is_copied": True},
            "annexes": annexes,
        }

    def _with_sentences(self, method, values):
        """What is copied has the sentences of the decision."""
        if not values["copied"]:  # what the check reads
            return super()._with_sentences(method, values)
        copied = self.decision_id._with_sentences("_paper_values", values["copied"])
        return {**super()._with_sentences(method, values), "copied": copied}

    # -- What is checked before it is issued: what is its own. The text was signed.

    def _values_to_check(self):
        return {**super()._values_to_check(), "copied": None, "annexes": []}

    def _findings(self, read):
        yield from super()._findings(read)
        yield from self._find_earlier_than(
            {
                extract: [
                    (extract.decision_id.date, extract.decision_id._source_name())
                ]
                for extract in self
            }
        )
        yield from self._find_people_not_copied()

    def _find_people_not_copied(self):
        """A copy for a unit has all of its people on the list."""
        for extract in self.filtered("unit_ids"):
            listed = extract.decision_id._listed_titles()
            own = listed.filtered(lambda t, e=extract: t.unit_id in e.unit_ids)
            left_out = own - extract.recognition_ids
            if left_out:
                text = self.env._(
                    "%(count)s people of its units on the list are not copied: "
                    "%(names)s.",
                    count=len(left_out),
                    names=", ".join(left_out.citizen_id.mapped("name")),
                )
                source = extract.decision_id._source_name()
                yield (
                    extract,
                    Finding(
                        "not_copied", "error", text, source, place="recognition_ids"
                    ),
                )

    def _paper_is_collective(self):
        """Who copies by order signs for the head, not for the collective."""
        return self.signatory_id.capacity not in ("tl", "tuq")
