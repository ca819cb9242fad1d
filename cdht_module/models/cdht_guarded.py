from odoo import api, models


class CdhtGuarded(models.AbstractModel):
    """A record that links only to what its writer may read, and that nobody gives
    away: who wrote it still reaches it."""

    _name = "cdht.guarded"
    _description = "Record guarded in what it links"

    @api.model_create_multi
    def create(self, vals_list):
        # What a caller sends as defaults in the context is linked as well.
        defaults = {
            key.removeprefix("default_"): value
            for key, value in self.env.context.items()
            if key.startswith("default_")
        }
        self._cdht_check_links([*vals_list, defaults])
        return super().create(vals_list)

    def write(self, vals):
        self._cdht_check_links([vals])
        result = super().write(vals)
        if not self.env.su:
            self.check_access("write")
        return result
