import re

from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from odoo.addons.cdht_module.models.foundation.rpc_input import in_user_lang
from odoo.addons.cdht_module.tools.vietnamese_text import fold

# Roles that a manager gives together with a unit: how each is called, as its group's
# privilege is, and which units it fits.
GIVEN_ROLES = {
    "chapter": (
        "Chapter officer",
        lambda unit: unit.has_people or unit.unit_type == "association",
    ),
    "commune": (
        "Commune officer",
        lambda unit: unit.unit_type in ("commune", "association"),
    ),
    "district": (
        "Officer of the level above",
        lambda unit: unit.unit_type in ("province", "district"),
    ),
}

_DUTIES = ("cdht_is_clerk", "cdht_is_signer", "cdht_is_accountant")

_INACTIVE_TOO = {"active_test": False}

_SILENT = {"no_reset_password": True, "mail_activity_quick_update": True}


class ResUsers(models.Model):
    """Officers are made, and hand over, without the host's administrator."""

    _inherit = "res.users"

    @api.model
    def _cdht_make_officers(self, rows):
        """Make officers of units, or make existing users officers.

        ``rows``: dictionaries with ``unit`` and ``role``, ``user`` or else ``name``,
        and duties. Existing users get role, unit and duties, nothing else changes.
        Return the list of users, row by row, and those of them that are new; these
        have no password at all (nobody can log in so) until they use their slip.
        """
        self._cdht_check_manager()
        for row in rows:
            row["user"]._cdht_check_may_get_role()
            self._cdht_check_role(row["role"], row["unit"])
        new_rows = [row for row in rows if not row["user"]]
        logins = self._cdht_free_logins([row["unit"].name for row in new_rows])
        # sudo: host: Odoo lets only its administrators make users; checked above: a
        # manager, roles of this add-on, units of others
        users = self.sudo().with_context(**_SILENT)
        home = self._cdht_home()
        first = {}
        # Where the host has OdooBot (`mail_bot`): no robot greets in half English.
        if "odoobot_state" in users._fields:
            first["odoobot_state"] = "disabled"
        if self.env["res.lang"]._get_data(code="vi_VN"):
            first["lang"] = "vi_VN"
        made = users.create(
            [
                {
                    **first,
                    "name": row["name"].strip(),
                    "login": login,
                    "notification_type": "inbox",
                    "tz": "Asia/Ho_Chi_Minh",
                    "action_id": home.id,
                    "group_ids": [Command.set(self._cdht_role(row["role"]).ids)],
                }
                for row, login in zip(new_rows, logins, strict=True)
            ]
        ).sudo(False)
        rest = iter(made)
        officers = [row["user"] or next(rest) for row in rows]
        for row, officer in zip(rows, officers, strict=True):
            officer._cdht_give(row["role"], row["unit"], row)
        return officers, made

    @api.model
    def _cdht_home(self):
        """The action with which the day of officers made here begins: none but where a
        room has one."""
        return self.env["ir.actions.actions"]

    def _cdht_give(self, role, units, duties):
        """Give one user a role, units and duties, beside what they have."""
        group = self._cdht_role(role)
        # sudo: host: as in _cdht_make_officers; only groups of this add-on
        if group not in self.sudo().group_ids:
            self.sudo().write({"group_ids": [Command.link(group.id)]})
        self.write(
            {
                "cdht_unit_ids": [Command.link(unit.id) for unit in units],
                **{duty: True for duty in _DUTIES if duties.get(duty)},
            }
        )

    @api.model
    def _cdht_take_commune(self, commune):
        """The manager who sets up a commune does its work too, where one person does
        all: only while nothing of people lies there and nobody else acts for it, so
        that nobody gets at what others entered. On record as any role given."""
        self._cdht_check_manager()
        me = self.env.user
        if commune in me._cdht_units() and me.has_group(
            "cdht_module.group_cdht_commune"
        ):
            return
        self._cdht_check_role("commune", commune)
        below = commune.search([("id", "child_of", commune.ids)])
        # sudo: compare: whether anybody else acts there
        if below._has_begun() or below.sudo().user_ids - me:
            raise AccessError(
                in_user_lang(self.env)._(
                    "%s has officers or people already: another manager gives you the"
                    " role there.",
                    commune.name,
                )
            )
        # sudo: host: checked above; a role of this add-on, in a commune that is empty
        me.sudo()._cdht_give("commune", commune, {})

    def _cdht_hand_over(self, successor):
        """One officer hands units, duties, open activities and the reception of
        results over to ``successor``; their own reach ends."""
        self.ensure_one()
        self._cdht_check_manager()
        successor._cdht_check_may_get_role()
        if successor == self:
            raise UserError(
                in_user_lang(self.env)._("Choose another person to hand over to.")
            )
        units, roles = self._cdht_office()
        # sudo: host: what the officer has is the manager's to read and to pass on
        old = self.sudo()
        duties = {duty: old[duty] for duty in _DUTIES}
        for role in roles:
            successor._cdht_give(role, units, duties)
        old.cdht_loan_ids.filtered("in_force").sudo(False).action_end()
        self._cdht_pass_work(successor)
        self.write(
            {"cdht_unit_ids": [Command.clear()], **dict.fromkeys(_DUTIES, False)}
        )

    def _cdht_hand_over_to_new(self, name):
        """Hand over to somebody who has no login yet; return the new user."""
        self._cdht_check_manager()
        units, roles = self._cdht_office()
        row = {"unit": units[0], "role": roles[0], "user": self.browse(), "name": name}
        successor = self._cdht_make_officers([row])[1]
        self._cdht_hand_over(successor)
        return successor

    def _cdht_welcome(self):
        """What is shown after officers were made; a later room gives them slips."""
        return {"type": "ir.actions.act_window_close"}

    def _cdht_office(self):
        """Units and roles that one user can hand over; settings are not among them."""
        # sudo: host: what the officer has is the manager's to read and to pass on
        old = self.sudo()
        units = old.cdht_unit_ids.sudo(False)
        roles = [role for role in GIVEN_ROLES if self._cdht_role(role) in old.group_ids]
        if not units or not roles:
            raise UserError(
                in_user_lang(self.env)._("%s has no unit to hand over.", old.name)
            )
        return units, roles

    def _cdht_pass_work(self, successor):
        """What the officer had to do is the successor's; other rooms add theirs."""
        # sudo: host: activities of the officer, whoever may read them
        activities = self.env["mail.activity"].sudo().with_context(**_SILENT)
        activities.search(
            [("user_id", "=", self.id), ("res_model", "=like", "cdht.%")]
        ).write({"user_id": successor.id})

    @api.model
    def _cdht_role(self, role):
        return self.env.ref(f"cdht_module.group_cdht_{role}").sudo(False)

    @api.model
    def _cdht_check_manager(self):
        if not self.env.su and not self.env.user.has_group(
            "cdht_module.group_cdht_manager"
        ):
            raise AccessError(
                in_user_lang(self.env)._(
                    "Officers, their units and marks are kept by a manager."
                )
            )

    @api.model
    def _cdht_check_role(self, role, unit):
        if role not in GIVEN_ROLES:
            raise AccessError(
                in_user_lang(self.env)._("This role is not given with a unit.")
            )
        _name, fits = GIVEN_ROLES[role]
        if not fits(unit):
            raise UserError(
                in_user_lang(self.env)._(
                    "The role chosen for %s does not fit: chapter officers act for"
                    " units with people, commune officers for the commune or its"
                    " association, the level above for a province or district.",
                    unit.name,
                )
            )

    def _cdht_check_may_get_role(self):
        """Nobody gives to oneself; logins of administrators are left alone."""
        if self.env.user in self and not self.env.su:
            raise AccessError(
                in_user_lang(self.env)._(
                    "Nobody can give a unit to oneself; ask another manager."
                )
            )
        for user in self:
            if user.has_group("base.group_erp_manager") or not user._is_internal():
                raise UserError(
                    in_user_lang(self.env)._(
                        "%s is a system administrator or no employee: the system's"
                        " administrator gives roles to such logins.",
                        user.name,
                    )
                )

    @api.model
    def _cdht_free_logins(self, names):
        """A login each, of plain letters: “Thôn Nà Vân” gives ``thon-na-van``."""
        wanted = [
            re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-") or "can-bo"
            for name in names
        ]
        # sudo: compare: logins of all users, so that no two are alike
        users = self.sudo().with_context(**_INACTIVE_TOO)
        alike = Domain.OR(Domain("login", "=like", f"{start}%") for start in wanted)
        taken = set(users.search(alike).mapped("login"))
        logins = []
        for start in wanted:
            login, number = start, 1
            while login in taken:
                number += 1
                login = f"{start}-{number}"
            taken.add(login)
            logins.append(login)
        return logins
