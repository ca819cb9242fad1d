from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CdhtCitizen(models.Model):
    """Slips that give people their accounts, printed for a unit as a batch."""

    _inherit = "cdht.citizen"

    has_account = fields.Boolean(
        string="Has an account",
        compute="_compute_has_account",
        search="_search_has_account",
        help="A login that opens the person's own page.",
    )

    @api.depends("partner_id")
    def _compute_has_account(self):
        for person in self:
            # sudo: whether there is a login, nothing more of it
            person.has_account = bool(person.sudo().partner_id.user_ids)

    @api.model
    def _search_has_account(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("partner_id.user_ids", "!=", False)]

    def action_invite(self):
        """Print invitation slips for these people.

        By the chapter for people without an account; who forgot the password gets a
        new slip from the commune's officer. Left out and named are people with
        another login (an officer's, one they signed up for), and who has a slip that
        is still good: see ``action_invite_again``.
        """
        invited = self._may_be_invited()
        having = self.env["cdht.invitation"]._open_of(invited).citizen_id
        if invited and not invited - having:
            raise UserError(
                self.env._(
                    "They have slips already that are still good: %s. “Print new slips”"
                    " ends these and prints others.",
                    ", ".join(invited.mapped("name")),
                )
            )
        return self._print_invitations(invited - having)

    def action_invite_again(self):
        """Print new slips for these people; earlier ones end (lost, forgotten)."""
        return self._print_invitations(self._may_be_invited())

    def _may_be_invited(self):
        self.check_access("read")
        if self.unit_id - self.unit_id._in_reach("chapter", "commune"):
            raise AccessError(self.env["cdht.assessment"]._outside_reach())
        # Nobody opens a second account by a slip for oneself.
        self.env["cdht.assessment"]._check_known()
        people = self.filtered(
            lambda person: person.active and person.status not in ("moved", "deceased")
        )
        with_login = people.filtered("has_account")
        own = with_login._invited_accounts()
        renewed = with_login.filtered(
            lambda person: person in own and person.unit_id._in_reach("commune")
        )
        return people - with_login | renewed

    def _print_invitations(self, invited):
        if not invited:
            raise UserError(
                self.env._(
                    "They have accounts already, or are not here any more: %s. The"
                    " commune's officer makes a new slip for who forgot the password.",
                    ", ".join(self.mapped("name")),
                )
            )
        slips = self.env["cdht.invitation"]._issue(invited)
        self.env["cdht.trace"]._record(invited, "invitation_made")
        return self.env["cdht.slip.sheet"]._action_for_people(
            invited, slips, left_out=self - invited
        )

    def _invited_accounts(self):
        """{person: account made by an earlier slip} that has no right but theirs."""
        # sudo: accounts are looked at to decide this only
        used = (
            self.env["cdht.invitation"]
            .sudo()
            .search([("citizen_id", "in", self.ids), ("user_id", "!=", False)])
        )
        allowed = (
            self.env.ref("base.group_portal").sudo()
            | self.env.ref("cdht_module.group_cdht_citizen").sudo()
        ).all_implied_ids
        return {
            slip.citizen_id.with_env(self.env): slip.user_id
            for slip in used
            if slip.user_id.active
            and slip.user_id.partner_id == slip.citizen_id.partner_id
            and not slip.user_id.all_group_ids - allowed
        }

    def _forget_accounts(self):
        """End the accounts made by slips, of whose name nothing is left.

        Accounts that people had otherwise are theirs. For moves that checked the
        caller.
        """
        accounts = self._invited_accounts()
        # sudo: as above
        for user in accounts.values():
            nobody = f"anonymised.{user.id}"
            user.sudo().write(
                {"name": nobody, "login": nobody, "signature": False, "active": False}
            )
        slips = self.env["cdht.invitation"].sudo()
        slips.search([("citizen_id", "in", self.ids)]).unlink()
