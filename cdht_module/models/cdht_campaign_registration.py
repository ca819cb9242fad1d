from odoo import api, models
from odoo.exceptions import UserError

from .locking import lock


class CdhtCampaign(models.Model):
    """People register themselves, in time, with or without their consent."""

    _inherit = "cdht.campaign"

    @api.model
    def _open_of(self, citizen):
        """The year of the person's commune that is going on (of several the latest)."""
        # sudo: whether the commune's year is open is known to everybody
        return self.sudo().search_fetch(
            [("unit_id", "=", citizen.commune_id.id), ("state", "=", "open")],
            order="year desc",
            limit=1,
        ).with_env(self.env)

    def _check_registration_deadline(self):
        """Deadlines close the portal (server's date, Vietnam); staff go on."""
        for campaign in self:
            last = campaign.registration_deadline
            if last and campaign._today() > last:
                raise UserError(
                    self.env._(
                        "Registration ended on %s. Ask the chapter of your unit.",
                        last.strftime("%d/%m/%Y"),
                    )
                )

    def _register_person(self, citizen, group_id, consents):
        """Register the acting user's own person; return the dossier.

        ``group_id``: the group that they chose; ``consents``: whether they ticked the
        consent sentence. Registered already, the dossier stays as it is.
        """
        self.ensure_one()
        # sudo: of one's own person; a second click waits its turn
        lock(citizen.sudo())
        dossier = self.env["cdht.assessment"]._of_person(citizen, self)
        if dossier:
            return dossier
        dossier = self.action_register(citizen.ids)
        dossier.action_save({"labour_group_id": group_id})
        if consents:
            dossier.action_record_consent("portal")
        return dossier
