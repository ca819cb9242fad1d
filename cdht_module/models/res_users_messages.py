from odoo import models
from odoo.fields import Command


class ResUsers(models.Model):
    """Reach ends with the unit, for what was once sent to the officer too."""

    _inherit = "res.users"

    def _cdht_forget_lost(self):
        """Officers who lost a unit follow nothing of it and keep none of its notices.

        Odoo lets recipients read a message for ever, whatever became of their
        rights; what one wrote oneself stays readable.
        """
        for user in self:
            partner = user.partner_id
            # sudo: others' followers and notices, of records that the user lost
            followers = self.env["mail.followers"].sudo().search(
                [("partner_id", "=", partner.id), ("res_model", "=like", "cdht.%")]
            )  # fmt: skip
            lost = user._cdht_lost(followers.grouped("res_model"), "res_id")
            lost.unlink()
            # sudo: as above
            messages = self.env["mail.message"].sudo().search(
                [
                    ("model", "=like", "cdht.%"),
                    "|",
                    ("partner_ids", "in", partner.ids),
                    ("notification_ids.res_partner_id", "in", partner.ids),
                ]
            )  # fmt: skip
            lost = user._cdht_lost(messages.grouped("model"), "res_id")
            lost.notification_ids.filtered(
                lambda notice, partner=partner: notice.res_partner_id == partner
            ).unlink()
            lost.write({"partner_ids": [Command.unlink(partner.id)]})

    def _cdht_lost(self, by_model, field):
        """Of mail records {model: records}, those of documents not read any more."""
        lost = next(iter(by_model.values()), self.env["mail.message"]).browse()
        for model, records in by_model.items():
            ids = set(records.mapped(field))
            documents = self.env[model].with_user(self).browse(ids).exists()
            read = set(documents._filtered_access("read").ids)
            lost |= records.filtered(lambda r, read=read: r[field] not in read)
        return lost
