from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command

from odoo.addons.cdht_module.tools.locking import lock


class CdhtPetition(models.Model):
    """An issued petition leads to the decision that it asks for."""

    _inherit = "cdht.petition"

    may_decide = fields.Boolean(
        compute="_compute_may_decide", export_string_translation=False
    )

    next_text = fields.Char(string="What comes next", compute="_compute_may_decide")

    @api.depends("state", "addressee_unit_id", "campaign_id", "assessment_ids.state")
    @api.depends_context("uid", "lang")
    def _compute_may_decide(self):
        """Its people wait for the commune's own committee, whose officer reads it."""
        mine = self.addressee_unit_id._in_reach("commune")
        for petition in self:
            waits = (
                petition.state == "issued"
                and not petition.goes_above
                and "proposed" in petition.assessment_ids.mapped("state")
            )
            petition.may_decide = waits and petition.addressee_unit_id in mine
            petition.next_text = petition._decided_next() if waits else False

    def _decided_next(self):
        """Who makes the decision now, by name where it is somebody's turn."""
        body, officer = self.addressee_unit_id.body_name, self.activity_user_id.name
        return self.env._(
            "Next: %s makes the decision.", f"{body} ({officer})" if officer else body
        )

    def action_make_decision(self):
        """The decision about the people of these petitions: a new draft, or the one
        that names one of them and is being made."""
        self.check_access("read")
        if not all(petition.may_decide for petition in self):
            raise AccessError(
                self.env._(
                    "The decision is made by an officer of the body that was asked,"
                    " when the petition is issued."
                )
            )
        # sudo: move: of two clicks the later one finds what the first made
        lock(self.sudo())
        decisions = self.env["cdht.decision"]
        decision = decisions.search(
            [("petition_ids", "in", self.ids), ("state", "in", ("draft", "submitted"))],
            limit=1,
        )
        if not decision:
            body = self.addressee_unit_id[:1]
            first = self.env["cdht.signatory"]._first_of(body).get(body.id)
            decision = decisions.create(
                {
                    "campaign_id": self.campaign_id[:1].id,
                    "issuing_unit_id": body.id,
                    "signatory_id": first and first.id,
                    "petition_ids": [Command.set(self.ids)],
                }
            )
        return decision._cdht_action_form()
