from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.foundation.cdht_folded_name import name_key
from odoo.addons.cdht_module.models.foundation.rpc_input import in_user_lang
from odoo.addons.cdht_module.tools.identity_number import parse_identity_number
from odoo.addons.cdht_module.tools.vietnamese_text import fold, normalise

_SAID = {"cdht_not_resident", "cdht_declared_name", "cdht_declared_year"}


@api.depends_context("uid")
def asks_who(records):
    """Whether the reader, an officer, has yet to say which person they are."""
    user = records.env.user
    records.asks_who = not user._cdht_is_identified() and user._cdht_may_be_recorded()


class ResUsers(models.Model):
    """Which person an officer is: nobody decides about dossiers before that is said,
    since nobody decides about their own."""

    _inherit = "res.users"

    cdht_not_resident = fields.Boolean(
        string="Does not live here",
        groups="cdht_module.group_cdht_manager",
        help="This officer is no person of the commune: no dossier is their own.",
    )
    # Who lives here and stands on no list yet; asked again as soon as somebody of that
    # name and year does.
    cdht_declared_name = fields.Char(
        string="Lives here, not on the list yet",
        groups="cdht_module.group_cdht_manager",
    )
    cdht_declared_year = fields.Integer(
        string="Year of birth", groups="cdht_module.group_cdht_manager"
    )
    cdht_person_text = fields.Char(
        string="Is",
        compute="_compute_cdht_person_text",
        compute_sudo=True,
        groups="cdht_module.group_cdht_manager,cdht_module.group_cdht_commune",
    )

    @api.depends("cdht_not_resident", "cdht_declared_name", "partner_id")
    def _compute_cdht_person_text(self):
        people = self._cdht_people().grouped("partner_id")
        for user in self:
            person = people.get(user.partner_id)
            if person:
                user.cdht_person_text = f"{person.name} ({person.unit_id.name})"
            elif user.cdht_not_resident:
                user.cdht_person_text = self.env._("Does not live here")
            elif user._cdht_is_not_listed():
                user.cdht_person_text = self.env._(
                    "%(name)s, %(year)s: lives here, not on the list yet",
                    name=user.cdht_declared_name,
                    year=user.cdht_declared_year,
                )
            else:
                user.cdht_person_text = self.env._("Not said yet")

    def _cdht_refuse_by_hand(self, names):
        if not _SAID.isdisjoint(names) and not self.env.su:
            raise AccessError(
                in_user_lang(self.env)._(
                    "Who an officer is, is said in the window “Say who you are”."
                )
            )
        return super()._cdht_refuse_by_hand(names)

    def _cdht_people(self):
        """The people behind these logins."""
        # sudo: compare: whose login a person has; the caller asks about officers
        people = self.env["cdht.citizen"].sudo().with_context(active_test=False)
        return people.search([("partner_id", "in", self.sudo().partner_id.ids)])

    def _cdht_is_identified(self):
        """Whether it is said which person this user is, or that they are none here."""
        self.ensure_one()
        # sudo: own: the managers' fields; of oneself they are no secret
        user = self.sudo()
        return (
            user.cdht_not_resident
            or bool(self._cdht_people())
            or user._cdht_is_not_listed()
        )

    def _cdht_is_not_listed(self):
        """Whether this user said to live here, and nobody on record may be they yet."""
        return bool(self.cdht_declared_name) and not self._cdht_named(
            self.cdht_declared_name, self.cdht_declared_year
        )

    def _cdht_said_person(self):
        """The one person on record whom this user said to be, before there was one."""
        # sudo: own: see above
        user = self.sudo()
        if not user.cdht_declared_name or self != self.env.user:
            return self.env["cdht.citizen"].sudo()
        found = user._cdht_named(user.cdht_declared_name, user.cdht_declared_year)
        return found if len(found) == 1 else found.browse()

    def _cdht_named(self, name, year):
        """Who of this user's communes has that name, signs aside, and that year of
        birth or none, and is no other login's."""
        # sudo: compare: whether somebody is recorded who may be this officer
        people = self.env["cdht.citizen"].sudo().with_context(active_test=False)
        people = people.search(
            [
                ("commune_id", "in", self._cdht_units().commune_id.ids),
                ("name_folded", "=", fold(name)),
                ("birth_year", "in", [year, 0, False]),
            ]
        )
        others = people.partner_id.with_context(active_test=False).user_ids - self
        # A person's own login may be this officer's, made before.
        others = others.filtered(
            lambda user: user.has_group("cdht_module.group_cdht_staff")
        )
        return people.filtered(lambda one: one.partner_id not in others.partner_id)

    def _cdht_may_be_recorded(self):
        """Whether this user may be a person on record: not while nobody of their
        communes is, as before an office's first list."""
        self.ensure_one()
        communes = self._cdht_units().commune_id
        # sudo: compare: whether anybody is recorded there
        people = self.env["cdht.citizen"].sudo().with_context(active_test=False)
        return not communes or bool(
            people.search_count([("commune_id", "in", communes.ids)], limit=1)
        )

    def _cdht_was_declared(self):
        """Whether it was declared before; after that only a manager changes it."""
        # sudo: compare: whether there is such a trace
        said = self.env["cdht.trace"].sudo().search_count(
            [("res_model", "=", "res.users"), ("res_id", "=", self.id),
             ("move", "=", "officer_is")],
            limit=1,
        )  # fmt: skip
        # sudo: own: see above
        is_asked_again = self.sudo().cdht_declared_name
        return self._cdht_is_identified() or bool(said and not is_asked_again)

    def _cdht_find_person(self, name, birth_year, number):
        """The one person of this user's communes with exactly that number, or name
        and year of birth; empty where there is none, or more than one.

        Who does not know them finds nobody, whatever they may read otherwise; an
        officer of the level above, who has no commune, finds nobody at all: a manager
        says for them who they are.
        """
        self.ensure_one()
        # sudo: compare: whoever asks types a whole number, or name and year
        people = self.env["cdht.citizen"].sudo()
        units = self._cdht_units()
        here = [("commune_id", "in", units.commune_id.ids)]
        if self != self.env.user:  # a manager says it for them
            here = [("unit_id", "child_of", (units | units.commune_id).ids)]
        if number:
            wanted = parse_identity_number(number)
            if not wanted.valid:
                return people
            return self._cdht_count_found(
                people.search([*here, ("identity_number", "=", wanted.number)])
            )
        if not (name and birth_year):
            return people
        found = people.search(
            [*here, ("birth_year", "=", birth_year), ("display_name", "ilike", name)],
            limit=20,
        )
        found = found.filtered(lambda one: name_key(one.name) == name_key(name))
        return self._cdht_count_found(found) if len(found) == 1 else people

    def _cdht_count_found(self, found):
        """Count the hit as a number read: trying numbers tells whose they are."""
        self.env["cdht.identity.reading"]._count(found)
        return found

    def _cdht_declare_person(self, person):
        """Keep which person this officer is; ``person`` empty: none of this place.

        The first time by oneself, a change by a manager; nobody takes an account
        that is another login's.
        """
        self._cdht_check_may_declare()
        # sudo: move: checked above; only whose login a person has is read and written
        user, person = self.sudo(), person.sudo()
        user._cdht_check_same_as_said(person)
        login = person.partner_id.with_context(active_test=False).user_ids - user
        if login:
            raise UserError(
                in_user_lang(self.env)._(
                    "%s has an account already, of another login. The commune's"
                    " officer takes it off first.",
                    person.name,
                )
            )
        earlier = self._cdht_people() - person
        before = ", ".join(earlier.mapped("name"))
        earlier.partner_id = False
        # The old link is gone before the new one stands: there is one a login.
        earlier.flush_recordset(["partner_id"])
        if person:
            person.partner_id = user.partner_id
        user.write(
            {
                "cdht_not_resident": not person,
                "cdht_declared_name": False,
                "cdht_declared_year": False,
            }
        )
        self.env["cdht.trace"]._record(
            self,
            "officer_is",
            value_from=before or False,
            value_to=person.name or self.env._("Does not live here"),
            is_setting=True,
        )

    def _cdht_declare_not_listed(self, name, year):
        """Keep that this officer lives here and stands on no list of people yet."""
        self._cdht_check_may_declare()
        name = normalise(name)
        if not (name and year):
            raise UserError(
                in_user_lang(self.env)._("Type your full name and year of birth.")
            )
        # sudo: move: checked above; only what the officer says of themselves is written
        user = self.sudo()
        if user._cdht_named(name, year):
            raise UserError(
                in_user_lang(self.env)._(
                    "Somebody of this name is on the list of citizens: press “This is"
                    " the person”, with the identity number if there are several."
                )
            )
        user._cdht_check_same_as_said(self.env["cdht.citizen"])
        user._cdht_people().partner_id = False
        user.write(
            {
                "cdht_not_resident": False,
                "cdht_declared_name": name,
                "cdht_declared_year": year,
            }
        )
        self.env["cdht.trace"]._record(
            self, "officer_is", value_to=user.cdht_person_text, is_setting=True
        )

    def _cdht_check_same_as_said(self, person):
        """Asked again, one is who one said before; else a manager changes it."""
        name, year = self.cdht_declared_name, self.cdht_declared_year
        by_oneself = name and self == self.env.user
        if by_oneself and person not in self._cdht_named(name, year):
            raise AccessError(
                in_user_lang(self.env)._(
                    "You said before that you are %s. A manager changes it.", name
                )
            )

    def _cdht_check_may_declare(self):
        self.ensure_one()
        if not self.has_group("cdht_module.group_cdht_staff"):
            raise AccessError(
                in_user_lang(self.env)._("Only officers say here who they are.")
            )
        if self != self.env.user:
            self._cdht_check_manager()
        elif self._cdht_was_declared() and not self.env.su:
            raise AccessError(
                in_user_lang(self.env)._(
                    "It is said already who you are. A manager changes it."
                )
            )
