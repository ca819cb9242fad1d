import re
from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import clean_context
from odoo.tools.translate import LazyTranslate

from odoo.addons.cdht_module.models.dossiers.cdht_assessment import OPEN_STATES
from odoo.addons.cdht_module.models.lists.cdht_proposal import BEFORE_SENDING
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.locking import lock
from odoo.addons.cdht_module.tools.move import Move
from odoo.addons.cdht_module.tools.vietnamese_text import clean_lines, normalise

_lt = LazyTranslate(__name__)

LONGEST = {"text": 2000, "sender_name": 100, "sender_contact": 40}

_BY_NAME = {"text", "sender_name", "sender_contact"}

_TITLES = re.compile(r"^(?:(?:ông|bà|anh|chị|cô|chú|bác)\s+)+", re.I)

_COMMUNE = "cdht_module.group_cdht_commune"

_LONGEST = 300

_RESULTS = {
    ("upheld", "restored"): "tiếp thu, đã khôi phục hồ sơ",
    ("upheld", "list_returned"): "tiếp thu, đã trả lại danh sách",
    ("dismissed", False): "không tiếp thu",
}

_DONE = {
    "restored": "hồ sơ đã được khôi phục để xem xét lại",
    "list_returned": "danh sách đã được trả lại để chi hội khuyến học thẩm định lại",
}

# Of one address in an hour; a whole village may have one. Where very many wait for an
# answer, fewer: the page stays open to all, whoever floods it.
_MOST_OF_ADDRESS, _MOST_WHEN_MANY, _MINUTES = 20, 2, 60

_MANY = 200


class CdhtObjection(models.Model):
    """Ý kiến phản ánh about a list that hangs: what somebody said, and what the
    commune did about it.

    Who objected is known to the commune's officers only, until the evidence of the
    year is deleted: no reason, trace or paper names them.
    """

    _name = "cdht.objection"
    _description = "Objection to a posted list"
    _inherit = ["cdht.moved"]
    _order = "id desc"
    _by_moves = {"state", "answer", "outcome"}
    _moves = (
        Move("uphold", "action_uphold", ("received",), "upheld",
             "commune", _lt("Objection upheld"), reason=True),
        Move("dismiss", "action_dismiss", ("received",), "dismissed",
             "commune", _lt("Objection dismissed"), reason=True),
    )  # fmt: skip

    posting_list_id = fields.Many2one(
        "cdht.posting.list",
        string="Posted list",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('posting_id.state', '=', 'issued')]",
    )
    posting_id = fields.Many2one(
        related="posting_list_id.posting_id", store=True, precompute=True, index=True
    )
    unit_id = fields.Many2one(
        related="posting_list_id.unit_id", store=True, precompute=True, index=True
    )
    campaign_id = fields.Many2one(related="posting_id.campaign_id")
    assessment_id = fields.Many2one(
        "cdht.assessment",
        string="About the dossier",
        index="btree_not_null",
        copy=False,
        ondelete="restrict",
        domain="[('campaign_id', '=', campaign_id), ('unit_id', '=', unit_id)]",
        help="Chosen by the officer: what is upheld moves this dossier or its list.",
    )
    channel = fields.Selection(
        [
            ("paper", "On paper"),
            ("told", "Told, by telephone"),
            ("page", "Page of the posting"),
        ],
        string="How it came",
        required=True,
        default="paper",
    )
    sender_name = fields.Char(string="Who objects", groups=_COMMUNE, copy=False)
    sender_contact = fields.Char(string="Telephone", groups=_COMMUNE, copy=False)
    text = fields.Text(string="In their words", required=True, groups=_COMMUNE)
    content = fields.Text(
        string="What it says",
        compute="_compute_content",
        compute_sudo=True,
        help="Without the name and the telephone of who objects.",
    )
    received_on = fields.Date(
        string="Received on",
        required=True,
        readonly=True,
        default=lambda self: clock.today(),
    )
    state = fields.Selection(
        [
            ("received", "To be answered"),
            ("upheld", "Upheld"),
            ("dismissed", "Dismissed"),
        ],
        default="received",
        required=True,
        index=True,
        copy=False,
    )
    answer = fields.Text(readonly=True, copy=False)
    outcome = fields.Selection(
        [
            ("restored", "Dossier restored"),
            ("list_returned", "List returned to the unit"),
        ],
        readonly=True,
        copy=False,
    )

    effect = fields.Char(string="If it is upheld", compute="_compute_effect")
    letter_ids = fields.One2many(
        "cdht.letter", "objection_id", string="Answers", groups=_COMMUNE
    )

    @api.depends("text", "sender_name", "sender_contact")
    def _compute_content(self):
        for objection in self:
            objection.content = objection._without_sender(objection.text)

    @api.depends("received_on")
    def _compute_display_name(self):
        """Without who objects and about whom: it stands in reasons and traces."""
        for objection in self:
            day = objection.received_on
            objection.display_name = self.env._(
                "Objection No. %(number)s of %(date)s",
                number=objection._origin.id or "…",
                date=day.strftime("%d/%m/%Y") if day else "…",
            )

    @api.constrains("assessment_id", "posting_list_id")
    def _check_assessment(self):
        for objection in self:
            # sudo: compare: an objection fits its dossier whoever reads it
            dossier = objection.sudo().assessment_id
            if dossier and (
                dossier.campaign_id != objection.posting_id.campaign_id
                or dossier.unit_id != objection.unit_id
            ):
                raise ValidationError(
                    self.env._("Choose a dossier of the year and unit of the list.")
                )

    @api.constrains(*LONGEST)
    def _check_lengths(self):
        for objection in self:
            for name, longest in LONGEST.items():
                if len(objection[name] or "") > longest:
                    raise ValidationError(
                        self.env._(
                            "“%(field)s” is longer than %(longest)s characters: say it"
                            " in short.",
                            field=self._fields[name]._description_string(self.env),
                            longest=longest,
                        )
                    )

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [cleaned(vals) for vals in vals_list]
        if not self.env.su:
            # The day is the server's, whatever a caller sends.
            today = clock.today()
            vals_list = [{**vals, "received_on": today} for vals in vals_list]
            if any(vals.get("channel") == "page" for vals in vals_list):
                raise AccessError(self._by_page_message())
            # A default in the context would be a value that nobody checked.
            self = self.with_env(self.env(context=clean_context(self.env.context)))  # noqa: PLW0642
        objections = super().create(vals_list)
        objections._check_officer()
        objections._check_receivable()
        self.env["cdht.trace"]._record(objections, "objection")
        return objections

    def write(self, vals):
        if self.env.su:
            return super().write(vals)
        self.check_access("write")
        vals = cleaned(vals)
        self._refuse_by_hand({"received_on"} & vals.keys())
        self._check_state("received")
        by_page = self.filtered(lambda objection: objection.channel == "page")
        if vals.get("channel") == "page" or (
            by_page and vals.keys() & (_BY_NAME | {"channel"})
        ):
            raise AccessError(self._by_page_message())
        before = self.env["cdht.trace"]._texts_of(self, vals)
        result = super().write(vals)
        self._check_officer()
        if vals.keys() - {"assessment_id"}:
            self._check_receivable()
        self.env["cdht.trace"]._record_changes(self, before, by_name=_BY_NAME)
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        if not self.env.su:
            raise UserError(self.env._("Objections are kept: dismiss it instead."))

    def _trace_unit(self):
        return self.unit_id

    def _by_page_message(self):
        return self.env._(
            "What came by the page of the posting stands as it was sent, and only"
            " that page enters such objections."
        )

    def _check_officer(self):
        bodies = self.posting_id.issuing_unit_id
        if bodies - bodies._in_reach("commune"):
            raise AccessError(self._outside_reach())

    def _check_receivable(self):
        """Who said what is known, about lists that still hang."""
        if self.posting_id.filtered(lambda posting: posting.state != "issued"):
            raise UserError(self._not_hanging_message())
        # sudo: compare: whether something is written, whoever writes it
        for objection in self.sudo():
            if not (objection.sender_name and objection.text):
                raise UserError(
                    self.env._("Enter who objects and what they say, in short.")
                )

    def _not_hanging_message(self):
        return self.env._(
            "Objections are received while the lists hang: from the issue of the notice"
            " until the end of the posting."
        )

    def _not_offered_message(self, name, linked):
        if name == "posting_list_id":
            return self._not_hanging_message()
        return super()._not_offered_message(name, linked)

    def _without_sender(self, text, instead="…"):
        """``text`` with the name and telephone of who objects left out."""
        text = text or ""
        for pattern in self._sender_patterns():
            text = pattern.sub(instead, text)
        return text

    def _sender_patterns(self):
        # sudo: compare: the words are compared with, never shown
        sender = self.sudo()
        words = _TITLES.sub("", sender.sender_name or "").split()
        # A single word (“Hoa”) or words in lower case may be ordinary words: left in.
        if len(words) > 1 and all(word[:1].isupper() for word in words):
            name = r"\s+".join(map(re.escape, words))
            yield re.compile(rf"(?<!\w){name}(?!\w)", re.I)
        digits = re.sub(r"\D", "", sender.sender_contact or "")
        if len(digits) >= 6:
            yield re.compile(r"(?<!\d)" + r"[\s.\-()]*".join(digits) + r"(?!\d)")

    def _forget_senders(self):
        """Take away who objected; what was objected stays, without their name."""
        named = self.filtered(lambda one: one.sender_name or one.sender_contact)
        self.env["cdht.trace"]._record(named, "forget_sender")
        contents = {objection: objection.content for objection in named}
        for objection, content in contents.items():
            objection.text = content
        named.letter_ids._forget_addressee()
        named.write({"sender_name": False, "sender_contact": False})

    # -- An objection becomes a restore or a return, or is dismissed: on recordsets,
    #    all or nothing, each traced.

    @api.depends("assessment_id", "state")
    def _compute_effect(self):
        effects = self._effects()
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        for objection in self:
            effect = effects[objection]
            objection.effect = labels[effect] if effect else objection._hint()

    def action_uphold(self, reason):
        """received → upheld: the dossier is restored, or its list goes back."""
        reason = self._check_answer("uphold", reason)
        effects = self._effects()
        unfit = self.filtered(lambda objection: not effects[objection])
        if unfit:
            raise UserError(
                "\n".join(f"{one.display_name}: {one._hint()}" for one in unfit)
            )
        by_outcome = self.grouped(effects.get)
        restored = by_outcome.get("restored", self.browse())
        if restored:
            restored.assessment_id.action_restore(restored._named(reason))
        returned = by_outcome.get("list_returned", self.browse())
        lists = returned.assessment_id.proposal_id.filtered(
            lambda one: one.state not in BEFORE_SENDING
        )
        if lists:
            lists.action_return(returned._named(reason))
        for outcome, objections in by_outcome.items():
            objections._make_move("uphold", reason, answer=reason, outcome=outcome)

    def action_dismiss(self, reason):
        """received → dismissed: nothing moves, the answer says why."""
        reason = self._check_answer("dismiss", reason)
        self._make_move("dismiss", reason, answer=reason)

    def _check_answer(self, move, reason):
        reason = self._check_reason(reason)
        self.check_access("write")
        self._check_officer()
        lock(self)
        self._check_move(move)
        if self.filtered(lambda one: one._without_sender(reason) != reason):
            raise UserError(
                self.env._(
                    "Others read the reason: leave out the name and the telephone of"
                    " who objected."
                )
            )
        return reason

    def _named(self, reason):
        """The reason with the objections that it answers, not with who objected."""
        return f"{', '.join(self.mapped('display_name'))}: {reason}"

    def _effects(self):
        """{objection: the outcome if it is upheld, or False}."""
        gone_back = self.search(
            [
                ("posting_list_id", "in", self.posting_list_id._origin.ids),
                ("outcome", "=", "list_returned"),
            ]
        ).posting_list_id
        return {
            objection: objection._effect(objection.posting_list_id in gone_back)
            for objection in self
        }

    def _effect(self, went_back):
        dossier = self.assessment_id
        proposal = dossier.proposal_id
        if dossier.state in ("rejected", "withdrawn"):
            return "restored"
        if dossier.state == "proposed" and proposal.state in ("submitted", "received"):
            return "list_returned"
        # Another objection brought the list back already.
        if (
            went_back
            and dossier.state in OPEN_STATES
            and proposal.state in BEFORE_SENDING
        ):
            return "list_returned"
        return False

    def _hint(self):
        """What to do where upholding moves nothing."""
        state = self.assessment_id.state
        if not state:
            return self.env._(
                "Choose the dossier that it is about. Where the person has none, or it"
                " is about no person, dismiss it and say what was done."
            )
        if state == "recognised":
            return self.env._(
                "A decision has recognised this person: make a decision that amends or"
                " revokes it, then dismiss the objection and say so."
            )
        if state == "proposed":
            return self.env._(
                "A petition has taken up the list: the authority decides about this"
                " person. Tell it, then dismiss the objection and say so."
            )
        return self.env._(
            "The unit is still assessing this person: tell the chapter, then dismiss"
            " the objection and say so."
        )

    # -- The letter that answers who objected.

    def action_answer_letter(self):
        """The answer to who objected, as a draft letter of the body that posted."""
        self._cdht_one()
        self._check_officer()
        self._check_state("upheld", "dismissed")
        if not self.sender_name:
            raise UserError(self.env._("Who objected is not known any more."))
        letter = self.letter_ids[:1] or self.env["cdht.letter"]._answering(self)
        return letter._cdht_action_form()

    def _sender_without_title(self):
        return _TITLES.sub("", self.sender_name or "")

    def _told_to_sender(self, text):
        """``text`` on one line, for a letter to who objected."""
        words = self._without_sender(text, "ông/bà")
        return shorten(words, _LONGEST, placeholder="").rstrip(" .;")

    def _done_text(self):
        return _DONE.get(self.outcome, "")

    # -- What the minutes of the end of a posting say of an objection.

    def _minutes_line(self):
        """“Ý kiến nhận ngày …: …; kết quả: …”, without who objected."""
        content, answer = (
            shorten(self._without_sender(text), _LONGEST, placeholder=" …")
            for text in (self.text, self.answer)
        )
        result = _RESULTS.get((self.state, self.outcome), "chưa trả lời")
        if answer:
            result += f" ({answer.rstrip(' .;')})"
        day = self.received_on.strftime("%d/%m/%Y")
        return f"Ý kiến nhận ngày {day}: {content.rstrip(' .;')}; kết quả: {result}"

    # -- Objections from the page of the commune, on the days of the posting only.

    @api.model
    def _public_page(self, commune_id):
        """What the page asks, or None where nothing hangs today."""
        postings = self.env["cdht.posting"]._public_postings(commune_id)
        if not postings:
            return None
        return {
            "commune": postings[0].campaign_id.unit_id.name,
            "commune_id": commune_id,
            "units": [
                (line.id, line.unit_id.name)
                for posting in postings
                for line in posting._paper_lines()
            ],
            "contacts": [posting.contact for posting in postings if posting.contact],
            "longest": LONGEST,
            "form": {},
            "answer": "",
        }

    @api.model
    def _receive_public(self, page, form, address):
        """The page after a form was sent: {answer, form} or {answer, number}.

        ``form``: list_id, sender_name, sender_contact and text, as they were typed.
        The same words of the same person on the same day are one objection.
        """
        form = {**form, **cleaned({name: form[name] for name in LONGEST})}
        units = {str(line_id): line_id for line_id, _name in page["units"]}
        answer = self._form_fault(form, units)
        if answer:
            return {"answer": answer, "form": form}
        # Nobody's login is kept with an objection, not even of who is logged in.
        public = self.env.ref("base.public_user")
        # sudo: public: the page enters objections about lists that hang, and shows no
        # other
        objections = self.with_user(public).sudo()
        vals = {
            "posting_list_id": units[form["list_id"]],
            "channel": "page",
            "received_on": clock.today(),
            **{name: form[name] for name in ("sender_name", "text")},
        }
        same = objections.search([(n, "=", v) for n, v in vals.items()], limit=1)
        if same:
            return {"answer": "done", "number": same.id}
        line = objections.env["cdht.posting.list"].browse(vals["posting_list_id"])
        many = line.posting_id.objections_waiting >= _MANY
        if not self.env["cdht.verify.miss"]._pass_rate_limit(
            "cdht_objection",
            address,
            _MOST_WHEN_MANY if many else _MOST_OF_ADDRESS,
            _MINUTES,
        ):
            return {"answer": "too_many", "form": form}
        contact = form["sender_contact"]
        return {
            "answer": "done",
            "number": objections.create({**vals, "sender_contact": contact}).id,
        }

    @api.model
    def _form_fault(self, form, units):
        """What is wrong with the form, or nothing."""
        if form["list_id"] not in units:
            return "unit"
        if not form["sender_name"]:
            return "sender_name"
        if not form["text"]:
            return "text"
        for name, longest in LONGEST.items():
            if len(form[name]) > longest:
                return f"long_{name}"
        return ""


def cleaned(vals):
    """``vals`` with their words as we store them."""
    vals = dict(vals)
    for name in {"sender_name", "sender_contact"} & vals.keys():
        vals[name] = normalise(vals[name])
    if "text" in vals:
        vals["text"] = clean_lines(vals["text"]) or ""
    return vals
