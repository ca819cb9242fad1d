import re
import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import hmac

from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.locking import lock_or_retry
from odoo.addons.cdht_module.tools.typed_code import ALPHABET
from odoo.addons.cdht_module.tools.vietnamese_text import fold

from .cdht_slip import DAYS

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
    _inherit = ["cdht.record"]
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

    _one_open = models.UniqueIndex("(citizen_id) WHERE state = 'open'")

    @api.model
    def _issue(self, citizens):
        """Make a slip each for checked people; return [(login, code)] in order.

        Nothing keeps the codes but what the caller prints.
        """
        # Two officers at once print one good slip, the later one's.
        # sudo: move: locked only; the caller checked them
        lock_or_retry(citizens.sudo())
        # sudo: move: slips are made and revoked by moves only
        slips = self.sudo()
        open_ones = [("citizen_id", "in", citizens.ids), ("state", "=", "open")]
        slips.search(open_ones)._revoke()
        logins = slips._logins_for(citizens)
        codes = ["".join(map(secrets.choice, [ALPHABET] * _LENGTH)) for _ in citizens]
        slips.create(
            [
                {
                    "citizen_id": citizen.id,
                    "login": login,
                    "code_digest": slips._digest(code),
                    "valid_until": clock.today() + timedelta(days=DAYS),
                }
                for citizen, login, code in zip(citizens, logins, codes, strict=True)
            ]
        )
        return list(zip(logins, codes, strict=True))

    @api.model
    def _open_of(self, citizens):
        """The slips of these people that are still good."""
        # sudo: compare: asked by moves that checked the people
        return self.sudo().search(
            [
                ("citizen_id", "in", citizens.ids),
                ("state", "=", "open"),
                ("valid_until", ">=", clock.today()),
            ]
        )

    def _revoke(self):
        self.write({"state": "revoked"})
        self.flush_recordset(["state"])  # before the new one, of which there is one

    def _digest(self, code):
        typed = re.sub(r"[^A-Z0-9]", "", code.upper())[: 2 * _LENGTH]
        return hmac(self.env, "cdht_invitation", typed)

    def _logins_for(self, citizens):
        """The login of the account or slip that each had, or a new one.

        “lyvanmau.482”: short to type on a phone; nothing of it tells when one was born.
        """
        earlier = self.search([("citizen_id", "in", citizens.ids)], order="id")
        logins = {slip.citizen_id: slip.login for slip in earlier}
        accounts = citizens._invited_accounts()
        logins |= {person: user.login for person, user in accounts.items()}
        most = 1000
        while len(logins) < len(citizens):
            wanted = {}
            for citizen in citizens:
                if citizen not in logins:
                    stem = re.sub(r"[^a-z]", "", fold(citizen.name))[:20] or "congdan"
                    wanted[f"{stem}.{secrets.randbelow(most)}"] = citizen
            taken = self._taken_logins(list(wanted)) | set(logins.values())
            logins |= {c: login for login, c in wanted.items() if login not in taken}
            most *= 2  # common names soon need longer numbers
        return [logins[citizen] for citizen in citizens]

    def _taken_logins(self, logins):
        Users = self.env["res.users"].with_context(active_test=False)
        taken = Users.search([("login", "in", logins)]).mapped("login")
        return {*taken, *self.search([("login", "in", logins)]).mapped("login")}

    @api.model
    def _of_code(self, code):
        """The slip with that code, good or not."""
        # sudo: own: nobody is logged in yet; the code is what proves who asks. It is
        # found by a keyed digest, so that the time it takes tells nothing of the code.
        slips = self.sudo()
        return slips.search([("code_digest", "=", slips._digest(code))], limit=1)

    @api.model
    def _by_code(self, code):
        """The slip of a code while it is good; else none."""
        slip = self._of_code(code)
        if slip.state != "open" or slip.valid_until < clock.today():
            return slip.browse()
        person = slip.citizen_id
        good = person.active and person.status not in ("moved", "deceased")
        # A person who got another login meanwhile gets no second one.
        users = person.partner_id.with_context(active_test=False).user_ids
        if not good or (users and person not in person._invited_accounts()):
            return slip.browse()
        return slip

    def _redeem(self, password):
        """Make the account (or set the password of the one made before); the user.

        :raise UserError: the slip was used meanwhile, or the password breaks the
            host's own rules
        """
        self._lock_unused()
        person = self.citizen_id
        user = person._invited_accounts().get(person)
        if user:
            user.write({"password": password})
        else:
            user = self._make_user(password)
            # sudo: own: as before; in the name of who now has the account
            person.with_user(user).sudo().partner_id = user.partner_id
        self.user_id = user
        self._used(user)
        return user

    def _lock_unused(self):
        """Lock the slip: of two simultaneous requests the second finds it used."""
        lock_or_retry(self)
        if self.state != "open":
            raise UserError(
                self.env._(
                    "This slip was used a moment ago. Log in with the login that is"
                    " printed on it."
                )
            )

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

        Officers are tied by another officer: who decides about dossiers does not
        choose who one is.

        :raise UserError: for officers; where the account or the person is tied already
        """
        self._lock_unused()
        refusal = self._attach_refusal(user)
        if refusal:
            raise UserError(refusal)
        person = self.citizen_id
        # sudo: own: as before; in the name of who has the account
        person.with_user(user).sudo().partner_id = user.partner_id
        # sudo: host: a role that opens one's own dossier only
        user.sudo().group_ids |= self.env.ref("cdht_module.group_cdht_citizen")
        self._used(user)

    def _attach_refusal(self, user):
        """Why the account of ``user`` cannot become this person's, or nothing."""
        person = self.citizen_id
        if user.has_group("cdht_module.group_cdht_staff") or user == self.create_uid:
            return self.env._(
                "You are logged in as an officer. Log out before you open somebody's"
                " account; which person you are is entered by another officer."
            )
        # sudo: compare: whether the account has a person already
        taken = person.sudo().search_count(
            [("partner_id", "=", user.partner_id.id)], limit=1
        )
        if taken or person.partner_id.user_ids:
            return self.env._(
                "This account belongs to a person already. Log out and try again."
            )
        return ""

    def _used(self, user):
        self.state = "used"
        self.env["cdht.trace"].with_user(user)._record(
            self.citizen_id, "invitation_used"
        )
