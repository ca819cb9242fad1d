from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.cdht_module.tools.locking import lock_or_begin_anew


class CdhtCampaign(models.Model):
    """People register themselves, in time, with or without their consent."""

    _inherit = "cdht.campaign"

    is_own = fields.Boolean(
        compute="_compute_is_own",
        search="_search_is_own",
        export_string_translation=False,
        help="Of a commune where who reads it lives or was assessed: what people read.",
    )

    @api.depends("unit_id")
    @api.depends_context("uid")
    def _compute_is_own(self):
        communes = self._own_communes()
        for campaign in self:
            campaign.is_own = campaign.unit_id in communes

    def _search_is_own(self, operator, _value):
        if operator != "in":
            return NotImplemented
        return Domain("unit_id", "in", self._own_communes().ids)

    def _own_communes(self):
        """Asked as two small questions: the rule that needs it is otherwise answered
        by reading all people of a commune."""
        # sudo: in which communes the reader oneself lives and was assessed
        partner = [("partner_id", "=", self.env.user.partner_id.id)]
        people = self.env["cdht.citizen"].sudo().search(partner)
        dossiers = self.env["cdht.assessment"].sudo().search(partner)
        return (people.commune_id | dossiers.commune_id).sudo(self.env.su)

    @api.model
    def _open_of(self, citizen):
        """The year of the person's commune that is going on (of several the latest)."""
        # sudo: whether the commune's year is open is known to everybody
        return (
            self.sudo()
            .search_fetch(
                [("unit_id", "=", citizen.commune_id.id), ("state", "=", "open")],
                ["state", "year", "registration_deadline", "self_deadline", "set_id"],
                order="year desc",
                limit=1,
            )
            .with_env(self.env)
        )

    def _may_have_another(self, dossier):
        """Whether ``dossier``, the latest of a person, leaves this year open."""
        return dossier.campaign_id != self or dossier.state == "withdrawn"

    def _may_register(self, citizen, dossier):
        """Whether the person of that latest dossier may register for this year."""
        in_time = not self._is_over("registration_deadline")
        may = bool(self) and in_time and self._may_have_another(dossier)
        return may and not self._decided_units(citizen.unit_id)

    def _decided_units(self, units):
        """Those of ``units`` whose people a decision of this year has recognised."""
        # sudo: whether there is anybody, whoever asks
        rows = self.env["cdht.assessment"].sudo()._read_group(
            [
                ("unit_id", "in", units.ids),
                ("campaign_id", "in", self.ids),
                ("state", "=", "recognised"),
            ],
            ["unit_id"],
        )  # fmt: skip
        return units.browse([unit.id for (unit,) in rows])

    def _takes_self_assessment(self):
        return self.state == "open" and not self._is_over("self_deadline")

    def _is_over(self, deadline):
        """Deadlines close the portal (server's date, Vietnam); staff go on."""
        last = self[deadline]
        return bool(last) and self._today() > last

    def _check_registration_deadline(self):
        for campaign in self:
            if campaign._is_over("registration_deadline"):
                raise UserError(
                    self.env._(
                        "Registration ended on %s. Ask the chapter of your unit.",
                        campaign.registration_deadline.strftime("%d/%m/%Y"),
                    )
                )

    def _register_person(self, citizen, group_id, consents):
        """Register the acting user's own person; return the dossier.

        ``group_id``: the group that they chose; ``consents``: whether they ticked the
        consent sentence. Registered already, the dossier stays as it is.
        """
        self.ensure_one()
        # sudo: of one's own person; a second click waits its turn
        lock_or_begin_anew(citizen.sudo())
        dossier = self.env["cdht.assessment"]._of_person(citizen, self)
        if not self._may_have_another(dossier):
            return dossier
        dossier = self.action_register(citizen.ids)
        dossier.action_save({"labour_group_id": group_id})
        if consents:
            dossier.action_record_consent("portal")
        return dossier
