from odoo import api, fields, models


class CdhtUnit(models.Model):
    """How many people a unit has, and in which order papers name them."""

    _inherit = "cdht.unit"

    citizen_count = fields.Integer(compute="_compute_citizen_count")

    def _compute_citizen_count(self):
        counts = dict(
            self.env["cdht.citizen"]._read_group(
                [("unit_id", "in", self.ids)], ["unit_id"], ["__count"]
            )
        )
        for unit in self:
            unit.citizen_count = counts.get(unit, 0)

    def _has_begun(self):
        # sudo: compare: whether anybody is registered there
        people = self.env["cdht.citizen"].sudo().with_context(active_test=False)
        return super()._has_begun() or bool(
            people.search_count([("unit_id", "child_of", self.ids)], limit=1)
        )

    @api.model
    def _in_paper_order(self, people):
        """``people``: dossiers, titles or citizens; by unit, in it in the unit's own
        order or by given name."""
        return people.sorted(
            lambda person: (
                person.unit_id.sequence,
                person.unit_id.name or "",
                _rank(person),
                person.sort_name or "",
                person.birth_year,
                person.id,
            )
        )


def _rank(person):
    """The place that comes before the name; 0 where the unit has no own order."""
    if "printed_rank" in person._fields:  # a title: as on the day of its decision
        return person.printed_rank
    if person.unit_id.people_order != "own":
        return 0
    # A person, or something about one.
    citizen = person if "unit_rank" in person._fields else person.citizen_id
    return citizen.unit_rank
