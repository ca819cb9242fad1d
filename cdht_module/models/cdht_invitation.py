import re
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.misc import hmac

from ..tools.vietnamese_text import fold
from .cdht_slip import ALPHABET, DAYS

# 57 bits: nobody finds one by guessing, and it can still be typed.
_LENGTH = 12
PAGE = "/cdht/moi"


class CdhtInvitation(models.Model):
    """A printed slip whose one-time code gives a person their account.

    No e-mail, no password that others know. The code exists on the paper only; here
    lies its keyed digest, by which it is found. A new slip revokes the earlier ones.
    """

    _name = "cdht.invitation"
    _description = "Invitation of a person"
    _order = "id desc"
    _rec_name = "citizen_id"

    citizen_id = fields.Many2one(
        "cdht.citizen", string="For", required=True, index=True, ondelete="cascade"
    )
    login = fields.Char(required=True, copy=False)
    code_digest = fields.Char(
        required=True, copy=False, index=True, groups=fields.NO_ACCESS
    )
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
    user_id = fields.Many2one(
        "res.users",
        string="Account made",
        index="btree_not_null",
        ondelete="set null",
        copy=False,
    )

    @api.model
    def _issue(self, citizens):
        """Make a slip each for checked people; return [(login, code)] in order.

        Nothing keeps the codes but what the caller prints.
        """
        # sudo: slips are made and revoked by moves only
        slips = self.sudo()
        earlier = [("citizen_id", "in", citizens.ids), ("state", "=", "open")]
        slips.search(earlier).write({"state": "revoked"})
        logins = slips._logins_for(citizens)
        codes = ["".join(map(secrets.choice, [ALPHABET] * _LENGTH)) for _ in citizens]
        slips.create(
            [
                {
                    "citizen_id": citizen.id,
                    "login": login,
                    "code_digest": slips._digest(code),
                    "valid_until": self._today() + timedelta(days=DAYS),
                }
                for citizen, login, code in zip(citizens, logins, codes, strict=True)
            ]
        )
        return list(zip(logins, codes, strict=True))

    @api.model
    def _today(self):
        return self.env["cdht.campaign"]._today()

    def _digest(self, code):
        typed = re.sub(r"[^A-Z0-9]", "", code.upper())[: 2 * _LENGTH]
        return hmac(self.env, "cdht_invitation", typed)

    def _logins_for(self, citizens):
        """The login that each has, or a new one: “lyvanmau.482”.

        Short to type on a phone; nothing of it tells when one was born.
        """
        accounts = citizens._invited_accounts()
        new = {}
        for _round in range(20):
            left = [c for c in citizens if c not in accounts and c not in new]
            wanted = {}
            for citizen in left:
                stem = re.sub(r"[^a-z]", "", fold(citizen.name))[:20] or "congdan"
                wanted.setdefault(f"{stem}.{secrets.randbelow(900) + 100}", citizen)
            Users = self.env["res.users"].with_context(active_test=False)
            taken = Users.search([("login", "in", list(wanted))]).mapped("login")
            taken += self.search(
                [("login", "in", list(wanted)), ("state", "!=", "revoked")]
            ).mapped("login")
            used = {*taken, *new.values()}
            new |= {one: login for login, one in wanted.items() if login not in used}
            if len(new) + len(accounts) == len(citizens):
                break
        return [accounts[c].login if c in accounts else new[c] for c in citizens]

    @api.model
    def _by_code(self, code):
        """The slip of a code while it is good; else none."""
        # sudo: nobody is logged in yet; the code is what proves who asks. It is found
        # by a keyed digest, so that the time it takes tells nothing of the code.
        slips = self.sudo()
        slip = slips.search([("code_digest", "=", slips._digest(code))], limit=1)
        if slip.state != "open" or slip.valid_until < self._today():
            return slip.browse()
        person = slip.citizen_id
        good = person.active and person.status not in ("moved", "deceased")
        # Linked to another login meanwhile, it makes no second one.
        users = person.partner_id.with_context(active_test=False).user_ids
        if not good or (users and person not in person._invited_accounts()):
            return slip.browse()
        return slip

    def _redeem(self, password):
        """Make the account (or set the password of the one made before); the user."""
        slip = self.try_lock_for_update()
        if not slip or slip.state != "open":
            return self.env["res.users"]
        person = slip.citizen_id
        user = person._invited_accounts().get(person)
        if user:
            user.write({"password": password})
        else:
            user = slip._make_user(password)
            person.partner_id = user.partner_id
        slip._used(user)
        slip.user_id = user
        return user

    def _make_user(self, password):
        groups = ("base.group_portal", "cdht_module.group_cdht_citizen")
        installed = dict(self.env["res.lang"].get_installed())
        # No mail to somebody without an address.
        quiet = self.env["res.users"].with_context(no_reset_password=True)
        return quiet.create(
            {
                "name": self.citizen_id.name,
                "login": self.login,
                "password": password,
                "lang": "vi_VN" if "vi_VN" in installed else self.env.lang,
                "tz": "Asia/Ho_Chi_Minh",
                "group_ids": [(6, 0, [self.env.ref(name).id for name in groups])],
            }
        )

    def _attach_to(self, user):
        """Tie the person to an account that ``user`` has already (signed up, OIDC).

        Return False where the account belongs to a person, or the person has one.
        """
        slip = self.try_lock_for_update()
        person = slip.citizen_id
        # sudo: whether the account has a person already
        taken = person.sudo().search_count(
            [("partner_id", "=", user.partner_id.id)], limit=1
        )
        if not slip or slip.state != "open" or taken or person.partner_id.user_ids:
            return False
        person.partner_id = user.partner_id
        # sudo: a role that opens one's own dossier only
        user.sudo().group_ids |= self.env.ref("cdht_module.group_cdht_citizen")
        slip._used(user)
        return True

    def _used(self, user):
        self.state = "used"
        # In the name of who now has the account, not of the public visitor.
        self.env["cdht.trace"].with_user(user)._record(
            self.citizen_id, "invitation_used"
        )
