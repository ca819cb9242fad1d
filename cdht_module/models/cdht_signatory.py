from odoo import api, fields, models


class CdhtSignatory(models.Model):
    """Who signs for a body, in which post and capacity, from when to when.

    Capacities: Nghị định 30/2020, Phụ lục I, phần I, II.7.b.
    """

    _name = "cdht.signatory"
    _description = "Signatory"
    _inherit = ["cdht.traced.setting"]
    _order = "unit_id, sequence, id"

    # Whose person in the lists: personal, so without the name.
    _traced_by_name = {"citizen_id"}

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
    citizen_id = fields.Many2one(
        "cdht.citizen",
        string="As a citizen",
        index="btree_not_null",
        ondelete="set null",
        help="So that a list with the signatory's own name says so.",
    )

    @api.depends("name", "post")
    def _compute_display_name(self):
        for signatory in self:
            signatory.display_name = f"{signatory.name or ''} – {signatory.post or ''}"

    @api.model_create_multi
    def create(self, vals_list):
        signatories = super().create(vals_list)
        signatories.citizen_id.check_access("read")
        return signatories

    def write(self, vals):
        """A stranger's name is not to be had by an id typed into a request."""
        result = super().write(vals)
        if vals.get("citizen_id"):
            self.citizen_id.check_access("read")
        return result

    def _trace_unit(self):
        return self.unit_id

    def _capacity_lines(self, collective=True):
        """The lines over the signature, in capitals as printed.

        ``collective``: the paper is the collective's (“TM.”), not the head's own.
        """
        self.ensure_one()
        post, head = self.post.upper(), (self.head_post or "").upper()
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
        today = self.env["cdht.campaign"]._today()
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
