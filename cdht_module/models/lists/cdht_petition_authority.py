from odoo import api, fields, models


class CdhtPetition(models.Model):
    """Whom of its lists a petition names: those whom its addressee recognises.

    People outside the commune's authority are not refused: the committee asks the
    body that decides about them (seed plan IV.7).
    """

    _inherit = "cdht.petition"

    elsewhere_text = fields.Text(
        string="Left out",
        compute="_compute_elsewhere_text",
        help="People of the lists whom another body recognises.",
    )
    authority_notes = fields.Text(
        string="Authority to be confirmed", compute="_compute_elsewhere_text"
    )

    @api.depends("proposal_ids", "assessment_ids", "addressee_unit_id", "date")
    def _compute_elsewhere_text(self):
        for petition in self:
            people = petition._proposed_people() - petition.assessment_ids
            bodies = petition._bodies_of(people)
            lines = [
                self.env._(
                    "%(body)s recognises %(count)s people of these lists: %(names)s.",
                    body=body.body_name,
                    count=len(dossiers),
                    names=dossiers._names(),
                )
                for body, dossiers in people.grouped(
                    lambda dossier, bodies=bodies: bodies[dossier.unit_id]
                ).items()
                if body != petition.addressee_unit_id
            ]
            petition.elsewhere_text = "\n".join(lines) or False
            notes = self.env["cdht.authority"]._notes(
                petition.assessment_ids.unit_id, petition._authority_date()
            )
            petition.authority_notes = "\n".join(notes) or False

    def _proposed_people(self):
        return self.proposal_ids.assessment_ids.filtered(
            lambda dossier: dossier.state == "proposed"
        )

    def _asked_of_addressee(self, people):
        """Those whom the addressee recognises.

        A body above that no row names is asked about whom the committee chooses.
        """
        self.ensure_one()
        bodies = self._bodies_of(people)
        asked = people.filtered(
            lambda dossier: bodies[dossier.unit_id] == self.addressee_unit_id
        )
        return asked or (people if self.goes_above else asked)

    def _bodies_of(self, people):
        return self.env["cdht.authority"]._authority_of(
            people.unit_id, self._authority_date()
        )

    def _authority_date(self):
        """The day by whose rows people are sorted: the paper's own, or today."""
        return self.date or self.env["cdht.campaign"]._today()
