from odoo import models
from odoo.exceptions import AccessError


class MailActivity(models.Model):
    """The add-on's own activities end with their paper's turn: only who has the turn
    does or passes them on; what people plan by themselves is core's affair."""

    _inherit = "mail.activity"

    def write(self, vals):
        self._cdht_check_turn()
        return super().write(vals)

    def unlink(self):
        self._cdht_check_turn()
        return super().unlink()

    def _cdht_check_turn(self):
        if self.env.su:
            return
        # sudo: whose turn it is, to be told to who asks for it
        others = self.sudo().filtered(
            lambda activity: (
                activity.automated
                and (activity.res_model or "").startswith("cdht.")
                and activity.activity_type_id.res_model == activity.res_model
                and activity.user_id.id != self.env.uid
            )
        )
        if others:
            raise AccessError(
                self.env._(
                    "This turn is another officer's: %s.",
                    ", ".join(others.user_id.mapped("name")),
                )
            )
