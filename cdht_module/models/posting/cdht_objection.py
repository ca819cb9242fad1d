import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import clean_context

from odoo.addons.cdht_module.tools.vietnamese_text import clean_lines, normalise

LONGEST = {"text": 2000, "sender_name": 100, "sender_contact": 40}
_BY_NAME = {"text", "sender_name", "sender_contact"}
_TITLES = re.compile(r"^(?:(?:ông|bà|anh|chị|cô|chú|bác)\s+)+", re.I)
_COMMUNE = "cdht_module.group_cdht_commune"


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
        default=lambda self: self.env["cdht.campaign"]._today(),
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
            # sudo: an objection fits its dossier whoever reads it
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
            today = self.env["cdht.campaign"]._today()
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
        self._check_received()
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
            raise AccessError(self.env["cdht.assessment"]._outside_reach())

    def _check_received(self):
        answered = self.filtered(lambda objection: objection.state != "received")
        if answered:
            raise UserError(
                self.env._(
                    "Answered already: %s.", ", ".join(answered.mapped("display_name"))
                )
            )

    def _check_receivable(self):
        """Who said what is known, about lists that still hang."""
        if self.posting_id.filtered(lambda posting: posting.state != "issued"):
            raise UserError(self._not_hanging_message())
        # sudo: whether something is written, whoever writes it
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

    def _without_sender(self, text):
        """``text`` with the name and telephone of who objects left out."""
        text = text or ""
        for pattern in self._sender_patterns():
            text = pattern.sub("…", text)
        return text

    def _sender_patterns(self):
        # sudo: the words are compared with, never shown
        sender = self.sudo()
        words = _TITLES.sub("", sender.sender_name or "").split()
        # One word alone (“Hoa”), or words without a capital, are the language's too.
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
        named.write({"sender_name": False, "sender_contact": False})


def cleaned(vals):
    """``vals`` with their words as we store them."""
    vals = dict(vals)
    for name in {"sender_name", "sender_contact"} & vals.keys():
        vals[name] = normalise(vals[name])
    if "text" in vals:
        vals["text"] = clean_lines(vals["text"]) or ""
    return vals
