from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.cdht_module.tools import clock

# What papers show of who signed them.
_SIGNED_AS = {"name", "unit_id", "post", "head_post", "capacity", "on_behalf_name"}


class CdhtSignatory(models.Model):
    """Who signs for a body, in which post and capacity, from when to when.

    Capacities: Nghị định 30/2020, Phụ lục I, phần I, II.7.b. Who has signed papers
    keeps name and post: another person, or the same one in another post, follows as a
    successor.
    """

    _name = "cdht.signatory"
    _description = "Signatory"
    _inherit = ["cdht.traced.setting"]
    _order = "unit_id, sequence, id"

    name = fields.Char(
        string="Full name", required=True, help="No degree or title before the name."
    )
    unit_id = fields.Many2one(
        "cdht.unit", string="Signs for", required=True, index=True, ondelete="restrict"
    )
    sequence = fields.Integer(default=10)
    post = fields.Char(
        required=True, help="“Chủ tịch”, “Phó Chủ tịch”, as it is printed."
    )
    head_post = fields.Char(
        string="Post of the head",
        help="The post for which the signatory signs: “Chủ tịch”.",
    )
    capacity = fields.Selection(
        [
            ("head", "Head of the body"),
            ("q", "Acting head (Q.)"),
            ("kt", "For the head (KT.)"),
            ("tl", "By order of the head (TL.)"),
            ("tuq", "Authorised by the head (TUQ.)"),
        ],
        default="head",
        required=True,
    )
    on_behalf_name = fields.Char(
        string="On behalf of (TM.)",
        help="“Ủy ban nhân dân”, “Ban Chấp hành”: the collective, if one signs.",
    )
    date_from = fields.Date()
    date_to = fields.Date()
    predecessor_id = fields.Many2one(
        "cdht.signatory",
        string="Follows",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('unit_id', '=', unit_id), ('id', '!=', id)]",
        help="Whose time ends on the day before this one's begins.",
    )

    @api.depends("name", "post")
    def _compute_display_name(self):
        for signatory in self:
            signatory.display_name = f"{signatory.name or ''} – {signatory.post or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        signatories = super().create(vals_list)
        signatories._end_predecessors()
        return signatories

    def write(self, vals):
        self._check_signed_as(vals)
        result = super().write(vals)
        if {"predecessor_id", "date_from"} & vals.keys():
            self._end_predecessors()
        return result

    def _trace_unit(self):
        return self.unit_id

    @api.constrains("date_from", "date_to", "predecessor_id")
    def _check_dates(self):
        for signatory in self:
            first, last = signatory.date_from, signatory.date_to
            before = signatory.predecessor_id
            if before and not first:
                raise ValidationError(
                    self.env._("Enter from when %s signs.", signatory.name)
                )
            if (first and last and first > last) or (
                before.date_from and before.date_from >= first
            ):
                raise ValidationError(
                    self.env._("Check the dates: %s begins too early.", signatory.name)
                )
        if self._has_cycle("predecessor_id"):
            raise ValidationError(self.env._("A signatory cannot follow themselves."))

    def _end_predecessors(self):
        for signatory in self.filtered("predecessor_id"):
            day = signatory.date_from - timedelta(days=1)
            before = signatory.predecessor_id
            if not before.date_to or before.date_to > day:
                before.date_to = day

    def _check_signed_as(self, vals):
        """Whoever has signed stays who signed: nobody writes another into the row."""
        changed = self.filtered(
            lambda signatory: any(
                signatory._fields[name].convert_to_write(signatory[name], signatory)
                != (vals[name] or False)
                for name in _SIGNED_AS & vals.keys()
            )
        )
        signed = changed and changed._who_signed()
        if signed:
            raise UserError(
                self.env._(
                    "%s has signed papers: name and post stay with them. Use"
                    " “Successor” for another person or another post.",
                    ", ".join(signed.mapped("name")),
                )
            )

    def _who_signed(self):
        """Those who stand on a paper that went for signature; the room of papers
        knows."""
        return self.browse()

    def action_make_successor(self):
        """Show the form of who follows from today on; saved, it ends this one."""
        self._cdht_one()
        self.check_access("write")
        names = ("unit_id", "post", "head_post", "capacity", "on_behalf_name")
        values = {name: self[name] for name in names} | {
            "unit_id": self.unit_id.id,
            "predecessor_id": self.id,
            "date_from": clock.today(),
            "sequence": self.sequence,
        }
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "views": [(False, "form")],
            "context": {f"default_{name}": value for name, value in values.items()},
        }

    def _capacity_lines(self, collective=True):
        """The lines over the signature, in capitals as printed.

        ``collective``: the paper is the collective's (“TM.”), not the head's own.
        """
        self.ensure_one()
        post, head = (self.post or "").upper(), (self.head_post or "").upper()
        lines = []
        if collective and self.on_behalf_name:
            lines.append(f"TM. {self.on_behalf_name.upper()}")
        if self.capacity == "head":
            return [*lines, post]
        if self.capacity == "q":
            return [*lines, f"Q. {head or post}"]
        return [*lines, f"{self.capacity.upper()}. {head}", post]

    @api.model
    def _first_of(self, units):
        """{unit id: the first of its signatories in force today}."""
        today = clock.today()
        signatories = self.search(
            [
                ("unit_id", "in", units.ids),
                "|", ("date_from", "=", False), ("date_from", "<=", today),
                "|", ("date_to", "=", False), ("date_to", ">=", today),
            ]
        )  # fmt: skip
        return {
            unit.id: own[:1] for unit, own in signatories.grouped("unit_id").items()
        }
