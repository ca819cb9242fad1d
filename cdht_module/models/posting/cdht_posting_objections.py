from odoo import api, fields, models
from odoo.exceptions import UserError


class CdhtPosting(models.Model):
    """The objections to the lists that hang: answered before the posting ends."""

    _inherit = "cdht.posting"

    objection_ids = fields.One2many("cdht.objection", "posting_id")
    objection_count = fields.Integer(
        string="Objections received",
        compute="_compute_objection_count",
        aggregator=None,
    )
    # Stored: who enters one objection waits for who enters another or ends the
    # posting, so that none is counted twice or forgotten.
    objections_waiting = fields.Integer(
        string="Objections to be answered",
        compute="_compute_objections_waiting",
        store=True,
        aggregator=None,
    )

    def _compute_objection_count(self):
        counts = self._count_objections([])
        for posting in self:
            posting.objection_count = counts.get(posting._origin.id, 0)

    @api.depends("objection_ids.state")
    def _compute_objections_waiting(self):
        counts = self._count_objections([("state", "=", "received")])
        for posting in self:
            posting.objections_waiting = counts.get(posting._origin.id, 0)

    def _count_objections(self, domain):
        rows = self.env["cdht.objection"]._read_group(
            [("posting_id", "in", self._origin.ids), *domain],
            ["posting_id"],
            ["__count"],
        )
        return {posting.id: count for posting, count in rows}

    def _check_objections_answered(self):
        """Nobody who objected is left without an answer."""
        waiting = self.filtered("objections_waiting")
        if waiting:
            raise UserError(
                self.env._(
                    "Objections wait for an answer: %s. Open “Objections received” and"
                    " uphold or dismiss each, with the reason; then end the posting.",
                    sum(waiting.mapped("objections_waiting")),
                )
            )
