from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.paper_text import in_sentence

_AT_THE_END = {"objections", "witnesses"}


class CdhtPostingList(models.Model):
    """The list of one unit on its board: where it hangs and what people said."""

    _name = "cdht.posting.list"
    _description = "Posted list of a unit"
    _order = "posting_id, unit_id, id"
    _rec_name = "unit_id"

    posting_id = fields.Many2one(
        "cdht.posting", required=True, index=True, ondelete="cascade"
    )
    unit_id = fields.Many2one(
        "cdht.unit", required=True, index=True, ondelete="restrict"
    )
    place = fields.Char(
        string="Where it hangs",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
    )
    objections = fields.Text(help="One a line: who, and what in short. Empty: none.")
    witnesses = fields.Text(
        string="Present at the end", help="One a line: name and post."
    )

    _unit_uniq = models.Constraint(
        "UNIQUE (posting_id, unit_id)", "The list of this unit hangs already."
    )

    @api.depends("unit_id")
    def _compute_place(self):
        for line in self:
            unit, place = line.unit_id, line.unit_id.body_name
            if unit.unit_type == "village":
                place = f"Nhà văn hóa {in_sentence(unit.name)}"
            line.place = line.place or place

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines._check_may_change()
        return lines

    def write(self, vals):
        self._check_may_change(vals.keys() <= _AT_THE_END)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_only_of_draft(self):
        self._check_may_change()

    def _check_may_change(self, only_the_end=False):
        states = ("draft", "issued") if only_the_end else ("draft",)
        if not self.env.su and set(self.posting_id.mapped("state")) - set(states):
            raise UserError(
                self.env._("A list that was posted is not changed any more.")
            )
