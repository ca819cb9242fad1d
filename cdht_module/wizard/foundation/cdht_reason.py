from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.cdht_module.models.foundation.rpc_input import invalid_request, is_id

_SENTENCE = 60


class CdhtReason(models.TransientModel):
    """Ask for the reason that a move needs, then call the move."""

    _name = "cdht.reason"
    _description = "Reason for a move"
    _inherit = ["cdht.guarded"]

    res_model = fields.Char(required=True)
    res_ids = fields.Json(required=True)
    method = fields.Char(required=True)
    reason = fields.Text(required=True)
    names = fields.Text(compute="_compute_names", string="Concerns")

    @api.depends("res_model", "res_ids")
    def _compute_names(self):
        for wizard in self:
            names = wizard._records().mapped("display_name")
            # What is a sentence stands on a line of its own.
            if any(len(name) > _SENTENCE for name in names):
                wizard.names = "\n".join(f"– {name}" for name in names)
            else:
                wizard.names = ", ".join(names)

    @api.model
    def default_get(self, fields):
        """A button gives the move; the chosen records come as active ids."""
        values = super().default_get(fields)
        if "res_ids" in fields and not values.get("res_ids"):
            values["res_ids"] = self._cdht_active_ids()
        if "res_model" in fields and not values.get("res_model"):
            values["res_model"] = self.env.context.get("active_model")
        return values

    @api.model
    def _action_for(self, records, method, **more):
        """The action that opens the wizard for ``method`` of ``records``.

        ``more``: what the method takes beside the reason.
        """
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Give the reason"),
            "res_model": self._name,
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_res_model": records._name,
                "default_res_ids": records.ids,
                "default_method": method,
                **{f"default_{name}": value for name, value in more.items()},
            },
        }

    def _more(self):
        """What the move takes beside the reason; a later room has something."""
        return {}

    def _records(self):
        """Of a model that says which of its moves take a reason."""
        records = self.env.get(self.res_model)
        if records is None or not hasattr(records, "_methods_with_reason"):
            raise AccessError(self.env._("This move takes no reason."))
        ids = self.res_ids if isinstance(self.res_ids, list) else ()
        return records.browse(filter(is_id, ids))

    @api.constrains("res_ids")
    def _check_ids(self):
        for window in self:
            if not isinstance(window.res_ids, list) or not all(
                map(is_id, window.res_ids)
            ):
                raise invalid_request(self.env, self._description)

    def action_confirm(self):
        """Call the move with the reason; it checks who may do what."""
        self._cdht_one()
        records = self._records()
        if self.method not in records._methods_with_reason():
            raise AccessError(self.env._("This move takes no reason."))
        result = getattr(records, self.method)(self.reason, **self._more())
        if isinstance(result, dict):
            return result
        if isinstance(result, models.Model) and result:
            return {
                "type": "ir.actions.act_window",
                "res_model": result._name,
                "res_id": result.id,
                "view_mode": "form",
            }
        # A board from which a card was dragged does not reload by itself.
        return {"type": "ir.actions.client", "tag": "soft_reload"}
