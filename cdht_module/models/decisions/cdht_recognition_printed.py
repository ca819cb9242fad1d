from odoo import api, fields, models

from odoo.addons.cdht_module.tools.vietnamese_text import sort_name


class CdhtRecognition(models.Model):
    """Name, year of birth and place as the decision's list printed them.

    They stay when a person's record is corrected or anonymised: a list that was
    issued is printed again as it was, in its order.
    """

    _inherit = "cdht.recognition"

    printed_name = fields.Char(compute="_compute_printed", store=True, precompute=True)
    printed_birth_year = fields.Integer(
        compute="_compute_printed", store=True, precompute=True, aggregator=None
    )
    printed_rank = fields.Integer(
        compute="_compute_printed",
        store=True,
        precompute=True,
        aggregator=None,
        help="Place in the unit's own order; 0 where people stood by given name.",
    )

    @api.depends("citizen_id")
    def _compute_printed(self):
        """As at the moment of granting."""
        for title in self:
            # sudo: the name goes with a title that a decision gives
            person = title.sudo().citizen_id
            title.printed_name = person.name
            title.printed_birth_year = person.birth_year
            title.sort_name = sort_name(person.name or "")
            own_order = title.unit_id.people_order == "own"
            title.printed_rank = person.unit_rank if own_order else 0

    def _printed_in(self, decision):
        """Name and year of birth on that decision's list.

        The list that gave the title keeps what it printed; one that changes titles
        says what is right now, of people who were anonymised what was printed.
        """
        self.ensure_one()
        if self.decision_id == decision or self.citizen_id.anonymised_on:
            return {
                "name": self.printed_name,
                "birth_year": self.printed_birth_year or "",
            }
        return self.citizen_id._printed_in(decision)

    def _decided_by(self):
        """The body that gave the title, as its decision calls it."""
        # sudo: its name stands on the certificate
        decision = self.sudo().decision_id
        if decision:
            return decision._head()["issuer"]
        return self.deciding_unit_id.body_name or self.deciding_body or ""

    def _corrections(self):
        """What the decision's list said and the person's record says otherwise, for an
        amending decision: {was, now}; empty where they agree."""
        self.ensure_one()
        person = self.citizen_id
        if person.anonymised_on:
            return {}
        pairs = [
            ("Họ và tên", self.printed_name, person.name),
            ("Năm sinh", self.printed_birth_year, person.birth_year),
        ]
        wrong = [pair for pair in pairs if (pair[1] or "") != (pair[2] or "")]
        return {
            "was": "; ".join(f"{label}: {was or '…'}" for label, was, _now in wrong),
            "now": "; ".join(f"{label}: {now or '…'}" for label, _was, now in wrong),
        }

    def _publishable(self):
        """The titles of which a public page may show something."""
        # sudo: as for the people whose titles they are
        publishable = self.sudo().citizen_id._publishable()
        return self.filtered(lambda title: title.sudo().citizen_id in publishable)
