import re
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessDenied

# Letters and figures that nobody mistakes for one another on paper.
ALPHABET = "ABCDEFGHJKLMNPQRTUVWXY346789"
_LENGTH = 10
DAYS = 30
_TRIES = 5


class CdhtSlip(models.Model):
    """A printed slip with a one-time code that lets a person choose a password.

    It needs no e-mail. The code exists on the paper only; here lies its salted
    hash, made as the hashes of passwords are. A new slip revokes the earlier ones.
    """

    _name = "cdht.slip"
    _description = "Slip with a one-time code"
    _order = "id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users", string="For", required=True, index=True, ondelete="cascade"
    )
    code_hash = fields.Char(required=True, groups=fields.NO_ACCESS, copy=False)
    valid_until = fields.Date(required=True, help="The last day.")
    state = fields.Selection(
        [
            ("open", "Not used yet"),
            ("used", "Used"),
            ("locked", "Locked after wrong codes"),
            ("revoked", "Replaced by a newer slip"),
        ],
        default="open",
        required=True,
    )
    tries = fields.Integer(string="Wrong codes", aggregator=None)

    @api.model
    def _issue(self, users):
        """Make a slip each; return the codes in the order of ``users``.

        The caller has checked that the acting user may do this. Nothing keeps the
        codes but what the caller prints.
        """
        # sudo: slips are made and revoked by moves only
        slips = self.sudo()
        slips.search([("user_id", "in", users.ids), ("state", "=", "open")]).write(
            {"state": "revoked"}
        )
        context = self.env["res.users"]._crypt_context()
        codes = ["".join(map(secrets.choice, [ALPHABET] * _LENGTH)) for _ in users]
        valid_until = self._today() + timedelta(days=DAYS)
        slips.create(
            [
                {
                    "user_id": user.id,
                    "code_hash": context.hash(code),
                    "valid_until": valid_until,
                }
                for user, code in zip(users, codes, strict=True)
            ]
        )
        return codes

    @api.model
    def _today(self):
        return self.env["cdht.campaign"]._today()

    @api.model
    def _redeem(self, login, code, password):
        """Set the password of who holds the slip; false where the code is not right.

        An unknown login, a wrong, used, expired, revoked or locked code give the
        same answer after the same work. Wrong codes count for the slip, which locks,
        and for the caller's address, as wrong passwords do (Odoo's own cooldown).
        """
        # sudo: nobody is logged in yet; the slip's code is what proves who asks
        slips = self.sudo()
        try:
            with slips.env["res.users"]._assert_can_auth(user=login):
                slip = slips._open_slip(login)
                if not slip._accepts(code):
                    raise AccessDenied()
        except AccessDenied:
            return False
        slip.user_id.write({"password": password})
        slip.state = "used"
        # In the name of who now has the password, not of the public visitor.
        self.env["cdht.trace"].with_user(slip.user_id)._record(
            slip.user_id.cdht_unit_ids, "slip_used", value_to=slip.user_id.name
        )
        return True

    def _open_slip(self, login):
        user = self.env["res.users"].search([("login", "=", login)], limit=1)
        slip = self.search(
            [
                ("user_id", "in", user.ids),
                ("state", "=", "open"),
                ("valid_until", ">=", self._today()),
            ],
            limit=1,
        )
        # Who may not have a slip any more (administrator by now) cannot use one.
        if user._cdht_no_slip_for():
            slip = self.browse()
        # Two tries at once are not two tries for one: the second finds nothing.
        return slip.try_lock_for_update()

    def _accepts(self, code):
        context = self.env["res.users"]._crypt_context()
        if not self:
            context.dummy_verify()
            return False
        typed = re.sub(r"[^A-Z0-9]", "", code.upper())[: 2 * _LENGTH]
        if context.verify(typed, self.code_hash):
            return True
        self.tries += 1
        if self.tries >= _TRIES:
            self.state = "locked"
        return False
