from odoo import api, models
from odoo.exceptions import AccessError

from .rpc_input import check_are_values, in_user_lang


class MailActivity(models.Model):
    """The add-on's own activities end with their paper's turn: only who has the turn
    does or passes them on; what people plan by themselves is core's affair."""

    _inherit = "mail.activity"

    @api.depends("res_model", "res_id")
    def _compute_res_name(self):
        result = super()._compute_res_name()
        # Only new ones: a stored name is the same for all readers, so ``write`` checks
        # who may link an activity to a record.
        new = self.filtered(lambda activity: not activity.id)
        hide_names(new, "res_model", "res_name")
        return result

    def write(self, vals):
        check_are_values(self, vals)
        self._cdht_check_turn()
        result = super().write(vals)
        if not self.env.su and vals.keys() & {"res_model_id", "res_model", "res_id"}:
            # Linking it to a record of ours plans an activity there; core has checked
            # the access to the earlier record only.
            ours = self.filtered(lambda one: (one.res_model or "").startswith("cdht."))
            ours.check_access("create")
        return result

    def unlink(self):
        self._cdht_check_turn()
        return super().unlink()

    def _cdht_check_turn(self):
        if self.env.su:
            return
        # sudo: name: whose turn it is, to be told to who asks for it
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
                in_user_lang(self.env)._(
                    "This turn is another officer's: %s.",
                    ", ".join(others.user_id.mapped("name")),
                )
            )


def hide_names(pointers, model_field, name_field):
    """Take away what records of ours are called from ``pointers`` to them, where the
    user does not read these.

    Core computes such names as superuser, of whatever record a request names.
    """
    ours = pointers.filtered(lambda one: (one[model_field] or "").startswith("cdht."))
    for model, own in ours.grouped(model_field).items():
        if model not in own.env:
            continue
        records = own.env[model].sudo(False).browse(set(own.mapped("res_id")) - {0})
        read = set(records.exists()._filtered_access("read").ids)
        for one in own.filtered(lambda one, read=read: one.res_id not in read):
            one[name_field] = False
