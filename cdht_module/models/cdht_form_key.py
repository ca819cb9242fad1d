import re
import secrets
from datetime import date
from hmac import compare_digest

from odoo import api, fields, models

from .cdht_verified import draw_code
from .locking import lock_or_begin_anew

PAGE = "/cdht/phieu-cua-toi/"
_TOKEN = re.compile(r"[\w-]{43}", re.ASCII)
_TRIES = 5
_DATE = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})|(\d{4})", re.ASCII)


class CdhtFormKey(models.Model):
    """The code on one's printed form: it opens this one dossier, without an account.

    Until the deadline of self-assessment; the date of birth is asked for as well.
    """

    _name = "cdht.form.key"
    _description = "Code of a printed form"
    _order = "id desc"
    _rec_name = "assessment_id"

    assessment_id = fields.Many2one(
        "cdht.assessment", required=True, index=True, ondelete="cascade"
    )
    # Printed again as it is, so it cannot be a hash; nobody reads the field.
    token = fields.Char(
        required=True, copy=False, index=True, groups=fields.NO_ACCESS
    )
    state = fields.Selection(
        [
            ("open", "Usable"),
            ("locked", "Locked after wrong dates of birth"),
            ("revoked", "Revoked"),
        ],
        default="open",
        required=True,
    )
    tries = fields.Integer(string="Wrong dates of birth", aggregator=None)

    _one_open = models.UniqueIndex("(assessment_id) WHERE state = 'open'")

    @api.model
    def _open_of(self, dossiers):
        """{dossier: its open key}, of those that have one."""
        # sudo: whoever prints a form prints its code; the dossiers were checked
        keys = self.sudo().search(
            [("assessment_id", "in", dossiers.ids), ("state", "=", "open")]
        )
        return {key.assessment_id.with_env(self.env): key for key in keys}

    @api.model
    def _issue(self, dossiers):
        """Give a key to those of checked ``dossiers`` that have none open."""
        having = self._open_of(dossiers)
        # sudo: keys are made by moves only; the caller checked who acts
        return self.sudo().create(
            [
                {"assessment_id": dossier.id, "token": secrets.token_urlsafe(32)}
                for dossier in dossiers
                if dossier not in having
            ]
        )

    @api.model
    def _by_token(self, token):
        """The key of a printed code while it opens something; else none."""
        if not _TOKEN.fullmatch(token or ""):
            return self
        # sudo: whoever has the token holds the form
        key = self.sudo().search([("token", "=", token)], limit=1)
        if not key or not compare_digest(key.token, token):
            return self
        return key if key._opens() else self

    def _opens(self):
        """Whether the key opens its dossier at this moment."""
        # sudo: as above
        key = self.sudo().exists()
        dossier = key.assessment_id
        return bool(
            key.state == "open"
            and dossier.state != "withdrawn"
            and dossier.campaign_id._takes_self_assessment()
        )

    def _tries_left(self):
        return max(_TRIES - self.tries, 0)

    def _accepts(self, birth):
        """Whether ``birth``, as typed, is the person's; wrong ones are counted.

        What is no date (of who has a full date: no full one) is not counted.
        """
        # Two tries at once are not two tries for one: the second waits.
        lock_or_begin_anew(self)
        if not self._opens():
            return False
        person = self.assessment_id.citizen_id
        right = str(person.birth_date or person.birth_year or "")
        typed = _typed(birth, person)
        if not (right and typed):
            return False
        if compare_digest(typed.encode(), right.encode()):
            self.tries = 0
            self.env["cdht.trace"]._record(self.assessment_id, "form_key_used")
            return True
        self.tries += 1
        if self.tries >= _TRIES:
            self.state = "locked"
        return False

    def _mark(self):
        """The code as inline SVG for the form; nothing without a public address."""
        address = self.env["cdht.verified"]._verify_address()
        return address and draw_code(f"{address}{PAGE}{self.token}")


def _typed(birth, person):
    """“5/3/1980”, “05031980” or “1980” in the form of what is known of the person."""
    text = (birth or "").strip()
    if re.fullmatch(r"\d{8}", text, re.ASCII):
        text = f"{text[:2]}/{text[2:4]}/{text[4:]}"
    found = _DATE.fullmatch(text)
    if not found:
        return ""
    day, month, year, only_year = found.groups()
    if not person.birth_date:
        return only_year or year
    try:
        return str(date(int(year), int(month), int(day)))
    except (TypeError, ValueError):
        return ""
