from odoo import api, models


class CdhtTracedSetting(models.AbstractModel):
    """A setting: the trace keeps who changed which field from what to what.

    Moves of the same record leave traces of their own (``_untraced``).
    """

    _name = "cdht.traced.setting"
    _description = "Setting whose changes are traced"
    _inherit = ["cdht.guarded"]

    # Written by moves that trace themselves, or of no consequence.
    _untraced = {"state", "sequence"}
    # Long or personal: the trace tells that they changed, not their values.
    _traced_by_name = set()

    def _is_made_by_user(self):
        """What an add-on brings along is nobody's change. The context alone says
        nothing: a caller sends what they like."""
        loading = not self.env.registry.ready
        return not (loading and self.env.context.get("install_mode"))

    def _trace_unit(self):
        """Whose officers read the trace beside the managers."""
        return self.env["cdht.unit"]

    def _trace_name(self):
        """What a deleted record was called."""
        return self.display_name

    @api.model_create_multi
    def create(self, vals_list):
        settings = super().create(vals_list)
        if self._is_made_by_user():
            self.env["cdht.trace"]._record(settings, "create", is_setting=True)
        return settings

    def write(self, vals):
        Trace = self.env["cdht.trace"]
        names = vals.keys() - self._untraced
        before = self._is_made_by_user() and Trace._texts_of(self, names)
        result = super().write(vals)
        if before:
            Trace._record_changes(self, before, self._traced_by_name, is_setting=True)
        return result

    def unlink(self):
        names = [{"value_from": setting._trace_name()} for setting in self]
        self.env["cdht.trace"]._record(self, "unlink", names, is_setting=True)
        return super().unlink()
