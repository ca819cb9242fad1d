from markupsafe import Markup, escape

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from odoo.addons.cdht_module.models.foundation.rpc_input import (
    check_are_values,
    in_user_lang,
)

# Reach and duties: given by a manager, never to oneself.
_GIVEN = {"cdht_unit_ids", "cdht_is_clerk", "cdht_is_signer", "cdht_is_accountant"}


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
