from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command

from odoo.addons.cdht_module.models.lists.cdht_proposal import BEFORE_SENDING
from odoo.addons.cdht_module.models.papers.cdht_document import _short_date
from odoo.addons.cdht_module.tools import clock
from odoo.addons.cdht_module.tools.paper_text import counted, long_date


class CdhtCampaign(models.Model):
    """Reminding the units that have not sent their lists, on paper and by phone."""

    _inherit = "cdht.campaign"

    def _unsent_lists(self):
        """The lists that the commune still waits for, in the order of units."""
        return self.env["cdht.proposal"].search(
            [("campaign_id", "in", self.ids), ("state", "in", BEFORE_SENDING)]
        )

    def action_make_reminder(self, proposal_ids):
        """Return the draft of one letter to the units of these unsent lists.

        ``proposal_ids``: ids or a recordset of ``cdht.proposal``.
        """
        self._cdht_one()
        body = self._reminding_body()
        lists = self._unsent_lists()
        if isinstance(proposal_ids, models.Model):
            proposal_ids = proposal_ids.ids
        lists = lists.filtered(lambda proposal: proposal.id in proposal_ids)
        if not lists:
            raise UserError(self.env._("Every unit has sent its list."))
        letter = self.env["cdht.letter"].create(
            {
                "kind": "reminder",
                "campaign_id": self.id,
                "year": clock.today().year,
                "issuing_unit_id": body.id,
                "addressee_unit_ids": [Command.set(lists.unit_id.ids)],
            }
        )
        letter.body = letter._proposed_body(self._reminder_facts(lists, body))
        return letter

    def _reminding_body(self):
        """The committee or the association, whichever the officer acts for."""
        commune = self.unit_id
        bodies = commune | commune.child_ids.filtered(
            lambda unit: unit.unit_type == "association"
        )
        body = bodies._in_reach("commune")[:1]
        if not body:
            raise AccessError(self.env._("This is for the commune's officer."))
        return body

    def _reminder_facts(self, lists, body):
        """What the letter names: who is missing, where and until when lists go."""
        until = self.proposal_deadline
        return {
            "năm": self.year,
            "ngày": long_date(clock.today()),
            "số đơn vị": counted(len(lists)),
            "đơn vị chưa gửi": self._missing_lines(lists),
            "nơi nhận danh sách": self._intake_name(body),
            "hạn gửi": long_date(until) if until else "",
        }

    def _reminder_message(self, lists):
        """The same in a few words, to be sent to the chapters by Zalo."""
        until, days = self.proposal_deadline, self.days_left
        left = f"còn {days} ngày" if days >= 0 else f"đã quá hạn {-days} ngày"
        lines = [
            "Kính gửi ông/bà Chi hội trưởng các chi hội khuyến học,",
            f"Các đơn vị sau chưa gửi danh sách đề nghị “Công dân học tập” năm"
            f" {self.year}:",
            *(f"{i}. {line}" for i, line in enumerate(self._missing_lines(lists), 1)),
        ]
        if len(lists) == 1:
            lines = [
                "Kính gửi ông/bà Chi hội trưởng chi hội khuyến học,",
                "Đơn vị chưa gửi danh sách đề nghị “Công dân học tập” năm"
                f" {self.year} – {self._missing_lines(lists)[0]}.",
            ]
        if until:
            lines.append(f"Hạn gửi: {_short_date(until)} ({left}).")
        lines.append(
            "Đề nghị ông/bà họp thẩm định và gửi danh sách kèm biên bản đúng hạn."
            if days >= 0
            else "Đề nghị ông/bà họp thẩm định và gửi ngay danh sách kèm biên bản."
        )
        contact = self.intake_user_id
        if contact:
            # sudo: name: name and office phone of the contact point, for who is
            # reminded
            partner = contact.sudo().partner_id
            phone = f", điện thoại {partner.phone}" if partner.phone else ""
            lines.append(f"Cần hỏi, xin liên hệ {partner.name}{phone}.")
        return "\n".join(lines)

    def _missing_lines(self, lists):
        """“Thôn Một: còn 5 người chưa thẩm định”, a line a list."""
        lines = []
        for proposal in lists:
            if proposal.waiting_count:
                what = f"còn {proposal.waiting_count} người chưa thẩm định"
            elif proposal.people_count:
                what = "đã thẩm định xong, chưa gửi danh sách"
            else:
                what = "chưa có người đăng ký"
            if proposal.state == "returned":
                what += " (danh sách bị trả lại để bổ sung)"
            lines.append(f"{proposal.unit_id.name}: {what}")
        return lines

    def _intake_name(self, body):
        # sudo: name: the name of the contact point, as it stands in the campaign
        contact = self.intake_user_id.sudo().name
        return f"{body.body_name} (qua {contact})" if contact else body.body_name
