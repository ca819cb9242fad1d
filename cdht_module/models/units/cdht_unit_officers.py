from odoo import api, models
from odoo.exceptions import AccessError


class CdhtUnit(models.Model):
    """Reach follows a unit's officers, its appraiser and its place in the tree.

    Record rules hold the ids of a user's units and are cached per user: whatever
    changes them here clears that cache, so reach begins and ends at once.
    """

    _inherit = "cdht.unit"

    @api.model_create_multi
    def create(self, vals_list):
        mine = self.env.user._cdht_units("chapter")
        units = super().create(vals_list)
        # A unit more widens the reach of its commune's association.
        units._reach_changed(mine)
        if any("user_ids" in vals for vals in vals_list):
            units._trace_officers(before={})
        return units

    def write(self, vals):
        parent = self.browse(vals.get("parent_id") or ())
        if parent._in_reach("commune") and self - self._in_reach("commune"):
            raise AccessError(self._own_reach_message())
        if (
            not {"parent_id", "unit_type", "user_ids", "appraiser_unit_id"}
            & vals.keys()
        ):
            return super().write(vals)
        me = self.env.user
        mine = me._cdht_units("chapter")
        # An association works for its commune's units: moved there, they are reached.
        served = me._cdht_units("commune") | self._in_reach("commune")
        # sudo: read for the trace, and to end what they hold, only
        before = {unit: unit.user_ids for unit in self.sudo()}
        officers = self.sudo().user_ids | self.sudo().appraiser_unit_id.user_ids
        result = super().write(vals)
        if not self.env.su and me._cdht_units("commune") - served:
            raise AccessError(self._own_reach_message())
        self._reach_changed(mine)
        if "user_ids" in vals:
            self._trace_officers(before)
        officers._cdht_forget_lost()
        return result

    def _reach_changed(self, mine):
        """Nobody gives reach to oneself; ``mine``: what the acting user had."""
        if not self.env.su and self.env.user._cdht_units("chapter") - mine:
            raise AccessError(self._own_reach_message())
        # What lies below one's units is searched for, so it has no dependency.
        self.env["res.users"].invalidate_model(["cdht_reach_ids"], flush=False)
        self.env.registry.clear_cache()

    def _own_reach_message(self):
        return self.env._("Nobody can give a unit to oneself; ask another manager.")

    def _trace_officers(self, before):
        Trace = self.env["cdht.trace"]
        nobody = self.env["res.users"].sudo()
        # sudo: read for the trace only
        for unit in self.sudo():
            had = before.get(unit, nobody)
            for user in unit.user_ids - had:
                user._cdht_tell_changed(unit, unit.browse())
            for user in had - unit.user_ids:
                user._cdht_tell_changed(unit.browse(), unit)
            for move, value, users in (
                ("officer_added", "value_to", unit.user_ids - had),
                ("officer_removed", "value_from", had - unit.user_ids),
            ):
                for user in users:
                    Trace._record(unit, move, **{value: user.name}, is_setting=True)
