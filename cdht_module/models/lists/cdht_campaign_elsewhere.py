from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CdhtCampaign(models.Model):
    """People of the year whom another body than the commune recognises."""

    _inherit = "cdht.campaign"

    elsewhere_count = fields.Integer(
        string="Other authority", compute="_compute_elsewhere_count"
    )

    def _compute_elsewhere_count(self):
        for campaign in self:
            campaign.elsewhere_count = len(campaign._recognised_elsewhere())

    def action_view_elsewhere(self):
        """The proposed people whom another body recognises, by unit."""
        self._cdht_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_assessment_elsewhere"
        )
        people = self._recognised_elsewhere()
        return {**action, "domain": [("id", "in", people.ids)]}

    def action_petition_elsewhere(self):
        """Draft the committee's petitions, one to each body, with just these people.

        Of received lists only, and of nobody whom a petition above names already.
        """
        self._cdht_one()
        self._check_commune_officer()
        Petition = self.env["cdht.petition"]
        people = self._recognised_elsewhere().filtered(
            lambda dossier: dossier.proposal_id.state in ("received", "accepted")
        )
        asked = Petition.search(
            [("campaign_id", "=", self.id), ("issuing_unit_id", "=", self.unit_id.id)]
        ).assessment_ids
        people -= asked
        if not people:
            raise UserError(
                self.env._(
                    "Nobody on a received list waits for a petition to another body."
                )
            )
        petitions = Petition.create(
            [
                {
                    "campaign_id": self.id,
                    "issuing_unit_id": self.unit_id.id,
                    "addressee_unit_id": body.id,
                    "proposal_ids": [Command.set(dossiers.proposal_id.ids)],
                    "assessment_ids": [Command.set(dossiers.ids)],
                }
                for body, dossiers in people.grouped("competent_id").items()
            ]
        )
        action = {
            "type": "ir.actions.act_window",
            "name": self.env._("Petitions"),
            "res_model": Petition._name,
            "view_mode": "list,form",
            "domain": [("id", "in", petitions.ids)],
        }
        if len(petitions) == 1:
            action.update(view_mode="form", res_id=petitions.id)
        return action

    def _recognised_elsewhere(self):
        """Proposed dossiers that the reader has, under another body's authority."""
        self.ensure_one()
        Assessment = self.env["cdht.assessment"]
        proposed = [("campaign_id", "=", self.id), ("state", "=", "proposed")]
        units = [
            unit for (unit,) in Assessment._read_group(proposed, ["unit_id"])
        ]  # few units, many people: the rows are asked by unit
        bodies = self.env["cdht.authority"]._authority_of(units, self._today())
        elsewhere = [unit.id for unit in units if bodies[unit] != self.unit_id]
        if not elsewhere:
            return Assessment
        return Assessment.search([*proposed, ("unit_id", "in", elsewhere)])
