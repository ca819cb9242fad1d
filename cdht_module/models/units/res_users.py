import re

from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command, Domain

from odoo.addons.cdht_module.models.foundation.rpc_input import (
    check_are_values,
    in_user_lang,
)
from odoo.addons.cdht_module.tools.vietnamese_text import fold

# Reach and duties: given by a manager, never to oneself.
_GIVEN = {"cdht_unit_ids", "cdht_is_clerk", "cdht_is_signer", "cdht_is_accountant"}

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
    _inherit = "res.users"

    cdht_unit_ids = fields.Many2many(
        "cdht.unit",
        "cdht_unit_user_rel",
        "user_id",
        "unit_id",
        string="Units of the Learning Citizen programme",
        groups="cdht_module.group_cdht_manager",
        help="The units for which this user acts, in the roles that they hold.",
    )
    cdht_reach_ids = fields.Many2many(
        "cdht.unit",
        compute="_compute_cdht_reach_ids",
        compute_sudo=True,
        export_string_translation=False,
        groups="cdht_module.group_cdht_manager",
    )
    cdht_chapter_ids = fields.Many2many(
        "cdht.unit",
        compute="_compute_cdht_chapter_ids",
        compute_sudo=True,
        export_string_translation=False,
        groups="cdht_module.group_cdht_manager",
    )
    cdht_loan_ids = fields.One2many(
        "cdht.loan", "user_id", groups="cdht_module.group_cdht_manager"
    )
    # Duties that an officer has beside the role; no further levels of rights.
    cdht_is_clerk = fields.Boolean(
        string="Clerk (văn thư)",
        groups="cdht_module.group_cdht_manager",
        help="Types numbers and attaches signed copies; where a unit has a clerk,"
        " nobody else does.",
    )
    cdht_is_signer = fields.Boolean(
        string="Signs (người ký)",
        groups="cdht_module.group_cdht_manager",
        help="Sees the cover note of papers for signature, approves or remarks.",
    )
    cdht_is_accountant = fields.Boolean(
        string="Accountant (kế toán)",
        groups="cdht_module.group_cdht_manager",
        help="Works on estimates and pay lists.",
    )
    cdht_role_names = fields.Char(
        string="Programme role",
        compute="_compute_cdht_role_names",
        compute_sudo=True,
        groups="cdht_module.group_cdht_manager,cdht_module.group_cdht_commune",
    )
    cdht_unit_names = fields.Char(
        string="Acts for",
        compute="_compute_cdht_unit_names",
        compute_sudo=True,
        groups="cdht_module.group_cdht_manager,cdht_module.group_cdht_commune",
    )

    @api.depends("cdht_unit_ids.unit_type", "cdht_unit_ids.parent_id.child_ids")
    def _compute_cdht_reach_ids(self):
        """The units for which a commune officer works: those given, and all below.

        An association works for the units of its commune: it takes up their lists
        in its petition, but it is not the committee and does not decide.

        Every unit is named, so that record rules are a plain index look-up: with
        `child_of`, beside the rule of one's own dossier, PostgreSQL reads all.
        """
        for user in self:
            units = user.cdht_unit_ids
            associations = units.filtered(lambda u: u.unit_type == "association")
            units |= associations.parent_id.child_ids
            user.cdht_reach_ids = units.search([("id", "child_of", units.ids)])

    @api.depends("cdht_unit_ids.appraised_ids", "cdht_loan_ids.in_force")
    def _compute_cdht_chapter_ids(self):
        """The units for which a chapter officer acts: one's own, those to which one
        is lent, and those without a chapter that these appraise."""
        for user in self:
            loans = user.cdht_loan_ids.filtered("in_force")
            units = user.cdht_unit_ids | loans.unit_id
            user.cdht_chapter_ids = units | units.appraised_ids

    @api.depends("cdht_unit_ids.name")
    def _compute_cdht_unit_names(self):
        """Whose slip it is: for the commune's officer, who reads no units of users."""
        for user in self:
            user.cdht_unit_names = ", ".join(user.cdht_unit_ids.mapped("name"))

    @api.depends("group_ids")
    def _compute_cdht_role_names(self):
        """The roles of this add-on that the user holds, by their privileges' names."""
        offices = self._cdht_offices()
        for user in self:
            held = offices & user.group_ids
            user.cdht_role_names = ", ".join(held.privilege_id.mapped("name"))

    def _cdht_units(self, role=None):
        """The units that a manager gave to this user; for a ``chapter`` officer with
        those lent and appraised, for a ``commune`` officer those that stand for all
        in whose subtree they work."""
        self.ensure_one()
        field = {"chapter": "cdht_chapter_ids", "commune": "cdht_reach_ids"}.get(role)
        # sudo: own: the fields are the managers'; one's own units are no secret to
        # oneself
        return self.sudo()[field or "cdht_unit_ids"].sudo(False)

    def _cdht_communes(self):
        """The communes for whose units this user works: what a screen or a default
        means by “mine”. Record rules let a person read more, as a citizen or from
        above. Empty for the level above and for managers."""
        units = self.env["cdht.unit"]
        for role in ("chapter", "commune"):
            if self.has_group(f"cdht_module.group_cdht_{role}"):
                units |= self._cdht_units(role)
        return units.commune_id

    def _cdht_concerned(self, areas):
        """Those of ``areas`` for which this user works, in a unit of them or above:
        their sums are no secret to them."""
        own = self._cdht_units("chapter") | self._cdht_units("commune")
        own |= own.commune_id
        paths = ()
        if self.has_group("cdht_module.group_cdht_district"):
            paths = tuple(self._cdht_units().mapped("parent_path"))
        return areas.filtered(
            lambda area: area in own or (paths and area.parent_path.startswith(paths))
        )

    @api.model
    def _get_invalidation_fields(self):
        # Record rules hold the ids of the user's units and are cached per user.
        return super()._get_invalidation_fields() | {"cdht_unit_ids"}

    @api.model_create_multi
    def create(self, vals_list):
        check_are_values(self, vals_list)
        self._cdht_refuse_by_hand(set().union(*vals_list))
        users = super().create(vals_list)
        if any(_GIVEN & vals.keys() for vals in vals_list):
            users._cdht_trace_given(before={})
            # sudo: host: units are the managers'; read to pass turns on
            users.sudo().cdht_unit_ids._officers_changed()
        if any("group_ids" in vals for vals in vals_list):
            users._cdht_note_roles({}, is_new=True)
        return users

    def write(self, vals):
        check_are_values(self, vals)
        self._cdht_refuse_by_hand(vals)
        given = _GIVEN & vals.keys()
        users, had = self, {}  # had: what each was given before
        if given:
            self._cdht_check_given()
            self._cdht_check_only_given(vals)
            had = self._cdht_given()
            if given == vals.keys():
                # sudo: host: Odoo lets only its administrators write users; reach and
                # duties of others, and nothing else, are the manager's (checked above)
                users = self.sudo()
        roles = self._cdht_roles_held() if "group_ids" in vals else {}
        result = super(ResUsers, users).write(vals)
        if "group_ids" in vals:
            self._cdht_note_roles(roles)
        if given:
            self._cdht_trace_given(had)
            self._cdht_drop_lost_notices()
        if given or {"group_ids", "active"} & vals.keys():
            # sudo: host: units are the managers'; read to pass turns on
            units = self.sudo().cdht_unit_ids
            units.union(*(before for before, _ in had.values()))._officers_changed()
        return result

    def _cdht_check_given(self):
        """Reach and duties are given by a manager, never to oneself."""
        if self.env.su:
            return
        if self.env.user in self:
            raise AccessError(
                in_user_lang(self.env)._(
                    "Nobody can give a unit to oneself; ask another manager."
                )
            )
        if not self.env.user.has_group("cdht_module.group_cdht_manager"):
            raise AccessError(
                in_user_lang(self.env)._(
                    "Officers, their units and marks are kept by a manager."
                )
            )

    def _cdht_check_only_given(self, vals):
        """Units are given and taken here, not written: below they go as superuser."""
        changing = (Command.CREATE, Command.UPDATE, Command.DELETE)
        commands = vals.get("cdht_unit_ids") or ()
        if not self.env.su and any(
            isinstance(command, (list, tuple)) and command[0] in changing
            for command in commands
        ):
            raise AccessError(
                in_user_lang(self.env)._(
                    "Units are entered and changed in their own list."
                )
            )

    def _cdht_given(self):
        """What each user has: units, and duties as text."""
        # sudo: host: read for the trace only
        return {
            user: (user.cdht_unit_ids, user._cdht_duties_text()) for user in self.sudo()
        }

    def _cdht_duties_text(self):
        """The duties of one user in words, for lists and traces."""
        labels = dict(
            cdht_is_clerk=self.env._("clerk"),
            cdht_is_signer=self.env._("signs"),
            cdht_is_accountant=self.env._("accountant"),
        )
        return ", ".join(label for duty, label in labels.items() if self[duty])

    def _cdht_trace_given(self, before):
        """Append what changed since ``before`` to the units concerned."""
        Trace = self.env["cdht.trace"]
        no_unit = self.env["cdht.unit"]
        # sudo: host: read for the trace only
        for user in self.sudo():
            had, duties = before.get(user, (no_unit.sudo(), ""))
            units, name = user.cdht_unit_ids, user.name
            now = user._cdht_duties_text()
            if user in before:
                user._cdht_notify_changed(units - had, had - units)
            Trace._record(units - had, "officer_added", value_to=name, is_setting=True)
            Trace._record(
                had - units, "officer_removed", value_from=name, is_setting=True
            )
            if now != duties:
                Trace._record(
                    units,
                    "officer_marks",
                    value_from=duties and f"{name}: {duties}",
                    value_to=now and f"{name}: {now}",
                    is_setting=True,
                )

    def _cdht_refuse_by_hand(self, names):
        """A later room has fields that only its moves write."""

    # -- roles, whoever gives or takes them ------------------------------------------

    def _cdht_category(self):
        return self.env.ref("cdht_module.module_category_cdht")

    @api.model
    def _cdht_roles(self):
        """The roles of officers, which are not everybody's as a citizen's is."""
        citizen = self.env.ref("cdht_module.group_cdht_citizen", False)
        if not citizen:
            # sudo: host: an empty one, as those below
            return self.env["res.groups"].sudo()
        # sudo: host: groups of this add-on
        ours = self.env["res.groups"].sudo().search(
            [("privilege_id.category_id", "=", self._cdht_category().id)]
        )  # fmt: skip
        return ours - citizen

    @api.model
    def _cdht_offices(self):
        """Those of the roles that make somebody an officer, in their order; what is
        given beside a role makes nobody one."""
        staff = self.env.ref("cdht_module.group_cdht_staff")
        offices = self._cdht_roles().filtered(
            lambda role: staff in role.all_implied_ids
        )
        return offices.sorted(lambda role: role.privilege_id.sequence)

    def _cdht_roles_held(self):
        """{user: the roles of officers that they hold, by whatever group}."""
        roles = self._cdht_roles()
        # sudo: host: groups of others, for the trace only
        return {user: user.all_group_ids & roles for user in self.sudo()}

    @api.model
    def _cdht_officers_now(self):
        """Whoever holds a role of officers at this moment."""
        # sudo: host: who holds a role, for the trace only
        users = self.sudo().with_context(active_test=False)
        return users.search([("all_group_ids", "in", self._cdht_roles().ids)])

    def _cdht_note_roles(self, before, is_new=False):
        """Trace roles that were given or taken since ``before``, tell their holders;
        who has just got a login has nothing to be told."""
        # sudo: host: an empty one, as those compared
        nothing = self.env["res.groups"].sudo()
        for user, now in self._cdht_roles_held().items():
            had = before.get(user, nothing)
            for move, value, roles in (
                ("role_given", "value_to", now - had),
                ("role_taken", "value_from", had - now),
            ):
                if roles:
                    names = ", ".join(roles.privilege_id.mapped("name"))
                    self.env["cdht.trace"]._record(
                        user, move, **{value: f"{user.name}: {names}"}, is_setting=True
                    )
            if not is_new:
                given, taken = now - had, had - now
                user._cdht_notify_changed(given.privilege_id, taken.privilege_id)

    def _cdht_notify_changed(self, given, taken):
        """Tell one officer what somebody else gave to them, or took: roles, units."""
        if self.env.uid == self.id or not (given or taken):
            return

        def say(env):
            changes = [
                env._("Given: %s.", ", ".join(given.with_env(env).mapped("name")))
                if given
                else "",
                env._("Taken: %s.", ", ".join(taken.with_env(env).mapped("name")))
                if taken
                else "",
            ]
            changed = " ".join(filter(None, changes))
            by = env._(
                "By %s. Not as agreed? Ask the managers of the programme.",
                env.user.name,
            )
            # In a list of activities the summary alone is read, on a phone its start.
            summary = env._("%s Your role or units changed.", changed)
            return summary, f"{changed} {by}"

        self._cdht_notify(say)

    def _trace_unit(self):
        # sudo: host: the managers' field; of an officer's lines, for the trace only
        return self.sudo().cdht_unit_ids[:1]

    # -- What officers are told, and what they keep of it when they lose a unit.

    def _cdht_notify(self, say):
        """Put a notice into each officer's own list of activities; no mail to anybody.

        ``say``: gives summary and text, in the language of the environment it gets.
        """
        notice = self.env.ref("cdht_module.activity_notice").id
        told = []
        # sudo: host: notices to others; nothing of theirs is shown
        for lang, users in self.sudo().grouped("lang").items():
            summary, text = say(self.with_context(lang=lang).env)
            note = escape(text).replace("\n", Markup("<br/>"))
            told += [
                {
                    "activity_type_id": notice,
                    "user_id": user.id,
                    "summary": summary,
                    "note": note,
                    "date_deadline": fields.Date.context_today(user),
                    "automated": True,
                }
                for user in users
                if user.active and user._is_internal()
            ]
        # sudo: host: an officer's own list, written in by whoever changed the role
        quiet = self.env["mail.activity"].sudo()
        quiet.with_context(mail_activity_quick_update=True).create(told)

    def _cdht_drop_lost_notices(self):
        """Officers who lost a unit follow nothing of it and keep none of its notices.

        Odoo lets recipients read a message for ever, whatever became of their
        rights; what one wrote oneself stays readable.
        """
        for user in self:
            partner = user.partner_id
            # sudo: host: others' followers and notices, of records that the user lost
            followers = self.env["mail.followers"].sudo().search(
                [("partner_id", "=", partner.id), ("res_model", "=like", "cdht.%")]
            )  # fmt: skip
            lost = user._cdht_lost(followers.grouped("res_model"), "res_id")
            lost.unlink()
            # sudo: host: others' followers and notices, of records that the user lost
            messages = self.env["mail.message"].sudo().search(
                [
                    ("model", "=like", "cdht.%"),
                    "|",
                    ("partner_ids", "in", partner.ids),
                    ("notification_ids.res_partner_id", "in", partner.ids),
                ]
            )  # fmt: skip
            lost = user._cdht_lost(messages.grouped("model"), "res_id")
            lost.notification_ids.filtered(
                lambda notice, partner=partner: notice.res_partner_id == partner
            ).unlink()
            lost.write({"partner_ids": [Command.unlink(partner.id)]})

    def _cdht_lost(self, by_model, field):
        """Of mail records {model: records}, those of documents not read any more."""
        lost = next(iter(by_model.values()), self.env["mail.message"]).browse()
        for model, records in by_model.items():
            ids = set(records.mapped(field))
            documents = self.env[model].with_user(self).browse(ids).exists()
            read = set(documents._filtered_access("read").ids)
            lost |= records.filtered(lambda r, read=read: r[field] not in read)
        return lost

    # -- Officers are made, and hand over, without the host's administrator.

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
