from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class CdhtOwnPerson(models.TransientModel):
    """An officer says which person of the commune they are, or that they are none.

    The person is never chosen from a list: who is meant is known by number, or by
    name and year of birth.
    """

    _name = "cdht.own.person"
    _description = "Which person an officer is"
    _inherit = ["cdht.record"]
    _rec_name = "user_id"
    _transient_max_hours = 1

    user_id = fields.Many2one(
        "res.users",
        string="Officer",
        required=True,
        ondelete="cascade",
        default=lambda self: self.env.uid,
    )
    is_other = fields.Boolean(
        compute="_compute_is_other", export_string_translation=False
    )
    is_said = fields.Boolean(
        compute="_compute_is_other", export_string_translation=False
    )
    now_text = fields.Char(string="So far", compute="_compute_found_text")
    name = fields.Char(string="Full name")
    birth_year = fields.Integer(string="Year of birth")
    identity_number = fields.Char(string="Or the identity number")
    found_text = fields.Char(string="Found", compute="_compute_found_text")

    @api.depends("user_id")
    def _compute_is_other(self):
        for window in self:
            window.is_other = window.user_id != self.env.user
            # A manager may say it anew, for others.
            window.is_said = not window.is_other and window.user_id._cdht_was_declared()

    @api.depends("user_id", "name", "birth_year", "identity_number")
    def _compute_found_text(self):
        for window in self:
            window.now_text = window.found_text = False
            if window._may_ask() or not window.is_other:
                # sudo: part: text of the officer that this window is about
                window.now_text = window.user_id.sudo().cdht_person_text
            if not window._may_ask() or window.is_said:
                continue
            person = window._found()
            if person:
                born = person.birth_year or "…"
                window.found_text = f"{person.name}, {born}, {person.unit_id.name}"

    def _may_ask(self):
        """For oneself until it is said, or as a manager; see also where it is kept."""
        if self.env.user.has_group("cdht_module.group_cdht_manager"):
            return True
        user = self.user_id
        is_officer = user.has_group("cdht_module.group_cdht_staff")
        return user == self.env.user and is_officer and not user._cdht_was_declared()

    def _found(self):
        user = self.user_id
        found = user._cdht_find_person(self.name, self.birth_year, self.identity_number)
        return found or user._cdht_said_person()

    def action_confirm(self):
        """The officer is the person found."""
        self._check_may_ask()
        person = self._found()
        if not person:
            raise UserError(
                self.env._(
                    "Nobody of the commune, or more than one, has this name and year"
                    " of birth. Type them as on the list of citizens, or the identity"
                    " number. If you live here and are on no list yet, press “Lives"
                    " here, not on the list yet”."
                )
            )
        return self._keep(person)

    def action_not_listed(self):
        """The officer lives here and is on no list of people yet."""
        self._check_may_ask()
        self.user_id._cdht_declare_not_listed(self.name, self.birth_year)
        return self._said()

    def action_not_resident(self):
        """The officer is no person of the commune."""
        self._check_may_ask()
        return self._keep(self.env["cdht.citizen"])

    def _check_may_ask(self):
        self._cdht_one()
        if not self._may_ask():
            raise AccessError(
                self.env._("Officers, their units and marks are kept by a manager.")
            )

    def _keep(self, person):
        self.user_id._cdht_declare_person(person)
        return self._said()

    def _said(self):
        # What was typed is not kept longer than it takes.
        self.write({"identity_number": False, "name": False, "birth_year": False})
        # sudo: part: text of the officer that this window is about
        who = self.user_id.sudo().cdht_person_text
        told = self._cdht_told(self.env._("Recorded: %s.", who))
        # On the way to something, that goes on, with the rows that were ticked for it.
        if not self.env.context.get("cdht_on_the_way"):
            told["params"]["next"] = {"type": "ir.actions.client", "tag": "soft_reload"}
        return told
