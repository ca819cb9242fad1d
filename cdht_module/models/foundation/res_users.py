from odoo import api, models
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.vietnamese_text import fold


class ResUsers(models.Model):
    """Colleagues are found without accents, and by a part of their login."""

    _inherit = "res.users"

    @api.model
    def _search_display_name(self, operator, value):
        """As the host finds them; where it finds nobody, every typed word stands
        somewhere in the folded name or in the login."""
        domain = super()._search_display_name(operator, value)
        if operator != "ilike" or not isinstance(value, str) or not value.strip():
            return domain
        if self.search_count(domain, limit=1):
            return domain
        words = fold(value).split()
        colleagues = self.search_fetch([("share", "=", False)], ["name", "login"])
        found = [
            user.id
            for user in colleagues
            if all(word in fold(f"{user.name} {user.login}") for word in words)
        ]
        return Domain("id", "in", found)
