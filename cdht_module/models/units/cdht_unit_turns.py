from odoo import models

from .cdht_unit_helpers import MARKS


class CdhtUnit(models.Model):
    """Whom a turn of a unit is told to."""

    _inherit = "cdht.unit"

    def _first_officers(self, role):
        """{unit: the first of its very own officers with that role or mark}.

        ``role``: ``chapter``, ``commune``, ``district`` or a helper's mark
        (``clerk`` …). Units that have none are left out.
        """
        if role in MARKS:
            holds_it = (MARKS[role], "=", True)
        else:
            group = self.env.ref(f"cdht_module.group_cdht_{role}")
            holds_it = ("all_group_ids", "in", group.id)
        # sudo: who acts for a unit is asked by its own moves, whoever calls them
        users = (
            self.env["res.users"]
            .sudo()
            .search([("cdht_unit_ids", "in", self.ids), holds_it], order="id")
        )
        first = {}
        for user in users:
            for unit in user.cdht_unit_ids:
                first.setdefault(unit.id, user)
        return {unit: first[unit.id] for unit in self if unit.id in first}
