from odoo import fields, models


class CdhtDecision(models.Model):
    """Errors of form are put right by a letter; titles and states stay."""

    _inherit = "cdht.decision"

    letter_ids = fields.One2many(
        "cdht.letter",
        "decision_id",
        string="Correction letters",
        domain=[("kind", "=", "correction")],
        groups="cdht_module.group_cdht_commune",
    )

    extract_ids = fields.One2many(
        "cdht.extract",
        "decision_id",
        string="Extracts",
        groups="cdht_module.group_cdht_commune,cdht_module.group_cdht_district",
    )

    def action_correction_letter(self):
        """Show a new draft of a letter that corrects the form of this decision."""
        self._cdht_one()
        self._check_authority_officer()
        self._check_state("issued")
        letter = self.env["cdht.letter"].create(
            {
                "kind": "correction",
                "decision_id": self.id,
                "issuing_unit_id": self.issuing_unit_id.id,
                "campaign_id": self.campaign_id.id,
                "signatory_id": self.signatory_id.id,
                # Whom the decision was sent to learns of its correction.
                "addressees": "Các cơ quan, đơn vị, cá nhân có liên quan",
            }
        )
        return letter._cdht_action_form()

    def _left_the_office(self):
        yield from super()._left_the_office()
        # sudo: name: papers of other bodies hold it too; told is which one
        decision = self.sudo()
        for paper in (*decision.letter_ids, *decision.extract_ids):
            if paper.state == "issued":
                yield self.env._("another paper names it: %s", paper.display_name)

    # -- Extracts of an issued decision.

    def action_extract(self):
        """Show a new draft of an extract; whom it copies is still to be chosen."""
        self._cdht_one()
        self._check_authority_officer()
        self._check_state("issued", "revoked")
        return (
            self.env["cdht.extract"]
            .create({"decision_id": self.id})
            ._cdht_action_form()
        )

    def _listed_titles(self):
        """The titles that the decision's list names."""
        return self.recognition_ids | self.changed_recognition_ids
