from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class CdhtPaperWords(models.TransientModel):
    """The sentences of one draft, side by side with its page."""

    _name = "cdht.paper.words"
    _description = "Wording of a draft"
    _inherit = ["cdht.record"]
    _transient_max_hours = 2

    res_model = fields.Char(required=True)
    res_id = fields.Many2oneReference(model_field="res_model", required=True)
    line_ids = fields.One2many("cdht.paper.words.line", "window_id", string="Sentences")
    field_text = fields.Char(string="Fields", compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    @api.model
    def default_get(self, fields):
        """Of the draft that is open on screen."""
        values = super().default_get(fields)
        if not self._cdht_active_id():
            return values
        record = self._draft(
            self.env.context.get("active_model"), self._cdht_active_id()
        )
        rows = record._sentences(record._words_of_draft())
        return {
            **values,
            "res_model": record._name,
            "res_id": record.id,
            "line_ids": [Command.create(row) for row in rows],
        }

    @api.model
    def _draft(self, model, res_id):
        """The paper, if it is one that the user reads."""
        documents = {kind._name for kind in self.env["cdht.document"]._kinds()}
        if not isinstance(model, str) or model not in documents or not res_id:
            raise UserError(self.env._("Open the paper first."))
        record = self.env[model].browse(res_id).exists()
        record.check_access("read")
        return record

    @api.depends("line_ids.text", "res_model", "res_id")
    def _compute_preview(self):
        for window in self:
            record = self._draft(window.res_model, window.res_id)
            words = record._words_of_draft()
            window.field_text = "  ".join(f"{{{name}}}" for name in words.names())
            rows = [
                {"code": line.code, "kind": line.kind, "text": line.text or ""}
                for line in window.line_ids
            ]
            window.preview = record._preview(words, rows)

    def action_keep(self):
        """The draft says it so from now on."""
        self._cdht_one()
        self.check_access("write")
        self._draft(self.res_model, self.res_id)._set_own_words(
            {
                line.code: line.text or ""
                for line in self.line_ids
                if (line.text or "") != (line.office_text or "")
            }
        )
        return {"type": "ir.actions.act_window_close"}

    def action_follow_office(self):
        """The draft says again what its office says everywhere."""
        self._cdht_one()
        self.check_access("write")
        self._draft(self.res_model, self.res_id)._set_own_words({})
        return {"type": "ir.actions.act_window_close"}


class CdhtPaperWordsLine(models.TransientModel):
    """A sentence of the draft; it stands beside the window, since it is nothing
    without it."""

    _name = "cdht.paper.words.line"
    _description = "Sentence of a draft"
    _inherit = ["cdht.record"]
    _order = "id"

    window_id = fields.Many2one("cdht.paper.words", required=True, ondelete="cascade")
    code = fields.Char(required=True)
    kind = fields.Char(required=True)
    name = fields.Char(string="What it is about", readonly=True)
    text = fields.Text()
    office_text = fields.Text(string="As the office has it", readonly=True)
