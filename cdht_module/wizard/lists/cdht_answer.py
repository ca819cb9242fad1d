from odoo import api, fields, models
from odoo.fields import Command


class CdhtAnswer(models.TransientModel):
    """Type what the level above decided about a petition."""

    _name = "cdht.answer"
    _description = "Answer of the level above"
    _inherit = ["cdht.guarded"]

    petition_id = fields.Many2one(
        "cdht.petition",
        required=True,
        ondelete="cascade",
        default=lambda self: self._cdht_active_id(),
    )
    number = fields.Char(required=True, help="With its symbol: “90/QĐ-UBND”.")
    date = fields.Date(required=True)
    asked_ids = fields.Many2many(related="petition_id.assessment_ids")
    assessment_ids = fields.Many2many(
        "cdht.assessment",
        string="Recognised",
        compute="_compute_assessment_ids",
        store=True,
        readonly=False,
        domain="[('id', 'in', asked_ids)]",
        help="Take out whom the decision does not name: they were not recognised.",
    )

    @api.depends("petition_id")
    def _compute_assessment_ids(self):
        for answer in self:
            answer.assessment_ids = [Command.set(answer._named_by_answer().ids)]

    def _named_by_answer(self):
        """Whom the answer names: all who were asked for, while no list is read."""
        return self.petition_id.assessment_ids

    @api.model_create_multi
    def create(self, vals_list):
        self._cdht_check_links(vals_list)
        return super().create(vals_list)

    def action_confirm(self):
        """Record the answer; people become recognised or not."""
        self._cdht_one()
        self.petition_id.action_answer(
            self.number, self.date, self.assessment_ids.citizen_id.ids
        )
        return {"type": "ir.actions.act_window_close"}
