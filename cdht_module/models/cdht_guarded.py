from odoo import api, models
from odoo.exceptions import AccessError


class CdhtGuarded(models.AbstractModel):
    """A record that links only to what its writer may read, whose derived values
    nobody types, and that nobody gives away: who wrote it still reaches it."""

    _name = "cdht.guarded"
    _description = "Record guarded in what it links"

    @api.model_create_multi
    def create(self, vals_list):
        # What a caller sends as defaults in the context is written as well; a list
        # that is grouped sends derived ones, which are left out.
        self = self.browse()._cdht_without_derived_defaults()
        defaults = {
            key.removeprefix("default_"): value
            for key, value in self.env.context.items()
            if key.startswith("default_")
        }
        self._check_written([*vals_list, defaults])
        return super().create(vals_list)

    def write(self, vals):
        self._check_written([vals])
        result = super().write(vals)
        if not self.env.su:
            self.check_access("write")
        return result

    def _check_written(self, vals_list):
        """Record rules look at stored values that derive from others (whose commune,
        which year): these are never taken from a caller."""
        self._cdht_check_links(vals_list)
        if self.env.su:
            return
        for field in self._cdht_derived(set().union(*vals_list)):
            raise AccessError(
                self.env._(
                    "“%s” follows from other fields: it is not typed.",
                    field._description_string(self.env),
                )
            )
