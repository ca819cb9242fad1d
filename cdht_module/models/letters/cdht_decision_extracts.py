from odoo import fields, models


class CdhtDecision(models.Model):
    """Extracts of an issued decision."""

    _inherit = "cdht.decision"

    extract_ids = fields.One2many(
        "cdht.extract",
        "decision_id",
        string="Extracts",
        groups="cdht_module.group_cdht_commune,cdht_module.group_cdht_district",
    )

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
