from odoo import api, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.foundation.rpc_input import in_user_lang


class ResUsers(models.Model):
    """Slips with a one-time code for officers: first password, forgotten password."""

    _inherit = "res.users"

    def action_cdht_slip(self):
        """Make new slips for these officers, print them; earlier slips end.

        For managers; the commune's officer for chapter officers of the commune.

        :raise AccessError: for other callers, or users beyond their reach.
        :raise UserError: for users who have rights beyond this add-on.
        """
        self._cdht_check_slip()
        return self._cdht_print_slips()

    @api.model
    def _get_login_domain(self, login):
        """That login; where nobody has it, as a slip prints it: a phone begins with a
        capital and ends with a blank."""
        domain = super()._get_login_domain(login)
        # sudo: host: as the host looks the login up, before anybody is logged in
        if isinstance(login, str) and not self.sudo().search_count(domain, limit=1):
            domain = super()._get_login_domain(login.strip().lower())
        return domain

    def _cdht_welcome(self):
        """Officers who are new get slips."""
        return self.action_cdht_slip() if self else super()._cdht_welcome()

    def _cdht_print_slips(self):
        codes = self.env["cdht.slip"]._issue(self)
        for user in self:
            # sudo: host: units of an officer, for the trace
            units = user.sudo().cdht_unit_ids
            self.env["cdht.trace"]._record(units, "slip_made", value_to=user.name)
        self._cdht_notify(
            lambda env: (
                env._("A slip with a new password was printed for your login"),
                env._(
                    "By %s. Whoever holds the slip can choose your password. You did"
                    " not ask for it? Tell the managers of the programme at once.",
                    env.user.name,
                ),
            )
        )
        return self.env["cdht.slip.sheet"]._action_for(self, codes)

    def _cdht_check_slip(self):
        if not self:
            raise UserError(
                in_user_lang(self.env)._("Choose the officers who need a slip.")
            )
        if self - self._cdht_given_slips():
            raise AccessError(
                in_user_lang(self.env)._(
                    "The commune's officer makes slips for chapter officers of"
                    " the commune; a manager makes the others."
                )
            )
        if self.env.user in self:
            raise UserError(
                in_user_lang(self.env)._(
                    "Change your own password in your preferences."
                )
            )
        refused = self._cdht_no_slip_for()
        if refused:
            raise UserError(
                in_user_lang(self.env)._(
                    "%s: no slip, since this login is not only an officer's of this"
                    " programme. The system's administrator sets its password.",
                    ", ".join(refused.mapped("name")),
                )
            )

    def _cdht_given_slips(self):
        """Those of ``self`` to whom the acting user may give a slip."""
        me = self.env.user
        if self.env.su or me.has_group("cdht_module.group_cdht_manager"):
            return self
        if not me.has_group("cdht_module.group_cdht_commune"):
            return self.browse()
        return self.filtered(lambda user: user._cdht_is_chapter_below())

    def _cdht_is_chapter_below(self):
        """One user: an officer of chapters only, all of them in the caller's reach."""
        # sudo: compare: roles and units of others are read to decide this only
        user = self.sudo()
        chapter = user.env.ref("cdht_module.group_cdht_chapter")
        ethnicity = user.env.ref("cdht_module.group_cdht_ethnicity")
        held = user._cdht_roles_held()[user]
        # Whatever else one may, the caller may not: a slip takes over the login.
        allowed = chapter | (ethnicity & self.env.user.all_group_ids)
        if chapter not in held or held - allowed:
            return False
        units = user.cdht_chapter_ids.sudo(False)
        return bool(units) and not units - units._in_reach("commune")

    def _cdht_no_slip_for(self):
        """Those of ``self`` whose password this add-on must not reset.

        A slip takes over a login: who has any right beyond this add-on's roles and
        what every employee of the host has gets none.
        """
        # sudo: compare: groups are read to decide this only
        users = self.sudo()
        employee = users.env.ref("base.group_user")
        addon_groups = users.env["res.groups"].search(
            [("privilege_id.category_id", "=", users._cdht_category().id)]
        )
        # This group of `mail` only says where notifications are shown.
        inbox = users.env.ref(
            "mail.group_mail_notification_type_inbox", raise_if_not_found=False
        )
        allowed = (addon_groups | employee).all_implied_ids
        if inbox:
            allowed |= inbox
        return users.filtered(
            lambda user: (
                not user.active
                or employee not in user.all_group_ids
                or not (user.all_group_ids & addon_groups)
                or user.all_group_ids - allowed
            )
        ).sudo(False)
