from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from odoo.addons.cdht_module.models.units.res_users_officers import GIVEN_ROLES
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.vietnamese_text import (
    fold,
    normalise,
    proper_name,
)


class CdhtOfficerSetup(models.TransientModel):
    """Make the officers of a commune from a table of its units."""

    _name = "cdht.officer.setup"
    _description = "Officers of a commune"
    _inherit = ["cdht.guarded"]

    unit_id = fields.Many2one(
        "cdht.unit",
        string="Commune",
        required=True,
        domain="[('unit_type', '=', 'commune')]",
        default=lambda self: self._default_unit(),
    )
    line_ids = fields.One2many(
        "cdht.officer.setup.line",
        "setup_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    alike = fields.Text(
        string="One person with two logins?",
        compute="_compute_alike",
        help="Names that a login has already, or that stand in the table twice.",
    )
    are_others = fields.Boolean(
        string="They are other people of the same name",
        help="Then each gets a login of their own.",
    )
    without = fields.Integer(string="Units with nobody", compute="_compute_without")

    @api.model
    def _default_unit(self):
        """The commune, where the host has one; of several the manager chooses."""
        communes = self.env["cdht.unit"].search([("unit_type", "=", "commune")])
        return communes if len(communes) == 1 else communes.browse()

    @api.depends("unit_id")
    def _compute_line_ids(self):
        for setup in self:
            today = clock.today()
            units = self.env["cdht.unit"].search(
                Domain("id", "child_of", setup.unit_id.ids)
            )
            setup.line_ids = [Command.clear()] + [
                Command.create(
                    {
                        "unit_id": unit.id,
                        "role": "chapter" if unit.has_people else "commune",
                    }
                )
                for unit in units._in_force(today)
            ]

    @api.depends("line_ids.name", "line_ids.user_id", "line_ids.unit_id")
    def _compute_without(self):
        for setup in self:
            setup.without = len(
                setup.line_ids.filtered(
                    lambda line: not (line.name or line.user_id or line.officers)
                )
            )

    @api.depends("line_ids.name", "line_ids.user_id")
    def _compute_alike(self):
        """Who gets a second login, before it is made."""
        # sudo: compare: names of the host's logins, as the field beside offers them
        users = self.env["res.users"].sudo().search([("share", "=", False)])
        logins = users.grouped(lambda user: fold(user.name))
        for setup in self:
            lines = setup.line_ids.filtered(lambda one: one.name and not one.user_id)
            typed = Counter(fold(line.name) for line in lines)
            told = {
                fold(line.name): setup._alike_text(line.name, logins, typed)
                for line in lines
            }
            setup.alike = "\n".join(filter(None, told.values())) or False

    def _alike_text(self, name, logins, typed):
        known = logins.get(fold(name))
        if known:
            return self.env._(
                "%(name)s: there is %(known)s with the login %(logins)s. Choose that"
                " user in the column “Or an existing user”.",
                name=name,
                known=known[0].name,
                logins=", ".join(known.mapped("login")),
            )
        if typed[fold(name)] > 1:
            return self.env._(
                "%s stands in the table twice. Name the person once; when the login is"
                " made, choose it for the other unit.",
                name,
            )
        return ""

    def action_confirm(self):
        """Make the officers named; those who are new get what lets them in."""
        self._cdht_one()
        if self.alike and not self.are_others:
            raise UserError(self.alike)
        lines = self.line_ids.filtered(
            lambda line: line.user_id or (line.name or "").strip()
        )
        if not lines:
            raise UserError(
                self.env._("Type at least one name, or choose a user, in the table.")
            )
        officers, made = self.env["res.users"]._cdht_make_officers(
            [line._row() for line in lines]
        )
        if self.env.user.has_group("cdht_module.group_cdht_commune"):
            # Who is which person is the commune's to say; people are hidden to others.
            for line, officer in zip(lines, officers, strict=True):
                if line.citizen_id:
                    line.citizen_id.partner_id = officer.partner_id
        return made._cdht_welcome()


class CdhtOfficerSetupLine(models.TransientModel):
    """One unit of the table; without name and user it makes nobody."""

    _name = "cdht.officer.setup.line"
    _description = "Officer of a unit"
    _inherit = ["cdht.record"]

    setup_id = fields.Many2one("cdht.officer.setup", required=True, ondelete="cascade")
    unit_id = fields.Many2one("cdht.unit", required=True, ondelete="cascade")
    officers = fields.Char(string="Officers now", compute="_compute_officers")
    name = fields.Char(string="New officer")
    user_id = fields.Many2one(
        "res.users",
        string="Or an existing user",
        domain="[('share', '=', False), ('id', '!=', uid)]",
    )
    role = fields.Selection(
        [(role, name) for role, (name, _fits) in GIVEN_ROLES.items()],
        required=True,
        default="chapter",
    )
    cdht_is_clerk = fields.Boolean(string="Clerk (văn thư)")
    cdht_is_signer = fields.Boolean(string="Signs (người ký)")
    cdht_is_accountant = fields.Boolean(string="Accountant (kế toán)")
    commune_id = fields.Many2one(related="unit_id.commune_id")
    citizen_id = fields.Many2one(
        "cdht.citizen",
        string="Own citizen record",
        groups="cdht_module.group_cdht_commune",
        domain="[('commune_id', '=', commune_id), ('partner_id', '=', False)]",
    )

    @api.model_create_multi
    def create(self, vals_list):
        self._cdht_check_links(vals_list)
        return super().create(vals_list)

    def write(self, vals):
        self._cdht_check_links([vals])
        return super().write(vals)

    @api.depends("unit_id")
    def _compute_officers(self):
        for line in self:
            line.officers = ", ".join(line.unit_id.user_ids.mapped("name"))

    @api.onchange("name")
    def _onchange_name(self):
        """As of people: what is typed all in capitals is shown as papers write it."""
        self.name = proper_name(normalise(self.name)) or False

    def _row(self):
        return {
            "unit": self.unit_id,
            "role": self.role,
            "user": self.user_id,
            "name": self.name or "",
            "cdht_is_clerk": self.cdht_is_clerk,
            "cdht_is_signer": self.cdht_is_signer,
            "cdht_is_accountant": self.cdht_is_accountant,
        }
