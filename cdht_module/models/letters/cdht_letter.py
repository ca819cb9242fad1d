import re

from odoo import api, fields, models
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.papers.cdht_document_paper import Typed
from odoo.addons.cdht_module.models.units.cdht_unit import AREA_TYPES
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.paper_text import text_lines, whole
from odoo.addons.cdht_module.tools.wording import Words, facts

_lt = LazyTranslate(__name__)

# What a letter is called that is no công văn.
_TITLES = {"invitation": "Giấy mời", "praise": "Thư khen"}

_ISSUERS = (*AREA_TYPES, "association")

_ABOUT = re.compile(r"^(về việc|v/v)\s+", re.IGNORECASE)


class CdhtLetter(models.Model):
    """Công văn, giấy mời or thư khen: reminds, corrects the form of a decision,
    invites, praises whom no decision commends.

    A correction mends errors of form only and changes no title (Nghị định 30/2020,
    Điều 18 khoản 3); content is changed by an amending decision.
    """

    _name = "cdht.letter"
    _description = "Letter"
    _inherit = ["cdht.document"]
    _order = "date desc, id desc"
    _paper_kind = "Công văn"
    _text_field = "body"
    _wordings = (
        Words(
            "letter",
            "cdht.letter",
            "_paper_values",
            "letter_paper",
            {
                "cơ quan": "body",
                "người được mời": lambda paper: (
                    paper["addressees"][0] if len(paper["addressees"]) == 1 else ""
                ),
                "trân trọng kính mời": lambda paper: (
                    "trân trọng kính mời" if len(paper["addressees"]) > 1 else ""
                ),
                **facts(
                    "vị trí", "quyết định", "nội dung sai", "nội dung đúng", "năm",
                    "ngày", "số đơn vị", "nơi nhận danh sách", "hạn gửi", "cuộc họp",
                    "người trình bày", "chủ trì", "thời gian", "địa điểm", "thành tích",
                ),
            },
            {
                "nội dung": "contents",
                "danh sách mời": lambda paper: (
                    paper["addressees"] if len(paper["addressees"]) > 1 else []
                ),
                **facts("đơn vị chưa gửi"),
            },
            variant="kind",
            subject=("năm", "quyết định", "hoạt động"),
        ),
    )  # fmt: skip
    _print_stages = {"issued": "issued"}
    _moves = (
        Move("issue", "action_issue", ("draft",), "issued", "commune", _lt("Issued")),
    )  # fmt: skip

    kind = fields.Selection(
        [
            ("free", "Letter"),
            ("reminder", "Reminder"),
            ("correction", "Correction"),
            ("invitation", "Invitation"),
            ("praise", "Letter of praise"),
        ],
        default="free",
        required=True,
    )
    issuing_unit_id = fields.Many2one(
        required=True, default=lambda self: self._default_issuing_unit()
    )
    signatory_id = fields.Many2one(
        compute="_compute_signatory_id", store=True, readonly=False, precompute=True
    )
    # On the paper while it has no date.
    year = fields.Integer(
        aggregator=None,
        required=True,
        default=lambda self: clock.today().year,
    )
    campaign_id = fields.Many2one(
        "cdht.campaign",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('unit_id', 'parent_of', issuing_unit_id)] if issuing_unit_id else []",
    )
    subject = fields.Char(
        compute="_compute_subject",
        store=True,
        readonly=False,
        precompute=True,
        help="Printed after “V/v”.",
    )
    addressee_unit_ids = fields.Many2many(
        "cdht.unit",
        string="To the units",
        help="Their officers read the letter here when it is issued.",
    )
    addressees = fields.Text(
        compute="_compute_addressees",
        store=True,
        readonly=False,
        help="After “Kính gửi”: one a line, without the dash and the “;”.",
    )
    body = fields.Text(
        compute="_compute_body",
        store=True,
        readonly=False,
        precompute=True,
        help="A paragraph a line; “./.” is added at the end.",
    )
    decision_id = fields.Many2one(
        "cdht.decision",
        string="Decision corrected",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('issuing_unit_id', '=', issuing_unit_id), ('state', '=', 'issued')]",
    )
    wrong_place = fields.Char(
        string="Where", help="Where in the decision: “tại Điều 2”, “tại Phụ lục I”."
    )
    wrong_words = fields.Text(string="Wrong words")
    right_words = fields.Text(string="Right words")
    state = fields.Selection(
        [("draft", "Draft"), ("issued", "Issued")],
        default="draft",
        required=True,
        index=True,
        copy=False,
    )

    def _paper(self):
        return "invitation" if self.kind == "invitation" else "letter"

    @api.model
    def _default_issuing_unit(self):
        """The caller's own office."""
        units = self.env.user._cdht_units()
        return units.filtered(lambda unit: unit.unit_type in _ISSUERS)[:1]

    @api.depends("kind")
    def _compute_paper_defaults(self):
        """An invitation has another symbol than a letter; each body its own."""
        # Standard texts are renewed; what was typed stays.
        rows = self.env["cdht.paper.default"].search(
            [("paper", "in", ("letter", "invitation"))]
        )
        for letter in self:
            for name in ("symbol", "recipients"):
                if letter[name] in rows.mapped(name):
                    letter[name] = False
        return super()._compute_paper_defaults()

    @api.depends("kind", "year", "campaign_id", "decision_id", "issuing_unit_id")
    def _compute_subject(self):
        self._propose_subjects()

    def _subject_facts(self):
        # sudo: name: number and date of the decision that the letter names
        decision = self.decision_id.sudo()
        return {
            "năm": self.campaign_id.year or self.year or "",
            "quyết định": decision._paper_named() if decision else "",
        }

    @api.depends("addressee_unit_ids")
    def _compute_addressees(self):
        for letter in self:
            units = letter.addressee_unit_ids
            known = set(self.env["cdht.letter"]._names_of(units._origin))
            typed = (letter.addressees or "").splitlines()
            earlier = self._names_of(letter._origin.addressee_unit_ids)
            kept = [line for line in typed if line not in {*known, *earlier}]
            lines = [*self._names_of(units), *kept]
            letter.addressees = "\n".join(lines) or False

    @api.model
    def _names_of(self, units):
        """How units are addressed: their chapters, bodies by their own names."""
        return [unit.chapter_name or unit.body_name for unit in units]

    @api.depends("kind", "issuing_unit_id")
    def _compute_body(self):
        for letter in self:
            if not letter.body:
                letter.body = letter._proposed_body(letter._facts_of_draft())

    def _proposed_body(self, facts):
        """What its office says in such a letter; ``facts``: {field: value}."""
        values = {**self._paper_values(), "facts": {**self._facts(), **facts}}
        return self._proposed_by_words(values).get("body") or False

    def _facts_of_draft(self):
        """What is to be filled in by hand; a reminder has the units that it reminds."""
        campaign = self.campaign_id
        if self.kind == "reminder" and campaign:
            units = self.addressee_unit_ids
            lists = campaign._unsent_lists().filtered(lambda one: one.unit_id in units)
            return (
                campaign._reminder_facts(lists, self.issuing_unit_id) if lists else {}
            )
        left_open = {
            "invitation": ("cuộc họp", "chủ trì", "thời gian", "địa điểm"),
            "praise": ("thành tích",),
        }
        return dict.fromkeys(left_open.get(self.kind, ()), "…")

    def _typed_texts(self):
        """A reminder names whose lists are missing, from the data."""
        yield from super()._typed_texts()
        given = self.kind == "reminder" and self._proposed_body(self._facts_of_draft())
        yield Typed(self, "body", given=given or "")

    def _with_proposed(self, words, rows, values):
        facts = {**values["facts"], **self._facts_of_draft()}
        proposed = words.proposed(rows, {**values, "facts": facts}).get("body")
        values = super()._with_proposed(words, rows, values)
        return {**values, "contents": _paragraphs(proposed)} if proposed else values

    def action_issue(self):
        """Issue with the registry's number and date."""
        self._check_issuing_officer()
        self._lock()
        self._check_move("issue")
        self._check_ready()
        self._enter_in_register()
        self._make_move("issue")
        for letter in self.filtered(lambda letter: letter.kind == "correction"):
            self.env["cdht.trace"]._record(
                letter.decision_id, "correct", value_to=letter._reference()
            )

    def _lacking(self):
        """Nothing is left open: addressees, subject, text, “…” to fill in."""
        yield from super()._lacking()
        texts = [self.addressees, self.subject, self.body]
        if not all((text or "").strip() for text in texts):
            yield self.env._("A letter needs its addressees, its subject and its text.")
        if not self.signatory_id:
            yield self.env._("Choose who signs.")
        if any("…" in (text or "") for text in texts):
            yield self.env._("Fill in what is left open in the letter: look for “…”.")
        if self.kind == "correction":
            yield from self._lacking_of_correction()

    def _lacking_of_correction(self):
        decision = self.decision_id
        if not (decision and self.wrong_words and self.right_words):
            yield self.env._(
                "A correction names the decision, the wrong words and the right words."
            )
        elif decision.issuing_unit_id != self.issuing_unit_id or (
            decision.state not in ("issued", "revoked")
        ):
            yield self.env._("A body corrects only its own decisions that are issued.")

    # -- What a letter says (Nghị định 30/2020, Phụ lục III, mẫu 1.5 and 1.7).

    def _paper_values(self):
        return {
            **super()._paper_values(),
            "kind": self.kind,
            "is_letter": self.kind not in _TITLES,
            "title": _TITLES.get(self.kind, ""),
            "addressees": text_lines(self.addressees),
            "contents": _paragraphs(self.body),
            "facts": self._facts(),
        }

    def _values_of_subject(self, subject):
        about = _ABOUT.sub("", subject)
        is_letter = self.kind not in _TITLES
        return {
            "about": whole(f"V/v {about}") if is_letter and about else "",
            "subject": whole(f"Về việc {about}") if about else "",
        }

    def _facts(self):
        """What its sentences name."""
        facts = {"năm": self.campaign_id.year or self.year}
        if self.kind != "correction":
            return facts
        decision = self.decision_id
        # sudo: name: what the decision that the letter names is about
        about = decision.sudo().subject or ""
        named = (
            f"{decision._paper_named()} của {decision._paper_body()}"
            f" {about[:1].lower()}{about[1:]}"
        ).rstrip()
        return {
            **facts,
            "vị trí": (self.wrong_place or "").strip(),
            "quyết định": named if decision else "quyết định …",
            "nội dung sai": _on_one_line(self.wrong_words),
            "nội dung đúng": _on_one_line(self.right_words),
        }

    def _file_kind(self):
        return _TITLES.get(self.kind, self._paper_kind)


def _paragraphs(text):
    lines = (line.strip() for line in (text or "").splitlines())
    return [{"kind": "text", "text": whole(line)} for line in lines if line]


def _on_one_line(text):
    return " ".join((text or "…").split())
