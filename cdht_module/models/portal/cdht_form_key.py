import re
import secrets
from datetime import date
from hmac import compare_digest

from odoo import api, fields, models

from odoo.addons.cdht_module.models.papers.cdht_verified import draw_code
from odoo.addons.cdht_module.tools.locking import lock_or_retry
from odoo.addons.cdht_module.tools.typed_code import ALPHABET

PAGE = "/cdht/phieu-cua-toi"
# 77 bits: nobody finds one by guessing, and it can still be typed.
_LENGTH = 16
_PRINTED_FORMERLY = re.compile(r"[\w-]{43}", re.ASCII)
# A date of birth can be guessed, one of 365 where the year is printed: who found the
# form has so many tries in an hour at one address, and the last number in all. So no
# single address closes a form at once to its person; who holds their paper and goes
# on elsewhere, or for hours, does in the end.
_TRIES_OF_ADDRESS, _MINUTES, _TRIES = 5, 60, 10
_DATE = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})|(\d{4})", re.ASCII)


class CdhtFormKey(models.Model):
    """The code on one's printed form: it opens this one dossier, without an account.

    Until the deadline of self-assessment; the date of birth is asked for as well.
    """

    _name = "cdht.form.key"
    _description = "Code of a printed form"
    _inherit = ["cdht.record"]
    _order = "id desc"
    _rec_name = "assessment_id"

    assessment_id = fields.Many2one(
        "cdht.assessment", required=True, index=True, ondelete="cascade"
    )
    # Printed again as it is, so it cannot be a hash; nobody reads the field.
    token = fields.Char(required=True, copy=False, index=True, groups=fields.NO_ACCESS)
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
        # sudo: part: whoever prints a form prints its code; the dossiers were checked
        keys = self.sudo().search(
            [("assessment_id", "in", dossiers.ids), ("state", "=", "open")]
        )
        return {key.assessment_id.with_env(self.env): key for key in keys}

    @api.model
    def _issue(self, dossiers):
        """Give a key to those of checked ``dossiers`` that have none open."""
        having = self._open_of(dossiers)
        # sudo: move: keys are made by moves only; the caller checked who acts
        return self.sudo().create(
            [
                {
                    "assessment_id": dossier.id,
                    "token": "".join(map(secrets.choice, [ALPHABET] * _LENGTH)),
                }
                for dossier in dossiers
                if dossier not in having
            ]
        )

    @api.model
    def _by_token(self, token):
        """The key of a printed code while it opens something; else none."""
        token = token or ""
        if not _PRINTED_FORMERLY.fullmatch(token):
            token = re.sub(r"[^A-Z0-9]", "", token.upper())
            if len(token) != _LENGTH:
                return self
        # sudo: own: whoever has the token holds the form
        key = self.sudo().search([("token", "=", token)], limit=1)
        if not key or not compare_digest(key.token, token):
            return self
        return key if key._opens() else self

    def _opens(self):
        """Whether the key opens its dossier at this moment."""
        # sudo: own: whoever has the token holds the form
        key = self.sudo().exists()
        dossier = key.assessment_id
        return bool(
            key.state == "open"
            and dossier.state != "withdrawn"
            and dossier.campaign_id._takes_self_assessment()
        )

    def _tries_left(self, address):
        """How many wrong dates an address may still type now."""
        here = self.env["cdht.verify.miss"]._attempts_left(
            "cdht_form_key", address, _TRIES_OF_ADDRESS, _MINUTES, self.id
        )
        return min(here, max(_TRIES - self.tries, 0))

    def _accepts(self, birth, address):
        """Whether ``birth``, as typed, is the person's; wrong ones are counted.

        What is no date (of who has a full date: no full one) is not counted.
        """
        # Two simultaneous tries count as two: the second waits for the first.
        lock_or_retry(self)
        if not (self._opens() and self._tries_left(address)):
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
        self.env["cdht.verify.miss"]._count("cdht_form_key", address, self.id)
        if self.tries >= _TRIES:
            self.state = "locked"
        return False

    def _mark(self):
        """The code as inline SVG for the form; nothing without a public address."""
        page = self._page()
        return page and draw_code(f"{page}#{self.token}")

    def _page(self):
        address = self.env["cdht.verified"]._verify_address()
        return address and f"{address}{PAGE}"

    def _typed_code(self):
        """The code in groups, for who cannot scan; of former ones nobody types it."""
        code = self.token
        if len(code) != _LENGTH:
            return ""
        return "-".join(code[start : start + 4] for start in range(0, _LENGTH, 4))


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
