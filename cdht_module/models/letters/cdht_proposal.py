from markupsafe import Markup

from odoo import fields, models

from odoo.addons.cdht_module.models.papers.cdht_verified import draw_code

# By the path of the menu's action, so that the app's menu is there.
_PAGE = "/odoo/learning-citizen-lists/"
_CODE = Markup('<div style="width: 12rem">{}</div>')


class CdhtProposal(models.Model):
    """A text to remind the unit of its list, and the way to it for a phone."""

    _inherit = "cdht.proposal"

    reminder = fields.Text(string="Text for Zalo", compute="_compute_reminder")
    own_code = fields.Html(
        string="Code that opens the list", compute="_compute_reminder", sanitize=False
    )

    def _compute_reminder(self):
        """The text names no person of the list; the link asks for a login."""
        address = self.env["cdht.verified"]._verify_address()
        for proposal in self:
            page = f"{address}{_PAGE}{proposal.id}"
            lines = [proposal.campaign_id._reminder_message(proposal)]
            if address:
                lines.append(f"Mở danh sách: {page}")
            proposal.reminder = "\n".join(lines)
            proposal.own_code = _CODE.format(draw_code(page)) if address else False

    def action_show_reminder(self):
        """The text and the code, to be copied or shown."""
        self._cdht_one()
        self.check_access("read")
        view = self.env.ref("cdht_module.cdht_proposal_view_form_reminder")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Remind this unit"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
        }
