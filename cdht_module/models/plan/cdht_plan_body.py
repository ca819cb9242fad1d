from odoo import api, fields, models
from odoo.exceptions import ValidationError


class CdhtPlanBody(models.Model):
    """Who carries out a task: a body or a post, between two dates.

    The offices of 2022 are not those after 01/07/2025, when the district level ended
    and communes got departments: a plan for a later year takes the successors.
    """

    _name = "cdht.plan.body"
    _description = "Body that carries out tasks"
    _inherit = ["cdht.traced.setting", "cdht.doubtful"]
    _order = "sequence, name, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    unit_id = fields.Many2one(
        "cdht.unit",
        index="btree_not_null",
        ondelete="restrict",
        help="The unit of this database, if it is one.",
    )
    date_from = fields.Date(string="Exists from")
    date_to = fields.Date(string="Ended on")
    successor_id = fields.Many2one(
        "cdht.plan.body",
        string="Followed by",
        index="btree_not_null",
        ondelete="restrict",
    )

    _dates_in_order = models.Constraint(
        "CHECK (date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "A body cannot end before it begins.",
    )

    @api.constrains("successor_id")
    def _check_successor_id(self):
        if self._has_cycle("successor_id"):
            raise ValidationError(self.env._("A body cannot follow itself."))

    def _trace_unit(self):
        return self.unit_id

    def _on(self, date):
        """The bodies that do their work on ``date``: themselves or who followed."""
        result = self.browse()
        for body in self:
            while body.date_to and body.date_to < date and body.successor_id:
                body = body.successor_id
            result |= body
        return result

    @api.model
    def _wording_on(self, date):
        """A function that puts the names that bodies have on ``date`` in a text."""
        ended = self.search([("date_to", "<", date), ("successor_id", "!=", False)])
        names = [(body.name, body._on(date).name) for body in ended]

        def reworded(text):
            for old, new in names:
                text = text and text.replace(old, new)
            return text

        return reworded

    def _has_ended(self, date):
        """Those that do not exist any more on ``date``."""
        return self.filtered(lambda body: body.date_to and body.date_to < date)
