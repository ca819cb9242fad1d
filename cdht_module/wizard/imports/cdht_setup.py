import base64

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.cdht_module.tools import list_reader

# The file's field and the kind of list that it is.
_FILES = {"earlier_list": "people", "earlier_titles": "recognition"}


class CdhtSetup(models.TransientModel):
    """What an office has of the years before: its people, and who was recognised."""

    _inherit = "cdht.setup"

    step = fields.Selection(
        selection_add=[("earlier", "Years before"), ("done",)],
        ondelete={"earlier": "cascade"},
    )
    earlier_list = fields.Binary(string="Last year's list")
    earlier_list_name = fields.Char(export_string_translation=False)
    earlier_titles = fields.Binary(string="Decisions or their annexes")
    earlier_titles_name = fields.Char(export_string_translation=False)

    signed_paper = fields.Binary(
        string="From last year's decision",
        attachment=False,
        help="A Word or Excel file; who signed it is read from below its text and shown"
        " here. The file is not kept.",
    )
    signed_paper_name = fields.Char(export_string_translation=False)

    @api.onchange("signed_paper")
    def _onchange_signed_paper(self):
        """Who signed is proposed, to be looked at; going on keeps it."""
        if not self.signed_paper:
            return None
        try:
            signed = list_reader.signatures(base64.b64decode(self.signed_paper))
        except (list_reader.WorkbookError, ValueError):
            signed = []
        self.signed_paper = self.signed_paper_name = False
        for name, post, is_of_association in signed:
            if is_of_association:
                self.update({"chair": name, "chair_post": post})
            else:
                self.update({"leader": name, "leader_post": post})
        if signed:
            return None
        return {
            "warning": {
                "title": self.env._("Who signed"),
                "message": self.env._(
                    "No signature was found below this paper. Choose the Word or Excel"
                    " file of last year's decision or petition, or type the name."
                ),
            }
        }

    @api.model
    def _whose_steps(self):
        steps = super()._whose_steps()
        return [*steps[:-1], ("earlier", "commune"), *steps[-1:]]

    def action_next(self):
        """From a file that was read one comes back for the next."""
        was = self[:1].step
        answer = super().action_next()
        if was == "earlier" and answer:
            self.step = was
        return answer

    def _do_step(self):
        return self._read_earlier() if self.step == "earlier" else super()._do_step()

    def _read_earlier(self):
        """Check the files; what was understood is shown, nothing is written before it
        is seen there."""
        if not any(self[name] for name in _FILES):
            return None
        campaign = self._campaign()
        if not campaign:
            raise UserError(self.env._("Open the year first, in the step “Year”."))
        read = self.env["cdht.import"].create(
            [
                {
                    "kind": kind,
                    "campaign_id": campaign.id,
                    "data_file": self[name],
                    "filename": self[f"{name}_name"],
                }
                for name, kind in _FILES.items()
                if self[name]
            ]
        )
        self.write(dict.fromkeys(_FILES, False))
        read.action_check()
        if len(read) == 1:
            return read._cdht_action_form()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "cdht_module.action_cdht_import"
        )
        return {**action, "domain": [("id", "in", read.ids)], "context": {}}
