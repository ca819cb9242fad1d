from odoo import api, models


class CdhtUnit(models.Model):
    """The order of people on papers."""

    _inherit = "cdht.unit"

    @api.model
    def _in_paper_order(self, people):
        """``people``: dossiers, titles or citizens; by unit, then given name."""
        return people.sorted(
            lambda person: (
                person.unit_id.sequence,
                person.unit_id.name or "",
                person.sort_name or "",
                person.birth_year,
                person.id,
            )
        )
