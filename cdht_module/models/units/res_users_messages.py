from markupsafe import Markup, escape

from odoo import fields, models
from odoo.fields import Command


class ResUsers(models.Model):
    """What officers are told, and what they keep of it when they lose a unit."""

    _inherit = "res.users"

    def _cdht_tell(self, say):
        """Put a notice into each officer's own list of activities; no mail to anybody.

        ``say``: gives summary and text, in the language of the environment it gets.
        """
        notice = self.env.ref("cdht_module.activity_notice").id
        told = []
        # sudo: notices to others; nothing of theirs is shown
        for lang, users in self.sudo().grouped("lang").items():
            summary, text = say(self.with_context(lang=lang).env)
            note = escape(text).replace("\n", Markup("<br/>"))
            told += [
                {
                    "activity_type_id": notice,
                    "user_id": user.id,
                    "summary": summary,
                    "note": note,
                    "date_deadline": fields.Date.context_today(user),
                    "automated": True,
                }
                for user in users
                if user.active and user._is_internal()
            ]
        quiet = self.env["mail.activity"].sudo()
        quiet.with_context(mail_activity_quick_update=True).create(told)

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
