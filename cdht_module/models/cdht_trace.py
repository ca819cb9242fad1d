from odoo import api, fields, models
from odoo.exceptions import UserError


class CdhtTrace(models.Model):
    """Who did what, on whose behalf, from what to what, why and when.

    Append-only: the add-on's moves write here, nobody changes or deletes.
    """

    _name = "cdht.trace"
    _description = "Trace"
    _order = "id desc"
    _rec_name = "move"

    res_model = fields.Char(string="Record type", required=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", required=True
    )
    unit_id = fields.Many2one("cdht.unit", index=True, ondelete="restrict")
    user_id = fields.Many2one(
        "res.users", string="Who", required=True, index=True, ondelete="restrict"
    )
    on_behalf_of = fields.Selection(
        [("citizen", "The citizen"), ("chapter", "The chapter")]
    )
    move = fields.Char(string="What", required=True)
    value_from = fields.Char(string="From")
    value_to = fields.Char(string="To")
    reason = fields.Text()

    _record_idx = models.Index("(res_model, res_id)")

    @api.model
    def _record(self, records, move, entries=None, **common):
        """Append a line a record.

        ``entries``: values of its own for each record, in order; ``common``:
        values of all (``reason``, ``on_behalf_of``, ``value_to`` …).
        """
        entries = entries or [{}] * len(records)
        # sudo: nobody may create traces by hand, so only moves come here
        return self.sudo().create(
            [
                {
                    "res_model": records._name,
                    "res_id": record.id,
                    "unit_id": record._trace_unit().id,
                    "user_id": self.env.uid,
                    "move": move,
                    **common,
                    **entry,
                }
                for record, entry in zip(records, entries, strict=True)
            ]
        )

    def _trace_unit(self):
        return self.unit_id

    def write(self, vals):
        if self:
            raise UserError(self.env._("Traces are never changed."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("Traces are never deleted."))
