import re

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.cdht_module.models.people.res_users_person import asks_who
from odoo.addons.cdht_module.tools.redirection import redirection

# Số định danh cá nhân, as people write it.
_NUMBER = re.compile(r"(?<!\d)\d(?:[ .]?\d){11}(?!\d)")


class CdhtAssessment(models.Model):
    """What every move of a dossier checks before it is carried out."""

    _inherit = "cdht.assessment"

    asks_who = fields.Boolean(compute=asks_who, export_string_translation=False)

    def _check_open(self, operation="write"):
        """The dossiers are reachable and their year is not closed."""
        self.check_access(operation)
        closed = self.campaign_id.filtered(lambda campaign: campaign.state != "open")
        if closed:
            raise UserError(
                self.env._("%s is not open.", ", ".join(closed.mapped("name")))
            )

    def _check_state(self, *states):
        unfit = self.filtered(lambda dossier: dossier.state not in states)
        if unfit:
            labels = dict(self._fields["state"]._description_selection(self.env))
            wrong = [
                f"{dossier._names()} ({labels[dossier.state]})" for dossier in unfit
            ]
            raise UserError(
                self.env._(
                    "This is for dossiers in “%(states)s” only. Not so: %(names)s.",
                    states=", ".join(labels[state] for state in states),
                    names=", ".join(wrong),
                )
            )

    def _check_not_decided(self):
        """What a decision names stays as it was when the decision was made."""
        # sudo: chapters read no decisions; only its number and date are told
        for dossier in self.sudo():
            if dossier.decision_id.state in ("issued", "revoked"):
                raise AccessError(dossier.decision_id._frozen_message())
            if dossier.decision_id or dossier.state == "recognised":
                raise AccessError(
                    self.env._("%s: decided about already.", dossier._names())
                )

    def _check_undecided(self):
        """No other paper decides about them."""
        # sudo: whether there is such a paper, whoever reads it
        taken = self.filtered(lambda dossier: dossier.sudo().decision_id)
        if taken:
            raise UserError(
                self.env._("Named in another decision already: %s.", taken._names())
            )

    def _check_officer(self, *roles):
        """The chapter of the unit, or the commune's officer in its place."""
        reached = self.unit_id._in_reach(*(roles or ("chapter", "commune")))
        if self.unit_id - reached:
            raise AccessError(self._outside_reach())

    def _check_authority(self):
        """The body that decides about these people (that it was asked)."""
        bodies = (
            self.authority_id
            | self.filtered(lambda dossier: not dossier.authority_id).commune_id
        )
        if bodies - bodies._in_reach("commune", "district"):
            raise AccessError(
                self.env._("Only the authority that decides about them can do this.")
            )

    def _check_not_own(self):
        self._check_known()
        own = self._own_dossiers(self)
        if own and not self.env.su:
            raise AccessError(own._own_dossier_message())

    def _check_known(self):
        """Who decides about dossiers has said which person they are, if any of here:
        else nothing would keep them from deciding about their own."""
        if not self.env.su and not self.env.user._cdht_is_known():
            raise redirection(
                self.env._(
                    "It is not known yet which person of the commune you are, so that"
                    " your own dossier could be left to another officer. Say it first."
                ),
                self.env["ir.actions.act_window"]._for_xml_id(
                    "cdht_module.action_cdht_own_person"
                ),
                self.env._("Say who you are"),
            )

    def _own_dossier_message(self):
        """Refusal that names who can do it instead."""
        others = self._other_appraisers()
        # sudo: names of colleagues, so that one can ask them
        return self.env._(
            "Nobody appraises their own dossier (%(name)s). It is done by %(other)s.",
            name=self._names(),
            other=", ".join(others.sudo().mapped("name"))
            or self.env._("another officer, whom the manager names"),
        )

    def _other_appraisers(self):
        """Who else may appraise these dossiers: officers of the unit, the commune's
        and its association's."""
        # sudo: who is an officer there, to be named to a colleague
        dossiers = self.sudo()
        communes = dossiers.commune_id
        offices = communes | communes.child_ids.filtered(
            lambda unit: unit.unit_type == "association"
        )
        by_role = {"chapter": dossiers.unit_id, "commune": dossiers.unit_id | offices}
        others = self.env["res.users"]
        for role, units in by_role.items():
            others |= units.user_ids.filtered(
                lambda user, role=role: user.has_group(f"cdht_module.group_cdht_{role}")
            ).sudo(False)
        return others - self.env.user

    def _check_reason(self, reason):
        reason = (reason or "").strip()
        if not reason:
            raise UserError(self.env._("Give the reason."))
        if _NUMBER.search(reason):
            raise UserError(
                self.env._(
                    "The reason stays in the trace for ever: write it without identity"
                    " numbers."
                )
            )
        return reason
