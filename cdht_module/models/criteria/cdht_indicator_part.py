from odoo import api, models


class CdhtIndicatorPart(models.AbstractModel):
    """A part of a criteria set: locked as soon as the set is in use."""

    _name = "cdht.indicator.part"
    _description = "Part of a criteria set"
    _inherit = ["cdht.traced.setting"]

    # Long texts: their changes are not traced, each version of the set keeps its own.
    _traced_by_name = {"name", "wording", "bands", "evidence"}

    def _locking_set(self):
        """The set to which the parts belong."""
        return self.set_id

    @api.model_create_multi
    def create(self, vals_list):
        parts = super().create(vals_list)
        parts._locking_set()._check_unlocked()
        return parts

    def write(self, vals):
        self._locking_set()._check_unlocked()
        result = super().write(vals)
        self._locking_set()._check_unlocked()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_unless_locked(self):
        self._locking_set()._check_unlocked()
