from odoo import api, models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.vietnamese_text import fold

from .rpc_input import checked_input


class ResUsers(models.Model):
    """Colleagues are found without accents, and by a part of their login."""

    _inherit = "res.users"

    @api.model
    @checked_input
    def name_search(self, name="", domain=None, operator="ilike", limit=100):
        """As the host finds them; where it finds nobody, every typed word stands
        somewhere in the folded name or in the login."""
        found = super().name_search(name, domain, operator, limit)
        words = fold(name).split() if isinstance(name, str) else ()
        if found or operator != "ilike" or not words:
            return found
        colleagues = self.search_fetch(
            Domain(domain or Domain.TRUE) & Domain("share", "=", False),
            ["display_name", "name", "login"],
        )
        return [
            (user.id, user.display_name)
            for user in colleagues
            if all(word in fold(f"{user.name} {user.login}") for word in words)
        ][:limit]
