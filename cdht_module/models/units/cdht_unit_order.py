from odoo import api, fields, models


class CdhtUnit(models.Model):
    """The order of people on papers."""

    _inherit = "cdht.unit"

    people_order = fields.Selection(
        [("given_name", "By given name"), ("own", "The unit's own order")],
        string="Order on papers",
        default="given_name",
        required=True,
        help="Agencies list their people by position: choose the own order, then drag"
        " the people. A decision that was issued keeps the order of its day.",
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
    citizen = person if person._name == "cdht.citizen" else person.citizen_id
    return citizen.unit_rank
