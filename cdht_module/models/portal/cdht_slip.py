import re
import secrets
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.typed_code import ALPHABET

# One of 28 letters, ten times: 48 bits. Whoever tries 100 a second on a slip through
# its thirty days (each costs the server the hash of a password) finds one slip in a
# million: no lock is needed, by which a stranger would shut out the holder.
_LENGTH = 10
DAYS = 30
# In these minutes an address waits after so many wrong codes: for one login, for all.
_MOST_OF_LOGIN, _MOST_OF_ADDRESS, _MINUTES = 5, 30, 10
_SCOPE = "cdht_slip"


class CdhtSlip(models.Model):
    """A printed slip with a one-time code that lets a person choose a password.

    It needs no e-mail. The code exists on the paper only; here lies its salted
    hash, made as the hashes of passwords are. A new slip revokes the earlier ones.
    """

    _name = "cdht.slip"
    _description = "Slip with a one-time code"
    _inherit = ["cdht.record"]
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
            ("revoked", "Replaced by a newer slip"),
        ],
        default="open",
        required=True,
    )

    @api.model
    def _issue(self, users):
        """Make a slip each; return the codes in the order of ``users``.

        The caller has checked that the acting user may do this. Nothing keeps the
        codes but what the caller prints.
        """
        # sudo: move: slips are made and revoked by moves only
        slips = self.sudo()
        slips.search([("user_id", "in", users.ids), ("state", "=", "open")]).write(
            {"state": "revoked"}
        )
        context = self.env["res.users"]._crypt_context()
        codes = ["".join(map(secrets.choice, [ALPHABET] * _LENGTH)) for _ in users]
        valid_until = clock.today() + timedelta(days=DAYS)
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
    def _redeem(self, login, code, password, address):
        """Set the password of who holds the slip: “done”, “wrong” or “too_many”.

        An unknown login, a wrong, used, expired or revoked code give the same answer
        after the same work. An address with many wrong codes waits, before anything is
        looked up: longer for one login than for others, so that neither a stranger
        elsewhere shuts out the holder, nor one colleague all others of an office.
        """
        attempts = self.env["cdht.verify.miss"]
        for about, most in ((login.lower(), _MOST_OF_LOGIN), ("", _MOST_OF_ADDRESS)):
            if not attempts._attempts_left(_SCOPE, address, most, _MINUTES, about):
                return "too_many"
        # sudo: own: nobody is logged in yet; the slip's code is what proves who asks
        slip = self.sudo()._open_slip(login)._accepted(code)._still_good()
        if not slip:
            attempts._count(_SCOPE, address, login.lower(), "")
            return "wrong"
        slip.user_id.write({"password": password})
        slip.state = "used"
        # In the name of who now has the password, not of the public visitor.
        self.env["cdht.trace"].with_user(slip.user_id)._record(
            slip.user_id.cdht_unit_ids, "slip_used", value_to=slip.user_id.name
        )
        return "done"

    def _open_slip(self, login):
        # As it is, or as a phone makes it that begins everything with a capital.
        found = self.search_fetch(
            [
                ("user_id.login", "in", (login, login.lower())),
                ("user_id.active", "=", True),
                ("state", "=", "open"),
                ("valid_until", ">=", clock.today()),
            ],
            ["code_hash", "user_id"],
        )
        return found.sorted(lambda slip: slip.user_id.login != login)[:1]

    def _accepted(self, code):
        """The slip if that is its code; without a slip the work is the same."""
        context = self.env["res.users"]._crypt_context()
        typed = re.sub(r"[^A-Z0-9]", "", code.upper())[: 2 * _LENGTH]
        if not self:
            context.hash(typed)
            return self
        return self if context.verify(typed, self.code_hash) else self.browse()

    def _still_good(self):
        """Of accepted slips those that nobody else is using at this moment, and that
        who made them would still give: the holder may have a higher role by now, or be
        an administrator."""
        slip = self.try_lock_for_update()
        given = slip.user_id.with_user(slip.create_uid)._cdht_given_slips()
        return slip if given and not given._cdht_no_slip_for() else self.browse()
